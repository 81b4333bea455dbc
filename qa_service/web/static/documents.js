// The list of loaded documents, page by page of the API.

import { Failure, get } from "./api.js";
import { element } from "./dom.js";
import { KIND } from "./names.js";

const at = (id) => document.getElementById(id);
const [state, rows, more] = [at("state"), at("documents"), at("more")];
let cursor = null;

function row(it) {
  const title = element("a", { href: `/documents/${it.document_id}` }, it.title || it.file_name);
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, title, element("small", {}, it.file_name)),
    element("td", {}, it.organisation),
    element("td", {}, it.level),
    element("td", {}, it.fiscal_year ? String(it.fiscal_year) : "不明"),
    element("td", {}, KIND[it.kind] ?? ""),
    element("td", { class: "number" }, it.pages ? String(it.pages) : "—"),
  );
}

async function load() {
  try {
    const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
    const { items, next_cursor: next } = await get(`/documents${query}`);
    rows.append(...items.map(row));
    cursor = next;
    more.hidden = !next;
    rows.closest(".scroll").hidden = rows.children.length === 0;
    state.textContent = rows.children.length
      ? `共列出 ${rows.children.length} 份。`
      : "还没有载入文件。请管理员运行 budget-qa ingest 文件或文件夹。";
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    state.textContent = error.message;
  }
}

more.addEventListener("click", load);
await load();
