// The service's API as the pages use it. Failures are thrown as Failure, ready to be shown.

const BASE = "/api/v1";
// How long to wait before a question whose answer got lost is sent again, in milliseconds.
const WAITS = [400, 1200, 3000];

/** What went wrong, in words for the reader; `lost` where the connection broke off. */
export class Failure extends Error {
  constructor(detail, status = 0, code = "", lost = false) {
    super(detail);
    this.status = status;
    this.code = code;
    this.lost = lost;
  }
}

const lost = (detail) => new Failure(detail, 0, "", true);

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
    throw lost("连不上服务，请检查网络后重试。");
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The JSON at a path below /api/v1. */
export async function get(path) {
  return (await send(path)).json();
}

/** Every item of a list below /api/v1, page after page. */
export async function getAll(path) {
  const items = [];
  for (let cursor = ""; cursor !== null; ) {
    const page = await get(`${path}?limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  return items;
}

/** Send JSON to a path below /api/v1; gives the response's JSON. */
export async function post(path, body) {
  return (await send(path, asJson(body))).json();
}

/** Delete what is at a path below /api/v1. */
export async function remove(path) {
  await send(path, { method: "DELETE" });
}

/** The JSON of a file that is served beside the pages. */
export async function getFile(address) {
  return (await sendTo(address)).json();
}

function asJson(body) {
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

/**
 * Ask; yields {event: "status" | "delta" | "answer", data} as they come. Where the connection
 * breaks off, yields "lost" and sends the question again: by its `request_id` the server knows it.
 */
export async function* ask(body, signal) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      yield* askOnce(body, signal);
      return;
    } catch (error) {
      const again = error.lost && attempt < WAITS.length && navigator.onLine;
      if (!again) throw error;
      yield { event: "lost", data: {} };
      await pause(WAITS[attempt], signal);
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

async function* askOnce(body, signal) {
  const response = await send("/chat", { ...asJson({ ...body, stream: true }), signal });
  for await (const { event, data } of events(response)) {
    if (event === "error") throw new Failure(data.detail, data.status, data.code);
    yield { event, data };
    if (event === "answer") return;
  }
  throw lost("回答中途断开。");
}

/** Server-sent events of a response: blocks divided by an empty line. */
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await read(reader);
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

async function read(reader) {
  try {
    return await reader.read();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw lost("回答中途断开。");
  }
}
