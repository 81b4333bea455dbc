"""What readers call the codes of a case: types, states, reasons, verdicts."""

# What a reader calls the types of question.
TYPE_NAMES = {
    "figure": "单个数字",
    "delta": "增减额",
    "table": "表中单元格",
    "calc": "计算",
    "yoy": "增减幅度",
    "cross": "跨年、跨单位",
    "list": "列举",
    "text": "文字说明",
    "glossary": "名词解释",
    "followup": "追问",
    "ambiguous": "问得不清",
    "false_premise": "问的前提不对",
    "unanswerable": "答不了的",
    "check": "文件自相矛盾",
}
STATUS_NAMES = {"answered": "回答", "clarify": "反问", "refused": "拒答"}
REASON_NAMES = {
    "not_loaded": "没有这家的文件",
    "year_missing": "没有这一年",
    "item_missing": "没有这一项",
    "item_blank": "文件里空着",
    "ambiguous": "问得不清",
    "documents_disagree": "文件说法不一",
    "not_derivable": "算不出来",
    "out_of_scope": "不属于预决算",
    "unreadable": "读不出来",
}
VERDICT_NAMES = {"right": "答对", "refused": "拒答", "wrong": "答错", "failed": "没有回答"}
STATE_NAMES = {**VERDICT_NAMES, "uncited": "引用不对"}
