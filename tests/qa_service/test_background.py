"""A running server catches up by another process, once, and tells nobody to wait."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import IndexWriter
from index.embed import SentenceTransformerEmbedder
from index.errors import EmbedderUnavailable
from index.open import Index
from ingest.model import Passage
from qa_service import background
from qa_service.background import IndexKeeper, answer_ahead, warm_up
from tests.fakes import HashEmbedder
from tests.qa_service.scripted import segmenter
from tests.qa_service.small_documents import budget, place


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """A store with a document that no generation knows."""
    writer = IndexWriter(tmp_path, segmenter())
    writer.add(budget(), budget().text.encode())
    writer.close()
    index = Index(tmp_path, segmenter())
    yield index
    index.close()


def test_an_index_behind_its_store_is_noticed(index: Index, tmp_path: Path) -> None:
    keeper = IndexKeeper(index)
    assert keeper.is_behind()
    writer = IndexWriter(tmp_path, segmenter())
    writer.build_generation()
    writer.close()
    assert not keeper.is_behind()


def test_the_model_is_waited_for_where_the_index_has_its_vectors(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    writer = IndexWriter(tmp_path, segmenter(), HashEmbedder())
    passage = Passage("p1", "财政拨款收入3204.1万元", (), "prose", place("3204.1"))
    writer.add(replace(budget(), passages=(passage,)), budget().text.encode())
    writer.embed_missing()
    writer.build_generation()
    writer.close()
    asked_for = []

    def absent() -> Path:
        asked_for.append("model")
        raise EmbedderUnavailable("没有模型")

    for model_id, times in ((HashEmbedder().model_id, 1), ("another", 0)):
        index = Index(tmp_path, segmenter(), SentenceTransformerEmbedder(model_id, absent))
        assert not warm_up(index)
        index.close()
        assert asked_for.count("model") == times
        asked_for.clear()
    assert "没有模型" in caplog.text


def test_a_command_that_fails_is_not_run_again_for_the_same_state(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "FIRST_LOOK_SECONDS", 0.0)
    monkeypatch.setattr(background, "LOOK_EVERY_SECONDS", 0.0)
    runs = tmp_path / "runs"
    program = f"open({str(runs)!r}, 'a').write('x'); raise SystemExit(1)"
    with IndexKeeper(index, (sys.executable, "-c", program)):
        deadline = time.monotonic() + 30
        while not runs.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
    assert runs.read_text() == "x"


def test_leaving_ends_the_other_process(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "FIRST_LOOK_SECONDS", 0.0)
    started, ended = tmp_path / "started", tmp_path / "ended"
    program = (
        f"import time; open({str(started)!r}, 'w').close(); time.sleep(60);"
        f"open({str(ended)!r}, 'w').close()"
    )
    with IndexKeeper(index, (sys.executable, "-c", program)) as keeper:
        deadline = time.monotonic() + 30
        while not started.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    keeper._thread.join(timeout=10)
    assert started.exists() and not ended.exists() and not keeper._thread.is_alive()


@pytest.mark.parametrize(
    ("examples", "answered"),
    [(["三公经费是多少？", "收入是多少？"], ["三公经费是多少？"]), ([], [])],
)
def test_one_example_is_answered_before_anybody_asks(
    examples: list[str], answered: list[str]
) -> None:
    asked: list[str] = []
    answer_ahead(lambda question: asked.append(question.text), lambda: examples).join(10)
    assert asked == answered
