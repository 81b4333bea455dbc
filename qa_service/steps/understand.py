"""understand: what is asked, of whom, for which year; the conversation fills in the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from ingest.model import Kind, Measure
from qa_service.corpus import Corpus
from qa_service.intent import Asked, Intent
from qa_service.model import Context, Operation, Question
from qa_service.steps.follow_up import ITEMLESS, complete, named_alike
from qa_service.steps.item_names import ItemMention, item_names
from qa_service.steps.items import find_items, outside_names, parts_beside, without_payer
from qa_service.steps.labels_like import labels_like
from qa_service.steps.loaded import MOST_LABELLED, Loaded
from qa_service.steps.misnamed import read_organisations
from qa_service.steps.organisations import Mention, Organisation, find_organisations
from qa_service.steps.said_once import said_once
from qa_service.steps.sides import find_sides
from qa_service.steps.spelling import mend_spelling
from qa_service.steps.table_named import table_named
from qa_service.steps.wording import plain_question, wording
from qa_service.steps.years import Years, find_years, without_years

# '绩效目标涉及多少钱' wants a number, though it names a heading of prose.
_ASKS_MONEY = re.compile(
    r"(涉及|牵涉|牵扯|对应)(了|到)?(多少|的(资金|金额|经费|钱))"
    r"|(执行|安排|支出|花|列)了?(多少|几)(?!个|条|项|家)"
    r"|(资金|金额|钱|经费)(合起来|加起来|一共|总共|合计|总计)(是|有)?多少"
    r"|(多少|几)个?(预算|项目|财政)*(钱|万|元|亿|资金|经费|预算)"
    r"|预算(是|有|要)?多少|金额|几(万|亿)"
)
# '会议费（三公那张表）' says where to look, not what else to look for.
_TABLE_REMARK = re.compile(r"\([^()]*表[^()]*\)")
# '哪个单位三公最多' is of all that are loaded, whatever was spoken of before.
_WHICH_ORGANISATION = re.compile(
    r"(哪(个|家|些|一个|一家)|什么)(单位|部门|机构|预算单位|局|厅)|哪(一)?家"
)
# '某区各单位' are all of that place, where one of them alone would be asked back.
_OF_ALL = re.compile(r"(各(个|家)?|所有(的)?)(单位|部门|机构|预算单位|局)|谁(家)?的")
# '福利费是多少（不是整个部门的基本支出）', '不属于基本支出、算项目支出的': what is not asked.
_NOT_MEANT = re.compile(
    r"\((?:我)?(?:要|问|指|说)?的?(?:不(?:是|要|看)|不[只光仅单]仅?(?:是|看|算|含)?|不限于)(?![^()]*[吗么])[^()]*\)"
    r"|[,，](?:注意)?(?:我?要的|问的|说的)?不是[^,，()吗么]{2,10}(?:那个|那张|的那)(?:表|数)?[?？]*$"
    r"|(?:不属于|不算|不是)[^,，、()吗么]{2,10}[,，、](?:而)?(?:是|算|属于)(?!不)"
)
_OF_UNITS = re.compile(r"单位|机构|部门|处室|科室|[处科室局所站队院馆校中心]+(?:[,，?？]|$)")
# As many characters left of a question name something else.
_NAMES_SOMETHING = 2
_SUM_IN_NAME = re.compile(r"合计|总计|[和与及]")
# '…占某某局专项经费的百分之几': the whole follows 占 once the name of its owner is taken out.
_OF_WHOSE = re.compile(r"(?<=占)了?，+(?=[\u4e00-\u9fff])")
_ITEM_NOISE = re.compile(r"[?？!！。,，、;；:：~～.]")


def understand(question: Question, known: Loaded, corpus: Corpus) -> Intent:
    """Read a question into an Intent, in the light of what is loaded and was said before."""
    words, carried = wording(), question.carried
    plain = words.as_printed(plain_question(question.text), None)
    loaded = known.organisations
    every, labels_of = [o for o, _ in loaded], partial(_labels, known=known, corpus=corpus)
    plain, mention, named_for = read_organisations(plain, every, item_names(), labels_of)
    plain, mended = mend_spelling(plain, lambda typed: _is_printed(typed, mention, known, corpus))
    if mended:
        mention = find_organisations(plain, every, item_names(), labels_of)
    organisations, from_context = _organisations(mention, loaded, carried)
    if from_context and len(loaded) > 1 and _WHICH_ORGANISATION.search(plain):
        organisations, from_context = (), False
    years = find_years(mention.rest)
    kind = words.kind(without_years(mention.rest))
    rest = _NOT_MEANT.sub("，", _TABLE_REMARK.sub("，", without_years(mention.rest)))
    rest = words.tables.sub("，", rest)
    rest = _OF_WHOSE.sub("", words.as_printed(rest, kind))
    named = organisations or tuple(asked for _, asked in loaded)
    documents = [d for asked in named for d in asked.documents]
    labels = corpus.labels(documents) if len(documents) <= MOST_LABELLED else frozenset()
    looked_in = table_named(rest, labels)
    rest, outside, unplaced = (
        text.replace(looked_in.words, "，") if looked_in else text
        for text in (rest, plain, mention.rest)
    )
    narrower = words.narrower_than_disclosed(plain)
    if narrower is not None:
        rest = words.without_averages(rest)
    operations = words.operations_in(outside)
    said = Operation(operations[0]) if operations else None
    if not mention.known and words.said_of_service(plain) is not None:
        said = Operation.SERVICE
    if said is Operation.COVERAGE and mention.known and "structure" in operations:
        said = Operation.STRUCTURE
    if said is Operation.TEXT and words.counted_item(plain):
        said = Operation.COUNT
    elif said is Operation.TEXT and (years.reckoned or _ASKS_MONEY.search(plain)):
        said = None
    taken_out = words.excluded(rest)
    excluded = find_items(taken_out["part"], labels) if taken_out else ()
    excluded_words = words.trimmed(taken_out["part"]) if taken_out else ""
    kept = _cut(rest, taken_out) if taken_out and (excluded or excluded_words) else rest
    items = find_items(kept, labels)
    if not any(m.strong for m in items) and (shorter := _said_with_of(kept, labels)):
        kept, items = shorter
        rest = kept if rest.replace("的", "") == kept else rest
    content = words.content(_without(kept, items))
    if not items and (beside := parts_beside(kept, carried.item_key or "")):
        left = words.content(_without(kept, beside))
        items, content = (beside, left) if len(left) < _NAMES_SOMETHING else (items, content)
    bare = without_years(words.without_operations(unplaced))
    if narrower is not None:
        bare = words.without_averages(bare)  # '平均每辆呢' names no item of its own
    if not items:
        content = words.content(_ITEM_NOISE.sub(" ", bare))
    if not items:
        items = named_alike(plain, content, carried, labels)
        content = "" if items else content
    items = said_once(items)
    if said is Operation.STRUCTURE and any(":" in k for m in items if m.strong for k in m.keys):
        # '卫生健康支出下面有哪几项' asks of a line, and not of the body.
        of_units = _OF_UNITS.search(outside_names(plain, items))
        said = Operation.STRUCTURE if of_units else Operation.LIST
    vague = not any(m.strong for m in items) and said not in ITEMLESS | {Operation.WHY}
    if vague and (found := _by_label(bare, content, items, labels, kept)):
        items, content = found, words.content(content.replace(found[-1].text, "，"))
    level = words.level(plain)
    names_subject = bool(mention.known) or words.level(mention.rest) is not None
    if said is Operation.SUM and _SUM_IN_NAME.search("".join(m.text for m in items)):
        # '本年收入合计和本年支出合计各多少': the names say 合计, the question does not;
        # nor does the 和 of '社保和就业支出里公用经费一共有多少' join two items.
        beyond = outside_names(words.as_printed(mention.rest, kind), items)
        of_rest = words.operations_in(beyond)
        said = Operation(of_rest[0]) if of_rest else None
    subject = complete(plain, items, said, content, carried, names_subject, rest)
    slots = subject.carried | ({"organisation"} if from_context else set())
    same = from_context or {a.name for a in organisations} == {carried.organisation}
    return Intent(
        text=question.text,
        plain=plain,
        operation=subject.operation,
        operations=operations,
        organisations=organisations,
        ambiguous=len(organisations) > 1
        and (carried.undecided if from_context else mention.ambiguous)
        and not _means_all(plain),
        unknown=mention.unknown,
        years=years,
        kind=kind or (carried.kind if same and not years.said else None),
        measure=words.measure(rest)
        or words.measure(without_years(mention.rest))
        or _carried_measure(subject.measure, organisations, years),
        level=level or (carried.level if same else None),
        level_said=level is not None,
        items=subject.items,
        unit=words.unit(plain),
        spent=bool(words.spent.search(plain)),
        narrower=narrower,
        also_amount=subject.also_amount or bool(words.amount_too.search(plain)),
        excluded=excluded,
        excluded_words=excluded_words,
        carried=frozenset(slots),
        carried_year=carried.fiscal_year,
        carried_figures=carried.figure_ids,
        recent=carried.recent,
        content=content,
        glued=_is_glued(rest, subject.items),
        rest=rest,
        subject=_label_like_text(bare, ""),
        tables=looked_in.kinds if looked_in else frozenset(),
        sides=find_sides(mention.rest, years),
        mended=(*((named_for,) if named_for else ()), *(one.meant for one in mended)),
    )


def _means_all(plain: str) -> bool:
    """Whether organisations that one mention fits are meant all together, and none to be chosen."""
    return bool(_WHICH_ORGANISATION.search(plain) or _OF_ALL.search(plain))


def _is_printed(typed: str, mention: Mention, known: Loaded, corpus: Corpus) -> bool:
    """Whether the documents asked about, or any organisation's name, say it just so."""
    if any(typed in name for organisation, _ in known.organisations for name in organisation.names):
        return True
    return any(typed in label for label in _labels(mention.known, known, corpus))


