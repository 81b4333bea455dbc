// Whose document it is, of which year, published when and where.

import { safeUrl } from "./dom.js";
import { identityParts, SOURCE_OF_YEAR } from "./names.js";

const at = (id) => document.getElementById(id);

/** Fill the head of the page. */
export function showIdentity(it) {
  document.title = `${it.title || it.file_name} · 预算问答`;
  at("title").textContent = it.title || it.file_name;
  const parts = identityParts(it);
  if (it.fiscal_year && SOURCE_OF_YEAR[it.year_source]) {
    parts.push(`年度取自${SOURCE_OF_YEAR[it.year_source]}`);
  }
  if (it.published_on) parts.push(`${it.published_on} 公开`);
  parts.push(`${it.figures} 项数据`);
  at("identity").textContent = parts.join(" · ");
  at("source").href = `/api/v1/documents/${encodeURIComponent(it.document_id)}/source`;
  const origin = safeUrl(it.source_url);
  at("origin").hidden = !origin;
  if (origin) at("origin").href = origin;
}
