"""term_described: the term a question describes and asks the name of ('上年没用完的钱叫什么').

The description is set against the definitions of 名词解释 by pairs of characters, the rarer the
heavier, after everyday words are read as those the definitions use (defining.yaml). A description
that fits two terms alike is answered by asking which of them is meant.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.model import StoredDocument, StoredEntry
from ingest.vocabulary.load import plain_label
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent
from qa_service.model import Operation, Reason, Status
from qa_service.steps.define import tell_definitions
from qa_service.steps.defining import defining, scopes
from qa_service.steps.statements import compared

# How much of a description's weight a definition must hold; measured on 25 descriptions of terms
# (0.48 to 0.97, the second best at most 0.7 of the best) and on what describes no term (to 0.42).
_HELD = 0.46
_NEAR = 0.9
# What a pair weighs that no definition has: people say it in words of their own.
_UNKNOWN = 0.35
_LEAST_PAIRS = 5
_NOT_NAMES = (Operation.RANK, Operation.STRUCTURE, Operation.SHARE, Operation.CHANGE)


@dataclass(frozen=True)
class _Described:
    """A definition with the pairs of characters of its words."""

    stored: StoredEntry
    pairs: frozenset[str]


def term_described(intent: Intent, loaded: Sequence[Asked], corpus: Corpus) -> Draft | None:
    """The definition of the term that is described; None where no name is asked or none fits."""
    # Without organisation and years; those that are said by '上年' and '今年' describe the term.
    said = defining().described(intent.rest)
    if said is None or intent.operation in _NOT_NAMES:
        return None
    years = {p for p in _pairs(defining().described(intent.plain) or "") if "年" in p}
    wanted = _pairs(said) | years
    if len(wanted) < _LEAST_PAIRS:
        return None
    for documents in scopes(intent, loaded):
        found = _fitting(said, wanted, corpus.definitions(documents))
        if not found:
            continue
        families = _families(found)
        if len(families) == 1:
            return tell_definitions(intent, families[0], documents)
        return _which(families, intent, documents)
    return None


def _fitting(said: str, wanted: set[str], entries: Iterable[StoredEntry]) -> list[StoredEntry]:
    """The entries that hold what was said, those nearly as well as the best; the best first.

    A term that the description itself names is not the one asked for.
    """
    described = [
        _Described(e, frozenset(_pairs(f"{e.entry.term}；{e.entry.meaning}")))
        for e in entries
        if plain_label(e.entry.term) not in said
    ]
    wordings = {d.pairs for d in described}
    holding = Counter(p for pairs in wordings for p in pairs)
    weights = {p: math.log(1 + len(wordings) / holding[p]) for p in wanted if holding[p]}
    if not weights:
        return []
    unknown = _UNKNOWN * (len(wanted) - len(weights)) * sum(weights.values()) / len(weights)
    whole = sum(weights.values()) + unknown
    scored = [
        (sum(w for p, w in weights.items() if p in d.pairs) / whole, d.stored) for d in described
    ]
    best = max((held for held, _ in scored), default=0.0)
    if best < _HELD:
        return []
    near = [(held, stored) for held, stored in scored if held >= best * _NEAR]
    return [stored for _, stored in sorted(near, key=lambda pair: -pair[0])]


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters, everyday words read as the definitions' own."""
    words = defining()
    folded = compared(text)
    for said, written in words.said_for:
        folded = folded.replace(said, written)
    folded = words.unsaid.sub("", folded)
    runs = re.split(r"[^\u4e00-\u9fff]+", folded)
    return {run[i : i + 2] for run in runs for i in range(len(run) - 1)}


def _families(entries: Sequence[StoredEntry]) -> list[list[StoredEntry]]:
    """The entries by term; a name that holds another ('基本支出预算') is taken for the same."""
    families: list[list[StoredEntry]] = []
    for stored in entries:
        name = plain_label(stored.entry.term)
        for family in families:
            first = plain_label(family[0].entry.term)
            if name in first or first in name:
                family.append(stored)
                break
        else:
            families.append([stored])
    return families


def _which(
    families: Sequence[Sequence[StoredEntry]], intent: Intent, documents: Sequence[StoredDocument]
) -> Draft:
    draft = tell_definitions(intent, [family[0] for family in families], documents)
    names = [plain_label(family[0].entry.term) for family in families]
    draft.text = f"所说的可能是{'或'.join(f'“{n}”' for n in names)}。" + draft.text
    draft.status, draft.reason = Status.CLARIFY, Reason.AMBIGUOUS
    draft.options += [f"{name}是什么意思" for name in names]
    return draft
