"""What a label in a sentence names: an item, a code of the classification, a project.

>>> subject = label_to_subject("某某局2018年度财政拨款基本支出预算", Naming(("某某局",), 2018))
>>> (subject.label, subject.item, subject.fund.value)
('基本支出预算', 'basic_expenditure', 'fiscal_appropriation')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.model import Classification, Fund
from ingest.vocabulary.codes_by_name import (
    codes_of_name,
    comparable_name,
    name_of_code,
    names_to_code,
)
from ingest.vocabulary.cut_names import is_rest_of_name
from ingest.vocabulary.load import Item, vocabulary
from ingest.vocabulary.patterns import patterns


@dataclass(frozen=True)
class Naming:
    """What decides how a label reads: the organisation's names, the year, the headings above."""

    organisations: tuple[str, ...] = ()
    fiscal_year: int | None = None
    section_path: tuple[str, ...] = ()
    fund: Fund | None = None


@dataclass(frozen=True)
class Subject:
    """What an amount is stated of; `year` is a year its own words name."""

    label: str
    item: str | None = None
    item_path: tuple[str, ...] = ()
    code: str | None = None
    classification: Classification | None = None
    facet: str | None = None
    fund: Fund | None = None
    year: int | None = None


_MARKED = re.compile(
    r"(?:(?P<c>[^（）]{2,30}(?:（[^类款项）]{1,4}）[^（）]{0,20})?)（类）(?:支出)?)?"
    r"(?:(?P<k>[^（）]{1,30}(?:（[^类款项）]{1,4}）[^（）]{0,20})?)（款）(?:支出)?)?"
    r"(?:(?P<x>[^（）]{2,40}(?:（[^类款项）]{1,4}）[^（）]{0,20})?)（项）)?"
)
_TITLE_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[^）]+）、?|\d+[.、])")
_CODED = re.compile(r"(?P<code>2\d{6}|2\d{4}|2\d{2})[-—]?(?P<name>(?!年)[\u4e00-\u9fff（）]{2,40})")
_LEVEL_MARKED = re.compile("（[类款项]）$")
_STRUCK = re.compile(r"[*×]{2}|[xX]{2}")
_AFTER_MARKED = re.compile(r"(?:支出|科目|预算|经费)*")
_QUOTED = re.compile(r"[“\"](?P<name>[^“”\"]{2,80})[”\"]科目")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,30}?(?:[局厅委部院校馆站所处办]|办公室|办事处|中心|大队|支队|学院|医院|街道)"
    r"(?:（[^）]{1,8}）)?(?:本级|本部|机关)?(?=\d|部门|单位|本|下属|财政|一般公共|政府性|国有资本|收|支)"
)


def label_to_subject(label: str, naming: Naming) -> Subject | None:
    """The subject a label names, or None where neither vocabulary nor classification knows it.

    Years, organisations, '其中' and funds before the name are taken off, as few as needed. A
    name behind asterisks is none, nor is the end of a name ('缴费支出（项）') that a page cut.
    """
    if _STRUCK.search(label):
        return None
    for rest, fund, year in _shorter(label, naming):
        if not rest:
            continue
        found = _classified(rest, naming) or _item(rest, fund) or _class_name(rest, naming)
        if found is not None and found.item is None and is_rest_of_name(found.item_path[-1]):
            return None
        if found is not None:
            fund = fund or found.fund
            return replace(found, fund=_fund(found, fund, naming), year=year)
    return None


def label_to_plain_subject(label: str, naming: Naming) -> Subject | None:
    """The label itself, what stands before it taken off; None where nothing is left."""
    if _STRUCK.search(label):
        return None
    shortest = list(_shorter(label, naming, funds=False))[-1]
    name = shortest[0]
    if not name or name.count("（") != name.count("）") or name.count("“") != name.count("”"):
        return None
    if _LEVEL_MARKED.search(name) and is_rest_of_name(name):
        return None
    return Subject(name, item_path=(name,), fund=naming.fund, year=shortest[2])


