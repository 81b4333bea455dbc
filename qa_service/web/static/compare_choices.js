// What is chosen to be compared: boxes to tick, and the same in the page's address.

import { get } from "./api.js";
import { element } from "./dom.js";

const COMMON = ["收入总计", "支出总计", "基本支出", "项目支出", "人员经费", "公用经费", "“三公”经费", "公务接待费", "机关运行经费", "政府采购"];
const at = (id) => document.getElementById(id);

/** Every loaded organisation with its years, by name, and the kinds of all loaded documents. */
export async function whatIsLoaded() {
  const found = new Map();
  const kinds = new Set();
  let cursor = null;
  do {
    const query = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page = await get(`/documents?limit=500${query}`);
    for (const it of page.items) {
      kinds.add(it.kind);
      if (!found.has(it.organisation)) found.set(it.organisation, new Set());
      if (it.fiscal_year) found.get(it.organisation).add(it.fiscal_year);
    }
    cursor = page.next_cursor;
  } while (cursor);
  return { organisations: found, kinds };
}

function box(name, value, checked, text = value) {
  const input = element("input", { type: "checkbox", name, value });
  input.checked = checked;
  return element("label", {}, input, ` ${text}`);
}

const splitItems = (text) => text.split(/[、，,；;\n]+/).map((it) => it.trim()).filter(Boolean);

/** Fills the form; ticks what the address names, else a first choice that has something to show. */
export function showChoices({ organisations: loaded, kinds }, address) {
  const asked = { organisation: address.getAll("organisation"), year: address.getAll("fiscal_year"), item: address.getAll("item"), kind: address.getAll("kind") };
  const names = [...new Set([...loaded.keys(), ...asked.organisation])];
  const years = [...new Set([...[...loaded.values()].flatMap((its) => [...its]), ...asked.year.map(Number)])];
  const first = asked.organisation.length ? asked.organisation : firstChoice(loaded);
  at("organisations").querySelector(".options").replaceChildren(
    ...names.map((it) => box("organisation", it, first.includes(it))),
  );
  at("years").querySelector(".options").replaceChildren(
    ...years.sort((a, b) => a - b).map((it) => box("fiscal_year", String(it), asked.year.includes(String(it)), `${it}年`)),
    element("p", { class: "hint" }, "不选即所选单位已载入的全部年度。"),
  );
  at("items").querySelector(".options").replaceChildren(
    ...COMMON.map((it) => box("item", it, asked.item.length ? asked.item.includes(it) : it === "支出总计")),
  );
  at("other-items").value = asked.item.filter((it) => !COMMON.includes(it)).join("、");
  for (const input of document.querySelectorAll("input[name=kind]")) {
    input.checked = asked.kind.length ? asked.kind.includes(input.value) : kinds.has(input.value);
  }
  document.querySelector("select[name=level]").value = address.get("level") ?? "";
}

/** The organisation with the most years, which shows best what a comparison is. */
function firstChoice(loaded) {
  const sorted = [...loaded].sort((a, b) => b[1].size - a[1].size);
  return sorted.slice(0, 1).map(([name]) => name);
}

/** What is chosen, as the query of the API and of the page. */
export function chosen() {
  const query = new URLSearchParams();
  for (const input of document.querySelectorAll("#choices input[type=checkbox]:checked")) {
    query.append(input.name, input.value);
  }
  for (const item of splitItems(at("other-items").value)) query.append("item", item);
  const level = document.querySelector("select[name=level]").value;
  if (level) query.append("level", level);
  return query;
}

/** Hides organisations whose name lacks what is typed; those ticked stay. */
export function narrow(typed) {
  for (const label of document.querySelectorAll("#organisations .options label")) {
    const ticked = label.querySelector("input").checked;
    label.hidden = !ticked && !label.textContent.includes(typed.trim());
  }
}
