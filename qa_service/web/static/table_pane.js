// The rebuilt tables of a document: one is chosen and shown, one cell may be marked in it.

import { element } from "./dom.js";
import { tableGrid } from "./table_grid.js";

const at = (id) => document.getElementById(id);
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class TablePane {
  /** `onCell(cell)` and `onTable(table)` are called when the reader chooses one. */
  constructor(api, tables, { onCell, onTable }) {
    this.api = api;
    this.tables = tables;
    this.onCell = onCell;
    this.shown = null;
    at("table").hidden = false;
    at("grid").hidden = true;
    const options = tables.map((it, number) =>
      element("option", { value: it.table_id }, `表${number + 1} ${it.title || "无标题"}${it.page ? `（第${it.page}页）` : ""}`),
    );
    at("table-choice").replaceChildren(element("option", { value: "" }, `选一张表（共 ${tables.length} 张）`), ...options);
    at("table-choice").addEventListener("change", (event) => {
      const chosen = this.tables.find((it) => it.table_id === event.target.value);
      if (chosen) onTable(chosen);
    });
    at("grid").addEventListener("click", (event) => this.choose(event.target.closest("td[data-cell]")));
    at("grid").addEventListener("keydown", (event) => this.move(event));
  }

  /** Show a table (null: none), with one of its cells marked. */
  show(table, cell = null) {
    at("table-choice").value = table?.table_id ?? "";
    if (table !== this.shown) this.draw(table);
    for (const marked of at("grid").querySelectorAll(".cited")) {
      marked.classList.remove("cited");
      marked.removeAttribute("aria-selected");
    }
    if (!cell) return;
    const found = this.elementOf(cell.row, cell.at);
    found.classList.add("cited");
    found.setAttribute("aria-selected", "true");
    this.enter(found);
    this.toCited();
  }

  draw(table) {
    this.shown = table;
    for (const id of ["downloads", "table-about", "grid"]) at(id).hidden = !table;
    at("table-note").hidden = !table?.note;
    if (!table) return;
    const address = `/api/v1${this.api}/tables/${encodeURIComponent(table.table_id)}`;
    at("table-csv").href = `${address}.csv`;
    at("table-xlsx").href = `${address}.xlsx`;
    const pages = table.pages.length > 1 ? `第 ${table.pages[0]}–${table.pages.at(-1)} 页` : table.page ? `第 ${table.page} 页` : "";
    const parts = [table.unit ? `单位：${table.unit}` : "没有标明单位", pages, `${table.rows.length} 行`];
    at("table-about").textContent = parts.filter(Boolean).join(" · ");
    at("table-note").textContent = table.note;
    at("grid").replaceChildren(tableGrid(table));
    at("grid").querySelector("td[data-cell]")?.setAttribute("tabindex", "0");
    at("grid").scrollTo(0, 0);
  }

  elementOf(row, cell) {
    return at("grid").querySelector(`td[data-row="${row}"][data-cell="${cell}"]`);
  }

  /** Scroll the table, and nothing else, so that its marked cell is in sight. */
  toCited() {
    const [grid, cited] = [at("grid"), at("grid").querySelector(".cited")];
    if (!cited) return;
    const [frame, box] = [grid.getBoundingClientRect(), cited.getBoundingClientRect()];
    grid.scrollBy(
      box.left - frame.left - (frame.width - box.width) / 2,
      box.top - frame.top - (frame.height - box.height) / 2,
    );
  }

  /** One cell of the table is reached by Tab; arrows go on from it. */
  enter(cell) {
    for (const other of at("grid").querySelectorAll('td[tabindex="0"]')) other.tabIndex = -1;
    cell.tabIndex = 0;
  }

  choose(cell) {
    if (!cell) return;
    this.enter(cell);
    this.onCell(this.shown.rows[cell.dataset.row].cells[cell.dataset.cell]);
  }

  move(event) {
    const cell = event.target.closest("td[data-cell]");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") this.choose(cell);
    else if (STEPS[event.key]) {
      const [down, right] = STEPS[event.key];
      const next = this.elementOf(Number(cell.dataset.row) + down, Number(cell.dataset.cell) + right);
      if (next) {
        this.enter(next);
        next.focus();
      }
    } else return;
    event.preventDefault();
  }
}
