// What an answer rests on: the quotations with their places, and the documents they are from.

import { figureLine } from "./answer_figures.js";
import { documentName, markLink, place } from "./answer_text.js";
import { element, safeUrl } from "./dom.js";
import { complaint } from "./feedback.js";

const SHOWN = 6; // more than these are folded
const LONG = 160; // a quotation that scrolls in its own box, by keyboard too
const LONG_QUOTE = { class: "long", tabindex: "0", role: "group", "aria-label": "原文" };

/** The citations, each with the figures read from it; null where there are none. */
export function evidence(answer) {
  if (!answer.citations.length) return null;
  const items = answer.citations.map((it) => cited(it, answer));
  const list = (some) => element("ol", { class: "evidence" }, ...some);
  const more = items.slice(SHOWN);
  return element(
    "section",
    {},
    element("h3", {}, "依据"),
    list(items.slice(0, SHOWN)),
    more.length
      ? element("details", { class: "more" }, element("summary", {}, `其余 ${more.length} 条依据`), list(more))
      : null,
  );
}

function cited(citation, answer) {
  const { table } = citation;
  const cell = table ? [table.row, table.column, table.unit].filter(Boolean).join(" · ") : "";
  const figures = answer.figures.filter((it) => it.citation === citation.number);
  const read = citation.recognised && (table ? "识别自扫描件" : "识别自扫描件，未经核对");
  const lines = figures.map((it) => figureLine(it, complaint(answer, it)));
  return element(
    "li",
    {},
    markLink(citation),
    element(
      "div",
      {},
      element("q", citation.quote.length > LONG ? LONG_QUOTE : {}, citation.quote),
      element(
        "p",
        { class: "place" },
        documentName(citation) + place(citation),
        cell ? element("span", { class: "cell" }, cell) : null,
        read ? element("span", { class: "cell" }, read) : null,
      ),
      lines.length ? element("ul", { class: "figure-lines" }, ...lines) : null,
    ),
  );
}

/** That this is no official service, and the documents that count instead. */
export function sourceNote({ citations }) {
  const documents = new Map(citations.map((it) => [it.document_id, it]));
  const items = [...documents.values()].map((it) => {
    const origin = safeUrl(it.source_url);
    const away = { rel: "noopener noreferrer", target: "_blank" };
    return element(
      "li",
      {},
      element("a", { href: safeUrl(`/documents/${it.document_id}`) }, documentName(it)),
      it.published_on ? ` ${it.published_on} 公开` : " 公开日期未载明",
      " · ",
      element("a", { href: safeUrl(`/api/v1/documents/${it.document_id}/source`) }, "原文件"),
      origin ? " · " : null,
      origin ? element("a", { href: origin, ...away }, "公开网址") : null,
    );
  });
  return element(
    "div",
    { class: "source-note" },
    element("p", {}, items.length ? "非官方服务，以原文件为准：" : "非官方服务，以原文件为准。"),
    items.length ? element("ul", {}, ...items) : null,
  );
}
