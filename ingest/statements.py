"""A clause that matched a pattern, made a Figure: its value, sign, year, measure, base, place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.model import Aspect, Base, Figure, Identity, Kind, Level, Measure, Source
from ingest.prose import Paragraph
from ingest.quantity import Quantity, Unit, read_number, unit_named
from ingest.read.reading import Reading
from ingest.subjects import Subject
from ingest.vocabulary.patterns import ClausePattern, patterns

_UP = re.compile(r"增|长|上升|提高|大于|多|高于")
_DOWN = re.compile(r"减|下降|降低|小于|少|低于")
# '基本持平' says that there was a change, and not how much.
_ABOUT = re.compile(r"基本|大致|大体|无明显")
_OF_WHOLES = (Aspect.SHARE, Aspect.COMPLETION_RATE)
_OF_HEADING = re.compile(r"的?(?:总体|具体)?(?:情况)?(?:说明)?$")
# '预算执行数' is what was executed.
_BASE_MEASURES = {"执行": Measure.EXECUTED, "决算": Measure.FINAL, "预算": Measure.BUDGETED}
_PRIOR_BASES = {Kind.FINAL_ACCOUNT: Base.PRIOR_FINAL}
# How far from the document's own year a sentence may speak of an amount.
_EARLIEST, _LATEST = -10, 1


@dataclass(frozen=True)
class Place:
    """Where a clause stands: its paragraph, the headings above, whose level it speaks of."""

    reading: Reading
    identity: Identity
    paragraph: Paragraph
    section_path: tuple[str, ...]
    level: Level | None = None
    base: str | None = None
    year: int | None = None  # that its heading or its sentence named, and the measure of that year
    measure: Measure | None = None


def clause_to_figure(
    row: ClausePattern, match: re.Match[str], group: str, subject: Subject, place: Place
) -> Figure | None:
    """The figure stated by the number in `group`, or None where its meaning is not certain.

    Not certain: a sign left open by a template ('增加（减少）5万元'), a number cut by a page.
    Words that say there is no value ('不可比', '基本持平') are a figure without a quantity.
    """
    groups = match.groupdict()
    says_none = row.states_nothing or (row.states_zero and _ABOUT.match(match[group]) is not None)
    unit = None if says_none else _unit(groups.get(_unit_group(match, group)))
    quantity = None if unit is None else _quantity(row, match, group, unit)
    span = _span(row, match, group, place)
    measure = _measure(row, match, subject, place)
    if span is None or measure is None or (quantity is None and not says_none):
        return None
    is_change = row.aspect in (Aspect.CHANGE, Aspect.CHANGE_RATE)
    text = place.reading.text
    printed = "".join(text[o] for o in place.paragraph.offsets[slice(*match.span(group))])
    return Figure(
        figure_id="",
        label=subject.label,
        item=subject.item,
        item_path=subject.item_path or (subject.label,),
        column_path=(groups["of"],) if groups.get("of") and row.aspect in _OF_WHOLES else (),
        fiscal_year=_year(row, match, subject, place),
        measure=measure,
        aspect=row.aspect,
        printed=printed,
        quantity=quantity,
        unit=unit,
        source=place.reading.source(*span),
        unit_source=_unit_source(match, group, place) if unit is not None else None,
        code=subject.code,
        classification=subject.classification,
        facet=subject.facet,
        fund=subject.fund,
        base=place.base if is_change else None,
        level=place.level,
        pattern=row.name,
        section_path=place.section_path,
        sentence=sentence_at(place.reading, place.paragraph, *match.span()),
    )


def sentence_at(reading: Reading, paragraph: Paragraph, start: int, end: int) -> Source:
    """The whole sentence around text[start:end] of a paragraph, over a page break too."""
    first = paragraph.text.rfind("。", 0, start) + 1
    last = paragraph.text.find("。", end - 1) + 1
    return place_of(reading, paragraph, first, last or len(paragraph.text))


def place_of(reading: Reading, paragraph: Paragraph, start: int, end: int) -> Source:
    """Where text[start:end] of a paragraph stood, page numbers inside marked as gaps."""
    source = reading.source(*paragraph.span(start, end))
    return replace(source, gaps=paragraph.gaps(reading.text, start, end))


def base_of(printed: str, identity: Identity) -> str:
    """What a comparison is made with: '上年' alone is like with like; another year is itself."""
    year = re.search(r"(?:19|20)\d\d", printed)
    if year and identity.fiscal_year is not None and int(year[0]) != identity.fiscal_year - 1:
        return year[0]
    if "执行" in printed:
        return Base.PRIOR_EXECUTED
    if "决算" in printed:
        return Base.PRIOR_FINAL
    if "预算" in printed:
        return Base.PRIOR_BUDGET
    return _PRIOR_BASES.get(identity.kind, Base.PRIOR_BUDGET)


def before(printed: str, identity: Identity) -> tuple[int | None, Measure | None]:
    """The year and measure of the amount that a change is measured from ('上年预算数').

    No measure where a budget says '上年' alone: planned or spent, it does not say.
    """
    stated = re.search(r"(?:19|20)\d\d", printed)
    year = None if identity.fiscal_year is None else identity.fiscal_year - 1
    said = next((m for word, m in _BASE_MEASURES.items() if word in printed), None)
    if said is None and identity.kind is Kind.FINAL_ACCOUNT:
        said = Measure.FINAL
    return (int(stated[0]) if stated else year), said


def usual_measure(identity: Identity) -> Measure:
    """The measure a document states throughout."""
    return Measure.FINAL if identity.kind is Kind.FINAL_ACCOUNT else Measure.BUDGETED


def is_decrease(direction: str) -> bool | None:
    """Whether a word of direction says less; None where a template left both."""
    up, down = _UP.search(direction) is not None, _DOWN.search(direction) is not None
    return None if up == down else down


def _measure(
    row: ClausePattern, match: re.Match[str], subject: Subject, place: Place
) -> Measure | None:
    """The measure the clause states: by its pattern, or by how the item's name ends (预算金额).

    None where a budget speaks of an earlier year and does not say whether planned or spent.
    """
    identity = place.identity
    if row.aspect is not Aspect.AMOUNT:
        return usual_measure(identity)
    if row.measure is not None:
        return row.measure
    if row.label == "performance":
        # '涉及预算金额' of projects is what was planned for them, in a final account too.
        if "预算" in (match["label"] or ""):
            return Measure.BUDGETED
    elif (said := measure_said(subject.label)) is not None:
        return said
    year = _year(row, match, subject, place)
    if year == place.year and place.measure is not None:
        return place.measure
    if identity.kind is Kind.BUDGET and None not in (year, identity.fiscal_year):
        return usual_measure(identity) if year == identity.fiscal_year else None
    return usual_measure(identity)


def measure_said(name: str) -> Measure | None:
    """The measure that a name says at its end ('“三公”经费决算情况'), None where it says none."""
    plain = _OF_HEADING.sub("", name)
    return next((m for pattern, m in patterns().measure_words if pattern.search(plain)), None)


def _unit(printed: str | None) -> Unit:
    if printed is None:
        return Unit.WAN  # '无', '持平', '为0': a zero is the same in every money unit
    return unit_named("%" if printed == "个百分点" else printed)


def _unit_group(match: re.Match[str], group: str) -> str:
    """The group of a number's unit: its own, or the one that several numbers share."""
    own = group.replace("number", "unit")
    return own if match.groupdict().get(own) else "unit"


