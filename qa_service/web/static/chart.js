// A chart drawn by the server, as a picture with its words beside it.

import { Failure, get } from "./api.js";
import { element } from "./dom.js";

const NARROW = "(max-width: 40rem)";
const DARK = "(prefers-color-scheme: dark)";

/** A <figure> for a chart of the API ({title, unit, text, url}); the picture fits theme and width. */
export function chartFigure(chart) {
  const address = (theme, width) => `${chart.url}&theme=${theme}&width=${width}`;
  const source = (media, theme, width) => element("source", { media, srcset: address(theme, width) });
  const picture = element(
    "picture",
    {},
    source(`${DARK} and ${NARROW}`, "dark", "narrow"),
    source(DARK, "dark", "wide"),
    source(NARROW, "light", "narrow"),
    element("img", { src: address("light", "wide"), alt: chart.text, loading: "lazy" }),
  );
  const caption = element("figcaption", {}, chart.title);
  return element("figure", { class: `chart ${chart.shape}` }, caption, picture);
}

/**
 * The chart under an answer, or null where words are as clear. `answer` is the contract's Answer.
 * Asks the server only where at least three figures answer.
 */
export async function answerChart(answer) {
  const told = answer.figures.filter((it) => it.role === "answer" && it.value_yuan !== null);
  if (answer.status !== "answered" || told.length < 3) return null;
  try {
    const { chart } = await get(`/answers/${encodeURIComponent(answer.answer_id)}/chart`);
    return chart && chartFigure(chart);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return null;
  }
}
