// Terms of the answer that its documents define: underlined, explained on hover, focus and tap.

import { Failure, get } from "./api.js";
import { documentName } from "./answer_text.js";
import { element, safeUrl } from "./dom.js";

const HOVER_DELAY = 120;
const LEAVE_DELAY = 250;
const EDGE = 8;

let count = 0;

/** Underline the terms in an answer's text, once it stands on the page. */
export async function underlineTerms(answer, text) {
  if (!answer.citations.length) return;
  let terms = [];
  try {
    terms = (await get(`/answers/${encodeURIComponent(answer.answer_id)}/terms`)).items;
  } catch (error) {
    // Without its definitions the answer is still the right one.
    if (!(error instanceof Failure)) throw error;
  }
  for (const term of terms) underline(text, term);
}

/** Make the first place where the words stand alone a button. */
function underline(text, term) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.parentElement === text ? node.data.indexOf(term.term) : -1;
    if (start < 0) continue;
    const words = node.splitText(start);
    words.splitText(term.term.length);
    words.replaceWith(new Term(term).button);
    return;
  }
}

class Term {
  constructor(term) {
    this.term = term;
    this.pinned = false;
    this.timer = 0;
    this.box = null;
    const now = { type: "button", class: "term", "aria-expanded": "false" };
    this.button = element("button", now, term.term);
    const { button } = this;
    button.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.soon(true));
    button.addEventListener("pointerleave", () => this.soon(false));
    button.addEventListener("focus", () => button.matches(":focus-visible") && this.open());
    button.addEventListener("blur", (event) => this.blurred(event));
    button.addEventListener("click", () => this.pin());
  }

  soon(opening) {
    clearTimeout(this.timer);
    if (!opening && this.pinned) return;
    const act = () => (opening ? this.open() : this.close());
    this.timer = setTimeout(act, opening ? HOVER_DELAY : LEAVE_DELAY);
  }

  pin() {
    if (this.pinned) {
      this.close();
      return;
    }
    this.open();
    this.pinned = true;
  }

  blurred(event) {
    if (!this.box?.contains(event.relatedTarget)) this.close();
  }

  open() {
    clearTimeout(this.timer);
    if (this.box) return;
    count += 1;
    this.box = explanation(this.term, `definition-${count}`);
    this.box.addEventListener("pointerenter", () => clearTimeout(this.timer));
    this.box.addEventListener("pointerleave", () => this.soon(false));
    this.box.addEventListener("focusout", (event) => {
      if (event.relatedTarget !== this.button) this.blurred(event);
    });
    this.button.after(this.box);
    this.button.setAttribute("aria-expanded", "true");
    this.button.setAttribute("aria-describedby", this.box.id);
    this.listening = new AbortController();
    const { signal } = this.listening;
    addEventListener("keydown", (event) => event.key === "Escape" && this.escape(), { signal });
    addEventListener("resize", () => this.close(), { signal });
    addEventListener("pointerdown", (event) => this.pressed(event), { signal });
    this.put();
  }

  escape() {
    if (this.box.contains(document.activeElement)) this.button.focus();
    this.close();
  }

  pressed({ target }) {
    if (!this.box.contains(target) && !this.button.contains(target)) this.close();
  }

  /** Below the term, or above it where there is more room, and never beyond the edges. */
  put() {
    const at = this.button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const bottom = document.querySelector("footer.site").getBoundingClientRect().top;
    const above = at.bottom + height + EDGE > bottom && at.top - height - EDGE > 0;
    const top = above ? at.top - height - 6 : at.bottom + 6;
    const left = Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - width - EDGE));
    this.box.style.left = `${left + scrollX}px`;
    this.box.style.top = `${top + scrollY}px`;
  }

  close() {
    clearTimeout(this.timer);
    if (!this.box) return;
    this.listening.abort();
    // The reference first: taking the box away may blur what is in it.
    const { box } = this;
    this.box = null;
    box.remove();
    this.pinned = false;
    this.button.setAttribute("aria-expanded", "false");
    this.button.removeAttribute("aria-describedby");
  }
}

function explanation({ term, definition, citation, also }, id) {
  const same = also.length ? `；另有 ${also.length} 份文件的解释与此相同` : "";
  const where = citation
    ? element("p", { class: "place" }, "见 ", element("a", { href: safeUrl(citation.url) }, documentName(citation)), same)
    : null;
  return element(
    "div",
    { class: "definition", id, role: "group", "aria-label": `${term}的解释` },
    element("strong", {}, term),
    element("p", {}, definition),
    where,
  );
}
