"""Does a citation quote the place, and does the quotation stand in a document?"""

import re
from collections.abc import Iterable

from evals.model import Case, CitationCount
from evals.reply import Citation, Reply
from evals.source_text import SourceText
from evals.wording import squeeze

# How far around a quotation a reader of prose looks, in characters without white space.
_NEIGHBOURHOOD = 120
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def is_cited(case: Case, reply: Reply, sources: SourceText | None = None) -> bool | None:
    """Whether the citations hold; None where the case names no evidence.

    The evidence is quoted by some citation, or another place that says the same; an answer from
    several documents quotes one of the evidences in each. For an answer in numbers exactly, for
    prose its neighbourhood counts. A case that names ``pages`` is cited on one of them. With
    ``sources`` every quotation must also stand in a document, on the page it names.
    """
    needed = _needed(case)
    if not needed:
        return None

    if sources is not None and not all(_stands(citation, sources) for citation in reply.citations):
        return False
    return _quoted(case.evidence_also, case, reply, sources) or all(
        _quoted(places, case, reply, sources) for places in needed
    )


def count_citations(
    case: Case, reply: Reply, sources: SourceText | None = None
) -> CitationCount | None:
    """The citations given and those that quote the evidence; None where the case names none.

    One place is needed of each document; another place that says the same stands in for all.
    """
    needed = _needed(case)
    if not needed:
        return None
    places = [*case.evidence_also, *(place for places in needed for place in places)]
    holding = [
        citation
        for citation in reply.citations
        if (sources is None or _stands(citation, sources))
        and any(_quotes(citation, place, case, sources) for place in places)
    ]
    found = sum(_quoted(places, case, reply, sources) for places in needed)
    if _quoted(case.evidence_also, case, reply, sources):
        found = len(needed)
    return CitationCount(len(reply.citations), len(holding), len(needed), found)


def _quoted(places: Iterable[str], case: Case, reply: Reply, sources: SourceText | None) -> bool:
    return any(
        _quotes(citation, evidence, case, sources)
        for evidence in places
        for citation in reply.citations
    )


def _stands(citation: Citation, sources: SourceText) -> bool:
    """Whether the quotation stands in a document, on the page it names."""
    if citation.page is not None:
        return sources.has_on_page(citation.quote, citation.page)
    return sources.contains(citation.quote)


def _needed(case: Case) -> list[list[str]]:
    """For each document that must be cited, the places that will do."""
    if not case.evidences:
        return [[case.evidence]] if case.evidence else []
    places: dict[str, list[str]] = {}
    for one in case.evidences:
        places.setdefault(one.doc, []).append(one.evidence)
    return list(places.values())


def _quotes(citation: Citation, evidence: str, case: Case, sources: SourceText | None) -> bool:
    if case.pages and citation.page is not None and citation.page not in case.pages:
        return False
    quote, wanted = squeeze(citation.quote), squeeze(evidence)
    if _NUMBER.fullmatch(wanted):
        # A bare cell: the whole number, not digits inside another one.
        return wanted in _NUMBER.findall(quote)
    if wanted in quote:
        return True
    if case.numbers:
        return _is_the_number_of(quote, wanted)
    if sources is None or not quote:
        return False
    return any(wanted in around for around in sources.around(quote, _NEIGHBOURHOOD))


def _is_the_number_of(quote: str, evidence: str) -> bool:
    """A cell is quoted as printed, while the evidence may carry the words before its number."""
    numbers = _NUMBER.findall(evidence)
    return bool(numbers) and quote in evidence and numbers[-1] in _NUMBER.findall(quote)
