"""The comparison page in a real browser: chosen by hand or by a link, charted, cited, at any width."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import serve
from tests.browser.test_pages import every, one, wait
from tests.qa_service.compared import HILL, LAKE, compared_service

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(compared_service(tmp_path_factory.mktemp("compared")))


def opened(page: Chrome, address: str, *asked: tuple[str, str]) -> None:
    """The page with what its address asks for."""
    page.get(f"{address}/compare?{urlencode(asked)}")
    wait(page, lambda p: every(p, "#tables td"))


def cells(page: Chrome) -> list[str]:
    return [it.text.split("\n")[0].removesuffix(" ✓") for it in every(page, "#tables td")]


def test_the_link_of_a_comparison_shows_it_with_every_gap_told(page: Chrome, address: str) -> None:
    opened(page, address, ("organisation", LAKE), ("item", "培训费"), ("fiscal_year", "2023"),
           ("fiscal_year", "2024"))  # fmt: skip
    assert cells(page) == ["5万元", "没有载入2023年决算", "7万元", "8万元"]
    assert "比2024年预算 +1万元，+14.29%" in every(page, "#tables td")[3].text
    assert "有数的 3 格，没有的 1 格" in one(page, "#state").text


def test_every_cell_opens_its_place_in_the_document(page: Chrome, address: str) -> None:
    asked = [("organisation", LAKE), ("organisation", HILL), ("item", "培训费"), ("item", "公务用车运行维护费"),
             ("item", "公务接待费")]  # fmt: skip
    opened(page, address, *asked)
    count = len(every(page, "#tables td a"))
    assert count == 5
    for number in range(count):
        opened(page, address, *asked)
        link = every(page, "#tables td a")[number]
        said = link.text
        page.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
        link.click()
        mark = one(page, "#text mark").text
        assert mark in said or (mark, said) == ("—", "原文此处是横线")


def test_boxes_are_ticked_by_keyboard_and_the_address_follows(page: Chrome, address: str) -> None:
    opened(page, address, ("organisation", LAKE), ("item", "支出总计"), ("kind", "budget"))
    assert cells(page) == ["没有载入2022年预算", "600万元", "640万元"]
    one(page, "input[name=item][value=基本支出]").send_keys(Keys.SPACE)
    one(page, "#other-items").send_keys("培训费、会议费", Keys.ENTER)
    wait(page, lambda p: len(every(p, "#tables section, #tables .item")) == 4)
    items = page.execute_script("return new URLSearchParams(location.search).getAll('item')")
    assert items == ["支出总计", "基本支出", "培训费", "会议费"]
    page.back()
    wait(page, lambda p: len(every(p, "#tables .item")) == 1)
    assert not one(page, "input[name=item][value=基本支出]").is_selected()


def test_nothing_chosen_is_said_and_shows_nothing(page: Chrome, address: str) -> None:
    opened(page, address, ("organisation", LAKE), ("item", "支出总计"))
    one(page, f"input[value={LAKE}]").send_keys(Keys.SPACE)
    one(page, "#choices button[type=submit]").click()
    wait(page, lambda p: "至少选一个单位" in one(p, "#state").text)
    assert not one(page, "#result").is_displayed()


def test_a_chart_is_drawn_for_theme_and_width_and_told_in_words(page: Chrome, address: str) -> None:
    opened(page, address, ("organisation", LAKE), ("item", "培训费"))
    picture = one(page, "#tables figure img")
    assert "2024 决算 8万元" in str(picture.get_attribute("alt"))
    shown = {}
    for scheme in ("light", "dark"):
        for width in (360, 1280):
            metrics = {"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": width < 500}
            feature = {"name": "prefers-color-scheme", "value": scheme}
            page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
            page.execute_script("document.querySelector('figure').scrollIntoView()")
            loaded = "const it = document.querySelector('figure img');" \
                     "return it.complete && it.naturalWidth > 0 && it.currentSrc"  # fmt: skip
            wanted = f"theme={scheme}&width={'narrow' if width == 360 else 'wide'}"
            wait(page, lambda p: wanted in str(p.execute_script(loaded)))  # noqa: B023
            shown[scheme, width] = page.execute_script(loaded)
            assert page.execute_script("return document.documentElement.scrollWidth") == width
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert len(set(shown.values())) == 4


def test_what_a_cell_is_made_of_is_shown_with_shares(page: Chrome, address: str) -> None:
    opened(page, address, ("organisation", LAKE), ("item", "支出总计"), ("fiscal_year", "2024"))
    one(page, "#part-choices button").click()
    wait(page, lambda p: every(p, "#parts td"))
    told = [[it.text for it in row.find_elements("css selector", "th, td")]
            for row in every(page, "#parts tbody tr")]  # fmt: skip
    assert told == [["基本支出", "410万元", "64.06%"], ["项目支出", "230万元", "35.94%"]]
    share = every(page, "#parts td")[1]
    assert share.get_attribute("title") == "410 ÷ 640 × 100%"


def test_a_thousand_rows_and_hostile_names_stay_text(page: Chrome, address: str) -> None:
    opened(page, address, ("organisation", LAKE), ("item", "支出总计"))
    hostile = "<img src=x onerror=alert(1)>"
    figure = {
        "said": hostile, "url": "javascript:alert(1)", "document": hostile, "label": hostile, "kind": "budget",
        "measure": "budgeted", "fund": hostile, "check": "passed",
    }  # fmt: skip
    names = [f"{hostile}{n}" for n in range(1000)]
    alike = {"fiscal_year": 2024, "kind": "budget", "item": "x", "state": "stated", "level": "部门"}
    rows = [
        alike | {"organisation": n, "note": hostile, "figure": figure, "changes": []} for n in names
    ]
    made = {"organisations": names, "fiscal_years": [2024], "kinds": ["budget"], "cells": rows}
    script = (
        "const done = arguments[1]; import('/static/compare_table.js').then((it) => {"
        "document.getElementById('tables').replaceChildren(it.itemTable(JSON.parse(arguments[0]), 'x'));"
        "done(document.querySelectorAll('#tables tbody tr').length) })"
    )
    assert page.execute_async_script(script, json.dumps(made)) == 1000
    assert every(page, "#tables img") == []
    assert every(page, "#tables a")[0].get_attribute("href") is None
    assert page.execute_script("return document.documentElement.scrollWidth") == 1280


def test_nothing_is_fetched_from_elsewhere(page: Chrome, address: str) -> None:
    opened(page, address, ("organisation", LAKE), ("item", "培训费"))
    fetched = "return performance.getEntriesByType('resource').map((it) => it.name)"
    assert all(str(it).startswith(address) for it in page.execute_script(fetched))
