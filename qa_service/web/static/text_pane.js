// A document's text, page by page, with the cited span marked.

import { element } from "./dom.js";
import { unitOffsets } from "./offsets.js";

export class TextPane {
  /** `onPlace(offset)` is called with the code point offset of a click. */
  constructor(place, { text, pages }, onPlace) {
    this.place = place;
    this.text = text;
    this.pages = pages.length ? pages : [{ number: null, start: 0, end: text.length }];
    this.units = unitOffsets(text);
    this.blocks = this.pages.map((page) => this.block(page));
    place.replaceChildren(...this.blocks.map((it) => it.section));
    place.addEventListener("click", (event) => {
      const offset = this.offsetAt(event);
      if (offset !== null) onPlace(offset);
    });
  }

  block(page) {
    const [from, to] = [this.units(page.start), this.units(page.end)];
    const lines = element("div", { class: "lines" }, this.text.slice(from, to));
    const name = page.number ? element("h3", { class: "page-name" }, `第 ${page.number} 页`) : null;
    const section = element("section", { class: "page-text", "data-page": page.number }, name, lines);
    return { section, lines, from, to, number: page.number };
  }

  /** Mark a span (null: none). Gives the first mark, or null where the span is not in the text. */
  mark(span) {
    for (const it of this.blocks) {
      if (it.marked) it.lines.replaceChildren(this.text.slice(it.from, it.to));
      it.marked = false;
    }
    if (!span) return null;
    const [start, end] = [this.units(span.start), this.units(span.end)];
    if (start === end && span.start !== span.end) return null; // behind the end of the text
    const holds = (it) => (start === end ? it.from <= start && end <= it.to : start < it.to && end > it.from);
    const touched = start === end ? this.blocks.filter(holds).slice(0, 1) : this.blocks.filter(holds);
    const marks = touched.map((it) => {
      const [from, to] = [Math.max(it.from, start), Math.min(it.to, end)];
      // A blank cell has a place in the text, but no character.
      const blank = start === end ? "blank" : null;
      const mark = element("mark", { tabindex: "-1", class: blank }, this.text.slice(from, to));
      it.lines.replaceChildren(this.text.slice(it.from, from), mark, this.text.slice(to, it.to));
      it.marked = true;
      return mark;
    });
    return marks[0] ?? null;
  }

  scrollToPage(number) {
    this.blocks.find((it) => it.number === number)?.section.scrollIntoView({ block: "start" });
  }

  /** The code point offset of what was clicked, or null beside the text or after a selection. */
  offsetAt(event) {
    if (!getSelection().isCollapsed) return null;
    const found = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const caret = found ?? document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const node = caret?.startContainer ?? caret?.offsetNode;
    const block = this.blocks.find((it) => node && it.lines.contains(node));
    if (!block || node.nodeType !== Node.TEXT_NODE) return null;
    const before = document.createRange();
    before.setStart(block.lines, 0);
    before.setEnd(node, caret.startOffset ?? caret.offset);
    const unit = block.from + before.toString().length;
    return [...this.text.slice(0, unit)].length;
  }
}
