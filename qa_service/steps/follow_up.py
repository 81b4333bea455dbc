"""What a question leaves out and the conversation says: the item, the whole of a share, the column.

'那公用经费呢', '占总支出多少', '其中项目支出', '比出国费多多少': each names a part of what it
asks, and means the rest to be what was spoken of before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.model import Measure
from ingest.vocabulary.load import plain_label
from qa_service.model import Context, Operation
from qa_service.steps.item_names import ItemMention, item_name, wholes_of
from qa_service.steps.items import find_items
from qa_service.steps.wording import wording

# Operations that are about no item, so that an earlier item must not slip in.
ITEMLESS = frozenset(
    {
        Operation.GREETING,
        Operation.COVERAGE,
        Operation.SERVICE,
        Operation.DUTIES,
        Operation.STRUCTURE,
        Operation.BALANCE,
        Operation.OUT_OF_SCOPE,
    }
)
_CARRIED_OPERATIONS = frozenset(
    {Operation.CHANGE, Operation.CHANGE_RATE, Operation.SHARE, Operation.COMPLETION_RATE}
)
_CHANGES = (Operation.CHANGE, Operation.CHANGE_RATE)
_OF_EVERYTHING = frozenset(
    {
        Operation.CHANGE,
        Operation.CHANGE_RATE,
        Operation.COMPARE,
        Operation.TREND,
        Operation.WHY,
        Operation.COMPLETION_RATE,
        Operation.AGAINST_BUDGET,
        Operation.RANK,
        Operation.RATIO,
    }
)
_OF_CHANGE = (Operation.CHANGE, Operation.CHANGE_RATE)
# '金额是多少' after a share or a rate.
_THE_AMOUNT = re.compile(r"^(?:那|具体|绝对)*的?(?:金额|数额|钱数|绝对数|绝对额)")
# '具体差几万' after '涨了还是跌了'.
_THE_CHANGE = re.compile(r"^(?:那|具体|到底|究竟)*(?:相?差|涨|降|跌|增|减|多|少)了?(?:多少|几)")
_THIS_YEARS = re.compile(r"(?:今年|本年|当年)(?:度)?(?:的)?(?:数)?(?:是|有)?多少[?？]*$")
# Columns that split an item: they narrow the item before where a question names them alone.
COLUMNS = frozenset(
    {
        "basic_expenditure",
        "project_expenditure",
        "personnel_expenditure",
        "public_expenditure",
        "fiscal_appropriation_income",
    }
)
_ELLIPSIS = re.compile(r"^(?:那|那么|还有|再|换|要是)|(?:呢|呐)[?？]*$")
_WITHIN = re.compile(r"^(?:那)?(?:其中|里面|里头|当中|这里面|这里头|这里|那里面)")
# '这个项目里…占多少' names its whole by pointing at what was just spoken of.
_POINTS_BACK = re.compile(r"这(个|项|笔|些)|其中|它的|里面的")
_ENDING = re.compile(r"(?:费|费用|经费|支出|补贴|收入|缴费|服务)$")
_EACH = re.compile(r"各|分别")
# '因公出国的部分呢' wants the part itself, whatever was asked of the whole.
_THE_PART = re.compile(r"(部分|那块|这块|那一块|这一块|那份)(的)?(呢|是|有)?(多少)?[呢?？]*$")
# '涉及多少预算金额' is of what was spoken of before.
_INVOLVES = re.compile(r"^(那|它们?|这些?|一共|总共|合计|共|总的?)*(涉及|对应)")
# '加上出国费一共多少', '是公用经费的几倍': what was spoken of before is the other operand.
_JOINS_BEFORE = re.compile(r"^(?:那|它)?(?:(?:如果|要是)?再?(?:加上?|连上|算上)|是|相当于)")
_OF_TWO = (Operation.SUM, Operation.RATIO)
_MORE_THAN = re.compile(r"^(?:那)?(?:它|这)?比")
_ITEM = frozenset({"item"})
# '本级比上年少了多少' names whose money but no item: all of it is meant.
EVERYTHING = ItemMention("支出", keys=("total_expenditure",), strong=False, generic=True)


@dataclass(frozen=True)
class Subject:
    """The items and operation of a question once the conversation has filled in the rest."""

    items: tuple[ItemMention, ...]
    operation: Operation
    carried: frozenset[str] = frozenset()
    measure: Measure | None = None
    also_amount: bool = (
        False  # whether a change or share is to be told with the amount, which goes first
    )


def complete(
    plain: str,
    items: tuple[ItemMention, ...],
    said: Operation | None,
    content: str,
    carried: Context,
    names_subject: bool,
    rest: str = "",
) -> Subject:
    """Fill in what the question leaves to the conversation. `said` is the operation it names.

    `rest` is the question without organisations and years: '一共要花多少' is of everything.
    """
    if _means_the_statement(plain, items, carried) and not names_subject:
        items, content = (), ""
    if items:
        subject = _with_items(plain, items, said, carried, names_subject)
        of_part = said is None and subject.operation is Operation.SHARE and _THE_PART.search(plain)
        return replace(subject, also_amount=True) if of_part else subject
    operation = said or Operation.VALUE
    names_another = len(content) >= 2 or _names_one_thing(plain, content)
    if said in ITEMLESS | {Operation.TEXT} or names_another:
        return Subject(items, operation)
    if names_subject and said in _OF_EVERYTHING:
        return Subject((EVERYTHING,), operation)
    if said is None and carried.operation in (Operation.DUTIES, Operation.STRUCTURE):
        return Subject(items, carried.operation)
    if not carried.item:
        of_all = said in _OF_EVERYTHING or (
            names_subject and said in (None, Operation.VALUE) and wording().asks_whole(rest)
        )
        return Subject((EVERYTHING,) if of_all else (), operation)
    kept = _kept_operation(plain, carried, names_subject)
    if said is Operation.COMPARE and carried.operation in _OF_CHANGE:
        said = carried.operation  # '比上年少了吗', then '少多少'
    measure = None if wording().measures_in(plain) else carried.measure
    return Subject((_carried_item(carried),), said or kept or operation, _ITEM, measure)


def _names_one_thing(plain: str, content: str) -> bool:
    """'那气呢': one character that is all a question says names a thing, and not the one before."""
    return bool(content) and re.fullmatch(rf"那?{content}呢?[?？]*", plain) is not None


def _kept_operation(plain: str, carried: Context, names_subject: bool) -> Operation | None:
    """What was asked before, where the question does not ask for something plainer."""
    if carried.operation in _OF_CHANGE and _THE_CHANGE.search(plain):
        return Operation.CHANGE
    if wording().unit(plain) is not None:
        return None
    if _THIS_YEARS.search(plain):
        return Operation.VALUE
    if _THE_AMOUNT.search(plain):
        # The amount behind a share, or what a rate of change comes to.
        return Operation.CHANGE if carried.operation in _OF_CHANGE else Operation.VALUE
    compares = carried.operation in (Operation.COMPARE, Operation.RANK)
    if compares and (names_subject or not _compares_several(carried)):
        return None
    return carried.operation


def _compares_several(carried: Context) -> bool:
    """Whether several organisations were compared, and still are where none is named."""
    return carried.operation is Operation.COMPARE and len(carried.organisations) > 1


def _means_the_statement(plain: str, items: tuple[ItemMention, ...], carried: Context) -> bool:
    """'全年预算是多少' after an item asks for that item's other statement, not for the total."""
    general = bool(items) and all(m.generic for m in items)
    says_so = bool(wording().measures_in(plain)) or bool(_INVOLVES.search(plain))
    return general and bool(carried.item) and says_so


