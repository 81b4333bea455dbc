// The list of loaded documents.

import { element } from "./dom.js";
import { ListPage } from "./list_page.js";
import { identityParts, KIND } from "./names.js";

function row(it) {
  const title = element("a", { href: `/documents/${it.document_id}` }, it.title || it.file_name);
  const figures = `/figures?document_id=${it.document_id}`;
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      title,
      element("small", { class: "narrow" }, identityParts(it).join(" · ")),
      element("small", {}, it.file_name),
    ),
    element("td", { class: "wide" }, it.organisation),
    element("td", { class: "wide" }, it.level),
    element("td", { class: "wide" }, it.fiscal_year ? String(it.fiscal_year) : "不明"),
    element("td", { class: "wide" }, KIND[it.kind] ?? ""),
    element("td", { class: "number wide" }, it.pages ? String(it.pages) : "—"),
    element(
      "td",
      { class: "number" },
      element("a", { href: figures, "aria-label": `${it.title || it.file_name}的 ${it.figures} 项数据` }, String(it.figures)),
    ),
  );
}

const filters = ["organisation", "fiscal_year", "kind", "item"];
await new ListPage({ path: "/documents", filters, row, noun: "份" }).start();
