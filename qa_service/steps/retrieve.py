"""retrieve: duties, units and other prose, quoted exactly.

Where a section's heading names what is asked, the section answers; else the passages a search
finds, when they hold the question's words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from index.model import Hit, StoredDocument
from ingest.model import Section
from qa_service.corpus import Contents, Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.model import Operation, Reason
from qa_service.names import document_title
from qa_service.steps.enumerated import enumerated
from qa_service.steps.prose_wording import prose_wording
from qa_service.steps.quote import flat, sentence_in, text_of, words_between
from qa_service.steps.select import Selection
from qa_service.steps.statements import Statement, compared, statements_of
from qa_service.steps.wording import plain_question, wording

LONGEST_SECTION = 6000
# How much of a question's weight a passage must hold, and how many of its pairs the documents.
_HELD = 0.55
_KNOWN = 0.5
_HEADINGS = {
    Operation.DUTIES: re.compile(r"(主要)?(职责|职能)"),
    Operation.STRUCTURE: re.compile(r"机构设置|单位构成|机构情况|所属单位|组织机构"),
}
# When one sentence of a passage is enough, and how much another may hold beside it.
_NEARLY_ALL = 0.85
_ALSO = 0.7
_MARKER = 6  # the characters of an item's number
_LONGEST_ITEM = 320
_NO_DEFINITIONS = (Operation.WHY, Operation.PURPOSE, Operation.DUTIES, Operation.STRUCTURE)
_UNITS = re.compile(r"(行政单位|事业单位|预算单位|下属单位|内设机构).{0,60}(包括|分别为|[：:])")
_LIST_ITEM = re.compile(
    r"\s*\n\s*(?=[（(][一二三四五六七八九十百\d]+[)）]|[一二三四五六七八九十]+、|\d+\s*[.．、])"
)


def section_text(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """A whole section: the duties, the units, or the one whose heading the question names."""
    heading = _HEADINGS.get(intent.operation)
    wanted = _wanted(intent)
    best: tuple[int, Contents, Section] | None = None
    for document in (*selection.documents, *selection.others):
        contents = corpus.contents(document)
        if section := _section_for(intent, contents, heading):
            text = plain_question(contents.text[section.source.start : section.source.end])
            score = len(wanted & _pairs(text))
            if best is None or score > best[0]:
                best = (score, contents, section)
    if best is None:
        return _units_in_prose(intent, selection, corpus)
    draft = whole_section(*best[1:])
    if intent.operation is Operation.STRUCTURE:
        draft.listed += enumerated(draft.text)
    return draft


def whole_section(contents: Contents, section: Section) -> Draft:
    """A section as it stands, its list items on lines of their own."""
    quote = Quote(
        contents.document,
        section.source.start,
        min(section.source.end, section.source.start + LONGEST_SECTION),
        section.path,
        section.source.page,
    )
    draft = Draft()
    told = in_lines(quote, contents)
    draft.say(f"{document_title(quote.document)}：\n{told}{draft.mark_quote(quote)}")
    return draft


def _units_in_prose(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The sentence that lists the units, where no section of its own does; else a search."""
    for document in selection.documents if intent.operation is Operation.STRUCTURE else ():
        contents = corpus.contents(document)
        for section in contents.sections:
            if found := sentence_in(contents, section, _UNITS):
                draft = Draft()
                text = text_of(found, corpus)
                draft.say(f"{document_title(document)}：“{text}”{draft.mark_quote(found)}。")
                return draft
    return passages(intent, selection, corpus)


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


def passages(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The passage a search finds for the question, when it really holds the question's words."""
    documents = (*selection.documents, *selection.others)
    hits = corpus.search(intent.text, documents, 12)
    by_id = {d.document_id: d for d in documents}
    rarity = _rarity(intent, documents, corpus)
    whole = sum(rarity.values())
    scored = [
        (sum(r for p, r in rarity.items() if p in plain_question(h.passage.text)) / whole, h)
        for h in (hits if whole else ())
    ]
    scored = [(share, h) for share, h in scored if share >= _HELD and _may_answer(intent, h)]
    if not scored:
        named = intent.target.text if intent.target else intent.content or "所问内容"
        return Stop(
            Reason.ITEM_MISSING,
            f"{document_title(selection.documents[0])}里没有找到关于“{named}”的内容。",
        )
    _, hit = max(scored, key=lambda pair: (pair[0], pair[1].score))
    source = hit.passage.source
    quote = Quote(
        by_id[hit.document_id], source.start, source.end, hit.passage.section_path, source.page
    )
    quote = _sentence_of(quote, rarity, corpus)
    draft = Draft()
    text = text_of(quote, corpus)
    draft.say(f"{document_title(quote.document)}写道：“{text}”{draft.mark_quote(quote)}。")
    return draft


def _may_answer(intent: Intent, hit: Hit) -> bool:
    """Whether a passage is told in the kind of words that answer how it is asked."""
    if hit.passage.kind == "definition" and intent.operation in _NO_DEFINITIONS:
        return False
    words = prose_wording()
    return words.answers(intent.plain, words.content(intent.rest), compared(hit.passage.text))


def _sentence_of(quote: Quote, rarity: dict[str, float], corpus: Corpus) -> Quote:
    """The one sentence of a passage that holds nearly all it holds of the question, else all of it.

    A sentence that opens an item of a list is told with what the item goes on to say.
    """
    inside = [
        s
        for s in statements_of(quote.document, corpus)
        if quote.start <= s.start and s.end <= quote.end
    ]
    scored = sorted(((_own(s, rarity), s) for s in inside), key=lambda pair: -pair[0])
    held = sum(w for p, w in rarity.items() if any(p in s.text for s in inside))
    if not scored or scored[0][0] < _NEARLY_ALL * held:
        return quote
    if len(scored) > 1 and scored[1][0] > _ALSO * scored[0][0]:
        return quote
    best = scored[0][1]
    opens = best.start - best.item[0] <= _MARKER and best.item[1] - best.item[0] <= _LONGEST_ITEM
    return best.item_quote() if opens else best.quote()


def _own(statement: Statement, rarity: dict[str, float]) -> float:
    """The weight of the question's pairs that stand in the sentence itself."""
    return sum(w for p, w in rarity.items() if p in statement.text)


def _rarity(
    intent: Intent, documents: Sequence[StoredDocument], corpus: Corpus
) -> dict[str, float]:
    """The question's pairs of characters with what each weighs: rare ones in the documents more.

    {} when most of them stand nowhere in the documents: then nothing is said about the question.
    """
    pairs = _wanted(intent)
    texts = [
        plain_question(stored.passage.text)
        for document in documents
        for stored in corpus.passages(document)
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


def in_lines(quote: Quote, contents: Contents) -> str:
    """A section's text with its list items on lines of their own."""
    text = words_between(contents, quote.start, quote.end)
    heading, _, body = text.lstrip().partition("\n")
    if body.strip() and len(heading) <= 40:
        return f"{heading.strip()}\n{_lines(body)}"
    return _lines(text)


def _lines(text: str) -> str:
    return "\n".join(flat(part) for part in _LIST_ITEM.split(text) if part.strip())
