"""duties: what an organisation or one of its offices is responsible for, and who has a duty.

Only what stands under 主要职责 or beside an office's name is a duty; other prose that uses the same
words is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model import StoredDocument
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Asked, Intent, Stop
from qa_service.model import Operation, Reason
from qa_service.names import document_title
from qa_service.steps.prose_wording import prose_wording
from qa_service.steps.quote import text_of
from qa_service.steps.retrieve import section_text
from qa_service.steps.select import Selection
from qa_service.steps.statements import Statement, compared, coverage, statements_of, weights_of

# How much of what is asked a duty must hold.
_HELD = 0.7
# Duties that hold nearly as much are told with the best, up to so many.
_NEAR = 0.97
# How long a name must be to find a duty where other words beside it do not.
_LEAST_NAME = 5
_MOST = 3
_LONGEST_ITEM = 320
# Where a search is not narrowed to an organisation, how many passages it looks at.
_HITS = 12
_MAY_ASK = (
    Operation.DUTIES,
    Operation.EXISTS,
    Operation.VALUE,
    Operation.TEXT,
    Operation.STRUCTURE,
    Operation.COMPARE,
    Operation.BALANCE,
)
_AMOUNT = re.compile(r"多少|几(个|家|项|条|万|亿|成)|金额|百分|经费|的钱|这钱|费用|花(在|到|了|去)")
# What can only be asked of duties, so that it may be said that none of them holds it.
_CLEARLY = re.compile(
    r"职责|职能|职权|管不管|归不归|负不负责|归(?!口)[^,，]{0,12}管(?!理|道|制)|(还|也|是)管[^,，理]{2,}(吗|么|嘛|不)"
    r"|(能不能|可不可以|能否|可否|有没有权力?|有权)(任免|罢免|审批|批准|决定|监督|处罚|制定|立法|管)"
    r"|(能|可以|能不能|可不可以)(申请|申领|办理|办)[^,，]{2,}"
)
_IS = re.compile(r"是[^。]{4,}(部门|机构|机关|组织|单位|团体)")
_ORDINAL = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})[条项款点]")
_DIGITS = "零一二三四五六七八九"
_MARKER = re.compile(r"^\s*[（(]?([一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]")
_OFFICE = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?"
    r"(?P<name>[^。：，；]{2,16}?(?:科|处|室|股|部|中心|队|所|站|办|委)(?:（[^）]{1,12}）|\([^)]{1,12}\))?)[。：]"
)


def duty_asked(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The duties that hold what a question names; None where it asks of no single duty."""
    words = prose_wording().duty
    of_office = words.office.search(intent.plain)
    asks = (words.office, words.whose, words.asks, words.nature)
    if not any(pattern.search(intent.plain) for pattern in asks):
        return None
    plainly = intent.operation is Operation.PURPOSE and not intent.items
    if not (plainly or intent.operation in _MAY_ASK) or _AMOUNT.search(intent.plain):
        return None
    if words.nature.search(intent.plain) and (opening := _nature(selection, corpus)):
        return opening
    if ordinal := _ORDINAL.search(intent.plain):
        return _numbered(_number(ordinal[1]), selection, corpus)
    asked = _asked(intent)
    if not asked:
        whole = words.asks.search(intent.plain) and not intent.items
        about = replace(intent, operation=Operation.DUTIES)
        return section_text(about, selection, corpus) if whole else None
    if plainly:
        return None  # '…是干嘛用的' asks of money
    documents = (*selection.documents, *selection.others)
    statements = _duties(documents, corpus)
    if not statements:
        return None
    found = _best(asked, statements, offices_only=bool(of_office))
    if not found and _asks_yes_or_no(intent):
        found = _best_of_one(asked, statements)
    if found:
        return _told(found, corpus)
    if not _CLEARLY.search(intent.plain):
        return None
    return Stop(
        Reason.ITEM_MISSING,
        f"{document_title(documents[0])}所列的职责里没有提到“{'、'.join(asked)}”。"
        "可以问：主要职责有哪些。",
    )


def whose_duty(intent: Intent, loaded: Sequence[Asked], corpus: Corpus) -> Draft | None:
    """Whose duty something is, among all that are loaded; None where it is not asked or told."""
    words = prose_wording().duty
    if not words.whose.search(intent.plain):
        return None
    asked = _asked(intent)
    if not asked:
        return None
    among = intent.organisations or tuple(loaded)
    newest = {d.document_id: d for a in among for d in _newest(a)}
    hits = corpus.search("，".join(asked), newest.values(), _HITS)
    documents = list(dict.fromkeys(h.document_id for h in hits))
    told: dict[str, list[Statement]] = {}
    for document_id in documents:
        statements = _duties((newest[document_id],), corpus)
        if found := _best(asked, statements, offices_only=False):
            told.setdefault(newest[document_id].identity.organisation, found[:1])
    if not told:
        return None
    draft = Draft()
    for statements in list(told.values())[:_MOST]:
        if draft.text:
            draft.say("\n")
        _say(draft, statements, corpus)
    return draft


