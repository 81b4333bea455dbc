"""A server over two small documents, and Chromium to open its pages with."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service as ChromeService
from starlette.types import ASGIApp

from qa_service.service import Service
from qa_service.web.app import create_app
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget

# Nothing but our own pages is fetched, and nothing of an earlier run is remembered.
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--lang=zh-CN", "--force-color-profile=srgb", "--hide-scrollbars"),
)


def serve(
    service: Service, around: Callable[[ASGIApp], ASGIApp] = lambda app: app
) -> Iterator[str]:
    """The address of a server over the service, on a free port, until the end.

    `around` may put something between the browser and the app.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = around(create_app(service))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    service = scripted_service(tmp_path_factory.mktemp("data"), budget(2024), budget(2023))
    yield from serve(service)


def open_chromium(profile: Path) -> Chrome:
    """A browser that keeps what it keeps in `profile`; skips the test where there is none."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("no chromium and chromedriver here; `make test` installs them")
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chromium = Chrome(options, ChromeService(driver))
    chromium.implicitly_wait(0)
    return chromium


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    chromium = open_chromium(tmp_path_factory.mktemp("profile"))
    yield chromium
    chromium.quit()


@pytest.fixture
def page(chromium: Chrome, address: str) -> Iterator[Chrome]:
    """A fresh tab at the first page, desk wide; nothing may have been said on its console."""
    chromium.set_window_size(1280, 900)
    chromium.get(address)
    chromium.execute_script("sessionStorage.clear(); localStorage.clear()")
    chromium.get_log("browser")
    chromium.get(address)
    yield chromium
    said = [entry["message"] for entry in chromium.get_log("browser")]
    assert said == []


@pytest.fixture
def pictures() -> Path:
    """Where a test may leave what it saw."""
    return Path("reports")


@pytest.fixture(params=["light", "dark"])
def themed(page: Chrome, request: pytest.FixtureRequest) -> Iterator[Chrome]:
    feature = {"name": "prefers-color-scheme", "value": request.param}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    yield page
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.fixture(params=[360, 1280])
def sized(themed: Chrome, request: pytest.FixtureRequest) -> Iterator[Chrome]:
    width = request.param
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    themed.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    yield themed
    themed.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