def _quantity(row: ClausePattern, match: re.Match[str], group: str, unit: Unit) -> Quantity | None:
    if row.states_zero:
        return Quantity(Decimal(0), unit)
    number = read_number(match[group])
    direction = match.groupdict().get("direction")
    is_change = row.aspect in (Aspect.CHANGE, Aspect.CHANGE_RATE)
    if number is None or direction is None or number == 0 or not is_change:
        return None if number is None else Quantity(number, unit)
    decrease = is_decrease(direction)
    if decrease is None or (decrease and number < 0):
        return None
    return Quantity(-number if decrease else number, unit)


def _span(
    row: ClausePattern, match: re.Match[str], group: str, place: Place
) -> tuple[int, int] | None:
    """The canonical span of the number with its unit, or of the words that state it.

    Without the unit where a page break parts the two; None where one cuts the number itself.
    """
    paragraph, text = place.paragraph, place.reading.text
    if row.states_zero or row.states_nothing:
        return paragraph.span(*match.span("words"))
    start, end = match.span(group)
    number = paragraph.span(start, end)
    if len("".join(text[slice(*number)].split())) != end - start:
        return None
    unit = _unit_group(match, group)
    if not match.groupdict().get(unit) or match.start(unit) != end:
        return number
    whole = paragraph.span(start, match.end(unit))
    contiguous = len("".join(text[slice(*whole)].split())) == match.end(unit) - start
    return whole if contiguous else number


def _unit_source(match: re.Match[str], group: str, place: Place) -> Source | None:
    """Where a number's unit stands; None where words state the value ('持平')."""
    unit = _unit_group(match, group)
    if not match.groupdict().get(unit):
        return None
    return place_of(place.reading, place.paragraph, *match.span(unit))


def _year(row: ClausePattern, match: re.Match[str], subject: Subject, place: Place) -> int | None:
    """The document's year, or another that an amount's own words or its sentence name."""
    groups, identity = match.groupdict(), place.identity
    year = int(groups["year"]) if groups.get("year") else subject.year
    if groups.get("prior") and identity.fiscal_year is not None:
        year = identity.fiscal_year - 1
    year = place.year if year is None else year
    if row.aspect is not Aspect.AMOUNT or year is None:
        return identity.fiscal_year
    if identity.fiscal_year is None or _EARLIEST <= year - identity.fiscal_year <= _LATEST:
        return year
    return identity.fiscal_year
