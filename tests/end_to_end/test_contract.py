"""What programs rely on over HTTP, asked of all samples with every question of their case file."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import pytest

from evals.case_files import read_case_files
from tests.conftest import ROOT
from tests.end_to_end.server import Server

CASES, _ = read_case_files([ROOT / "evals/cases/samples.jsonl"])
_FRESH_EACH_TIME = {"answer_id", "conversation_id", "elapsed_ms"}


@pytest.fixture(scope="session")
def answers(library: Server) -> list[dict[str, Any]]:
    """The answers to all cases, each at the end of its conversation."""
    return [library.ask_in_turn([*case.history, case.question])[-1] for case in CASES]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_every_quote_is_what_stands_at_its_place(
    library: Server, answers: list[dict[str, Any]]
) -> None:
    texts = {
        document_id: library.client.get(f"/api/v1/documents/{document_id}/text").json()["text"]
        for document_id in library.documents().values()
    }
    seen = 0
    for answer in answers:
        blank = {f["citation"] for f in answer["figures"] if not f["printed"].strip()}
        for citation in answer["citations"]:
            seen += 1
            text = texts[citation["document_id"]]
            assert text[citation["start"] : citation["end"]] == citation["quote"]
            # Of a blank cell only the place can be shown.
            assert citation["quote"] or (citation["number"] in blank and citation["table"])
            assert citation["url"].startswith(f"/documents/{citation['document_id']}#c=")
    assert seen > len(CASES) / 2


def test_every_figure_is_cited_where_its_digits_stand(answers: list[dict[str, Any]]) -> None:
    figures = 0
    for answer in answers:
        quotes = {c["number"]: squeezed(c["quote"]) for c in answer["citations"]}
        for figure in answer["figures"]:
            figures += 1
            assert squeezed(figure["printed"]) in quotes[figure["citation"]], figure
    assert figures > len(CASES) / 2


def test_every_number_said_is_a_figure_a_calculation_or_quoted(
    answers: list[dict[str, Any]],
) -> None:
    for answer in answers:
        known = squeezed(
            json.dumps([answer["figures"], answer["calculations"]], ensure_ascii=False)
            + "".join(c["quote"] for c in answer["citations"])
        ).replace(",", "")
        said = squeezed(re.sub(r"\[\d+\]", "", answer["text"])).replace(",", "")
        amounts = re.findall(r"\d+(?:\.\d+)?(?=万元|亿元|元|%|辆|台|个百分点)", said)
        assert [amount for amount in amounts if amount not in known] == [], answer["text"]


def test_every_amount_is_a_decimal_string_and_every_status_has_its_parts(
    answers: list[dict[str, Any]],
) -> None:
    for answer in answers:
        assert answer["text"]
        if answer["status"] == "answered":
            assert answer["reason"] is None and answer["citations"]
        elif answer["status"] == "refused":
            assert answer["reason"] and answer["values"] == []
        else:
            assert answer["status"] == "clarify" and answer["options"]
        for figure in answer["figures"]:
            for key in ("value", "value_yuan"):
                assert figure[key] is None or re.fullmatch(r"-?\d+(\.\d+)?", figure[key])


def test_a_stream_says_what_the_plain_answer_says(library: Server) -> None:
    case = next(case for case in CASES if case.type == "cross")
    plain = library.ask(case.question)
    request = {"question": case.question, "stream": True}
    with library.client.stream("POST", "/api/v1/chat", json=request) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        blocks = "".join(response.iter_text()).strip().split("\n\n")
    events = [block.split("\n", 1) for block in blocks]
    names = [name.removeprefix("event: ") for name, _ in events]
    data = [json.loads(line.removeprefix("data: ")) for _, line in events]
    assert set(names) <= {"status", "delta", "answer"} and names[-1] == "answer"
    said = "".join(d["text"] for name, d in zip(names, data, strict=True) if name == "delta")
    assert said == plain["text"] == data[-1]["text"]
    assert {k: v for k, v in data[-1].items() if k not in _FRESH_EACH_TIME} == {
        k: v for k, v in plain.items() if k not in _FRESH_EACH_TIME
    }
