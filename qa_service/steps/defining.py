"""defining: the meaning of a term asked for in words that name no operation ('X都算哪些').

The rows are data in defining.yaml. Only a term that a 名词解释 explains is answered so; any other
question goes on to the steps that look for figures and passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from index.model import StoredDocument, StoredEntry
from ingest.vocabulary.load import plain_label
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent, Stop
from qa_service.model import Reason
from qa_service.steps.define import tell_definitions, within_another
from qa_service.steps.wording import read_table

_LEAST_TERM = 3
_MARKS = "?？。.!！,， "


@dataclass(frozen=True)
class Defining:
    """The rows of defining.yaml, compiled."""

    asks: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    not_meaning: re.Pattern[str]
    named: tuple[re.Pattern[str], ...]
    said_for: tuple[tuple[str, str], ...]
    unsaid: re.Pattern[str]
    no_terms: re.Pattern[str]
    whole_document: re.Pattern[str]
    of_meaning_alone: re.Pattern[str]

    def described(self, question: str) -> str | None:
        """What is described where a question asks how it is called, else None."""
        plain = question.strip(_MARKS)
        match = next((m for p in self.named if (m := p.search(plain))), None)
        if match is None or self.no_terms.search(match["said"]):
            return None
        return match["said"]

    def term(self, question: str) -> re.Match[str] | None:
        """Where the question has the term whose meaning it asks for, or None."""
        plain = question.strip(_MARKS)
        if self.not_meaning.search(plain):
            return None
        return next((m for p in self.asks if (m := p.search(plain))), None)

    def names_in(self, said: str) -> list[str]:
        """What of the words said may be a name, the longest first, after words no part of it."""
        starts = range(len(said) - _LEAST_TERM + 1)
        return [said[at:] for at in starts if self.before.fullmatch(said[:at])]


@cache
def defining() -> Defining:
    """The table shipped with the package, read on first use."""
    table = read_table("defining.yaml")
    return Defining(
        asks=tuple(re.compile(str(row["words"])) for row in table["asks"]),
        before=re.compile(str(table["before"])),
        not_meaning=re.compile(str(table["not_meaning"])),
        named=tuple(re.compile(str(row["words"])) for row in table["named"]),
        said_for=tuple((str(said), str(written)) for said, written in table["said_for"]),
        unsaid=re.compile(str(table["unsaid"])),
        no_terms=re.compile(str(table["no_terms"])),
        whole_document=re.compile(str(table["whole_document"])),
        of_meaning_alone=re.compile(str(table["of_meaning_alone"])),
    )


def meaning_asked(intent: Intent, loaded: Sequence[Asked], corpus: Corpus) -> Draft | Stop | None:
    """The definitions of the term a question asks the meaning of; None where it asks for none.

    Those of the organisation and year asked about, else of all that are loaded.
    """
    match = defining().term(intent.rest)
    if match is None:
        return None
    said = plain_label(match["term"])
    within = match.groupdict().get("within")
    if within and defining().whole_document.search(within):
        within = None
    for documents in scopes(intent, loaded):
        if found := _named(said, plain_label(within) if within else "", documents, corpus):
            return tell_definitions(intent, found, documents)
        term = re.split(r"[里中的说讲称,，：:]", said)[-1]
        if inner := within_another((term,), documents, corpus):
            return inner
    if not intent.organisations and defining().of_meaning_alone.search(intent.rest.strip(_MARKS)):
        return Stop(Reason.ITEM_MISSING, f"已收录文件的名词解释里没有“{said}”。")
    return None


def scopes(intent: Intent, loaded: Sequence[Asked]) -> Iterator[list[StoredDocument]]:
    """The documents of the year asked about, of the organisation, of all where none is said."""
    named = [d for a in intent.organisations for d in a.documents]
    yield [d for d in named if d.identity.fiscal_year in intent.years.years]
    yield named
    if not intent.organisations or "organisation" in intent.carried:
        yield [d for a in loaded for d in a.documents]


def _named(
    said: str, within: str, documents: Sequence[StoredDocument], corpus: Corpus
) -> list[StoredEntry]:
    """The entries of the longest term that what was said ends in, below the heading said."""
    for name in defining().names_in(said):
        found: list[StoredEntry] = []
        for stored in corpus.glossary(name, documents):
            path = [plain_label(step) for step in stored.entry.term_path]
            above = not within or any(within.endswith(step) for step in path[:-1])
            endings = ("".join(path[at:]) for at in range(len(path)))
            if above and name in (plain_label(stored.entry.term), *endings):
                found.append(stored)
        if found:
            return found
    return []
