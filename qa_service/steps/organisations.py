"""Which loaded organisation a question means: full, short and spoken names, or a place alone.

People shorten names by leaving characters out ('云岭财政局' for '云岭市财政局'), so a mention is a
run of the question that is a subsequence of the name. A run that needs a place the name does not
have ('某新区财政局') is another organisation, one that is not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from qa_service.steps.wording import wording

# What an organisation's name ends with. Generic ones alone ('办公室') name nobody.
_SUFFIXES = (
    "办公厅", "办公室", "委员会", "管委会", "办事处", "街道办", "街道", "检察院", "法院",
    "人大常委会", "人大", "政协", "政府", "总队", "支队", "大队", "学校", "中学", "小学",
    "大学", "学院", "医院", "党校", "中心", "协会", "联合会", "工会", "团委", "妇联", "残联",
    "局", "厅", "委", "办", "部", "院", "馆", "站", "所", "处", "镇", "乡", "社", "队", "会",
)  # fmt: skip
_GENERIC = frozenset(
    {
        "常委会",
        "全委会",
        "办公厅",
        "办公室",
        "委员会",
        "办事处",
        "街道",
        "政府",
        "中心",
        "单位",
        "部门",
    }
)
_NOT_NAMES = re.compile(
    r"(部门|单位|全部|内部|干部|本部|一部|机构|社会|会议|国有|公共|预算部|本级|基本|机关$|委托|会计|"
    r"所有|处理|办法|办公费|部分|机会|学会)$"
)
_SHORT = frozenset({"人大", "政协", "法院", "党校", "妇联", "残联", "团委", "工会"})
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:省|自治区|新区|市|区|县|自治州|州|旗|镇|乡|街道)")
_CUT_PLACE = re.compile(r"[\u4e00-\u9fff](?:省|市|区|县|州)")
_UNKNOWN = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:局|厅|委员会|管委会|办事处|街道办|街道|检察院|法院|大学|医院|中学|小学|"
    r"办公室|办公厅|教育部|财政部|人民政府|公司)"
)


@dataclass(frozen=True)
class Organisation:
    """An organisation of the loaded documents: its name and the other names documents use."""

    name: str
    names: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The places its name begins with, with and without their suffix (某某市, 某某 …)."""
        return _places(self.name)


@dataclass(frozen=True)
class Mention:
    """What a question says of organisations.

    `known` are those meant, in order; more than one for one mention means it is `ambiguous`.
    `unknown` is a name that is asked for and not loaded. `rest` is the question without them.
    """

    known: tuple[Organisation, ...]
    ambiguous: bool
    unknown: str | None
    rest: str


@cache
def _places(name: str) -> tuple[str, ...]:
    found: list[str] = []
    for place in _PLACE.findall(name.removeprefix("中共").replace("人民政府", "，")):
        found.append(place)
        stem = re.sub(r"(省|自治区|新区|市|区|县|自治州|州|旗|镇|乡|街道)$", "", place)
        if len(stem) >= 2:
            found.append(stem)
    return tuple(found)


@dataclass(frozen=True)
class Match:
    """A run of a question that an organisation's name holds, and how closely."""

    start: int
    end: int
    score: float
    organisation: Organisation


def find_organisations(
    question: str,
    organisations: Sequence[Organisation],
    item_names: Iterable[str] = (),
    labels_of: Callable[[Sequence[Organisation]], Iterable[str]] = lambda known: (),
) -> Mention:
    """Read the organisations out of a question (already plain, see wording.plain_question).

    `item_names` are names of items; an organisation is not read out of one ('人大会议'). Once an
    organisation is known, none is read out of what its documents' own labels say either.
    """
    known: list[Organisation] = []
    rest, unknown, ambiguous = question, None, False
    for _ in range(6):  # a question names a handful at most
        shielded = _shield(rest, item_names)
        if known:
            shielded = _shield(shielded, labels_of(known))
        matches = [m for o in organisations if (m := best_match(shielded, o))]
        if not matches:
            break
        top = max(m.score for m in matches)
        best = [m for m in matches if m.score >= top - 0.03]
        first = best[0]
        here = [m for m in best if m.start < first.end and m.end > first.start]
        named = list(dict.fromkeys(m.organisation for m in here))
        foreign = _foreign_place(rest, first)
        rest = rest[: first.start] + "，" + rest[first.end :]
        if foreign:
            rest = rest.replace(foreign, "，", 1)
            unknown = unknown or _unknown_name(question) or foreign
            continue
        if len(named) > 1 and len(narrowed := _by_place(rest, named)) == 1:
            named = narrowed
        if len(named) > 1 and (office := _office_said(shielded, named)):
            named = [o for o in named if office in o.name]
            rest = rest.replace(office, "，", 1)
        if len(named) > 1:
            # A vaguer name of one that is named in full ('财政局，也就是某市财政局').
            named = [o for o in named if o in known] or named
        ambiguous = ambiguous or len(named) > 1
        known += [o for o in named if o not in known]
    if not known and unknown is None:
        by_place = [o for o in organisations if any(p in rest for p in o.places)]
        if by_place:
            longest = max(len(p) for o in by_place for p in o.places if p in rest)
            by_place = [
                o for o in by_place if any(len(p) == longest and p in rest for p in o.places)
            ]
            unknown, said_before = _unknown_name(rest), rest
            rest = _without_places(rest, by_place)
            if unknown is None and (cut := _office_cut_short(said_before, by_place)):
                known, rest = [cut[0]], rest.replace(cut[1], "，", 1)
            elif unknown is None:
                known, ambiguous = by_place, len(by_place) > 1
        else:
            unknown = _unknown_name(rest)
    rest = _without_places_beside(rest, known)
    if not ambiguous:
        known.sort(key=lambda o: _position(question, o))
    return Mention(tuple(known), ambiguous, unknown, rest)


