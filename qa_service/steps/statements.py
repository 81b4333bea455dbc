"""Sentences of the documents' prose, and how well one holds what a question is about.

A sentence is weighed with its headings and with the list item it stands in: what the question
says may stand there rather than in the sentence itself.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.model import StoredDocument
from ingest.model import Source
from ingest.vocabulary.traditional import in_simplified
from qa_service.corpus import Contents, Corpus
from qa_service.draft import Quote
from qa_service.steps.quote import words_between

_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
# Where an item of a list begins: at the start of a line, not inside a number.
_ITEM = re.compile(
    r"(?m)^[ \t\u3000]*(?=[（(][一二三四五六七八九十百\d]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|\d{1,2}\s*[.．、](?!\d))"
)
# Characters that join words: a pair with one of them is no word of its own.
_JOINING = frozenset("的和与及或在是了对为从到把被等个以由给还就都也有")
# What a pair of the question that stands only beside the sentence counts for.
_BESIDE = 0.7


@dataclass(frozen=True)
class Statement:
    """One sentence: its place, the place of the list item around it, and both as compared."""

    document: StoredDocument
    start: int
    end: int
    item: tuple[int, int]
    path: tuple[str, ...]
    page: int | None
    text: str
    around: str  # its item and its headings

    def path_holds(self, name: str) -> bool:
        """Whether its headings name something: then the sentence beside them need not mean it."""
        return name in compared("".join(self.path))

    def quote(self) -> Quote:
        """The sentence as it is quoted."""
        return Quote(self.document, self.start, self.end, self.path, self.page)

    def item_quote(self) -> Quote:
        """The whole list item as it is quoted."""
        return Quote(self.document, *self.item, self.path, self.page)


def compared(text: str) -> str:
    """The form texts and questions are compared in: simplified, no blanks, quotes or case."""
    folded = in_simplified(unicodedata.normalize("NFKC", text))
    return re.sub(r"[\s“”\"'‘’「」『』《》〈〉]", "", folded).lower()


def statements_of(document: StoredDocument, corpus: Corpus) -> Iterator[Statement]:
    """Every sentence of the document's prose, in order; definitions and tables are none."""
    contents = corpus.contents(document)
    for stored in corpus.passages(document):
        passage = stored.passage
        if passage.kind == "definition" or passage.source.table_id is not None:
            continue
        yield from _within(contents, passage.source, passage.section_path)


def statements_under(
    contents: Contents, headings: re.Pattern[str], corpus: Corpus
) -> list[Statement]:
    """The sentences under headings of this kind, in order."""
    return [
        s
        for s in statements_of(contents.document, corpus)
        if any(headings.search(title) for title in s.path)
    ]


def _within(contents: Contents, place: Source, path: tuple[str, ...]) -> Iterator[Statement]:
    start, text = place.start, contents.text[place.start : place.end]
    begins = sorted({0, *(m.end() for m in _ITEM.finditer(text)), len(text)})
    headings = compared("".join(path))
    for first, last in itertools.pairwise(begins):
        item = (start + first, start + last)
        around = compared(words_between(contents, *item)) + headings
        for match in _SENTENCE.finditer(text, first, last):
            lead = len(match[0]) - len(match[0].lstrip())
            at, until = start + match.start() + lead, start + match.start() + len(match[0].rstrip())
            if until - at < 4:
                continue
            said = compared(words_between(contents, at, until))
            page = place.page and 1 + sum(edge <= at for edge in contents.page_ends)
            yield Statement(contents.document, at, until, item, path, page, said, around)


def weights_of(words: Iterable[str], statements: Sequence[Statement]) -> dict[str, float]:
    """The pairs of characters of the words, each with its weight: the rarer the heavier.

    What stands nowhere in the statements weighs most: it is what they say nothing about. A pair
    between two known words ('程建' of 工程建筑) is no word.
    """
    weights: dict[str, float] = {}
    for word in words:
        pairs = [word[i : i + 2] for i in range(len(word) - 1)]
        holding = [sum(p in s.around for s in statements) for p in pairs]
        for index, (pair, known) in enumerate(zip(pairs, holding, strict=True)):
            within = 0 < index < len(pairs) - 1 and holding[index - 1] and holding[index + 1]
            if known or not (within or _JOINING & set(pair)):
                weights[pair] = math.log(1 + len(statements) / (known or 0.5))
    return weights


def coverage(statement: Statement, weights: dict[str, float]) -> float:
    """How much of the weight the statement holds (0 to 1); what stands beside it counts less."""
    whole = sum(weights.values())
    if not whole:
        return 0.0
    held = sum(
        w if p in statement.text else _BESIDE * w if p in statement.around else 0.0
        for p, w in weights.items()
    )
    return held / whole
