// A place that takes files: dropped, or chosen with its button.

/** Calls `take(files)` with what is dropped on the place or chosen; gives a function that locks it. */
export function dropPlace(place, take) {
  const button = place.querySelector("button");
  const input = place.querySelector("input[type=file]");
  const given = async (files) => {
    if (files.length && !button.disabled) await take([...files]);
  };
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    await given(files);
  });
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    given(event.dataTransfer.files);
  });
  return (locked) => {
    button.disabled = locked;
    place.setAttribute("aria-busy", String(locked));
  };
}
