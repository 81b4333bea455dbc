"""Which fiscal years a question means: '2023年', '23年', '去年', '2018到2019', '近三年'.

Relative years count from the conversation's year, else from the newest loaded one; never from
the clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.model import Base

# '多了2000万' is an amount.
_EXPLICIT = re.compile(r"(?<!\d)(20\d\d)(?!\d|[百千万亿元块辆台个人%,.])(?:年度|年)?")
_SHORT = re.compile(r"(?<!\d)([12]\d)年(?:度)?")
_CHINESE = re.compile(r"二[〇零○0o]([一二三〇零○]?)([〇零○一二三四五六七八九])年?")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "": 0}
# '2018与2019年' names two years; '2019与2018年相比' compares one with another.
_BOTH = re.compile(
    r"20\d\d年?度?(?:(?:以及|与|和|跟|同|、|及|，|,)20\d\d年?度?)+(?!年|度|的?(?:相比|比|对比))"
)
# '照2025年公开的内容倒推，前一年是多少' wants what the later document's change comes to.
_RECKONED = re.compile(
    r"(?:[照按据从]着?)?(?:公开|披露|公布)?的?(?:内容|数字?|材料|文件|情况|说法)?(?:来)?"
    r"(?:倒推|反推|倒着推|倒算|反算|推算)(?:一下|回去|出来|出)?"
)
# '从2020年起申请的评审经费' says since when something is so, not which year's document is meant.
_SINCE = re.compile(
    r"[从自]20\d\d年(?:度|\d+月(?:\d+日)?)?(?:起|开始)"
    r"(?=申请|实施|施行|执行|规定|要求|调整|改|不再|开展|启动|成立|划|纳入|推行|试行|负责)"
)
_YEAR = re.compile(r"20\d\d")
# '截至2022年12月31日' is a day, not the year that is asked about.
_AS_OF = re.compile(
    r"(?:截至|截止|到)?(20\d\d)年(?:年?底(?!子)|年?末)(?!的?结)|(?:截至|截止|到)(20\d\d)年\d+月[\d日]*"
)
_RANGE = re.compile(r"(20\d\d)(?:年度|年)?(?:到|至|—|-|~|～)(20\d\d)")
_LAST = re.compile(r"近(两|二|三|四|五|六|[2-9])年|(?:这|最近)(两|二|三|四|五|几)年")
_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "几": 5}
_THIS = re.compile(r"今年|本年度?(?!支出|收入|预算数)|当年(?!支出|收入)|这一年")
_PRIOR = re.compile(r"去年|上一?年度?|前一年")
_TWO_BACK = re.compile(r"前年(?!度)")
# '结转下年' is the name of an item.
_NEXT = re.compile(r"明年|(?<!结转)(?<!转到)下一?年度?|后一年")
_SET_BESIDE = re.compile(r"(?:[跟和与同比]|相比于?|相较于?|较)$")
# '比上年少了多少' states what a change is measured from, not the year asked about.
_COMPARED = re.compile(
    r"(?:相比于?|相对于?|相较于?|比照|(?<!比一)(?<!比)比起?|跟|和|与|同|较|对比|对照)(?:去年|上一?年度?|前一年|前年|(?:20\d\d|[12]\d(?!\d))年?度?)"
    r"(?:的)?(?:当年)?(?:部门|单位|本级)?(?:预算执行数?|执行数|年初预算数?|预算数?|决算数?)?(?!.{0,10}(?:谁|哪(?!些|几|里|儿|了|方面|块)))"
)


@dataclass(frozen=True)
class Years:
    """The years meant, ascending in order said; `relative` to be counted from the newest loaded.

    `compared_with` is the year or relative offset (−1, −2) a change is measured from, and `base`
    which amount of it, where the question says ('比上年执行数'). `prior` tells that last year is
    spoken of beside the explicit year ('2025年预算里的上年执行数'). `year_end` is the year at whose
    end a thing is asked about: the year's own account tells it, or the next year's budget.
    `reckoned` tells that a year is to be reckoned from the next one's document ('倒推').
    `at_ends` tells that several years are asked about, each at its end ('2024年底比2022年底').
    """

    years: tuple[int, ...] = ()
    relative: int | None = None
    span: int | None = None
    compared_with: int | None = None
    base: str | None = None
    prior: bool = False
    year_end: int | None = None
    at_ends: bool = False
    reckoned: bool = False

    @property
    def said(self) -> bool:
        """Whether the question speaks of a year at all."""
        return bool(self.years) or self.relative is not None or self.span is not None


def find_years(question: str) -> Years:
    """Read the years out of a plain question."""
    question = _SINCE.sub("，", question)
    reckoned = bool(_RECKONED.search(question))
    ends = list(_AS_OF.finditer(question))
    if len({m[1] or m[2] for m in ends}) > 1:
        plain = _AS_OF.sub(lambda m: f"{m[1] or m[2]}年", question)
        return replace(find_years(plain), at_ends=True)
    if ends and _SET_BESIDE.search(question[: ends[0].start()]):
        # '跟2022年末比有变化没': the end of a year is what is compared with, and not asked about.
        question, ends = _AS_OF.sub(lambda m: f"{m[1] or m[2]}年", question), []
    as_of = ends[0] if ends else None
    question = _AS_OF.sub("，", question)
    if match := _BOTH.search(question):
        return Years(tuple(dict.fromkeys(int(y) for y in _YEAR.findall(match.group()))))
    compared, base = None, None
    if match := _COMPARED.search(question):
        compared, base = _compared_year(match.group()), _compared_base(match.group())
        question = question[: match.start()] + "比" + question[match.end() :]
    if match := _RANGE.search(question):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + 20:
            return Years(tuple(range(first, last + 1)), compared_with=compared, base=base)
    years = [int(y) for y in _EXPLICIT.findall(question)]
    years += [2000 + int(y) for y in _SHORT.findall(question)]
    years += [
        2000 + _DIGITS[tens] * 10 + _DIGITS[ones] for tens, ones in _CHINESE.findall(question)
    ]
    if years:
        prior = bool(_PRIOR.search(question))
        if prior and reckoned and len(years) == 1:
            return Years((years[0] - 1,), reckoned=True)
        years_said = tuple(dict.fromkeys(years))
        return Years(years_said, None, None, compared, base, prior, reckoned=reckoned)
    if as_of:
        # A budget tells what was owned at the end of the year before it.
        end = int(as_of[1] or as_of[2])
        return Years((end + 1,), compared_with=compared, base=base, year_end=end)
    if match := _LAST.search(question):
        word = match[1] or match[2]
        return Years(span=_COUNT.get(word) or int(word), compared_with=compared, base=base)
    for pattern, offset in ((_TWO_BACK, -2), (_PRIOR, -1), (_NEXT, 1), (_THIS, 0)):
        if pattern.search(question):
            return Years(relative=offset, compared_with=compared, base=base, reckoned=reckoned)
    return Years(compared_with=compared, base=base)


def without_years(question: str) -> str:
    """The question with its years taken out, for reading the item."""
    for pattern in (
        _SINCE,
        _RECKONED,
        _AS_OF,
        _COMPARED,
        _RANGE,
        _EXPLICIT,
        _SHORT,
        _CHINESE,
        _LAST,
        _TWO_BACK,
        _PRIOR,
        _NEXT,
    ):
        question = pattern.sub("，", question)
    return _THIS.sub("，", question)


def _compared_base(said: str) -> str | None:
    if "执行" in said:
        return Base.PRIOR_EXECUTED
    if "决算" in said:
        return Base.PRIOR_FINAL
    return Base.PRIOR_BUDGET if "预算" in said else None


def _compared_year(said: str) -> int:
    if match := _EXPLICIT.search(said):
        return int(match[1])
    if match := re.search(r"([12]\d)年?", said):
        return 2000 + int(match[1])
    return -2 if "前年" in said else -1
