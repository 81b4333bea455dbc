// What the identities (勾稽) say of a document, and how completely it was read.

import { get } from "./api.js";
import { element } from "./dom.js";

const at = (id) => document.getElementById(id);

function cardParts(card) {
  if (!card) return [];
  const parts = [];
  if (card.tables_expected) {
    parts.push(`标准表 ${card.tables_found.length}/${card.tables_expected} 张`);
  }
  for (const [name, found] of [["表中的数", card.in_tables], ["文字中的数", card.in_prose]]) {
    if (found.printed) parts.push(`${name}读入 ${found.captured}/${found.printed} 个`);
  }
  if (card.ocr_pages.length) parts.push(`图像识别 ${card.ocr_pages.length} 页`);
  if (card.hidden_characters) parts.push(`看不见的字 ${card.hidden_characters} 个，没有读入`);
  return parts;
}

function problem(it) {
  const places = it.places.map((place, i) => {
    const name = place.page ? `第${place.page}页` : `第${i + 1}处`;
    const link = element("a", { href: `#c=${place.start}-${place.end}` }, `${name}：${place.quote || "（空白）"}`);
    return element("li", {}, link);
  });
  const name = it.name ? element("strong", {}, it.name) : null;
  return element("li", {}, name, element("p", {}, it.message), element("ul", { class: "places" }, ...places));
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
  if (!held && !problems.length) return;
  const told = wrong ? `不符 ${wrong} 处` : "没有发现不符";
  at("checks").querySelector("summary").textContent = `勾稽：相符 ${held} 次，${told}`;
  at("card").textContent = cardParts(page.report_card).join(" · ");
  at("problems").replaceChildren(...problems.map(problem));
  at("checks").hidden = false;
}
