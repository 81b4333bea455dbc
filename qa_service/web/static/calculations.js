// How a number was calculated: folded until somebody wants to see it.

import { printed } from "./answer_figures.js";
import { element, safeUrl } from "./dom.js";
import { withUnit } from "./names.js";

/** The formulas of an answer, each with the figures it is made of; null where there are none. */
export function calculations(answer) {
  if (!answer.calculations.length) return null;
  return element(
    "details",
    { class: "calculations" },
    element("summary", {}, "怎么算的"),
    element("ul", {}, ...answer.calculations.map((it) => formula(it, answer))),
  );
}

/** Open the formulas and go to one of them. */
export function showFormula(details, index) {
  details.open = true;
  const line = details.querySelectorAll(".formula")[index];
  line.focus({ preventScroll: true });
  line.scrollIntoView({ block: "center" });
}

function formula(it, answer) {
  const operands = it.operands
    .map((id) => answer.figures.find((figure) => figure.figure_id === id))
    .filter(Boolean);
  return element(
    "li",
    { class: "formula", tabindex: "-1" },
    element("code", {}, it.expression),
    " = ",
    element("strong", {}, withUnit(it.result, it.unit)),
    operands.length ? element("ul", { class: "operands" }, ...operands.map((f) => operand(f, answer))) : null,
  );
}

function operand(figure, answer) {
  const citation = answer.citations.find((it) => it.number === figure.citation);
  const year = figure.fiscal_year ? `${figure.fiscal_year}年` : "";
  return element(
    "li",
    {},
    `${year}${figure.label} ${printed(figure)} `,
    citation ? element("a", { href: safeUrl(citation.url) }, "看出处") : null,
  );
}
