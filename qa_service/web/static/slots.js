// What an answer was about (单位 · 年度 · 预算/决算 · 级次 · 项目) as chips; changing one asks again.

import { Failure, getAll } from "./api.js";
import { element } from "./dom.js";
import { KIND } from "./names.js";

const FILTER_FROM = 12; // so many organisations are more than one looks through
const OTHER_ITEMS = 8;

let loaded = null;

/** The loaded documents, asked for once. */
function documents() {
  loaded ??= getAll("/documents").catch((error) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

/** The chips; null where nothing was settled. `onAsk(question)` follows this answer. */
export function slots(answer, onAsk) {
  const { context } = answer;
  const shown = SLOTS.filter((slot) => context[slot.key] !== null);
  if (!shown.length) return null;
  const panel = element("div", { class: "choices", hidden: true });
  const chips = shown.map((slot) => chip(slot, answer, panel, onAsk));
  return element(
    "div",
    { class: "slots", role: "group", "aria-label": "接着问会沿用的条件" },
    element("p", { class: "hint" }, "接着问会沿用这些条件，点一下可以改："),
    element("ul", { class: "chips" }, ...chips.map((it) => element("li", {}, it))),
    panel,
  );
}

function chip(slot, answer, panel, onAsk) {
  const value = slot.said(answer.context[slot.key]);
  const button = element(
    "button",
    { type: "button", "aria-expanded": "false" },
    element("span", { class: "slot" }, slot.name),
    element("span", { class: "slot-value" }, value),
  );
  button.addEventListener("click", () => toggle(button, slot, answer, panel, onAsk));
  return button;
}

async function toggle(button, slot, answer, panel, onAsk) {
  const opening = button.getAttribute("aria-expanded") === "false";
  for (const other of button.closest("ul").querySelectorAll("button")) {
    other.setAttribute("aria-expanded", "false");
  }
  panel.hidden = !opening;
  if (!opening) return;
  button.setAttribute("aria-expanded", "true");
  panel.replaceChildren(element("p", { class: "loading" }, "正在载入……"));
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  try {
    const content = await slot.choices(answer, onAsk);
    if (isOpen()) panel.replaceChildren(...content);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (isOpen()) panel.replaceChildren(element("p", { class: "notice" }, error.message));
  }
}

const SLOTS = [
  { key: "organisation", name: "单位", said: (it) => it, choices: otherOrganisations },
  {
    key: "fiscal_year",
    name: "年度",
    said: (it) => `${it}年`,
    choices: (answer, onAsk) =>
      among(answer, onAsk, {
        of: (it) => it.fiscal_year,
        within: ofOrganisation,
        said: (it) => `${it}年`,
        none: "这个单位只载入了这一个年度",
      }),
  },
  {
    key: "kind",
    name: "预算/决算",
    said: (it) => KIND[it] ?? it,
    choices: (answer, onAsk) =>
      among(answer, onAsk, {
        of: (it) => it.kind,
        within: (it, context) => ofOrganisation(it, context) && ofYear(it, context),
        said: (it) => KIND[it] ?? it,
        none: "这个单位这一年没有载入另一种",
      }),
  },
  {
    key: "level",
    name: "级次",
    said: (it) => it,
    choices: (answer, onAsk) =>
      among(answer, onAsk, {
        of: (it) => it.level,
        within: (it, context) => ofOrganisation(it, context) && ofYear(it, context),
        said: (it) => it,
        asked: (it, context) => `那${it}${KIND[context.kind] ?? ""}呢？`,
        none: "这个单位这一年没有载入另一个级次",
      }),
  },
  { key: "item", name: "项目", said: (it) => it, choices: otherItems },
];

const ofOrganisation = (it, { organisation }) => !organisation || it.organisation === organisation;
const ofYear = (it, { fiscal_year: year }) => !year || it.fiscal_year === year;

/** Buttons for the values that loaded documents have besides the present one. */
async function among(answer, onAsk, { of, within, said, none, asked }) {
  const { context } = answer;
  const fitting = (await documents()).filter((it) => within(it, context) && of(it) !== null);
  const present = Object.values(context);
  const values = [...new Set(fitting.map(of))].filter((it) => !present.includes(it)).sort();
  const question = asked ?? ((it) => `那${said(it)}呢？`);
  if (!values.length) {
    const link = element("a", { href: "/documents" }, "看看载入了哪些文件");
    return [element("p", {}, `${none}。`, link)];
  }
  return [buttons(values, said, (it) => onAsk(question(it, context)))];
}

function buttons(values, said, onChoose) {
  const items = values.map((it) =>
    element("li", {}, element("button", { type: "button", onclick: () => onChoose(it) }, String(said(it)))),
  );
  return element("ul", { class: "choice-list" }, ...items);
}

async function otherOrganisations(answer, onAsk) {
  const names = [...new Set((await documents()).map((it) => it.organisation))]
    .filter((it) => it && it !== answer.context.organisation)
    .sort((one, other) => one.localeCompare(other, "zh"));
  const list = buttons(names, (it) => it, (it) => onAsk(`那${it}呢？`));
  if (names.length < FILTER_FROM) return [list];
  const box = element("input", { type: "search" });
  box.addEventListener("input", () => {
    const wanted = box.value.trim();
    for (const item of list.children) item.hidden = !item.textContent.includes(wanted);
  });
  return [element("label", {}, "找单位", box), list];
}

function otherItems(answer, onAsk) {
  const near = [...new Set(answer.figures.map((it) => it.label))]
    .filter((it) => it !== answer.context.item)
    .slice(0, OTHER_ITEMS);
  const box = element("input", { type: "text", maxlength: "100", required: true });
  const form = element(
    "form",
    {},
    element("label", {}, "改问的项目", box),
    element("button", { type: "submit" }, "重问"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (box.value.trim()) onAsk(`那${box.value.trim()}呢？`);
  });
  return [form, near.length ? buttons(near, (it) => it, (it) => onAsk(`那${it}呢？`)) : ""];
}