def without_number(title: str) -> str:
    """A heading without the number before it."""
    return _TITLE_NUMBER.sub("", title)


def _shorter(
    label: str, naming: Naming, funds: bool = True
) -> Iterator[tuple[str, Fund | None, int | None]]:
    """The label, then the label with one thing more taken off its front, and so on."""
    rest, fund, year = label, None, None
    for _ in range(10):
        yield rest, fund, year
        taken = next((o for o in naming.organisations if o and rest.startswith(o)), None)
        if taken is not None:
            rest = rest[len(taken) :]
            continue
        match = None
        for pattern in patterns().before_label:
            if match := pattern.match(rest):
                stated = match.groupdict().get("year")
                year = int(stated) if stated else year
                break
        if match is None and funds:
            for pattern, named in patterns().funds:
                if match := pattern.match(rest):
                    fund = fund or named
                    break
        match = match or _ORGANISATION.match(rest)
        if match is None or not match.group():
            return
        rest = rest[match.end() :]


def _fund(found: Subject, fund: Fund | None, naming: Naming) -> Fund | None:
    """The fund an amount is limited to; None for items that are a fund's own."""
    own = {item for items in patterns().fund_items.values() for item in items.values()}
    if found.item in own or found.item in ("fiscal_appropriation_total", "carryover_in"):
        return None
    return fund or naming.fund


def _item(label: str, fund: Fund | None) -> Subject | None:
    item = _known_item(label)
    if item is None:
        return None
    key = item.key
    if fund is not None:
        for side, totals in patterns().totals.items():
            if key in totals:
                key = patterns().fund_items[fund][side]
    return Subject(_trimmed(label), item=key, item_path=(_trimmed(label),))


def _trimmed(label: str) -> str:
    return label.strip('“”"') if label.count("“") != label.count("”") else label


def _known_item(label: str) -> Item | None:
    """The vocabulary's item for a label, endings that change nothing aside."""
    plain = re.sub(r"（(?!境|护|补助|本级)(?:[^（）]|（[^（）]*）)*）", "", label)
    for name in (label, plain):
        if item := vocabulary().item_for(name):
            return item
    seen = {plain}
    names = [plain]
    while names:
        name = names.pop(0)
        for ending in patterns().after_label:
            shorter = name.removesuffix(ending)
            if shorter == name or len(shorter) < 2 or shorter in seen:
                continue
            seen.add(shorter)
            names.append(shorter)
            item = vocabulary().item_for(shorter)
            if item is not None and _same_side(plain, item):
                return item
    return None


def _same_side(label: str, item: Item) -> bool:
    """'财政拨款支出' must not become 财政拨款收入 by losing its last word."""
    if "支出" in label:
        return item.side != "income"
    if "收入" in label:
        return item.side == "income"
    return True


def _classified(label: str, naming: Naming) -> Subject | None:
    """A label marked with （类）（款）（项）, or quoted before 科目."""
    if quoted := _QUOTED.fullmatch(label):
        label = quoted["name"]
        parts = re.split(r"[-—－–]", label)
        if "（" not in label or len(parts) == 3:
            names = [*parts, None, None][:3] if len(parts) <= 3 else None
            return _functional(label, names, naming) if names else None
    text = label.strip('“”"')
    coded = _CODED.fullmatch(text)
    if coded and vocabulary().names_of(Classification.FUNCTIONAL, coded["code"][:3]):
        return _of_code(coded["code"], coded["name"])
    if text.endswith("科目"):
        text = text.removesuffix("科目").strip('“”"')
    match = _MARKED.match(text)
    if match is None or not match.group() or not any(match.groups()):
        return None
    rest = text[match.end() :].strip('“”"')
    if _AFTER_MARKED.fullmatch(rest) is None:
        return None
    printed = text[: match.end()]
    names = [match["c"], match["k"], match["x"]]
    economic = _economic(printed, names, naming)
    if economic is not None and (names[2] is None and _is_economic_section(naming)):
        return economic
    functional = _functional(printed, names, naming)
    if functional.item is None and names[2] is None and economic is not None:
        return economic
    return functional


