"""The first page: small, from one origin, nothing inline, quick because nothing waits in a row."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome

from qa_service.web.page_routes import STATIC
from tests.browser.test_pages import ask, every, one, wait

pytestmark = pytest.mark.browser
MOST_BYTES = 60_000

SOURCE = "return fetch('/').then((response) => response.text())"
LOADED = """
const entries = [...performance.getEntriesByType("navigation"),
                 ...performance.getEntriesByType("resource")];
return entries.map((it) => [it.name, it.transferSize]);
"""


def modules_of(name: str) -> set[str]:
    """The modules that one imports, directly or through others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        text = (STATIC / waiting.pop()).read_text("utf-8")
        imported = set(re.findall(r'from "\./([a-z_]+\.js)"', text))
        waiting += imported - found
        found |= imported
    return found


def test_all_that_the_first_page_loads_is_at_most_60_kb(page: Chrome) -> None:
    page.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    page.refresh()
    wait(page, lambda p: every(p, "#examples button"))
    loaded = dict(page.execute_script(LOADED))
    page.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
    assert sum(loaded.values()) <= MOST_BYTES
    assert all(size > 0 for size in loaded.values())
    assert any(name.endswith("/chat.js") for name in loaded)


def test_the_page_names_every_module_it_needs_so_that_none_waits_for_another(page: Chrome) -> None:
    text = page.execute_script(SOURCE)
    named = re.findall(r'modulepreload" href="/static/([a-z_]+\.js)"', text)
    assert named == sorted(modules_of("chat.js"))


def test_nothing_is_asked_of_another_server(page: Chrome, address: str) -> None:
    ask(page, "财政拨款收入是多少？")
    one(page, ".answer .verified")
    hosts = {urlsplit(name).netloc for name, _ in page.execute_script(LOADED)}
    assert hosts == {urlsplit(address).netloc}


def test_no_script_and_no_style_stands_within_the_page(page: Chrome) -> None:
    text = page.execute_script(SOURCE)
    assert text.startswith("<!doctype html>")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text) == []
