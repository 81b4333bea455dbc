"""Answers no page is made for: hostile words, very long ones, hundreds of citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from selenium.webdriver import Chrome

from qa_service.model import Answer, Question, Status
from tests.browser.conftest import serve
from tests.browser.test_pages import ask, every, one, wait
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget

pytestmark = pytest.mark.browser
HOSTILE = "<script>document.title='taken'</script>数据局2024年<img src=x onerror=alert(1)>预算"
CITATIONS = 300


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose one document has a hostile title, and whose answers are as asked for."""
    document = budget(2024)
    identity = replace(document.identity, title=HOSTILE)
    service = scripted_service(tmp_path_factory.mktemp("odd"), replace(document, identity=identity))
    usual = service.conversations.reply

    def reply(question: Question) -> Answer:
        answer = usual(question)
        if "长" in question.text:
            return replace(
                answer, text="说明本单位的职责和机构设置。" * 143, status=Status.ANSWERED
            )
        if "三百" in question.text:
            many = tuple(replace(answer.citations[1], number=n + 1) for n in range(CITATIONS))
            text = "".join(f"公务接待费为20,000元[{n + 1}]；" for n in range(CITATIONS))
            return replace(answer, citations=many, text=text)
        if "同数" in question.text:
            twice = tuple(replace(answer.figures[1], citation=n) for n in (1, 2))
            text = "公务接待费为20,000元[2]。另一处也是20,000元。"
            return replace(answer, figures=twice, text=text, calculations=())
        return answer

    conversations = replace(service.conversations, reply=reply)
    yield from serve(replace(service, conversations=conversations))


def test_a_hostile_title_is_shown_as_it_is_written(page: Chrome) -> None:
    answer = ask(page, "财政拨款收入是多少？")
    assert HOSTILE in one(page, ".source-note").text
    assert every(page, ".answer script, .answer img") == []
    assert page.title == "预算问答"
    chip = answer.find_elements("css selector", ".chips button")[0]
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", chip)
    chip.click()
    wait(page, lambda p: "看看" in one(p, ".choices").text or every(p, ".choice-list"))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_long_answer_and_hundreds_of_citations_fit(page: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        ask(page, "说得长一点")
        assert len(one(page, ".answer-text").text) == 2002
        ask(page, "三百处财政拨款")
        marks = every(page, ".turn:last-child .answer-text a.mark")
        assert len(marks) == CITATIONS
        folded = one(page, ".evidence + .more")
        assert folded.find_element("css selector", "summary").text == "其余 294 条依据"
        assert page.execute_script("return document.documentElement.scrollWidth") == width
        page.execute_script("arguments[0].scrollIntoView({block: 'center'})", marks[-1])
        marks[-1].click()
        wait(page, lambda p: every(p, "#text mark"))
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_number_that_may_be_of_two_places_leads_to_neither_by_guessing(page: Chrome) -> None:
    ask(page, "同数的财政拨款")
    (link,) = every(page, ".answer-text a.amount")
    assert link.get_attribute("data-citation") == "2"
    assert one(page, ".answer-text").text.endswith("另一处也是20,000元。")
