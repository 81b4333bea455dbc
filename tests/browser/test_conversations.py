"""Conversations in a browser: listed, opened, deleted; stopped, cut off, taken up; kept apart."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa_service.model import Answer, Question
from qa_service.service import Service
from tests.browser.conftest import open_chromium, serve
from tests.browser.test_answers import named
from tests.browser.test_pages import ask, every, one, wait
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget

pytestmark = pytest.mark.browser
ASKED = "财政拨款收入是多少？"


class BrokenLine:
    """Cuts so many of the next streams of answers off behind their first event."""

    def __init__(self) -> None:
        self.cuts = 0
        self.requests = 0

    def around(self, app: ASGIApp) -> ASGIApp:
        async def cut(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or not scope["path"].endswith("/chat"):
                await app(scope, receive, send)
                return
            self.requests += 1
            breaks = self.cuts > 0
            self.cuts -= breaks
            pieces = 0

            async def send_some(message: Message) -> None:
                nonlocal pieces
                pieces += message["type"] == "http.response.body"
                if breaks and pieces > 1:
                    message = {"type": "http.response.body", "body": b"", "more_body": False}
                if not breaks or pieces <= 2:
                    await send(message)

            await app(scope, receive, send_some)

        return cut


@pytest.fixture(scope="module")
def line() -> BrokenLine:
    return BrokenLine()


@pytest.fixture(scope="module")
def gate() -> threading.Event:
    """Questions that say 慢 wait for it."""
    return threading.Event()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, gate: threading.Event) -> Service:
    made = scripted_service(tmp_path_factory.mktemp("conversations"), budget(2024))
    reply = made.conversations.reply

    def slow(question: Question) -> Answer:
        if "慢" in question.text:
            gate.wait(10)
        return reply(question)

    return replace(made, conversations=replace(made.conversations, reply=slow))


@pytest.fixture(scope="module")
def address(service: Service, line: BrokenLine) -> Iterator[str]:
    yield from serve(service, line.around)


def kept(page: Chrome) -> list[str]:
    """The ids of this browser's list."""
    script = "return JSON.parse(localStorage.getItem('budget-qa-conversations') ?? '[]')"
    return [it["id"] for it in page.execute_script(script)]


def open_list(page: Chrome) -> list[str]:
    """Open the list; gives the titles on it."""
    one(page, "#open-conversations").click()
    wait(page, lambda p: one(p, "#conversations").is_displayed())
    return [it.text for it in every(page, "#conversations .open span")]


def test_a_new_conversation_leaves_the_old_one_on_the_list(page: Chrome) -> None:
    ask(page, ASKED)
    one(page, "#new-conversation").click()
    assert every(page, ".turn") == [] and one(page, "#welcome").is_displayed()
    ask(page, "局长工资是多少")
    assert open_list(page) == ["局长工资是多少", ASKED]
    assert "当前" in every(page, "#conversations .open")[0].text
    every(page, "#conversations .open")[1].click()
    wait(page, lambda p: ASKED in one(p, ".asked").text)
    assert len(every(page, ".answer")) == 1 and not one(page, "#conversations").is_displayed()
    assert ask(page, "比上年呢").find_elements(By.CSS_SELECTOR, ".answer.answered")


def test_a_conversation_is_deleted_only_after_confirming(page: Chrome, service: Service) -> None:
    ask(page, ASKED)
    (mine,) = kept(page)
    open_list(page)
    named(page, "删除", "#conversations").click()
    named(page, "保留", "#conversations").click()
    assert kept(page) == [mine] and len(service.conversations.history(mine)) == 1
    named(page, "删除", "#conversations").click()
    wait(page, lambda p: "分享出去的链接也会失效" in one(p, "#conversations").text)
    named(page, "删除", "#conversations").click()
    wait(page, lambda p: "已删除。" in one(p, "#conversations").text)
    assert kept(page) == [] and service.conversations.turns.turns(mine) == []
    named(page, "关闭", "#conversations").click()
    assert every(page, ".turn") == [] and one(page, "#welcome").is_displayed()


def test_all_conversations_are_deleted_together(page: Chrome, service: Service) -> None:
    for question in (ASKED, "局长工资是多少"):
        ask(page, question)
        one(page, "#new-conversation").click()
    mine = kept(page)
    assert len(open_list(page)) == 2
    named(page, "全部删除", "#conversations").click()
    assert "全部 2 个对话" in one(page, "#conversations .foot").text
    named(page, "删除", "#conversations .foot").click()
    wait(page, lambda p: "还没有对话。" in one(p, "#conversations").text)
    assert [service.conversations.turns.turns(it) for it in mine] == [[], []]
    one(page, "#conversations .head button").send_keys(Keys.ESCAPE)
    wait(page, lambda p: not one(p, "#conversations").is_displayed())


