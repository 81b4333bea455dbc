// Saying that an answer, or one of its numbers, is right or wrong, and taking it back.

import { Failure, post, remove } from "./api.js";
import { element } from "./dom.js";
import { printed } from "./answer_figures.js";

const LONGEST = 2000;

/** '这个数不对' beside a figure; asks what is wrong before anything is sent. */
export function complaint(answer, figure) {
  const named = `${figure.label}${printed(figure)}`;
  const asked = { answer_id: answer.answer_id, figure_id: figure.figure_id, verdict: "wrong" };
  const place = element("span", { class: "feedback" });
  const button = element(
    "button",
    { type: "button", class: "quiet", "aria-label": `这个数不对：${named}` },
    "这个数不对",
  );
  const start = () => place.replaceChildren(button);
  button.addEventListener("click", () => {
    comment(place, "原文是多少、错在哪里？（可以不填）", asked, start, () => button.focus());
  });
  start();
  return place;
}

/** Whether the whole answer was right. */
export function thumbs(answer) {
  const place = element("div", { class: "feedback", role: "group", "aria-label": "评价这个回答" });
  const right = element("button", { type: "button", class: "quiet" }, "对");
  const wrong = element("button", { type: "button", class: "quiet" }, "不对");
  const start = () => place.replaceChildren(element("span", {}, "这个回答对吗？"), right, wrong);
  const asked = { answer_id: answer.answer_id };
  right.addEventListener("click", () =>
    give(place, { ...asked, verdict: "right" }, start, () => right.focus()),
  );
  wrong.addEventListener("click", () =>
    comment(place, "哪里不对？（可以不填）", { ...asked, verdict: "wrong" }, start, () => wrong.focus()),
  );
  start();
  return place;
}

/** A form in place of the button; nothing is sent before it is submitted. */
function comment(place, question, asked, start, focus) {
  const box = element("textarea", { rows: "2", maxlength: LONGEST });
  const cancel = element("button", { type: "button", class: "quiet" }, "取消");
  const form = element(
    "form",
    {},
    element("label", {}, question, box),
    element("button", { type: "submit" }, "提交"),
    cancel,
  );
  cancel.addEventListener("click", () => {
    start();
    focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const told = box.value.trim();
    give(place, told ? { ...asked, comment: told } : asked, start, focus);
  });
  place.replaceChildren(form);
  box.focus();
}

async function give(place, body, start, focus) {
  const state = element("span", { role: "status" });
  const undo = element("button", { type: "button", class: "quiet", hidden: true }, "撤销");
  place.replaceChildren(state, undo);
  state.textContent = "正在提交……";
  let again = start;
  try {
    const { feedback_id: id } = await post("/feedback", body);
    state.textContent = "谢谢，已记下，会有人核对。";
    again = () => takeBack(id, state, start, focus);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    state.textContent = `没有记下：${error.message}`;
    undo.textContent = "重来";
  }
  undo.hidden = false;
  undo.addEventListener("click", () => {
    again();
    if (again === start) focus();
  });
  undo.focus();
}

async function takeBack(id, state, start, focus) {
  try {
    await remove(`/feedback/${encodeURIComponent(id)}`);
    start();
    focus();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Staff may have dealt with it already.
    state.textContent = error.status === 404 ? "已有人处理，不能撤销。" : error.message;
  }
}
