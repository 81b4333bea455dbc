"""What a reader can do with an answer: follow its numbers, change its conditions, pass it on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from ingest.model import Document
from qa_service.service import Service
from tests.browser.conftest import serve
from tests.browser.test_pages import ask, every, one, wait
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget

pytestmark = pytest.mark.browser
ASKED = "财政拨款收入是多少？"


def explained(document: Document) -> Document:
    """The same, its one definition being of a term that the answers speak of."""
    (entry,) = document.glossary
    term = replace(entry, term="公务接待费", meaning="指用于接待的<b>支出</b>。")
    return replace(document, glossary=(term,))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("answers")
    return scripted_service(folder, explained(budget(2024)), explained(budget(2023)))


@pytest.fixture(scope="module")
def address(service: Service) -> Iterator[str]:
    yield from serve(service)


def press(page: Chrome, button: WebElement) -> None:
    """Click what may lie under the question box."""
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()


def named(page: Chrome, name: str, within: str = ".answer") -> WebElement:
    """The first shown button with that text, once there is one."""
    script = (
        "return [...document.querySelectorAll(arguments[0])]"
        ".find((it) => it.textContent === arguments[1] && it.checkVisibility()) ?? null"
    )
    found = WebDriverWait(page, 10).until(
        lambda p: p.execute_script(script, f"{within} button", name)
    )
    assert isinstance(found, WebElement)
    return found


def test_every_number_of_the_text_opens_its_place(page: Chrome) -> None:
    ask(page, ASKED)
    numbers = [it.text for it in every(page, ".answer-text a.amount")]
    assert numbers == ["3204.1万元", "20,000元"]
    for number in range(2):
        link = every(page, ".answer-text a.amount")[number]
        press(page, link)
        assert number == 1 or "3204.1万元" in one(page, "#text mark").text
        assert number == 0 or one(page, "#text mark").text == "20,000"
        page.back()
        wait(page, lambda p: len(every(p, ".answer-text a.amount")) == 2)


def test_the_check_of_a_number_stands_beside_it_in_words_too(page: Chrome) -> None:
    ask(page, ASKED)
    sign = one(page, ".answer-text .check")
    assert sign.get_attribute("class") == "check passed"
    assert (sign.get_attribute("textContent") or "") == "✓勾稽相符"
    lines = [it.text.split("\n") for it in every(page, ".figure-lines li")]
    assert lines[0] == ["财政拨款收入", "3204.1万元", "✓勾稽相符", "这个数不对"]
    assert lines[1] == ["公务接待费", "20,000元", "未勾稽", "这个数不对"]


def test_an_answer_says_that_it_is_checked_and_that_it_is_not_official(page: Chrome) -> None:
    ask(page, ASKED)
    assert one(page, ".verified").text == "✓ 已核对：数字都有出处"
    note = one(page, ".source-note")
    assert "非官方服务，以原文件为准" in note.text and "公开日期未载明" in note.text
    links = [it.get_attribute("href") or "" for it in note.find_elements(By.TAG_NAME, "a")]
    assert links[0].endswith(f"/documents/{budget(2024).document_id}")
    assert links[1].endswith("/source") and len(links) == 2


def test_a_chip_offers_what_is_loaded_and_choosing_asks_again(page: Chrome) -> None:
    first = ask(page, ASKED)
    year = first.find_elements(By.CSS_SELECTOR, ".chips button")[1]
    press(page, year)
    wait(page, lambda p: every(p, ".choice-list button"))
    assert year.get_attribute("aria-expanded") == "true"
    assert [it.text for it in every(page, ".choice-list button")] == ["2023年"]
    press(page, every(page, ".choice-list button")[0])
    wait(page, lambda p: len(every(p, ".answer")) == 2)
    asked = every(page, ".asked")[1].get_attribute("textContent")
    assert asked == "问：那2023年呢？"
    assert every(page, ".answer")[1].get_attribute("data-status") == "answered"


def test_a_chip_of_an_earlier_answer_follows_that_answer(page: Chrome) -> None:
    first = ask(page, ASKED)
    ask(page, "局长工资是多少")
    press(page, first.find_elements(By.CSS_SELECTOR, ".chips button")[4])
    one(page, ".choices input").send_keys("公务接待费", Keys.ENTER)
    wait(page, lambda p: len(every(p, ".answer")) == 3)
    assert "那公务接待费呢？" in every(page, ".asked")[2].text


def test_a_condition_without_another_value_says_so(page: Chrome) -> None:
    answer = ask(page, ASKED)
    press(page, answer.find_elements(By.CSS_SELECTOR, ".chips button")[2])
    wait(page, lambda p: "没有载入另一种" in one(p, ".choices").text)


def test_a_term_is_explained_on_focus_hover_and_tap_and_escape_closes(page: Chrome) -> None:
    ask(page, ASKED)
    term = one(page, ".answer-text .term")
    assert term.text == "公务接待费"
    # By keyboard: from the mark before it.
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", term)
    page.execute_script("document.querySelector('.answer-text a.mark').focus()")
    ActionChains(page).send_keys(Keys.TAB).perform()
    box = one(page, ".definition")
    assert term.get_attribute("aria-describedby") == box.get_attribute("id")
    assert "指用于接待的<b>支出</b>。" in box.text and "2024年部门预算" in box.text
    ActionChains(page).send_keys(Keys.ESCAPE).perform()
    assert every(page, ".definition") == [] and page.switch_to.active_element == term
    ActionChains(page).move_to_element(term).perform()
    one(page, ".definition")
    ActionChains(page).move_to_element(one(page, ".definition")).perform()
    assert every(page, ".definition")
    ActionChains(page).move_to_element(one(page, ".verified")).perform()
    wait(page, lambda p: not every(p, ".definition"))
    term.click()
    wait(page, lambda p: every(p, ".definition"))
    left, width = page.execute_script(
        "const r = document.querySelector('.definition').getBoundingClientRect();"
        "return [r.left, r.right]"
    )
    assert left >= 0 and width <= 1280
    term.click()
    wait(page, lambda p: not every(p, ".definition"))


def test_a_wrong_number_is_reported_with_words_and_can_be_taken_back(
    page: Chrome, service: Service
) -> None:
    before = len(service.feedback.queue(None))
    ask(page, ASKED)
    press(page, named(page, "这个数不对"))
    one(page, ".feedback textarea").send_keys("原文是 3204.2")
    assert len(service.feedback.queue(None)) == before
    press(page, named(page, "提交"))
    wait(page, lambda p: "谢谢" in one(p, ".figure-lines").text)
    told = service.feedback.queue(None)
    assert len(told) == before + 1
    assert (told[0].verdict, told[0].comment) == ("wrong", "原文是 3204.2")
    assert (told[0].figure_id or "").endswith(".f1")
    press(page, named(page, "撤销"))
    named(page, "这个数不对")
    wait(page, lambda _: len(service.feedback.queue(None)) == before)


def test_the_whole_answer_is_judged_with_one_tap(page: Chrome, service: Service) -> None:
    ask(page, "局长工资是多少")
    press(page, named(page, "对"))
    wait(page, lambda p: "谢谢" in one(p, ".actions").text)
    latest = service.feedback.queue(None)[0]
    assert (latest.verdict, latest.figure_id) == ("right", None)


def test_a_complaint_that_is_not_sent_leaves_nothing(page: Chrome, service: Service) -> None:
    before = len(service.feedback.queue(None))
    ask(page, ASKED)
    press(page, named(page, "不对"))
    press(page, named(page, "取消"))
    assert page.switch_to.active_element == named(page, "不对")
    assert len(service.feedback.queue(None)) == before


def test_an_answer_is_copied_with_where_each_number_stands(page: Chrome) -> None:
    ask(page, ASKED)
    press(page, named(page, "复制（带出处）"))
    wait(page, lambda p: "已复制。" in one(p, ".share").text)
    box = one(page, "#question")
    box.click()
    box.send_keys(Keys.CONTROL, "v")
    text = box.get_attribute("value") or ""
    assert text.startswith(f"问：{ASKED}\n答：2024年财政拨款收入为3204.1万元。[1]")
    assert f"/documents/{budget(2024).document_id}#c=" in text
    assert "[2]" in text and "第2页，三公经费预算表：“20,000”" in text and "以原文件为准" in text


def test_a_shared_link_shows_the_one_answer_to_somebody_else(page: Chrome, address: str) -> None:
    ask(page, "局长工资是多少")
    ask(page, ASKED)
    press(page, every(page, ".share")[1].find_elements(By.TAG_NAME, "button")[1])
    wait(page, lambda p: "链接已复制" in every(p, ".share")[1].text)
    box = one(page, "#question")
    box.click()
    box.send_keys(Keys.CONTROL, "v")
    link = box.get_attribute("value") or ""
    assert link.startswith(f"{address}/?answer=")
    page.execute_script("sessionStorage.clear(); localStorage.clear()")
    page.get(link)
    wait(page, lambda p: every(p, ".answer"))
    assert len(every(page, ".turn")) == 1 and "分享的回答" in one(page, "#shared").text
    assert ASKED in one(page, ".asked").text
    # Asking on follows that answer, in a conversation of one's own.
    assert ask(page, "比上年呢").find_elements(By.CSS_SELECTOR, ".answer.answered")
    assert page.current_url == f"{address}/" and not one(page, "#shared").is_displayed()


def test_a_link_to_an_answer_that_is_gone_says_so(page: Chrome, address: str) -> None:
    page.get(f"{address}/?answer=unknown")
    wait(page, lambda p: "这个回答不在了" in one(p, "#shared").text)
    assert not one(page, "#welcome").is_displayed()
    # The browser itself notes the 404; that is not ours to prevent.
    page.get_log("browser")


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("320000000", "元", "合3.2亿元"),
        ("164,978,640", "元", "约合1.65亿元"),
        ("24788911", "元", "约合2478.89万元"),
        ("100,000.00", "元", "合10万元"),
        ("99,999", "元", None),
        ("99,999,999", "元", "约合1亿元"),
        ("3204.1", "万元", None),
        ("32,041.15", "万元", "约合3.2亿元"),
        ("12345678901234567890.12", "元", "约合123456789012.35亿元"),
        ("23.5", "%", None),
        ("—", "元", None),
    ],
)
def test_large_amounts_are_said_shorter_and_exactly(
    page: Chrome, number: str, unit: str, said: str | None
) -> None:
    script = (
        "const [number, unit, done] = arguments;"
        "import('/static/amount_words.js').then((it) => done(it.inWords(number, unit)))"
    )
    assert page.execute_async_script(script, number, unit) == said


def test_on_paper_there_are_no_buttons_and_the_sources_have_addresses(page: Chrome) -> None:
    answer = ask(page, ASKED)
    one(page, ".answer-text .term")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = [it for it in answer.find_elements(By.TAG_NAME, "button") if it.is_displayed()]
        # A term is a button, and yet a word of the sentence.
        assert [it.text for it in shown] == ["公务接待费"]
        unfolded = "return arguments[0].checkVisibility()"
        assert page.execute_script(unfolded, one(page, ".formula")) is True
        assert one(page, ".evidence").is_displayed() and one(page, ".source-note").is_displayed()
        assert not one(page, "#question").is_displayed()
        address = "return getComputedStyle(arguments[0], '::after').content"
        link = one(page, ".source-note a")
        assert budget(2024).document_id in page.execute_script(address, link)
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
