// Which organisations and years are loaded, and what is not: said before a list stays empty.

import { get } from "./api.js";
import { queryOf } from "./address.js";
import { element } from "./dom.js";
import { KIND } from "./names.js";

const MOST = 500;
const MOST_FILTERED = 50;

/** The organisations that words name (all for ''), and near names where none does. */
export async function coverageOf(words) {
  return get(`/coverage?${queryOf({ q: words, limit: MOST })}`);
}

/** Every loaded year, newest first. */
export function yearsOf(coverage) {
  const years = coverage.items.flatMap((it) => it.holdings.flatMap((held) => held.fiscal_years));
  return [...new Set(years)].sort((a, b) => b - a);
}

/** The names that lists are filtered by, for the organisations found. */
export function filedUnder(coverage) {
  return coverage.items.flatMap((it) => it.filed_under).slice(0, MOST_FILTERED);
}

const yearList = (years) => `${[...years].sort((a, b) => a - b).join("、")} 年`;

function holdingLine(it, held) {
  const name = `${it.organisation}${held.level}${KIND[held.kind]}`;
  const loaded = held.fiscal_years.length ? `收录 ${yearList(held.fiscal_years)}` : "年度不明";
  return held.missing_years.length ? `${name}：${loaded}，其间缺 ${yearList(held.missing_years)}` : `${name}：${loaded}`;
}

/** What is not loaded of what is asked for, as sentences; [] where nothing is missing. */
export function gapsOf(coverage, asked) {
  if (asked.organisation && !coverage.items.length) return [`没有收录“${asked.organisation}”的文件。`];
  const said = [];
  for (const it of coverage.items) {
    const fitting = it.holdings.filter((held) => !asked.kind || held.kind === asked.kind);
    if (asked.organisation && !fitting.length) {
      said.push(`没有收录${it.organisation}的${KIND[asked.kind]}文件。`);
    }
    const year = Number(asked.fiscal_year);
    const years = fitting.flatMap((held) => held.fiscal_years);
    if (asked.organisation && year && fitting.length && !years.includes(year)) {
      said.push(`没有收录${it.organisation} ${year} 年的文件，收录的是 ${yearList(new Set(years))}。`);
    }
    for (const held of fitting) {
      const between = held.missing_years.length && (!year || held.missing_years.includes(year));
      if (between) said.push(`${holdingLine(it, held)}。`);
    }
  }
  return [...new Set(said)];
}

/** The sentences as a notice; many are folded away. `onName(name)` is called for a near name. */
export function showGaps(place, coverage, asked, onName) {
  const lines = gapsOf(coverage, asked);
  place.hidden = lines.length === 0;
  const near = (coverage.near ?? []).map((name) =>
    element("button", { type: "button", onclick: () => onName(name) }, name),
  );
  const list = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
  const shown =
    lines.length > 3
      ? element("details", {}, element("summary", {}, `没有收录的：${lines.length} 处年度不全`), list)
      : list;
  place.replaceChildren(shown);
  if (near.length) place.append(element("p", { class: "near" }, "收录了名称相近的：", ...near));
}
