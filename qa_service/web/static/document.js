// A document: its text, the image of a page and its rebuilt tables, each leading to the others.
//
// The address says what is shown: #c=START-END a span of text, #t=ID a table, #p=N a page.

import { get } from "./api.js";
import { showChecks } from "./checks.js";
import { showFailure } from "./failure.js";
import { showIdentity } from "./identity.js";
import { addressOfCell, spanOf } from "./offsets.js";
import { showOutline } from "./outline.js";
import { PageImage } from "./page_image.js";
import { cellAtPoint, cellOfSpan } from "./places.js";
import { TablePane } from "./table_pane.js";
import { TextPane } from "./text_pane.js";
import { showVersions } from "./versions.js";
import { offerViews, see } from "./views.js";

const at = (id) => document.getElementById(id);
const id = location.pathname.split("/").at(-1);
const api = `/documents/${id}`;
const isWide = () => matchMedia("(min-width: 64rem)").matches;

/** All pages of a list of the API. */
async function everything(path) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(`${path}?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

const placed = (cell) => {
  location.hash = addressOfCell(cell);
};

class Reading {
  constructor(identity, content, tables) {
    this.tables = tables;
    this.text = new TextPane(at("text"), content, (offset) => {
      const found = cellOfSpan(tables, { start: offset, end: offset + 1 });
      if (found) placed(found.cell);
    });
    const drawn = /^(application\/pdf|image\/)/.test(identity.media_type) && content.pages.length > 0;
    this.image = drawn
      ? new PageImage(api, content.pages, {
          onTurn: (number) => this.turned(number),
          onPoint: (number, x, y) => {
            const found = cellAtPoint(tables, number, x, y);
            if (found) placed(found.cell);
          },
        })
      : null;
    this.grid = tables.length
      ? new TablePane(api, tables, {
          onCell: placed,
          onTable: (table) => {
            location.hash = `t=${encodeURIComponent(table.table_id)}`;
          },
        })
      : null;
    at("side").hidden = !this.image && !this.grid;
    const views = ["text", this.image && "page", this.grid && "table"].filter(Boolean);
    offerViews(views, (name) => this.seen(name));
  }

  /** Show what the address names. */
  follow() {
    const [, table] = /^#t=(.+)$/.exec(location.hash) ?? [];
    const [, page] = /^#p=(\d{1,6})$/.exec(location.hash) ?? [];
    at("state").hidden = true;
    if (table) this.showTable(this.tables.find((it) => it.table_id === decodeURIComponent(table)));
    else if (page) this.showPage(Number(page));
    else this.showSpan(spanOf(location.hash));
  }

  showSpan(span) {
    const mark = this.text.mark(span);
    if (location.hash.startsWith("#c=") && !mark) this.tell("网址里的位置不在这份文件中。");
    const found = mark ? cellOfSpan(this.tables, span) : null;
    this.grid?.show(found?.table ?? this.grid.shown, found);
    const page = found?.cell.page ?? Number(mark?.closest("[data-page]")?.dataset.page);
    this.image?.show(page || 1, mark ? span : null, found?.cell);
    if (!mark) return;
    // On a narrow screen a reader who chose a cell or a point goes on where he is.
    if (isWide() || at("columns").dataset.view === "text") {
      mark.scrollIntoView({ block: "center" });
      if (!at("grid").contains(document.activeElement)) mark.focus({ preventScroll: true });
    }
  }

  showTable(table) {
    if (!table) {
      this.tell("网址里的表格不在这份文件中。");
      return;
    }
    this.text.mark(null);
    this.grid.show(table);
    this.image?.show(table.page ?? 1, { start: table.start, end: table.end });
    if (isWide()) this.text.scrollToPage(table.page);
    else see("table");
    at("table-choice").focus({ preventScroll: true });
  }

  showPage(number) {
    this.text.mark(null);
    this.image?.show(number, null);
    this.text.scrollToPage(number);
  }

  turned(number) {
    history.replaceState(null, "", `#p=${number}`);
    if (isWide()) this.text.scrollToPage(number);
  }

  /** What could not be scrolled while it was hidden. */
  seen(name) {
    if (name === "page") this.image.toFrame();
    if (name === "table") this.grid.toCited();
    if (name === "text") at("text").querySelector("mark")?.scrollIntoView({ block: "center" });
  }

  tell(words) {
    at("state").hidden = false;
    at("state").textContent = words;
  }
}

async function start() {
  at("state").hidden = true;
  try {
    const [identity, content] = await Promise.all([get(api), get(`${api}/text`)]);
    showIdentity(identity);
    const [sections, tables, versions] = await Promise.all([
      everything(`${api}/sections`),
      everything(`${api}/tables`),
      everything(`${api}/versions`),
      showChecks(api),
    ]);
    showVersions(at("versions"), identity, versions);
    showOutline(sections, tables);
    const reading = new Reading(identity, content, tables);
    reading.follow();
    addEventListener("hashchange", () => reading.follow());
  } catch (error) {
    at("title").textContent = error.status === 404 ? "没有这份文件" : "打不开这份文件";
    at("files").hidden = true;
    showFailure(at("state"), error, () => {
      at("files").hidden = false;
      start();
    });
  }
}

await start();