def _office_cut_short(
    question: str, by_place: list[Organisation]
) -> tuple[Organisation, str] | None:
    """The one organisation of a place whose office is said without its ending ('某区财政').

    Only where nothing runs on behind it: '某区财政拨款' names no office.
    """
    found: dict[Organisation, str] = {}
    for organisation in by_place:
        for place in organisation.places:
            for match in re.finditer(rf"{re.escape(place)}([\u4e00-\u9fff]{{2,4}})", question):
                stem = match[1].rstrip("的里")
                behind = question[match.start(1) + len(stem) :].lstrip("的里")
                whole = organisation.name.endswith(tuple(f"{stem}{s}" for s in "局厅委办部"))
                if len(stem) >= 2 and whole and not re.match(r"[\u4e00-\u9fff]", behind):
                    found[organisation] = stem
    return found.popitem() if len(found) == 1 else None


def _position(question: str, organisation: Organisation) -> int:
    match = best_match(question, organisation)
    return match.start if match else len(question)


def _shield(question: str, item_names: Iterable[str]) -> str:
    """The question with the short names of offices inside items' names made unreadable."""
    for name in item_names:
        if name in question and any(short in name[:4] for short in _SHORT):
            # '某省人大会议费' is a body's 会议费, and no 人大会议.
            other = "" if name.endswith("费") else "(?!费)"
            question = re.sub(re.escape(name) + other, "，" * len(name), question)
    return question


def _by_place(rest: str, named: list[Organisation]) -> list[Organisation]:
    """Those of `named` whose places the rest of the question says ('河东那边的财政局')."""
    scores = [sum(len(p) for p in o.places if p in rest) for o in named]
    top = max(scores)
    return [o for o, s in zip(named, scores, strict=True) if s == top] if top else named


def _office_said(question: str, named: list[Organisation]) -> str | None:
    """What tells one of `named` from the others, wherever it stands ('政协某省办公厅')."""
    said = [s for s in _SHORT if s in question and sum(s in o.name for o in named) == 1]
    return said[0] if len(said) == 1 else None


def _without_places_beside(rest: str, known: Sequence[Organisation]) -> str:
    """Without a place said in brackets to tell which organisation is meant ('…多少(河东)')."""
    for place in {p for o in known for p in o.places}:
        alone = rf"[（(]{re.escape(place)}[)）]|(?<=[,，]){re.escape(place)}(?=这|那)"
        rest = re.sub(alone, "，", rest)
    return rest


def _without_places(rest: str, organisations: list[Organisation]) -> str:
    for place in sorted({p for o in organisations for p in o.places}, key=len, reverse=True):
        rest = rest.replace(place, "，")
    return rest


def best_match(question: str, organisation: Organisation) -> Match | None:
    """Where a question (plain) names an organisation most closely, None where it does not."""
    best: Match | None = None
    said = frozenset(question)
    for name in organisation.names:
        if len(said.intersection(name)) < 2:
            continue
        for start in range(len(question) - 1):
            found = _run_from(question, start, name)
            if found and (best is None or found[1] > best.score):
                best = Match(start, found[0], found[1], organisation)
    return best


def _run_from(question: str, start: int, name: str) -> tuple[int, float] | None:
    """The longest run from `start` that is a subsequence of `name` and ends like a name."""
    at, gaps, end, longest = -1, 0.0, start, None
    while end < len(question):
        found = name.find(question[end], at + 1)
        if found < 0:
            break
        if at >= 0 and found != at + 1:
            gaps += 0.6 + 0.02 * (found - at)
        at, end = found, end + 1
        run = question[start:end]
        if _is_name(run, name):
            # Fewer gaps is closer; a run that reaches the name's end is the name's own ending.
            longest = (end, len(run) - gaps + (0.5 if at == len(name) - 1 else 0.0))
    return longest


def _is_name(run: str, name: str) -> bool:
    if run in _GENERIC or _NOT_NAMES.search(run):
        return False
    if run in _SHORT or run == name:
        return len(run) >= 2
    return len(run) >= 3 and run.endswith(_SUFFIXES)


def _foreign_place(question: str, match: Match) -> str | None:
    """A place in front of the run that the organisation's name does not have, or None."""
    run = question[match.start : match.end]
    if _PLACE.match(run):
        return None
    before = wording().noise.split(question[: match.start])[-1]
    before = re.split(r"[^\u4e00-\u9fff]", before)[-1]
    for place in _PLACE.findall(before + run):
        crosses = (before + run).find(place) < len(before)
        names = organisation_texts(match.organisation)
        if crosses and len(place) >= 3 and not any(_is_subsequence(place, n) for n in names):
            return before or place
    return None


def organisation_texts(organisation: Organisation) -> tuple[str, ...]:
    """Every name of the organisation, the full one first."""
    return (organisation.name, *organisation.names)


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


def _unknown_name(rest: str) -> str | None:
    for segment in re.split(r"[，,。？?！!、；;\s]", rest):
        for match in _UNKNOWN.finditer(segment):
            name = re.sub(rf"^(?:{wording().noise.pattern})+", "", match.group())
            if _CUT_PLACE.match(name):  # a word that says nothing by itself begins the place
                name = match.group()
            if len(name) >= 3 and name not in _GENERIC and not _NOT_NAMES.search(name):
                return name
    return None
