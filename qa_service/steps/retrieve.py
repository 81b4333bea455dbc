"""retrieve_passages: definitions, reasons, duties, units, purposes and other prose, quoted exactly.

Where a section's heading names what is asked, the section answers; else the sentence that speaks
of the item; else the passages a search finds, when they hold the question's words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.model import StoredDocument, StoredEntry
from ingest.model import Aspect, Section, Source
from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.library import Contents, Library
from qa_service.model import Fact, Operation, Reason, Role
from qa_service.steps import compose
from qa_service.steps.changes import against_premise
from qa_service.steps.items import ItemMention, head_strength, item_name
from qa_service.steps.look_up import about_item, look_up_figures, query_of
from qa_service.steps.select import Selection
from qa_service.steps.wording import plain_question, wording

LONGEST_SECTION = 6000
# How much of a question's weight a passage must hold, and how many of its pairs the documents.
_HELD = 0.55
_KNOWN = 0.5
_HEADINGS = {
    Operation.DUTIES: re.compile(r"(主要)?(职责|职能)"),
    Operation.STRUCTURE: re.compile(r"机构设置|单位构成|机构情况|所属单位|组织机构"),
}
_UNITS = re.compile(r"(行政单位|事业单位|预算单位|下属单位|内设机构).{0,60}(包括|分别为|[：:])")
_REASON = re.compile(r"(主要)?原因|主要是|由于|因为")
_REASON_OF_ALL = re.compile(
    r"(收入|支出|收支|预算|总计).{0,16}(增加|减少|增长|下降|变化|变动)的?(主要)?原因"
)
_PURPOSE = re.compile(r"主要用于|用于")
_LIST_ITEM = re.compile(
    r"\s*\n\s*(?=[（(][一二三四五六七八九十百\d]+[)）]|[一二三四五六七八九十]+、|\d+\s*[.．、])"
)


def define(intent: Intent, documents: Sequence[StoredDocument], library: Library) -> Draft | Stop:
    """The definition of a term, by the document in question, else by every document that has it."""
    terms = _terms(intent)
    entries: list[StoredEntry] = []
    for term in terms:
        entries = _of_term(term, library.glossary(term, documents))
        if entries:
            break
    if not entries:
        asked = terms[0] if terms else "所问词语"
        return Stop(
            Reason.ITEM_MISSING,
            f"已收录文件的名词解释里没有“{asked}”。",
        )
    by_id = {d.document_id: d for d in documents}
    groups = _distinct(entries)
    draft = Draft()
    for index, group in enumerate(groups[:3]):
        stored = group[0]
        quote = _quote_entry(by_id[stored.document_id], stored)
        identity = by_id[stored.document_id].identity
        where = f"{identity.organisation}{identity.fiscal_year or ''}年"
        lead = "" if index == 0 else "另一种说法："
        meaning = _flat(stored.entry.meaning)
        draft.say(
            f"{lead}{_flat(stored.entry.term)}：{meaning}（{where}名词解释）{draft.mark_quote(quote)}"
        )
        if len(group) > 1:
            draft.say("，另有其他文件的解释与此相同")
        draft.say("。" if index == len(groups[:3]) - 1 else "；")
    if len(groups) > 1:
        draft.warn(f"不同文件对这个词的解释不完全相同，共有{len(groups)}种")
    return draft


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


def _of_term(term: str, entries: Iterable[StoredEntry]) -> list[StoredEntry]:
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


def reason_of(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """Why an item changed or is none, in the document's words."""
    fact = _fact_with_reason(intent, selection, library)
    opening = _premise(intent, selection, library)
    if fact is not None and fact.figure.reason is not None:
        draft = opening
        contents = library.contents(fact.document)
        source = fact.figure.sentence or fact.figure.reason
        start = min(source.start, fact.figure.reason.start)
        end = max(source.end, fact.figure.reason.end)
        quote = Quote(fact.document, start, end, fact.figure.section_path, source.page)
        said = _flat(fact.figure.reason.words_in(contents.text))
        draft.mark(fact, Role.CONTEXT)
        draft.say(
            f"{compose.document_phrase(fact)}对{compose.item_phrase(fact)}的说明："
            f"“{said}”{draft.mark_quote(quote)}。"
        )
        return draft
    if found := sentence_about(intent, selection, library, _REASON):
        draft = opening
        text = _text_of(found, library)
        draft.say(f"{_whose(found.document)}的说明：“{text}”{draft.mark_quote(found)}。")
        return draft
    if of_parts := _reasons_of_parts(intent, selection, library):
        return of_parts
    near = passages(intent, selection, library)
    if not opening.values and isinstance(near, Draft):
        return near
    if opening.values:
        opening.say("文件没有说明原因。")
        return opening
    named = intent.target.text if intent.target else "这一项"
    return Stop(Reason.ITEM_MISSING, f"文件没有说明“{named}”的原因。")


