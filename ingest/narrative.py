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
from dataclasses import replace
from decimal import Decimal
from functools import cache

from ingest.clause_subjects import Speech, clause_subjects
from ingest.clauses import (
    SEPARATORS,
    Stated,
    follows_in_list,
    names_its_item,
    next_clause,
    numbers_stated,
)
from ingest.heading_context import WHOLES, earlier_year, name_in_heading, subject_of_heading
from ingest.misprints import mended
from ingest.misspelt import Spelling, mend_clause, spelling_of
from ingest.model import Aspect, Figure, Fund, Identity, Level, Measure, Section
from ingest.prose import MARKER, Paragraph
from ingest.quantity import Quantity, Unit
from ingest.read.reading import Reading
from ingest.reasons import MASK, mask
from ingest.sections import body_paragraphs, section_path_at
from ingest.statements import (
    Place,
    base_of,
    clause_to_figure,
    is_decrease,
    place_of,
    usual_measure,
)
from ingest.subjects import (
    Naming,
    Subject,
    label_to_subject,
)
from ingest.vocabulary.patterns import ClausePattern, patterns

_OWN_LEVEL = re.compile(
    r"(?P<name>[^，。；：]{2,40}?)（(?:本级|本部|机关本级)）(?=比|较|与|(?:19|20)\d\d年)"
)
# Direction words a template keeps in brackets begin a clause; other brackets only hold one.
_BRACKETED_DIRECTION = re.compile(r"（(?:[增减]）幅|(?:增加|减少|增长|下降|降低|上升|提高)）)-?\d")
# A name that holds an amount, or a bracket that is still open, is two clauses.
_NOT_A_NAME = re.compile(r"\d(?:[万亿]?元|%)(?!（含）|以|及以)|\d\.\d+(?![\d万亿元%])|（[^）]*$")
_YEAR = re.compile(r"^2?(?:19|20)\d\d年度?")
_GLOSSARY = re.compile(r"(?:名词|名称|术语)解释")
_OF_PERFORMANCE = (
    "performance_count_struck",
    "performance_projects",
    "projects_under_performance_goals",
    "performance_other_count",
)
_NAMES_ITEM = "functional_item_named"
# What speaks of the item that the paragraph before named: its purpose, its budget.
_GOES_ON = re.compile(f"{MASK}|(?:年初|全年|调整|支出)(?:预算|决算)数?为")
# The end of a path, without the number of an item and without what stands above it.
_LAST_OF_PATH = re.compile(r"[^\d（）]+（项）")
_HAS_STRUCK = re.compile(r"（略）|[*×_xX…]|(?<![\d.])(?:[万亿]元|[个项])")
_OF_VEHICLES = ("vehicles", "vehicles_to_buy")


def text_to_figures(
    reading: Reading,
    sections: Sequence[Section],
    identity: Identity,
    spelling: Spelling | None = None,
) -> tuple[Figure, ...]:
    """The figures of the prose outside tables and definitions, in reading order.

    Misprinted names are read as what they mean and added to `spelling.found`.

    `source` covers a number with its unit as printed (or the words that state it: '持平', '无…');
    changes are signed; `fiscal_year` is the document's unless the sentence names another.
    """
    scan = _Scan(reading, identity, spelling or spelling_of())
    for paragraph in body_paragraphs(reading):
        path = section_path_at(sections, paragraph.start)
        if not (path and _GLOSSARY.search(path[-1])):
            scan.read(paragraph, path)
    return tuple(replace(figure, figure_id=f"t{i + 1}") for i, figure in enumerate(scan.figures))


def _is_cut(paragraph: Paragraph, first: Subject) -> bool:
    """Whether what a paragraph begins with is the rest of a name: of a page before, of a path."""
    if first.item is not None:
        return False
    return (
        paragraph.is_cut or _LAST_OF_PATH.fullmatch(paragraph.text, 0, len(first.label)) is not None
    )


@cache
def _rows_of_numbers() -> tuple[ClausePattern, ...]:
    """The patterns, for the many paragraphs without a number struck out."""
    return tuple(row for row in patterns().clauses if not row.name.endswith("_struck"))


