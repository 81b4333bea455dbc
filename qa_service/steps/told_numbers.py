"""Numbers told in sentences (句中的数) that are no figures, with the words around them.

A figure is read where a sentence pattern knows what it is of. What a body means to do stands in
sentences of every shape ('预计办理提案700件'): there the number is kept with its own clause, and a
question must name what the clause names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from index.model import StoredDocument
from ingest.quantity import Quantity, Unit, UnitKind, read_number
from ingest.vocabulary.traditional import in_simplified
from qa_service.corpus import Corpus

_QUOTES = "“”\"'‘’「」『』《》〈〉"
NUMBER_HERE = "#"  # stands in a clause where its number stood
_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_RANGE = re.compile(r"(?:\d|[一二三四五六七八九])[-—–~～至到]$")
_LIMIT = re.compile(r"(?:[（(]含[)）])?(?:以上|以下|及以上|及以下|以内)")


@dataclass(frozen=True)
class TellingWords:
    """The rows of told.yaml, compiled."""

    units: tuple[frozenset[str], ...]
    deeds: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]  # written, spoken
    said_anyway: re.Pattern[str]
    not_told: re.Pattern[str]
    counter: re.Pattern[str]  # any counting word

    def count_alike(self, one: str, other: str) -> bool:
        """Whether two counting words count the same kind of thing."""
        return one == other or any({one, other} <= group for group in self.units)


@dataclass(frozen=True)
class ToldNumber:
    """A number in a sentence. `clause` is what stands beside it, without blanks and
    quotes, NUMBER_HERE where the number is.

    `start` and `end` are the number with its counting word in the document's text; `sentence` is
    the place of the whole sentence and `before` what it says before the clause.
    """

    document: StoredDocument
    unit: str
    quantity: Quantity | None  # None for a range or a limit ('2-3次')
    more: str  # '多' of '200多人次'
    start: int
    end: int
    clause: str
    before: str
    sentence: tuple[int, int]
    section_path: tuple[str, ...]
    page: int | None


def numbers_told(document: StoredDocument, corpus: Corpus) -> Iterator[ToldNumber]:
    """The counts that stand in the prose of a document and in no figure of it, in order.

    Left out: amounts of money and shares, which are figures wherever their meaning is certain;
    rates ('每月1期'); what is said of another year.
    """
    contents, words = corpus.contents(document), telling_words()
    read = {at for f in contents.facts for at in range(f.figure.source.start, f.figure.source.end)}
    for stored in corpus.passages(document):
        passage = stored.passage
        if passage.kind == "definition":
            continue
        offsets, text = _without_blanks(contents.text, passage.source.start, passage.source.end)
        for sentence in _SENTENCE.finditer(text):
            for match in words.counter.finditer(text, *sentence.span()):
                start, end = offsets[match.start()], offsets[match.end() - 1] + 1
                first, last = _clause_around(text, match, sentence)
                span = range(offsets[first], offsets[last - 1] + 1)
                digits = contents.text[start : offsets[match.end("digits") - 1] + 1]
                cut_by_page = any(page_end in span for page_end in contents.page_ends)
                if start in read or cut_by_page or any(c.isspace() for c in digits):
                    continue
                number = read_number(match["digits"])
                if number is None or words.not_told.search(text[first : match.start()]):
                    continue
                unit = Unit(match["unit"], UnitKind.COUNT)
                yield ToldNumber(
                    document,
                    unit.name,
                    None if _is_open(text, match) else Quantity(number, unit),
                    match["more"] or "",
                    start,
                    end,
                    text[first : match.start()] + NUMBER_HERE + text[match.end() : last],
                    text[sentence.start() : first],
                    (offsets[sentence.start()], offsets[sentence.end() - 1] + 1),
                    passage.section_path,
                    passage.source.page,
                )


def _is_open(text: str, match: re.Match[str]) -> bool:
    """Whether the number is the end of a range or a limit, so that it is not the count itself."""
    return bool(_RANGE.search(text[: match.start()]) or _LIMIT.match(text, match.end()))


def _clause_around(text: str, match: re.Match[str], sentence: re.Match[str]) -> tuple[int, int]:
    """From the last mark before the number to the next one after it.

    '、' parts two clauses only where a counted thing stands on both its sides.
    """
    first = max(text.rfind(c, sentence.start(), match.start()) for c in "，,：:（(）)") + 1
    first = max(first, sentence.start())
    counter = telling_words().counter
    for comma in re.finditer("、", text[first : match.start()]):
        if counter.search(text[first : first + comma.start()]):
            first += comma.end()
            break
    ends = [text.find(c, match.end(), sentence.end()) for c in "，,：:（(）)。；;"]
    last = min((e for e in ends if e >= 0), default=sentence.end())
    comma_at = text.find("、", match.end(), last)
    if comma_at >= 0 and counter.search(text, comma_at, last):
        last = comma_at
    return first, last


def _without_blanks(text: str, start: int, end: int) -> tuple[list[int], str]:
    """Where each character that says something stands, and these characters, folded."""
    offsets, kept = [], []
    for at in range(start, end):
        folded = unicodedata.normalize("NFKC", text[at])
        if not text[at].isspace() and text[at] not in _QUOTES:
            offsets.append(at)
            kept.append(folded.lower() if len(folded) == 1 else text[at])
    return offsets, in_simplified("".join(kept))


@cache
def telling_words() -> TellingWords:
    """The table shipped with the package, read on first use."""
    text = files("qa_service.steps").joinpath("told.yaml").read_text(encoding="utf-8")
    table = yaml.safe_load(text)
    units = sorted({u for group in table["units"] for u in group}, key=len, reverse=True)
    anyway = sorted(table["said_anyway"], key=len, reverse=True)
    return TellingWords(
        units=tuple(frozenset(group) for group in table["units"]),
        deeds=tuple((tuple(r["words"]), tuple(r["spoken"])) for r in table["deeds"]),
        said_anyway=re.compile("|".join(map(re.escape, anyway))),
        not_told=re.compile("|".join(table["not_told"])),
        counter=re.compile(
            rf"(?<![\d.,a-z])(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<more>[多余])?"
            rf"(?P<unit>{'|'.join(units)})(?![月年日])"
        ),
    )