def test_a_conversation_the_server_no_longer_has_leaves_the_list(
    page: Chrome, service: Service
) -> None:
    ask(page, ASKED)
    service.conversations.forget(kept(page)[0])
    page.refresh()
    wait(page, lambda p: one(p, "#welcome").is_displayed() and every(p, "#examples button"))
    assert kept(page) == [] and every(page, ".turn") == []
    # The browser itself notes the 404; that is not ours to prevent.
    page.get_log("browser")


def test_two_readers_do_not_see_each_others_conversations(
    page: Chrome, address: str, tmp_path: Path
) -> None:
    ask(page, ASKED)
    other = open_chromium(tmp_path)
    try:
        other.set_window_size(1280, 900)
        other.get(address)
        assert open_list(other) == []
        named(other, "关闭", "#conversations").click()
        answer = ask(other, "比上年呢")
        assert answer.find_elements(By.CSS_SELECTOR, ".answer.refused")
        assert len({*kept(page), *kept(other)}) == 2
    finally:
        other.quit()
    page.refresh()
    wait(page, lambda p: every(p, ".answer"))
    assert len(every(page, ".turn")) == 1 and ASKED in one(page, ".asked").text
    assert open_list(page) == [ASKED]


@pytest.mark.parametrize("cuts", [1, 2])
def test_a_stream_that_is_cut_is_taken_up_without_asking_twice(
    page: Chrome, service: Service, line: BrokenLine, cuts: int
) -> None:
    line.cuts, line.requests = cuts, 0
    turn = ask(page, ASKED)
    assert turn.find_elements(By.CSS_SELECTOR, ".answer.answered")
    assert line.requests == cuts + 1
    (mine,) = kept(page)
    assert len(service.conversations.history(mine)) == 1
    assert ask(page, "比上年呢").find_elements(By.CSS_SELECTOR, ".answer.answered")
    assert len(service.conversations.history(mine)) == 2


def test_a_line_that_stays_broken_is_said_and_asking_again_gets_the_one_answer(
    page: Chrome, service: Service, line: BrokenLine
) -> None:
    line.cuts = 4
    turn = ask(page, ASKED)
    assert "回答中途断开" in turn.find_element(By.CSS_SELECTOR, ".failure").text
    named(page, "再试一次", ".failure").click()
    wait(page, lambda p: every(p, ".answer.answered"))
    assert len(service.conversations.history(kept(page)[0])) == 1


def test_an_answer_under_way_is_stopped_and_can_be_fetched_after_all(
    page: Chrome, service: Service, gate: threading.Event
) -> None:
    gate.clear()
    one(page, "#question").send_keys("慢慢说财政拨款收入", Keys.ENTER)
    wait(page, lambda p: one(p, "#send").text == "停止" and every(p, ".loading"))
    one(page, "#send").click()
    wait(page, lambda p: every(p, ".failure"))
    assert "已停止。" in one(page, ".failure").text and one(page, "#send").text == "提问"
    gate.set()
    named(page, "再试一次", ".failure").click()
    wait(page, lambda p: every(p, ".answer.answered"))
    assert len(service.conversations.history(kept(page)[0])) == 1


def test_being_offline_is_said_at_once(page: Chrome) -> None:
    ask(page, ASKED)
    assert not one(page, "#offline").is_displayed()
    throughput = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.execute_cdp_cmd("Network.enable", {})
    page.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": True} | throughput)
    wait(page, lambda p: one(p, "#offline").is_displayed())
    page.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False} | throughput)
    wait(page, lambda p: not one(p, "#offline").is_displayed())


def test_without_storage_one_can_still_ask(page: Chrome, address: str) -> None:
    closed = "Object.defineProperty(window, '{}', {{get() {{ throw new Error('closed'); }}}});"
    stores = ("localStorage", "sessionStorage")
    source = {"source": "".join(closed.format(name) for name in stores)}
    script = page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source)
    try:
        page.get(address)
        assert ask(page, ASKED).find_elements(By.CSS_SELECTOR, ".answer.answered")
        assert open_list(page) == []
    finally:
        page.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
        page.get(address)
