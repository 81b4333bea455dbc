// One answer as elements: text with its citation marks, evidence, calculations, what to ask next.

import { element, safeUrl } from "./dom.js";
import { ASPECT, CHECK, KIND, MEASURE, REASON, withUnit } from "./names.js";

/** The answer's article. `onAsk(question)` is called when an offered question is chosen. */
export function answerElement(answer, onAsk) {
  return element(
    "article",
    { class: `answer ${answer.status}`, "data-status": answer.status },
    verdict(answer),
    element("div", { class: "answer-text" }, ...withMarks(answer.text, answer.citations)),
    offers("请选择：", answer.options, onAsk),
    warnings(answer.warnings),
    calculations(answer.calculations),
    evidence(answer.citations),
    figures(answer.figures, answer.citations),
    chips(answer.context),
    offers("还可以问：", answer.suggestions, onAsk),
  );
}

function verdict(answer) {
  if (answer.status === "answered" || !REASON[answer.reason]) return null;
  return element("p", { class: "verdict" }, REASON[answer.reason]);
}

function markLink(citation) {
  const name = `依据 ${citation.number}：${documentName(citation)}${place(citation)}`;
  return element(
    "a",
    {
      class: "mark",
      href: safeUrl(citation.url),
      title: citation.quote,
      "aria-label": name,
      "data-citation": citation.number,
    },
    `[${citation.number}]`,
  );
}

/** The text with every [n] that is a citation made a link; other brackets stay words. */
function withMarks(text, citations) {
  const byNumber = new Map(citations.map((citation) => [String(citation.number), citation]));
  return text.split(/(\[\d{1,3}\])/).map((part) => {
    const citation = part.startsWith("[") ? byNumber.get(part.slice(1, -1)) : undefined;
    return citation ? markLink(citation) : part;
  });
}

/** The document's title; with whose it is, where the title does not say. */
function documentName(citation) {
  const { document: title, organisation } = citation;
  return title.includes(organisation) ? title : `${organisation}《${title}》`;
}

function place(citation) {
  const parts = [];
  if (citation.page) parts.push(`第${citation.page}页`);
  if (citation.table?.title) parts.push(citation.table.title);
  else if (citation.section.length) parts.push(citation.section.at(-1));
  return parts.length ? `，${parts.join("，")}` : "";
}

function evidence(citations) {
  if (!citations.length) return null;
  const items = citations.map((citation) => {
    const cell = citation.table
      ? [citation.table.row, citation.table.column, citation.table.unit]
          .filter(Boolean)
          .join(" · ")
      : "";
    const origin = safeUrl(citation.source_url);
    return element(
      "li",
      {},
      markLink(citation),
      element(
        "div",
        {},
        element("q", {}, citation.quote),
        element(
          "p",
          { class: "place" },
          documentName(citation) + place(citation),
          cell ? element("span", { class: "cell" }, cell) : null,
          citation.recognised
            ? element(
                "span",
                { class: "cell" },
                citation.table ? "识别自扫描件" : "识别自扫描件，未经核对",
              )
            : null,
          origin
            ? element("a", { href: origin, rel: "noopener noreferrer", target: "_blank" }, "公开网址")
            : null,
        ),
      ),
    );
  });
  return section("依据", element("ol", { class: "evidence" }, ...items));
}

function calculations(list) {
  if (!list.length) return null;
  const lines = list.map((it) =>
    element(
      "li",
      {},
      element("code", {}, it.expression),
      " = ",
      element("strong", {}, withUnit(it.result, it.unit)),
    ),
  );
  return section("计算", element("ul", { class: "calculations" }, ...lines));
}

const COLUMNS = ["项目", "单位与年度", "口径", "原文", "核对", "依据"];

function figures(list, citations) {
  if (!list.length) return null;
  const byNumber = new Map(citations.map((citation) => [citation.number, citation]));
  const rows = list.map((it) => {
    const citation = byNumber.get(it.citation);
    const whose = [it.organisation, it.level, it.fiscal_year ? `${it.fiscal_year}年` : ""];
    const which = [KIND[it.kind], MEASURE[it.measure], it.aspect === "amount" ? "" : ASPECT[it.aspect]];
    const what = [...it.column_path, it.code ? `编码 ${it.code}` : ""].filter(Boolean).join(" · ");
    return element(
      "tr",
      { class: `role-${it.role}` },
      element("th", { scope: "row" }, it.label, element("small", {}, what)),
      element("td", {}, whose.filter(Boolean).join(" ")),
      element("td", {}, which.filter(Boolean).join(" ")),
      element("td", { class: "number" }, printed(it)),
      element("td", { class: `check ${it.check}` }, CHECK[it.check] ?? ""),
      element("td", {}, citation ? markLink(citation) : ""),
    );
  });
  const head = element("tr", {}, ...COLUMNS.map((name) => element("th", { scope: "col" }, name)));
  return element(
    "details",
    { class: "figures" },
    element("summary", {}, `用到的数据（${list.length} 项）`),
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "用到的数据" },
      element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)),
    ),
  );
}

/** As printed; a blank is said to be one, and the unit follows a number that lacks it. */
function printed(figure) {
  if (figure.printed.trim() === "") return "（空白）";
  const unit = figure.value === null ? "" : (figure.unit ?? "");
  return figure.printed.trim().endsWith(unit) ? figure.printed : figure.printed + unit;
}

function chips(context) {
  const slots = [
    ["单位", context.organisation],
    ["级次", context.level],
    ["年度", context.fiscal_year ? `${context.fiscal_year}年` : null],
    ["类别", KIND[context.kind]],
    ["项目", context.item],
  ].filter(([, value]) => value);
  if (!slots.length) return null;
  return element(
    "dl",
    { class: "chips", "aria-label": "接着问会沿用的条件" },
    ...slots.map(([name, value]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, value)),
    ),
  );
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

function section(title, content) {
  return element("section", {}, element("h3", {}, title), content);
}