def _number(said: str) -> int:
    """'十二' or '12' as 12."""
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    return 10 * (_DIGITS.index(tens) if tens else len(ten)) + (_DIGITS.index(ones) if ones else 0)


def _nature(selection: Selection, corpus: Corpus) -> Draft | None:
    """The sentence that says what an organisation is, before its duties are listed."""
    for statement in _duties(selection.documents, corpus):
        if not _MARKER.match(statement.text) and _IS.search(statement.text):
            return _told([statement], corpus, whole=False)
    return None


def _numbered(number: int, selection: Selection, corpus: Corpus) -> Draft | None:
    """The duty that bears this number ('职责第六条')."""
    for statement in _duties(selection.documents, corpus):
        text = corpus.contents(statement.document).text[slice(*statement.item)]
        marker = _MARKER.match(text)
        if marker and _number(marker[1]) == number:
            return _told([statement], corpus)
    return None


def _asked(intent: Intent) -> tuple[str, ...]:
    words = prose_wording()
    duty = words.duty
    return words.content(intent.rest, _VERB, duty.whose, duty.headings)


# The verbs of a duty question, which the duty itself need not use.
_VERB = re.compile(
    r"管不管|归不归|负不负责|归[^,，]{0,2}(管|负责)|主管|分管|负责|承担|牵头|管(?=[^理制道控辖委])|管$|归"
    r"|(哪|什么|啥)(个|些|几个)?(科室|处室|科|处|内设机构|部门)|(职责|职能|职权)条目|职责|职能|职权|权力|任务|能不能|可不可以|能否|可否|有没有权|有权|可以|本区|全区|区里|市里|省里"
)


def _asks_yes_or_no(intent: Intent) -> bool:
    return bool(
        re.search(
            r"管不管|归不归|负不负责|有没有|有无|吗[,，]|(吗|么|嘛|不|伐)[?？]*$", intent.plain
        )
    )


def _newest(asked: Asked) -> list[StoredDocument]:
    year = asked.years[0] if asked.years else None
    return [d for d in asked.documents if d.identity.fiscal_year == year]


def _duties(documents: Sequence[StoredDocument], corpus: Corpus) -> list[Statement]:
    """The sentences under duties, and those that describe an office."""
    headings = prose_wording().duty.headings
    units = prose_wording().unit_headings
    found: list[Statement] = []
    for document in documents:
        for statement in statements_of(document, corpus):
            if not statement.path:
                continue
            last = compared(statement.path[-1])
            if headings.search(last) or (units.search(last) and _office_of(statement, corpus)):
                found.append(statement)
    return found


def _office_of(statement: Statement, corpus: Corpus) -> str | None:
    """The name of the office whose item a sentence stands in, or None."""
    text = corpus.contents(statement.document).text[slice(*statement.item)]
    match = _OFFICE.match(compared(text[:60]))
    return match["name"] if match else None


def _best(
    asked: Sequence[str], statements: Sequence[Statement], *, offices_only: bool
) -> list[Statement]:
    weights = weights_of(asked, statements)
    scored: list[tuple[float, Statement]] = []
    for statement in statements:
        held = coverage(statement, weights)
        if held >= _HELD:
            scored.append((held, statement))
    if offices_only and any("科" in s.around or "处" in s.around for _, s in scored):
        of_offices = [(h, s) for h, s in scored if _is_office_item(s)]
        scored = of_offices or scored
    if not scored:
        return []
    best = max(held for held, _ in scored)
    found: list[Statement] = []
    for held, statement in scored:
        if held >= best * _NEAR and all(statement.item != f.item for f in found):
            found.append(statement)
    return found[:_MOST]


def _best_of_one(asked: Sequence[str], statements: Sequence[Statement]) -> list[Statement]:
    """The duties that hold one of several names of the same ('老干部服务，离退休领导')."""
    for name in asked if len(asked) > 1 else ():
        if len(name) >= _LEAST_NAME and (found := _best((name,), statements, offices_only=False)):
            return found
    return []


def _is_office_item(statement: Statement) -> bool:
    return bool(statement.path and prose_wording().unit_headings.search(statement.path[-1]))


def _told(found: Sequence[Statement], corpus: Corpus, *, whole: bool = True) -> Draft:
    draft = Draft()
    _say(draft, found, corpus, whole=whole)
    return draft


def _say(draft: Draft, found: Sequence[Statement], corpus: Corpus, *, whole: bool = True) -> None:
    title = document_title(found[0].document)
    office = _is_office_item(found[0])
    draft.say(f"{title}所列的{'机构及其职责' if office else '职责'}：")
    for statement in found:
        short = statement.item[1] - statement.item[0] <= _LONGEST_ITEM
        quote = statement.item_quote() if whole and short else statement.quote()
        draft.say(f"“{text_of(quote, corpus)}”{draft.mark_quote(quote)}")
    draft.say("。")
