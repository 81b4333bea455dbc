"""Documents, figures and definitions as lists: narrowed, sorted, paged, linked to, and honest."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.browser.test_pages import every, one, wait
from tests.browser.test_samples import address as address

pytestmark = pytest.mark.browser
PLACE = "云岭市澄溪区公共法律事务局"


def told(page: Chrome, words: str) -> None:
    wait(page, lambda p: words in one(p, "#state").text)


def texts(page: Chrome, selector: str) -> list[str]:
    """Read at one go: the list may be made anew at any moment."""
    found: list[str] = page.execute_script(
        "return [...document.querySelectorAll(arguments[0])].map((it) => it.innerText.trim())",
        selector,
    )
    return found


def test_documents_are_narrowed_by_part_of_a_name_and_the_address_says_so(
    page: Chrome, address: str
) -> None:
    page.get(f"{address}/documents")
    told(page, "共 7 份")
    one(page, "[name=organisation]").send_keys("公共法律", Keys.ENTER)
    told(page, "共 3 份")
    assert quote("公共法律") in page.current_url
    Select(one(page, "[name=fiscal_year]")).select_by_value("2024")
    told(page, "共 1 份")
    linked = page.current_url
    page.back()
    told(page, "共 3 份")
    page.get("about:blank")
    page.get(linked)
    told(page, "共 1 份")
    assert one(page, "[name=organisation]").get_attribute("value") == "公共法律"
    one(page, "[type=reset]").click()
    told(page, "共 7 份")


def test_an_organisation_and_a_year_that_are_not_loaded_are_said(
    page: Chrome, address: str
) -> None:
    page.get(f"{address}/documents?organisation={quote('火星局')}")
    wait(page, lambda p: "没有收录“火星局”的文件" in one(p, "#gaps").text)
    assert not one(page, "#list").is_displayed()
    page.get(f"{address}/figures?organisation={quote(PLACE)}&fiscal_year=2019")
    wait(page, lambda p: f"没有收录{PLACE} 2019 年的文件" in one(p, "#gaps").text)


def test_a_list_is_sorted_up_and_down_by_a_column(page: Chrome, address: str) -> None:
    page.get(f"{address}/documents")
    told(page, "共 7 份")
    for order, up in (("ascending", True), ("descending", False)):
        one(page, "[data-sort=figures]").click()
        wait(page, lambda p, order=order: every(p, f"th[aria-sort={order}]"))  # type: ignore[misc]
        wait(
            page,
            lambda p, up=up: (  # type: ignore[misc]
                (n := [int(it) for it in texts(p, "#rows td:last-child")])
                == sorted(n, reverse=not up)
            ),
        )


def test_figures_are_paged_and_each_leads_to_its_place(page: Chrome, address: str) -> None:
    page.get(f"{address}/figures")
    wait(page, lambda p: len(every(p, "#rows tr")) == 50)
    first = texts(page, "#rows tr")[0]
    one(page, "#next").click()
    wait(page, lambda p: texts(p, "#page-number")[0].startswith("第 2 页"))
    assert "page=2" in page.current_url and texts(page, "#rows tr")[0] != first
    page.get(f"{address}/figures?item={quote('公务接待费')}&sort=-value")
    wait(page, lambda p: every(p, "#rows tr"))
    assert all("公务接待费" in text for text in texts(page, "#rows th"))
    printed = texts(page, "#rows td.number")[0]
    one(page, "#rows td.place a").click()
    wait(page, lambda p: every(p, "#text mark"))
    number = printed.rstrip("万元人次批个")
    assert number in one(page, "#text mark").text


def test_what_is_shown_can_be_saved_as_csv(page: Chrome, address: str) -> None:
    page.get(f"{address}/figures?organisation={quote('公共法律')}&item={quote('公务接待费')}")
    wait(page, lambda p: every(p, "#rows tr"))
    total = int(one(page, "#state").text.split(" ")[1])
    lines = page.execute_async_script(
        "const done = arguments[1];"
        "fetch(arguments[0]).then((it) => it.text()).then((it) => done(it.trim().split('\\r\\n')))",
        one(page, "#csv").get_attribute("href"),
    )
    assert len(lines) == total + 1
    assert all(PLACE in line for line in lines[1:])


@pytest.mark.parametrize("typed", ["机关运行经费", "运行经费", "jgyxjf", "日常公用开销"])
def test_a_term_is_found_as_one_types(page: Chrome, address: str, typed: str) -> None:
    page.get(f"{address}/glossary")
    wait(page, lambda p: every(p, ".term"))
    one(page, "[name=q]").send_keys(typed)
    wait(page, lambda p: any("机关运行经费" in it for it in texts(p, ".term h3")))
    wait(page, lambda p: quote(typed) in p.current_url)
    assert len(every(page, "#state")) == 1 and "条解释" in one(page, "#state").text


def test_wordings_of_a_term_stand_side_by_side_and_lead_to_their_documents(
    page: Chrome, address: str
) -> None:
    page.get(f"{address}/glossary?q={quote('机关运行经费')}")
    wait(page, lambda p: every(p, ".term"))
    wordings = every(page, ".term:first-child .wordings > li")
    assert len(wordings) >= 2
    assert every(page, ".term:first-child .differs")
    tops = {it.rect["y"] for it in wordings[:2]}
    assert len(tops) == 1
    link = wordings[0].find_element(By.CSS_SELECTOR, "ul a")
    link.click()
    wait(page, lambda p: every(p, "#text mark"))
    assert "机关运行经费" in one(page, "#text mark").text


def test_a_term_leads_to_its_figures(page: Chrome, address: str) -> None:
    page.get(f"{address}/glossary?q={quote('机关运行经费')}")
    one(page, ".term details summary").click()
    wait(page, lambda p: every(p, ".term details li a"))
    assert "全部" in one(page, ".term details").text


def test_a_term_that_no_document_explains_is_said(page: Chrome, address: str) -> None:
    page.get(f"{address}/glossary?q={quote('量子纠缠')}")
    told(page, "名词解释里没有“量子纠缠”")
    assert every(page, ".term") == []


@pytest.mark.parametrize("path", ["/documents", "/figures", "/glossary"])
def test_a_service_that_is_gone_is_said_and_asked_again(
    page: Chrome, address: str, path: str
) -> None:
    page.get(address + path)
    wait(page, lambda p: every(p, "#rows tr, .term"))
    page.execute_cdp_cmd("Network.enable", {})
    network = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    page.execute_cdp_cmd("Network.emulateNetworkConditions", network)
    one(page, "#filters [type=submit]").click()
    wait(page, lambda p: "连不上服务" in one(p, "#failure").text)
    back = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.execute_cdp_cmd("Network.emulateNetworkConditions", back)
    wait(page, lambda p: every(p, "#rows tr, .term") and not one(p, "#failure").is_displayed())
    page.get_log("browser")  # the browser itself notes the failed request


def test_no_page_fetches_anything_from_elsewhere(page: Chrome, address: str) -> None:
    for path in ("/documents", "/figures", "/glossary"):
        page.get(address + path)
        wait(page, lambda p: every(p, "#rows tr, .term"))
        fetched = page.execute_script(
            "return performance.getEntriesByType('resource').map((it) => it.name)"
        )
        assert all(name.startswith(address) for name in fetched)
