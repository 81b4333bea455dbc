// The consistency report of a draft: what contradicts itself, where, and what held.

import { element } from "./dom.js";
import { identityParts } from "./names.js";

function place(it) {
  const where = [it.place, it.page ? `第${it.page}页` : null].filter(Boolean).join("，");
  return element("li", {}, `${it.file_name}：${where}，${it.item_path.join(" / ") || it.label} ${it.printed || "（空白）"}${it.unit ?? ""}`);
}

function contradiction(it) {
  const told = (name, quantity) => (quantity ? `${name} ${quantity.value}${quantity.unit}` : null);
  const amounts = [told("相差", it.difference), told("容许舍入", it.allowed)];
  return element(
    "li",
    { class: "problem" },
    element("strong", {}, `${it.number ? `${it.number}. ` : ""}${it.name || "疑点"}`),
    element("p", {}, it.message),
    element("p", { class: "hint" }, amounts.filter(Boolean).join("，")),
    element("ul", {}, ...it.places.map(place)),
  );
}

function named(title, items) {
  if (!items.length) return null;
  const list = element("ul", {}, ...items.map((it) => element("li", {}, it)));
  return element("details", {}, element("summary", {}, `${title}（${items.length}）`), list);
}

/** The report card of a file in a line: what of it was read. */
export function cardLine(card) {
  if (!card) return "";
  const parts = [];
  if (card.tables_expected) parts.push(`标准表 ${card.tables_found.length}/${card.tables_expected} 张`);
  for (const [name, found] of [["表中的数", card.in_tables], ["文字中的数", card.in_prose]]) {
    if (found.printed) parts.push(`${name}读入 ${found.captured}/${found.printed} 个`);
  }
  parts.push(`勾稽相符 ${card.passed} 次、不符 ${card.failed} 处`);
  if (card.ocr_pages.length) parts.push(`图像识别 ${card.ocr_pages.length} 页`);
  if (card.hidden_characters) parts.push(`看不见的字 ${card.hidden_characters} 个，没有读入`);
  return parts.join(" · ");
}

function reportPart(report) {
  const wrong = report.contradictions.length;
  const held = report.held.reduce((sum, it) => sum + it.count, 0);
  return element(
    "article",
    { class: wrong ? "card wrong" : "card" },
    ...report.files.flatMap((it) => [
      element("h3", {}, it.title || it.file_name),
      element("p", { class: "hint" }, [it.file_name, ...identityParts(it)].join(" · ")),
      element("p", { class: "hint" }, cardLine(it.report_card)),
    ]),
    element("p", { class: "verdict" }, wrong ? `⚠ 有 ${wrong} 处前后不符，${held} 次核对相符。` : `✓ 没有发现不符，${held} 次核对相符。`),
    wrong ? element("ol", { class: "problems" }, ...report.contradictions.map(contradiction)) : null,
    named("其他疑点", report.oddities.map((it) => it.message)),
    named("相符的等式", report.held.map((it) => `${it.number}. ${it.name}：${it.count} 次`)),
    named("没能核对的等式", report.untried.map((it) => `${it.number}. ${it.name}：${it.reason}`)),
  );
}

/** The reports of the checked files, and the files that could not be read, with the reason. */
export function checkedParts(checked) {
  const unreadable = checked.unreadable.map((it) =>
    element("article", { class: "card wrong" }, element("h3", {}, it.file_name), element("p", {}, it.message)),
  );
  return [...unreadable, ...checked.reports.map(reportPart)];
}
