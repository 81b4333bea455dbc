"""Keyword ranking finds Chinese terms of any length and takes a question as text only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import keyword
from index.errors import StoreUnusable
from index.keyword import KeywordEntry, KeywordIndex, build_keyword_index
from index.tokens import Segmenter
from tests.index.made_documents import PROSE


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeywordIndex]:
    folder = tmp_path_factory.mktemp("keyword")
    segmenter = Segmenter(folder / "cache", ["三公经费", "机关运行经费", "政府性基金"])
    entries = [
        KeywordEntry(position, f"d{position % 2}", f"p{position}", "青河市园林局 2024年预算", text)
        for position, text in enumerate(PROSE)
    ]
    assert build_keyword_index(folder / "keyword.sqlite", entries, segmenter) == len(PROSE)
    index = KeywordIndex(folder / "keyword.sqlite", segmenter)
    yield index
    index.close()


def positions(found: list[tuple[int, float]]) -> list[int]:
    return [position for position, _ in found]


@pytest.mark.parametrize(
    ("query", "position"),
    [("三公", 0), ("三公经费有多少？", 0), ("基金", 2), ("养护", 3), ("运行", 1), ("12.50", 0)],
)
def test_a_term_finds_its_passage_first(index: KeywordIndex, query: str, position: int) -> None:
    assert positions(index.search(query, 10))[0] == position


def test_scores_fall_from_the_first_to_the_last(index: KeywordIndex) -> None:
    scores = [score for _, score in index.search("机关运行经费预算增加的原因", 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) >= 2


def test_what_a_passage_stands_under_finds_it_too(index: KeywordIndex) -> None:
    assert sorted(positions(index.search("园林局", 10))) == [0, 1, 2, 3]


def test_only_the_given_documents_are_searched(index: KeywordIndex) -> None:
    assert sorted(positions(index.search("园林局", 10, ["d1"]))) == [1, 3]
    assert index.search("园林局", 10, []) == []
    assert index.search("园林局", 10, ["d1') OR 1=1 --"]) == []


def test_no_more_than_the_limit_is_found(index: KeywordIndex) -> None:
    assert len(index.search("园林局", 2)) == 2


HOSTILE = [
    '三公" OR "a',
    "三公 NEAR(基金, 2)",
    "words : 三公",
    "* AND NOT (",
    '"',
    "'; DROP TABLE terms; --",
    "^三公*",
    "{words grams} : x",
    "三公\x00基金",
    "-三公 +",
    "OR AND NOT NEAR",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_query_syntax_in_a_question_is_only_text(index: KeywordIndex, query: str) -> None:
    found = positions(index.search(query, 10))
    if "三公" in query:
        assert found[0] == 0


@given(st.text(max_size=60))
def test_any_text_can_be_searched_for(index: KeywordIndex, query: str) -> None:
    assert len(index.search(query, 3)) <= 3


def test_a_million_characters_are_no_harm(index: KeywordIndex) -> None:
    assert positions(index.search("三公经费" * 250_000, 3))[0] == 0


def test_places_lead_back_to_the_passages(index: KeywordIndex) -> None:
    assert index.places([1]) == {1: ("d1", "p1")}
    assert len(index.places()) == 4
    assert index.positions_of(["d0"]) == [0, 2]


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = "PRAGMA max_page_count = 1;" + keyword._SCHEMA  # SQLite says what it says on a full disk
    monkeypatch.setattr(keyword, "_SCHEMA", full)
    entry = KeywordEntry(0, "d" * 16, "p1", "标题", PROSE[0])
    with pytest.raises(StoreUnusable, match=r"full.*磁盘空间"):
        build_keyword_index(tmp_path / "k.sqlite", [entry], Segmenter(tmp_path / "cache"))
