"""Definitions found by what people type, and why each is shown."""

from __future__ import annotations

import pytest

from index.model import StoredEntry
from ingest.model import GlossaryEntry, Source
from qa_service.glossary_search import Match, search_glossary

MEANINGS = {
    "“三公”经费": "指因公出国（境）费、公务用车购置及运行费和公务接待费。",
    "机关运行经费": "指为保障行政单位运行用于购买货物和服务的各项资金。",
    "基本支出": "指为保障机构正常运转、完成日常工作任务而发生的支出。",
    "一般公共服务（类）财政事务（款）行政运行（项）": "反映行政单位的基本支出。",
}
ENTRIES = [
    StoredEntry("d", GlossaryEntry(f"g{n}", term, (term,), meaning, Source(0, 1)))
    for n, (term, meaning) in enumerate(MEANINGS.items())
]


def found(typed: str) -> list[tuple[str, Match]]:
    return [(it.stored.entry.term, it.match) for it in search_glossary(typed, ENTRIES)]


@pytest.mark.parametrize(
    ("typed", "term", "why"),
    [
        ("三公经费", "“三公”经费", Match.TERM),
        ("运行经费", "机关运行经费", Match.PART),
        ("sgjf", "“三公”经费", Match.INITIALS),
        ("JGYX", "机关运行经费", Match.INITIALS),
        ("日常支出", "基本支出", Match.ALIAS),
        ("吃喝", "“三公”经费", Match.MEANING),
        ("出国", "“三公”经费", Match.MEANING),
        ("单位运行购买货物", "机关运行经费", Match.MEANING),
        ("行政运行", "一般公共服务（类）财政事务（款）行政运行（项）", Match.PART),
    ],
)
def test_a_definition_is_found_by(typed: str, term: str, why: Match) -> None:
    assert found(typed)[0] == (term, why)


def test_the_term_itself_stands_before_terms_that_hold_it_and_meanings_that_say_it() -> None:
    assert found("基本支出") == [("基本支出", Match.TERM)]


@pytest.mark.parametrize("typed", ["量子纠缠", "没有的词", "x", "zzzz", "？"])
def test_nothing_is_guessed(typed: str) -> None:
    assert found(typed) == []
