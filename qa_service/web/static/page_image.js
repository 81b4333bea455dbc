// The image of one page, with the cited place framed; a click tells where on the page it was.

import { Failure, get } from "./api.js";

const at = (id) => document.getElementById(id);
const ZOOMED = 2.2;

export class PageImage {
  /** `onTurn(number)` when the reader turns the page, `onPoint(number, x, y)` in points. */
  constructor(api, pages, { onTurn, onPoint }) {
    this.api = api;
    this.pages = pages;
    this.frame = null;
    this.sheet = at("page").querySelector(".sheet");
    at("page").hidden = false;
    const turn = (by) => {
      this.turn(this.number + by);
      onTurn(this.number);
    };
    at("previous").addEventListener("click", () => turn(-1));
    at("next").addEventListener("click", () => turn(1));
    at("zoom").addEventListener("click", () => this.zoom());
    at("image").addEventListener("error", () => this.fail());
    at("image").addEventListener("load", () => this.toFrame());
    at("image").addEventListener("click", (event) => {
      const { left, top, width, height } = at("image").getBoundingClientRect();
      const page = this.pages[this.number - 1];
      const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
      onPoint(this.number, x * page.width, y * page.height);
    });
  }

  /** Show a page; `span` (or null) is the cited place to frame on it, `cell` the cell that it is. */
  async show(number, span, cell = null) {
    this.frame = cell?.box ? cell : null;
    this.turn(number);
    if (!span || this.frame) return;
    try {
      const place = await get(`${this.api}/place?start=${span.start}&end=${span.end}`);
      if (place.box) this.frame = place;
      if (place.page && place.page !== this.number) this.turn(place.page);
      this.drawFrame();
    } catch (error) {
      // Without its frame the page is still the right one.
      if (!(error instanceof Failure)) throw error;
    }
  }

  turn(number) {
    const image = at("image");
    const wanted = Math.min(Math.max(number, 1), this.pages.length);
    if (wanted !== this.number) {
      this.number = wanted;
      image.hidden = false;
      at("page-state").hidden = true;
      image.src = `/api/v1${this.api}/pages/${wanted}.png`;
      image.alt = `原文件第 ${wanted} 页的图像`;
      this.sheet.scrollTo(0, 0);
    }
    at("page-number").textContent = `第 ${wanted} 页，共 ${this.pages.length} 页`;
    at("previous").disabled = wanted === 1;
    at("next").disabled = wanted === this.pages.length;
    this.drawFrame();
  }

  zoom() {
    const button = at("zoom");
    const zoomed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(zoomed));
    button.textContent = zoomed ? "还原" : "放大";
    this.sheet.querySelector(".paper").style.width = zoomed ? `${ZOOMED * 100}%` : "";
    this.toFrame();
  }

  drawFrame() {
    const box = at("box");
    box.hidden = this.frame?.page !== this.number || at("image").hidden;
    if (box.hidden) return;
    const page = this.pages[this.number - 1];
    const { x0, top, x1, bottom } = this.frame.box;
    box.style.left = `${(x0 / page.width) * 100}%`;
    box.style.top = `${(top / page.height) * 100}%`;
    box.style.width = `${((x1 - x0) / page.width) * 100}%`;
    box.style.height = `${((bottom - top) / page.height) * 100}%`;
    this.toFrame();
  }

  /** Scroll the sheet, and nothing else, so that the frame is in its middle. */
  toFrame() {
    const box = at("box");
    if (box.hidden) return;
    const { sheet } = this;
    sheet.scrollTo(
      box.offsetLeft - (sheet.clientWidth - box.offsetWidth) / 2,
      box.offsetTop - (sheet.clientHeight - box.offsetHeight) / 2,
    );
  }

  fail() {
    at("image").hidden = true;
    at("box").hidden = true;
    at("page-state").hidden = false;
    at("page-state").textContent = "这一页的图像不能显示，请看文字或原文件。";
  }
}
