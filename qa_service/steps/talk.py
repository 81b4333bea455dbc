"""Answers that need no document: greetings, what is loaded, what can be asked, what cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa_service.draft import Draft
from qa_service.intent import Asked, Intent, Stop
from qa_service.model import Reason, Scope
from qa_service.names import KIND_NAMES
from qa_service.steps.suggest import ask_again
from qa_service.steps.wording import wording

_NOTICE = "本服务不是官方服务，数字以原文件为准。"


def greet(loaded: Sequence[Asked]) -> Draft:
    """An answer to a greeting: what can be asked here."""
    draft = Draft()
    draft.say(
        "您好！我可以回答已收录的部门预算和决算里的数字、名词解释、职责和增减原因，"
        f"并指出在原文件的哪里。{_NOTICE}"
    )
    draft.suggestions += examples(loaded)
    return draft


def coverage(loaded: Sequence[Asked]) -> Draft:
    """What is loaded: each organisation with its years and kinds."""
    draft = Draft()
    if not loaded:
        draft.say("还没有收录任何文件。请先用 budget-qa ingest 收录预算或决算文件。")
        return draft
    lines = []
    for asked in loaded:
        stated = sorted(
            {
                (d.identity.fiscal_year or 0, KIND_NAMES[d.identity.kind], d.identity.level)
                for d in asked.documents
            }
        )
        listed = "、".join(
            f"{f'{year}年' if year else '年度不详'}{level}{kind}" for year, kind, level in stated
        )
        lines.append(f"{asked.name}：{listed}")
    draft.say(f"已收录{len(loaded)}个单位的文件。\n" + "\n".join(lines))
    draft.listed += [asked.name for asked in loaded]
    draft.suggestions += examples(loaded)
    return draft


def examples(loaded: Sequence[Asked]) -> list[str]:
    """Two or three questions that suit what is loaded."""
    asks = ("三公经费是多少？", "机关运行经费是多少？", "主要职责有哪些？")
    found = []
    for asked, ask in zip(loaded, asks, strict=False):
        year = f"{asked.years[0]}年" if asked.years else ""
        found.append(f"{asked.name}{year}{ask}")
    return found


def about_service(intent: Intent, loaded: Sequence[Asked]) -> Draft:
    """What is asked of the service itself: where its numbers come from, whether they are right."""
    draft = Draft()
    draft.say(f"{wording().said_of_service(intent.plain) or ''}{_NOTICE}")
    draft.suggestions += examples(loaded)
    return draft


def not_loaded(intent: Intent, loaded: Sequence[Asked], near: Sequence[Asked] = ()) -> Stop:
    """The organisation asked about is not loaded; which ones are, those of a `near` name first."""
    year = intent.years.years[0] if intent.years.years else None
    if near:
        names = "、".join(a.name for a in near)
        return Stop(
            Reason.NOT_LOADED,
            f"没有收录“{intent.unknown}”的文件，无法回答。您是不是要问：{names}？",
            tuple(ask_again(intent, organisation=a.name, year=year) for a in near),
            listed=tuple(a.name for a in near),
        )
    names = "、".join(a.name for a in loaded[:6])
    more = f"等{len(loaded)}个单位" if len(loaded) > 6 else ""
    return Stop(
        Reason.NOT_LOADED,
        f"没有收录“{intent.unknown}”的文件，无法回答。已收录：{names or '无'}{more}。",
        tuple(ask_again(intent, organisation=a.name) for a in loaded[:3]),
    )


def which_organisation(intent: Intent, candidates: Sequence[Asked]) -> Stop:
    """Several organisations fit, or none is named: ask back with ready questions."""
    year = intent.years.years[0] if intent.years.years else None
    if not candidates:
        return Stop(Reason.NOT_LOADED, "还没有收录任何文件。请先收录预算或决算文件，再提问。")
    named = "、".join(a.name for a in candidates[:6])
    return Stop(
        Reason.AMBIGUOUS,
        f"请问是哪个单位？可选：{named}{'等' if len(candidates) > 6 else ''}。",
        tuple(ask_again(intent, organisation=a.name, year=year) for a in candidates[:6]),
        asks_back=True,
        listed=tuple(a.name for a in candidates[:6]),
    )


def out_of_scope(loaded: Sequence[Asked]) -> Stop:
    """Not about budgets: said politely, with what can be asked."""
    return Stop(
        Reason.OUT_OF_SCOPE,
        "这个问题不在预算、决算公开文件的范围内，我只回答已收录文件里写明的内容。",
        tuple(examples(loaded)),
    )


def not_in_chinese(loaded: Sequence[Asked]) -> Stop:
    """A question in another language: said so, with what can be asked."""
    return Stop(
        Reason.OUT_OF_SCOPE,
        "目前只能回答用中文提出的问题（Please ask in Chinese），请换成中文再问。",
        tuple(examples(loaded)),
    )


def outside_scope(stop: Stop, scope: Scope, loaded: Sequence[Asked]) -> Stop:
    """A refusal within a scope says that the scope may be why."""
    if scope == Scope() or stop.reason not in (Reason.NOT_LOADED, Reason.YEAR_MISSING):
        return stop
    if not loaded:
        return replace(stop, text="所选的提问范围里没有文件，请放宽范围再问。")
    return replace(stop, text=f"{stop.text}（提问限定了范围，范围之外的文件没有查。）")


def nothing_asked(loaded: Sequence[Asked]) -> Stop:
    """No words at all (只有表情或标点): ask back with what can be asked."""
    return Stop(
        Reason.AMBIGUOUS,
        "没有看到问题。请用文字提问，例如某单位某年度的某项预算是多少。",
        tuple(examples(loaded)),
        asks_back=True,
    )
