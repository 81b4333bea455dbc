"""Questions to offer: the asked one again with another slot, and what may be asked next."""

from __future__ import annotations

from qa_service.intent import Intent
from qa_service.model import Operation

_ASKS = {
    Operation.CHANGE: "比上年增减多少",
    Operation.CHANGE_RATE: "比上年增减百分之几",
    Operation.SHARE: "占比是多少",
    Operation.COMPLETION_RATE: "完成率是多少",
    Operation.DEFINE: "是什么意思",
    Operation.WHY: "增减的原因是什么",
    Operation.DUTIES: "主要职责有哪些",
    Operation.STRUCTURE: "有哪些下属单位",
    Operation.LIST: "包括哪些、分别是多少",
    Operation.PURPOSE: "主要用于什么",
}


def ask_again(
    intent: Intent,
    *,
    organisation: str = "",
    year: int | None = None,
    kind: str = "",
    item: str | None = None,
) -> str:
    """The question in full words, with the slots given: what an option's button asks."""
    named = item if item is not None else (intent.target.text if intent.target else "")
    asks = _ASKS.get(intent.operation, "是多少")
    if intent.operation in (Operation.DUTIES, Operation.STRUCTURE):
        named = ""
    elif not named:
        named = "支出总计"
    when = f"{year}年" if year is not None else ""
    return f"{organisation}{when}{kind}{named}{asks}？"
