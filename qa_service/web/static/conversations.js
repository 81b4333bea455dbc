// The conversations this browser knows: ids that cannot be guessed, kept here and nowhere else.

const LIST = "budget-qa-conversations";
const CURRENT = "budget-qa-conversation";
const MOST = 100;
const LONGEST_TITLE = 60;

/** An id that nobody guesses. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The conversations of this browser, [{id, title, at}], the newest first. */
export function conversations() {
  try {
    const kept = JSON.parse(localStorage.getItem(LIST) ?? "[]");
    return Array.isArray(kept) ? kept.filter((it) => typeof it?.id === "string") : [];
  } catch {
    // Storage closed to us, or spoilt: there is nothing to show, and asking goes on.
    return [];
  }
}

function write(list) {
  try {
    localStorage.setItem(LIST, JSON.stringify(list.slice(0, MOST)));
  } catch {
    // Storage full or closed: the conversation lasts as long as this page.
  }
}

/** Put a conversation first; its title is its first question. */
export function keep(id, question) {
  const list = conversations();
  const known = list.find((it) => it.id === id);
  const title = known?.title ?? question.trim().slice(0, LONGEST_TITLE);
  write([{ id, title, at: new Date().toISOString() }, ...list.filter((it) => it.id !== id)]);
}

/** Take a conversation off the list. */
export function drop(id) {
  write(conversations().filter((it) => it.id !== id));
}

/** The conversation of this tab, or null. */
export function current() {
  try {
    return sessionStorage.getItem(CURRENT);
  } catch {
    return null;
  }
}

/** Make a conversation this tab's; null for none. */
export function setCurrent(id) {
  try {
    if (id) sessionStorage.setItem(CURRENT, id);
    else sessionStorage.removeItem(CURRENT);
  } catch {
    // Storage closed: the page itself remembers while it is open.
  }
}