def _labels(asked: Sequence[Organisation], known: Loaded, corpus: Corpus) -> Collection[str]:
    """The labels of what is loaded of organisations; of the first documents for too many."""
    documents = [d for o, a in known.organisations if o in asked for d in a.documents]
    return corpus.labels(documents) if 0 < len(documents) <= MOST_LABELLED else known.labels


def _cut(rest: str, taken_out: re.Match[str]) -> str:
    """The question without what it takes out, every other word where it stood."""
    start, end = taken_out.span()
    return rest[:start] + "，" * (end - start) + rest[end:]


def _carried_measure(
    measure: Measure | None, organisations: tuple[Asked, ...], years: Years
) -> Measure | None:
    """The measure spoken of before, unless what is asked of now has budgets alone."""
    kinds = {
        d.identity.kind
        for asked in organisations
        for d in asked.documents
        if not years.years or d.identity.fiscal_year in years.years
    }
    return None if measure is Measure.FINAL and kinds == {Kind.BUDGET} else measure


def _organisations(
    mention: Mention, loaded: Sequence[tuple[Organisation, Asked]], carried: Context
) -> tuple[tuple[Asked, ...], bool]:
    """Those meant, and whether the conversation says so rather than the question."""
    by_name = {o.name: asked for o, asked in loaded}
    if mention.known:
        named = tuple(by_name[o.name] for o in mention.known)
        if mention.ambiguous and carried.organisation in {a.name for a in named}:
            return (by_name[str(carried.organisation)],), True
        if mention.ambiguous and carried.undecided:
            # '北屏区那个' chooses among those that were offered.
            named = tuple(a for a in named if a.name in carried.organisations) or named
        return named, False
    if mention.unknown:
        return (), False
    if carried.organisation in by_name:
        return (by_name[str(carried.organisation)],), True
    if carried.organisations and all(name in by_name for name in carried.organisations):
        return tuple(by_name[name] for name in carried.organisations), True
    if len(loaded) == 1:
        return (loaded[0][1],), True
    return (), False


