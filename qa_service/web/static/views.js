// On a narrow screen one of text, page and table is seen at a time.

const at = (id) => document.getElementById(id);
const buttons = () => [...at("views").querySelectorAll("button")];

/** Offer the views there are; `onView(name)` is called when the reader changes to one. */
export function offerViews(names, onView) {
  for (const button of buttons()) {
    button.hidden = !names.includes(button.dataset.view);
    button.addEventListener("click", () => {
      see(button.dataset.view);
      onView(button.dataset.view);
    });
  }
  at("views").hidden = names.length < 2;
}

/** Change to a view. */
export function see(name) {
  at("columns").dataset.view = name;
  for (const button of buttons()) {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
  }
}