def _of_code(code: str, name: str) -> Subject | None:
    """A functional item named with its code ('2010301行政运行'); None where the two disagree."""
    known = {comparable_name(n) for n in vocabulary().names_of(Classification.FUNCTIONAL, code)}
    if known and comparable_name(name) not in known:
        return None
    above = (name_of_code(code[:length]) for length in (3, 5) if length < len(code))
    return Subject(
        label=name,
        item=f"functional:{code}",
        item_path=(*(upper for upper in above if upper), name),
        code=code,
        classification=Classification.FUNCTIONAL,
    )


def _functional(printed: str, names: list[str | None], naming: Naming) -> Subject:
    """A functional item (功能科目); without an item where the path leads to no single code."""
    above = _class_above(naming)
    path = tuple(name for name in names if name)
    code = names_to_code(names, naming.fiscal_year)
    if code is None and names[0] and names[1] is None and names[2]:
        # '行政事业单位离退休（类）…（项）': the middle level marked as the upper one.
        code = names_to_code([above, names[0], names[2]], naming.fiscal_year)
        path = tuple(name for name in (above, names[0], names[2]) if name)
    if code is None and names[0] is None and above:
        code = names_to_code([above, names[1], names[2]], naming.fiscal_year)
    if names[0] is None and path == tuple(name for name in names if name):
        upper = above or (name_of_code(code[:3]) if code else None)
        path = ((upper,) if upper else ()) + path
    if code is not None and len(code) == 7 and len(path) == 2:
        path = (path[0], name_of_code(code[:5]) or "", path[1])
    return Subject(
        label=printed,
        item=f"functional:{code}" if code else None,
        item_path=path,
        code=code,
        classification=Classification.FUNCTIONAL if code else None,
    )


def _economic(printed: str, names: list[str | None], naming: Naming) -> Subject | None:
    name, length = (names[1], 5) if names[1] else (names[0], 3)
    if not name or names[2]:
        return None
    codes = codes_of_name(
        Classification.ECONOMIC_DEPARTMENT, comparable_name(name), length, naming.fiscal_year
    )
    if len(codes) != 1:
        return None
    return _economic_subject(printed, name, codes[0], naming)


def _economic_subject(printed: str, name: str, code: str, naming: Naming) -> Subject:
    title = "".join(naming.section_path[-2:])
    facet = "agency_operation" if "机关运行" in title else None
    if facet is None and "基本支出" in title:
        facet = "basic_expenditure"
    return Subject(
        label=printed,
        item=vocabulary().key_of(Classification.ECONOMIC_DEPARTMENT, code, name),
        item_path=(printed,),
        code=code,
        classification=Classification.ECONOMIC_DEPARTMENT,
        facet=facet,
    )


def _class_name(label: str, naming: Naming) -> Subject | None:
    """A class (类) named without its mark: 住房保障支出, 商品和服务支出."""
    plain = comparable_name(label)
    for classification in (Classification.FUNCTIONAL, Classification.ECONOMIC_DEPARTMENT):
        codes = codes_of_name(classification, plain, 3, naming.fiscal_year)
        if len(codes) == 1 and label.endswith("支出"):
            if classification is Classification.FUNCTIONAL:
                return _functional(label, [label, None, None], naming)
            return _economic_subject(label, label, codes[0], naming)
    return None


def _is_economic_section(naming: Naming) -> bool:
    return any("基本支出" in title or "机关运行" in title for title in naming.section_path)


def _class_above(naming: Naming) -> str | None:
    """The class that a heading above names: '（一）一般公共服务（类）'."""
    for title in reversed(naming.section_path):
        if match := re.match(r"(?:（[一二三四五六七八九十]+）)?([^（）]{2,24})（类）", title):
            return match[1]
    return None
