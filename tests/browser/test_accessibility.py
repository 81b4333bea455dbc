"""Every page is free of what axe-core finds wrong, in light and dark, wide and narrow."""

from __future__ import annotations

from importlib.resources import files

import pytest
from selenium.webdriver import Chrome

from tests.browser.test_pages import ask, every, open_figures, wait
from tests.qa_service.small_documents import TEXT, budget

pytestmark = pytest.mark.browser
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document).then(({ violations }) => done(violations.map((found) =>
  [found.id, found.help, ...found.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))])));
"""
CELL = TEXT.index("20,000")
DOCUMENT = f"/documents/{budget().document_id}"
PAGES = {
    "/": "#examples button",
    "/documents": "#rows tr",
    "/documents?organisation=别的局": "#gaps li",
    DOCUMENT: "#text section",
    f"{DOCUMENT}#c={CELL}-{CELL + 6}": "td.cited",
    "/documents/nothing": "#state button",
    "/figures": "#rows tr",
    "/figures?sort=-value": "th[aria-sort]",
    "/glossary": ".term",
    "/glossary?q=没有的词": "#exports[hidden]",
    "/accuracy": "#types tr",
    "/compare": "#tables td",
    "/admin": "#closed",
}


def violations(page: Chrome) -> list[list[str]]:
    """What axe finds wrong: its rule, what it says, and the first places."""
    page.execute_script(AXE)
    found: list[list[str]] = page.execute_async_script(RUN)
    return found


def open_all(page: Chrome) -> None:
    page.execute_script("document.querySelectorAll('details').forEach((it) => { it.open = true; })")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_wrong_on_a_page(sized: Chrome, address: str, path: str) -> None:
    sized.get("about:blank")
    sized.get(address + path)
    wait(sized, lambda p: every(p, PAGES[path]))
    open_all(sized)
    assert violations(sized) == []
    if path == "/documents/nothing":
        sized.get_log("browser")  # the browser itself notes what was not found


def test_axe_finds_nothing_wrong_on_answers(sized: Chrome) -> None:
    ask(sized, "财政拨款收入是多少？")
    open_figures(sized)
    ask(sized, "局长工资是多少")
    ask(sized, "哪个？")
    open_all(sized)
    assert violations(sized) == []
