"""missing: why there is no figure: blank, mentioned without an amount, or never mentioned."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import StoredDocument
from ingest.model import Aspect, Kind
from ingest.vocabulary.neighbours import between
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent
from qa_service.model import Fact, Reason, Role, Status
from qa_service.names import document_title
from qa_service.steps import compose
from qa_service.steps.near_amounts import say_near_amounts
from qa_service.steps.select import Selection
from qa_service.steps.suggest import ask_again
from qa_service.steps.wording import plain_question

_STRUCK = re.compile(r"[*＊×xX■█]+")
_DASH = re.compile(r"[-－—–―─/／]+")
_NAMES_SOMETHING = 2
_AMOUNT = re.compile(r"\d(?:万|亿|元|台|辆|个|件|批|人)")


def missing(intent: Intent, selection: Selection, blank: Sequence[Fact], corpus: Corpus) -> Draft:
    """Blank, mentioned without an amount, or never mentioned: three different statements."""
    asked = _asked(intent) or "所问项目"
    titles = "、".join(dict.fromkeys(document_title(d) for d in selection.documents))
    draft = Draft(status=Status.REFUSED, reason=Reason.ITEM_MISSING)
    if intent.of_final_account and intent.kind is Kind.BUDGET:
        draft.reason = Reason.YEAR_MISSING
        draft.say("没有收录该年度的预算文件，在已收录的决算文件里也没有找到这一项的预算数。")
        return draft
    if blank:
        first = blank[0]
        draft.reason = Reason.ITEM_BLANK
        draft.say(
            f"{compose.document_phrase(first)}的{'表格' if first.is_cell else '文字'}里有"
            f"“{compose.item_phrase(first)}”这一{'栏' if first.is_cell else '项'}，"
            + _instead_of_a_number(first.figure.printed).format(draft.mark(first, Role.CONTEXT))
        )
        return draft
    if intent.narrower:
        draft.reason = Reason(intent.narrower.reason)
        draft.say(f"{titles}中没有这个数：{intent.narrower.why}。")
        return draft
    draft.say(f"{titles}中没有“{asked}”的数")
    if mentioned := first_mention(asked, selection.documents, corpus):
        if _holds_amount(mentioned, corpus):
            draft.say(f"可以核对；提到它的原文见{draft.mark_quote(mentioned)}")
        else:
            draft.say(f"，只提到了名称{draft.mark_quote(mentioned)}，没有给出金额")
    draft.say("。")
    say_near_amounts(draft, intent, selection, corpus)
    near = nearest_items(intent, selection, corpus)
    if asked in near:
        draft.text = f"{titles}里有“{asked}”，但没有所问的年度或口径的数。"
        near.remove(asked)
    if near:
        draft.say(f"文件里相近的项目有：{'、'.join(near)}。")
        draft.say("".join(pair.tells for name in near if (pair := between(asked, name))))
    year = selection.year
    again = [ask_again(intent, organisation=selection.asked.name, year=year, item=n) for n in near]
    draft.suggestions += again
    return draft


def _instead_of_a_number(printed: str) -> str:
    """What stands where the amount should: nothing, a dash, stars or words, each said as it is."""
    words = printed.strip()
    if not words:
        return "但没有填数{}。空白不等于0，文件没有给出金额。"
    if _STRUCK.fullmatch(words):
        return f"但数字被涂去，印作“{words}”{{}}，文件没有给出金额。"
    if _DASH.fullmatch(words):
        return f"印的是“{words}”{{}}，没有填数。文件没有说明它是不是0。"
    return f"写的是“{words}”{{}}，没有给出金额。"


def first_mention(text: str, documents: Sequence[StoredDocument], corpus: Corpus) -> Quote | None:
    """The first place in the prose of the documents where the words stand, or None."""
    if len(text) < 2:
        return None
    for document in documents:
        for stored in corpus.passages(document):
            passage = stored.passage
            if text in plain_question(passage.text) and passage.kind != "definition":
                return Quote(
                    document,
                    passage.source.start,
                    passage.source.end,
                    passage.section_path,
                    passage.source.page,
                )
    return None


def _asked(intent: Intent) -> str:
    """What a question asks for: '老人助餐' of '老人助餐有多少预算', and no general word."""
    target = intent.target
    if target is None or (target.generic and len(intent.content) >= _NAMES_SOMETHING):
        return intent.content
    return target.text


def _holds_amount(quote: Quote, corpus: Corpus) -> bool:
    """Whether an amount stands in the quoted place, so that none can be said to be missing."""
    text = corpus.contents(quote.document).text[quote.start : quote.end]
    return bool(_AMOUNT.search(plain_question(text)))


def nearest_items(intent: Intent, selection: Selection, corpus: Corpus) -> list[str]:
    """Up to three items the documents do state that share letters or a whole with the asked one."""
    asked = _asked(intent)
    wanted = {asked[i : i + 2] for i in range(len(asked) - 1)}
    scores: dict[str, int] = {}
    for fact in corpus.facts(selection.documents):
        f = fact.figure
        if f.quantity is None or f.aspect is not Aspect.AMOUNT or f.facet is not None:
            continue
        shared = len(wanted & {f.label[i : i + 2] for i in range(len(f.label) - 1)})
        if shared:
            scores[f.label] = max(scores.get(f.label, 0), shared * 10 - len(f.label))
    return [name for name, _ in sorted(scores.items(), key=lambda kv: -kv[1])[:3]]
