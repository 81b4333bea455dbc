"""understand: what is asked, of whom, for which year; the conversation fills in the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import StoredDocument
from ingest.vocabulary.load import plain_label
from qa_service.intent import Asked, Intent
from qa_service.library import Library
from qa_service.model import Context, Operation, Question, Scope
from qa_service.steps.items import ItemMention, find_items, labels_like
from qa_service.steps.organisations import Mention, Organisation, find_organisations
from qa_service.steps.wording import plain_question, wording
from qa_service.steps.years import find_years, without_years

# Operations that are about no item, so that an earlier item must not slip in.
ITEMLESS = frozenset(
    {
        Operation.GREETING,
        Operation.COVERAGE,
        Operation.DUTIES,
        Operation.STRUCTURE,
        Operation.BALANCE,
        Operation.OUT_OF_SCOPE,
    }
)
_CARRIED_OPERATIONS = frozenset(
    {Operation.CHANGE, Operation.CHANGE_RATE, Operation.SHARE, Operation.COMPLETION_RATE}
)
_ELLIPSIS = re.compile(r"^(?:那|那么|还有|再|换|要是)|(?:呢|呐)[?？]*$")
_OF_EVERYTHING = frozenset(
    {
        Operation.CHANGE,
        Operation.CHANGE_RATE,
        Operation.COMPARE,
        Operation.TREND,
        Operation.WHY,
        Operation.COMPLETION_RATE,
    }
)
# '本级比上年少了多少' names whose money but no item: all of it is meant.
_EVERYTHING = ItemMention("支出", keys=("total_expenditure",), strong=False, generic=True)
_ITEM_NOISE = re.compile(r"[?？!！。,，、;；:：~～.]")


def understand(question: Question, library: Library) -> Intent:
    """Read a question into an Intent, in the light of what is loaded and was said before."""
    words, plain, carried = wording(), plain_question(question.text), question.carried
    loaded = loaded_organisations(library, question.scope)
    mention = find_organisations(plain, [o for o, _ in loaded])
    organisations, from_context = _organisations(mention, loaded, carried)
    years = find_years(mention.rest)
    rest = without_years(mention.rest)
    operations = words.operations_in(plain)
    said = Operation(operations[0]) if operations else None
    if said is Operation.COVERAGE and mention.known and "structure" in operations:
        said = Operation.STRUCTURE
    documents = [d for asked in organisations for d in asked.documents]
    labels = library.labels(documents) if len(documents) <= 40 else frozenset()
    items = find_items(rest, labels)
    content = words.content(_without(rest, items))
    bare = without_years(words.without_operations(mention.rest))
    if not items:
        content = words.content(_ITEM_NOISE.sub(" ", bare))
    vague = not any(m.strong for m in items) and said not in ITEMLESS | {Operation.WHY}
    if vague and (found := _by_label(bare, content, items, labels)):
        items, content = found, words.content(content.replace(found[-1].text, "，"))
    kind, level = words.kind(without_years(mention.rest)), words.level(plain)
    names_subject = bool(mention.known) or words.level(mention.rest) is not None
    slots = {"organisation"} if from_context else set()
    operation = said or Operation.VALUE
    if items:
        if said is None and _ELLIPSIS.search(plain) and carried.operation in _CARRIED_OPERATIONS:
            operation = carried.operation
    elif said not in ITEMLESS | {Operation.TEXT} and len(content) < 2:
        if names_subject and said in _OF_EVERYTHING:
            items = (_EVERYTHING,)
        elif said is None and carried.operation in (Operation.DUTIES, Operation.STRUCTURE):
            operation = carried.operation
        elif carried.item:
            items, slots = _carried_item(carried), slots | {"item"}
            kept = carried.operation if words.unit(plain) is None else None
            operation = said or kept or Operation.VALUE
    same = from_context or {a.name for a in organisations} == {carried.organisation}
    return Intent(
        text=question.text,
        plain=plain,
        operation=operation,
        operations=operations,
        organisations=organisations,
        ambiguous=mention.ambiguous,
        unknown=mention.unknown,
        years=years,
        kind=kind or (carried.kind if same and not years.said else None),
        measure=words.measure(without_years(mention.rest)),
        level=level or (carried.level if same else None),
        items=items,
        unit=words.unit(plain),
        spent=bool(words.spent.search(plain)),
        narrower=words.narrower_than_disclosed(plain),
        carried=frozenset(slots),
        carried_year=carried.fiscal_year,
        carried_figures=carried.figure_ids,
        content=content,
        rest=rest,
        subject=_label_like_text(bare, ""),
    )


def loaded_organisations(library: Library, scope: Scope) -> list[tuple[Organisation, Asked]]:
    """The organisations of a scope; names that mean the same one are one organisation."""
    return library.derived("organisations", scope, _grouped)


def _grouped(documents: Sequence[StoredDocument]) -> list[tuple[Organisation, Asked]]:
    groups: list[list[StoredDocument]] = []
    by_name: dict[str, list[StoredDocument]] = {}
    for document in documents:
        names = [_canonical(n) for n in _names(document)]
        # A full name of one is a name of the other; short forms alone may be anybody's.
        group = next((by_name[n] for n in names if n in by_name), None)
        if group is None:
            group = by_name.setdefault(_canonical(document.identity.organisation), [])
            groups.append(group)
        group.append(document)
    found = []
    for group in groups:
        every = tuple(dict.fromkeys(n for d in group for n in _names(d)))
        name = min((d.identity.organisation for d in group), key=len)
        found.append((Organisation(name, every), Asked(name, tuple(group))))
    return found


def _names(document: StoredDocument) -> tuple[str, ...]:
    identity = document.identity
    return tuple(n for n in (identity.organisation, *identity.aliases) if n)


def _canonical(name: str) -> str:
    """The name without the party's and the chambers' long forms, which documents use by turns."""
    for long, short in (
        ("中国共产党", ""),
        ("中共", ""),
        ("人民代表大会常务委员会", "人大常委会"),
        ("中国人民政治协商会议", "政协"),
    ):
        name = name.replace(long, short)
    return name


def _organisations(
    mention: Mention, loaded: list[tuple[Organisation, Asked]], carried: Context
) -> tuple[tuple[Asked, ...], bool]:
    """Those meant, and whether the conversation says so rather than the question."""
    by_name = {o.name: asked for o, asked in loaded}
    if mention.known:
        named = tuple(by_name[o.name] for o in mention.known)
        if mention.ambiguous and carried.organisation in {a.name for a in named}:
            return (by_name[str(carried.organisation)],), True
        return named, False
    if mention.unknown:
        return (), False
    if carried.organisation in by_name:
        return (by_name[str(carried.organisation)],), True
    if len(loaded) == 1:
        return (loaded[0][1],), True
    return (), False


def _by_label(
    bare: str, content: str, weak: tuple[ItemMention, ...], labels: frozenset[str]
) -> tuple[ItemMention, ...]:
    """A document's own label that the question nearly names, narrowed by what weak words said."""
    for text in dict.fromkeys((_label_like_text(bare, content), content)):
        if found := labels_like(text, labels)[:1]:
            return (*(m for m in weak if not m.generic and m.text not in found[0].text), *found)
    return ()


def _carried_item(carried: Context) -> tuple[ItemMention, ...]:
    if not carried.item:
        return ()
    keys = (carried.item_key,) if carried.item_key else ()
    return (ItemMention(plain_label(carried.item).lower(), keys=keys),)


def _without(rest: str, items: tuple[ItemMention, ...]) -> str:
    for item in sorted(items, key=lambda m: m.start, reverse=True):
        rest = rest[: item.start] + "，" + rest[item.end :]
    return _ITEM_NOISE.sub(" ", rest)


def _label_like_text(rest: str, content: str) -> str:
    """The longest run of the question that may be a label; filler inside a name is kept."""
    filler = wording().noise.pattern
    trimmed = re.sub(rf"^(?:{filler}|\W)+|(?:{filler}|\W)+$", "", rest)
    runs = re.split(r"[^\u4e00-\u9fffa-z0-9（）()]+", trimmed)
    longest = max(runs, key=len, default="")
    return longest if len(longest) >= len(content) else content
