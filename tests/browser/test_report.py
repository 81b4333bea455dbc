"""The evaluation's report opened from a file: nothing fetched, nothing run, nothing too wide."""

from __future__ import annotations

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from evals.report import compare
from evals.report_html import run_to_html
from tests.evals.test_report import run

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "报告.html"
    now, before = run("1", "2", "3"), run("1", "1", "1")
    now["scores"][1]["got"] = "很长的" * 200
    path.write_text(run_to_html(now, compare(now, before)), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_report_fits_and_shows_each_failure(
    chromium: Chrome, report: str, width: int, scheme: str
) -> None:
    metrics = {"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": width < 500}
    feature = {"name": "prefers-color-scheme", "value": scheme}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    try:
        chromium.get_log("browser")
        chromium.get(report)
        assert chromium.execute_script("return document.documentElement.scrollWidth") == width
        failures = chromium.find_elements(By.CSS_SELECTOR, "article.wrong")
        assert len(failures) == 2
        assert all("应为" in it.text and "引用了" in it.text for it in failures)
        bars = chromium.find_elements(By.CSS_SELECTOR, "svg[role=img]")
        assert any(bar.get_attribute("aria-label") == "答对 1，答错 2" for bar in bars)
        assert (
            chromium.execute_script("return performance.getEntriesByType('resource').length") == 0
        )
        assert [entry["message"] for entry in chromium.get_log("browser")] == []
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
