"""The pages as a reader uses them: asking, following every mark, going back, reading on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.qa_service.small_documents import budget

pytestmark = pytest.mark.browser


def wait(page: Chrome, condition: Callable[[Chrome], object]) -> None:
    """Until the condition holds, at most ten seconds."""
    WebDriverWait(page, 10).until(condition)


def every(page: Chrome, selector: str) -> list[WebElement]:
    return page.find_elements(By.CSS_SELECTOR, selector)


def one(page: Chrome, selector: str) -> WebElement:
    wait(page, lambda p: every(p, selector))
    return every(page, selector)[0]


def ask(page: Chrome, question: str) -> WebElement:
    """Type a question, press Enter, and give the answer that came for it."""
    before = len(every(page, ".turn"))
    one(page, "#question").send_keys(question, Keys.ENTER)
    wait(page, lambda p: len(every(p, ".turn")) == before + 1)
    last = every(page, ".turn")[-1]
    wait(page, lambda p: last.find_elements(By.CSS_SELECTOR, ".answer, .failure"))
    return last


def open_figures(page: Chrome) -> None:
    """Open the answer's table of figures, as one does who has scrolled to it."""
    summary = one(page, ".figures summary")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", summary)
    if not one(page, ".figures").get_attribute("open"):
        summary.click()


def test_a_document_shows_its_contradictions_as_text_with_links(page: Chrome) -> None:
    page.get(page.current_url.split("/", 3)[0] + "//" + page.current_url.split("/")[2]
             + f"/documents/{budget().document_id}")  # fmt: skip
    box = one(page, "#checks:not([hidden])")
    summary = box.find_element(By.TAG_NAME, "summary")
    assert summary.text == "勾稽：相符 1 次，不符 1 处"
    summary.click()
    assert "<b>占比</b>写作30%" in box.text and "标准表 1/9 张" in box.text
    link = every(page, "#problems .places a")[1]
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()
    wait(page, lambda p: every(p, "#text mark"))
    assert one(page, "#text mark").text == "3204.1万元"


def test_every_citation_mark_opens_its_quote_highlighted(page: Chrome) -> None:
    ask(page, "财政拨款收入是多少？")
    count = len(every(page, ".answer a.mark"))
    assert count == 6  # two in the text, two in the evidence, two beside the figures
    for number in range(count):
        wait(page, lambda p: len(every(p, ".answer a.mark")) == count)
        open_figures(page)
        link = every(page, ".answer a.mark")[number]
        quote = link.get_attribute("title")
        page.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
        link.click()
        mark = one(page, "#text mark")
        assert mark.text == quote
        assert page.switch_to.active_element == mark
        top = page.execute_script("return arguments[0].getBoundingClientRect().top", mark)
        assert 0 < top < 900
        page.back()


def test_the_conversation_is_there_after_coming_back_and_can_be_ended(page: Chrome) -> None:
    ask(page, "财政拨款收入是多少？")
    ask(page, "比上年呢")
    assert every(page, ".answer")[1].get_attribute("data-status") == "answered"
    page.refresh()
    wait(page, lambda p: len(every(p, ".answer")) == 2)
    one(page, "#new-conversation").click()
    assert every(page, ".turn") == []
    answer = ask(page, "比上年呢").find_element(By.CSS_SELECTOR, ".answer")
    assert answer.get_attribute("data-status") == "refused"


def test_a_refusal_says_why_and_a_clarify_offers_what_to_ask(page: Chrome) -> None:
    refused = ask(page, "局长工资是多少")
    assert "文件里没有这一项" in refused.text
    assert refused.find_elements(By.CSS_SELECTOR, "a.mark") == []
    asked_back = ask(page, "哪个？")
    options = asked_back.find_elements(By.CSS_SELECTOR, ".offers button")
    assert [option.text for option in options] == ["部门的收入是多少？", "本级的收入是多少？"]
    options[0].click()
    wait(page, lambda p: len(every(p, ".turn")) == 3)


def test_an_answer_shows_its_calculation_its_figures_and_what_it_carries(page: Chrome) -> None:
    answer = ask(page, "财政拨款收入是多少？")
    formulas = answer.find_element(By.CSS_SELECTOR, ".calculations")
    assert not formulas.find_element(By.CSS_SELECTOR, ".formula").is_displayed()
    formulas.find_element(By.TAG_NAME, "summary").click()
    assert "3204.1 ÷ 3204.1 = 3204.1万元" in formulas.text
    chips = [chip.text for chip in answer.find_elements(By.CSS_SELECTOR, ".chips .slot-value")]
    assert chips == ["云岭市清泉区数据局", "2024年", "预算", "部门", "财政拨款收入"]
    assert "<b>表格以元、文字以万元为单位</b>" in answer.text
    links = [a.get_attribute("href") for a in answer.find_elements(By.CSS_SELECTOR, "a")]
    assert all(link and link.startswith("http://127.0.0.1") for link in links)


