"""Planted contradictions: one number or word changed so that an identity (勾稽) fails.

The truth keeps what is printed, and records what was changed, in which identity (numbers of the
list of identities) and with which numbers it no longer agrees.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from evals.generator.draft import Draft, Line, Span, Table
from evals.generator.truth import Contradiction, Fact

LEAST = Decimal("0.08")  # far enough from what it was that no rounding explains it


@dataclass(frozen=True)
class Changed:
    """What was changed, and what it no longer agrees with."""

    fact: Fact
    others: tuple[Fact, ...]
    was: str
    says: str
    place: str


@dataclass(frozen=True)
class Kind:
    """One kind of contradiction and the identity it breaks."""

    identity: int
    meaning: str
    plant: Callable[[Draft, random.Random], Changed | None]


def plant_contradictions(draft: Draft, count: int, seed: str) -> list[Contradiction]:
    """Plant so many contradictions of different kinds; fewer where the draft has no place."""
    rng = random.Random(f"{seed}|contradictions|{draft.about.document}")
    names = list(KINDS)
    rng.shuffle(names)
    planted: list[Contradiction] = []
    touched: set[str] = set()
    for name in names:
        if len(planted) >= count:
            break
        kind = KINDS[name]
        before = _Before(draft)
        changed = kind.plant(draft, rng)
        if changed is None:
            continue
        ids = tuple(fact.fact_id for fact in (changed.fact, *changed.others))
        if touched & set(ids):
            # Two changes of one sum could come out even: this one is taken back.
            before.restore(draft)
            continue
        touched |= set(ids)
        changed.fact.exact_yuan = None
        planted.append(
            Contradiction(kind.identity, name, ids, changed.was, changed.says, changed.place)
        )
    draft.settle()
    draft.truth.contradictions += planted
    return planted


class _Before:
    """What a draft said before a change that may be taken back."""

    def __init__(self, draft: Draft) -> None:
        self.blocks = list(draft.blocks)
        self.statements = list(draft.truth.statements)
        self.facts = [(fact, fact.value, fact.printed, fact.of) for fact in draft.truth.facts]

    def restore(self, draft: Draft) -> None:
        """Say it again."""
        draft.blocks[:], draft.truth.statements[:] = self.blocks, self.statements
        for fact, value, printed, of in self.facts:
            fact.value, fact.printed, fact.of = value, printed, of


# Tables


def _item_of_a_column(draft: Draft, rng: random.Random) -> Changed | None:
    """One item of a coded column: its section and class no longer are the sum of what is under."""
    columns: list[list[Fact]] = []
    for table in _tables(draft):
        by_column: dict[tuple[str, ...], list[Fact]] = {}
        for fact in _cells(table):
            if fact.code and fact.value:
                by_column.setdefault(fact.column_path, []).append(fact)
        columns += [facts for facts in by_column.values() if len(facts) > 3]
    rng.shuffle(columns)
    for facts in columns:
        items = [f for f in facts if any(_is_under(f, other) for other in facts)]
        if items:
            fact = rng.choice(items)
            over = [other for other in facts if _is_under(fact, other)]
            return _changed(fact, over, rng)
    return None


def _is_under(fact: Fact, other: Fact) -> bool:
    code, above = fact.code or "", other.code or ""
    return len(code) == len(above) + 2 and code.startswith(above)


def _sum_of_a_row(draft: Draft, rng: random.Random) -> Changed | None:
    """基本支出 of a row: 合计 no longer is 基本支出 and 项目支出."""
    rows = [
        cells
        for table in _tables(draft)
        for row in table.rows
        if len(cells := [c for c in row if isinstance(c, Fact) and c.value is not None]) > 1
        and {"基本支出", "项目支出"} <= {c.column_path[-1] for c in cells}
    ]
    if not rows:
        return None
    row = rng.choice(rows)
    fact = rng.choice([c for c in row if c.column_path[-1] in ("基本支出", "项目支出")])
    return _changed(fact, [c for c in row if c is not fact], rng)


def _balance(draft: Draft, rng: random.Random) -> Changed | None:
    """收入 and 支出 of the first table no longer come to the same."""
    for table in _tables(draft):
        for row in reversed(table.rows):
            cells = [c for c in row if isinstance(c, Fact) and c.value]
            names = {c.text for c in row if isinstance(c, Span)}
            if len(cells) == 2 and len(names) >= 1 and cells[0].value == cells[1].value:
                return _changed(cells[1], [cells[0]], rng)
    return None


def _three_public(draft: Draft, rng: random.Random) -> Changed | None:
    """A part of 三公: their sum is not what the table says."""
    for table in _tables(draft):
        if "三公" not in table.title or len(table.rows) != 1:
            continue
        cells = [c for c in table.rows[0] if isinstance(c, Fact)]
        parts = [c for c in cells if c.value and c.label in ("公务接待费", "因公出国（境）费")]
        if parts:
            part = rng.choice(parts)
            same = [c for c in cells if c.measure == part.measure and c is not part]
            return _changed(part, [c for c in same if c.label == "“三公”经费"], rng)
    return None


def _note_of_an_empty_table(draft: Draft, rng: random.Random) -> Changed | None:
    """A table with numbers, and under it the note that it has none."""
    places = [
        index
        for index, block in enumerate(draft.blocks)
        if isinstance(block, Table) and any(fact.value for fact in _cells(block))
    ]
    if not places:
        return None
    index = rng.choice(places)
    table = draft.blocks[index]
    if not isinstance(table, Table):
        return None
    facts = [fact for fact in _cells(table) if fact.value]
    note = "注：本年度没有这项收支，本表无数据。"
    draft.blocks.insert(index + 1, Line("note", (note,)))
    return Changed(facts[0], tuple(facts[1:]), "", note, table.title)


# Running text


def _amount_of_the_text(draft: Draft, rng: random.Random) -> Changed | None:
    """An amount of the text that a table states too."""
    stated: dict[tuple[object, ...], list[Fact]] = {}
    for table in _tables(draft):
        for fact in _cells(table):
            if fact.value and len(fact.item_path) <= 2:
                stated.setdefault(_meaning(fact), []).append(fact)
    said = [
        fact
        for line in _lines(draft)
        for fact in _numbers(line)
        if fact.aspect == "amount" and fact.value and _meaning(fact) in stated
    ]
    if not said:
        return None
    fact = rng.choice(said)
    others = stated[_meaning(fact)]
    return _changed(fact, others, rng)


def _meaning(fact: Fact) -> tuple[object, ...]:
    return (fact.label, fact.exact_yuan, fact.measure, fact.fiscal_year, fact.level)


def _rate(draft: Draft, rng: random.Random) -> Changed | None:
    """A rate or share that its operands in the same sentence do not give."""
    rates = []
    for line in _lines(draft):
        facts = list(_numbers(line))
        for fact in facts:
            operands = [f for f in facts if f.label == fact.label and f is not fact]
            kinds = {operand.aspect for operand in operands}
            enough = {
                "change_rate": {"amount", "change"} <= kinds,
                "completion_rate": len([f for f in operands if f.aspect == "amount"]) == 2,
            }
            if enough.get(fact.aspect) and fact.value:
                rates.append((fact, operands))
    if not rates:
        return None
    fact, operands = rng.choice(rates)
    return _changed(fact, operands, rng)


def _initial_for_adjusted(draft: Draft, rng: random.Random) -> Changed | None:
    """The completion rate of the adjusted budget (全年预算), said to be of the first (年初预算)."""
    for index, block in enumerate(draft.blocks):
        if not isinstance(block, Line):
            continue
        facts = list(_numbers(block))
        measures = {fact.measure for fact in facts if fact.aspect == "amount"}
        rates = [fact for fact in facts if fact.of == "adjusted"]
        if len(rates) != 1 or not {"budgeted", "adjusted"} <= measures:
            continue
        rate = rates[0]
        budgets = {f.measure: f.value for f in facts if f.aspect == "amount"}
        if budgets["budgeted"] == budgets["adjusted"]:
            continue
        parts = tuple(
            part if isinstance(part, Fact) else part.replace("完成全年预算", "完成年初预算")
            for part in block.parts
        )
        draft.rewrite(index, replace(block, parts=parts))
        rate.of = "budgeted"
        others = tuple(fact for fact in facts if fact is not rate)
        return Changed(rate, others, "完成全年预算", "完成年初预算", rate.label)
    return None


def _direction(draft: Draft, rng: random.Random) -> Changed | None:
    """增加 with 下降: the word before the rate says the contrary of the one before the amount."""
    places: list[tuple[int, int, Fact]] = []
    for index, block in enumerate(draft.blocks):
        if isinstance(block, Line):
            places += [(index, place, change) for place, change in _rates_with_a_word(block)]
    if not places:
        return None
    index, place, change = rng.choice(places)
    line = draft.blocks[index]
    if not isinstance(line, Line):
        return None
    rate, word = line.parts[place], str(line.parts[place - 1])
    if not isinstance(rate, Fact):
        return None
    other = word[:-2] + ("下降" if word.endswith("增长") else "增长")
    parts = (*line.parts[: place - 1], other, *line.parts[place:])
    draft.rewrite(index, replace(line, parts=parts))
    rate.value = -(rate.value or Decimal(0))
    return Changed(rate, (change,), word[-2:], other[-2:], rate.label)


def _rates_with_a_word(line: Line) -> Iterator[tuple[int, Fact]]:
    """Yield the places of rates after 增长 or 下降, with the change stated beside each."""
    for place, part in enumerate(line.parts[1:], 1):
        before = line.parts[place - 1]
        if isinstance(part, Fact) and part.aspect == "change_rate" and part.value:
            said = isinstance(before, str) and before.endswith(("增长", "下降"))
            changes = [f for f in _numbers(line) if f.aspect == "change" and f.label == part.label]
            if said and len(changes) == 1 and changes[0].value:
                yield place, changes[0]


def _sum_of_the_text(draft: Draft, rng: random.Random) -> Changed | None:
    """政府采购: goods, works and services do not come to the whole."""
    for line in _lines(draft):
        facts = [f for f in _numbers(line) if f.aspect == "amount"]
        parts = sum((f.value or Decimal(0) for f in facts[1:]), Decimal(0))
        if len(facts) == 4 and "采购" in line.text and parts and facts[0].value == parts:
            return _changed(facts[0], facts[1:], rng)
    return None


KINDS = {
    "column-sum": Kind(22, "科目的和不等于上一级", _item_of_a_column),
    "row-sum": Kind(2, "合计不等于基本支出与项目支出之和", _sum_of_a_row),
    "balance": Kind(1, "收入总计与支出总计不等", _balance),
    "three-public": Kind(8, "“三公”经费不等于各项之和", _three_public),
    "empty-table": Kind(15, "有数的表写着本表无数据", _note_of_an_empty_table),
    "text-table": Kind(25, "文字与表不一致", _amount_of_the_text),
    "rate": Kind(25, "比率与它的算式不符", _rate),
    "initial-adjusted": Kind(26, "全年预算的完成率写成年初预算的", _initial_for_adjusted),
    "direction": Kind(28, "增减方向相反", _direction),
    "text-sum": Kind(12, "采购总额不等于各项之和", _sum_of_the_text),
}


def _changed(fact: Fact, others: Iterable[Fact], rng: random.Random) -> Changed:
    """Give a number another value of the same look."""
    old, was = fact.value or Decimal(0), fact.printed
    places = len(was.partition(".")[2])
    smallest = Decimal(1).scaleb(-places)
    new = old
    while abs(new - old) < max(abs(old) * LEAST, smallest * 10):
        share = Decimal(rng.choice([-1, 1]) * rng.randrange(90, 400)) / 1000
        new = (old * (1 + share)).quantize(smallest, ROUND_HALF_UP)
        if abs(old) < smallest * 100:
            # What fell goes on falling: the word before a rate says so.
            new = (abs(old) + smallest * rng.randrange(150, 900)).copy_sign(old)
    fact.value = new
    fact.printed = f"{abs(new):,f}" if "," in was or _has_commas(was) else f"{abs(new):f}"
    where = fact.where
    place = f"{where['table']}｜{where['row']}" if "table" in where else where["narrative"][:40]
    return Changed(fact, tuple(others), was, fact.printed, place)


def _has_commas(printed: str) -> bool:
    """Whether a number too short for a comma would have one if it were longer: cells do."""
    return "." in printed and len(printed.partition(".")[0]) < 4


def _tables(draft: Draft) -> Iterator[Table]:
    for block in draft.blocks:
        if isinstance(block, Table):
            yield block


def _cells(table: Table) -> Iterator[Fact]:
    for row in table.rows:
        for cell in row:
            if isinstance(cell, Fact):
                yield cell


def _lines(draft: Draft) -> Iterator[Line]:
    for block in draft.blocks:
        if isinstance(block, Line):
            yield block


def _numbers(line: Line) -> Iterator[Fact]:
    for part in line.parts:
        if isinstance(part, Fact):
            yield part
