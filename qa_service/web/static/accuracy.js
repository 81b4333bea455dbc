// How accurate the answers were at the last release: everything comes from accuracy.json.

import { Failure, getFile } from "./api.js";
import { element } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const PARTS = { right: "答对", refused: "拒答", wrong: "答错", failed: "没有回答" };
const at = (id) => document.getElementById(id);

const percent = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(1)}%` : "—");

function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** Right, refused, wrong and failed as shares of one bar, said in words too. */
function bar(counts) {
  const parts = Object.keys(PARTS).filter((part) => counts[part]);
  const said = parts.map((part) => `${PARTS[part]} ${counts[part]}`).join("，");
  let start = 0;
  const pieces = parts.map((part) => {
    const width = (100 * counts[part]) / counts.cases;
    const piece = drawn("rect", { class: part, x: start, width, height: 8 });
    start += width;
    return piece;
  });
  const view = { class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", role: "img" };
  return drawn("svg", { ...view, "aria-label": said }, ...pieces);
}

function row(it, attributes = {}) {
  const number = (text) => element("td", { class: "number" }, String(text));
  return element(
    "tr",
    attributes,
    element("th", { scope: "row" }, it.name),
    number(percent(it.right, it.cases)),
    element("td", { class: "chart" }, bar(it)),
    ...[it.cases, it.right, it.refused, it.wrong].map(number),
  );
}

function tile(name, value, rate = null) {
  const interval = rate?.interval?.map((end) => percent(end, 1)).join("–");
  const sure = interval ? element("small", {}, `95% 区间 ${interval}`) : null;
  return element("div", {}, element("dt", {}, name), element("dd", {}, value, sure));
}

function failure(it) {
  return element(
    "li",
    { class: "failure" },
    element("p", {}, it.question),
    element("p", { class: "hint" }, [it.verdict, it.type, it.id].join(" · ")),
    element("p", {}, `应为：${it.expected || "—"}`),
    element("p", {}, `给出：${it.got || "—"}`),
    element("p", {}, `原因：${it.why}`),
  );
}

function failuresOf({ file, items }) {
  return element(
    "details",
    {},
    element("summary", {}, `${file}（${items.length}）`),
    element("ol", {}, ...items.map(failure)),
  );
}

function show(page) {
  const { total } = page;
  at("state").textContent = page.made_on
    ? `${page.made_on} 量得，共 ${total.cases} 题，问的是 ${page.documents.length} 份文件。`
    : `共 ${total.cases} 题，问的是 ${page.documents.length} 份文件。`;
  at("tiles").append(
    tile("答对", percent(total.right, total.cases), page.accuracy),
    tile("拒答", percent(total.refused, total.cases)),
    tile("答错", percent(total.wrong, total.cases), page.wrong_rate),
    tile("引用正确", percent(total.cited, total.to_cite)),
  );
  at("types").append(
    ...page.by_type.map((it) => row(it)),
    row({ name: "合计", ...total }, { class: "sum" }),
  );
  at("files").append(...page.files.map((it) => row(it)));
  if (page.failures.length) at("failures").append(...page.failures.map(failuresOf));
  else at("failures").append(element("p", {}, "没有。"));
  if (page.held_out) {
    const said = `另有 ${page.held_out} 题是保留的：计入上面各表，只看总数，不逐题列出。`;
    at("failures").append(element("p", { class: "hint" }, said));
  }
  at("documents").append(...page.documents.map((name) => element("li", {}, name)));
  at("made").textContent = page.services.join("；");
  at("result").hidden = false;
}

try {
  show(await getFile("/static/accuracy.json"));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  at("state").textContent = error.message;
}
