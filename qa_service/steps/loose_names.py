"""loose_names: an item asked for in other words than it is printed, matched with all it says.

The last attempt before an item is said to be missing. '给援滇干部留了多少工作经费' is the label
援滇干部工作经费: every word of the question is in the name, stands for one that is (loose.yaml),
names what the line stands under, or says nothing; and every word of the name is in the question,
but for those that names hold anyway (费, 经费, 项目). One word left over on either side, and it is
another item: 电费 is never 水费, and 空调维修 not the line 空调、电梯维修.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.model import Aspect
from ingest.vocabulary.load import plain_label, vocabulary
from qa_service.corpus import Corpus
from qa_service.intent import Intent, Stop
from qa_service.model import Fact, Operation, Reason
from qa_service.steps.follow_up import COLUMNS
from qa_service.steps.item_names import ItemMention, is_furniture, item_named
from qa_service.steps.select import Selection
from qa_service.steps.suggest import ask_again
from qa_service.steps.wording import read_table, wording

# What asks for an amount of one item, or for what became of it.
_ASKED = (
    Operation.VALUE,
    Operation.EXISTS,
    Operation.CHANGE,
    Operation.CHANGE_RATE,
    Operation.COMPLETION_RATE,
    Operation.AGAINST_BUDGET,
)
_COUNTS = re.compile(
    r"(?:多少|几)个?(?:人|名|位|台|辆|套|件|个|次|家|批|份|项|场|处|座|户)(?!民币)"
)
_MONEY = re.compile(r"钱|金额|资金|经费|费用|额度")
# What general words ('花了多少') stand for, which name no item.
_TOTALS = frozenset(
    f"{w}_{s}" for w in ("total", "current_year") for s in ("income", "expenditure")
)
# Shorter, a name may be of many things.
_SHORTEST = 2
_SHORTEST_PLACE = 3
_MOST_OFFERED = 3
_TAKEN = "＃"  # stands for words of the question that are explained
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_LETTER = re.compile(r"[\u4e00-\u9fffa-z0-9]")
_AMOUNT = re.compile(r"[\d.一二两三四五六七八九十百千]+(?:万|亿)?(?:元|块)?(?=[#＃,，了吗]|$)")


@dataclass(frozen=True)
class _Alike:
    said: re.Pattern[str]
    printed: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    said: re.Pattern[str]
    table: str | None
    under: str | None

    def fits(self, fact: Fact) -> bool:
        """Whether a figure stands where the words say."""
        f = fact.figure
        if self.table is not None:
            return f.table_kind == self.table
        return f.item is not None and f.item.startswith(str(self.under))


@dataclass(frozen=True)
class _Words:
    """The rows of loose.yaml, compiled."""

    alike: tuple[_Alike, ...]
    places: tuple[_Place, ...]
    unsaid: re.Pattern[str]
    unsaid_characters: frozenset[str]
    beside: re.Pattern[str]


@dataclass(frozen=True)
class LooseName:
    """A label that says all that a question does, and the item above it that was named too."""

    label: str
    above: str | None = None
    key: str | None = None  # of the vocabulary
    spare: int = 0  # characters it has beyond those of the question; fewer is nearer


def ask_by_loose_name(intent: Intent, selection: Selection, corpus: Corpus) -> Intent | Stop | None:
    """The question with the one label it means for its item; which, where it may be two; or None.

    Of a question that asks for no amount, and of one whose words are not all explained: None.
    """
    if intent.operation not in _ASKED or intent.narrower is not None or intent.excluded_words:
        return None
    of_money = wording().asks_amount(intent.plain) or _MONEY.search(intent.rest)
    if _COUNTS.search(intent.rest) or not of_money:
        return None
    columns = tuple(m for m in intent.items if COLUMNS.intersection(m.keys))
    asked = _without(intent.rest, [m.text for m in columns])
    facts = [f for f in corpus.facts(selection.documents) if _may_answer(f, selection)]
    matched = dict.fromkeys(_matches(asked, facts, intent.items))
    found = [name for name in matched if not _leaves_out(name, intent.items)]
    if not found:
        return None
    least = min(name.spare for name in found)
    found = [name for name in found if name.spare == least]
    first = found[0]
    if len({name.key or name.label for name in found}) > 1:
        return _which(intent, selection, found)
    if len({name.above for name in found}) > 1:
        first = replace(first, above=None)
    return _asking(intent, columns, first)


def states_loose_name(named: Intent, fact: Fact) -> bool:
    """Whether a figure is of the item that a question was taken for, not of one resembling it."""
    target = named.target
    return target is not None and (
        plain_label(fact.own_label).lower() == target.text or fact.figure.item in target.keys
    )


def speaks_of_more(intent: Intent, fact: Fact) -> bool:
    """Whether a question about a line of a document's own says a word that nothing explains.

    '复印机的耗材' is not the line 复印机, nor '家具用具的租赁' the line 家具用具.
    """
    target = intent.target
    if target is None or target.keys or fact.figure.table_kind != "procurement":
        return False
    f = fact.figure
    above = tuple(plain_label(p).lower() for p in (*f.item_path[:-1], *f.section_path))
    left = _without(intent.rest, sorted((m.text for m in intent.items), key=len, reverse=True))
    left = _cover(left, "，".join(above))[0]
    label = plain_label(fact.own_label).lower()
    for row in _loose_words().alike:
        if any(p in label for p in row.printed):
            left = row.said.sub(_TAKEN, left)
    return not _says_nothing(_without_places(left, (), fact)[0])


def without_known(words: str, known: str) -> str:
    """Words without their runs of two characters and more that stand in what is known."""
    # Piece by piece: '费，' in the middle of what is known explains no 费 that ends a piece.
    return "，".join(_cover(piece, known)[0] for piece in words.split("，"))


def says_the_same(words: str, known: str) -> str:
    """Words without those that stand for one in what is known, and those that tell nothing."""
    for row in _loose_words().alike:
        if any(p in known for p in row.printed):
            words = row.said.sub(_TAKEN, words)
    for place in _loose_words().places:
        words = place.said.sub(_TAKEN, words)
    return _loose_words().beside.sub(_TAKEN, words)


def _asking(intent: Intent, columns: Sequence[ItemMention], name: LooseName) -> Intent:
    above = (item_named(name.above),) if name.above else ()
    item = item_named(name.label)
    return replace(
        intent,
        items=(*columns, *above, item),
        content="",
        glued=False,
        rest=name.label,
    )


def _leaves_out(name: LooseName, items: Iterable[ItemMention]) -> bool:
    """Whether the question names an item just so that is neither this one nor what it stands under.

    '商品和服务支出里办公费一共多少' is of 办公费: words of an operation ('…和…一共') may hold it.
    """
    said = f"{name.above or ''}，{name.label}"
    return any(
        m.strong
        and bool(m.keys)
        and not m.generic
        and not COLUMNS.intersection(m.keys)
        and not _is_counted(m)
        and name.key not in m.keys
        and not _letters(m.text) <= _letters(said)
        for m in items
    )


def _is_counted(mention: ItemMention) -> bool:
    """People or things ('在职人员'): beside an amount they say whose it is."""
    items = vocabulary().items
    return all(key in items and items[key].side == "count" for key in mention.keys)


def _which(intent: Intent, selection: Selection, found: Sequence[LooseName]) -> Stop:
    names = list(dict.fromkeys((n.above or "") + n.label for n in found))[:_MOST_OFFERED]
    where, year = selection.asked.name, selection.year
    return Stop(
        Reason.AMBIGUOUS,
        f"文件里有几个项目都可能是所问的：{'、'.join(names)}。请问是哪一个？",
        tuple(ask_again(intent, organisation=where, year=year, item=n) for n in names),
        asks_back=True,
        listed=tuple(names),
    )


def _may_answer(fact: Fact, selection: Selection) -> bool:
    f = fact.figure
    of_year = selection.year is None or f.fiscal_year == selection.year
    return of_year and f.quantity is not None and f.aspect is Aspect.AMOUNT


def _matches(
    asked: str, facts: Iterable[Fact], items: Sequence[ItemMention]
) -> Iterator[LooseName]:
    sayable = _sayable(asked)
    tried: dict[tuple[str, str | None, tuple[str, ...]], LooseName | None] = {}
    for fact in facts:
        f = fact.figure
        known = f.item not in _TOTALS
        spoken = (m.text for m in items if known and f.item in m.keys and not m.generic)
        for name in (*_names_of(fact.own_label, f.item), *spoken):
            if not _letters(name) <= sayable:
                continue
            key = (name, f.table_kind, f.item_path[:-1])
            if key not in tried:
                above = tuple(plain_label(p).lower() for p in f.item_path[:-1])
                tried[key] = _explained(asked, name, above, fact)
            if (found := tried[key]) is not None:
                yield replace(found, label=plain_label(fact.own_label).lower())


def _sayable(asked: str) -> frozenset[str]:
    """Every character that a name may have which the question explains: what most names fail."""
    words = _loose_words()
    printed = (p for row in words.alike if row.said.search(asked) for p in row.printed)
    return frozenset(asked).union(words.unsaid_characters, *printed)


@cache
def _letters(name: str) -> frozenset[str]:
    return frozenset(_LETTER.findall(_BRACKETS.sub("", name) or name))


@cache
def _names_of(printed: str, key: str | None) -> tuple[str, ...]:
    """What an item is called: its label, and the vocabulary's names for it."""
    label = plain_label(printed).lower()
    return () if is_furniture(label) else (label, *_vocabulary_names(key))


