// Figures of a term, fetched when they are asked for.

import { get } from "./api.js";
import { queryOf } from "./address.js";
import { element, safeUrl } from "./dom.js";
import { showFailure } from "./failure.js";
import { ASPECT, KIND, MEASURE, printedValue } from "./names.js";

const SHOWN = 6;

/** A folded list that fetches its figures when it is opened. */
export function relatedFigures(term) {
  const place = element("div", {}, element("p", { class: "hint" }, "正在载入……"));
  const box = element("details", {}, element("summary", {}, "相关数据"), place);
  box.addEventListener("toggle", () => {
    if (box.open && !box.dataset.asked) fill(box, place, term);
  });
  return box;
}

async function fill(box, place, term) {
  box.dataset.asked = "yes";
  try {
    const query = { item: term, limit: SHOWN };
    const { items, total } = await get(`/figures?${queryOf(query)}`);
    if (!total) {
      place.replaceChildren(element("p", { class: "hint" }, "已收录的文件里没有这个名称的数。"));
      return;
    }
    const all = element("a", { href: `/figures?${queryOf({ item: term })}` }, `全部 ${total} 项`);
    place.replaceChildren(element("ul", {}, ...items.map(line)), element("p", {}, all));
  } catch (error) {
    delete box.dataset.asked;
    showFailure(place, error, () => fill(box, place, term));
  }
}

function line(it) {
  const year = it.fiscal_year ? `${it.fiscal_year}年` : "";
  const what = [KIND[it.kind], MEASURE[it.measure], it.aspect === "amount" ? "" : ASPECT[it.aspect]];
  const said = `${it.organisation} ${year} ${it.label}（${what.filter(Boolean).join(" ")}）`;
  return element("li", {}, element("a", { href: safeUrl(it.url) }, said), " ", printedValue(it));
}
