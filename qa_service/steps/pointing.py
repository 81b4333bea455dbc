"""What a question points at by its place in a list: '第二个单位呢', '后者', '最后一项'.

Read before anything else: the words that point are replaced by what they point at, so that every
later step sees a question that names it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model import StoredDocument
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.model import Context, Question, Role
from qa_service.steps.statements import compared, statements_of
from qa_service.steps.wording import plain_question

# As many are remembered: nobody counts further, and a conversation stays small.
MOST_LISTED = 20
_NUMBERS = {c: i for i, c in enumerate("一二三四五六七八九十", start=1)}
_COUNTER = "(?:个|家|名|位|项|条|种|类|款)"
_OF = "(?:单位|部门|局|机构|项目|科目)?"
# '第二季度', '第三方', '第三产业' count nothing that was listed: a counter must follow.
_PLACE = re.compile(
    rf"第(?P<number>[一二两三四五六七八九十]|\d{{1,2}}){_COUNTER}{_OF}"
    rf"|(?P<last>最后(?:面)?(?:那|的)?一?{_COUNTER}{_OF})"
    r"|(?P<first>前者)|(?P<latter>后者)"
)
_WHAT_IT_IS = re.compile(
    rf"(?:那|那么)?(?:{_PLACE.pattern})(?:是|叫|叫做)(?:什么|啥|谁|哪一?个|哪一?家)"
    r"(?:单位|部门|机构|项目|名字|名称)?[呢?？。]*"
)


def pointed_out(question: Question) -> Question:
    """The question with '第二个' replaced by the second thing that was listed before, if any."""
    listed = question.carried.listed
    if not listed:
        return question

    def named(match: re.Match[str]) -> str:
        at = _index(match, len(listed))
        return listed[at] if at is not None else match.group()

    return replace(question, text=_PLACE.sub(named, question.text))


def named_by_place(question: Question, corpus: Corpus) -> Draft | None:
    """'第三个是什么': the name of what stood there, and where the document says it.

    None where something else is asked, or a definition of the name may be meant.
    """
    carried = question.carried
    asked = _WHAT_IT_IS.fullmatch(plain_question(question.text))
    place = _PLACE.search(plain_question(question.text)) if asked else None
    at = _index(place, len(carried.listed)) if place else None
    if place is None or at is None:
        return None
    name = carried.listed[at]
    documents = [
        d
        for d in corpus.documents()
        if d.identity.organisation == carried.organisation
        and carried.fiscal_year in (None, d.identity.fiscal_year)
    ]
    if any(known.entry.term == name for known in corpus.glossary(name, documents)):
        return None
    draft = Draft()
    draft.say(f"{place.group()}是{name}{_cited(draft, name, documents, corpus)}。")
    return draft


def _cited(draft: Draft, name: str, documents: Sequence[StoredDocument], corpus: Corpus) -> str:
    """The mark of a figure of that name, else of a sentence that says it; '' where none does."""
    named = [f for f in corpus.facts(documents) if f.own_label == name and f.figure.quantity]
    if named:
        return draft.mark(named[0])
    for document in documents:
        for statement in statements_of(document, corpus):
            if compared(name) in statement.text:
                return draft.mark_quote(statement.quote())
    return ""


def _index(match: re.Match[str], length: int) -> int | None:
    """Which of the listed things is meant, None where there are not so many."""
    if match["first"]:
        return 0 if length == 2 else None
    if match["latter"]:
        return 1 if length == 2 else None
    if match["last"]:
        return length - 1
    said = match["number"]
    number = int(said) if said.isascii() else 2 if said == "两" else _NUMBERS[said]
    return number - 1 if 0 < number <= length else None


def listed_in(draft: Draft, carried: Context) -> tuple[str, ...]:
    """What a draft lists, in its order: organisations where they differ, else years, else items.

    A draft that lists nothing leaves what was listed before.
    """
    if draft.listed:
        return tuple(draft.listed[:MOST_LISTED])
    facts = [f for f, role in draft.facts if role is not Role.CONTEXT]
    organisations = list(dict.fromkeys(f.organisation for f in facts))
    items = list(dict.fromkeys(f.own_label for f in facts))
    found = organisations if len(organisations) > 1 else items
    return tuple(found[:MOST_LISTED]) if len(found) > 1 else carried.listed
