// Taking an answer elsewhere: copied with its citations, as a link, on paper.

import { documentName, place } from "./answer_text.js";
import { element } from "./dom.js";

/** The address at which anyone who has it reads this answer, and nothing else of mine. */
export function linkTo(answer) {
  return new URL(`/?answer=${encodeURIComponent(answer.answer_id)}`, location.origin).href;
}

/** The answer as plain text, with where each number stands. */
export function asText(question, answer) {
  const cited = answer.citations.map((it) => {
    const where = documentName(it) + place(it);
    return `[${it.number}] ${where}：“${it.quote}” ${new URL(it.url, location.origin).href}`;
  });
  const note = `预算问答（非官方服务，以原文件为准）${linkTo(answer)}`;
  return [`问：${question}`, `答：${answer.text}`, ...answer.warnings.map((it) => `注意：${it}`), ...cited, note]
    .join("\n");
}

/** Buttons to copy, to share and to print. */
export function shareButtons(question, answer) {
  const state = element("span", { role: "status" });
  const button = (name, onclick) => element("button", { type: "button", class: "quiet", onclick }, name);
  const copied = async (text, said) => {
    state.replaceChildren((await copy(text)) ? said : failed(text));
  };
  return element(
    "div",
    { class: "share" },
    button("复制（带出处）", () => copied(asText(question, answer), "已复制。")),
    button("分享链接", () => copied(linkTo(answer), "链接已复制，别人打开只看到这一个回答。")),
    button("打印", () => print()),
    state,
  );
}

function failed(text) {
  const box = element("textarea", { readonly: true, rows: "3", "aria-label": "要复制的文字" });
  box.value = text;
  return element("label", {}, "没能复制，请自己选取：", box);
}

/** Whether the text is on the clipboard now; where pages may not write to it, the old way. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const back = document.activeElement;
  const box = element("textarea", { class: "visually-hidden", "aria-hidden": "true", readonly: true });
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  back?.focus();
  return done;
}
