"""The sums a table should hold (表内勾稽): in a row, in a column, down the codes, in a form.

What is a part of what comes from vocabulary/sums.yaml and from the codes (类 = Σ款, 款 = Σ项),
never from position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from ingest.forms import is_form_title
from ingest.model import Aspect, Classification, Figure, Fund, Table
from ingest.proofs import Places, Proof, amount, is_nothing
from ingest.sums import Sum, gap, judge_sums
from ingest.table_rows import TOTAL
from ingest.vocabulary.load import plain_label, vocabulary
from ingest.vocabulary.sums import SumRule, beside, form_sums, parts_below, sums_of

_FUNDS = (
    Fund.GENERAL_PUBLIC_BUDGET,
    Fund.GOVERNMENT_MANAGED_FUNDS,
    Fund.STATE_CAPITAL_OPERATIONS,
)
# What the classes (类) of a column sum to, as against its grand total with what is carried over.
_OF_CLASSES = frozenset(
    {
        "current_year_expenditure",
        "fiscal_appropriation_expenditure",
        "general_public_budget_expenditure",
        "government_managed_fund_expenditure",
        "state_capital_expenditure",
    }
)
_CODE_LENGTHS = (3, 5, 7)
_SUMMED = re.compile("^(?:本年|当年)|(?:合计|总计|小计)$")

_Line = Sequence[tuple[Figure, str | None]]


def check_tables(tables: Sequence[tuple[Table, Sequence[Figure]]], places: Places) -> list[Proof]:
    """The sums of tables, tried; each table comes with its own figures.

    That a list of codes is complete, one table shows for another of the same classification.
    """
    found = []
    for table, figures in tables:
        amounts = [
            f
            for f in figures
            if f.aspect is Aspect.AMOUNT and (f.quantity is None or f.quantity.yuan is not None)
        ]
        found.append((amounts, list(_sums(amounts, is_form_title(table.title)))))
    complete = {
        s.total.classification
        for _, sums in found
        for s in sums
        if not s.is_complete and len(s.parts) > 1 and gap(s) == 0
    }
    return [
        proof for amounts, sums in found for proof in judge_sums(sums, amounts, places, complete)
    ]


def _sums(amounts: Sequence[Figure], is_form: bool) -> Iterator[Sum]:
    """All sums that one table should hold."""
    if is_form:
        yield from _form_sums(amounts)
        return
    for row in _lines(amounts, lambda f: f.source.row):
        yield from _row_sums(row)
        yield from _fund_sums(row)
    for column in _lines(amounts, lambda f: f.source.column):
        yield from _column_sums(column)
        yield from _code_sums(column)


def check_text(figures: Sequence[Figure], places: Places) -> list[Proof]:
    """Totals and parts that one section of the prose states.

    Parts that may not be all there are can only be too large, unless their shares come to 100 %.
    """
    sections: dict[object, list[Figure]] = {}
    shares: dict[object, Decimal] = {}
    for f in figures:
        if f.aspect is Aspect.SHARE and f.quantity is not None:
            shares[f.section_path, f.item] = f.quantity.number
        if f.item is not None and f.facet is None and amount(f) is not None:
            key = (f.section_path, f.fund, f.measure, f.fiscal_year, f.level, f.organisation)
            sections.setdefault(key, []).append(f)
    sums = []
    for section in sections.values():
        stated = _by_role((f, f.item) for f in section)
        for item, total in stated.items():
            for rule in sums_of(item):
                summed = _summed(rule, frozenset(stated) - {item})
                if summed:
                    parts = tuple(stated[part] for part in summed)
                    every = rule.is_whole or set(rule.parts) <= set(stated)
                    is_all = every or _share_all(parts, shares)
                    sums.append(Sum("check_text_sum", total, parts, is_all))
    return judge_sums(sums, (), places)


def _share_all(parts: Sequence[Figure], shares: Mapping[object, Decimal]) -> bool:
    """Whether the shares stated of the parts come to 100 %."""
    said = [shares.get((part.section_path, part.item)) for part in parts]
    known = [share for share in said if share is not None]
    return len(known) == len(parts) and abs(sum(known, Decimal(-100))) <= len(known) / Decimal(100)


def _lines(
    figures: Iterable[Figure], line_of: Callable[[Figure], int | None]
) -> list[list[Figure]]:
    """Figures of one row or one column that speak of the same year, measure and unit."""
    lines: dict[object, list[Figure]] = {}
    for f in figures:
        lines.setdefault((line_of(f), f.measure, f.fiscal_year, f.unit), []).append(f)
    return [line for line in lines.values() if len(line) > 1]


def _by_role(line: Iterable[tuple[Figure, str | None]]) -> dict[str, Figure]:
    """Figures by role; a role printed twice with two values is nobody's."""
    found: dict[str, Figure] = {}
    doubtful: set[str] = set()
    for figure, role in line:
        if role is None:
            continue
        if found.setdefault(role, figure).quantity != figure.quantity:
            doubtful.add(role)
    return {role: figure for role, figure in found.items() if role not in doubtful}


