"""claimed: what a question says of amounts, and asks whether it is so, read out of its words.

'项目支出比基本支出少', '占了将近八成', '是它的三倍多', '增长了将近一倍': which of two is more, or
between which bounds a share, a ratio or a growth is said to lie. claims.py answers them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from qa_service.intent import Intent
from qa_service.steps.part_and_whole import in_order
from qa_service.steps.premise import Said, amount_said, number_said

_ENDS_NAMES = r"(?:支出|经费|费用|预算|决算|金额|的钱)?"
_BESIDE = re.compile(rf"^{_ENDS_NAMES}(?:的?数)?(?:是不是|是否|会不会|有没有|要|还|都|真的)*比$")
_WAY = re.compile(
    rf"^{_ENDS_NAMES}(?:还|要|更|来得)*(?P<way>多|高|大|少|低|小)(?!出|几|[\d一二两三四五六七八九十百]|多少)"
)
# '项目支出少于基本支出': what is said before the other item, and nothing but a name behind it.
_SAID_BEFORE = re.compile(rf"{_ENDS_NAMES}(?:要|还|都|是|的确|确实)*(?P<way>多|高|大|少|低|小)于")
_ENDS = re.compile(rf"{_ENDS_NAMES}(?:[,，?？]|[吗么吧]|是真的|$)")
_MORE = "多高大"
_LEAST = Decimal("0.01")  # what more than something is more by
# What may be called nearly as much.
_NEARLY = Decimal("0.85")
# '占了将近八成', '一半以上', '七成多': shares in words.
_SHARE = re.compile(
    r"(?:(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?|(?P<halves>一半|半数)"
    r"|(?P<most>一?大半|一?多半|过半|大头))(?P<behind>多|以上|以下|左右)?"
)
_HOW = r"(?P<how>不到|不足|超过|将近|接近|达到|大约|约|近|只有|有|是)?了?"
_HOW_MUCH_OF = re.compile(rf"{_ENDS_NAMES}(?:是不是|是否|有没有|还|都|已经|应该)*{_HOW}")
_OF_IT = re.compile(rf"{_ENDS_NAMES}的(?P<share>{_SHARE.pattern.replace('?P<', '?P<_')})")
_ADDED = re.compile(rf"{_ENDS_NAMES}(?:再?加上?|和|与|跟|及|、)")
_EXCEEDS = re.compile(
    rf"{_ENDS_NAMES}[,，]?(?:之和|相加|[加凑合]起来|加在一起|一共|合计|总共)?"
    r"(?:是不是|是否|有没有|会不会|都|还|就|已经|能|能不能)*"
    r"(?:超过|超出|高于|多于|大于|(?P<less>不到|低于|少于|小于))了?"
)
# A whole that is named by a general word alone.
_OF_ALL = re.compile(r"^了?(?:全部|整个|本年|当年|全年|总|的)*(?:支出|预算|决算)")
_TENTHS = "零一二三四五六七八九"
# '完成全年预算的86%', as the account of a body prints it.
COMPLETED = re.compile(
    r"(?:(?:完成|执行|用掉|花掉|用|花)(?:了|到了?)?|(?:占了?|是)(?=全年|年初|调整))"
    r"(?:全年|年初|调整后?的?)?预算数?(?:[\d,.]+[万亿]?元)?的?(?P<rate>[^,，]*%)"
)
# '超过卫生健康支出的两倍', '有公务接待费三倍多': with a bound; without one it is an equation.
_TIMES_BETWEEN = re.compile(
    rf"{_ENDS_NAMES}(?:是不是|是否|有没有|还|都|已经)*(?P<how>不到|不足|超过|高于|多于|达到|有|是)?了?"
)
_TIMES = re.compile(
    rf"{_ENDS_NAMES}的?(?P<times>[一二两三四五六七八九十]+|\d+(?:\.\d+)?)倍(?P<behind>多|以上|以下|左右|还多)?"
)
_AND_MORE = ("多", "还多", "以上", "有余", "出头")
# '增长了将近一倍', '翻了一番': growth in words.
_GROWN = re.compile(
    r"(?P<how>将近|接近|近|快|差不多|大约|约|超过|不到|不止)?了?"
    r"(?:翻了?(?P<doubled>[一两二三])?番|(?P<times>[一二两三四五六七八九十]|\d+(?:\.\d+)?)倍"
    r"|(?<=[增长涨加升降跌少减了到过近约])(?P<tenths>[一二两三四五六七八九])成)"
    r"(?P<behind>还?多|以上|左右|有余|出头)?"
)


def order_claimed(intent: Intent) -> str | None:
    """'多' or '少' where a question says one of its two items to be so beside the other."""
    placed = in_order(intent)
    if len(placed) != 2 or len(intent.items) != 2:
        return None
    one, other = placed
    said = _SAID_BEFORE.fullmatch(intent.rest[one.end : other.start])
    if said is not None and _ENDS.match(intent.rest[other.end :]):
        return "多" if said["way"] in _MORE else "少"
    behind = _WAY.match(intent.rest[other.end :])
    if behind is None or not _BESIDE.match(intent.rest[one.end : other.start]):
        return None
    return "多" if behind["way"] in _MORE else "少"


def share_claimed(intent: Intent) -> Said | None:
    """The share that a question states in words behind 占, in percent; None where it states none.

    Shares in figures ('占42.53%') are proven as printed rates are.
    """
    _, stands, behind = intent.rest.partition("占")
    said = _SHARE.search(behind)
    named = len(intent.items) > 1 or (intent.items and _OF_ALL.search(behind))
    if not stands or said is None or not named:
        return None
    return _in_percent(said, behind[max(said.start() - 4, 0) : said.start()])


def said_as_of(intent: Intent) -> Intent | None:
    """'货物采购不到采购总额的一成' as it is asked with 占; None where nothing is said so."""
    placed = in_order(intent)
    if len(placed) != 2 or len(intent.items) != 2 or "占" in intent.rest:
        return None
    one, other = placed
    how = _HOW_MUCH_OF.fullmatch(intent.rest[one.end : other.start])
    share = _OF_IT.match(intent.rest[other.end :])
    if how is None or share is None:
        return None
    asked = f"{one.text}占{other.text}{how['how'] or ''}{share['share']}"
    at = len(one.text) + 1
    items = (replace(one, start=0), replace(other, start=at))
    return replace(intent, plain=asked, rest=asked, items=items)


def _in_percent(said: re.Match[str], before: str) -> Said | None:
    if said["most"]:
        return amount_said("超过50%")
    tenths = _TENTHS.index(said["tenths"].replace("两", "二")) if said["tenths"] else 5
    percent = tenths * 10 + (5 if said["half"] else 0)
    if said["behind"] == "以下":
        return Said(None, Decimal(percent), "%", Decimal(1))
    more = "多" if said["behind"] == "多" else ""
    before = "达到" if said["behind"] == "以上" else before
    return amount_said(f"{before}{percent}{more}%{'左右' if said['behind'] == '左右' else ''}")


def ratio_claimed(intent: Intent) -> Said | None:
    """How many times the other item one is said to be, with a bound; None where that is not so."""
    placed = in_order(intent)
    if len(placed) != 2 or len(intent.items) != 2:
        return None
    one, other = placed
    between = _TIMES_BETWEEN.fullmatch(intent.rest[one.end : other.start])
    said = _TIMES.match(intent.rest[other.end :])
    if between is None or said is None:
        return None
    number, how, behind = number_said(said["times"])[0], between["how"], said["behind"]
    if how in ("超过", "高于", "多于") or behind in ("多", "还多"):
        return Said(number + _LEAST, None, "倍", _LEAST)
    if how in ("不到", "不足"):
        return Said(None, number - _LEAST, "倍", _LEAST)
    if how == "达到" or behind == "以上":
        return Said(number, None, "倍", _LEAST)
    if behind == "以下":
        return Said(None, number, "倍", _LEAST)
    if behind == "左右":
        return Said(number * _NEARLY, number * (2 - _NEARLY), "倍", _LEAST)
    return None


def together_claimed(intent: Intent) -> str | None:
    """'接待费加会议费超过出国费了吗': 多 or 少, as those before are said to be beside the last."""
    placed = in_order(intent)
    if len(placed) < 3 or len(placed) != len(intent.items):
        return None
    *added, last = placed
    between = [intent.rest[a.end : b.start] for a, b in pairwise(added)]
    if not all(_ADDED.fullmatch(words) for words in between):
        return None
    way = _EXCEEDS.fullmatch(intent.rest[added[-1].end : last.start])
    return None if way is None else "少" if way["less"] else "多"


def growth_claimed(rest: str) -> Said | None:
    """The growth that a question says in words, in percent: '将近一倍' is 85 to 100."""
    said = _GROWN.search(rest)
    if said is None:
        return None
    if said["tenths"] is not None:
        times = number_said(said["tenths"])[0] / 10
    elif said["times"] is None:
        times = Decimal(2) ** _TENTHS.index((said["doubled"] or "一").replace("两", "二")) - 1
    else:
        times = number_said(said["times"])[0]
    percent, least = times * 100, _LEAST
    if said["how"] in ("超过", "不止") or said["behind"] in _AND_MORE:
        return Said(percent + least, None, "%", least)
    if said["how"] == "不到":
        return Said(None, percent - least, "%", least)
    if said["how"] in ("将近", "接近", "近", "快"):
        return Said(percent * _NEARLY, percent, "%", least)
    if said["how"] or said["behind"]:
        return Said(percent * _NEARLY, percent * (2 - _NEARLY), "%", least)
    return Said(percent, percent, "%", Decimal(1))
