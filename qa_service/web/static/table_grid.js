// A rebuilt table as rows of elements: its columns' paths merged into head cells, every cell as printed.

import { element } from "./dom.js";

/** The <table> of a table of the API; its cells carry data-row and data-cell. */
export function tableGrid(table) {
  const coded = table.rows.some((row) => row.code);
  const lead = coded ? ["编码", "项目"] : ["项目"];
  const paths = table.rows[0]?.cells.map((cell) => cell.column_path) ?? [];
  const name = `${table.title || "表格"}，方向键移动，回车标出原文`;
  return element(
    "table",
    { class: "grid", role: "grid", "aria-label": name },
    element("thead", {}, ...headRows(paths, lead)),
    element("tbody", {}, ...table.rows.map((row, number) => bodyRow(row, number, coded))),
  );
}

/** Head rows: names that stand over several columns stand once. */
function headRows(paths, lead) {
  const depth = Math.max(1, ...paths.map((path) => path.length));
  const padded = paths.map((path) => [...Array(depth - path.length).fill(""), ...path]);
  return Array.from({ length: depth }, (_, level) => {
    const cells = [];
    if (level === 0) {
      cells.push(...lead.map((words) => element("th", { scope: "col", rowspan: depth }, words)));
    }
    for (let at = 0; at < padded.length; ) {
      let end = at + 1;
      while (end < padded.length && sameAbove(padded[at], padded[end], level)) end += 1;
      const words = padded[at][level];
      const span = end - at > 1 ? end - at : null;
      const scope = span ? "colgroup" : "col";
      cells.push(words ? element("th", { scope, colspan: span }, words) : element("td", { colspan: span }));
      at = end;
    }
    return element("tr", {}, ...cells);
  });
}

function sameAbove(one, other, level) {
  // In the last row every column keeps a head of its own.
  if (level === one.length - 1) return false;
  return one.slice(0, level + 1).every((words, at) => words === other[at]);
}

function bodyRow(row, number, coded) {
  const depth = Math.min(row.path.length, 4);
  return element(
    "tr",
    {},
    coded ? element("td", { class: "code" }, row.code ?? "") : null,
    element("th", { scope: "row", class: `depth-${depth}` }, row.label),
    ...row.cells.map((cell, at) =>
      element(
        "td",
        { class: "number", "data-row": number, "data-cell": at, tabindex: "-1" },
        cell.printed,
      ),
    ),
  );
}
