// The table of a comparison: a row for each organisation, a column for each year and kind.

import { element, safeUrl } from "./dom.js";
import { CHECK, KIND, MEASURE } from "./names.js";

const MISSING = {
  not_loaded: "没有载入",
  item_missing: "没有找到",
  blank: "空白",
  dash: "横线 —",
  ambiguous: "不止一项",
};

/** '1836390.16' as '1,836,390.16'. */
function grouped(value) {
  const [whole, ...places] = value.split(".");
  return [whole.replace(/\d(?=(\d{3})+$)/g, "$&,"), ...places].join(".");
}

const signed = (value) => (value.startsWith("-") ? `−${grouped(value.slice(1))}` : `+${grouped(value)}`);

function changes(cell) {
  return cell.changes.map((it) => {
    const rate = it.rate ? `，${signed(it.rate.result)}%` : "";
    const { result, unit, expression } = it.difference;
    return element(
      "small",
      { title: [expression, it.rate?.expression].filter(Boolean).join("；") },
      `比${it.than} ${signed(result)}${unit}${rate}`,
    );
  });
}

function scope(figure, level) {
  const kind = `${KIND[figure.kind] ?? ""}文件`;
  return [level, MEASURE[figure.measure], figure.fund, kind].filter(Boolean).join(" · ");
}

/** A cell: the amount as printed, linked to its place, or why there is none. */
function tableCell(cell) {
  if (!cell) return element("td", {});
  if (cell.state !== "stated") {
    const said = cell.note || MISSING[cell.state];
    const link = cell.figure ? element("a", { href: safeUrl(cell.figure.url) }, said) : said;
    return element("td", { class: `missing ${cell.state}` }, link);
  }
  const { figure } = cell;
  const check = figure.check === "failed" ? " ⚠" : figure.check === "passed" ? " ✓" : "";
  const mark = check ? element("span", { role: "img", "aria-label": CHECK[figure.check], title: CHECK[figure.check] }, check) : null;
  return element(
    "td",
    { class: "number" },
    element("a", { href: safeUrl(figure.url), title: `${figure.document}：${figure.label}` }, figure.said),
    mark,
    element("small", {}, scope(figure, cell.level)),
    ...changes(cell),
    cell.note ? element("small", { class: "note" }, cell.note) : null,
  );
}

/** The table of one item of a comparison. */
export function itemTable(comparison, item) {
  const cells = new Map(
    comparison.cells
      .filter((it) => it.item === item)
      .map((it) => [JSON.stringify([it.organisation, it.fiscal_year, it.kind]), it]),
  );
  const columns = comparison.fiscal_years.flatMap((year) => comparison.kinds.map((kind) => [year, kind]));
  const head = columns.map(([year, kind]) => element("th", { scope: "col", class: "number" }, `${year}年${KIND[kind]}`));
  const rows = comparison.organisations.map((organisation) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, organisation),
      ...columns.map(([year, kind]) => tableCell(cells.get(JSON.stringify([organisation, year, kind])))),
    ),
  );
  const table = element(
    "table",
    {},
    element("caption", { class: "visually-hidden" }, item),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "单位"), ...head)),
    element("tbody", {}, ...rows),
  );
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${item}的对照表` }, table);
}

/** What an item is made of, as a table with shares. */
export function partsTable(found) {
  const row = (it) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, it.label),
      element("td", { class: "number" }, element("a", { href: safeUrl(it.url) }, it.said)),
      element("td", { class: "number", title: it.share_expression }, it.share === null ? "—" : `${it.share}%`),
    );
  const head = ["项目", "金额", "占比"].map((name, i) => element("th", { scope: "col", class: i ? "number" : null }, name));
  const table = element(
    "table",
    {},
    element("caption", { class: "visually-hidden" }, `${found.whole.label}的构成`),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...found.parts.map(row)),
  );
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "构成表" }, table);
}
