"""verify finds what was changed behind the program's back."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build_index, open_writer
from index.generation import Generations
from index.tokens import Segmenter
from index.verify import verify
from tests.fakes import HashEmbedder, PairSegmenter
from tests.index.made_documents import made_document, made_file


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Segmenter]:
    folder = tmp_path_factory.mktemp("whole")
    segmenter = PairSegmenter()
    documents = [made_document(year=2023), made_document(year=2024)]
    with open_writer(folder, segmenter, HashEmbedder()) as writer:
        build_index([(document, made_file(document)) for document in documents], writer)
    return folder, segmenter


def generation(folder: Path) -> Path:
    generations = Generations(folder)
    return generations.path(generations.current_id() or "")


def change_store(statement: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        connection = sqlite3.connect(folder / "store.sqlite")
        connection.execute(statement)
        connection.commit()
        connection.close()

    return change


def change_source(folder: Path) -> None:
    path = sorted((folder / "sources").iterdir())[0]
    path.write_bytes(path.read_bytes() + b" ")


def lose_source(folder: Path) -> None:
    sorted((folder / "sources").iterdir())[0].unlink()


def plant_source(folder: Path) -> None:
    (folder / "sources" / ("0" * 64 + ".pdf")).write_bytes(b"planted")


def change_vectors(folder: Path) -> None:
    path = generation(folder) / "vectors.faiss"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))


def test_an_untouched_folder_has_no_differences(whole: tuple[Path, Segmenter]) -> None:
    assert verify(*whole) == []


@pytest.mark.parametrize(
    ("change", "where", "message"),
    [
        (
            change_store("UPDATE figures SET value = '9' WHERE value = '1234.50'"),
            ["store", "store"],
            "与存入时不同",
        ),
        (
            change_store("UPDATE figures SET measure = 'guessed' WHERE value = '0.00'"),
            ["store", "store"],
            "读不出来",
        ),
        (
            change_store("DELETE FROM passages WHERE passage_id = 'p0'"),
            ["store", "store", "generation", "generation"],
            "与存入时不同",
        ),
        (change_source, ["sources"], "被改动过"),
        (lose_source, ["sources"], "没有"),
        (plant_source, ["sources"], "不属于任何"),
        (change_vectors, ["generation"], "vectors.faiss"),
    ],
    ids=["amount", "measure", "passage", "source", "source lost", "source planted", "vectors"],
)
def test_a_planted_difference_is_found(
    whole: tuple[Path, Segmenter],
    tmp_path: Path,
    change: Callable[[Path], None],
    where: list[str],
    message: str,
) -> None:
    folder, segmenter = whole
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    change(copy)
    found = verify(copy, segmenter)
    assert [difference.where for difference in found] == where
    assert message in found[0].message