def _reasons_of_parts(intent: Intent, selection: Selection, library: Library) -> Draft | None:
    """Why the parts of an item changed, where the whole's change is not explained."""
    items = vocabulary().items
    item = next(
        (items[k] for k in (intent.target.keys if intent.target else ()) if k in items), None
    )
    facts = [f for f in library.facts(selection.documents) if f.figure.reason is not None]
    year = selection.years[0] if selection.years else None
    draft = Draft()
    for key in item.parts if item else ():
        mention = ItemMention(items[key].name, keys=(key,)) if key in items else None
        if mention is None:
            continue
        query = replace(query_of(intent, Aspect.CHANGE, year), items=(mention,))
        fact = look_up_figures(query, facts).first
        if fact is None or fact.figure.reason is None or not fact.figure.quantity:
            continue
        if fact.figure.quantity.number == 0:
            continue
        text = library.contents(fact.document).text
        said = _flat(fact.figure.reason.words_in(text))
        way = compose.direction(fact.figure.quantity)
        draft.say(
            f"{compose.item_phrase(fact)}{compose.base_phrase(fact)}{way}"
            f"{compose.fact_amount(fact)}，“{said}”{draft.mark(fact, Role.CONTEXT)}。"
        )
    return draft if draft.facts else None


def _premise(intent: Intent, selection: Selection, library: Library) -> Draft:
    """What the question takes for granted, put right where the document says otherwise."""
    draft = Draft()
    if not intent.items:
        return draft
    year = selection.years[0] if selection.years else None
    query = query_of(intent, Aspect.CHANGE, year)
    found = look_up_figures(query, library.facts(selection.documents))
    fact = found.first
    if fact is None or fact.figure.quantity is None or found.unmet:
        return draft
    change = fact.figure.quantity.number
    if not against_premise(intent.plain, fact.figure.quantity):
        return draft
    way = compose.direction(fact.figure.quantity)
    digits = compose.fact_amount(fact) if change else ""
    draft.say(
        f"与问题所说的不同：{compose.document_phrase(fact)}中，{compose.item_phrase(fact)}"
        f"{compose.base_phrase(fact)}{way}{digits}{draft.mark(fact)}。"
    )
    draft.give(fact.figure.quantity, f"{fact.figure.label}增减")
    return draft


def _fact_with_reason(intent: Intent, selection: Selection, library: Library) -> Fact | None:
    facts = [f for f in library.facts(selection.documents) if f.figure.reason is not None]
    carried = [f for f in facts if f.fact_id in intent.carried_figures]
    if carried and "item" in intent.carried:
        return carried[0]
    if not intent.items:
        return None
    year = selection.years[0] if selection.years else None
    for aspect in (Aspect.CHANGE, Aspect.CHANGE_RATE, Aspect.AMOUNT, Aspect.COMPLETION_RATE):
        for query in about_item(intent, aspect, year):
            if found := look_up_figures(query, facts).first:
                return found
    return None


