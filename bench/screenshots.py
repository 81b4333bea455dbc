"""Every page at a phone's and a desk's width, in light and dark, as PNG files.

Serves a folder of documents (the samples) out of a temporary data folder and opens its pages in
Chromium: python -m bench.screenshots --out reports/screenshots
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

WIDTHS = (360, 1280)
THEMES = ("light", "dark")
KEPT = Path("docs/images")
_PATIENCE = 60.0  # seconds
_TALLEST = 2400
_FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--lang=zh-CN", "--force-color-profile=srgb"),
)


@dataclass(frozen=True)
class Page:
    """A page by its name: where it is, what it shows when it is ready, and what is done first."""

    name: str
    path: str
    ready: str
    before: Callable[[Chrome], None] = lambda chromium: None


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="给每个网页截图")
    parser.add_argument("--documents", type=Path, default=Path("samples"))
    parser.add_argument("--out", type=Path, default=Path("reports/screenshots"))
    parser.add_argument("--page", action="append", help="只截这些页（ask、compare……）")
    parser.add_argument(
        "--keep", action="append", default=[], help=f"也写入 {KEPT}/ 的图，如 compare-1280-light"
    )
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(16)
    with (
        tempfile.TemporaryDirectory() as data,
        served(Path(data), given.documents, key) as address,
        browser() as chromium,
    ):
        for page in pages(address, key):
            if given.page and page.name not in given.page:
                continue
            for name, picture in pictures_of(chromium, address, page):
                (given.out / f"{name}.png").write_bytes(picture)
                print(given.out / f"{name}.png")
                if name in given.keep:
                    (KEPT / f"{page.name}.png").write_bytes(picture)


@contextmanager
def served(data: Path, documents: Path, key: str) -> Iterator[str]:
    """The address of a server over these documents, until the end."""
    settings = {"BUDGET_QA_DATA_DIR": str(data), "BUDGET_QA_ADMIN_KEYS": key}
    environment = os.environ | settings | {"BUDGET_QA_EMBEDDING_MODEL": "none"}
    command = [sys.executable, "-m", "qa_service"]
    subprocess.run([*command, "ingest", str(documents)], env=environment, check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + _PATIENCE
        while not _is_ready(address):
            if time.monotonic() > deadline or server.poll() is not None:
                raise RuntimeError("the server did not come")
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz") as response:
            return bool(response.status == 200)
    except OSError:
        return False


@contextmanager
def browser() -> Iterator[Chrome]:
    """Chromium without a window."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        raise SystemExit("没有 chromium 和 chromedriver，请先执行 make test 或自行安装。")
    options = ChromeOptions()
    options.binary_location = program
    for flag in _FLAGS:
        options.add_argument(flag)
    chromium = Chrome(options, Service(driver))
    try:
        yield chromium
    finally:
        chromium.quit()


def pages(address: str, key: str) -> list[Page]:
    """All pages, each showing something of the loaded documents."""
    documents = _get(f"{address}/api/v1/documents?limit=500")["items"]
    years: dict[str, set[int]] = {}
    for it in documents:
        years.setdefault(it["organisation"], set()).add(it["fiscal_year"])
    named = sorted(years, key=lambda name: -len(years[name]))
    compared = [("organisation", name) for name in named[:3]]
    compared += [("item", "支出总计"), ("item", "公务接待费")]
    question = _get(f"{address}/api/v1/examples")["items"][0]["question"]
    answer = _get(f"{address}/api/v1/chat", {"question": question})
    complaint = {"answer_id": answer["answer_id"], "verdict": "wrong", "comment": "请核对这个数"}
    _get(f"{address}/api/v1/feedback", complaint)

    def ask(chromium: Chrome) -> None:
        box = chromium.find_element(By.CSS_SELECTOR, "#question, textarea")
        box.send_keys(question, Keys.ENTER)

    def enter(chromium: Chrome) -> None:
        chromium.find_element(By.ID, "key").send_keys(key, Keys.ENTER)

    def divide(chromium: Chrome) -> None:
        WebDriverWait(chromium, _PATIENCE).until(
            lambda c: c.find_elements(By.CSS_SELECTOR, "#tables td")
        )
        chromium.find_element(By.CSS_SELECTOR, "#part-choices button").click()

    return [
        Page("ask", "/", "main"),
        Page("answer", "/", ".answer", ask),
        Page("document", answer["citations"][0]["url"], "#text mark, #text section"),
        Page("documents", "/documents", "main tbody tr"),
        Page("figures", "/figures", "main tbody tr"),
        Page("glossary", "/glossary", "main"),
        Page("compare", f"/compare?{urllib.parse.urlencode(compared)}", "#parts table", divide),
        Page("accuracy", "/accuracy", "#types tr"),
        Page("admin-key", "/admin", "#entry:not([hidden])"),
        Page("admin", "/admin", "#feedback li", enter),
    ]


def pictures_of(chromium: Chrome, address: str, page: Page) -> Iterator[tuple[str, bytes]]:
    """The page at every width in every theme, each under its name."""
    for width in WIDTHS:
        for theme in THEMES:
            _view(chromium, width, 800, theme)
            chromium.get(address)
            chromium.execute_script("sessionStorage.clear(); localStorage.clear()")
            chromium.get(address + page.path)
            page.before(chromium)
            WebDriverWait(chromium, _PATIENCE).until(
                lambda c: c.find_elements(By.CSS_SELECTOR, page.ready)
            )
            # A picture below the first screen is fetched when it comes into view.
            tall = int(chromium.execute_script("return document.documentElement.scrollHeight"))
            _view(chromium, width, max(800, min(tall, _TALLEST)), theme)
            chromium.execute_script("scrollTo(0, 0)")
            WebDriverWait(chromium, _PATIENCE).until(
                lambda c: c.execute_script("return [...document.images].every((it) => it.complete)")
            )
            yield (
                f"{page.name}-{width}-{theme}",
                base64.b64decode(chromium.get_screenshot_as_base64()),
            )


def _view(chromium: Chrome, width: int, height: int, theme: str) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": theme}
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def _get(address: str, body: dict[str, str] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)


if __name__ == "__main__":
    main()
