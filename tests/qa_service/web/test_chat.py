"""Asking over HTTP: answers, streams, conversations, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa_service.service import Service
from qa_service.web.app import create_app
from qa_service.web.chat_routes import text_pieces
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget

CHAT = "/api/v1/chat"
ASKED = {"question": "财政拨款收入是多少？"}


def events(body: str) -> list[tuple[str, dict[str, Any]]]:
    """A stream as (event, data)."""
    blocks = [block.split("\n") for block in body.strip().split("\n\n")]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in blocks
    ]


def problem(response: Any) -> tuple[int, str]:
    """Status and code of a problem; anything else fails here."""
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["detail"]
    return response.status_code, body["code"]


def test_an_answer_has_the_shape_of_the_contract(client: TestClient) -> None:
    answer = client.post(CHAT, json=ASKED).json()
    assert (answer["status"], answer["generation"]) == ("answered", "")
    assert answer["values"] == [{"value": "3204.1", "unit": "万元", "label": "财政拨款收入"}]
    assert answer["figures"][0]["value_yuan"] == "32041000"
    citation = answer["citations"][1]
    text = client.get(f"/api/v1/documents/{citation['document_id']}/text").json()["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"] == "20,000"


def test_a_stream_ends_with_the_answer_and_its_pieces_are_the_verified_text(
    client: TestClient,
) -> None:
    response = client.post(CHAT, json=ASKED | {"stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    found = events(response.text)
    assert found[0][0] == "status"
    name, answer = found[-1]
    assert name == "answer"
    assert "".join(data["text"] for name, data in found if name == "delta") == answer["text"]
    assert answer["conversation_id"]


def test_no_piece_ends_within_a_number() -> None:
    text = "共 1,234.50 万元，其中：20,000元。[1]\n占 12.5%"
    assert text_pieces(text) == ["共 1,234.50 万元，", "其中：", "20,000元。", "[1]\n", "占 12.5%"]


def test_a_failure_within_a_stream_is_its_last_event_and_tells_nothing_inside(
    client: TestClient,
) -> None:
    response = client.post(CHAT, json={"question": "炸", "stream": True})
    name, data = events(response.text)[-1]
    assert (name, data["code"]) == ("error", "internal")
    assert "secret" not in response.text and "Traceback" not in response.text


def test_an_unforeseen_failure_is_a_problem_without_a_trace(client: TestClient) -> None:
    response = client.post(CHAT, json={"question": "炸"})
    assert problem(response) == (500, "internal")
    assert "secret" not in response.text


def test_a_follow_up_inherits_the_slots_of_its_own_conversation_only(client: TestClient) -> None:
    first = client.post(CHAT, json=ASKED).json()
    follow = {"question": "比上年呢", "conversation_id": first["conversation_id"]}
    assert client.post(CHAT, json=follow).json()["context"]["item"] == "财政拨款收入"
    other = client.post(CHAT, json={"question": "比上年呢"}).json()
    assert other["status"] == "refused"
    assert other["conversation_id"] != first["conversation_id"]


def test_a_conversation_survives_a_restart_and_keeps_its_last_turns(service: Service) -> None:
    with TestClient(create_app(service)) as client:
        first = client.post(CHAT, json=ASKED).json()["conversation_id"]
    again = scripted_service(service.settings.data_dir)
    with TestClient(create_app(again)) as client:
        for question in ("二", "三", "四"):
            client.post(CHAT, json={"question": question, "conversation_id": first})
        turns = client.get(f"/api/v1/conversations/{first}").json()
    assert [turn["question"] for turn in turns["items"]] == ["二", "三", "四"]
    assert turns["items"][0]["answer"]["conversation_id"] == first


def test_a_deleted_conversation_is_gone(client: TestClient) -> None:
    made = client.post(CHAT, json=ASKED).json()["conversation_id"]
    path = f"/api/v1/conversations/{made}"
    assert client.delete(path).status_code == 204
    assert problem(client.get(path)) == (404, "conversation_not_found")
    assert problem(client.delete(path)) == (404, "conversation_not_found")


def test_a_scope_reaches_the_answer(client: TestClient, service: Service) -> None:
    scope = {"fiscal_years": [2023], "kinds": ["budget"], "organisations": ["数据局"]}
    answer = client.post(CHAT, json=ASKED | {"scope": scope}).json()
    assert {figure["fiscal_year"] for figure in answer["figures"]} == {2023}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"question": ""}, (422, "question_empty")),
        ({"question": " \n\t　"}, (422, "question_empty")),
        ({"question": "\x00\x00"}, (422, "question_empty")),
        ({"question": "多" * 51}, (422, "question_too_long")),
        ({"question": "财" * 1_000_000}, (422, "question_too_long")),
        ({"question": "a" * 5_000_000}, (413, "body_too_large")),
        ({}, (422, "invalid_request")),
        ({"question": None}, (422, "invalid_request")),
        ({"question": 5}, (422, "invalid_request")),
        ({"question": "问", "unknown": 1}, (422, "invalid_request")),
        ({"question": "问", "stream": "yes"}, (422, "invalid_request")),
        ({"question": "问", "scope": {"years": [2024]}}, (422, "invalid_request")),
        ({"question": "问", "scope": {"kinds": ["预算"]}}, (422, "invalid_request")),
        ({"question": "问", "scope": {"fiscal_years": ["2024"]}}, (422, "invalid_request")),
        ({"question": "问", "conversation_id": "1"}, (422, "conversation_id_invalid")),
        (
            {"question": "问", "conversation_id": "../../etc/passwd"},
            (422, "conversation_id_invalid"),
        ),
        ({"question": "问", "conversation_id": "a" * 65}, (422, "conversation_id_invalid")),
        ({"question": "问", "request_id": "1"}, (422, "invalid_request")),
        ([], (422, "invalid_request")),
    ],
)
def test_bad_requests_are_told_what_is_wrong(
    client: TestClient, body: object, expected: tuple[int, str]
) -> None:
    assert problem(client.post(CHAT, json=body)) == expected


def test_a_body_without_a_length_is_stopped_at_the_limit(client: TestClient) -> None:
    endless = (b" " * 1_000_000 for _ in range(6))
    assert problem(client.post(CHAT, content=endless)) == (413, "body_too_large")


def test_every_wrong_field_is_named_in_chinese(client: TestClient) -> None:
    body = client.post(CHAT, json={"stream": 1, "extra": 2}).json()
    assert (
        body["detail"]
        == "question：缺少这一项；stream：应为 true 或 false；extra：没有这一项，请检查拼写"
    )
    assert [error["field"] for error in body["errors"]] == ["question", "stream", "extra"]


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe", b'{"question": "\xb2\xc6"}', b"[" * 100_000]
)
def test_a_body_that_is_not_json_is_a_problem(client: TestClient, raw: bytes) -> None:
    response = client.post(CHAT, content=raw, headers={"Content-Type": "application/json"})
    assert problem(response)[0] in (400, 422)


@pytest.mark.parametrize("question", ["😀😀🎉", "财政\x00拨款\ud800", "'; DROP TABLE turns; --"])
def test_odd_questions_are_answered_like_any(client: TestClient, question: str) -> None:
    raw = json.dumps({"question": question})
    response = client.post(CHAT, content=raw, headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    assert response.json()["status"] in ("answered", "refused")


def test_an_id_of_the_clients_own_begins_a_conversation(client: TestClient) -> None:
    own = "my-own_Conversation-1"
    assert client.post(CHAT, json=ASKED | {"conversation_id": own}).json()["conversation_id"] == own
    assert len(client.get(f"/api/v1/conversations/{own}").json()["items"]) == 1


def test_a_removed_document_leaves_old_turns_readable(client: TestClient, service: Service) -> None:
    made = client.post(CHAT, json=ASKED).json()["conversation_id"]
    service.index.documents.remove(budget(2024).document_id)
    assert client.get(f"/api/v1/conversations/{made}").status_code == 200


def test_a_question_sent_again_with_its_id_is_one_turn(
    client: TestClient, service: Service
) -> None:
    body = ASKED | {"conversation_id": "my-conversation", "request_id": "request-1"}
    first = client.post(CHAT, json=body).json()
    again = events(client.post(CHAT, json=body | {"stream": True}).text)[-1]
    assert again == ("answer", first)
    other = client.post(CHAT, json=body | {"request_id": "request-2"}).json()
    assert other["answer_id"] != first["answer_id"]
    turns = client.get("/api/v1/conversations/my-conversation").json()["items"]
    assert [turn["answer"]["answer_id"] for turn in turns] == [
        first["answer_id"],
        other["answer_id"],
    ]


def test_the_same_id_in_another_conversation_is_another_question(client: TestClient) -> None:
    body = ASKED | {"request_id": "request-1"}
    mine = client.post(CHAT, json=body | {"conversation_id": "conversation-1"}).json()
    theirs = client.post(CHAT, json=body | {"conversation_id": "conversation-2"}).json()
    assert mine["answer_id"] != theirs["answer_id"]


def test_a_question_may_follow_an_answer_that_is_not_the_last(client: TestClient) -> None:
    first = client.post(CHAT, json=ASKED).json()
    last = client.post(CHAT, json={"question": "局长工资是多少"}).json()
    follow = {"question": "比上年呢", "conversation_id": last["conversation_id"]}
    assert client.post(CHAT, json=follow).json()["status"] == "refused"
    follow["after"] = first["answer_id"]
    answer = client.post(CHAT, json=follow).json()
    assert answer["context"]["item"] == "财政拨款收入"
    assert answer["conversation_id"] == last["conversation_id"]
    gone = client.post(CHAT, json=follow | {"after": "unknown"})
    assert problem(gone) == (404, "answer_not_found")