def test_the_first_page_offers_questions_that_can_be_answered(page: Chrome) -> None:
    one(page, "#examples button").click()
    wait(page, lambda p: every(p, ".answer.answered"))


def test_enter_that_ends_a_composition_does_not_ask(page: Chrome) -> None:
    one(page, "#question").send_keys("caizheng")
    page.execute_script(
        "document.getElementById('question').dispatchEvent(new KeyboardEvent('keydown',"
        "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    assert every(page, ".turn") == []
    one(page, "#question").send_keys(Keys.SHIFT, Keys.ENTER)
    assert one(page, "#question").get_attribute("value") == "caizheng\n"


def test_markup_in_a_question_and_in_a_document_stays_text(page: Chrome, address: str) -> None:
    turn = ask(page, "<img src=x onerror=alert(1)>")
    assert "<img src=x onerror=alert(1)>" in turn.text
    page.get(f"{address}/documents/{budget().document_id}")
    assert '<script>alert("1")</script>' in one(page, "#text .lines").text


def test_a_document_shows_its_outline_and_follows_an_address_within_it(
    page: Chrome, address: str
) -> None:
    page.get(f"{address}/documents/{budget().document_id}")
    wait(page, lambda p: every(p, "#outline a"))
    one(page, "#outline summary").click()
    assert [a.text for a in every(page, "#outline .section a")][1] == "一、收入预算说明"
    every(page, "#outline a")[1].click()
    wait(page, lambda p: every(p, "mark"))
    assert one(page, "mark").text == "一、收入预算说明"
    page.get(f"{address}/documents/{budget().document_id}#c=999998-999999")
    wait(page, lambda p: "不在这份文件中" in one(p, "#state").text)


def test_the_list_leads_to_the_document(page: Chrome, address: str) -> None:
    page.get(f"{address}/documents")
    wait(page, lambda p: len(every(p, "#rows tr")) == 2)
    one(page, "#rows a").click()
    wait(page, lambda p: "2024年部门预算" in one(p, "#title").text)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(page: Chrome, address: str, width: int) -> None:
    # A window cannot be made that narrow; its view can.
    metrics = {"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        ask(page, "财政拨款收入是多少？")
        open_figures(page)
        document = f"/documents/{budget().document_id}"
        for path in ("", "/documents", document, "/figures", "/glossary", "/accuracy"):
            if path:
                page.get(address + path)
                wait(page, lambda p: every(p, "#rows tr, #text section, #types tr, .term"))
            wide = "return document.documentElement.scrollWidth"
            assert page.execute_script(wide) == width
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_service_that_is_gone_is_said_and_can_be_asked_again(page: Chrome) -> None:
    one(page, "#examples button")
    page.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    page.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    failed = ask(page, "财政拨款收入是多少？")
    assert "连不上服务" in failed.text
    back = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.execute_cdp_cmd("Network.emulateNetworkConditions", back)
    failed.find_element(By.CSS_SELECTOR, ".failure button").click()
    wait(page, lambda p: every(p, ".answer.answered"))
    # The browser itself notes the failed request; that is not ours to prevent.
    page.get_log("browser")


def test_the_accuracy_page_shows_what_was_measured_and_each_failure(
    page: Chrome, address: str
) -> None:
    page.get(f"{address}/accuracy")
    wait(page, lambda p: every(p, "#types tr.sum"))
    measured = page.execute_script(
        "return fetch('/static/accuracy.json').then((response) => response.json())"
    )
    total = [cell.text for cell in every(page, "#types tr.sum td.number")]
    assert total[1:3] == [str(measured["total"]["cases"]), str(measured["total"]["right"])]
    assert str(len(measured["documents"])) in one(page, "#state").text
    bars = [svg.get_attribute("aria-label") or "" for svg in every(page, "#types svg")]
    assert len(bars) == len(measured["by_type"]) + 1
    assert all("答对" in said for said in bars)
    for group in every(page, "#failures details"):
        group.find_element(By.TAG_NAME, "summary").click()
    shown = [it.text for it in every(page, "#failures .failure")]
    listed = [it for group in measured["failures"] for it in group["items"]]
    assert len(shown) == len(listed)
    assert all(it["id"] in text for it, text in zip(listed, shown, strict=True))


@pytest.mark.parametrize("path", ["/", "/documents"])
def test_every_page_leads_to_the_accuracy(page: Chrome, address: str, path: str) -> None:
    page.get(address + path)
    one(page, "header nav a[href='/accuracy']").click()
    wait(page, lambda p: every(p, "#types tr.sum"))
