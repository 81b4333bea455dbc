// The answer's words, with every number and every [n] a link to the place it stands.

import { inWords } from "./amount_words.js";
import { element, safeUrl } from "./dom.js";
import { CHECK } from "./names.js";

const PARTS = /\[(\d{1,3})\]|(\d[\d,]*(?:\.\d+)?)(\s?(?:万元|亿元|元|%|个百分点))?/g;
const SIGN = { passed: "✓", failed: "⚠", unverified: "⚠" };

/** The document's title; with whose it is, where the title does not say. */
export function documentName({ document: title, organisation }) {
  return title.includes(organisation) ? title : `${organisation}《${title}》`;
}

/** '，第5页，三公经费预算表' */
export function place(citation) {
  const parts = [];
  if (citation.page) parts.push(`第${citation.page}页`);
  if (citation.table?.title) parts.push(citation.table.title);
  else if (citation.section.length) parts.push(citation.section.at(-1));
  return parts.length ? `，${parts.join("，")}` : "";
}

/** [n], leading to the cited place. */
export function markLink(citation) {
  return element(
    "a",
    {
      class: "mark",
      href: safeUrl(citation.url),
      title: citation.quote,
      "aria-label": `依据 ${citation.number}：${documentName(citation)}${place(citation)}`,
      "data-citation": citation.number,
    },
    `[${citation.number}]`,
  );
}

/** ✓ or ⚠ with its words, for a figure that was checked; null for one that was not. */
export function checkSign(check, inFull = false) {
  if (!SIGN[check]) return null;
  const told = inFull || check !== "passed";
  return element(
    "span",
    { class: `check ${check}`, title: CHECK[check] },
    element("span", { "aria-hidden": "true" }, SIGN[check]),
    element("span", { class: told ? null : "visually-hidden" }, CHECK[check]),
  );
}

/** The text as elements; `onFormula(index)` is called for a number that was calculated. */
export function answerText(answer, onFormula) {
  const { text, citations } = answer;
  const marks = [...text.matchAll(/\[(\d{1,3})\]/g)];
  const byNumber = new Map(citations.map((it) => [it.number, it]));
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(PARTS)) {
    const [whole, mark, number, unit = ""] = found;
    const citation = mark
      ? byNumber.get(Number(mark))
      : byNumber.get(Number(nextMark(text, marks, found.index)));
    const made = mark
      ? citation && [markLink(citation)]
      : amount(answer, { number, unit, rest: text.slice(found.index + whole.length) }, citation, onFormula);
    if (!made) continue;
    pieces.push(text.slice(end, found.index), ...made);
    end = found.index + whole.length;
  }
  return element("div", { class: "answer-text" }, ...pieces, text.slice(end));
}

/** The [n] that follows within the sentence: what stands there is told from it. */
function nextMark(text, marks, index) {
  const next = marks.find((it) => it.index > index);
  return next && !/[。；\n]/.test(text.slice(index, next.index)) ? next[1] : null;
}

function amount(answer, { number, unit, rest }, following, onFormula) {
  const measure = unit.trim();
  const figure = figureOf(answer, number, measure, rest, following?.number);
  if (!figure) {
    const formula = answer.calculations.findIndex(
      (it) => same(it.result, number) && (it.unit ?? "") === measure,
    );
    if (formula >= 0) return computed(number, unit, () => onFormula(formula));
    if (!measure || !following) return null;
  }
  const citation = figure ? answer.citations.find((it) => it.number === figure.citation) : following;
  if (!citation) return null;
  const link = { class: "amount", href: safeUrl(citation.url), "data-citation": citation.number };
  if (figure) link["data-figure"] = figure.figure_id;
  const title = `出处：${documentName(citation)}${place(citation)}`;
  return [
    element("a", { ...link, title }, number + unit),
    figure ? checkSign(figure.check) : null,
    words(number, measure),
  ].filter(Boolean);
}

function computed(number, unit, onFormula) {
  const button = { type: "button", class: "computed", title: "看怎么算的", onclick: onFormula };
  return [element("button", button, number + unit), words(number, unit.trim())].filter(Boolean);
}

function words(number, unit) {
  const said = inWords(number, unit);
  return said ? element("span", { class: "words" }, `（${said}）`) : null;
}

/** The figure a number of the text is: the one cited next to it, else the only one that is equal. */
function figureOf({ figures, calculations }, number, unit, rest, cited) {
  // A formula shows its numbers without their unit; a year is never one of them.
  const operands = rest.startsWith("年") ? [] : calculations.flatMap((it) => it.operands);
  const equal = figures.filter((it) => {
    if (!same(it.printed, number) && !same(it.value, number)) return false;
    if (unit) return !it.unit || it.unit === unit;
    return (it.unit && rest.startsWith(it.unit)) || operands.includes(it.figure_id);
  });
  // Equal numbers of several places: none of them is led to by guessing.
  const alone = equal.every((it) => it.citation === equal[0].citation) ? equal[0] : undefined;
  return equal.find((it) => it.citation === cited) ?? alone;
}

/** Whether two printed numbers are the same but for commas, sign and closing zeros. */
function same(one, other) {
  const plain = (it) => {
    const digits = it.replace(/[^\d.]/g, "");
    return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  };
  return one !== null && /\d/.test(one) && plain(one) === plain(other);
}