class _Scan:
    """Goes through the paragraphs of one document and collects figures."""

    def __init__(self, reading: Reading, identity: Identity, spelling: Spelling) -> None:
        self.figures: list[Figure] = []
        self._spelling = spelling
        self._reading = reading
        self._identity = identity
        names = (identity.organisation, *identity.aliases)
        self._names = tuple(sorted(names, key=len, reverse=True))
        self._speech = Speech()
        self._path: tuple[str, ...] = ()
        self._titles: tuple[str, ...] = ()  # the same with misprints mended
        self._list_fund: Fund | None = None
        self._heading: Subject | None = None
        self._year: int | None = None
        self._measure: Measure | None = None
        # The item a paragraph named at its end without a number: the next one speaks of it.
        self._announced: Subject | None = None
        self._rows = patterns().clauses

    def read(self, paragraph: Paragraph, path: tuple[str, ...]) -> None:
        """Add the figures of one paragraph that stands under the headings `path`."""
        if path != self._path:
            self._path, self._list_fund, self._announced = path, None, None
            self._titles = tuple(mended(title, self._spelling.known) for title in path)
            self._heading = subject_of_heading(self._titles, self._naming())
            self._speech = Speech(subject=self._heading)
            self._year, self._measure = earlier_year(path, self._identity)
        self._paragraph, self._masked = paragraph, mask(paragraph.text)
        text = self._masked.text
        marker = MARKER.match(text)
        position = marker.end() if marker else 0
        if not re.match(r"(?:与|比|较)(?:上|\d{4})", text[position:]):
            subject, self._announced = self._announced, None
            if not _GOES_ON.match(text, position):
                subject = None
            self._speech = Speech(subject=subject or self._heading, run=self._speech.run)
        if patterns().nothing_at_all.fullmatch(text[position:]):
            self._nothing_at_all(paragraph, position)
            return
        self._rows = patterns().clauses if _HAS_STRUCK.search(text) else _rows_of_numbers()
        while position < len(text):
            if (end := self._masked.reasons.get(position)) is not None:
                self._give_reason(self._paragraph, position, end)
                position = end
                continue
            if text[position] == "。":
                parted, self._speech.parted = self._speech.parted, None
                if parted is not None and len(self.figures) > parted:
                    self._speech.subject, self._speech.run = self._speech.parent, []
                self._speech.level = self._speech.parent = None
                self._speech.year = self._speech.measure = None
                self._speech.outside = []
            if text[position] in SEPARATORS and not _BRACKETED_DIRECTION.match(text, position):
                self._bracket(text[position])
                position += 1
                marker = MARKER.match(text, position - (text[position - 1] == "（"))
                position = marker.end() if marker else position
                continue
            end = self._clause(position)
            text = self._masked.text
            position = next_clause(text, position) if end is None else end
        self._announced = self._speech.named
        if "财政拨款支出主要内容" in text:
            self._list_fund = Fund.FISCAL_APPROPRIATION

    def _bracket(self, separator: str) -> None:
        """Behind a bracket, what was spoken of before it goes on."""
        speech = self._speech
        if separator == "（":
            speech.outside.append((speech.subject, speech.parent, speech.run))
        elif separator == "）" and speech.outside:
            speech.subject, speech.parent, speech.run = speech.outside.pop()

    def _clause(self, position: int) -> int | None:
        """Read one clause that begins at `position`; where it ends, None where nothing fits."""
        text = self._masked.text
        own = _OWN_LEVEL.match(text, position)
        if own is not None:
            self._speech.level = Level.OWN
        if text.startswith("其中", position):
            self._speech.parent = self._speech.subject
            self._speech.parted = len(self.figures)
        stated = self._stated(text, position, own.group() if own else "")
        if not stated.is_known:
            stated = self._spelt_right(position, stated, own.group() if own else "") or stated
        row, match = stated.row, stated.match
        if row is None or match is None:
            return None
        if stated.subjects:
            self._state_all(self._paragraph, row, match, stated.subjects)
            self._speech.named = stated.subjects[0] if row.name == _NAMES_ITEM else None
        elif row.is_silent or names_its_item(match):
            # Of something we cannot name, or that asterisks hide: what follows is not ours.
            self._speech.subject, self._speech.run = None, []
        return match.end()

    def _spelt_right(self, position: int, as_printed: Stated, own: str) -> Stated | None:
        """What the clause states once its misprints are mended, where that names an item."""
        read = as_printed.match.end() if as_printed.match else position
        known = self._spelling.known
        repaired = mend_clause(self._paragraph, self._masked, position, read, known)
        if repaired is None:
            return None
        stated = self._stated(repaired.masked.text, position, own)
        if not stated.is_known and not stated.is_of_any(m.meant for m in repaired.misprints):
            return None
        self._paragraph, self._masked = repaired.paragraph, repaired.masked
        self._spelling.found += repaired.misprints
        return stated

    def _stated(self, text: str, position: int, own: str) -> Stated:
        """The pattern that the clause at `position` fits, and what it states its numbers of."""
        for row in self._rows:
            match = row.pattern.match(text, position)
            if match is None or MASK in match.group() or not self._applies(row, position):
                continue
            if _NOT_A_NAME.search(match.groupdict().get("label") or ""):
                continue
            subjects = clause_subjects(row, match, own, self._speech, self._naming())
            # Of the last of a list, or of all? It does not say.
            unclear = self._speech.listed and not names_its_item(match)
            if unclear and row.aspect is not Aspect.AMOUNT and row.label != "both_sides":
                subjects = []
            if subjects and self._heading is not None and subjects[0].item in WHOLES:
                # '2024年支出决算' under 公务接待费 is that item's; an organisation's is not.
                bare = _YEAR.sub("", match.groupdict().get("label") or "") == subjects[0].label
                subjects = [replace(self._heading, year=subjects[0].year)] if bare else []
            if position == 0 and subjects and _is_cut(self._paragraph, subjects[0]):
                subjects = []
            if subjects:
                return Stated(row, match, subjects)
            if row.is_silent and row.label in ("required", "named_or_current"):
                return Stated(row, match, [])
            if row.label in ("required_or_free", "optional") and not row.is_silent:
                return Stated(row, match, [])
        return Stated()

    def _applies(self, row: ClausePattern, position: int) -> bool:
        if row.label == "after_count":
            return self._speech.after_count == position
        return row.label != "performance" or self._speech.performance

    def _state_all(
        self,
        paragraph: Paragraph,
        row: ClausePattern,
        match: re.Match[str],
        subjects: Sequence[Subject],
    ) -> None:
        """Add the clause's figures, and keep what it speaks of for the next clauses."""
        speech = self._speech
        if speech.subject is None or subjects[0].label != speech.subject.label:
            speech.run = []
        speech.subject = subjects[0]
        if match.groupdict().get("label"):
            is_of_several = len(subjects) > 1 or follows_in_list(match)
            speech.listed = row.aspect is Aspect.AMOUNT and is_of_several
        if printed := match.groupdict().get("base"):
            speech.base = base_of(printed, self._identity)
        if printed:
            speech.own_budget = speech.base == str(self._identity.fiscal_year)
        speech.own_budget |= bool(match.groupdict().get("own_budget"))
        if (year := subjects[0].year) is not None and match.groupdict().get("label"):
            speech.year, speech.measure = year, None
        place = Place(
            self._reading,
            self._identity,
            paragraph,
            self._path,
            speech.level,
            speech.base,
            speech.year or self._year,
            speech.measure or (self._measure if speech.year in (None, self._year) else None),
        )
        for stated, group, subject in numbers_stated(row, match, subjects, self._identity):
            if speech.own_budget and stated.aspect in (Aspect.CHANGE, Aspect.CHANGE_RATE):
                continue
            figure = clause_to_figure(stated, match, group, subject, place)
            if figure is not None:
                speech.run.append(len(self.figures))
                self.figures.append(figure)
                if figure.fiscal_year == speech.year and figure.aspect is Aspect.AMOUNT:
                    speech.measure = speech.measure or figure.measure
        speech.performance = row.name in _OF_PERFORMANCE
        speech.after_count = match.end() if row.name == "asset_of_count" else -1
        if row.name in _OF_VEHICLES:
            speech.vehicles = subjects[0]

    def _naming(self) -> Naming:
        fund = self._list_fund
        for title in reversed(self._titles):
            if fund is None:
                fund = next((f for p, f in patterns().funds if p.search(title)), None)
        return Naming(self._names, self._identity.fiscal_year, self._titles, fund)

    def _give_reason(self, paragraph: Paragraph, start: int, end: int) -> None:
        """Attach a reason to the figures it is given for.

        '财政拨款收入支出减少的主要原因': to the changes of what it names, written before;
        otherwise to what was just spoken of.
        """
        source = place_of(self._reading, paragraph, start, end)
        sentence = max(paragraph.text.rfind(c, 0, start) for c in "。；，") + 1
        named = patterns().reason_of.fullmatch(paragraph.text, sentence, start)
        indexes = self._changes_of(named) if named else self._speech.run
        for index in indexes:
            if self.figures[index].reason is None:
                self.figures[index] = replace(self.figures[index], reason=source)

    def _changes_of(self, named: re.Match[str]) -> list[int]:
        what = named["what"]
        labels = [what]
        if sides := patterns().both_sides.match(what):
            labels = [sides["stem"] + side for side in ("收入", "支出")]
        subjects = [label_to_subject(label, self._naming()) for label in labels]
        items = {subject.item for subject in subjects if subject is not None and subject.item}
        return [
            i
            for i, figure in enumerate(self.figures)
            if figure.item in items
            and figure.aspect in (Aspect.CHANGE, Aspect.CHANGE_RATE)
            and figure.section_path == self._path
            and figure.quantity is not None
            and (figure.quantity.number < 0) is is_decrease(named["direction"])
        ]

    def _nothing_at_all(self, paragraph: Paragraph, position: int) -> None:
        """'无' as all that a section says: its heading names what there is none of."""
        name = name_in_heading(self._titles[-1]) if self._titles else ""
        subject = label_to_subject(name, self._naming())
        if subject is None or subject.item is None:
            return
        if subject.fund is not None:
            # '政府性基金基本支出…无': nothing of that fund at all.
            item = patterns().fund_items[subject.fund]["expenditure"]
            subject = replace(subject, item=item, fund=None)
        source = place_of(self._reading, paragraph, position, len(paragraph.text))
        self.figures.append(
            Figure(
                figure_id="",
                label=name,
                item=subject.item,
                item_path=(name,),
                column_path=(),
                fiscal_year=self._identity.fiscal_year,
                measure=usual_measure(self._identity),
                aspect=Aspect.AMOUNT,
                printed=paragraph.text[position:].rstrip("。"),
                quantity=Quantity(Decimal(0), Unit.WAN),
                unit=Unit.WAN,
                source=source,
                pattern="nothing_at_all",
                section_path=self._path,
                sentence=source,
            )
        )
