"""Figures that sentences state (叙述中的数据), with the sentence and the reason given.

A clause is matched with the patterns of vocabulary/patterns.yaml, in their order; what they
leave unnamed (the item, the base of a change) is what the sentence spoke of last. Amounts in
reasons and purposes are not figures of the item. Where an item cannot be named with certainty
there is no figure.

>>> from ingest.model import Identity, Kind, Level
>>> from ingest.read.reading import Reading
>>> reading = Reading(text="公务接待费1.35万元，比2024年预算减少0.2万元。", pages=())
>>> office = Identity("某局", Level.DEPARTMENT, Kind.BUDGET, 2025, "某局2025年部门预算")
>>> [(f.item, f.aspect.value, f.printed) for f in text_to_figures(reading, (), office)]
[('official_reception', 'amount', '1.35'), ('official_reception', 'change', '0.2')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.model import (
    Aspect,
    Base,
    Figure,
    Fund,
    Identity,
    Kind,
    Level,
    Measure,
    Section,
    Source,
)
from ingest.prose import MARKER, Paragraph
from ingest.quantity import Quantity, Unit, read_number, unit_named
from ingest.read.reading import Reading
from ingest.sections import body_paragraphs, section_path_at
from ingest.subjects import Naming, Subject, label_to_plain_subject, label_to_subject
from ingest.vocabulary.patterns import ClausePattern, patterns

# Stands for characters of reasons and purposes, which no pattern may cross.
_MASK = "\ue000"
_SEPARATORS = "，。；：、（）" + _MASK
_UP = re.compile(r"增|长|上升|提高|大于|多于|高于")
_DOWN = re.compile(r"减|下降|降低|小于|少于|低于")
_OWN_LEVEL = re.compile(
    r"(?P<name>[^，。；：]{2,40}?)（(?:本级|本部|机关本级)）(?=比|较|与|(?:19|20)\d\d年)"
)
_GENERIC_TOTALS = ("total_income_and_expenditure",)
_PRIOR_BASES = {
    Kind.FINAL_ACCOUNT: Base.PRIOR_FINAL,
    Kind.BUDGET: Base.PRIOR_BUDGET,
    Kind.OTHER: Base.PRIOR_BUDGET,
}


def text_to_figures(
    reading: Reading, sections: Sequence[Section], identity: Identity
) -> tuple[Figure, ...]:
    """The figures of the prose outside tables and definitions, in reading order.

    `source` covers a number with its unit as printed (or the words that state it: '持平', '无…');
    changes are signed; `fiscal_year` is the document's unless the sentence names another.
    """
    scan = _Scan(reading, identity)
    for paragraph in body_paragraphs(reading):
        path = section_path_at(sections, paragraph.start)
        if path and re.search(r"(?:名词|名称|术语)解释", path[-1]):
            continue
        scan.read(paragraph, path)
    return tuple(replace(figure, figure_id=f"t{i + 1}") for i, figure in enumerate(scan.figures))


@dataclass
class _State:
    """What the sentence speaks of at a point of a paragraph."""

    subject: Subject | None = None
    parent: Subject | None = None
    base: str | None = None
    level: Level | None = None
    run: list[int] = field(default_factory=list)  # figures of the subject spoken of
    after_count: int = -1  # where a count ended that an amount may follow directly
    performance: bool = False


class _Scan:
    """Goes through the paragraphs of one document and collects figures."""

    def __init__(self, reading: Reading, identity: Identity) -> None:
        self.figures: list[Figure] = []
        self._reading = reading
        self._identity = identity
        names = (identity.organisation, *identity.aliases)
        self._names = tuple(sorted(names, key=len, reverse=True))
        self._state = _State()
        self._path: tuple[str, ...] = ()
        self._list_fund: Fund | None = None

    def read(self, paragraph: Paragraph, path: tuple[str, ...]) -> None:
        """Add the figures of one paragraph that stands under the headings `path`."""
        if path != self._path:
            self._path, self._list_fund = path, None
            self._state = _State()
        text, reasons = _masked(paragraph.text)
        marker = MARKER.match(text)
        position = marker.end() if marker else 0
        if not re.match(r"(?:与|比|较)(?:上|\d{4})", text[position:]):
            self._state = _State(run=self._state.run)
        if patterns().nothing_at_all.fullmatch(text[position:]):
            self._nothing_at_all(paragraph, position)
            return
        self._clauses(paragraph, text, position, reasons)
        if re.search(r"财政拨款支出主要内容", text):
            self._list_fund = Fund.FISCAL_APPROPRIATION

    def _clauses(
        self, paragraph: Paragraph, text: str, position: int, reasons: dict[int, tuple[int, int]]
    ) -> None:
        while position < len(text):
            if position in reasons:
                self._give_reason(paragraph, text, reasons[position])
                position = reasons[position][1]
                continue
            character = text[position]
            if character == "。":
                self._state.level = None
                self._state.parent = None
            if character in _SEPARATORS:
                position += 1
                continue
            end = self._clause(paragraph, text, position)
            if end is not None:
                position = end
                continue
            following = re.compile(f"[{_SEPARATORS}]").search(text, position)
            if text[position:].startswith("其中"):
                self._state.parent = self._state.subject
            if following is None:
                return
            # A list inside a label ('会议费、培训费') is passed over whole.
            position = following.start()
            if text[position] == "、":
                after = re.compile(f"[，。；：{_MASK}]").search(text, position)
                position = after.start() if after else len(text)

    def _clause(self, paragraph: Paragraph, text: str, position: int) -> int | None:
        """Read one clause that begins at `position`; where it ends, None where nothing fits."""
        if own := _OWN_LEVEL.match(text, position):
            self._state.level = Level.OWN
        for row in patterns().clauses:
            match = row.pattern.match(text, position)
            if match is None or _MASK in match.group():
                continue
            if row.label == "after_count" and self._state.after_count != position:
                continue
            if row.label == "performance" and not self._state.performance:
                continue
            if match.group().startswith("其中"):
                self._state.parent = self._state.subject
            subject = self._subject(row, match, own.group() if own else "")
            if subject is None:
                if row.label in ("kind", "plain", "required_or_free", "optional", "free"):
                    if row.label == "optional" and not match.groupdict().get("label"):
                        return match.end()
                    if _claims(row):
                        # An amount of something we cannot name: what follows is not ours either.
                        self._forget()
                        return match.end()
                continue
            self._enter(subject, row)
            self._state_base(match)
            if not row.sets_base:
                self._add(paragraph, text, row, match, subject)
            self._state.performance = row.name in (
                "performance_projects",
                "projects_under_performance_goals",
                "performance_other_count",
            )
            self._state.after_count = match.end() if row.name == "asset_of_count" else -1
            return match.end()
        return None

    def _subject(self, row: ClausePattern, match: re.Match[str], own: str) -> Subject | None:
        groups = match.groupdict()
        label = groups.get("label") or ""
        if own and label.startswith(own):
            label = label[len(own) :]
        naming = self._naming()
        current = self._state.subject
        if row.label in ("current", "after_count"):
            return current
        if row.label == "fixed":
            return Subject(label, row.item, self._path_of(label))
        if row.label == "section":
            return self._project(groups.get("fund") or "")
        if row.label == "performance":
            return self._performance(label)
        if row.label == "kind":
            kind = groups["kind"] or ""
            return Subject(kind, None, self._path_of(kind))
        if row.label == "both_sides":
            return label_to_subject(label, naming) if label else current
        if row.label == "optional":
            return self._named_or_current(label, groups.get("what") or "", own, naming)
        known = label_to_subject(label, naming)
        if row.name == "nothing" and known is not None:
            before = label_to_plain_subject(groups.get("before") or "", naming)
            return known if before is None else None
        if known is not None or row.label == "required":
            return known
        plain = label_to_plain_subject(label, naming)
        if plain is None:
            return None
        if row.label in ("free", "required_or_free") and not _is_free(plain.label):
            return None
        return replace(plain, item_path=self._path_of(plain.label))

    def _named_or_current(self, label: str, what: str, own: str, naming: Naming) -> Subject | None:
        """The item a change, share or rate is said of: named here, or spoken of just before."""
        current = self._state.subject
        name = what or label
        if label and what:
            # '与上年相比，财政拨款支出增加': what stands after the base is the item.
            name = what
        if not name:
            if own:
                return Subject(own, "total_expenditure", (own,))
            return current
        named = label_to_subject(name, naming)
        if named is None and own:
            return None
        if named is None:
            left = label_to_plain_subject(name, naming)
            return current if left is None else None
        if current is not None and named.item in _GENERIC_TOTALS and self._is_total(current):
            return replace(current, label=current.label)
        return named

    def _is_total(self, subject: Subject) -> bool:
        return subject.item in ("fiscal_appropriation_total", "total_income_and_expenditure")

    def _performance(self, label: str) -> Subject | None:
        current = self._state.subject
        if current is None:
            return None
        if current.item == "performance_projects":
            return Subject(label, "performance_amount", (label,))
        return Subject(f"{current.label}{label}", None, (current.label, label))

    def _project(self, fund_words: str) -> Subject | None:
        """The project that the headings above are about."""
        for title in reversed(self._path):
            name = re.sub(r"^(?:[一二三四五六七八九十]+、|（[^）]+）|\d+[.、])", "", title)
            named = re.fullmatch(r"(?P<name>.{2,40}?项目)(?:经费)?(?:情况)?(?:说明)?", name)
            if named is not None:
                fund = next((f for p, f in patterns().funds if p.match(fund_words)), None)
                return Subject(named["name"], None, (named["name"],), fund=fund)
        return None

    def _naming(self) -> Naming:
        fund = self._list_fund
        for title in reversed(self._path):
            if fund is None:
                fund = next((f for p, f in patterns().funds if p.search(title)), None)
        return Naming(self._names, self._identity.fiscal_year, self._path, fund)

    def _path_of(self, label: str) -> tuple[str, ...]:
        parent = self._state.parent
        return (parent.label, label) if parent is not None and parent.label != label else (label,)

    def _enter(self, subject: Subject, row: ClausePattern) -> None:
        if subject is not self._state.subject:
            if self._state.subject is None or subject.label != self._state.subject.label:
                self._state.run = []
            self._state.subject = subject

    def _forget(self) -> None:
        self._state.subject = None
        self._state.run = []

    def _state_base(self, match: re.Match[str]) -> None:
        printed = match.groupdict().get("base")
        if printed:
            self._state.base = self._base(printed)

    def _base(self, printed: str) -> str:
        year = re.search(r"(?:19|20)\d\d", printed)
        fiscal_year = self._identity.fiscal_year
        if year and fiscal_year is not None and int(year.group()) != fiscal_year - 1:
            return year.group()
        if "执行" in printed:
            return Base.PRIOR_EXECUTED
        if "决算" in printed:
            return Base.PRIOR_FINAL
        if "预算" in printed:
            return Base.PRIOR_BUDGET
        return _PRIOR_BASES[self._identity.kind]

    def _add(
        self,
        paragraph: Paragraph,
        text: str,
        row: ClausePattern,
        match: re.Match[str],
        subject: Subject,
    ) -> None:
        groups = match.groupdict()
        unit = self._unit(groups.get("unit"), row)
        for number, item in self._numbers(row, match, subject):
            quantity = self._quantity(row, match, number, unit)
            if quantity is None:
                return
            span = self._span(paragraph, row, match, number)
            first, last = paragraph.span(*match.span(number))
            figure = Figure(
                figure_id="",
                label=subject.label,
                item=item,
                item_path=subject.item_path or (subject.label,),
                column_path=(groups["of"],) if groups.get("of") else (),
                fiscal_year=self._year(row, groups.get("year"), subject),
                measure=self._measure(row, subject),
                aspect=row.aspect,
                printed="".join(self._reading.text[first:last].split()),
                quantity=quantity,
                unit=unit,
                source=self._reading.source(*span),
                code=subject.code,
                classification=subject.classification,
                facet=subject.facet,
                fund=subject.fund,
                base=self._base_of(row),
                level=self._state.level,
                pattern=row.name,
                section_path=self._path,
                sentence=self._sentence(paragraph, text, match.start(), match.end()),
            )
            self._state.run.append(len(self.figures))
            self.figures.append(figure)

    def _numbers(
        self, row: ClausePattern, match: re.Match[str], subject: Subject
    ) -> list[tuple[str, str | None]]:
        """The groups that hold numbers, each with the item it is of."""
        if row.label == "both_sides":
            return [("number", "total_income"), ("number2", "total_expenditure")]
        return [("number", subject.item)]

    def _unit(self, printed: str | None, row: ClausePattern) -> Unit:
        if printed is None:
            return Unit.WAN
        return unit_named("%" if printed == "个百分点" else printed)

    def _quantity(
        self, row: ClausePattern, match: re.Match[str], group: str, unit: Unit
    ) -> Quantity | None:
        if row.states_zero:
            return Quantity(Decimal(0), unit)
        number = read_number(match[group])
        if number is None:
            return None
        direction = match.groupdict().get("direction")
        if direction is None:
            return Quantity(number, unit)
        up, down = bool(_UP.search(direction)), bool(_DOWN.search(direction))
        if up == down:
            # '增加（减少）0万元' was left from a template: only a zero has one meaning.
            return Quantity(number, unit) if number == 0 else None
        return Quantity(-number if down and number != 0 else number, unit)

    def _span(
        self, paragraph: Paragraph, row: ClausePattern, match: re.Match[str], group: str
    ) -> tuple[int, int]:
        """The canonical span of the number with its unit, or of the words that state it."""
        if row.states_zero:
            return paragraph.span(*match.span("words"))
        start, end = match.span(group)
        if (
            group == "number"
            and match.groupdict().get("number2") is None
            and "unit" in match.groupdict()
        ):
            end = match.end("unit")
        elif group == "number2":
            end = match.end("unit")
        return paragraph.span(start, end)

    def _year(self, row: ClausePattern, stated: str | None, subject: Subject) -> int | None:
        fiscal_year = self._identity.fiscal_year
        if row.aspect is not Aspect.AMOUNT:
            return fiscal_year
        year = int(stated) if stated else subject.year
        if year is not None and (fiscal_year is None or -10 <= year - fiscal_year <= 1):
            return year
        return fiscal_year

    def _measure(self, row: ClausePattern, subject: Subject) -> Measure:
        if row.measure is not None and row.aspect is Aspect.AMOUNT:
            return row.measure
        if re.search(r"预算(?:金额|数|总额)$", subject.label):
            return Measure.BUDGETED
        if self._identity.kind is Kind.FINAL_ACCOUNT:
            return Measure.FINAL
        return Measure.BUDGETED

    def _base_of(self, row: ClausePattern) -> str | None:
        return self._state.base if row.aspect in (Aspect.CHANGE, Aspect.CHANGE_RATE) else None

    def _sentence(self, paragraph: Paragraph, text: str, start: int, end: int) -> Source:
        first = text.rfind("。", 0, start) + 1
        last = text.find("。", end - 1)
        last = len(text) if last < 0 else last + 1
        return self._reading.source(*paragraph.span(first, last))

    def _give_reason(self, paragraph: Paragraph, text: str, span: tuple[int, int]) -> None:
        """Attach a reason to the figures of what was spoken of; one of its own names which."""
        source = self._reading.source(*paragraph.span(*span))
        for index in self._state.run:
            if self.figures[index].reason is None:
                self.figures[index] = replace(self.figures[index], reason=source)

    def _nothing_at_all(self, paragraph: Paragraph, position: int) -> None:
        """'无' as all that a section says: its heading names what there is none of."""
        if not self._path:
            return
        title = re.sub(r"^(?:[一二三四五六七八九十]+、|（[^）]+）|\d+[.、])", "", self._path[-1])
        name = re.sub(r"(?:预算表|决算表|表)?(?:的)?(?:情况)?(?:说明)?$", "", title)
        subject = label_to_subject(name, self._naming())
        if subject is None or subject.item is None:
            return
        if subject.fund is not None:
            # '政府性基金基本支出…无': nothing of that fund at all.
            subject = replace(
                subject, item=patterns().fund_items[subject.fund]["expenditure"], fund=None
            )
        span = paragraph.span(position, len(paragraph.text))
        printed = self._reading.text[span[0] : span[1]].strip().rstrip("。")
        source = self._reading.source(*span)
        self.figures.append(
            Figure(
                figure_id="",
                label=subject.label,
                item=subject.item,
                item_path=(subject.label,),
                column_path=(),
                fiscal_year=self._identity.fiscal_year,
                measure=Measure.FINAL
                if self._identity.kind is Kind.FINAL_ACCOUNT
                else Measure.BUDGETED,
                aspect=Aspect.AMOUNT,
                printed="".join(printed.split()),
                quantity=Quantity(Decimal(0), Unit.WAN),
                unit=Unit.WAN,
                source=source,
                pattern="nothing_at_all",
                section_path=self._path,
                sentence=source,
            )
        )


def _claims(row: ClausePattern) -> bool:
    """Whether a clause of this form states a value, even where we cannot say of what."""
    return row.label in ("required_or_free", "optional") and not row.sets_base


def _is_free(label: str) -> bool:
    return (
        2 <= len(label) <= 25
        and patterns().free_label.match(label) is not None
        and not re.search(r"\d|申请|不超过|以内|标准|每|人均|[，。；：“”]", label)
    )


def _masked(text: str) -> tuple[str, dict[int, tuple[int, int]]]:
    """The text with reasons and purposes masked, and the reasons' spans by where they begin."""
    characters = list(text)
    for match in patterns().purpose.finditer(text):
        for i in range(match.start(), match.end()):
            characters[i] = _MASK
    reasons: dict[int, tuple[int, int]] = {}
    for match in patterns().reason.finditer(text):
        if characters[match.start()] == _MASK:
            continue
        end = _reason_end(text, match.end())
        if end - match.end() < 2:
            continue
        reasons[match.start()] = (match.start(), end)
        for i in range(match.start(), end):
            characters[i] = _MASK
    return "".join(characters), reasons


def _reason_end(text: str, start: int) -> int:
    """A reason ends with its sentence, or at a semicolon after which it does not go on."""
    for match in re.compile("[。；]").finditer(text, start):
        if patterns().reason_goes_on.match(text, match.end()):
            continue
        return match.start()
    return len(text)
