// What was asked of the service: files being read in, documents being removed, and how it went.

import { ask } from "./admin_api.js";
import { cardLine } from "./admin_checks.js";
import { Failure, get } from "./api.js";
import { element } from "./dom.js";

const STATE = { queued: "排队", running: "进行中", done: "完成", failed: "失败" };
const KIND = { add: "上传", remove: "删除" };
const BETWEEN = 1000;
const at = (id) => document.getElementById(id);
const ended = (job) => job.state === "done" || job.state === "failed";
const when = (iso) => new Date(iso).toLocaleString("zh-CN", { hour12: false });

// A message mostly begins with the file's own name.
const reason = (it) => (it.message.startsWith(it.file_name) ? it.message : `${it.file_name}：${it.message}`);

/** The list of jobs; `onEnd` is called when one that was watched has ended. */
export class Jobs {
  constructor(onEnd, onFailure) {
    this.onEnd = onEnd;
    this.onFailure = onFailure;
    this.shown = new Map();
    this.cursor = null;
    this.watching = null;
    at("more-jobs").addEventListener("click", () => this.more());
  }

  async load() {
    at("jobs").replaceChildren();
    this.shown.clear();
    this.cursor = null;
    await this.more();
  }

  async more() {
    const query = this.cursor ? `&cursor=${encodeURIComponent(this.cursor)}` : "";
    const page = await ask(`/jobs?limit=20${query}`);
    for (const job of page.items) this.show(job);
    this.cursor = page.next_cursor;
    at("more-jobs").hidden = !page.next_cursor;
    this.count();
    this.watch();
  }

  /** A job that was just queued, at the head of the list. */
  add(job) {
    this.show(job, true);
    this.count();
    this.watch();
  }

  count() {
    const waiting = [...this.shown.values()].filter(({ job }) => !ended(job)).length;
    at("jobs-state").textContent = this.shown.size ? (waiting ? `${waiting} 个任务还没有做完。` : "") : "还没有任务。";
  }

  show(job, first = false) {
    const row = this.row(job);
    const known = this.shown.get(job.job_id);
    if (known) known.row.replaceWith(row);
    else if (first) at("jobs").prepend(row);
    else at("jobs").append(row);
    this.shown.set(job.job_id, { job, row });
  }

  row(job) {
    const subject = job.documents[0]?.file_name ?? job.subject;
    const row = element(
      "li",
      { class: `job ${job.state}`, "data-job": job.job_id },
      element("p", {}, element("strong", { class: "state" }, STATE[job.state]), ` ${KIND[job.kind]}：${subject}`),
      element("p", { class: "hint" }, when(job.queued_at)),
      ...job.failed.map((it) => element("p", { class: "reason" }, reason(it))),
    );
    if (job.kind === "add") row.append(...job.documents.map((it) => this.read(it)));
    if (job.kind === "remove" && job.state === "done" && job.documents.length) row.append(this.undo(job, subject));
    return row;
  }

  /** A document that was read in, with its report card on demand. */
  read(it) {
    const card = element("p", { class: "hint" });
    const details = element("details", {}, element("summary", {}, "读入情况"), card);
    details.addEventListener("toggle", async () => {
      if (!details.open || card.textContent) return;
      try {
        const checks = await get(`/documents/${encodeURIComponent(it.document_id)}/checks?limit=1`);
        card.textContent = cardLine(checks.report_card) || "没有读入情况的记录。";
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        card.textContent = error.message;
      }
    });
    const link = element("a", { href: `/documents/${encodeURIComponent(it.document_id)}` }, it.file_name);
    return element("div", {}, element("p", {}, link, it.added ? "" : "（原已载入，没有变化）"), details);
  }

  undo(job, subject) {
    const button = element("button", { type: "button", "aria-label": `撤销删除 ${subject}` }, "撤销删除");
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        this.add(await ask(`/jobs/${encodeURIComponent(job.job_id)}/undo`, { method: "POST" }));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        button.disabled = false;
        this.onFailure(error);
      }
    });
    return button;
  }

  /** Looks after the jobs that have not ended, once a second, until all have. */
  watch() {
    const waiting = [...this.shown.values()].some(({ job }) => !ended(job));
    if (!waiting || this.watching !== null) return;
    this.watching = setTimeout(() => this.look(), BETWEEN);
  }

  async look() {
    try {
      for (const { job } of [...this.shown.values()].filter((it) => !ended(it.job))) {
        const now = await ask(`/jobs/${encodeURIComponent(job.job_id)}`);
        if (now.state !== job.state) this.show(now);
        if (ended(now)) await this.onEnd(now);
      }
      this.count();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.onFailure(error);
      if (error.status === 401 || error.status === 403) return;
    } finally {
      this.watching = null;
    }
    this.watch();
  }

  stop() {
    clearTimeout(this.watching);
    this.watching = null;
    this.shown.clear();
  }
}
