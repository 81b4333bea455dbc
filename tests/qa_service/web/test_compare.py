"""Comparisons over HTTP: cells with their places, what is missing said, charts under the policy."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index.model import Turn
from ingest.quantity import Unit
from qa_service.chart import Bar, Chart, Shape
from qa_service.draw_chart import draw_chart
from qa_service.web.app import create_app
from qa_service.web.compare_routes import MOST_CELLS
from tests.qa_service.compared import HILL, LAKE, compared_service
from tests.qa_service.scripted import scripted_service
from tests.qa_service.web.test_chat import problem

API = "/api/v1/compare"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    service = compared_service(tmp_path_factory.mktemp("compared"))
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client


def texts(svg: bytes) -> list[str]:
    return [it.text or "" for it in ET.fromstring(svg).iter(f"{SVG}text")]


def test_a_cell_leads_to_its_place_in_the_document(client: TestClient) -> None:
    asked = {"organisation": LAKE, "item": "培训费", "fiscal_year": "2024", "kind": "budget"}
    (cell,) = client.get(API, params=asked).json()["cells"]
    figure = cell["figure"]
    start, end = map(int, re.findall(r"#c=(\d+)-(\d+)$", figure["url"])[0])
    text = client.get(f"/api/v1/documents/{figure['document_id']}/text").json()["text"]
    assert (text[start:end], figure["said"]) == ("7万元", "7万元")
    assert figure["fund"] == "不限资金"


def test_without_years_and_kinds_all_that_is_loaded_is_compared(client: TestClient) -> None:
    found = client.get(API, params={"organisation": LAKE, "item": "培训费"}).json()
    assert found["fiscal_years"] == [2022, 2023, 2024]
    assert found["kinds"] == ["budget", "final_account"]
    states = [cell["state"] for cell in found["cells"]]
    assert states == ["not_loaded", "item_missing", "stated", "not_loaded", "stated", "stated"]


def test_the_chart_that_is_offered_can_be_fetched_for_both_themes(client: TestClient) -> None:
    found = client.get(API, params={"organisation": LAKE, "item": "培训费"}).json()
    (chart,) = found["charts"]
    pictures = {}
    for theme in ("light", "dark"):
        for width in ("narrow", "wide"):
            response = client.get(f"{chart['url']}&theme={theme}&width={width}")
            assert response.headers["content-type"].startswith("image/svg+xml")
            assert "default-src 'none'" in response.headers["content-security-policy"]
            pictures[theme, width] = response.content
            assert {"2023年", "2024年", "预算", "决算"} <= set(texts(response.content))
    assert len(set(pictures.values())) == 4


def test_what_a_name_holds_is_text_in_the_picture() -> None:
    hostile = "<script>alert(1)</script> $x^2$"
    bars = tuple(Bar(name, "", Decimal(10**5), "10万元") for name in (hostile, "培训费"))
    for shape in (Shape.NAMES, Shape.PARTS):
        svg = draw_chart(Chart(shape, hostile, Unit.WAN, bars), "light", "wide")
        assert b"<script" not in svg
        assert hostile in texts(svg)


def test_parts_have_their_share_and_a_chart(client: TestClient) -> None:
    asked = {"organisation": LAKE, "item": "支出总计", "fiscal_year": "2024", "kind": "budget"}
    found = client.get(f"{API}/parts", params=asked).json()
    assert [(p["label"], p["share"]) for p in found["parts"]] == [
        ("基本支出", "64.06"),
        ("项目支出", "35.94"),
    ]
    assert found["parts"][0]["share_expression"] == "410 ÷ 640 × 100%"
    assert "基本支出" in texts(client.get(found["chart"]["url"]).content)
    none = client.get(f"{API}/parts", params=asked | {"item": "培训费"}).json()
    assert (none["parts"], none["chart"]) == ([], None)


def test_too_much_and_nothing_are_refused_with_what_to_do(client: TestClient) -> None:
    years = [str(year) for year in range(2000, 2030)]
    many = [f"局{n}" for n in range(20)]
    asked = {"organisation": many, "item": ["培训费"], "fiscal_year": years}
    refused = client.get(API, params=asked)
    assert problem(refused) == (422, "invalid_request")
    assert str(MOST_CELLS) in refused.json()["detail"]
    assert problem(client.get(API, params={"item": "培训费"})) == (422, "invalid_request")
    assert problem(client.get(API, params={"organisation": LAKE, "item": ""})) == (
        422,
        "invalid_request",
    )
    lone = {"organisation": HILL, "item": "会议费"}
    assert problem(client.get(f"{API}/chart.svg", params=lone)) == (404, "chart_unavailable")
    assert problem(client.get("/api/v1/answers/none/chart")) == (404, "answer_not_found")


def test_an_answer_of_two_numbers_has_no_chart(client: TestClient) -> None:
    answer = client.post("/api/v1/chat", json={"question": "局长工资"}).json()
    path = f"/api/v1/answers/{answer['answer_id']}/chart"
    assert client.get(path).json() == {"chart": None}
    assert problem(client.get(f"{path}.svg")) == (404, "chart_unavailable")


class ThreeYears:
    """A kept answer whose figures are one item over three years."""

    def turns_to(self, answer_id: str) -> list[Turn]:
        alike: dict[str, object] = {
            "role": "answer",
            "aspect": "amount",
            "kind": "budget",
            "level": "部门",
        }
        alike |= {"measure": "budgeted", "organisation": LAKE, "label": "培训费", "unit": "万元"}
        figures = [
            alike
            | {"fiscal_year": year, "value": str(year - 2020), "value_yuan": f"{year - 2020}0000"}
            for year in (2022, 2023, 2024)
        ]
        return [Turn(1, "近三年培训费", json.dumps({"figures": figures}), "{}", datetime.now(UTC))]


def test_an_answer_over_years_has_a_chart_in_words_and_as_a_picture(
    tmp_path: Path,
) -> None:
    service = scripted_service(tmp_path)
    service = replace(service, feedback=replace(service.feedback, answers=ThreeYears()))
    with TestClient(create_app(service)) as client:
        chart = client.get("/api/v1/answers/a/chart").json()["chart"]
        assert chart["text"] == f"{LAKE}预算：培训费。2022 2万元；2023 3万元；2024 4万元。"
        picture = client.get(f"{chart['url']}&theme=dark&width=narrow")
    assert {"2022年", "2024年", "4.00"} <= set(texts(picture.content))
