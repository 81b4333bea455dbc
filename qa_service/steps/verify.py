"""verify_numbers: the digits of a draft that no evidence carries.

Whatever wrote the draft, a number leaves only when it stands in a used figure, a calculation or a
quoted place, or names a year, code, organisation or document of them.
"""

from __future__ import annotations

import re
import unicodedata

from ingest.quantity import plain_decimal
from qa_service.corpus import Corpus
from qa_service.draft import Draft

_MARK = re.compile(r"⟦[fq]\d+⟧")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def verify_numbers(draft: Draft, corpus: Corpus) -> tuple[str, ...]:
    """The numbers of the text that nothing vouches for, in order; () when all are."""
    text = _plain(_MARK.sub(" ", draft.text))
    allowed, spans = _evidence(draft, corpus)
    unsupported = []
    for match in _NUMBER.finditer(text):
        number = match.group().rstrip(",")
        whole = re.compile(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)")
        if _bare(number) in allowed or any(whole.search(span) for span in spans):
            continue
        unsupported.append(number)
    return tuple(unsupported)


def _evidence(draft: Draft, corpus: Corpus) -> tuple[set[str], list[str]]:
    """Numbers that stand alone in the evidence, and texts any of whose numbers may be said."""
    allowed: set[str] = set()
    texts: list[str] = []
    for fact, _ in draft.facts:
        f = fact.figure
        identity = fact.document.identity
        allowed |= {_bare(n) for n in _NUMBER.findall(_plain(f.printed))}
        if f.quantity is not None:
            allowed.add(_bare(plain_decimal(abs(f.quantity.number))))
        for year in (f.fiscal_year, identity.fiscal_year):
            if year is not None:
                allowed |= {str(year), str(year - 1)}
        if f.base and f.base.isdigit():
            allowed.add(f.base)
        for place in (f.sentence, f.reason):
            if place is not None:  # what stands beside a figure in its sentence is quoted with it
                texts.append(place.words_in(corpus.contents(fact.document).text))
        texts += [f.label, *f.item_path, *f.column_path, f.code or "", identity.organisation]
    for calculation in draft.calculations:
        texts.append(calculation.expression)
        allowed.add(_bare(plain_decimal(abs(calculation.result.number))))
    for quote in draft.quotes:
        identity = quote.document.identity
        texts.append(corpus.contents(quote.document).text[quote.start : quote.end])
        texts += [identity.organisation, str(identity.fiscal_year or "")]
    return allowed, [_plain(t) for t in texts]


def _bare(number: str) -> str:
    plain = number.replace(",", "")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).lstrip("0") or "0"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
