// A document's text with the cited span marked, its outline, and the image of the cited page.

import { Failure, get } from "./api.js";
import { showChecks } from "./checks.js";
import { element } from "./dom.js";
import { identityParts, SOURCE_OF_YEAR } from "./names.js";
import { spanOf, unitOffsets } from "./offsets.js";
import { PageImage } from "./page_image.js";

const at = (id) => document.getElementById(id);
const id = location.pathname.split("/").at(-1);
const api = `/documents/${id}`;

function showIdentity(it) {
  document.title = `${it.title || it.file_name} · 预算问答`;
  at("title").textContent = it.title || it.file_name;
  const parts = identityParts(it);
  if (it.fiscal_year && SOURCE_OF_YEAR[it.year_source]) {
    parts.push(`年度取自${SOURCE_OF_YEAR[it.year_source]}`);
  }
  if (it.published_on) parts.push(`${it.published_on} 公开`);
  at("identity").textContent = parts.join(" · ");
  at("source").href = `/api/v1${api}/source`;
}

async function showOutline() {
  const sections = [];
  let cursor = null;
  do {
    const page = await get(`${api}/sections?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    sections.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  const links = sections.map((it) =>
    element(
      "li",
      { class: `level-${Math.min(it.level, 4)}` },
      element("a", { href: `#c=${it.start}-${it.heading_end}` }, `${it.number}${it.title}`),
    ),
  );
  const outline = at("outline");
  outline.querySelector("ol").replaceChildren(...links);
  outline.hidden = links.length === 0;
  outline.open = matchMedia("(min-width: 70rem)").matches;
}

/** The text cut at pages, the marked span wrapped; returns the first <mark> or null. */
function showText({ text, pages }, span) {
  const units = unitOffsets(text);
  const parts = pages.length ? pages : [{ number: null, start: 0, end: text.length }];
  let first = null;
  const blocks = parts.map((page) => {
    const [from, to] = [units(page.start), units(page.end)];
    const block = element("section", { class: "page-text", "data-page": page.number });
    if (page.number) block.append(element("h3", { class: "page-name" }, `第 ${page.number} 页`));
    const lines = element("div", { class: "lines" });
    if (span && units(span.start) < to && units(span.end) > from) {
      const start = Math.max(from, units(span.start));
      const end = Math.min(to, units(span.end));
      const mark = element("mark", { tabindex: "-1" }, text.slice(start, end));
      first ??= mark;
      lines.append(text.slice(from, start), mark, text.slice(end, to));
    } else {
      lines.append(text.slice(from, to));
    }
    block.append(lines);
    return block;
  });
  at("text").replaceChildren(...blocks);
  return first;
}

function showSpan(content, image) {
  const span = spanOf(location.hash);
  const mark = showText(content, span);
  const wanted = location.hash.startsWith("#c=") && !mark;
  at("state").hidden = !wanted;
  if (wanted) at("state").textContent = "网址里的位置不在这份文件中。";
  if (mark) {
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }
  image?.show(Number(mark?.closest("[data-page]")?.dataset.page) || 1, mark ? span : null);
}

async function start() {
  try {
    const [identity, content] = await Promise.all([get(api), get(`${api}/text`)]);
    showIdentity(identity);
    const drawn = /^(application\/pdf|image\/)/.test(identity.media_type) && content.pages.length > 0;
    const image = drawn ? new PageImage(api, content.pages) : null;
    await Promise.all([showOutline(), showChecks(api)]);
    showSpan(content, image);
    addEventListener("hashchange", () => showSpan(content, image));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    at("title").textContent = error.status === 404 ? "没有这份文件" : "打不开这份文件";
    at("source").closest("p").hidden = true;
    at("state").hidden = false;
    at("state").textContent = error.message;
  }
}

await start();
