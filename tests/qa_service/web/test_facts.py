"""Figures and definitions over HTTP."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from tests.qa_service.small_documents import budget

FIGURES = "/api/v1/figures"
GLOSSARY = "/api/v1/glossary"


def test_figures_page_through_everything_once(client: TestClient) -> None:
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = client.get(FIGURES, params={"limit": 2, **cursor}).json()
        seen += [item["figure_id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert len(seen) == len(set(seen)) == 6


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("organisation=数据局", 6),
        ("organisation=别的局", 0),
        ("organisation=数据局&organisation=别的局", 6),
        ("sort=-value", 6),
        ("offset=4", 2),
        ("offset=99", 0),
        ("fiscal_year=2023", 3),
        ("item=official_reception", 2),
        ("item=公务接待", 2),
        ("code=2010301", 0),
        ("measure=final", 0),
        ("kind=budget&fiscal_year=2024&item=财政拨款收入", 1),
        (f"document_id={budget().document_id}", 3),
        ("document_id=nothing", 0),
    ],
)
def test_figures_are_narrowed(client: TestClient, query: str, count: int) -> None:
    assert len(client.get(f"{FIGURES}?{query}").json()["items"]) == count


def test_a_figure_says_where_it_stands(client: TestClient) -> None:
    query = f"document_id={budget().document_id}&item=财政拨款收入"
    item = client.get(f"{FIGURES}?{query}").json()["items"][0]
    assert (item["printed"], item["value"], item["unit"]) == ("3204.1", "3204.1", "万元")
    assert item["page"] == 1 and item["url"].startswith("/documents/")


def test_figures_as_csv_hold_no_formula(client: TestClient) -> None:
    response = client.get(FIGURES, headers={"Accept": "text/csv"})
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert {row["label"] for row in rows} == {"财政拨款收入", "公务接待费", "'=1+2"}
    assert {row["value"] for row in rows} == {"3204.1", "20000", ""}


def test_the_same_definition_of_two_documents_is_told_once(client: TestClient) -> None:
    items = client.get(f"{GLOSSARY}?q=机关运行经费").json()["items"]
    assert [item["exact"] for item in items] == [True]
    assert items[0]["definition"].startswith("指为保障单位运行")
    years = [items[0]["citation"]["fiscal_year"], *(c["fiscal_year"] for c in items[0]["also"])]
    assert years == [2024, 2023]


def test_a_part_of_a_term_is_close_and_no_term_is_nothing(client: TestClient) -> None:
    assert client.get(f"{GLOSSARY}?q=运行经费").json()["items"][0]["exact"] is False
    assert client.get(f"{GLOSSARY}?q=没有的词").json()["items"] == []
    assert len(client.get(f"{GLOSSARY}?q=&fiscal_year=2023").json()["items"]) == 1


def test_all_figures_are_saved_at_once(client: TestClient) -> None:
    response = client.get(f"{FIGURES}.csv?item=公务接待")
    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert [row["value"] for row in rows] == ["20000", "20000"]
    assert len(client.get(f"{FIGURES}.csv?sort=-value").text.splitlines()) == 7


def test_everyday_words_find_what_they_mean(client: TestClient) -> None:
    page = client.get(f"{FIGURES}?item=吃喝").json()
    assert {it["label"] for it in page["items"]} == {"公务接待费"} and page["total"] == 2


def test_the_glossary_is_saved_whole(client: TestClient) -> None:
    text = client.get(f"{GLOSSARY}.csv?q=jgyx").text
    assert text.count("机关运行经费,指为保障单位运行") == 2
    assert client.get(f"{GLOSSARY}.xlsx").content[:2] == b"PK"
