// The page where one asks: the conversation is kept by the server, its id by this tab.

import { answerElement, offers } from "./answer.js";
import { ask, Failure, forget, get } from "./api.js";
import { element } from "./dom.js";

const KEY = "budget-qa-conversation";
const at = (id) => document.getElementById(id);
const [form, box, sendButton, turns] = [at("ask"), at("question"), at("send"), at("turns")];
const [welcome, announcement, newButton] = [at("welcome"), at("announcement"), at("new-conversation")];

let conversationId = sessionStorage.getItem(KEY);
let running = null;

function remember(id) {
  conversationId = id;
  if (id) sessionStorage.setItem(KEY, id);
  else sessionStorage.removeItem(KEY);
}

function addTurn(question) {
  welcome.hidden = true;
  newButton.hidden = false;
  const reply = element("div", { class: "reply" });
  const asked = element("p", { class: "asked" }, element("span", { class: "visually-hidden" }, "问："), question);
  turns.append(element("li", { class: "turn" }, asked, reply));
  return reply;
}

function fitBox() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 200)}px`;
}

async function askQuestion(question) {
  if (running || !question.trim()) return;
  running = new AbortController();
  sendButton.textContent = "停止";
  const reply = addTurn(question);
  const state = element("p", { class: "loading" }, "正在查找……");
  const draft = element("div", { class: "answer-text", hidden: true });
  reply.append(state, draft);
  reply.setAttribute("aria-busy", "true");
  reply.parentElement.scrollIntoView({ block: "start" });
  try {
    for await (const { event, data } of ask(question, conversationId, running.signal)) {
      if (event === "status") state.textContent = data.text;
      if (event === "delta") {
        draft.hidden = false;
        draft.append(data.text);
      }
      if (event === "answer") {
        remember(data.conversation_id);
        reply.replaceChildren(answerElement(data, askQuestion));
        announcement.textContent = data.text;
      }
    }
  } catch (error) {
    showFailure(reply, error, question);
  } finally {
    running = null;
    sendButton.textContent = "提问";
    reply.removeAttribute("aria-busy");
  }
}

function showFailure(reply, error, question) {
  const stopped = error.name === "AbortError";
  if (!stopped && !(error instanceof Failure)) console.error(error);
  let words = "页面出现错误，请刷新后重试。";
  if (stopped) words = "已停止。";
  else if (error instanceof Failure) words = error.message;
  const again = element("button", { type: "button" }, "再试一次");
  again.addEventListener("click", () => {
    reply.parentElement.remove();
    askQuestion(question);
  });
  reply.replaceChildren(
    element("div", { class: "failure", role: "alert" }, element("p", {}, words), again),
  );
}

function sendBox() {
  if (running) {
    running.abort();
    return;
  }
  const question = box.value;
  if (!question.trim()) {
    box.focus();
    return;
  }
  box.value = "";
  fitBox();
  askQuestion(question);
}

async function showExamples() {
  const place = at("examples");
  try {
    const { items, documents } = await get("/examples");
    if (documents === 0) {
      place.replaceChildren(
        element("p", { class: "notice" }, "还没有载入文件。请管理员运行 budget-qa ingest 文件或文件夹，载入后即可提问。"),
      );
      return;
    }
    place.replaceChildren(offers(`已载入 ${documents} 份文件，例如可以问：`, items.map((it) => it.question), askQuestion) ?? "");
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    place.replaceChildren(element("p", { class: "notice" }, error.message));
  }
}

async function restore() {
  try {
    const { items } = await get(`/conversations/${encodeURIComponent(conversationId)}`);
    for (const { question, answer } of items) addTurn(question).append(answerElement(answer, askQuestion));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.status === 404) remember(null);
    else announcement.textContent = error.message;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  sendBox();
});
box.addEventListener("input", fitBox);
box.addEventListener("keydown", (event) => {
  // While an input method composes, Enter chooses a word; 229 is what older browsers then send.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (!running) sendBox();
});
newButton.addEventListener("click", async () => {
  running?.abort();
  const old = conversationId;
  remember(null);
  turns.replaceChildren();
  welcome.hidden = false;
  newButton.hidden = true;
  box.focus();
  if (!old) return;
  try {
    await forget(old);
  } catch (error) {
    // The old conversation stays on the server; for the reader the new one has begun.
    if (!(error instanceof Failure)) throw error;
  }
});

if (conversationId) await restore();
await showExamples();
