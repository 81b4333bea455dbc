// The loaded documents, each with a button that removes it after asking once more.

import { ask } from "./admin_api.js";
import { Failure, get } from "./api.js";
import { element } from "./dom.js";
import { KIND } from "./names.js";

const at = (id) => document.getElementById(id);

/** The table of documents; `onQueued` gets the job of a removal. */
export class Documents {
  constructor(onQueued, onFailure) {
    this.onQueued = onQueued;
    this.onFailure = onFailure;
    this.cursor = null;
    at("more-documents").addEventListener("click", () => this.more());
  }

  async load() {
    at("documents").replaceChildren();
    this.cursor = null;
    await this.more();
  }

  async more() {
    const query = this.cursor ? `&cursor=${encodeURIComponent(this.cursor)}` : "";
    const page = await get(`/documents?limit=100${query}`);
    at("documents").append(...page.items.map((it) => this.row(it)));
    this.cursor = page.next_cursor;
    at("more-documents").hidden = !page.next_cursor;
    const count = at("documents").children.length;
    at("documents").closest(".scroll").hidden = count === 0;
    at("documents-state").textContent = count ? `列出 ${count} 份。` : "还没有载入文件。";
  }

  row(it) {
    const title = it.title || it.file_name;
    const remove = element("button", { type: "button", "aria-label": `删除 ${title}` }, "删除");
    remove.addEventListener("click", () => this.confirm(it, remove));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, element("a", { href: `/documents/${it.document_id}` }, title), element("small", {}, it.file_name)),
      element("td", {}, it.organisation),
      element("td", {}, it.fiscal_year ? String(it.fiscal_year) : "不明"),
      element("td", {}, KIND[it.kind] ?? ""),
      element("td", {}, remove),
    );
  }

  /** The second press removes; leaving the button forgets the first. */
  async confirm(it, button) {
    if (!button.classList.contains("sure")) {
      button.classList.add("sure");
      button.textContent = "确定删除";
      button.addEventListener("blur", () => {
        button.classList.remove("sure");
        if (!button.disabled) button.textContent = "删除";
      }, { once: true });
      return;
    }
    button.disabled = true;
    button.textContent = "排队删除";
    try {
      this.onQueued(await ask(`/documents/${encodeURIComponent(it.document_id)}`, { method: "DELETE" }));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      button.disabled = false;
      button.textContent = "删除";
      this.onFailure(error);
    }
  }
}
