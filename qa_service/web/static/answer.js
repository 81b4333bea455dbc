// One answer as elements: what it says, what it rests on, what can be done with it.

import { figuresTable } from "./answer_figures.js";
import { evidence, sourceNote } from "./answer_sources.js";
import { answerText } from "./answer_text.js";
import { calculations, showFormula } from "./calculations.js";
import { answerChart } from "./chart.js";
import { element } from "./dom.js";
import { thumbs } from "./feedback.js";
import { REASON } from "./names.js";
import { shareButtons } from "./share.js";
import { slots } from "./slots.js";
import { underlineTerms } from "./terms.js";

const OFFER = { clarify: "请选择：", refused: "可以改问：", answered: "也可以问：" };
// What is not loaded can be seen in the list of what is.
const SEE_DOCUMENTS = new Set(["not_loaded", "year_missing"]);

/** The answer's article. `onAsk(question)` asks what is offered, following this answer. */
export function answerElement(question, answer, onAsk) {
  const formulas = calculations(answer);
  const text = answerText(answer, (index) => showFormula(formulas, index));
  underlineTerms(answer, text);
  answerChart(answer).then((chart) => chart && text.after(chart));
  return element(
    "article",
    { class: `answer ${answer.status}`, "data-status": answer.status },
    verdict(answer),
    text,
    nearest(answer),
    offers(OFFER[answer.status], answer.options, onAsk),
    warnings(answer.warnings),
    formulas,
    evidence(answer),
    figuresTable(answer),
    slots(answer, onAsk),
    offers("还可以问：", answer.suggestions, onAsk),
    element("div", { class: "actions" }, shareButtons(question, answer), thumbs(answer)),
    sourceNote(answer),
  );
}

function verdict({ status, reason, citations, figures }) {
  if (status !== "answered") return REASON[reason] ? element("p", { class: "verdict" }, REASON[reason]) : null;
  if (!citations.length) return null;
  return element("p", { class: "verified" }, `✓ 已核对：${figures.length ? "数字都有出处" : "引自下列原文"}`);
}

function nearest({ status, reason }) {
  if (status !== "refused" || !SEE_DOCUMENTS.has(reason)) return null;
  return element("p", {}, element("a", { href: "/documents" }, "看看载入了哪些文件"));
}

function warnings(list) {
  if (!list.length) return null;
  return element("ul", { class: "warnings" }, ...list.map((text) => element("li", {}, text)));
}

/** Ready questions as buttons. */
export function offers(title, questions, onAsk) {
  if (!questions.length) return null;
  const buttons = questions.map((question) =>
    element("li", {}, element("button", { type: "button", onclick: () => onAsk(question) }, question)),
  );
  return element(
    "div",
    { class: "offers" },
    element("p", {}, title),
    element("ul", {}, ...buttons),
  );
}
