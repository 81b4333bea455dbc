// The figures an answer stands on: each below its citation, and all in one table.

import { checkSign, markLink } from "./answer_text.js";
import { element } from "./dom.js";
import { ASPECT, CHECK, KIND, MEASURE } from "./names.js";

const COLUMNS = ["项目", "单位与年度", "口径", "原文", "核对", "依据"];

/** As printed; a blank is said to be one, and the unit follows a number that lacks it. */
export function printed(figure) {
  if (figure.printed.trim() === "") return "（空白）";
  const unit = figure.value === null ? "" : (figure.unit ?? "");
  return figure.printed.trim().endsWith(unit) ? figure.printed : figure.printed + unit;
}

/** One figure in a line: name, number, how it was checked, and `more` (a button to complain). */
export function figureLine(figure, more) {
  const check = checkSign(figure.check, true) ?? element("span", { class: "check" }, CHECK[figure.check] ?? "");
  return element(
    "li",
    {},
    element("span", {}, figure.label),
    element("strong", {}, printed(figure)),
    check,
    more,
  );
}

/** All of them as a table, folded; null where there are none. */
export function figuresTable({ figures, citations }) {
  if (!figures.length) return null;
  const byNumber = new Map(citations.map((citation) => [citation.number, citation]));
  const rows = figures.map((it) => row(it, byNumber.get(it.citation)));
  const head = element("tr", {}, ...COLUMNS.map((name) => element("th", { scope: "col" }, name)));
  return element(
    "details",
    { class: "figures" },
    element("summary", {}, `用到的数据（${figures.length} 项）`),
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-label": "用到的数据" },
      element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)),
    ),
  );
}

function row(it, citation) {
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
    element("td", {}, checkSign(it.check, true) ?? CHECK[it.check] ?? ""),
    element("td", {}, citation ? markLink(citation) : ""),
  );
}
