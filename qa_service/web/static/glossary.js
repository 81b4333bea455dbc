// Definitions as one types: each wording with its documents, those of one term side by side.

import { get } from "./api.js";
import { queryOf, readAddress, writeAddress } from "./address.js";
import { coverageOf, filedUnder, showGaps, yearsOf } from "./coverage.js";
import { pieces } from "./difference.js";
import { element, safeUrl } from "./dom.js";
import { clearFailure, showFailure } from "./failure.js";
import { relatedFigures } from "./related_figures.js";

const WAIT = 200; // milliseconds without a key before the service is asked
const PER_PAGE = 60;
const NAMES = ["q", "organisation", "fiscal_year"];
const WHY = { alias: "别名", part: "", initials: "拼音首字母", meaning: "解释里提到" };
const at = (id) => document.getElementById(id);
const form = at("filters");
let asked = 0;
let waiting = 0;
let everything = null;
let groups = new Map();

function documentLine(citation) {
  const { document: title, organisation, fiscal_year: year } = citation;
  const whose = title.includes(organisation) ? title : `${organisation}《${title}》`;
  const when = year && !whose.includes(String(year)) ? `，${year}年` : "";
  const page = citation.page ? `，第${citation.page}页` : "";
  return element("li", {}, element("a", { href: safeUrl(citation.url) }, `${whose}${when}${page}`));
}

function plain(text) {
  return text.replace(/\s+/g, "");
}

function wording(it, first) {
  const words = plain(it.definition);
  const parts = it === first ? [{ text: words, differs: false }] : pieces(words, plain(first.definition));
  const shown = parts.map((part) =>
    part.differs ? element("mark", { class: "differs" }, part.text) : part.text,
  );
  const places = [it.citation, ...it.also].filter(Boolean);
  return element(
    "li",
    {},
    element("p", {}, ...shown),
    element("ul", { "aria-label": "出自" }, ...places.map(documentLine)),
  );
}

function term(items) {
  const [first] = items;
  const told = [items.length > 1 ? `${items.length} 种说法，虚线处与第一种不同` : "", WHY[first.match] ?? ""];
  const small = told.filter(Boolean).join(" · ");
  return element(
    "article",
    { class: "term" },
    element("h3", {}, first.term, small ? element("small", {}, small) : null),
    element("ul", { class: "wordings" }, ...items.map((it) => wording(it, first))),
    relatedFigures(first.term_path.at(-1) ?? first.term),
  );
}

function showTerms() {
  at("terms").replaceChildren(...[...groups.values()].map(term));
}

function take(items) {
  for (const it of items) {
    const key = plain(it.term);
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
}

function told(state, total) {
  if (total) return `${total} 条解释。`;
  if (!everything.items.length) return "还没有载入文件。请管理员运行 budget-qa ingest 文件或文件夹。";
  return state.q ? `已收录文件的名词解释里没有“${state.q}”。可以换一个说法，或只打其中几个字。` : "没有符合这些条件的名词。";
}

function queryFor(state, named) {
  return { q: state.q, fiscal_year: state.fiscal_year, organisation: state.organisation ? filedUnder(named) : "" };
}

async function show(cursor = "") {
  const state = readAddress(NAMES);
  const mine = ++asked;
  at("result").setAttribute("aria-busy", "true");
  try {
    everything ??= await coverageOf("");
    fill(state);
    const named = state.organisation ? await coverageOf(state.organisation) : everything;
    const query = queryFor(state, named);
    const nobody = state.organisation && !named.items.length;
    const found = nobody
      ? { items: [], total: 0, next_cursor: null }
      : await get(`/glossary?${queryOf({ ...query, limit: PER_PAGE, cursor })}`);
    if (mine !== asked) return;
    clearFailure(at("failure"));
    if (state.organisation) showGaps(at("gaps"), named, state, chooseOrganisation);
    else at("gaps").hidden = true;
    if (!cursor) groups = new Map();
    take(found.items);
    showTerms();
    at("state").textContent = told(state, found.total);
    at("more").hidden = !found.next_cursor;
    at("more").dataset.cursor = found.next_cursor ?? "";
    at("exports").hidden = found.total === 0;
    for (const form_ of ["csv", "xlsx"]) at(form_).href = `/api/v1/glossary.${form_}?${queryOf(query)}`;
  } catch (error) {
    if (mine !== asked) return;
    at("state").textContent = "";
    at("terms").replaceChildren();
    at("more").hidden = true;
    at("exports").hidden = true;
    showFailure(at("failure"), error, () => show());
  } finally {
    if (mine === asked) at("result").removeAttribute("aria-busy");
  }
}

function fill(state) {
  const years = form.elements.fiscal_year;
  if (years.options.length === 1) {
    years.append(...yearsOf(everything).map((year) => element("option", { value: year }, `${year} 年`)));
    const names = everything.items.map((it) => element("option", { value: it.organisation }));
    at("organisations").replaceChildren(...names);
  }
  for (const name of NAMES) {
    // What is being typed is not overwritten by what was asked a moment ago.
    if (form.elements[name] !== document.activeElement) form.elements[name].value = state[name];
  }
}

function go(state, options) {
  clearTimeout(waiting);
  writeAddress(state, options);
  show();
}

function typed(options) {
  const given = new FormData(form);
  go(Object.fromEntries(NAMES.map((name) => [name, String(given.get(name) ?? "").trim()])), options);
}

function chooseOrganisation(name) {
  form.elements.organisation.value = name;
  typed();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  typed();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  form.elements.q.value = "";
  form.elements.organisation.value = "";
  form.elements.fiscal_year.value = "";
  go({});
});
form.addEventListener("change", (event) => {
  if (event.target.name === "fiscal_year") typed();
});
form.elements.q.addEventListener("input", (event) => {
  // While an input method composes, what stands in the box is not yet a word.
  if (event.isComposing) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => typed({ replace: true }), WAIT);
});
form.elements.q.addEventListener("compositionend", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => typed({ replace: true }), WAIT);
});
at("more").addEventListener("click", () => show(at("more").dataset.cursor));
addEventListener("popstate", () => show());
await show();
