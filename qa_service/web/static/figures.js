// Every figure of the loaded documents, as a table that leads to where each stands.

import { element, safeUrl } from "./dom.js";
import { ListPage } from "./list_page.js";
import { ASPECT, CHECK, KIND, MEASURE, printedValue } from "./names.js";

function row(it) {
  const year = it.fiscal_year ? `${it.fiscal_year}年` : "年度不明";
  const measure = [KIND[it.kind], MEASURE[it.measure], it.aspect === "amount" ? "" : ASPECT[it.aspect]];
  const path = it.item_path.slice(0, -1).join(" / ");
  const column = it.column_path.join(" / ");
  const what = [path, column, it.code ? `编码 ${it.code}` : ""].filter(Boolean).join(" · ");
  const which = measure.filter(Boolean).join(" ");
  const page = it.page ? `第${it.page}页` : "原文";
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      it.label,
      what ? element("small", {}, what) : null,
      element("small", { class: "narrow" }, [it.organisation, it.level, year, which].join(" · ")),
    ),
    element("td", { class: "wide" }, it.organisation, element("small", {}, it.level)),
    element("td", { class: "wide" }, it.fiscal_year ? String(it.fiscal_year) : "不明"),
    element("td", { class: "wide" }, which),
    element("td", { class: "number" }, printedValue(it)),
    element("td", { class: `wide check ${it.check}` }, CHECK[it.check] ?? ""),
    element(
      "td",
      { class: "place" },
      element("a", { href: safeUrl(it.url), "aria-label": `${it.label}，${it.document}，${page}` }, page),
    ),
  );
}

const filters = ["organisation", "fiscal_year", "kind", "item", "measure", "code", "document_id"];
await new ListPage({ path: "/figures", filters, row, noun: "项" }).start();
