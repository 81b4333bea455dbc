"""cite: number the places a draft stands on and make the Answer."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace

from ingest.model import Source
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.model import Answer, Citation, Fact, UsedFigure

_MARK = re.compile(r"⟦([fq])(\d+)⟧")
LONGEST_SENTENCE = 400


def cite(draft: Draft, corpus: Corpus) -> Answer:
    """The answer a draft makes: marks become [1], [2] … in reading order, each with its place."""
    numbers: dict[tuple[str, int], int] = {}
    citations: list[Citation] = []

    def number(kind: str, index: int) -> int:
        if (kind, index) not in numbers:
            citation = (
                _cite_fact(draft.facts[index][0], len(citations) + 1, corpus)
                if kind == "f"
                else _cite_quote(draft.quotes[index], len(citations) + 1, corpus)
            )
            known = next((c.number for c in citations if _same_place(c, citation)), None)
            if known is None:
                citations.append(citation)
            numbers[kind, index] = known or citation.number
        return numbers[kind, index]

    text = _MARK.sub(lambda m: f"[{number(m[1], int(m[2]))}]", draft.text)
    figures = tuple(
        UsedFigure(fact, role, number("f", index)) for index, (fact, role) in enumerate(draft.facts)
    )
    return Answer(
        answer_id=secrets.token_urlsafe(12),
        status=draft.status,
        text=re.sub(r"(\[\d+\])\1+", r"\1", text).strip(),
        reason=draft.reason,
        values=tuple(draft.values),
        figures=figures,
        calculations=tuple(draft.calculations),
        citations=tuple(citations),
        context=draft.context,
        options=tuple(draft.options),
        suggestions=tuple(dict.fromkeys(draft.suggestions)),
        warnings=tuple(draft.warnings),
    )


def _same_place(one: Citation, other: Citation) -> bool:
    return one.url == other.url


def _cite_fact(fact: Fact, number: int, corpus: Corpus) -> Citation:
    """A cell is quoted as printed; a figure in a sentence with its sentence."""
    f = fact.figure
    source, table = f.source, None
    if f.source.table_id is not None:
        tables = corpus.contents(fact.document).tables
        table = {
            "title": tables[f.source.table_id].title if f.source.table_id in tables else "",
            "row": f.item_path[-1] if f.item_path else f.label,
            "column": " / ".join(f.column_path),
            "unit": f.unit.name if f.unit else None,
        }
    elif f.sentence is not None:
        source = _within_reach(f.sentence, f.source)
    place = Quote(fact.document, source.start, source.end, f.section_path, f.source.page)
    citation = _cite_quote(place, number, corpus, table)
    is_blank = table is not None and source.start == source.end
    return replace(citation, blank_figure=f.figure_id) if is_blank else citation


def _within_reach(sentence: Source, figure: Source) -> Source:
    """The sentence, or the part of a very long one around the figure."""
    if sentence.end - sentence.start <= LONGEST_SENTENCE:
        return sentence
    half = LONGEST_SENTENCE // 2
    start = max(sentence.start, figure.start - half)
    return Source(start, min(sentence.end, figure.end + half), sentence.page)


def _cite_quote(
    quote: Quote, number: int, corpus: Corpus, table: dict[str, str | None] | None = None
) -> Citation:
    identity = quote.document.identity
    contents = corpus.contents(quote.document)
    return Citation(
        number=number,
        document_id=quote.document.document_id,
        document=identity.title or quote.document.file_name,
        organisation=identity.organisation,
        fiscal_year=identity.fiscal_year,
        published_on=identity.published_on,
        source_url=quote.document.source_url,
        section=quote.section,
        page=quote.page,
        table=table,
        start=quote.start,
        end=quote.end,
        quote=contents.text[quote.start : quote.end],
        recognised=bool(contents.recognised_within(quote.start, quote.end)),
    )
