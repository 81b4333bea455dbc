// What went wrong, said where the result would stand, with a way to try again.

import { Failure } from "./api.js";
import { element } from "./dom.js";

let waiting = null;
// What failed for want of a network is tried again when there is one.
addEventListener("online", () => waiting?.());

/** Show a failure of ours in `place`; anything else is thrown on. */
export function showFailure(place, error, again) {
  if (!(error instanceof Failure)) throw error;
  waiting = error.status === 0 ? again : null;
  place.hidden = false;
  place.replaceChildren(
    element("p", {}, error.message),
    element("button", { type: "button", onclick: again }, "再试一次"),
  );
}

/** Nothing is wrong any more. */
export function clearFailure(place) {
  waiting = null;
  place.hidden = true;
  place.replaceChildren();
}
