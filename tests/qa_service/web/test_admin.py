"""Administrators send files, take documents out and check drafts; nobody else comes in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index.build import open_writer
from qa_service.job_runner import work_off
from qa_service.service import Service
from qa_service.web.admin_routes import MOST_FILES
from qa_service.web.app import create_app
from tests.ingest.samples import FILES
from tests.qa_service.scripted import scripted_service, segmenter
from tests.qa_service.small_documents import budget
from tests.qa_service.web.test_chat import problem

KEY = "a-key-of-some-length"
STAFF = {"Authorization": f"Bearer {KEY}"}
ADMIN = "/api/v1/admin"
TEXT = "示例局2024年部门预算\n一、收入预算\n2024年财政拨款收入12.5万元。\n"


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return scripted_service(tmp_path, budget(2024), admin_keys=f" {KEY} , another-key-of-length")


@pytest.fixture
def told() -> list[bool]:
    """Grows by one each time the server is told that there is work."""
    return []


@pytest.fixture
def client(service: Service, told: list[bool]) -> Iterator[TestClient]:
    app = create_app(service, lambda: told.append(True))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def send(client: TestClient, *files: tuple[str, bytes], **data: str) -> dict[str, object]:
    sent = [("files", file) for file in files]
    response = client.post(f"{ADMIN}/documents", files=sent, data=data, headers=STAFF)
    assert response.status_code == 202, response.text
    first: dict[str, object] = response.json()["items"][0]
    return first


def work(service: Service) -> None:
    with open_writer(service.settings.data_dir, segmenter()) as writer:
        list(work_off(writer, service.settings.limits, 1))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong-key-of-length"},
        {"Authorization": KEY},
        {"Authorization": f"Basic {KEY}"},
        {"Authorization": "Bearer "},
    ],
)
def test_without_the_key_nothing_is_told_nor_taken(
    client: TestClient, service: Service, headers: dict[str, str]
) -> None:
    for method, path in (
        ("GET", "/jobs"),
        ("POST", "/documents"),
        ("POST", "/checks"),
        ("DELETE", "/documents/x"),
        ("GET", "/feedback"),
        ("GET", ""),
        ("GET", "/no-such-address"),
    ):
        response = client.request(method, f"{ADMIN}{path}", headers=headers)
        assert problem(response) == (401, "admin_key_rejected"), path
        assert response.headers["www-authenticate"] == "Bearer"
    assert service.index.jobs.find() == []


def test_each_of_several_keys_opens(client: TestClient) -> None:
    for key in (KEY, "another-key-of-length"):
        headers = {"Authorization": f"Bearer {key}"}
        assert client.get(f"{ADMIN}/jobs", headers=headers).json()["items"] == []


def test_without_keys_set_admin_is_closed(tmp_path: Path) -> None:
    with TestClient(create_app(scripted_service(tmp_path))) as client:
        response = client.get(f"{ADMIN}/jobs", headers=STAFF)
        assert problem(response) == (403, "admin_closed")
        page = client.get("/admin").text
    # Said at once, and there is nowhere to type a key.
    assert "没有设置管理密钥" in page and 'id="key"' not in page


def test_a_file_sent_waits_and_is_then_read_in(
    client: TestClient, service: Service, told: list[bool]
) -> None:
    job = send(client, ("示例局.txt", TEXT.encode()), source_url="https://example.org/1")
    assert (job["state"], job["subject"], told) == ("queued", "示例局.txt", [True])
    work(service)
    done = client.get(f"{ADMIN}/jobs/{job['job_id']}", headers=STAFF).json()
    assert (done["state"], done["failed"]) == ("done", [])
    (document,) = done["documents"]
    assert client.get(f"/api/v1/documents/{document['document_id']}").json()["source_url"] == (
        "https://example.org/1"
    )


def test_a_removal_can_be_undone(client: TestClient, service: Service) -> None:
    send(client, ("示例局.txt", TEXT.encode()))
    work(service)
    document = service.index.documents.find(limit=1)[0]
    address = f"{ADMIN}/documents/{document.document_id}"
    job = client.delete(address, headers=STAFF).json()
    undo = f"{ADMIN}/jobs/{job['job_id']}/undo"
    assert problem(client.post(undo, headers=STAFF)) == (409, "job_not_undoable")
    work(service)
    assert service.index.documents.get(document.document_id) is None
    assert problem(client.delete(address, headers=STAFF)) == (404, "document_not_found")
    assert client.post(undo, headers=STAFF).status_code == 202
    work(service)
    assert service.index.documents.get(document.document_id) is not None


def test_what_an_addition_left_cannot_be_undone(client: TestClient, service: Service) -> None:
    job = send(client, ("示例局.txt", TEXT.encode()))
    work(service)
    undo = client.post(f"{ADMIN}/jobs/{job['job_id']}/undo", headers=STAFF)
    assert problem(undo) == (409, "job_not_undoable")
    unknown = client.post(f"{ADMIN}/jobs/unknown/undo", headers=STAFF)
    assert problem(unknown) == (404, "job_not_found")
    assert problem(client.get(f"{ADMIN}/jobs/unknown", headers=STAFF)) == (404, "job_not_found")


def test_a_name_that_was_sent_leads_nowhere(client: TestClient, service: Service) -> None:
    job = send(client, ("../../../tmp/示例局.txt", TEXT.encode()))
    assert job["subject"] == "示例局.txt"
    kept = service.index.uploads.path(str(job["job_id"]))
    assert kept is not None and kept.parent.parent == service.settings.data_dir / "uploads"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd"])
def test_readers_are_led_to_web_addresses_only(client: TestClient, url: str) -> None:
    response = client.post(
        f"{ADMIN}/documents",
        files=[("files", ("甲.txt", b"x"))],
        data={"source_url": url},
        headers=STAFF,
    )
    assert problem(response) == (422, "invalid_request")
    assert client.get(f"{ADMIN}/jobs", headers=STAFF).json()["items"] == []


def test_too_many_or_no_files_are_refused(client: TestClient) -> None:
    many = [("files", (f"{n}.txt", b"x")) for n in range(MOST_FILES + 1)]
    for files in (many, []):
        response = client.post(f"{ADMIN}/documents", files=files, headers=STAFF)
        assert problem(response) == (422, "invalid_request")


def test_a_file_above_the_limit_is_not_kept(client: TestClient, service: Service) -> None:
    limit = service.settings.limits.file_bytes
    response = client.post(
        f"{ADMIN}/documents", files=[("files", ("大.pdf", b"x" * (limit + 1)))], headers=STAFF
    )
    assert problem(response) == (413, "file_too_large")
    assert (service.index.jobs.find(), list(service.index.uploads.folder.iterdir())) == ([], [])


def test_a_full_disk_is_told(
    client: TestClient, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(service.index.uploads, "keep", full)
    response = client.post(f"{ADMIN}/documents", files=[("files", ("甲.txt", b"x"))], headers=STAFF)
    assert problem(response) == (507, "storage_full")
    assert service.index.jobs.find() == []


def test_a_draft_is_checked_and_nothing_of_it_is_kept(client: TestClient, service: Service) -> None:
    before = [document.document_id for document in service.index.documents.find()]
    draft = next(path for path in FILES if path.suffix == ".txt")
    sent = [("files", (draft.name, draft.read_bytes())), ("files", ("坏.pdf", b"no pdf"))]
    report = client.post(f"{ADMIN}/checks", files=sent, headers=STAFF).json()
    (checked,) = report["reports"]
    assert checked["files"][0]["file_name"] == draft.name
    assert checked["figures"]["passed"] > 0
    assert [it["file_name"] for it in report["unreadable"]] == ["坏.pdf"]
    assert [document.document_id for document in service.index.documents.find()] == before
    assert service.index.jobs.find() == []
