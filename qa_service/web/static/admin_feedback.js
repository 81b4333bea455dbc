// What readers said of answers, and how a complaint is turned into an evaluation case.

import { administer, ask, post } from "./admin_api.js";
import { Failure } from "./api.js";
import { element } from "./dom.js";

const TYPES = {
  figure: "单个数", delta: "增减", calc: "计算", yoy: "同比", cross: "跨单位或文件", table: "表格", list: "清单", text: "文字",
  glossary: "名词", followup: "追问", ambiguous: "含糊", false_premise: "前提有误", unanswerable: "答不出", check: "勾稽",
};
const VERDICT = { right: "读者说对", wrong: "读者说不对" };
const STATE = { open: "待处理", case: "已写成评测题", done: "已处理，不改" };
const at = (id) => document.getElementById(id);

function field(name, label, attributes = {}) {
  return element("label", {}, label, element("input", { name, type: "text", autocomplete: "off", maxlength: "4000", ...attributes }));
}

function caseForm(it) {
  const figure = it.answer.figures.find((one) => one.figure_id === it.figure_id) ?? it.answer.figures[0];
  const types = Object.entries(TYPES).map(([value, name]) => element("option", { value }, name));
  const submit = element("button", { type: "submit", class: "main" }, "写成评测题");
  return element(
    "form",
    { class: "case" },
    element("label", {}, "题型", element("select", { name: "type" }, ...types)),
    field("answer", "应有的答案", { required: true }),
    field("value", "应有的数（可以不填）", { pattern: "-?\\d+(\\.\\d+)?", inputmode: "decimal", title: "如 3204.2，不带逗号" }),
    field("unit", "单位", { value: figure?.unit ?? "", maxlength: "200" }),
    field("evidence", "原文中的一小段（可以不填）", { maxlength: "200" }),
    submit,
  );
}

function filled(form) {
  const given = [...new FormData(form)].map(([name, value]) => [name, value.trim()]);
  return Object.fromEntries(given.filter(([, value]) => value));
}

/** The queue of feedback. */
export class Feedback {
  constructor(onFailure) {
    this.onFailure = onFailure;
    this.cursor = null;
    at("feedback-filter").addEventListener("change", () => this.guarded(() => this.load()));
    at("more-feedback").addEventListener("click", () => this.guarded(() => this.more()));
    at("cases").addEventListener("click", () => this.guarded(() => this.download()));
  }

  async guarded(work) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.onFailure(error);
    }
  }

  async load() {
    at("feedback").replaceChildren();
    this.cursor = null;
    await this.more();
  }

  async more() {
    const query = new URLSearchParams({ limit: "20" });
    if (at("feedback-filter").value) query.set("state", at("feedback-filter").value);
    if (this.cursor) query.set("cursor", this.cursor);
    const page = await ask(`/feedback?${query}`);
    at("feedback").append(...page.items.map((it) => this.row(it)));
    this.cursor = page.next_cursor;
    at("more-feedback").hidden = !page.next_cursor;
    this.count();
  }

  count() {
    const count = at("feedback").children.length;
    at("feedback-state").textContent = count ? `列出 ${count} 条。` : "没有这样的反馈。";
  }

  row(it) {
    const figure = it.answer.figures.find((one) => one.figure_id === it.figure_id);
    const row = element(
      "li",
      { class: "card", "data-feedback": it.feedback_id },
      element("p", { class: "hint" }, [VERDICT[it.verdict], STATE[it.state], new Date(it.given_at).toLocaleString("zh-CN", { hour12: false })].join(" · ")),
      element("p", {}, element("strong", {}, "问："), it.questions.join(" → ")),
      element("p", {}, element("strong", {}, "答："), it.answer.text),
      figure ? element("p", {}, element("strong", {}, "指的数："), `${figure.label} ${figure.printed}${figure.unit ?? ""}`) : null,
      it.comment ? element("p", { class: "comment" }, element("strong", {}, "读者："), it.comment) : null,
      it.case ? element("pre", {}, JSON.stringify(it.case, null, 1)) : null,
    );
    if (it.state === "open") row.append(this.actions(it));
    return row;
  }

  actions(it) {
    const form = caseForm(it);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.settle(it, { state: "case", case: filled(form) }, form);
    });
    const done = element("button", { type: "button" }, "不必改，处理完毕");
    done.addEventListener("click", () => this.settle(it, { state: "done" }, form));
    const details = element("details", {}, element("summary", {}, "写成评测题"), form);
    return element("div", { class: "actions" }, details, done);
  }

  async settle(it, settled, form) {
    const buttons = [...form.closest("li").querySelectorAll("button")];
    for (const button of buttons) button.disabled = true;
    await this.guarded(async () => {
      const now = await post(`/feedback/${encodeURIComponent(it.feedback_id)}`, settled);
      const row = this.row(now);
      form.closest("li").replaceWith(row);
      row.tabIndex = -1;
      row.focus();
      at("feedback-state").textContent = now.state === "case" ? "已写成评测题。" : "已处理。";
    });
    for (const button of buttons) button.disabled = false;
  }

  async download() {
    const cases = await (await administer("/feedback/cases")).blob();
    const link = element("a", { href: URL.createObjectURL(cases), download: "feedback-cases.jsonl" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}
