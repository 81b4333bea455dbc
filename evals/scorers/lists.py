"""Is a list the whole list and nothing else? Compared as a set, whatever its order."""

import re
from collections.abc import Iterator

from evals.amounts import Amount
from evals.model import Case, Judgement, Verdict
from evals.reply import Reply
from evals.scorers.figures import alternatives, given
from evals.scorers.passages import judge_passages
from evals.wording import squeeze

# What separates the members of a list in running text, and what ends such a run.
_BETWEEN = re.compile(r"[、;]")
_ENDS = re.compile(r"[。\n!?]")
# The words before a colon or comma introduce a list; the comma inside '1,329.42' does not.
_INTRODUCES = re.compile(r":|(?<!\d),|,(?!\d)")
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d+[.、)])\s*(.+)$", re.MULTILINE)


def judge_list(case: Case, reply: Reply) -> Judgement:
    """Every member and every number, and no others; then what prose must say.

    A stretch of the text that enumerates two members or more may enumerate nothing else.
    """
    said = squeeze(reply.words)
    missing = [names[0] for names in case.members if not _named(said, names)]
    if missing:
        return Judgement(Verdict.WRONG, f"漏列：{'、'.join(missing)}")
    if extra := [piece for piece in _enumerated(case, reply) if not _is_member(case, piece)]:
        return Judgement(Verdict.WRONG, f"多列：{'、'.join(extra)}")
    return _judge_numbers(case, reply) or judge_passages(case, reply, of_evidence=not case.members)


def _judge_numbers(case: Case, reply: Reply) -> Judgement | None:
    """None where the numbers are the expected ones."""
    wanted = [Amount(number, case.unit) for number in case.numbers]
    lacking = [one for one in wanted if not given(one, reply.amounts)]
    if lacking:
        return Judgement(Verdict.WRONG, f"漏列：{_shown(lacking)}")
    allowed = [*wanted, *alternatives(case)]
    extra = [one for one in reply.values if wanted and not _is_one_of(one, allowed)]
    return Judgement(Verdict.WRONG, f"多列：{_shown(extra)}") if extra else None


def _is_one_of(value: Amount, allowed: list[Amount]) -> bool:
    return any(given(one, [value]) for one in allowed)


def _enumerated(case: Case, reply: Reply) -> Iterator[str]:
    """The pieces of each enumeration, inline or bulleted, that names two members or more."""
    bulleted = [squeeze(line) for line in _BULLET.findall(reply.text)]
    if sum(_is_member(case, line) for line in bulleted) >= 2:
        yield from bulleted
    # What stands in brackets is beside its member, unless the member's own name has it.
    known = "|".join(re.escape(part) for part in _bracketed(case))
    beside = re.compile(rf"\[\d+\]|(?!{known or '$^'})\([^()]*\)")
    for sentence in _ENDS.split(reply.text):
        listed = beside.sub("", squeeze(sentence))
        for stretch in _INTRODUCES.split(listed):
            pieces = [piece for piece in _BETWEEN.split(stretch) if piece]
            if sum(_is_member(case, piece) for piece in pieces) >= 2:
                yield from pieces


def _bracketed(case: Case) -> list[str]:
    """What the members' own names have in brackets: '(本级)'."""
    names = (squeeze(name) for names in case.members for name in names)
    return [part for name in names for part in re.findall(r"\([^()]*\)", name)]


def _is_member(case: Case, piece: str) -> bool:
    return any(_named(piece, names) for names in case.members)


def _named(text: str, names: tuple[str, ...]) -> bool:
    return any(squeeze(name) in text for name in names)


def _shown(amounts: list[Amount]) -> str:
    return "、".join(f"{amount.value:f}{amount.unit}" for amount in amounts)
