"""A server that runs while other processes put in, take out and are killed doing so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.generator.formats import Made
from evals.generator.samples import commissions, make
from tests.end_to_end.server import Installation, Server, kill_group
from tests.ingest.samples import FILES

TEXT = next(path for path in FILES if path.suffix == ".txt")
ITEM = "财政拨款收入"


@pytest.fixture(scope="module")
def made() -> list[Made]:
    """Text budgets of several organisations."""
    return [make(commission) for commission in commissions("plain", 5, "end to end")]


def stated(document: Made) -> str:
    """The amount a made document states."""
    (value,) = {str(f.value) for f in document.truth.facts if f.label == ITEM}
    return value


def question(document: Made) -> str:
    about = document.truth.about
    return f"{about.organisation}{about.fiscal_year}年{ITEM}是多少"


def answers(server: Server, documents: Sequence[Made]) -> list[dict[str, Any]]:
    return [server.ask(question(document)) for document in documents]


def test_what_another_process_puts_in_is_answered_and_what_it_removes_is_not(
    installation: Installation,
) -> None:
    asked = "机关运行经费是多少"
    with installation.serve() as server:
        empty = server.ask(asked)
        assert (empty["status"], empty["citations"]) == ("refused", [])
        installation.ingest(TEXT)
        loaded = server.ask(asked)
        assert [value["value"] for value in loaded["values"]] == ["221.88"]
        assert installation.run("remove", loaded["citations"][0]["document_id"])[0] == 0
        gone = server.ask(asked)
        assert (gone["status"], gone["citations"], gone["values"]) == ("refused", [], [])
        assert server.documents() == {}
    assert installation.run("verify")[0] == 0


def test_killed_while_reading_in_every_document_is_whole_or_absent(
    installation: Installation, made: list[Made], tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for document in made:
        (folder / document.file_name).write_bytes(document.content)
    first, *rest = made
    installation.ingest(folder / first.file_name)
    server = installation.serve()
    reading = installation.start("ingest", str(folder))
    assert reading.stdout is not None
    # Some of them are in, one is being stored, others are being read.
    next(line for line in reading.stdout if "✓" in line)
    kill_group(reading)
    kill_group(server.process)
    with installation.serve() as server:
        there = server.documents()
        assert first.file_name in there
        for document, answer in zip(made, answers(server, made), strict=True):
            values = [value["value"] for value in answer["values"]]
            whole = document.file_name in there
            assert values == ([stated(document)] if whole else []), answer["text"]
        installation.ingest(*(folder / document.file_name for document in rest))
        for document, answer in zip(made, answers(server, made), strict=True):
            assert [value["value"] for value in answer["values"]] == [stated(document)]
    code, said = installation.run("verify")
    assert code == 0, said


def test_what_is_sent_over_http_is_answered_without_a_restart(installation: Installation) -> None:
    asked = "机关运行经费是多少"
    with installation.serve() as server:
        sent = [("files", (TEXT.name, TEXT.read_bytes())), ("files", ("坏.pdf", b"no pdf"))]
        good, bad = server.administer("POST", "/documents", files=sent)["items"]
        assert server.finish(bad["job_id"])["state"] == "failed"
        (document,) = server.finish(good["job_id"])["documents"]
        assert [value["value"] for value in server.ask(asked)["values"]] == ["221.88"]
        removal = server.administer("DELETE", f"/documents/{document['document_id']}")
        assert server.finish(removal["job_id"])["state"] == "done"
        assert server.ask(asked)["values"] == []
        undo = server.administer("POST", f"/jobs/{removal['job_id']}/undo")
        assert server.finish(undo["job_id"])["state"] == "done"
        assert [value["value"] for value in server.ask(asked)["values"]] == ["221.88"]
    assert installation.run("verify")[0] == 0


def test_what_was_sent_before_the_power_went_is_read_in_afterwards(
    installation: Installation,
) -> None:
    with installation.serve() as server:
        sent = [("files", (TEXT.name, TEXT.read_bytes()))]
        (job,) = server.administer("POST", "/documents", files=sent)["items"]
        kill_group(server.process)
    with installation.serve() as server:
        assert server.finish(job["job_id"])["state"] == "done"
        assert [value["value"] for value in server.ask("机关运行经费是多少")["values"]] == [
            "221.88"
        ]
