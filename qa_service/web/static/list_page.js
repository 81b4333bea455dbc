// A filtered, sorted, paged table over a list of the API; all of its state stands in the address.

import { get } from "./api.js";
import { queryOf, readAddress, writeAddress } from "./address.js";
import { coverageOf, filedUnder, showGaps, yearsOf } from "./coverage.js";
import { element } from "./dom.js";
import { clearFailure, showFailure } from "./failure.js";

const PER_PAGE = 50;
const at = (id) => document.getElementById(id);

export class ListPage {
  /** `path` below /api/v1; `filters` are names of fields of #filters; `row(item)` makes a row. */
  constructor({ path, filters, row, noun }) {
    this.path = path;
    this.filters = filters;
    this.row = row;
    this.noun = noun;
    this.form = at("filters");
    this.asked = 0;
  }

  async start() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.narrow();
    });
    for (const field of this.form.querySelectorAll("select")) {
      field.addEventListener("change", () => this.narrow());
    }
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.go({});
    });
    for (const button of document.querySelectorAll("[data-sort]")) {
      button.addEventListener("click", () => this.sort(button.dataset.sort));
    }
    at("previous").addEventListener("click", () => this.turn(-1));
    at("next").addEventListener("click", () => this.turn(1));
    addEventListener("popstate", () => this.show());
    await this.show();
  }

  get state() {
    return readAddress([...this.filters, "sort", "page"]);
  }

  go(state) {
    writeAddress(state);
    this.show();
  }

  narrow() {
    const given = new FormData(this.form);
    const state = { sort: this.state.sort };
    for (const name of this.filters) state[name] = String(given.get(name) ?? "").trim();
    this.go(state);
  }

  /** Up, then down, then as the service gives them. */
  sort(name) {
    const now = this.state.sort;
    const next = now === name ? `-${name}` : now === `-${name}` ? "" : name;
    this.go({ ...this.state, sort: next, page: "" });
  }

  turn(by) {
    const page = (Number(this.state.page) || 1) + by;
    this.go({ ...this.state, page: page > 1 ? page : "" });
    at("list").scrollIntoView({ block: "start" });
  }

  async show() {
    const state = this.state;
    const asked = ++this.asked;
    at("result").setAttribute("aria-busy", "true");
    try {
      const everything = (this.everything ??= await coverageOf(""));
      this.fill(state, everything);
      const named = state.organisation ? await coverageOf(state.organisation) : everything;
      const found = await this.find(state, named);
      if (asked !== this.asked) return; // a later wish was faster
      clearFailure(at("failure"));
      showGaps(at("gaps"), named, state, (name) => this.go({ ...state, organisation: name, page: "" }));
      this.list(found, state, everything);
    } catch (error) {
      if (asked !== this.asked) return;
      at("state").textContent = "";
      at("list").hidden = true;
      at("pager").hidden = true;
      showFailure(at("failure"), error, () => this.show());
    } finally {
      if (asked === this.asked) at("result").removeAttribute("aria-busy");
    }
  }

  fill(state, everything) {
    for (const field of this.form.elements) if (field.name) field.value = state[field.name] ?? "";
    const years = this.form.elements.fiscal_year;
    if (years.options.length === 1) {
      years.append(...yearsOf(everything).map((year) => element("option", { value: year }, `${year} 年`)));
    }
    // An address may ask for a year that is not loaded: it is shown, and said not to be there.
    if (state.fiscal_year && ![...years.options].some((it) => it.value === state.fiscal_year)) {
      years.append(element("option", { value: state.fiscal_year }, `${state.fiscal_year} 年`));
    }
    years.value = state.fiscal_year;
    const more = this.form.querySelector("details");
    if (more && [...more.querySelectorAll("[name]")].some((field) => field.value)) more.open = true;
    const names = everything.items.map((it) => element("option", { value: it.organisation }));
    at("organisations").replaceChildren(...names);
  }

  query(state, named) {
    const asked = Object.fromEntries(this.filters.map((name) => [name, state[name]]));
    return { ...asked, organisation: state.organisation ? filedUnder(named) : "", sort: state.sort };
  }

  async find(state, named) {
    const query = this.query(state, named);
    at("csv").href = `/api/v1${this.path}.csv?${queryOf(query)}`;
    if (state.organisation && !named.items.length) return { items: [], total: 0 };
    const offset = ((Number(state.page) || 1) - 1) * PER_PAGE;
    return get(`${this.path}?${queryOf({ ...query, offset: offset || "", limit: PER_PAGE })}`);
  }

  list({ items, total }, state, everything) {
    const page = Number(state.page) || 1;
    const pages = Math.max(1, Math.ceil(total / PER_PAGE));
    at("rows").replaceChildren(...items.map(this.row));
    at("list").hidden = items.length === 0;
    at("csv").hidden = items.length === 0;
    at("pager").hidden = pages === 1;
    at("page-number").textContent = `第 ${page} 页，共 ${pages} 页`;
    at("previous").disabled = page <= 1;
    at("next").disabled = page >= pages;
    at("state").textContent = this.told(items, total, everything, state);
    for (const button of document.querySelectorAll("[data-sort]")) {
      const order = { [button.dataset.sort]: "ascending", [`-${button.dataset.sort}`]: "descending" };
      const sorted = order[state.sort] ?? null;
      const head = button.closest("th");
      if (sorted) head.setAttribute("aria-sort", sorted);
      else head.removeAttribute("aria-sort");
    }
  }

  told(items, total, everything, state) {
    const within = state.document_id && items.length ? `《${items[0].document}》的，` : "";
    if (items.length) return `${within}共 ${total} ${this.noun}。`;
    if (!everything.items.length) {
      return "还没有载入文件。请管理员运行 budget-qa ingest 文件或文件夹。";
    }
    if (total) return `只有 ${total} ${this.noun}，没有第 ${state.page} 页。`;
    return "没有符合这些条件的。请放宽条件，或清除后重新选择。";
  }
}
