// The page where one asks: conversations are kept by the server, their ids by this browser.

import { answerElement, offers } from "./answer.js";
import { ask, Failure, get } from "./api.js";
import { ConversationList } from "./conversation_list.js";
import { current, drop, keep, newId, setCurrent } from "./conversations.js";
import { element } from "./dom.js";

const at = (id) => document.getElementById(id);
const [form, box, sendButton, turns] = [at("ask"), at("question"), at("send"), at("turns")];
const [welcome, announcement, newButton] = [at("welcome"), at("announcement"), at("new-conversation")];
const shared = at("shared");

let conversationId = current();
let sharedAnswer = null;
let running = null;

function remember(id) {
  conversationId = id;
  setCurrent(id);
}

function addTurn(question) {
  welcome.hidden = true;
  newButton.hidden = false;
  const reply = element("div", { class: "reply" });
  const asked = element("h2", { class: "asked" }, element("span", { class: "visually-hidden" }, "问："), question);
  turns.append(element("li", { class: "turn", tabindex: "-1" }, asked, reply));
  return reply;
}

function showAnswer(reply, question, answer) {
  const follow = (next) => askQuestion(next, answer.answer_id);
  reply.replaceChildren(answerElement(question, answer, follow));
}

function fitBox() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 200)}px`;
}

/** Ask; `after` is the id of the answer that is followed where it is not the last. */
function askQuestion(question, after = null) {
  if (running || !question.trim()) return;
  if (!conversationId) remember(newId());
  const body = { question, conversation_id: conversationId, request_id: newId() };
  const followed = after ?? sharedAnswer;
  if (followed) body.after = followed;
  leaveShared();
  const reply = addTurn(question);
  if (document.activeElement !== box) reply.parentElement.focus({ preventScroll: true });
  reply.parentElement.scrollIntoView({ block: "start" });
  takeTurn(body, reply);
}

async function takeTurn(body, reply) {
  running = new AbortController();
  const { signal } = running;
  sendButton.textContent = "停止";
  const state = element("p", { class: "loading" }, "正在查找……");
  const draft = element("div", { class: "answer-text", hidden: true });
  reply.replaceChildren(state, draft);
  reply.setAttribute("aria-busy", "true");
  try {
    for await (const { event, data } of ask(body, signal)) {
      if (event === "status") state.textContent = data.text;
      if (event === "lost") {
        state.textContent = "连接断开，正在重新连接……";
        draft.replaceChildren();
      }
      if (event === "delta") {
        draft.hidden = false;
        draft.append(data.text);
      }
      if (event === "answer") {
        keep(data.conversation_id, body.question);
        showAnswer(reply, body.question, data);
        // Only now is there enough below it to bring the question to the top.
        reply.parentElement.scrollIntoView({ block: "start" });
        announcement.textContent = data.text;
      }
    }
  } catch (error) {
    showFailure(reply, error, body);
  } finally {
    // Another turn may have begun: this one was stopped for it.
    if (running?.signal === signal) {
      running = null;
      sendButton.textContent = "提问";
    }
    reply.removeAttribute("aria-busy");
  }
}

function showFailure(reply, error, body) {
  const stopped = error.name === "AbortError";
  if (!stopped && !(error instanceof Failure)) console.error(error);
  let words = "页面出现错误，请刷新后重试。";
  if (stopped) words = "已停止。";
  else if (error instanceof Failure) words = error.message;
  const again = element("button", { type: "button" }, "再试一次");
  // The same request: what the server answered already is not asked twice.
  again.addEventListener("click", () => running ?? takeTurn(body, reply));
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
  // A keyboard on the screen would cover the answer.
  if (matchMedia("(pointer: coarse)").matches) box.blur();
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
    place.replaceChildren(
      offers(`已载入 ${documents} 份文件，例如可以问：`, items.map((it) => it.question), (it) => askQuestion(it)) ?? "",
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    place.replaceChildren(element("p", { class: "notice" }, error.message));
  }
}

/** Show the turns of the conversation that is open. */
async function restore() {
  welcome.hidden = true;
  const state = element("li", { class: "loading" }, "正在打开对话……");
  turns.replaceChildren(state);
  const id = conversationId;
  try {
    const { items } = await get(`/conversations/${encodeURIComponent(id)}`);
    if (id !== conversationId) return;
    state.remove();
    for (const { question, answer } of items) showAnswer(addTurn(question), question, answer);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (id !== conversationId) return;
    if (error.status === 404) {
      drop(id);
      begin();
    } else {
      state.className = "notice";
      state.textContent = error.message;
      newButton.hidden = false;
    }
  }
}

/** An empty page for a new conversation; the one before stays on the list. */
function begin() {
  running?.abort();
  leaveShared();
  remember(null);
  turns.replaceChildren();
  welcome.hidden = false;
  newButton.hidden = true;
}

function openConversation(id) {
  begin();
  remember(id);
  return restore();
}

function leaveShared() {
  if (!sharedAnswer && shared.hidden) return;
  sharedAnswer = null;
  shared.hidden = true;
  history.replaceState(null, "", "/");
}

/** The answer of a link: read as it was given; asking on begins a conversation of one's own. */
async function showShared(id) {
  welcome.hidden = true;
  newButton.hidden = false;
  shared.hidden = false;
  conversationId = null;
  const say = (words) => shared.replaceChildren(element("p", {}, words));
  say("正在打开分享的回答……");
  try {
    const { question, asked_at: when, answer } = await get(`/answers/${encodeURIComponent(id)}`);
    sharedAnswer = answer.answer_id;
    showAnswer(addTurn(question), question, answer);
    say(`这是分享的回答，保持 ${dateOf(when)} 给出时的样子。在下面提问，会开始您自己的对话。`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say(error.status === 404 ? "这个回答不在了：链接有误，或者它所在的对话已经删除。" : error.message);
  }
}

function dateOf(time) {
  const day = new Date(time);
  return `${day.getFullYear()}年${day.getMonth() + 1}月${day.getDate()}日`;
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
newButton.addEventListener("click", () => {
  begin();
  box.focus();
});
const list = new ConversationList(
  at("conversations"),
  () => conversationId,
  openConversation,
  (id) => id === conversationId && begin(),
);
at("open-conversations").addEventListener("click", () => list.open());
const showConnection = () => {
  at("offline").hidden = navigator.onLine;
};
addEventListener("online", showConnection);
addEventListener("offline", showConnection);
showConnection();

const linked = new URLSearchParams(location.search).get("answer");
if (linked) await showShared(linked);
else if (conversationId) await restore();
await showExamples();