def purpose_of(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """What the money of an item is for, in the document's words; else its definition."""
    if found := sentence_about(intent, selection, library, _PURPOSE):
        return quoted(found, library)
    if intent.target is None:
        return passages(intent, selection, library)
    return define(intent, selection.documents, library)


def quoted(found: Quote, library: Library) -> Draft:
    """A draft that quotes one place."""
    draft = Draft()
    draft.say(f"{_whose(found.document)}：“{_text_of(found, library)}”{draft.mark_quote(found)}。")
    return draft


def sentence_about(
    intent: Intent, selection: Selection, library: Library, cue: re.Pattern[str]
) -> Quote | None:
    """The sentence of a figure of the item, or of a section about it, that has the cue words."""
    target = intent.target
    if target is None:
        return None
    for fact in library.facts(selection.documents):
        sentence = fact.figure.sentence
        if (
            sentence is None
            or head_strength(target, fact.figure.label, fact.figure.item, None) < 90
        ):
            continue
        contents = library.contents(fact.document)
        if cue.search(sentence.words_in(contents.text).replace("\n", "")):
            path = fact.figure.section_path
            return Quote(fact.document, sentence.start, sentence.end, path, sentence.page)
    for document in selection.documents:
        contents = library.contents(document)
        for section in contents.sections:
            if target.text not in plain_question(section.title):
                continue
            if found := _sentence_in(contents, section, cue):
                return found
        if target.generic and cue is _REASON:
            for section in contents.sections:
                if found := _sentence_in(contents, section, _REASON_OF_ALL):
                    return found
    return None


def _with_neighbours(text: str, sentence: Source) -> tuple[int, int]:
    """The sentence with what it begins its item with and the one that follows on the same item."""
    start, end = sentence.start, sentence.end
    before = max(text.rfind("。", 0, max(start - 2, 0)), text.rfind("\n", 0, max(start - 120, 0)))
    if "（项）" in text[before + 1 : start] or "（款）" in text[before + 1 : start]:
        start = before + 1
    after = re.match(r"\s*(?:主要)?(?:用于|包括|反映)[^。]{1,300}。", text[end:])
    return start, end + (after.end() if after else 0)


def _sentence_in(contents: Contents, section: Section, cue: re.Pattern[str]) -> Quote | None:
    start, end = section.source.start, min(section.source.end, section.source.start + 3000)
    for match in re.finditer(r"[^。]+。?", contents.text[start:end]):
        if cue.search(match.group().replace("\n", "")):
            return Quote(
                contents.document,
                start + match.start(),
                start + match.end(),
                section.path,
                section.source.page,
            )
    return None


def section_text(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """A whole section: the duties, the units, or the one whose heading the question names."""
    heading = _HEADINGS.get(intent.operation)
    wanted = _wanted(intent)
    best: tuple[int, Contents, Section] | None = None
    for document in (*selection.documents, *selection.others):
        contents = library.contents(document)
        if section := _section_for(intent, contents, heading):
            text = plain_question(contents.text[section.source.start : section.source.end])
            score = len(wanted & _pairs(text))
            if best is None or score > best[0]:
                best = (score, contents, section)
    if best is None:
        return _units_in_prose(intent, selection, library)
    _, contents, section = best
    quote = Quote(
        contents.document,
        section.source.start,
        min(section.source.end, section.source.start + LONGEST_SECTION),
        section.path,
        section.source.page,
    )
    draft = Draft()
    draft.say(
        f"{_whose(quote.document)}：\n{_paragraphs(quote, contents)}{draft.mark_quote(quote)}"
    )
    return draft


def _units_in_prose(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """The sentence that lists the units, where no section of its own does; else a search."""
    for document in selection.documents if intent.operation is Operation.STRUCTURE else ():
        contents = library.contents(document)
        for section in contents.sections:
            if found := _sentence_in(contents, section, _UNITS):
                draft = Draft()
                text = _text_of(found, library)
                draft.say(f"{_whose(document)}：“{text}”{draft.mark_quote(found)}。")
                return draft
    return passages(intent, selection, library)


def _section_for(
    intent: Intent, contents: Contents, heading: re.Pattern[str] | None
) -> Section | None:
    if heading is not None:
        fitting = [s for s in contents.sections if heading.search(plain_question(s.title))]
        fitting = [s for s in fitting if s.source.end - s.source.start > len(s.title) + 12]
        return max(fitting, key=lambda s: s.level, default=None)
    best: tuple[int, Section] | None = None
    for section in contents.sections:
        title = plain_question(re.sub(r"^\W*", "", section.title))
        if len(title) < 3:
            continue
        shared = len(title) if title in intent.plain else 0
        bonus = sum(len(p) for p in section.path[:-1] if _shares(plain_question(p), intent))
        if shared >= 3 and (best is None or shared + bonus > best[0]):
            best = (shared + bonus, section)
    return best[1] if best else None


def _shares(title: str, intent: Intent) -> bool:
    return bool(intent.target and intent.target.text in title) or (
        len(intent.content) >= 3 and intent.content in title
    )


def passages(intent: Intent, selection: Selection, library: Library) -> Draft | Stop:
    """The passage a search finds for the question, when it really holds the question's words."""
    hits = library.search(intent.text, selection.documents, 12)
    by_id = {d.document_id: d for d in selection.documents}
    rarity = _rarity(intent, selection, library)
    whole = sum(rarity.values())
    scored = [
        (sum(r for p, r in rarity.items() if p in plain_question(h.passage.text)) / whole, h)
        for h in (hits if whole else ())
    ]
    scored = [(share, h) for share, h in scored if share >= _HELD]
    if not scored:
        named = intent.target.text if intent.target else intent.content or "所问内容"
        return Stop(
            Reason.ITEM_MISSING,
            f"{_whose(selection.documents[0])}里没有找到关于“{named}”的内容。",
        )
    _, hit = max(scored, key=lambda pair: (pair[0], pair[1].score))
    source = hit.passage.source
    quote = Quote(
        by_id[hit.document_id], source.start, source.end, hit.passage.section_path, source.page
    )
    draft = Draft()
    text = _text_of(quote, library)
    draft.say(f"{_whose(quote.document)}写道：“{text}”{draft.mark_quote(quote)}。")
    return draft


def _rarity(intent: Intent, selection: Selection, library: Library) -> dict[str, float]:
    """The question's pairs of characters with what each weighs: rare ones in the documents more.

    {} when most of them stand nowhere in the documents: then nothing is said about the question.
    """
    pairs = _wanted(intent)
    texts = [
        plain_question(stored.passage.text)
        for document in selection.documents
        for stored in library.passages(document)
    ]
    holding = {p: sum(p in text for text in texts) for p in pairs}
    known = {p: n for p, n in holding.items() if n}
    if not known or len(known) < len(pairs) * _KNOWN:
        return {}
    return {p: math.log(1 + len(texts) / n) for p, n in known.items()}


def _wanted(intent: Intent) -> set[str]:
    """The pairs of characters of what a question is about."""
    return {p for piece in wording().names_of_content(intent.rest) for p in _pairs(piece)}


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _whose(document: StoredDocument) -> str:
    identity = document.identity
    year = f"{identity.fiscal_year}年" if identity.fiscal_year else ""
    return f"{identity.organisation}{year}文件"


def _text_of(quote: Quote, library: Library) -> str:
    text = library.contents(quote.document).text[quote.start : quote.end]
    return _flat(text).rstrip("。")


def _flat(text: str) -> str:
    """Printed lines run together: Chinese needs no blank where a line was broken."""
    return re.sub(r"\s*\n\s*", "", text).replace("\u3000", "").strip()


def _paragraphs(quote: Quote, contents: Contents) -> str:
    """A section's text with its list items on lines of their own."""
    text = contents.text[quote.start : quote.end]
    return "\n".join(_flat(part) for part in _LIST_ITEM.split(text) if part.strip())
