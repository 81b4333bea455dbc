"""Names as the truth of the generator has them, and as a reader prints them."""

import re
from typing import Any

from ingest.model import Figure

# What the truth calls by another name than the page does, and which item it is.
ITEMS = {
    "“三公”经费、会议费、培训费合计": "three_public_meeting_training",
    "公务用车购置费": "vehicle_purchase",
    "公务用车运行费": "vehicle_operation",
    "收入、支出预算总计": "total_income_and_expenditure",
    "支出合计": "total_expenditure",
    "支出预算": "total_expenditure",
    "财政拨款收、支总预算": "fiscal_appropriation_total",
    "财政拨款支出": "fiscal_appropriation_expenditure",
    "财政拨款基本支出": "basic_expenditure",
    "一般公共预算财政拨款基本支出": "basic_expenditure",
    "政府采购货物": "procurement_goods",
    "政府采购工程": "procurement_works",
    "政府采购服务": "procurement_services",
    "面向中小企业预留政府采购项目预算金额": "procurement_for_smes",
    "绩效目标": "performance_projects",
    "编报绩效目标的项目": "performance_projects",
    "实行绩效目标管理的项目": "performance_projects",
    "绩效目标预算金额": "performance_amount",
    "编报绩效目标的项目涉及预算资金": "performance_amount",
    "编报绩效目标的项目涉及预算金额": "performance_amount",
    "绩效目标管理涉及财政性资金": "performance_amount",
}
_FUNDS = {
    "财政拨款基本支出": "fiscal_appropriation",
    "一般公共预算财政拨款基本支出": "general_public_budget",
}
_SIDE = re.compile("（(?:收入|支出)）$")


def is_titled(read: str, printed: str) -> bool:
    """Whether a title is the printed one, more of it, or it without its number (表一)."""
    read = _SIDE.sub("", read)
    return read.startswith(printed) or (bool(read) and printed.endswith(read))


def is_called(figure: Figure, name: str) -> bool:
    """Whether a figure of running text ('社会保障（类）…（项）', '…预算总计') is of the item."""
    if ITEMS.get(name) == figure.item is not None:
        return figure.fund == _FUNDS.get(name, figure.fund)
    return plain_name(name) in plain_name(figure.label)


def plain_name(label: str) -> str:
    """Return a name without （类）, （款）, （项）, readings, quotation marks and white space."""
    bare = tight(label).replace("(", "（").replace(")", "）")
    return re.sub(r"（[类款项a-zà-üāēīōūǎěǐǒǔǚ]+）|[“”\"]", "", bare)


def plain_columns(path: Any) -> tuple[str, ...]:
    """Return the path of a column, each part as a plain name."""
    return tuple(plain_name(part) for part in path)


def tight(text: str) -> str:
    """Return the text without white space."""
    return "".join(text.split())
