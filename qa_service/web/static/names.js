// The API's words in the reader's words.

export const KIND = { budget: "预算", final_account: "决算", other: "其他" };

export const MEASURE = {
  budgeted: "预算数",
  adjusted: "调整预算数",
  executed: "执行数",
  final: "决算数",
  balance: "余额",
};

export const ASPECT = {
  amount: "金额",
  change: "增减额",
  change_rate: "增减率",
  share: "占比",
  completion_rate: "完成率",
  count: "数量",
};

export const CHECK = {
  passed: "勾稽相符",
  failed: "勾稽不符",
  unchecked: "未勾稽",
  unverified: "扫描识别，未经核对",
};

export const REASON = {
  not_loaded: "没有载入这个单位的文件",
  year_missing: "没有这一年的文件",
  item_missing: "文件里没有这一项",
  item_blank: "文件里这一项是空白",
  ambiguous: "问题有不止一种理解",
  documents_disagree: "文件之间说法不一",
  not_derivable: "推算不出来",
  out_of_scope: "不在可回答的范围",
  unreadable: "文件这一处读不清",
};

export const SOURCE_OF_YEAR = {
  cover: "封面",
  table: "表格",
  note: "表下说明",
  pdf_title: "文件属性",
  file_name: "文件名",
  text: "正文",
};

/** '示例市财政局 · 部门 · 2024年 · 预算', leaving out what is not known. */
export function identityParts(it) {
  return [
    it.organisation,
    it.level,
    it.fiscal_year ? `${it.fiscal_year}年` : null,
    KIND[it.kind] ?? null,
  ].filter(Boolean);
}

/** A number with its unit as read aloud: 3204.1万元, 23.5%. */
export function withUnit(value, unit) {
  return `${value}${unit ?? ""}`;
}

/** As printed; a blank is said to be one, and the unit follows a number that lacks it. */
export function printedValue(figure) {
  if (figure.printed.trim() === "") return "（空白）";
  const unit = figure.value === null ? "" : (figure.unit ?? "");
  return figure.printed.trim().endsWith(unit) ? figure.printed : figure.printed + unit;
}
