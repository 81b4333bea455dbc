// Figures side by side. What is compared stands in the address, so that it can be sent as a link.

import { Failure, get } from "./api.js";
import { chartFigure } from "./chart.js";
import { chosen, whatIsLoaded, narrow, showChoices } from "./compare_choices.js";
import { itemTable, partsTable } from "./compare_table.js";
import { element } from "./dom.js";
import { KIND } from "./names.js";

const at = (id) => document.getElementById(id);
let shown = null;
let asking = 0;

function say(id, text) {
  at(id).textContent = text;
  at(id).hidden = !text;
}

function clear() {
  at("result").hidden = true;
  at("composition").hidden = true;
  at("copy").hidden = true;
}

function show(comparison) {
  shown = comparison;
  at("notes").replaceChildren(...comparison.notes.map((it) => element("li", {}, it)));
  at("notes").hidden = comparison.notes.length === 0;
  at("tables").replaceChildren(
    ...comparison.items.map((item) => {
      const chart = comparison.charts.find((it) => it.item === item);
      return element(
        "section",
        { class: "item" },
        element("h3", {}, item),
        chart ? chartFigure(chart) : null,
        itemTable(comparison, item),
      );
    }),
  );
  const stated = comparison.cells.filter((it) => it.state === "stated");
  const missing = comparison.cells.length - stated.length;
  say("state", `共 ${comparison.cells.length} 格，有数的 ${stated.length} 格${missing ? `，没有的 ${missing} 格写明了原因` : ""}。`);
  at("part-cell").replaceChildren(
    ...stated.map((it) =>
      element("option", { value: comparison.cells.indexOf(it) }, `${it.organisation} ${it.fiscal_year}年${KIND[it.kind]}：${it.item}`),
    ),
  );
  at("parts").replaceChildren();
  say("part-state", "");
  at("result").hidden = false;
  at("composition").hidden = stated.length === 0;
  at("copy").hidden = false;
}

async function compare(query) {
  const turn = ++asking;
  if (!query.has("organisation") || !query.has("item")) {
    clear();
    say("state", "请至少选一个单位和一个项目。");
    return;
  }
  say("state", "正在查找……");
  try {
    const found = await get(`/compare?${query}`);
    if (turn === asking) show(found);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (turn !== asking) return;
    clear();
    say("state", error.message);
  }
}

async function showParts(event) {
  event.preventDefault();
  const cell = shown.cells[Number(at("part-cell").value)];
  const query = new URLSearchParams({
    organisation: cell.organisation,
    fiscal_year: cell.fiscal_year,
    kind: cell.kind,
    item: cell.item,
    by: at("part-by").value,
  });
  if (shown.level) query.append("level", shown.level);
  say("part-state", "正在查找……");
  at("parts").replaceChildren();
  try {
    const found = await get(`/compare/parts?${query}`);
    if (found.parts.length === 0) {
      say("part-state", "文件里没有找到这样分的各项。");
      return;
    }
    say("part-state", found.note);
    at("parts").replaceChildren(...[found.chart ? chartFigure(found.chart) : null, partsTable(found)].filter(Boolean));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say("part-state", error.message);
  }
}

at("choices").addEventListener("submit", async (event) => {
  event.preventDefault();
  const query = chosen();
  history.pushState(null, "", `/compare?${query}`);
  await compare(query);
  if (!at("result").hidden) at("result").focus({ preventScroll: true });
});
at("find-organisation").addEventListener("input", (event) => narrow(event.target.value));
at("find-organisation").addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
at("part-choices").addEventListener("submit", showParts);
at("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    at("copy").textContent = "已复制";
  } catch {
    at("copy").textContent = "不能复制，请从地址栏复制";
  }
});

try {
  const loaded = await whatIsLoaded();
  const restore = () => {
    showChoices(loaded, new URLSearchParams(location.search));
    return compare(chosen());
  };
  addEventListener("popstate", restore);
  if (loaded.organisations.size) await restore();
  else {
    at("choices").hidden = true;
    say("state", "还没有载入文件。请管理员上传文件，或运行 budget-qa ingest 文件或文件夹。");
  }
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say("state", error.message);
}
