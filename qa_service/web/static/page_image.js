// The image of one page beside the text, with the cited place framed.

import { Failure, get } from "./api.js";

const at = (id) => document.getElementById(id);

export class PageImage {
  constructor(api, pages) {
    this.api = api;
    this.pages = pages;
    this.frame = null;
    at("page").hidden = false;
    at("previous").addEventListener("click", () => this.turn(this.number - 1));
    at("next").addEventListener("click", () => this.turn(this.number + 1));
    at("image").addEventListener("error", () => this.fail());
  }

  /** Show a page; `span` (or null) is the cited place to frame on it. */
  async show(number, span) {
    this.frame = null;
    this.turn(number);
    if (!span) return;
    try {
      const place = await get(`${this.api}/place?start=${span.start}&end=${span.end}`);
      if (place.box) this.frame = place;
      this.drawFrame();
    } catch (error) {
      // Without its frame the page is still the right one.
      if (!(error instanceof Failure)) throw error;
    }
  }

  turn(number) {
    this.number = Math.min(Math.max(number, 1), this.pages.length);
    const image = at("image");
    image.hidden = false;
    at("page-state").hidden = true;
    image.src = `/api/v1${this.api}/pages/${this.number}.png`;
    image.alt = `原文件第 ${this.number} 页的图像`;
    at("page-number").textContent = `第 ${this.number} 页，共 ${this.pages.length} 页`;
    at("previous").disabled = this.number === 1;
    at("next").disabled = this.number === this.pages.length;
    this.drawFrame();
  }

  drawFrame() {
    const box = at("box");
    box.hidden = this.frame?.page !== this.number;
    if (box.hidden) return;
    const page = this.pages[this.number - 1];
    const { x0, top, x1, bottom } = this.frame.box;
    box.style.left = `${(x0 / page.width) * 100}%`;
    box.style.top = `${(top / page.height) * 100}%`;
    box.style.width = `${((x1 - x0) / page.width) * 100}%`;
    box.style.height = `${((bottom - top) / page.height) * 100}%`;
  }

  fail() {
    at("image").hidden = true;
    at("box").hidden = true;
    at("page-state").hidden = false;
    at("page-state").textContent = "这一页的图像暂时不能显示，请看文字或原文件。";
  }
}