@cache
def _vocabulary_names(key: str | None) -> tuple[str, ...]:
    if key is None or key in _TOTALS:
        return ()
    item = vocabulary().items.get(key)
    names = (item.name, *item.printed, *item.everyday) if item else ()
    everyday = vocabulary().everyday.get(key, ())
    return tuple(plain_label(n).lower() for n in (*names, *everyday) if not is_furniture(n))


def _explained(asked: str, name: str, above: Sequence[str], fact: Fact) -> LooseName | None:
    """The name, if it and what stands above it explain every word of the question."""
    words = _loose_words()
    short = _BRACKETS.sub("", name) or name
    # What stands for a word of the name is read whole, before runs of it that the name has too:
    # '台式机' is 台式计算机, and not 台式 beside something else.
    standing = [row for row in words.alike if (m := row.said.search(asked)) and m[0] not in short]
    whole = [
        (row, p) for row in standing if (p := next((p for p in row.printed if p in short), ""))
    ]
    before = asked
    for row, _ in whole:
        before = row.said.sub(_TAKEN, before)
    left, said = _cover(before, short)
    direct = len(said)
    said |= {
        i for _, p in whole for m in re.finditer(re.escape(p), short) for i in range(*m.span())
    }
    for row in words.alike:
        printed = next((p for p in row.printed if p in short), None)
        if printed is not None and row.said.search(left):
            left = row.said.sub(_TAKEN, left)
            said |= {i for m in re.finditer(re.escape(printed), short) for i in range(*m.span())}
    spare = "".join(c if i not in said else _TAKEN for i, c in enumerate(short))
    unsaid = len(_LETTER.findall(spare))
    told = len(_LETTER.findall(short)) - unsaid
    if not said or told < _SHORTEST or (told == _SHORTEST and unsaid > 1):
        return None
    if _LETTER.search(words.unsaid.sub("", spare)):
        return None
    left, over = _without_places(left, above, fact)
    if not _says_nothing(left):
        return None
    return LooseName(name, over, fact.figure.item, unsaid - direct)


