"""telling: an identity (勾稽等式) that was tried on a document, in words with its two sides.

Each form tells the figures of both sides where they stand, the formula, and whether they agree;
what rounding explains is said to agree within rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from ingest.model import Aspect, Measure
from ingest.quantity import Quantity, Unit, plain_decimal
from qa_service.corpus import Corpus, Tried
from qa_service.draft import Draft
from qa_service.model import Calculation, Fact, Reason, Role
from qa_service.steps import calculate, compose
from qa_service.steps.calculate import NotCalculable
from qa_service.steps.identities_asked import asked_identity
from qa_service.steps.item_names import item_name

_FITS, _MISSES = "相符", "不相符"
_EMPTY_TABLE = "empty_table_says_so"
_ROUNDED = "在印出位数的四舍五入之内，相符"


def tell(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    """Add what became of an identity to a draft, without the document's name.

    Raises NotCalculable where its figures give no result to show.
    """
    _FORMS[asked_identity(tried.key).form](draft, tried, corpus)


def differs(tried: Tried) -> bool:
    """Whether an identity fails, or a rate is printed otherwise than its figures give it."""
    if not tried.holds:
        return True
    form = asked_identity(tried.key).form
    try:
        if form == "share" and len(tried.facts) > 2:
            return not _is_as_printed(tried.facts[0], calculate.share(*tried.facts[1:3]))
        if form == "rate" and len(tried.facts) > 2:
            return not _is_as_printed(tried.facts[0], _growth(*tried.facts[1:3]))
    except NotCalculable:
        return False
    return False


def place_of(fact: Fact, corpus: Corpus) -> str:
    """'《收支总表》中' or '文字说明中': where a figure stands, for setting one against another."""
    table = corpus.contents(fact.document).tables.get(fact.figure.source.table_id or "")
    if table is None:
        return "文字说明中" if not fact.is_cell else "表中"
    return f"《{table.title}》中" if table.title else "表中"


def _equal(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    one, other = tried.facts[0], tried.facts[-1]
    draft.say(f"{_placed(draft, one, corpus)}；{_placed(draft, other, corpus)}，")
    _give(draft, one, other)
    if tried.holds:
        draft.say(f"两者{_FITS}。")
        return
    apart = calculate.difference(*sorted((one, other), key=_size, reverse=True))
    draft.calculations.append(apart)
    draft.say(f"两者{_MISSES}，相差{compose.calculated(apart)}。")


def _alike(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    words = [f for f in tried.facts if not f.is_cell]
    cells = [f for f in tried.facts if f.is_cell]
    one = (words or cells)[0]
    others = [f for f in (*cells, *words[1:]) if f is not one]
    if not tried.holds:
        one, others = tried.facts[0], [tried.facts[-1]]
    _equal(draft, Tried(tried.key, tried.holds, (one, others[0] if others else one)), corpus)


def _limit(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    one, other = tried.facts[0], tried.facts[-1]
    draft.say(f"{_placed(draft, one, corpus)}；{_placed(draft, other, corpus)}，")
    _give(draft, one, other)
    draft.say(f"前者没有超过后者，{_FITS}。" if tried.holds else f"前者超过后者，{_MISSES}。")


def _sum(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    whole, *parts = [f for f in tried.facts if f.figure.quantity is not None]
    if len(parts) < 2:
        _equal(draft, tried, corpus)
        return
    added = calculate.total(parts)
    listed = "，".join(f"{_part(f)}{draft.mark(f, Role.OPERAND)}" for f in parts)
    draft.say(f"{listed}，相加得{compose.calculated(added)}；")
    draft.say(f"{_placed(draft, whole, corpus)}，")
    draft.calculations.append(added)
    gap = gap_between(added, whole)
    if gap:
        draft.give(added.result, "各项之和（计算）")
    _give(draft, whole)
    if gap is None:
        draft.say(f"两者相等，{_FITS}。")
        return
    draft.calculations.append(gap)
    said = compose.calculated(gap)
    draft.say(f"相差{said}，{_ROUNDED}。" if tried.holds else f"两者不相等，相差{said}。")


def _share(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    stated, part, whole = tried.facts[:3]
    _against(draft, stated, (part, whole), calculate.share(part, whole), tried, corpus)


def _rate(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    stated, *others = tried.facts
    if len(others) < 2:
        draft.say(f"{_placed(draft, stated, corpus)}，而{_placed(draft, others[0], corpus)}，")
        _give(draft, stated, others[0])
        draft.say(f"{_FITS}。" if tried.holds else "方向相反，不相符。")
        return
    _against(draft, stated, others[:2], _growth(*others[:2]), tried, corpus)


def _growth(current: Fact, base: Fact) -> Calculation:
    """The rate from what changed, or from the amount of the year before."""
    if base.figure.aspect is Aspect.CHANGE:
        return calculate.growth_by_change(current, base)
    return calculate.growth(current, base)


def _change(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    stated, now, then = tried.facts[:3]
    _against(draft, stated, (now, then), calculate.difference(now, then), tried, corpus)


def _completion(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    stated, final, *budgets = tried.facts
    fitting = None
    for budget in budgets:
        if budget.figure.quantity is not None and budget.figure.quantity.number:
            fitting = budget  # where the one named does not fit, the last is the one that does
    if tried.holds or fitting is None:
        named = budgets[0]
        _against(draft, stated, (final, named), calculate.share(final, named), tried, corpus)
        return
    draft.say(f"{_placed(draft, stated, corpus)}，")
    others = "；".join(
        f"{amount_phrase(f)}{draft.mark(f, Role.OPERAND)}" for f in (final, *budgets)
    )
    worked_out = calculate.share(final, fitting)
    draft.calculations.append(worked_out)
    draft.give(stated.figure.quantity or worked_out.result, stated.figure.label)
    name = "全年预算数" if fitting.figure.measure is Measure.ADJUSTED else "预算数"
    draft.say(f"而{others}：按{name}计算为{compose.calculated(worked_out)}，与所写的{_MISSES}。")


def _words(draft: Draft, tried: Tried, corpus: Corpus) -> None:
    listed = "；".join(_placed(draft, fact, corpus) for fact in tried.facts[:2])
    _give(draft, *tried.facts[:2])
    if tried.key == _EMPTY_TABLE:
        draft.say(f"{listed}，而这张表附有空表说明，{_MISSES}。" if not tried.holds else "")
        return
    draft.say(f"{listed}，文字所说的方向与数{_FITS if tried.holds else _MISSES}。")


_FORMS: Mapping[str, Callable[[Draft, Tried, Corpus], None]] = {
    "equal": _equal,
    "alike": _alike,
    "limit": _limit,
    "sum": _sum,
    "share": _share,
    "rate": _rate,
    "change": _change,
    "completion": _completion,
    "words": _words,
}


def _against(
    draft: Draft,
    stated: Fact,
    operands: Sequence[Fact],
    worked_out: Calculation,
    tried: Tried,
    corpus: Corpus,
) -> None:
    """What is printed, and what its own operands give."""
    draft.say(f"{_placed(draft, stated, corpus)}，")
    told = "，".join(f"{amount_phrase(f)}{draft.mark(f, Role.OPERAND)}" for f in operands)
    draft.calculations.append(worked_out)
    _give(draft, stated)
    fits = tried.holds and _is_as_printed(stated, worked_out)
    if not fits:
        draft.give(worked_out.result, "按文件的数计算")
        draft.reason = Reason.DOCUMENTS_DISAGREE
    shown = compose.calculated(worked_out)
    draft.say(f"按{told}计算为{shown}，{_FITS if fits else _MISSES}。")


def _is_as_printed(stated: Fact, worked_out: Calculation) -> bool:
    """Whether a result is the printed number, rounded or cut off; '30%' is not 29.15%."""
    printed = stated.figure.quantity
    if printed is None or printed.unit != worked_out.result.unit:
        return True
    apart = abs(abs(printed.number) - abs(worked_out.result.number))
    is_whole = printed.number == printed.number.to_integral_value()
    return apart <= (printed.last_place if is_whole else printed.last_place * 2)


def _placed(draft: Draft, fact: Fact, corpus: Corpus) -> str:
    return f"{place_of(fact, corpus)}{amount_phrase(fact)}{draft.mark(fact)}"


def _part(fact: Fact) -> str:
    """A part by its own name alone: what it is a part of is said once."""
    if fact.figure.aspect is not Aspect.AMOUNT or compose.says_none(fact):
        return amount_phrase(fact)
    facet = item_name(fact.figure.facet) if fact.figure.facet else None
    limited = f"（{facet}）" if facet else ""
    return f"{compose.item_label(fact)}{limited}为{compose.signed_amount(fact)}"


def amount_phrase(fact: Fact) -> str:
    """'行政运行为10万元', '行政运行增加10万元', '行政运行占比为10%'."""
    figure = fact.figure
    if figure.quantity is None:
        return f"{compose.item_phrase(fact)}未填数"
    if figure.aspect in (Aspect.CHANGE, Aspect.CHANGE_RATE):
        way = compose.direction(figure.quantity, figure.aspect)
        number = compose.fact_amount(fact) if figure.quantity.number else ""
        return f"{compose.item_phrase(fact)}{way}{number}"
    if figure.aspect in (Aspect.SHARE, Aspect.COMPLETION_RATE):
        name = "占比" if figure.aspect is Aspect.SHARE else "完成率"
        return f"{compose.item_phrase(fact)}{name}写作{compose.fact_amount(fact)}"
    return compose.stated(fact)


def _give(draft: Draft, *facts: Fact) -> None:
    """The figures' numbers as values of the answer, equal ones once."""
    for fact in facts:
        quantity = fact.figure.quantity
        if quantity is not None and quantity not in [v.quantity for v in draft.values]:
            draft.give(quantity, fact.figure.label)


def gap_between(added: Calculation, whole: Fact) -> Calculation | None:
    """How far the sum and the whole are apart, None where they are equal."""
    if whole.figure.quantity is None:
        return None
    one, other = added.result, whole.figure.quantity.to(added.result.unit)
    if one.number == other.number:
        return None
    large, small = max(one.number, other.number), min(one.number, other.number)
    apart = Quantity(large - small, one.unit)
    summed, total = f"({added.expression})", _plain(other.number)
    shown = f"{summed} − {total}" if one.number == large else f"{total} − {summed}"
    return Calculation(shown, apart, (*added.operands, whole.fact_id))


def _plain(number: Decimal) -> str:
    return plain_decimal(number.normalize() if number else number)


def _size(fact: Fact) -> Decimal:
    quantity = fact.figure.quantity
    if quantity is None:
        return Decimal(0)
    return quantity.yuan if quantity.yuan is not None else quantity.to(Unit.PERCENT).number
