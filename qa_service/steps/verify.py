"""verify_numbers: the digits of a draft that no evidence carries.

Whatever wrote the draft, a number leaves only when it stands, with its unit and its sign, in a
used figure, a calculation or a quoted place, or names a year, code, organisation or document of
them. The digits of two printed lines are never one number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.quantity import Quantity, Unit, plain_decimal
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.model import Fact, Status
from qa_service.names import day_phrase

_MARK = re.compile(r"⟦[fq]\d+⟧")
_MINUS = "-－−"
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\d)）])[{_MINUS}])?(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?P<unit>百万元|亿元|万元|千元|元|%|个百分点|倍|年)?"
)
_IN_WORDS = re.compile(
    r"百分之[零〇一二两三四五六七八九十百点]+"
    r"|(?<![\d.,百千万亿零〇一二两三四五六七八九十])(?P<number>[零〇一二两三四五六七八九十百千]"
    r"[零〇一二两三四五六七八九十百千万亿点]*)(?:个百分点|[百千]?[万亿]?元|倍|成)"
)
# What may stand before a decrease that is said without its sign.
_LESS = re.compile(r"(?:减少|下降|降低|少|低|节约|负)[^\d，。；]{0,8}$")
_PAGE = re.compile(r"第(?P<page>\d+)页")
# A number begins: a comma of the sentence may stand before it ('，500万元'), no other digits.
_BEGINS = r"(?<!\d)(?<!\d[.,])"
_BLANK = re.compile(r"(?<=[\d.,])\s+(?=\d)")


@dataclass
class _Evidence:
    """What vouches: amounts with unit and sign, years, pages, texts whose numbers may be said."""

    amounts: set[tuple[str, str, bool]] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)

    def add(self, quantity: Quantity) -> None:
        """A quantity, by whatever sign it has; zero is said with either."""
        self.quantities.append(quantity)
        digits = _bare(plain_decimal(abs(quantity.number)))
        self.amounts.add((digits, quantity.unit.name, quantity.number < 0))

    def tells(self, quantity: Quantity) -> bool:
        """Whether a quoted place states the quantity, with its unit."""
        digits, unit = _bare(plain_decimal(quantity.number)), re.escape(quantity.unit.name)
        numbers = re.compile(rf"{_BEGINS}(\d[\d,]*(?:\.\d+)?)[多余]?{unit}")
        return any(_bare(m[1]) == digits for text in self.texts for m in numbers.finditer(text))

    def holds(self, words: str) -> bool:
        """Whether a text holds the words, not as a piece of a longer number."""
        ends = r"(?!\d|[.,]\d)" if words[-1].isdigit() else ""
        whole = re.compile(rf"{_BEGINS}{re.escape(words)}{ends}")
        return any(whole.search(text) for text in self.texts)


def verify_numbers(draft: Draft, corpus: Corpus, question: str = "") -> tuple[str, ...]:
    """The numbers of the text and the values that nothing vouches for, in order; () when all are.

    A refusal may name years, count organisations and repeat the `question`; only the amounts of
    money and the rates it states are examined.
    """
    evidence = _evidence(draft, corpus)
    answers = draft.status is Status.ANSWERED
    if not answers:
        evidence.texts.append(_plain(question))
    text = _plain(_MARK.sub(" ", draft.text))
    text = _PAGE.sub(lambda m: "" if m["page"] in evidence.pages else m.group(), text)
    unsupported = list(_digits_unsupported(text, evidence, answers))
    for match in _IN_WORDS.finditer(text):
        if not any(match.group() in known for known in evidence.texts):
            unsupported.append(match["number"] or match.group())
    for value in draft.values:
        if value.quantity not in evidence.quantities and not evidence.tells(value.quantity):
            unsupported.append(plain_decimal(value.quantity.number))
    return tuple(unsupported)


def _digits_unsupported(text: str, evidence: _Evidence, answers: bool) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        number, unit = match["digits"].rstrip(","), match["unit"] or ""
        if number != match["digits"]:
            unit = ""  # a comma of the sentence stands between
        if unit in ("", "年") and not answers:
            continue
        if evidence.holds(f"{match['sign'] or ''}{number}{unit}"):
            continue
        if unit == "年" and number in evidence.years:
            continue
        if unit not in ("", "年") and _is_vouched(text, match, evidence):
            continue
        if not unit and any(_bare(number) == digits for digits, _, _ in evidence.amounts):
            continue
        yield number


def _is_vouched(text: str, match: re.Match[str], evidence: _Evidence) -> bool:
    """Whether an amount is that of a figure or a result, its direction told."""
    unit = Unit.PERCENT.name if match["unit"] == "个百分点" else match["unit"]
    digits = _bare(match["digits"])
    if (digits, unit, False) in evidence.amounts and not match["sign"]:
        return True
    told = match["sign"] or _LESS.search(text[: match.start()])
    return (digits, unit, True) in evidence.amounts and bool(told)


def _evidence(draft: Draft, corpus: Corpus) -> _Evidence:
    evidence = _Evidence()
    for fact, _ in draft.facts:
        _add_fact(evidence, fact, corpus)
    for calculation in draft.calculations:
        evidence.texts.append(calculation.expression)
        evidence.add(calculation.result)
    for quote in draft.quotes:
        identity = quote.document.identity
        evidence.texts.append(corpus.contents(quote.document).text[quote.start : quote.end])
        evidence.texts.append(identity.organisation)
        evidence.years.add(str(identity.fiscal_year or ""))
    evidence.texts = [_plain(text) for text in evidence.texts]
    return evidence


def _add_fact(evidence: _Evidence, fact: Fact, corpus: Corpus) -> None:
    f, identity = fact.figure, fact.document.identity
    contents = corpus.contents(fact.document)
    if f.quantity is not None:
        evidence.add(f.quantity)
        if f.unit is not None:
            for printed in _NUMBER.finditer(_plain(f.printed)):
                sign = f.quantity.number < 0
                evidence.amounts.add((_bare(printed["digits"]), f.unit.name, sign))
    for year in (f.fiscal_year, identity.fiscal_year):
        if year is not None:
            evidence.years |= {str(year), str(year - 1)}
    if f.base and f.base.isdigit():
        evidence.years.add(f.base)
    if f.as_of is not None:
        evidence.texts.append(day_phrase(f.as_of))
    evidence.pages.add(str(f.source.page or ""))
    for place in (f.sentence, f.reason):
        if place is not None:  # what stands beside a figure in its sentence is quoted with it
            evidence.texts.append(place.words_in(contents.text))
    if (table := contents.tables.get(f.source.table_id or "")) is not None:
        evidence.texts.append(table.title)
    evidence.texts += [f.label, *f.item_path, *f.column_path, f.code or "", identity.organisation]


def _bare(number: str) -> str:
    plain = number.replace(",", "")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).lstrip("0") or "0"


def _plain(text: str) -> str:
    """Without blanks, except where one parts the digits of two numbers."""
    return re.sub(
        r"(?<![\d.,])\s+|\s+(?!\d)", "", _BLANK.sub(" ", unicodedata.normalize("NFKC", text))
    )
