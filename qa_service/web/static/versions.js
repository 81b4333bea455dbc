// Other files of the same account: what a correction replaced, what replaced it, what stands beside.

import { element } from "./dom.js";

/** Say how the other files of the same organisation, level, kind and year stand to this one. */
export function showVersions(place, it, others) {
  const lines = others.map((other) => {
    const link = element("a", { href: `/documents/${encodeURIComponent(other.document_id)}` }, other.title || other.file_name);
    const day = other.published_on ? `（${other.published_on} 公开）` : "";
    return element("li", {}, relation(it, other), link, day);
  });
  place.hidden = lines.length === 0;
  place.replaceChildren(...lines);
}

function relation(it, other) {
  if (other.supersedes === it.document_id) return "本文件已更正，以更正后的为准：";
  if (it.supersedes === other.document_id) return "本文件是更正，更正前的是：";
  if (other.state === "superseded") return "同一年度已被更正的：";
  return "同一年度的另一份文件：";
}
