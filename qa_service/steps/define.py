"""define: the definition of a term, from 名词解释, with document and year; differences are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.model import StoredDocument, StoredEntry
from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.model import Reason
from qa_service.steps.item_names import item_name
from qa_service.steps.quote import flat
from qa_service.steps.select import Selection

_ASKS_SAME = re.compile(r"一样|相同|一致|区别|不同|差别|差异|两样")
_INCLUDES = re.compile(r"包括|包含|组成")
# What a definition says of a term inside it.
_SAYS = "主要安排|主要用于|主要|反映|是指|指|用于|包括"
_LEAST_TERM = 3


def define(intent: Intent, documents: Sequence[StoredDocument], corpus: Corpus) -> Draft | Stop:
    """The definition of a term, by the document in question, else by every document that has it."""
    terms = _terms(intent)
    entries: list[StoredEntry] = []
    for term in terms:
        entries = of_term(term, corpus.glossary(term, documents))
        if entries:
            break
    if not entries and (within := within_another(terms, documents, corpus)):
        return within
    if not entries:
        asked = terms[0] if terms else "所问词语"
        return Stop(
            Reason.ITEM_MISSING,
            f"已收录文件的名词解释里没有“{asked}”。",
        )
    return tell_definitions(intent, entries, documents)


def tell_definitions(
    intent: Intent, entries: Sequence[StoredEntry], documents: Sequence[StoredDocument]
) -> Draft:
    """What entries of one term say, each wording once, with its document and year."""
    by_id = {d.document_id: d for d in documents}
    groups = _distinct(entries)
    draft = Draft()
    if len(entries) > 1 and _ASKS_SAME.search(intent.plain):
        draft.say("各文件的解释不同。" if len(groups) > 1 else "各文件的解释相同。")
    for index, group in enumerate(groups[:3]):
        stored = group[0]
        quote = _quote_entry(by_id[stored.document_id], stored)
        identity = by_id[stored.document_id].identity
        where = f"{identity.organisation}{identity.fiscal_year or ''}年"
        lead = "" if index == 0 else "另一种说法："
        meaning = flat(stored.entry.meaning)
        draft.say(
            f"{lead}{flat(stored.entry.term)}：{meaning}（{where}名词解释）{draft.mark_quote(quote)}"
        )
        if len(group) > 1:
            draft.say("，另有其他文件的解释与此相同")
        draft.say("。" if index == len(groups[:3]) - 1 else "；")
    if len(groups) > 1:
        draft.warn(f"不同文件对这个词的解释不完全相同，共有{len(groups)}种")
    return draft


def within_another(
    terms: Sequence[str], documents: Sequence[StoredDocument], corpus: Corpus
) -> Draft | None:
    """What the definition of another term says of this one ('公务接待费' in that of 三公经费)."""
    by_id = {d.document_id: d for d in documents}
    for term in terms:
        said = re.compile(rf"(?<![、\w])\s*{_spaced(term)}\s*(?:{_SAYS})[^；。]+[；。]")
        for stored in corpus.definitions(documents) if len(term) >= _LEAST_TERM else ():
            if not said.search(stored.entry.meaning):  # nor is its document worth reading
                continue
            document = by_id[stored.document_id]
            source = stored.entry.source
            text = corpus.contents(document).text
            if match := said.search(text, source.start, source.end):
                start = match.end() - len(match[0].lstrip())
                quote = Quote(document, start, match.end(), stored.entry.section_path, source.page)
                draft = Draft()
                identity = document.identity
                where = f"{identity.organisation}{identity.fiscal_year or ''}年"
                words = flat(corpus.contents(document).text[start : match.end()])
                draft.say(
                    f"{words.rstrip('；。')}（{where}名词解释“{flat(stored.entry.term)}”）"
                    f"{draft.mark_quote(quote)}。"
                )
                return draft
    return None


def _spaced(term: str) -> str:
    """A pattern for a term however its line is broken and its brackets are drawn."""
    folded = {"(": "[（(]", ")": "[）)]"}
    return r"\s*".join(folded.get(c, re.escape(c)) for c in term)


def definition_of_parts(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | None:
    """The definition that tells what a term includes; None where none does."""
    found = define(intent, selection.documents, corpus)
    return found if isinstance(found, Draft) and _INCLUDES.search(found.text) else None


def _terms(intent: Intent) -> list[str]:
    target = intent.target
    names = [intent.subject] if len(intent.subject) >= 2 and "item" not in intent.carried else []
    if target is None:
        names += [intent.content] if len(intent.content) >= 2 else []
        return list(dict.fromkeys(plain_label(n) for n in names))
    names.append(target.text)
    for key in target.keys:
        if name := item_name(key):
            names.append(name)
        if key in vocabulary().items:
            names += vocabulary().items[key].printed
    return list(dict.fromkeys(plain_label(n) for n in names))


def of_term(term: str, entries: Iterable[StoredEntry]) -> list[StoredEntry]:
    """Entries whose term, or the last step of its （类）（款）（项） path, is the term asked."""
    ranked: list[tuple[int, StoredEntry]] = []
    for stored in entries:
        last = plain_label(stored.entry.term_path[-1]) if stored.entry.term_path else ""
        whole = plain_label(stored.entry.term)
        if term in (whole, last):
            ranked.append((0, stored))
        elif _bare(term) in (_bare(whole), _bare(last)):
            ranked.append((1, stored))
    best = min((rank for rank, _ in ranked), default=0)
    return [stored for rank, stored in ranked if rank == best]


def _bare(term: str) -> str:
    return re.sub(r"(?:支出|经费|费用|预算|费)+$", "", term) or term


def _distinct(entries: Sequence[StoredEntry]) -> list[list[StoredEntry]]:
    groups: dict[str, list[StoredEntry]] = {}
    for stored in entries:
        key = re.sub(r"\W", "", stored.entry.meaning)
        groups.setdefault(key, []).append(stored)
    return list(groups.values())


def _quote_entry(document: StoredDocument, stored: StoredEntry) -> Quote:
    source = stored.entry.source
    return Quote(document, source.start, source.end, stored.entry.section_path, source.page)
