"""The frame: problems for every failure, headers, pages, health, and nothing heavy at start."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa_service.web.app import create_app
from qa_service.web.page_routes import PAGES
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget
from tests.qa_service.web.test_chat import problem
from tests.source_files import ROOT


def test_unknown_addresses_and_methods_are_problems(client: TestClient) -> None:
    assert problem(client.get("/nothing")) == (404, "not_found")
    assert problem(client.get("/static/../app.py")) == (404, "not_found")
    assert problem(client.get("/static/%2e%2e/app.py")) == (404, "not_found")
    response = client.put("/api/v1/chat")
    assert problem(response) == (405, "method_not_allowed")
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/", "/documents", "/nothing", "/static/chat.js", "/healthz"])
def test_every_response_forbids_what_is_not_ours(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_pages_are_served_and_name_only_our_own_files(client: TestClient) -> None:
    for path in ("/", "/documents", f"/documents/{budget().document_id}"):
        response = client.get(path)
        assert response.status_code == 200
        assert "//" not in response.text.replace("<!doctype html>", "")
        assert "<script>" not in response.text and "style=" not in response.text
    assert client.get("/documents/nothing").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_framed_alike_and_says_where_one_is(client: TestClient, path: str) -> None:
    text = client.get(path).text
    assert text.count("<h1>") == text.count('<a class="skip"') == text.count("<main ") == 1
    here = re.findall(r'<a href="([^"]+)" aria-current="page"', text)
    assert here == [path]
    assert "{{" not in text and "{%" not in text and "{#" not in text


def test_a_page_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/glossary")
    again = client.get("/glossary", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == again.headers["cache-control"] == "no-cache"
    assert client.get("/", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_health_readiness_and_metrics(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready == {"status": "ok", "generation": "", "searches_by_meaning": False}
    client.post("/api/v1/chat", json={"question": "财政拨款收入？"})
    client.get("/api/v1/documents/secret-id")
    exposed = client.get("/metrics").text
    assert 'budget_qa_turns_total{reason="",status="answered"} 1.0' in exposed
    assert "budget_qa_documents 2.0" in exposed
    assert 'route="/api/v1/documents/{document_id}"' in exposed and "secret-id" not in exposed


def test_examples_are_asked_of_what_is_loaded(client: TestClient) -> None:
    body = client.get("/api/v1/examples").json()
    questions = [item["question"] for item in body["items"]]
    assert body["documents"] == 2
    assert questions[0] == "云岭市清泉区数据局2024年部门预算的财政拨款收入是多少？"
    assert questions[-1] == "机关运行经费是什么意思？"


def test_an_empty_data_folder_has_no_examples(tmp_path: Path) -> None:
    with TestClient(create_app(scripted_service(tmp_path))) as client:
        assert client.get("/api/v1/examples").json() == {
            "items": [],
            "next_cursor": None,
            "documents": 0,
        }


def test_importing_the_app_loads_no_heavy_library() -> None:
    heavy = ("torch", "sentence_transformers", "pdfplumber", "pypdfium2", "faiss", "langchain_core")
    code = f"import sys, qa_service.web.app; print(sorted(set({heavy!r}) & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.stdout.strip(), run.stderr) == ("[]", "")
