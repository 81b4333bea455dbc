"""The terms of an answer, with the definitions of the documents it cites."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from qa_service.web.app import create_app
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget

ASKED = {"question": "财政拨款收入是多少？"}


def terms_of(folder: Path, *names: str) -> list[tuple[str, str]]:
    """Term and definition for an answer that says 财政拨款收入 and 公务接待费."""
    document = budget(2024)
    (entry,) = document.glossary
    entries = tuple(
        replace(entry, entry_id=f"g{n}", term=name, meaning=f"指{name}。")
        for n, name in enumerate(names)
    )
    service = scripted_service(folder, replace(document, glossary=entries))
    with TestClient(create_app(service)) as client:
        answer = client.post("/api/v1/chat", json=ASKED).json()
        found = client.get(f"/api/v1/answers/{answer['answer_id']}/terms").json()["items"]
        assert all(it["citation"]["document_id"] == document.document_id for it in found)
        return [(it["term"], it["definition"]) for it in found]


def test_terms_of_the_answer_are_given_the_longest_first(tmp_path: Path) -> None:
    assert terms_of(tmp_path, "公务接待费", "财政拨款", "财政拨款收入", "机关运行经费") == [
        ("财政拨款收入", "指财政拨款收入。"),
        ("公务接待费", "指公务接待费。"),
        ("财政拨款", "指财政拨款。"),
    ]


def test_an_answer_that_cites_nothing_has_no_terms(tmp_path: Path) -> None:
    service = scripted_service(tmp_path, budget(2024))
    with TestClient(create_app(service)) as client:
        refused = client.post("/api/v1/chat", json={"question": "局长工资"}).json()
        path = f"/api/v1/answers/{refused['answer_id']}/terms"
        assert client.get(path).json() == {"items": [], "next_cursor": None}
        assert client.get("/api/v1/answers/unknown/terms").status_code == 404
