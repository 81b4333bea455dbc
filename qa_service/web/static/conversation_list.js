// The dialog with the conversations of this browser: open one, delete one, delete all.

import { Failure, remove } from "./api.js";
import { conversations, drop } from "./conversations.js";
import { element } from "./dom.js";

/** Fills and runs the dialog. `onOpen(id)` and `onGone(id)` are told what was chosen, deleted. */
export class ConversationList {
  constructor(dialog, currentId, onOpen, onGone) {
    Object.assign(this, { dialog, currentId, onOpen, onGone });
    this.state = element("p", { class: "hint", role: "status" });
    this.list = element("ul", { class: "conversations" });
    this.foot = element("div", { class: "foot" });
    this.title = element("h2", { id: "conversations-title", tabindex: "-1" }, "对话记录");
    const close = element("button", { type: "button", onclick: () => dialog.close() }, "关闭");
    dialog.append(
      element("div", { class: "head" }, this.title, close),
      element("p", { class: "hint" }, "这个列表只存在本浏览器里，别人看不到。"),
      this.state,
      this.list,
      this.foot,
    );
    // A click beside the dialog closes it.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  open() {
    this.state.textContent = "";
    this.draw();
    this.dialog.showModal();
  }

  draw() {
    const all = conversations();
    this.list.replaceChildren(...all.map((it) => this.row(it)));
    this.foot.replaceChildren();
    if (!all.length) {
      this.list.append(element("li", { class: "empty" }, "还没有对话。"));
      return;
    }
    const button = element("button", { type: "button", class: "quiet" }, "全部删除");
    const question = `删除全部 ${all.length} 个对话？分享出去的链接也会失效。`;
    button.addEventListener("click", () => this.confirm(this.foot, question, all));
    this.foot.append(button);
  }

  row(it) {
    const now = it.id === this.currentId();
    const open = element(
      "button",
      { type: "button", class: "open", "aria-current": now ? "true" : null },
      element("span", {}, it.title),
      element("small", {}, dayOf(it.at) + (now ? " · 当前" : "")),
    );
    open.addEventListener("click", () => {
      this.dialog.close();
      this.onOpen(it.id);
    });
    const away = { type: "button", class: "quiet", "aria-label": `删除“${it.title}”` };
    const button = element("button", away, "删除");
    const item = element("li", {}, open, button);
    const question = `删除“${it.title}”？分享出去的链接也会失效。`;
    button.addEventListener("click", () => this.confirm(item, question, [it]));
    return item;
  }

  /** Ask before deleting, in the place of what was clicked. */
  confirm(place, question, doomed) {
    const yes = element("button", { type: "button", class: "danger" }, "删除");
    const no = element("button", { type: "button" }, "保留");
    yes.addEventListener("click", () => this.delete(doomed));
    no.addEventListener("click", () => {
      this.draw();
      this.title.focus();
    });
    place.replaceChildren(element("p", {}, question), yes, no);
    no.focus();
  }

  async delete(doomed) {
    this.state.textContent = "正在删除……";
    let failed = "";
    for (const { id } of doomed) {
      try {
        await remove(`/conversations/${encodeURIComponent(id)}`);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        // What the server no longer has is deleted already.
        if (error.status !== 404) {
          failed = error.message;
          continue;
        }
      }
      drop(id);
      this.onGone(id);
    }
    this.state.textContent = failed ? `有对话没能删除：${failed}` : "已删除。";
    this.draw();
    this.title.focus();
  }
}

function dayOf(at) {
  const day = new Date(at);
  return Number.isNaN(day.getTime()) ? "" : `${day.getMonth() + 1}月${day.getDate()}日`;
}
