"""Words against figures (文字与数): directions, reasons, and what is said of empty tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ingest.model import Aspect, Figure, Measure, Table
from ingest.operands import is_of_same
from ingest.proofs import Places, Proof, amount, printed, step, unquoted
from ingest.quantity import is_blank
from ingest.unread import Unread
from ingest.vocabulary.standard_tables import tables_by_key

# '决算数大于（全年）预算数', with the blanks and line breaks of the canonical text.
_FINAL_AGAINST_BUDGET = re.compile(
    r"决\s*算\s*数?\s*(?:(?P<up>大\s*于|高\s*于|多\s*于|超\s*过)|(?P<down>小\s*于|低\s*于|少\s*于)"
    r"|(?:与|和|同)(?=[^，。；：]{0,16}?持\s*平)(?P<same>))(?P<which>[^，。；：]{0,12}?)预\s*算"
)
_WHICH = (
    (re.compile("年初|当年"), (Measure.BUDGETED,)),
    (re.compile("全年|调整"), (Measure.ADJUSTED,)),
)
_SPEAKS_BACK = 400  # how far back in the text the amounts may stand
_ROUGHLY = re.compile(r"基\s*本\s*持\s*平")
_UP = re.compile("增加|增长|上升|提高|上调|调增|新增|增设|扩大|增多|追加")
_DOWN = re.compile("减少|下降|降低|压减|压缩|缩减|调减|核减|削减|节约|取消|减低|结余")
_LEAD = re.compile("(?P<way>增加|增长|上升|减少|下降)(?:较[大多])?的?(?:主要)?原因")
_MONEY = "(?:经费|支出|预算|资金|拨款|收入|费用|投入|开支)[^，。；、]{0,6}?"
_MONEY_UP = re.compile(_MONEY + "(?:增加|增长|上升|提高|调增|追加)")
_MONEY_DOWN = re.compile(_MONEY + "(?:减少|下降|降低|压减|压缩|缩减|调减|核减|削减)")
_MOVED = re.compile(
    "从|由[^，。；]{1,20}?(?:调|划|转)|(?:调|划|转)(?:入|出|到|至|往)|用于|列(?:入|支)"
)
# Tables that a document without such money keeps empty.
_MAY_BE_EMPTY = frozenset({"government_managed_funds", "state_capital_operations", "three_public"})
_IS_EMPTY = re.compile(
    "本表(?:为空|无数据|数为零|无内容)|空表|无数据"
    "|(?:没有|无|未(?:发生|安排|涉及|使用))[^，。；]{0,40}?(?:预算|支出|收入|收支|拨款|经费)"
)
_NOTES = frozenset({"nothing", "nothing_at_all"})
_SAYS_EMPTY = re.compile("本表(?:为空表?|无数据|数为零|无内容)")
_TEMPLATE = re.compile("仍保留|应当|如无|没有数据的|无[^，。；]{2,40}的，")


def check_words(
    figures: Sequence[Figure],
    tables: Sequence[Table],
    text: str,
    places: Places,
    unread: Unread,
) -> list[Proof]:
    """The words of one document, tried against its figures.

    Where a number stands unread between them, or a 0 that may be the one asked for, nothing is
    said.
    """
    said = [f for f in figures if f.source.table_id is None]
    return [
        *_directions(said, text, places, unread),
        *_reasons(said, text, places),
        *_empty_tables(figures, tables, text, unread),
    ]


def _directions(
    said: Sequence[Figure], text: str, places: Places, unread: Unread
) -> Iterator[Proof]:
    """决算数大于、小于、持平 against the amounts of the item just spoken of."""
    ordered = sorted(said, key=lambda f: f.source.start)
    starts = [f.source.start for f in ordered]
    for match in _FINAL_AGAINST_BUDGET.finditer(text):
        if _ROUGHLY.search(text[match.start() : match.end() + 12]):
            continue
        place = bisect_left(starts, match.start())
        near = [f for f in ordered[:place] if match.start() - f.source.start < _SPEAKS_BACK]
        final = next(
            (f for f in reversed(near) if f.measure is Measure.FINAL and amount(f) is not None),
            None,
        )
        if final is None or near[-1].section_path != final.section_path:
            continue
        if not is_of_same(final, near[-1]):
            continue
        which = re.sub(r"\s", "", match["which"])
        wanted = next((m for words, m in _WHICH if words.search(which)), ())
        budgets = [
            f
            for f in near
            if f.measure in (wanted or (Measure.BUDGETED, Measure.ADJUSTED))
            and amount(f) is not None
            and f.fiscal_year == final.fiscal_year
            and is_of_same(f, final)
        ]
        if not budgets:
            continue
        proof = _direction(match, final, budgets, places)
        first = min(f.source.start for f in proof.operands)
        if proof.holds or not unread.between(first, match.start()):
            yield proof


def _direction(
    match: re.Match[str], final: Figure, budgets: Sequence[Figure], places: Places
) -> Proof:
    operands = (final, *budgets)
    if any(_is_so(match, final, budget) for budget in budgets):
        return Proof("check_direction", True, operands, ())
    words = re.sub(r"\s", "", match[0])
    budget = budgets[-1]
    message = (
        f"{places.where(final)}“{unquoted(final.label)[:60]}”写作“{words}数”"
        f"{'持平' if match['same'] is not None else ''}，"
        f"而决算数为{printed(final)}，预算数为{printed(budget)}；请核对"
    )
    return Proof("check_direction", False, operands, (), (), message)


def _is_so(match: re.Match[str], final: Figure, budget: Figure) -> bool:
    spent, planned = amount(final) or Decimal(0), amount(budget) or Decimal(0)
    if match["same"] is not None:
        return abs(spent - planned) <= max(step(final), step(budget))
    return spent > planned if match["up"] is not None else spent < planned


def _reasons(said: Sequence[Figure], text: str, places: Places) -> Iterator[Proof]:
    """A reason in the other direction than the change it is given for."""
    for f in said:
        if f.aspect is not Aspect.CHANGE or f.reason is None or f.quantity is None:
            continue
        if f.quantity.number == 0 or f.reason.start < f.source.end:
            continue
        grew = f.quantity.number > 0
        reason = re.sub(r"\s", "", f.reason.words_in(text))
        led = _LEAD.search(re.sub(r"\s", "", text[f.source.end : f.reason.start + 12]))
        if led is not None and (_UP.search(led["way"]) is not None) is not grew:
            yield Proof(
                "check_reason", False, (f,), (), (), _against(f, f"{led['way']}的原因", places)
            )
            continue
        up, down = _UP.search(reason), _DOWN.search(reason)
        against = _MONEY_DOWN.search(reason) if grew else _MONEY_UP.search(reason)
        if against is not None and _MOVED.search(reason) is not None:
            against = None  # taken from another item, or given to one
        if against is not None and (up is None if grew else down is None):
            yield Proof(
                "check_reason", False, (f,), (), (), _against(f, f"原因“{reason[:40]}”", places)
            )
        elif led is not None or (up is not None if grew else down is not None):
            yield Proof("check_reason", True, (f,), ())


def _against(f: Figure, what: str, places: Places) -> str:
    way = "增加" if f.quantity is not None and f.quantity.number > 0 else "减少"
    return (
        f"{places.where(f)}“{unquoted(f.label)[:60]}”{way}{printed(f)}，"
        f"说的却是{what}，方向相反；请核对"
    )


def _empty_tables(
    figures: Sequence[Figure], tables: Sequence[Table], text: str, unread: Unread
) -> Iterator[Proof]:
    """空表 must say that it is empty, here or in the prose; one with numbers must not."""
    own_figures: dict[str | None, list[Figure]] = {}
    for f in figures:
        own_figures.setdefault(f.source.table_id, []).append(f)
    # The tables of a document in two files have notes alone; the prose is in the other.
    has_prose = any(f.pattern not in _NOTES for f in own_figures.get(None, ()))
    told: set[tuple[object, str]] = set()
    for table in tables:
        says_empty = _SAYS_EMPTY.search(re.sub(r"\s", "", table.note)) is not None
        if table.kind not in _MAY_BE_EMPTY and not says_empty:
            continue
        cells = [c for row in table.rows for c in row.cells]
        # A dash says that there is none, as a printed 0 does.
        is_empty = all(is_blank(cell.printed) for cell in cells)
        own = tuple(own_figures.get(table.table_id, ()))
        amounts = tuple(f for f in own if f.quantity is not None and f.quantity.number)
        page = f"第{table.source.page}页" if table.source.page is not None else ""
        name = f"{page}《{table.title[:40] or '无标题的表'}》"
        note = _statement(table.note)
        if amounts:
            if (table.source.page, table.note) in told:
                continue  # the other side of the same table
            told.add((table.source.page, table.note))
            message = ""
            if says_empty:
                message = (
                    f"{name}有数（如“{amounts[0].label}”{printed(amounts[0])}），"
                    f"表下却写“{note[:40]}”；请核对"
                )
            place = (table.source,)
            yield Proof(
                "check_empty_table", not says_empty, amounts[:1], (), (), message, places=place
            )
        elif table.kind is not None and is_empty and own_figures.get(None):
            explained = bool(note) or _explained(table.kind, figures)
            if not explained and not table.rows and _has_amounts(table.kind, figures):
                continue  # there are such amounts: what the table prints could not be read
            if not explained and (unread.has_zero or not has_prose):
                continue
            message = f"{name}没有数，表下和文字中都没有说明为空表；请补上说明"
            message = "" if explained else message
            place = (table.source,)
            yield Proof("check_empty_table", explained, own[:1], (), (), message, places=place)


def _statement(note: str) -> str:
    """What a note says of the table being empty, '' for a template's instruction."""
    for sentence in re.split("[。；\n]", note):
        plain = re.sub(r"\s", "", sentence)
        if _IS_EMPTY.search(plain) and not _TEMPLATE.search(plain):
            return plain
    return ""


def _explained(kind: str, figures: Iterable[Figure]) -> bool:
    """Whether the prose says that there is none of what the table is for."""
    return any(f.quantity is not None and not f.quantity.number for f in _said_of(kind, figures))


def _has_amounts(kind: str, figures: Iterable[Figure]) -> bool:
    """Whether the prose states amounts of what the table is for."""
    return any(f.quantity is not None and f.quantity.number for f in _said_of(kind, figures))


def _said_of(kind: str, figures: Iterable[Figure]) -> list[Figure]:
    standard = tables_by_key()[kind]
    items = set(standard.total.values()) | set(standard.means.values())
    return [f for f in figures if f.source.table_id is None and f.item in items]
