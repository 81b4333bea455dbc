"""Answers over what an item is made of: its parts listed, the largest or smallest of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Aspect, Measure
from ingest.quantity import Quantity
from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.corpus import Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Reason, Role
from qa_service.steps import compose
from qa_service.steps.calculate import total
from qa_service.steps.comparing import compare_items
from qa_service.steps.define import definition_of_parts
from qa_service.steps.find_value import find_value
from qa_service.steps.fitting import covers, fund_asked_by
from qa_service.steps.item_names import ItemMention, head_strength
from qa_service.steps.look_up import look_up_figures, query_of
from qa_service.steps.quote import quoted, sentence_about
from qa_service.steps.results import listed, ranked
from qa_service.steps.scopes import table_title
from qa_service.steps.select import Selection
from qa_service.steps.spending import zero_of
from qa_service.steps.values import answer_value
from qa_service.steps.wording import wording

_IN_WORDS = re.compile(
    r"包括|包含|含|由.{1,4}(组|构)成|有(些|点)?(什么|啥)|名目|哪(些|几)个?项目|项目都?有(啥|哪|什么)"
)
_TOTALS = ("小计", "合计", "总计")
_LEAST_PARTS = 2  # one alone tells nothing of what an item is made of
_IN_NUMBERS = re.compile(r"多少|分别|各")
_ECONOMIC_CLASS = re.compile(r"economic:3\d\d")
_CLASSES_TOGETHER = {"wages_and_household"}
# How many parts of a ranking are told where the question does not say ('最多的三大类').
_LISTED = 5
_SAID = re.compile(
    r"(?:最[多少大小高低]的?|前)(?P<number>[两三四五六七八九十])大?(?:类|项|个|块|笔)"
)
_PLACE = re.compile(r"第(?P<place>[一二三四五六])(?:大|多|高|位|名|的|是|[?？]*$)")
_NUMBERS = "零一二三四五六七八九十"
# By what spending is divided, when the question says so; columns that divide it once more.
_BY_FUNCTION = re.compile(r"功能|大类|几类|方面|领域")
_BY_FUNCTION_SAID = re.compile(r"按(照)?功能|功能(分类|科目)|哪几个?方面")
_ALL_SPENDING = ("预算支出", "决算支出", "部门支出", "本年支出", "总支出", "支出合计", "支出总计")
# '有项目支出的项级科目有哪些': the level of the classification that is listed.
_LEVEL = re.compile(r"(?P<level>[款项])级(?:支出)?科目")
_LIKE_OF_LEVEL = {"款": "functional:20101", "项": "functional:2010101"}
_BY_ECONOMY = re.compile(r"经济(分类|科目|类|大类)")
_COLUMNS = ("basic_expenditure", "project_expenditure")
_MADE_OF = re.compile(r"主要包括|包括[：:]|其中[：:]")
_INCOME = {"total_income", "current_year_income"}
_SPENDING = re.compile(r"支|花|用")


def rank_parts(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """Which part of an item (or functional class of all spending) is the largest or smallest."""
    parts = parts_of(intent, selection, corpus)
    if len(parts) < 2:
        return Stop(Reason.ITEM_MISSING, "文件里没有可以排序的分项。")
    place = _place_said(intent)
    if place > len(parts):
        return Stop(Reason.ITEM_MISSING, f"{compose.document_phrase(parts[0])}里没有这么多分项。")
    most = max(_most(intent), place)
    draft = ranked(intent, parts, compose.item_phrase, lambda f: "", most=most, place=place)
    draft.text = f"{compose.document_phrase(parts[0])}中，{draft.text}"
    draft.values = draft.values[place - 1 : place]
    if parts[0].figure.classification and (title := table_title(parts[0], corpus)):
        draft.say(f"以上出自《{title}》。")
    return draft


def _place_said(intent: Intent) -> int:
    """Which place of the ranking is asked for ('第二大', '排第三的'): the first where none is."""
    said = _PLACE.search(intent.plain)
    return _NUMBERS.index(said["place"]) if said else 1


def _most(intent: Intent) -> int:
    """How many parts of a ranking the question wants told."""
    said = _SAID.search(intent.plain)
    return _NUMBERS.index(said["number"].replace("两", "二")) if said else _LISTED


def list_parts(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop:
    """The parts of an item, each with its amount."""
    year = selection.year
    if len(intent.items) > 1:
        if not _one_within_another(intent):
            return compare_items(intent, selection, corpus)
        intent = replace(intent, items=intent.items[-1:])
    # '公用经费包括什么' is told in words where the document does so.
    in_words = _IN_WORDS.search(intent.plain) and not _IN_NUMBERS.search(intent.plain)
    in_words = in_words and not _BY_FUNCTION_SAID.search(intent.plain)
    general = intent.target is None or intent.target.generic  # its words stand everywhere
    if in_words and not general and (told := sentence_about(intent, selection, corpus, _MADE_OF)):
        return quoted(_its_own_words(told, intent, corpus), corpus)
    parts = parts_of(intent, selection, corpus)
    if (
        in_words
        and len(parts) < _LEAST_PARTS
        and (defined := definition_of_parts(intent, selection, corpus))
    ):
        return defined
    if not parts and (nothing := zero_of(intent, selection, corpus)):
        return nothing
    if not parts:
        answered = find_value(intent, selection, year, corpus)
        return answer_value(intent, selection, answered, corpus)
    whole = find_value(intent, selection, year, corpus).found.first
    shown = parts if _IN_NUMBERS.search(intent.plain) else _with_money(parts)
    draft = listed(shown, lambda f: "")
    if len(shown) < len(parts):
        draft.say("其余各类在文件中列为零，不逐一列出。")
    opening = f"{compose.document_phrase(parts[0])}中，"
    if whole is not None:
        opening += f"{compose.stated(whole)}{draft.mark(whole, Role.CONTEXT)}，其中："
    draft.text = opening + draft.text
    return draft


def _with_money(parts: list[Fact]) -> list[Fact]:
    """The classes that are not printed 0, for a form prints every class; all where all are 0.

    Named parts ('三公经费' of three) are all told: there a 0 says something.
    """
    if not all((f.figure.item or "").startswith("functional:") for f in parts):
        return parts
    return _with_amount(parts) or parts


def _one_within_another(intent: Intent) -> bool:
    """'人员经费里的奖金有哪些': the last item is asked about, within the one before."""
    outer, inner = intent.items[-2], intent.items[-1]
    within = rf"{re.escape(outer.text)}(里|中|内|下)(面|头|边)?的?[^\w]*{re.escape(inner.text)}"
    return re.search(within, intent.plain) is not None


def _its_own_words(told: Quote, intent: Intent, corpus: Corpus) -> Quote:
    """The clause of a sentence that lists what this item is made of, not those on other items."""
    target, text = intent.target, corpus.contents(told.document).text
    clauses = list(re.finditer(r"[^；;]+", text[told.start : told.end]))
    own = [c for c in clauses if target and target.text in c[0] and _MADE_OF.search(c[0])]
    if len(clauses) < 2 or len(own) != 1:
        return told
    return replace(told, start=told.start + own[0].start(), end=told.start + own[0].end())


def parts_of(intent: Intent, selection: Selection, corpus: Corpus) -> list[Fact]:
    """The figures that make up the asked item: its named parts, else its children in a table.

    All spending without a narrower item is made up of its functional classes (类).
    """
    year = selection.year
    facts = corpus.facts(selection.documents)
    target = intent.target
    items = vocabulary().items
    divided = wording().division(intent.plain)
    if target is not None and _INCOME & set(target.keys) and not _SPENDING.search(intent.plain):
        return _sources(intent, selection, corpus)
    if (said := _LEVEL.search(intent.plain)) is not None:
        level = _of_level(_LIKE_OF_LEVEL[said["level"]], target, facts, year)
        if level:
            return level
    if _BY_ECONOMY.search(intent.plain) and (target is None or target.generic):
        return _classes(facts, year, "economic:301")
    if _BY_FUNCTION.search(intent.plain) and target is not None:
        limits = [k for k in target.keys if k in _COLUMNS]
        if limits or target.generic or target.text in _ALL_SPENDING:
            return _classes(facts, year, facet=limits[0] if limits else None)
        if (fund := fund_asked_by(target)) is not None:
            of_fund = _classes([f for f in facts if covers(fund, f.figure.fund)], year)
            return _with_amount(of_fund)
    if target is not None and not target.generic:
        item = next((items[k] for k in target.keys if k in items), None)
        if found := figures_of(divided or (item.parts if item else ()), intent, facts, year):
            return found
        fund = fund_asked_by(target) if "支" in target.text else None
        of_fund = [f for f in facts if fund and covers(fund, f.figure.fund)]
        return (
            _children(target, facts, year)
            or _below_code(target, facts, year)
            or _with_amount(_classes(of_fund, year))
        )
    found = figures_of(divided, intent, facts, year) or _classes(facts, year)
    return found or _economic_classes(facts, year)


def _of_level(
    like: str, target: ItemMention | None, facts: Sequence[Fact], year: int | None
) -> list[Fact]:
    """The items of one level (款级, 项级科目) under the item asked about, or in its column."""
    keys = target.keys if target is not None else ()
    above = tuple(k for k in keys if k.startswith("functional:"))
    column = next((k for k in keys if k in _COLUMNS), None)
    if target is not None and not (above or column or target.generic):
        return []
    under = [f for f in facts if not above or (f.figure.item or "").startswith(above)]
    return _with_amount(_classes(under, year, like, column))


def _sources(intent: Intent, selection: Selection, corpus: Corpus) -> list[Fact]:
    """The sources of all income, none left out: they add up to the total that is stated."""
    whole = find_value(intent, selection, selection.year, corpus).found.first
    facts = corpus.facts(selection.documents)
    for keys in wording().sources if whole is not None else ():
        found = _with_amount(figures_of(keys, intent, facts, selection.year))
        if whole and found and _sum(found) == whole.figure.quantity:
            return found
    return []


def _sum(facts: Sequence[Fact]) -> Quantity | None:
    return total(facts).result if len(facts) > 1 else facts[0].figure.quantity


def _with_amount(facts: Sequence[Fact]) -> list[Fact]:
    return [f for f in facts if f.figure.quantity and f.figure.quantity.number]


def figures_of(
    keys: Sequence[str],
    intent: Intent,
    facts: Sequence[Fact],
    year: int | None,
    aspect: Aspect = Aspect.AMOUNT,
) -> list[Fact]:
    """The figures of those of the items (keys of the vocabulary) that have one."""
    query = query_of(intent, aspect, year)
    named = (ItemMention(vocabulary().items[k].name, keys=(k,)) for k in keys)
    found = (look_up_figures(replace(query, items=(one,)), facts).first for one in named)
    return [fact for fact in found if fact is not None]


def _children(target: ItemMention, facts: Sequence[Fact], year: int | None) -> list[Fact]:
    """Direct children of the item in the table that lists most of them."""
    tables: dict[tuple[str, str | None, str], list[Fact]] = {}
    for fact in facts:
        f = fact.figure
        if len(f.item_path) < 2 or not _plain_amount(fact, year):
            continue
        own = plain_label(f.item_path[-1])
        if own == plain_label(f.item_path[-2]) or own in _TOTALS:
            continue  # a form that prints an item, or what it comes to, again below itself
        if head_strength(target, f.item_path[-2], None, None) >= 90:
            key = (fact.document.document_id, f.source.table_id, f.item_path[-2])
            tables.setdefault(key, []).append(fact)
    return _without_repeats(max(tables.values(), key=len, default=[]))


def _below_code(target: ItemMention, facts: Sequence[Fact], year: int | None) -> list[Fact]:
    """The items one level below the code of one that is asked for in everyday words ('社保')."""
    for key in (k for k in target.keys if k.startswith("functional:")):
        under = [f for f in facts if (f.figure.item or "").startswith(key)]
        if found := _with_amount(_classes(under, year, like=f"{key}01")):
            return found
    return []


def _classes(
    facts: Sequence[Fact],
    year: int | None,
    like: str = "functional:201",
    facet: str | None = None,
) -> list[Fact]:
    """The classes (类, three digits) of the table that lists most of them, or a column of theirs.

    `like` is a key of the classification; `facet` the column ('项目支出') they are limited to.
    """
    tables: dict[tuple[str, str | None], list[Fact]] = {}
    for fact in facts:
        item = fact.figure.item or ""
        is_class = len(item) == len(like) and item.startswith(like.partition(":")[0])
        if is_class and _plain_amount(fact, year, facet):
            key = (fact.document.document_id, fact.figure.source.table_id)
            tables.setdefault(key, []).append(fact)
    return _without_repeats(max(tables.values(), key=len, default=[]))


def _economic_classes(facts: Sequence[Fact], year: int | None) -> list[Fact]:
    """The economic classes (类) that one section of a document without tables lists."""
    sections: dict[tuple[str, tuple[str, ...]], list[Fact]] = {}
    for fact in facts:
        item = fact.figure.item or ""
        is_class = bool(_ECONOMIC_CLASS.fullmatch(item)) or item in _CLASSES_TOGETHER
        if is_class and _plain_amount(fact, year) and not fact.is_cell:
            key = (fact.document.document_id, tuple(fact.figure.section_path))
            sections.setdefault(key, []).append(fact)
    found = _without_repeats(max(sections.values(), key=len, default=[]))
    items = {f.figure.item for f in found}
    together = items & _CLASSES_TOGETHER
    # Where classes stand together, one of them stated again would count twice.
    return [] if together and items & {"economic:301", "economic:303"} else found


def _plain_amount(fact: Fact, year: int | None, facet: str | None = None) -> bool:
    f = fact.figure
    return (
        f.aspect is Aspect.AMOUNT
        and f.quantity is not None
        and f.facet == facet
        and (year is None or f.fiscal_year == year)
        and f.measure in (Measure.BUDGETED, Measure.FINAL)
    )


def _without_repeats(facts: Sequence[Fact]) -> list[Fact]:
    seen: dict[tuple[str | None, str], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.figure.code, fact.figure.label), fact)
    return list(seen.values())