def _row_sums(row: Sequence[Figure]) -> Iterator[Sum]:
    """合计 = 基本支出 + 项目支出 and the like, in the whole row and in each group of columns."""
    if any(f.code is None and f.facet is not None for f in row):
        return
    groups: dict[tuple[str, ...], list[tuple[Figure, str | None]]] = {}
    for f in row:
        for depth in range(max(1, len(f.column_path))):
            groups.setdefault(f.column_path[:depth], []).append((f, _row_role(f)))
    for path, group in groups.items():
        if not path or len(group) < len(row):
            yield from _item_sums("check_row_sum", _by_role(group), group)


def _row_role(figure: Figure) -> str | None:
    """What a cell is to the other cells of its row."""
    if figure.code is None:
        return figure.item
    if figure.facet is not None:
        return figure.facet
    functional = figure.classification is Classification.FUNCTIONAL
    return "coded:functional" if functional else "coded:economic"


def _column_sums(column: Sequence[Figure]) -> Iterator[Sum]:
    """收入总计 = Σ sources and the like: a total's parts stand directly below it or beside it."""
    levels: dict[tuple[str, ...], list[tuple[Figure, str | None]]] = {}
    for f in column:
        levels.setdefault(_path(f)[:-1], []).append((f, _column_role(f)))
    for f in column:
        item = _column_role(f)
        if item is None or not sums_of(item):
            continue
        path = _path(f)
        for level in (levels.get(path, []), levels.get(path[:-1], [])):
            others = [(o, role) for o, role in level if o is not f]
            roles = {**_by_role(others), item: f}
            found = [s for s in _item_sums("check_column_sum", roles, others) if s.total is f]
            yield from found
            if found:
                break


def _column_role(figure: Figure) -> str | None:
    if _is_class(figure):
        return "class"
    return figure.item if figure.code is None and figure.facet is None else None


def _is_class(figure: Figure) -> bool:
    """Whether the row is a functional class (类), also one whose code we do not know."""
    if figure.code is not None:
        return figure.classification is Classification.FUNCTIONAL
    label = _label(figure)
    listed = figure.item is None or figure.item in _OF_CLASSES
    return listed and label.endswith("支出") and not _SUMMED.search(label)


def _label(figure: Figure) -> str:
    return figure.item_path[-1] if figure.item_path else ""


def _path(figure: Figure) -> tuple[str, ...]:
    """Where a row stands among the rows: the 小计 of a group stands for the group."""
    path = figure.item_path
    if len(path) > 1 and TOTAL.match(path[-1]):
        return path[:-1]
    return path or ("",)


def _item_sums(code: str, roles: Mapping[str, Figure], line: _Line) -> Iterator[Sum]:
    """The sums that sums.yaml knows among figures of one line."""
    present = frozenset(roles)
    for role, total in roles.items():
        for rule in sums_of(role):
            summed = _summed(rule, present)
            if summed and (rule.is_whole or not _has_strangers(role, summed, line)):
                yield Sum(code, total, tuple(roles[part] for part in summed))


@lru_cache(maxsize=2000)
def _summed(rule: SumRule, roles: frozenset[str]) -> tuple[str, ...]:
    """The roles that stand for a rule's parts: a part itself, or its own parts in its place.

    () where too few are printed for them to be a sum.
    """
    standing: dict[str, tuple[str, ...]] = {}
    for part in rule.parts:
        if part in roles:
            standing[part] = (part,)
        elif below := next((s for r in sums_of(part) if (s := _summed(r, roles))), ()):
            standing[part] = below
        elif rule.is_whole:
            return ()
    if len(standing) == 1 and any(r.is_whole for part in standing for r in sums_of(part)):
        return ()  # 人员经费 and 公用经费 are 基本支出; no total is shown to be that alone
    distinct = tuple(dict.fromkeys(role for summed in standing.values() for role in summed))
    return distinct if len(distinct) > 1 else ()


def _has_strangers(total: str, summed: Sequence[str], line: _Line) -> bool:
    """Whether an amount stands in the line that may be part of the total and is not summed."""
    within = set(summed).union(*(parts_below(part) for part in summed))
    for figure, role in line:
        if is_nothing(figure) or role == total or role in within:
            continue
        if role == "class" and not _OF_CLASSES.isdisjoint(summed):
            continue
        if role is None or role not in beside(total) or role in parts_below(total):
            return True
    return False