def _by_label(
    bare: str, content: str, weak: tuple[ItemMention, ...], labels: frozenset[str], rest: str
) -> tuple[ItemMention, ...]:
    """A document's own label that the question nearly names, narrowed by what weak words said."""
    for text in dict.fromkeys((_label_like_text(bare, content), content)):
        if found := tuple(_placed(m, rest) for m in labels_like(text, labels)[:1]):
            return (*(m for m in weak if not m.generic and m.text not in found[0].text), *found)
    return ()


def _said_with_of(kept: str, labels: frozenset[str]) -> tuple[str, tuple[ItemMention, ...]] | None:
    """'中介机构的服务费' for a label 中介机构服务费: the words without 的, and the items then."""
    without = kept.replace("的", "")
    found = find_items(without, labels)
    named = [m for m in found if m.strong and m.text not in kept and len(m.text) >= 4]
    return (without, found) if named else None


def _placed(mention: ItemMention, rest: str) -> ItemMention:
    """The mention where the question has its words; at the beginning where it has not."""
    return replace(mention, start=max(rest.find(mention.text), 0))


def _is_glued(rest: str, items: tuple[ItemMention, ...]) -> bool:
    """Whether the last item runs on into a longer name ('某某立法研究所办公用房')."""
    if not items or items[-1].generic or rest[items[-1].start : items[-1].end] != items[-1].text:
        return False
    after = re.match(r"[\u4e00-\u9fff]*", rest[items[-1].end :])
    tail = wording().without_operations(after.group() if after else "")
    first = wording().noise.split(re.split(r"[^\u4e00-\u9fff]", tail)[0])[0]
    return len(first) >= 4


def _without(rest: str, items: tuple[ItemMention, ...]) -> str:
    for item in sorted(items, key=lambda m: m.start, reverse=True):
        rest = without_payer(rest[: item.start]) + "，" + rest[item.end :]
    return _ITEM_NOISE.sub(" ", rest)


def _label_like_text(rest: str, content: str) -> str:
    """The longest run of the question that may be a label; filler inside a name is kept."""
    filler = wording().noise.pattern
    trimmed = re.sub(rf"^(?:{filler}|[^\w()])+|(?:{filler}|[^\w()])+$", "", rest)
    runs = re.split(r"[^\u4e00-\u9fffa-z0-9（）()]+", trimmed)
    longest = max(runs, key=len, default="")
    return longest if len(longest) >= len(content) else content
