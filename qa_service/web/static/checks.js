// What the identities (勾稽) say of a document, and how completely it was read: its report card.

import { get } from "./api.js";
import { element } from "./dom.js";

const at = (id) => document.getElementById(id);
const TRIED = ["编号", "等式", "相符", "不符", "没有核对的原因"];

function cardLines(card) {
  if (!card) return [];
  const lines = [];
  if (card.tables_expected) {
    const missing = card.missing_names.length ? `，缺${card.missing_names.map((name) => `《${name}》`).join("、")}` : "";
    lines.push(`标准表 ${card.tables_found.length}/${card.tables_expected} 张${missing}`);
  }
  for (const [name, found] of [["表中的数", card.in_tables], ["文字中的数", card.in_prose]]) {
    if (found.printed) lines.push(`${name}读入 ${found.captured}/${found.printed} 个`);
  }
  if (card.ocr_pages.length) lines.push(`图像识别 ${card.ocr_pages.length} 页：第 ${card.ocr_pages.join("、")} 页`);
  if (card.hidden_characters) lines.push(`看不见的字 ${card.hidden_characters} 个，没有读入`);
  return lines;
}

function places(list, name) {
  const links = list.map((it, i) => {
    const where = it.page ? `第${it.page}页` : `第${i + 1}处`;
    const words = `${where}：${it.quote ?? it.printed ?? ""}`;
    return element("li", {}, element("a", { href: `#c=${it.start}-${it.end}` }, words), it.reason ? ` ${it.reason}` : "");
  });
  return element("ul", { class: "places", "aria-label": name }, ...links);
}

function problem(it) {
  const name = it.name ? element("strong", {}, it.name) : null;
  const shown = it.places.map((place) => ({ ...place, quote: place.quote || "（空白）" }));
  return element("li", {}, name, element("p", {}, it.message), places(shown, "出处"));
}

function tried(identities) {
  const rows = identities.map((it) =>
    element(
      "tr",
      { class: it.failed ? "wrong" : null },
      element("td", { class: "number" }, it.number),
      element("th", { scope: "row" }, it.name),
      element("td", { class: "number" }, String(it.held)),
      element("td", { class: "number" }, String(it.failed)),
      element("td", {}, it.untried ?? ""),
    ),
  );
  const head = element("tr", {}, ...TRIED.map((name) => element("th", { scope: "col" }, name)));
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "逐条等式" },
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)),
  );
}

function part(title, ...content) {
  return [element("h3", {}, title), ...content];
}

function report(problems, identities, card) {
  const missed = card ? [...card.in_tables.missed, ...card.in_prose.missed] : [];
  return [
    ...(problems.length
      ? part("不符与疑点", element("ol", { id: "problems", "aria-label": "不符与疑点" }, ...problems.map(problem)))
      : []),
    ...(identities.length ? part("逐条等式", tried(identities)) : []),
    ...(card ? part("读取情况", element("ul", { id: "card" }, ...cardLines(card).map((line) => element("li", {}, line)))) : []),
    ...(missed.length ? part("印在文件里、没有读成数据的数", places(missed, "没有读入的数")) : []),
  ];
}

/** Fills the box of checks of a document; it stays hidden where nothing was tried. */
export async function showChecks(api) {
  const problems = [];
  let cursor = null;
  let page = null;
  do {
    page = await get(`${api}/checks?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    problems.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  const held = page.identities.reduce((sum, it) => sum + it.held, 0);
  const wrong = problems.filter((it) => it.identity).length;
  if (!held && !problems.length && !page.report_card) return;
  const told = wrong ? `不符 ${wrong} 处` : "没有发现不符";
  at("checks").querySelector("summary").textContent = `勾稽：相符 ${held} 次，${told}`;
  at("report").replaceChildren(...report(problems, page.identities, page.report_card));
  at("checks").hidden = false;
}
