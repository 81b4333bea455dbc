// A document's outline: its headings and its tables, each a link within the page.

import { element } from "./dom.js";

/** Fill the outline; it stays hidden for a document that has neither headings nor tables. */
export function showOutline(sections, tables) {
  const links = sections.map((it) =>
    link(it.start, it.level, `#c=${it.start}-${it.heading_end}`, `${it.number}${it.title}`),
  );
  const tabled = tables.map((it) => {
    const page = it.page ? `（第${it.page}页）` : "";
    return link(it.start, 4, `#t=${encodeURIComponent(it.table_id)}`, `表 ${it.title || "无标题"}${page}`, "table");
  });
  const outline = document.getElementById("outline");
  const inOrder = [...links, ...tabled].sort((a, b) => a.start - b.start);
  outline.querySelector("ol").replaceChildren(...inOrder.map((it) => it.made));
  outline.hidden = inOrder.length === 0;
  outline.open = matchMedia("(min-width: 90rem)").matches;
}

function link(start, level, href, words, kind = "section") {
  const made = element(
    "li",
    { class: `level-${Math.min(level, 4)} ${kind}` },
    element("a", { href }, words),
  );
  return { start, made };
}
