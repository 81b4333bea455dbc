"""Answers by their id, what readers say of them, and what staff make of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from evals.case_files import read_case_files
from qa_service.feedback import MOST_OF_AN_ANSWER
from qa_service.web.app import create_app
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget
from tests.qa_service.web.test_chat import CHAT, problem

KEY = "a-key-of-some-length"
STAFF = {"Authorization": f"Bearer {KEY}"}
FEEDBACK = "/api/v1/feedback"
QUEUE = "/api/v1/admin/feedback"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    service = scripted_service(tmp_path, budget(2024), admin_keys=KEY)
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def answer(client: TestClient) -> dict[str, Any]:
    """The second answer of a conversation."""
    first = client.post(CHAT, json={"question": "财政拨款收入是多少？"}).json()
    asked = {"question": "那呢", "conversation_id": first["conversation_id"]}
    second: dict[str, Any] = client.post(CHAT, json=asked).json()
    return second


def complain(client: TestClient, answer: dict[str, Any], **more: object) -> str:
    body = {"answer_id": answer["answer_id"], "verdict": "wrong"} | more
    response = client.post(FEEDBACK, json=body)
    assert response.status_code == 201
    key: str = response.json()["feedback_id"]
    return key


def test_an_answer_can_be_shared_without_its_conversation(
    client: TestClient, answer: dict[str, Any]
) -> None:
    shared = client.get(f"/api/v1/answers/{answer['answer_id']}").json()
    assert shared["question"] == "那呢"
    assert "conversation_id" not in shared["answer"]
    del answer["conversation_id"]
    assert shared["answer"] == answer
    assert problem(client.get("/api/v1/answers/unknown")) == (404, "answer_not_found")


def test_a_complaint_reaches_the_staff_with_questions_and_answer(
    client: TestClient, answer: dict[str, Any]
) -> None:
    figure_id = answer["figures"][0]["figure_id"]
    key = complain(client, answer, figure_id=figure_id, comment="页面上是 3204.2")
    (told,) = client.get(QUEUE, params={"state": "open"}, headers=STAFF).json()["items"]
    assert (told["feedback_id"], told["figure_id"], told["verdict"]) == (key, figure_id, "wrong")
    assert told["questions"] == ["财政拨款收入是多少？", "那呢"]
    assert told["answer"]["text"] == answer["text"]


def test_a_complaint_outlives_its_conversation(client: TestClient, answer: dict[str, Any]) -> None:
    complain(client, answer)
    client.delete(f"/api/v1/conversations/{answer['conversation_id']}")
    (told,) = client.get(QUEUE, headers=STAFF).json()["items"]
    assert told["answer"]["text"] == answer["text"]


def test_feedback_can_be_taken_back_until_staff_have_settled_it(
    client: TestClient, answer: dict[str, Any]
) -> None:
    mistaken, settled = complain(client, answer), complain(client, answer)
    client.post(f"{QUEUE}/{settled}", json={"state": "done"}, headers=STAFF)
    assert client.delete(f"{FEEDBACK}/{mistaken}").status_code == 204
    for key in (mistaken, settled, "unknown"):
        assert problem(client.delete(f"{FEEDBACK}/{key}")) == (404, "feedback_not_found")
    left = client.get(QUEUE, headers=STAFF).json()["items"]
    assert [it["feedback_id"] for it in left] == [settled]


def test_a_complaint_becomes_a_case_that_the_evaluation_reads(
    client: TestClient, answer: dict[str, Any], tmp_path: Path
) -> None:
    key = complain(client, answer, comment="页面上是 3204.2")
    expected = {"type": "followup", "answer": "3204.2万元", "value": "3204.2", "unit": "万元"}
    settled = client.post(
        f"{QUEUE}/{key}", json={"state": "case", "case": expected}, headers=STAFF
    ).json()
    assert (settled["state"], settled["case"]["value"]) == ("case", "3204.2")
    path = tmp_path / "cases.jsonl"
    path.write_text(client.get(f"{QUEUE}/cases", headers=STAFF).text, "utf-8")
    (case,), bad = read_case_files([path])
    assert bad == []
    assert (case.question, list(case.history)) == ("那呢", ["财政拨款收入是多少？"])
    assert json.loads(path.read_text("utf-8"))["docs"] == [budget(2024).file_name]
    assert client.get(QUEUE, params={"state": "open"}, headers=STAFF).json()["items"] == []


def test_settled_without_a_case_it_is_done(client: TestClient, answer: dict[str, Any]) -> None:
    key = complain(client, answer)
    assert client.post(f"{QUEUE}/{key}", json={"state": "done"}, headers=STAFF).status_code == 200
    assert client.get(f"{QUEUE}/cases", headers=STAFF).text == ""
    unknown = client.post(f"{QUEUE}/unknown", json={"state": "done"}, headers=STAFF)
    assert problem(unknown) == (404, "feedback_not_found")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"answer_id": "unknown", "verdict": "wrong"}, (404, "answer_not_found")),
        ({"verdict": "wrong"}, (422, "invalid_request")),
        ({"answer_id": "given", "verdict": "perhaps"}, (422, "invalid_request")),
        ({"answer_id": "given", "verdict": "right", "x": 1}, (422, "invalid_request")),
        (
            {"answer_id": "given", "verdict": "right", "comment": "长" * 2001},
            (422, "invalid_request"),
        ),
        (
            {"answer_id": "given", "verdict": "wrong", "figure_id": "no"},
            (422, "figure_not_in_answer"),
        ),
    ],
)
def test_feedback_that_cannot_be_taken_is_told(
    client: TestClient, answer: dict[str, Any], body: dict[str, object], told: tuple[int, str]
) -> None:
    if body.get("answer_id") == "given":
        body = body | {"answer_id": answer["answer_id"]}
    assert problem(client.post(FEEDBACK, json=body)) == told


def test_nobody_fills_the_disk_with_feedback(client: TestClient, answer: dict[str, Any]) -> None:
    for _ in range(MOST_OF_AN_ANSWER):
        complain(client, answer)
    body = {"answer_id": answer["answer_id"], "verdict": "right"}
    assert problem(client.post(FEEDBACK, json=body)) == (429, "feedback_too_much")