def _with_items(
    plain: str,
    items: tuple[ItemMention, ...],
    said: Operation | None,
    carried: Context,
    names_subject: bool,
) -> Subject:
    operation = said or Operation.VALUE
    measure = None
    if _ELLIPSIS.search(plain):
        measure = carried.measure
        if said is None and carried.operation in _CARRIED_OPERATIONS:
            operation = carried.operation
        if said is None and not names_subject and _compares_several(carried):
            operation = Operation.COMPARE
    if said is None and operation in _CHANGES and _THE_PART.search(plain):
        return Subject(items, operation, measure=measure, also_amount=True)
    if not carried.item:
        return Subject(items, operation, measure=measure)
    before = _carried_item(carried)
    if operation is Operation.SHARE and len(items) == 1:
        if _is_whole(plain, items[0]):
            return Subject((before, items[0]), operation, frozenset({"part"}), measure)
        if any(w in wholes_of(k) for k in items[0].keys for w in before.keys):
            return Subject((before, items[0]), operation, frozenset({"whole"}), measure)
        if _POINTS_BACK.search(plain):
            return Subject((before, items[0]), operation, frozenset({"whole"}), measure)
    if _narrows(plain, items, carried) and not names_subject:
        return Subject((before, *items), operation, frozenset({"row"}), measure)
    if operation is Operation.VALUE and _WITHIN.search(plain) and not items[0].generic:
        return Subject((before, *items), operation, frozenset({"row"}), measure)
    if _same_column(items, said, carried):
        column = ItemMention(item_name(str(carried.facet)) or "", keys=(str(carried.facet),))
        return Subject((column, *items), operation, frozenset({"row"}), measure)
    if operation in _OF_TWO and len(items) == 1 and _JOINS_BEFORE.search(plain):
        return Subject((before, *items), operation, frozenset({"part"}), measure)
    if operation is Operation.COMPARE and len(items) == 1 and _MORE_THAN.search(plain):
        return Subject((before, *items), operation, frozenset({"item"}), measure)
    return Subject(items, operation, measure=measure)


def named_alike(
    plain: str, content: str, carried: Context, labels: frozenset[str]
) -> tuple[ItemMention, ...]:
    """'那电呢' after 水费 is of 电费: what is left out is the ending of the name before."""
    ending = _ENDING.search(plain_label(carried.item or ""))
    if ending is None or not content or not _ELLIPSIS.search(plain):
        return ()
    name = content + ending.group()
    return tuple(m for m in find_items(name, labels) if m.text == name and m.strong)


def _is_whole(plain: str, item: ItemMention) -> bool:
    """'占总支出多少': what stands behind 占 is the whole, and nothing before it is the part."""
    at = plain.find("占")
    return 0 <= at < plain.find(item.text)


def _narrows(plain: str, items: tuple[ItemMention, ...], carried: Context) -> bool:
    """'其中项目支出': columns alone, said of the row before; '基本支出和项目支出各多少' as well."""
    columns = all(COLUMNS.intersection(m.keys) for m in items)
    row = carried.item_key is not None and ":" in carried.item_key
    each = len(items) > 1 and _EACH.search(plain)
    leans = _WITHIN.search(plain) or _ELLIPSIS.search(plain) or carried.facet or each
    return columns and row and bool(leans)


def _same_column(items: tuple[ItemMention, ...], said: Operation | None, carried: Context) -> bool:
    """'机关运行经费里的办公费多少', then '差旅费呢': the next row is asked of the same table."""
    economic = (carried.item_key or "").startswith("economic:")
    like = len(items) == 1 and any(k.startswith("economic:") for k in items[0].keys)
    return carried.facet is not None and economic and like and said is None


def _carried_item(carried: Context) -> ItemMention:
    keys = (carried.item_key,) if carried.item_key else ()
    return ItemMention(plain_label(carried.item or "").lower(), keys=keys)
