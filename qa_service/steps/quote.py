"""Sentences and sections found by what they speak of, and the words they are shown in."""

from __future__ import annotations

import itertools
import re

from ingest.model import Section, Source
from qa_service.corpus import Contents, Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent
from qa_service.names import document_title
from qa_service.steps.item_names import head_strength
from qa_service.steps.select import Selection
from qa_service.steps.wording import plain_question

_PAGE_NUMBER_ABOVE = re.compile(r"\A\s*[-—–─]{0,2}\s*\d{1,3}\s*[-—–─]{0,2}[ \u3000]*\n")
_PAGE_NUMBER_BELOW = re.compile(r"\n\s*[-—–─]{0,2}\s*\d{1,3}\s*[-—–─]{0,2}\s*\Z")
REASON = re.compile(r"(主要)?原因|主要是|由于|因为")
_PURPOSE_BEFORE = re.compile(r"(?<=[。）)\n])(?:主要)?(?:用于|用来)[^。]{1,150}。\s*$")
_REASON_OF_ALL = re.compile(
    r"(收入|支出|收支|预算|总计).{0,16}(增加|减少|增长|下降|变化|变动)的?(主要)?原因"
)


def quoted(found: Quote, corpus: Corpus) -> Draft:
    """A draft that quotes one place."""
    draft = Draft()
    draft.say(
        f"{document_title(found.document)}：“{text_of(found, corpus)}”{draft.mark_quote(found)}。"
    )
    return draft


def sentence_about(
    intent: Intent, selection: Selection, corpus: Corpus, cue: re.Pattern[str]
) -> Quote | None:
    """The sentence of a figure of the item, or of a section about it, that has the cue words."""
    target = intent.target
    if target is None:
        return None
    for fact in corpus.facts(selection.documents):
        sentence = fact.figure.sentence
        named = head_strength(target, fact.figure.label, fact.figure.item, None)
        if sentence is None or named < 90:
            continue
        contents = corpus.contents(fact.document)
        start, end = _with_neighbours(contents.text, sentence)
        if cue.search(re.sub(r"\s", "", words_between(contents, start, end))):
            return Quote(fact.document, start, end, fact.figure.section_path, sentence.page)
    for document in selection.documents:
        contents = corpus.contents(document)
        for section in contents.sections:
            if target.text not in plain_question(section.title):
                continue
            if found := sentence_in(contents, section, cue):
                return found
        if target.generic and cue is REASON:
            for section in contents.sections:
                if found := sentence_in(contents, section, _REASON_OF_ALL):
                    return found
    return None


def _with_neighbours(text: str, sentence: Source) -> tuple[int, int]:
    """The sentence with what it begins its item with and the one that follows on the same item."""
    start, end = sentence.start, sentence.end
    if led := _PURPOSE_BEFORE.search(text, max(start - 200, 0), start):
        start = led.start()  # '…（项）。主要用于：…。全年预算为…'
    before = max(text.rfind("。", 0, max(start - 2, 0)), text.rfind("\n", 0, max(start - 120, 0)))
    if "（项）" in text[before + 1 : start] or "（款）" in text[before + 1 : start]:
        start = before + 1
    after = re.match(r"[。；]?\s*(?:主要)?(?:用于|包括|反映|其中[：:])[^。]{1,300}。", text[end:])
    return start, end + (after.end() if after else 0)


def sentence_in(contents: Contents, section: Section, cue: re.Pattern[str]) -> Quote | None:
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


def text_of(quote: Quote, corpus: Corpus) -> str:
    text = words_between(corpus.contents(quote.document), quote.start, quote.end)
    return flat(text).rstrip("。")


def words_between(contents: Contents, start: int, end: int) -> str:
    """The text of a span, without the page numbers where it runs over a page."""
    edges = [start, *(e for e in contents.page_ends if start < e < end), end]
    pieces = [contents.text[a:b] for a, b in itertools.pairwise(edges)]
    cleaned = []
    for index, piece in enumerate(pieces):
        if index:
            piece = _PAGE_NUMBER_ABOVE.sub("", piece)
        if index < len(pieces) - 1:
            piece = _PAGE_NUMBER_BELOW.sub("\n", piece)
        cleaned.append(piece)
    return "".join(cleaned)


# '财 政 业 务 费': signs that a page sets apart to fill its line, which no word is made of.
_SPACED_OUT = re.compile(r"(?<=[\u4e00-\u9fff]) [\u4e00-\u9fff](?= )")
_BETWEEN_SIGNS = re.compile(
    r"(?<=[\u4e00-\u9fff，、。：；]) (?=[\u4e00-\u9fff，、。：；\d])"
    r"|(?<=\d) (?=[\u4e00-\u9fff，、。：；])"
)
_LEAST_SPACED = 3


def flat(text: str) -> str:
    """Printed lines run together: Chinese needs no blank where a line was broken.

    Digits do: whether '12' and '3万元' of two lines are one number, a quotation does not decide.
    """
    if len(_SPACED_OUT.findall(text)) >= _LEAST_SPACED:
        text = _BETWEEN_SIGNS.sub("", text)
    apart = re.sub(r"(?<=[\d.,])\s*\n\s*(?=\d)", " ", text)
    return re.sub(r"\s*\n\s*", "", apart).replace("\u3000", "").strip()