def _cover(asked: str, name: str) -> tuple[str, set[int]]:
    """The question without the runs of two characters and more that the name has, and where."""
    left, said, at = "", set[int](), 0
    while at < len(asked):
        size = next((n for n in range(len(name), 1, -1) if _run(asked, at, n) in name), 0)
        if not size or not _LETTER.match(asked[at]):
            left, at = left + asked[at], at + 1
            continue
        run = asked[at : at + size]
        said |= {i for m in re.finditer(re.escape(run), name) for i in range(*m.span())}
        left, at = left + _TAKEN, at + size
    return left, said


def _without_places(left: str, above: Sequence[str], fact: Fact) -> tuple[str, str | None]:
    """The question without what says where the figure stands, and what it names above it."""
    for place in _loose_words().places:
        if place.fits(fact):
            left = place.said.sub(_TAKEN, left)
    over: str | None = None
    for label in above:
        if (without := _without_place(left, label)) != left:
            left, over = without, label
    return left, over


def _run(text: str, at: int, size: int) -> str:
    run = text[at : at + size]
    return run if len(run) == size else "\n"


def _without_place(left: str, label: str) -> str:
    """The question without the end or the whole of the name that an item stands under."""
    core = _loose_words().unsaid.sub("", _BRACKETS.sub("", label)) if label else ""
    for name in (label, core):
        for size in range(len(name), _SHORTEST_PLACE - 1, -1):
            if name[-size:] in left:
                return left.replace(name[-size:], _TAKEN)
    return left


def _says_nothing(left: str) -> bool:
    """Whether what is left of a question tells no item from another."""
    words = wording()
    bare = words.filler.sub(_TAKEN, words.without_operations(left))
    bare = _AMOUNT.sub(_TAKEN, _loose_words().beside.sub(_TAKEN, bare))
    bare = words.interrogatives.sub(_TAKEN, bare)
    return not _LETTER.search(words.noise.sub(_TAKEN, bare))


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, _TAKEN)
    return text


@cache
def _loose_words() -> _Words:
    """The table shipped with the package, read on first use."""
    table = read_table("loose.yaml")
    unsaid = sorted(table["unsaid"], key=len, reverse=True)
    return _Words(
        alike=tuple(_Alike(re.compile(r["said"]), tuple(r["printed"])) for r in table["alike"]),
        places=tuple(
            _Place(re.compile(r["said"]), r.get("table"), r.get("under")) for r in table["places"]
        ),
        unsaid=re.compile("|".join(unsaid) + r"|[、,，/]"),
        unsaid_characters=frozenset("".join(unsaid)),
        beside=re.compile("|".join(f"(?:{r['said']})" for r in table["beside"])),
    )
