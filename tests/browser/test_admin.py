"""The administrators' page in a real browser, over a server that runs as it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.test_accessibility import violations
from tests.browser.test_pages import every, one, wait
from tests.end_to_end.server import ADMIN_KEY, Installation, Server

pytestmark = pytest.mark.browser

OFFICE = "镜湖区统计局"
BUDGET = f"""{OFFICE}2024年部门预算
一、支出预算情况
2024年支出预算640万元，其中：基本支出410万元；项目支出230万元。
培训费预算{{}}万元。
"""
CONTRADICTS = f"""{OFFICE}2024年部门预算
一、收入预算
2024年财政拨款收入12.5万元，比上年减少1.5万元，下降30.00%。
"""
_PATIENCE = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("admin")
    installation = Installation(folder / "data")
    (folder / "测绘.txt").write_text(BUDGET.format(3).replace(OFFICE, "青岚省测绘局"), "utf-8")
    installation.ingest(folder / "测绘.txt")
    with installation.serve() as server:
        yield server


@pytest.fixture
def address(server: Server) -> str:
    return str(server.client.base_url).rstrip("/")


@pytest.fixture
def desk(page: Chrome, address: str) -> Chrome:
    """The page with the key given."""
    page.get(f"{address}/admin")
    one(page, "#key").send_keys(ADMIN_KEY, Keys.ENTER)
    wait(page, lambda p: one(p, "#desk").is_displayed())
    wait(page, lambda p: every(p, "#documents tr"))
    return page


def file(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def job_ends(page: Chrome, number: int, state: str) -> WebElement:
    """The newest job when there are so many and it has ended so."""
    WebDriverWait(page, _PATIENCE).until(
        lambda p: (
            len(every(p, "#jobs .job")) >= number and every(p, f"#jobs .job:first-child.{state}")
        )
    )
    return every(page, "#jobs .job")[0]


def test_a_wrong_key_opens_nothing_and_the_right_one_stays_in_this_tab(
    page: Chrome, address: str
) -> None:
    page.get(f"{address}/admin")
    one(page, "#key").send_keys("wrong-key-of-length", Keys.ENTER)
    wait(page, lambda p: "密钥不对" in one(p, "#state").text)
    assert not one(page, "#desk").is_displayed()
    assert page.switch_to.active_element == one(page, "#key")
    page.get_log("browser")  # the browser itself notes the refused request
    one(page, "#key").send_keys(ADMIN_KEY, Keys.ENTER)
    wait(page, lambda p: one(p, "#desk").is_displayed())
    kept = page.execute_script(
        "return [sessionStorage.length, localStorage.length, document.cookie]"
    )
    assert kept == [1, 0, ""]
    page.refresh()
    wait(page, lambda p: one(p, "#desk").is_displayed())
    one(page, "#leave").click()
    assert page.execute_script("return sessionStorage.length") == 0
    assert not one(page, "#desk").is_displayed()


def test_a_draft_is_checked_and_not_kept(desk: Chrome, server: Server, tmp_path: Path) -> None:
    before = server.documents()
    one(desk, "#check-drop input").send_keys(file(tmp_path, "草稿.txt", CONTRADICTS))
    WebDriverWait(desk, _PATIENCE).until(lambda p: every(p, "#report .card"))
    told = one(desk, "#report").text
    assert f"{OFFICE}2024年部门预算" in told
    assert "处前后不符" in told and "相差 19.29%" in told and "增减率" in told
    assert server.documents() == before


def test_what_is_uploaded_is_answered_without_a_restart_and_removed_and_put_back(
    desk: Chrome, server: Server, address: str, tmp_path: Path
) -> None:
    question = f"{OFFICE}2024年培训费预算是多少"
    assert server.ask(question)["status"] == "refused"
    jobs = len(every(desk, "#jobs .job"))
    one(desk, "#upload-drop input").send_keys(file(tmp_path, "统计局.txt", BUDGET.format(7)))
    done = job_ends(desk, jobs + 1, "done")
    done.find_element("tag name", "summary").click()
    wait(desk, lambda p: "勾稽相符" in done.text)
    wait(desk, lambda p: len(every(p, "#documents tr")) == 2)
    assert server.ask(question)["values"][0]["value"] == "7"

    row = next(it for it in every(desk, "#documents tr") if OFFICE in it.text)
    button = row.find_element("tag name", "button")
    desk.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    assert button.text == "确定删除"
    assert server.ask(question)["status"] == "answered"
    button.click()
    removed = job_ends(desk, jobs + 2, "done")
    assert server.ask(question)["status"] == "refused"
    undo = removed.find_element("css selector", "button")
    desk.execute_script("arguments[0].scrollIntoView({block: 'center'})", undo)
    undo.click()
    job_ends(desk, jobs + 3, "done")
    assert server.ask(question)["values"][0]["value"] == "7"


def test_a_dropped_file_that_cannot_be_read_is_said_with_its_reason(desk: Chrome) -> None:
    jobs = len(every(desk, "#jobs .job"))
    desk.execute_script(
        "const files = new DataTransfer();"
        "files.items.add(new File(['%PDF-1.7 broken'], '<b>坏.pdf'));"
        "document.getElementById('upload-drop').dispatchEvent("
        "new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}))"
    )
    failed = job_ends(desk, jobs + 1, "failed")
    assert "<b>坏.pdf" in failed.text
    assert failed.find_elements("css selector", ".reason")[0].text
    assert every(desk, "#jobs b") == []


def test_a_complaint_becomes_an_evaluation_case(desk: Chrome, server: Server) -> None:
    answer = server.ask("青岚省测绘局2024年培训费预算是多少")
    complaint = "<script>alert(1)</script>应为3.5"
    given = {"answer_id": answer["answer_id"], "verdict": "wrong", "comment": complaint}
    given["figure_id"] = answer["figures"][0]["figure_id"]
    assert server.client.post("/api/v1/feedback", json=given).status_code == 201
    desk.refresh()
    row = one(desk, "#feedback li")
    assert complaint in row.text and "培训费" in row.text
    row.find_element("tag name", "summary").click()
    row.find_element("name", "answer").send_keys("3.5万元")
    row.find_element("name", "value").send_keys("3.5", Keys.ENTER)
    wait(desk, lambda p: "已写成评测题。" in one(p, "#feedback-state").text)
    (case,) = server.client.get(
        "/api/v1/admin/feedback/cases", headers={"Authorization": f"Bearer {ADMIN_KEY}"}
    ).text.splitlines()
    assert '"value": "3.5"' in case and '"unit": "万元"' in case
    assert '"value": "3.5"' in one(desk, "#feedback li pre").text


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_its_window(desk: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": width < 500}
    desk.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        assert desk.execute_script("return document.documentElement.scrollWidth") == width
    finally:
        desk.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_public_pages_do_not_lead_here(page: Chrome, address: str) -> None:
    for path in ("/", "/documents", "/compare", "/accuracy"):
        page.get(address + path)
        assert every(page, "a[href='/admin']") == []


def test_axe_finds_nothing_wrong_where_the_key_is_asked(sized: Chrome, address: str) -> None:
    sized.get(f"{address}/admin")
    wait(sized, lambda p: one(p, "#key").is_displayed())
    assert violations(sized) == []


def test_axe_finds_nothing_wrong_on_the_opened_desk(desk: Chrome, sized: Chrome) -> None:
    assert desk is sized
    assert violations(desk) == []
