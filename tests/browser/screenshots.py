"""Pictures of the pages over the samples, to be looked at: python -m tests.browser.screenshots.

Each page is drawn at 360 and 1280 pixels, light and dark, into reports/screenshots, or into the
folder that is given.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium.webdriver import Chrome

from tests.browser.conftest import open_chromium
from tests.browser.test_pages import ask, every, one, wait
from tests.browser.test_samples import serve_samples

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
TALLEST = 3000
ORGANISATION = "云岭市澄溪区公共法律事务局"


def first_page(page: Chrome) -> None:
    wait(page, lambda p: every(p, "#examples button"))


def answer(page: Chrome) -> None:
    ask(page, f"{ORGANISATION}部门2024年到2025年财政拨款收入变化")
    page.execute_script("arguments[0].open = true", one(page, ".answer .calculations"))


def refusal(page: Chrome) -> None:
    ask(page, f"{ORGANISATION}2019年财政拨款收入是多少？")


def conversations(page: Chrome) -> None:
    answer(page)
    one(page, "#open-conversations").click()


def document(page: Chrome) -> None:
    answer(page)
    page.get(one(page, ".answer-text a.amount").get_attribute("href") or "")
    wait(page, lambda p: every(p, "#text mark"))


PAGES: dict[str, tuple[str, Callable[[Chrome], None]]] = {
    "first-page": ("/", first_page),
    "answer": ("/", answer),
    "refusal": ("/", refusal),
    "conversations": ("/", conversations),
    "document": ("/", document),
    "documents": ("/documents", lambda page: wait(page, lambda p: every(p, "#documents tr"))),
    "accuracy": ("/accuracy", lambda page: wait(page, lambda p: every(p, "#types tr.sum"))),
}


def look(page: Chrome, width: int, scheme: str, height: int) -> None:
    """Give the view a size and a scheme of colours."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def draw(page: Chrome, address: str, folder: Path) -> None:
    """One picture of each page for each width and scheme."""
    for name, (path, prepare) in PAGES.items():
        for width in WIDTHS:
            for scheme in SCHEMES:
                look(page, width, scheme, 800)
                page.get(address + path)
                page.execute_script("sessionStorage.clear(); localStorage.clear()")
                page.refresh()
                prepare(page)
                tall = page.execute_script("return document.documentElement.scrollHeight")
                look(page, width, scheme, min(tall, TALLEST))
                page.save_screenshot(str(folder / f"{name}-{width}-{scheme}.png"))


def main(folder: Path) -> None:
    """Serve the samples, draw every page, stop."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data, TemporaryDirectory() as profile:
        page = open_chromium(Path(profile))
        try:
            with contextmanager(serve_samples)(Path(data)) as address:
                draw(page, address, folder)
        finally:
            page.quit()
    print(f"{len(PAGES) * len(WIDTHS) * len(SCHEMES)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("reports/screenshots"))
