// The service's API as the pages use it. Failures are thrown as Failure, ready to be shown.

const BASE = "/api/v1";

/** What went wrong, in words for the reader. */
export class Failure extends Error {
  constructor(detail, status = 0, code = "") {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

async function problemOf(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // Not ours: a proxy answered. Its status is all we can tell.
  }
  const detail = problem.detail || `服务没有正常回应（${response.status}），请稍后重试。`;
  return new Failure(detail, response.status, problem.code);
}

async function send(path, options) {
  return sendTo(BASE + path, options);
}

async function sendTo(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Failure("连不上服务，请检查网络后重试。");
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The JSON at a path below /api/v1. */
export async function get(path) {
  return (await send(path)).json();
}

/** The JSON of a file that is served beside the pages. */
export async function getFile(address) {
  return (await sendTo(address)).json();
}

/** Forget a conversation on the server. */
export async function forget(conversationId) {
  await send(`/conversations/${encodeURIComponent(conversationId)}`, { method: "DELETE" });
}

/** Ask; yields {event: "status" | "delta" | "answer", data} as they come. */
export async function* ask(question, conversationId, signal) {
  const body = { question, stream: true };
  if (conversationId) body.conversation_id = conversationId;
  const response = await send("/chat", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  let ended = false;
  for await (const { event, data } of events(response)) {
    if (event === "error") throw new Failure(data.detail, data.status, data.code);
    ended ||= event === "answer";
    yield { event, data };
  }
  if (!ended) throw new Failure("回答中途断开，请重新提问。");
}

/** Server-sent events of a response: blocks divided by an empty line. */
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    waiting += value;
    const blocks = waiting.split("\n\n");
    waiting = blocks.pop();
    for (const block of blocks) {
      const fields = { event: "message", data: "" };
      for (const line of block.split("\n")) {
        const colon = line.indexOf(": ");
        if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
      }
      yield { event: fields.event, data: JSON.parse(fields.data || "null") };
    }
  }
}
