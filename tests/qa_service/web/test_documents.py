"""What is loaded, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from qa_service.service import Service
from qa_service.web.app import create_app
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import ORGANISATION, TEXT, budget
from tests.qa_service.web.test_chat import problem

API = "/api/v1"
HERE = f"{API}/documents/{budget().document_id}"
CONTRACT_FIELDS = {
    *("document_id", "file_name", "title", "organisation", "level", "fiscal_year", "kind"),
    *("pages", "published_on", "source_url", "state", "supersedes"),
}


def test_documents_are_listed_page_by_page(client: TestClient) -> None:
    first = client.get(f"{API}/documents?limit=1").json()
    second = client.get(f"{API}/documents", params={"cursor": first["next_cursor"]}).json()
    years = [item["fiscal_year"] for page in (first, second) for item in page["items"]]
    assert years == [2024, 2023]
    assert second["next_cursor"] is None
    assert first["items"][0].keys() >= CONTRACT_FIELDS


def test_a_document_its_outline_its_text(client: TestClient) -> None:
    assert client.get(HERE).json()["organisation"] == ORGANISATION
    body = client.get(f"{HERE}/text").json()
    assert (body["text"], body["length"], len(body["pages"])) == (TEXT, len(TEXT), 2)
    section = client.get(f"{HERE}/sections").json()["items"][1]
    assert TEXT[section["start"] : section["heading_end"]] == section["title"] == "一、收入预算说明"


def test_a_table_leads_from_its_cells_to_figures_and_boxes(client: TestClient) -> None:
    table = client.get(f"{HERE}/tables").json()["items"][0]
    assert (table["title"], table["page"], table["unit"]) == ("三公经费预算表", 2, "元")
    cell = table["rows"][0]["cells"][0]
    assert (cell["column_path"], cell["printed"], cell["value"]) == (["预算数"], "20,000", "20000")
    assert cell["figure_id"] == f"{budget().document_id}.f2"
    assert set(cell["box"]) == {"x0", "top", "x1", "bottom"}
    dash = table["rows"][1]["cells"][0]
    assert (dash["printed"], dash["value"]) == ("—", None)


def test_the_checks_count_figures_and_quote_problems(client: TestClient) -> None:
    body = client.get(f"{HERE}/checks").json()
    assert body["figures"] == {"passed": 1, "failed": 0, "unchecked": 2, "unverified": 0}
    assert body["items"][0]["places"][0]["quote"] == "20,000"
    assert body["items"][0]["identity"] is None


def test_the_checks_tell_which_identity_fails_and_by_how_much(client: TestClient) -> None:
    body = client.get(f"{HERE}/checks").json()
    share = body["items"][1]
    assert (share["identity"], share["number"]) == ("share", "25")
    assert share["difference"] == {"value": "2.5", "unit": "%"}
    assert share["allowed"] == {"value": "0.01", "unit": "%"}
    assert body["identities"] == [
        {
            **{"identity": "share", "number": "25", "name": "占比＝部分÷整体"},
            **{"held": 1, "failed": 1, "proofs": [["f1", "f2"]], "untried": None},
        }
    ]


def test_the_checks_hold_the_report_card(client: TestClient) -> None:
    card = client.get(f"{HERE}/checks").json()["report_card"]
    assert (card["tables_expected"], card["tables_missing"]) == (9, ["summary"])
    assert card["in_tables"] == {"printed": 1, "captured": 1, "missed": []}


def test_a_span_leads_to_its_box_on_the_page(client: TestClient) -> None:
    start = TEXT.index("3204.1")
    place = client.get(f"{HERE}/place?start={start}&end={start + 6}").json()
    assert place["page"] == 1 and place["box"]["x0"] == 72
    assert client.get(f"{HERE}/place?start=0&end=999999").json() == {"page": None, "box": None}


def test_the_original_file_keeps_its_chinese_name_and_runs_nothing(
    client: TestClient, service: Service
) -> None:
    other = budget(2023, "清泉区数据局 2023“终稿”.txt")
    response = client.get(f"{API}/documents/{other.document_id}/source")
    assert response.text == other.text
    name = response.headers["content-disposition"].split("filename*=UTF-8''")[1]
    assert unquote(name) == "清泉区数据局 2023“终稿”.txt"
    assert "script-src" not in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_web_page_is_saved_and_never_opened(tmp_path: Path) -> None:
    page = replace(budget(), media_type="text/html", pages=(), file_name="清泉区数据局.html")
    app = create_app(scripted_service(tmp_path, page))
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get(f"{HERE}/source")
        assert response.headers["content-type"] == "application/octet-stream"
        assert response.headers["content-disposition"].startswith("attachment;")
        assert response.headers["x-content-type-options"] == "nosniff"
        assert client.get(f"{HERE}/text").json()["pages"] == []
        assert problem(client.get(f"{HERE}/pages/1.png")) == (404, "page_not_found")


def test_a_text_has_no_page_images(client: TestClient) -> None:
    assert problem(client.get(f"{HERE}/pages/1.png")) == (404, "page_image_unavailable")
    assert problem(client.get(f"{HERE}/pages/3.png")) == (404, "page_not_found")
    assert problem(client.get(f"{HERE}/pages/0.png")) == (422, "invalid_request")


@pytest.mark.parametrize(
    "path",
    [
        "/documents/nothing",
        "/documents/nothing/text",
        "/documents/..%2f..%2fetc%2fpasswd",
        "/documents/..%2f..%2fetc%2fpasswd/source",
        "/documents/%00/source",
        "/documents/' OR 1=1 --/text",
        "/documents/x/pages/1.png",
    ],
)
def test_ids_that_name_nothing_are_not_found(client: TestClient, path: str) -> None:
    assert problem(client.get(API + path))[0] == 404


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=x", "cursor=x", "cursor=WzFd%00", "cursor=Wy0xXQ"]
)
def test_limits_and_cursors_are_checked(client: TestClient, query: str) -> None:
    assert problem(client.get(f"{API}/documents?{query}"))[0] == 422


def test_a_table_is_saved_as_it_was_printed(client: TestClient) -> None:
    response = client.get(f"{HERE}/tables/t1.csv")
    assert response.text == (
        "\ufeff三公经费预算表（单位：元）\r\n项目,预算数\r\n公务接待费,20000\r\n'=1+2,—\r\n"
    )
    assert unquote(response.headers["content-disposition"]).endswith("三公经费预算表.csv")
    book = client.get(f"{HERE}/tables/t1.xlsx")
    assert book.content[:2] == b"PK"
    assert problem(client.get(f"{HERE}/tables/t9.csv")) == (404, "table_not_found")


def test_documents_are_narrowed_by_what_they_state_and_sorted(client: TestClient) -> None:
    listed = client.get(f"{API}/documents?item=公务接待&sort=fiscal_year").json()
    assert [it["fiscal_year"] for it in listed["items"]] == [2023, 2024]
    assert listed["total"] == 2
    assert client.get(f"{API}/documents?item=教育支出").json()["items"] == []
    assert client.get(f"{API}/documents.csv").text.count("\r\n") == 3


def test_coverage_names_organisations_and_offers_near_ones(client: TestClient) -> None:
    (it,) = client.get(f"{API}/coverage?q=数据").json()["items"]
    assert it["holdings"][0]["fiscal_years"] == [2024, 2023]
    nobody = client.get(f"{API}/coverage?q=云岭市清泉区数剧局").json()
    assert (nobody["items"], nobody["near"]) == ([], [ORGANISATION])
