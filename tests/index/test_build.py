"""Building an index: idempotent, whole or not at all, found by a reader that runs already."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from index.build import build_index, open_writer
from index.generation import Generations
from index.model import Filter
from index.open import Index
from index.tokens import Segmenter
from index.verify import verify
from ingest.model import Document, Kind
from tests.fakes import HashEmbedder, PairSegmenter
from tests.index.made_documents import PROSE, made_document, made_file


@pytest.fixture
def segmenter() -> Segmenter:
    return PairSegmenter()


def put_in(
    folder: Path,
    segmenter: Segmenter,
    *documents: Document,
    embedder: HashEmbedder | None = None,
) -> None:
    with open_writer(folder, segmenter, embedder) as writer:
        build_index([(document, made_file(document)) for document in documents], writer)


def texts(index: Index, query: str, wanted: Filter | None = None) -> list[str]:
    return [hit.passage.text for hit in index.search(query, wanted or Filter())]


def test_what_is_put_in_is_found_with_the_reason_why(tmp_path: Path, segmenter: Segmenter) -> None:
    embedder = HashEmbedder()
    put_in(tmp_path, segmenter, made_document(), embedder=embedder)
    index = Index(tmp_path, segmenter, embedder)
    hit = index.search("三公经费预算")[0]
    assert hit.passage.text == PROSE[0]
    assert (hit.keyword_rank, hit.vector_rank) == (1, 1)
    assert index.searches_by_meaning
    assert verify(tmp_path, segmenter) == []


def test_a_filter_narrows_the_search(tmp_path: Path, segmenter: Segmenter) -> None:
    garden, water = made_document("青河市园林局"), made_document("青河市水务局", 2023)
    embedder = HashEmbedder()
    put_in(tmp_path, segmenter, garden, water, embedder=embedder)
    index = Index(tmp_path, segmenter, embedder)

    def found(wanted: Filter) -> set[str]:
        return {hit.document_id for hit in index.search("三公经费", wanted)}

    assert found(Filter()) == {garden.document_id, water.document_id}
    assert found(Filter(organisations=("青河市水务局",))) == {water.document_id}
    assert found(Filter(fiscal_years=(2024,))) == {garden.document_id}
    assert found(Filter(kinds=(Kind.FINAL_ACCOUNT,))) == set()


def test_without_a_model_the_index_has_keywords_only_and_says_so(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    put_in(tmp_path, segmenter, made_document())
    index = Index(tmp_path, segmenter, HashEmbedder())
    manifest = index.manifest
    assert manifest is not None
    assert (manifest.model_id, manifest.vectors) == (None, 0)
    assert not index.searches_by_meaning
    assert texts(index, "养护标准") == [PROSE[3]]


def test_a_model_that_is_not_loaded_yet_does_not_hold_up_a_search(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    put_in(tmp_path, segmenter, made_document(), embedder=HashEmbedder())
    waiting = Index(tmp_path, segmenter, HashEmbedder(is_ready=False))
    assert waiting.search("养护标准")[0].vector_rank is None


def test_vectors_of_another_model_are_never_compared(tmp_path: Path, segmenter: Segmenter) -> None:
    put_in(tmp_path, segmenter, made_document(), embedder=HashEmbedder())
    other = Index(tmp_path, segmenter, HashEmbedder("hash-2"))
    assert not other.searches_by_meaning
    assert other.search("养护标准")[0].vector_rank is None


def test_the_same_documents_again_make_no_new_generation(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    embedder = HashEmbedder()
    put_in(tmp_path, segmenter, made_document(), embedder=embedder)
    before = Index(tmp_path, segmenter).generation_id
    put_in(tmp_path, segmenter, made_document(), embedder=embedder)
    assert Index(tmp_path, segmenter).generation_id == before
    assert len(embedder.embedded) == len(PROSE)


def test_only_new_text_is_embedded(tmp_path: Path, segmenter: Segmenter) -> None:
    embedder = HashEmbedder()
    put_in(tmp_path, segmenter, made_document(), embedder=embedder)
    embedder.embedded.clear()
    put_in(
        tmp_path,
        segmenter,
        made_document(year=2025, prose=(*PROSE, "新增一段。")),
        embedder=embedder,
    )
    assert [text.splitlines()[-1] for text in embedder.embedded] == ["新增一段。"]


def test_new_documents_are_searched_by_keyword_before_they_are_embedded(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    embedder = HashEmbedder()
    put_in(tmp_path, segmenter, made_document(), embedder=embedder)
    late = made_document(year=2025, prose=("湿地保护区新建观鸟台。",))
    with open_writer(tmp_path, segmenter, embedder) as writer:
        writer.add(late, made_file(late))
        manifest = writer.build_generation()
    assert (manifest.passages, manifest.vectors) == (5, 4)
    index = Index(tmp_path, segmenter, embedder)
    assert texts(index, "观鸟台")[0] == "湿地保护区新建观鸟台。"
    assert index.search("三公经费")[0].vector_rank is not None


def test_a_document_without_its_own_file_is_refused(tmp_path: Path, segmenter: Segmenter) -> None:
    with (
        open_writer(tmp_path, segmenter) as writer,
        pytest.raises(ValueError, match="不是同一份"),
    ):
        writer.add(made_document(), b"something else")


def test_the_original_file_is_kept_and_removed_with_its_document(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    document = made_document()
    put_in(tmp_path, segmenter, document)
    index = Index(tmp_path, segmenter)
    path = index.sources.path(document.content_sha256)
    assert path is not None
    assert path.read_bytes() == made_file(document)
    with open_writer(tmp_path, segmenter) as writer:
        assert writer.remove(document.document_id) is True
        assert writer.remove(document.document_id) is False
        assert texts(index, "三公") == []
        writer.build_generation()
    assert not path.exists()
    assert texts(index, "三公") == []
    assert verify(tmp_path, segmenter) == []


def test_only_the_generation_before_is_kept(tmp_path: Path, segmenter: Segmenter) -> None:
    for year in (2020, 2021, 2022, 2023):
        put_in(tmp_path, segmenter, made_document(year=year))
    generations = Generations(tmp_path)
    assert len(list(generations.others())) == 1
    assert len(list(generations.folder.iterdir())) == 2


def test_a_search_that_runs_while_generations_change_ends_well(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    put_in(tmp_path, segmenter, made_document(year=2020))
    index = Index(tmp_path, segmenter)
    with index._generation() as held:
        for year in (2021, 2022, 2023):
            put_in(tmp_path, segmenter, made_document(year=year))
            assert index.generation_id != ""
        assert held is not None
        assert held.keyword.search("三公经费", 5) != []
    assert len(texts(index, "三公")) == 4


def test_searches_of_many_threads_see_whole_generations(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    put_in(tmp_path, segmenter, made_document(year=2020), embedder=HashEmbedder())
    index = Index(tmp_path, segmenter, HashEmbedder())
    done = threading.Event()

    def ask() -> set[int]:
        sizes = set()
        while not done.is_set():
            sizes.add(len(index.search("三公", limit=100)) % len(PROSE))
        return sizes

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(4)]
        for year in (2021, 2022, 2023):
            put_in(tmp_path, segmenter, made_document(year=year), embedder=HashEmbedder())
        done.set()
    assert [question.result() for question in asking] == [{0}] * 4


# --- several processes ---------------------------------------------------------------------------


def _run(target: Callable[..., None], *arguments: object) -> int | None:
    process = multiprocessing.get_context("spawn").Process(target=target, args=arguments)
    process.start()
    process.join(120)
    return process.exitcode


def _put_in_elsewhere(folder: Path, year: int) -> None:
    put_in(folder, PairSegmenter(), made_document(year=year))


def test_a_running_reader_finds_what_another_process_put_in(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    put_in(tmp_path, segmenter, made_document(year=2023))
    index = Index(tmp_path, segmenter)
    assert len(texts(index, "三公")) == 1
    assert _run(_put_in_elsewhere, tmp_path, 2024) == 0
    assert len(texts(index, "三公")) == 2
    assert len(index.documents.find()) == 2


def test_a_second_writer_waits_and_both_are_kept(tmp_path: Path, segmenter: Segmenter) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_put_in_elsewhere, args=(tmp_path, year)) for year in (2023, 2024)
    ]
    with open_writer(tmp_path, segmenter) as writer:
        for process in processes:
            process.start()
        document = made_document(year=2022)
        build_index([(document, made_file(document))], writer)
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    assert {d.identity.fiscal_year for d in Index(tmp_path, segmenter).documents.find()} == {
        2022,
        2023,
        2024,
    }
    assert verify(tmp_path, segmenter) == []


STEPS = [
    "keep source",
    "store document",
    "document stored",
    "build generation",
    "keywords built",
    "publish generation",
    "point to generation",
    "remove old generations",
]


def _put_in_and_die(folder: Path, step: str) -> None:
    def die_at(name: str) -> None:
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_writer(folder, PairSegmenter(), HashEmbedder(), on_step=die_at) as writer:
        document = made_document(year=2024)
        build_index([(document, made_file(document))], writer)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_old_or_the_new_state_is_left_and_the_next_writer_mends(
    tmp_path: Path, segmenter: Segmenter, step: str
) -> None:
    old = made_document(year=2023)
    put_in(tmp_path, segmenter, old, embedder=HashEmbedder())
    assert _run(_put_in_and_die, tmp_path, step) == -signal.SIGKILL

    index = Index(tmp_path, segmenter)
    assert index.problem is None
    assert index.documents.whole(old.document_id) == old
    years = {d.identity.fiscal_year for d in index.documents.find()}
    assert years == ({2023} if STEPS.index(step) < 2 else {2023, 2024})
    found = len(texts(index, "三公"))
    assert found == (1 if STEPS.index(step) < 7 else 2)
    assert index.is_stale == (2 <= STEPS.index(step) < 7)

    put_in(tmp_path, segmenter, made_document(year=2024), embedder=HashEmbedder())
    assert verify(tmp_path, segmenter) == []
    assert len(texts(index, "三公")) == 2
    assert not index.is_stale


def _remove_and_die(folder: Path, document_id: str, step: str) -> None:
    def die_at(name: str) -> None:
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_writer(folder, PairSegmenter(), on_step=die_at) as writer:
        writer.remove(document_id)
        writer.build_generation()


@pytest.mark.parametrize("step", ["remove document", "remove source", "build generation"])
def test_killed_while_removing_nothing_half_removed_answers(
    tmp_path: Path, segmenter: Segmenter, step: str
) -> None:
    document = made_document()
    put_in(tmp_path, segmenter, document)
    assert _run(_remove_and_die, tmp_path, document.document_id, step) == -signal.SIGKILL
    index = Index(tmp_path, segmenter)
    there = index.documents.get(document.document_id) is not None
    assert there == (step == "remove document")
    assert bool(texts(index, "三公")) == there
    with open_writer(tmp_path, segmenter) as writer:
        writer.build_generation()
    assert verify(tmp_path, segmenter) == []


def test_embedding_that_is_cut_off_goes_on_where_it_stopped(
    tmp_path: Path, segmenter: Segmenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embed_passages.EMBEDDED_AT_ONCE", 1)
    embedder = HashEmbedder()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    document = made_document()
    with open_writer(tmp_path, segmenter, embedder) as writer:
        writer.add(document, made_file(document))
        with suppress(KeyboardInterrupt):
            writer.embed_missing(stop)
    with open_writer(tmp_path, segmenter, embedder) as writer:
        assert writer.embed_missing() == len(PROSE) - 1
        assert writer.build_generation().vectors == len(PROSE)


# --- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage", ["pointer", "manifest", "truncated", "gone", "overwritten", "vectors", "positions"]
)
def test_a_damaged_generation_is_said_and_built_anew(
    tmp_path: Path, segmenter: Segmenter, damage: str
) -> None:
    put_in(tmp_path, segmenter, made_document(), embedder=HashEmbedder())
    generations = Generations(tmp_path)
    current = generations.current_id()
    assert current is not None
    folder = generations.path(current)
    if damage == "pointer":
        generations.pointer.write_text("../../etc\n")
    elif damage == "manifest":
        (folder / "manifest.json").write_text("{}")
    elif damage == "truncated":
        (folder / "keyword.sqlite").write_bytes(b"SQLite")
    elif damage == "gone":
        (folder / "keyword.sqlite").unlink()
    else:
        names = {"overwritten": "keyword.sqlite", "vectors": "vectors.faiss"}
        path = folder / names.get(damage, "vector_positions.npy")
        path.write_bytes(b"?" * path.stat().st_size)
    index = Index(tmp_path, segmenter, HashEmbedder())
    assert index.problem
    assert index.search("三公经费") == []
    assert index.figures.find() != []
    assert [d.where for d in verify(tmp_path, segmenter)] == ["generation"]
    put_in(tmp_path, segmenter, made_document(), embedder=HashEmbedder())
    assert not index.problem
    assert texts(index, "三公") != []
    assert verify(tmp_path, segmenter) == []


def test_an_empty_data_folder_can_be_asked(tmp_path: Path, segmenter: Segmenter) -> None:
    index = Index(tmp_path, segmenter)
    assert (index.search("三公"), index.generation_id, index.is_stale) == ([], "", False)
    assert verify(tmp_path, segmenter) == []


def test_a_document_without_passages_makes_an_index_too(
    tmp_path: Path, segmenter: Segmenter
) -> None:
    put_in(tmp_path, segmenter, made_document(prose=()), embedder=HashEmbedder())
    assert Index(tmp_path, segmenter, HashEmbedder()).search("三公") == []
    assert verify(tmp_path, segmenter) == []


def test_positions_of_vectors_are_kept_as_integers(tmp_path: Path, segmenter: Segmenter) -> None:
    put_in(tmp_path, segmenter, made_document(), embedder=HashEmbedder())
    generations = Generations(tmp_path)
    current = generations.current_id()
    assert current is not None
    positions = np.load(generations.path(current) / "vector_positions.npy")
    assert positions.tolist() == [0, 1, 2, 3]