def _fund_sums(row: Sequence[Figure]) -> Iterator[Sum]:
    """财政拨款 = 一般公共预算 + 政府性基金 + 国有资本经营, in columns."""
    alike: dict[object, list[Figure]] = {}
    for f in row:
        alike.setdefault((f.item, f.facet), []).append(f)
    for cells in alike.values():
        by_fund = {f.fund: f for f in cells}
        whole = by_fund.get(Fund.FISCAL_APPROPRIATION)
        if whole is None and cells[0].item == "fiscal_appropriation_total":
            whole = by_fund.get(None)
        parts = tuple(by_fund[fund] for fund in _FUNDS if fund in by_fund)
        if whole is not None and len(by_fund) == len(cells) and len(parts) > 1:
            yield Sum("check_row_sum", whole, parts)


def _code_sums(column: Sequence[Figure]) -> Iterator[Sum]:
    """类 = Σ款, 款 = Σ项, and the total row = Σ of the codes that stand highest."""
    rows = [f for f in column if f.code is not None]
    coded = {f.code: f for f in rows if f.code is not None}
    if not coded or len(coded) < len(rows):
        return  # several lists of codes in one table
    below: dict[str | None, list[Figure]] = {}
    for code, figure in coded.items():
        longer = (code[:length] for length in range(len(code) - 1, 2, -1))
        below.setdefault(next((c for c in longer if c in coded), None), []).append(figure)
    others = [f for f in column if f.code is None]
    with_classes = any(len(code) == _CODE_LENGTHS[0] for code in coded)
    intact = not any(_has_lost_its_code(f, with_classes) for f in others) and all(
        len(code) in _CODE_LENGTHS and not _is_of_another(f.classification, code, _label(f))
        for code, f in coded.items()
    )
    for code, figure in coded.items():
        if code in below:
            yield Sum("check_code_sum", figure, tuple(below[code]), False, intact)
    total = _total_of_codes(others)
    if total is not None and len({code[0] for code in coded}) == 1:
        unknown = [f for f in others if f is not total and _is_class(f)]
        # A class that lost its code stands beside its own 款.
        are_classes = all(len(f.code or "") == _CODE_LENGTHS[0] for f in below[None])
        certain = intact and (are_classes or not unknown)
        yield Sum("check_code_sum", total, (*below[None], *unknown), is_certain=certain)


@lru_cache(maxsize=4000)
def _is_of_another(classification: Classification | None, code: str, label: str) -> bool:
    """Whether a 类 or 款 prints the name of another code: its own was cut (22102 to 102)."""
    if classification is None or len(code) == _CODE_LENGTHS[-1]:
        return False
    named = vocabulary().codes_named(classification, label)
    return bool(named) and code not in named


def _has_lost_its_code(figure: Figure, with_classes: bool) -> bool:
    """Whether a row among coded ones is an item whose code is not printed, or not legibly.

    Among classes (类) with codes, one of which the code is not known is none for its name alone.
    """
    label = _label(figure)
    if not label or _SUMMED.search(label) or figure.item is not None or is_nothing(figure):
        return False
    return not _is_class(figure) or (with_classes and not _names_class(label))


@lru_cache(maxsize=4000)
def _names_class(label: str) -> bool:
    named = vocabulary().codes_named(Classification.FUNCTIONAL, label)
    return any(len(code) == _CODE_LENGTHS[0] for code in named)


def _total_of_codes(uncoded: Sequence[Figure]) -> Figure | None:
    """The row that the highest codes of a column sum to, where that is certain."""
    totals = [f for f in uncoded if f.item in _OF_CLASSES and _SUMMED.search(_label(f))]
    if not totals:
        totals = [f for f in uncoded if not _label(f) or _SUMMED.search(_label(f))]
        others = [f for f in uncoded if f not in totals and not _is_class(f)]
        if any(not is_nothing(f) for f in others):
            return None
    return totals[0] if len(totals) == 1 else None


def _form_sums(figures: Sequence[Figure]) -> Iterator[Sum]:
    """年度资金申请总额 = 当年财政拨款 + 上年结转资金 + 其他资金, in one form."""
    stated = _by_role((f, plain_label(f.label)) for f in figures)
    for rule in form_sums():
        if rule.total in stated and all(part in stated for part in rule.parts):
            parts = tuple(stated[part] for part in rule.parts)
            yield Sum("check_form_sum", stated[rule.total], parts)
