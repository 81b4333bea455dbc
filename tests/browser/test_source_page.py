"""The source page: text, page image and table mark the same place, and each leads to the others."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from ingest.model import Cell, Document, Row, Source
from tests.browser.conftest import serve
from tests.browser.test_pages import ask, every, one, open_figures, wait
from tests.browser.test_samples import (  # the fixture is used by its name
    PDF_BUDGET,
    SAMPLES,
    TEXT_BUDGET,
)
from tests.browser.test_samples import address as address
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget

pytestmark = pytest.mark.browser
FRAME = """
const [box, sheet] = [document.getElementById('box'), document.querySelector('.sheet')];
const image = document.getElementById('image');
if (box.hidden || !image.complete || !image.naturalWidth) return null;
const [b, i, s] = [box, image, sheet].map((it) => it.getBoundingClientRect());
return {left: (b.left - i.left) / i.width, top: (b.top - i.top) / i.height,
        right: (b.right - i.left) / i.width, bottom: (b.bottom - i.top) / i.height,
        seen: b.bottom > s.top && b.top < s.bottom && b.right > s.left && b.left < s.right};
"""
ASK = """
const done = arguments[arguments.length - 1];
fetch('/api/v1/chat', {method: 'POST', headers: {'Content-Type': 'application/json'},
  body: JSON.stringify({question: arguments[0]})}).then((it) => it.json()).then(done);
"""
GET = """
const done = arguments[arguments.length - 1];
fetch(arguments[0]).then((it) => it.json()).then(done);
"""


def api(page: Chrome, path: str) -> dict[str, object]:
    found: dict[str, object] = page.execute_async_script(GET, f"/api/v1{path}")
    return found


def items(page: Chrome, path: str) -> list[dict[str, object]]:
    """The items of a list of the API."""
    found = api(page, path)["items"]
    assert isinstance(found, list)
    return found


def document_id(page: Chrome, name: str) -> str:
    documents = items(page, "/documents?limit=500")
    return next(str(it["document_id"]) for it in documents if str(it["file_name"]).startswith(name))


def until(page: Chrome, script: str) -> object:
    """What a script gives once it gives something."""
    wait(page, lambda p: p.execute_script(script))
    return page.execute_script(script)


def until_seen(page: Chrome, selector: str) -> None:
    wait(page, lambda p: any(it.is_displayed() for it in every(p, selector)))


def first_cell(page: Chrome, key: str) -> dict[str, object]:
    """A printed cell of the document's first table that has one."""
    tables = api(page, f"/documents/{key}/tables?limit=500")["items"]
    assert isinstance(tables, list)
    return next(
        cell for it in tables for row in it["rows"] for cell in row["cells"] if cell["value"]
    )


def questions(folder: Path) -> list[str]:
    """Questions about each document of a folder, of its own figures, terms and prose."""
    found = []
    for path in sorted(folder.glob("*.truth.json")):
        organisation, year, _ = path.name.split("-", 2)
        facts = json.loads(path.read_text("utf-8"))["facts"]
        labels = dict.fromkeys(
            fact["label"] for fact in facts if fact.get("aspect", "amount") == "amount"
        )
        asked = [f"{label}是多少？" for label in list(labels)[::6][:7]]
        asked += ["机关运行经费是什么意思？", "的主要职能"]
        found += [f"{organisation}{year}年{words}" for words in asked]
    return found


def follow_the_marks_of_fifty_answers(page: Chrome, address: str, folder: Path) -> Counter[str]:
    """Open every citation of more than fifty answers: the text, the page and the table mark it.

    Gives how many places were in cells, had a frame on a page image, and were of which document.
    """
    answers = []
    for question in questions(folder):
        answer = page.execute_async_script(ASK, question)
        if answer["citations"]:
            answers.append(answer)
    assert len(answers) >= 50
    places = {
        (c["url"], c["quote"], c["page"], bool(c["table"])) for a in answers for c in a["citations"]
    }
    names = {
        str(it["document_id"]): Path(str(it["file_name"])).suffix
        for it in items(page, "/documents?limit=500")
    }
    kinds: Counter[str] = Counter()
    for url, quote, number, in_table in sorted(places, key=str):
        kinds[names[url.split("/")[2].split("#")[0]]] += 1
        page.get("about:blank")
        page.get(address + url)
        wait(page, lambda p: every(p, "#text mark"))
        assert "".join(m.get_attribute("textContent") or "" for m in every(page, "mark")) == quote
        if in_table:
            kinds["cells"] += 1
            cell = one(page, "#grid td.cited")
            assert "".join((cell.text or "").split()) == "".join(quote.split()), url
        if every(page, "#page:not([hidden])"):
            kinds["frames"] += 1
            frame = until(page, FRAME)
            assert isinstance(frame, dict)
            assert frame["seen"], url
            assert 0 <= frame["left"] < frame["right"] <= 1.001, url
            assert 0 <= frame["top"] < frame["bottom"] <= 1.001, url
            assert f"第 {number} 页" in one(page, "#page-number").text
    return kinds


def test_every_citation_of_fifty_answers_opens_text_page_box_and_table_cell(
    page: Chrome, address: str
) -> None:
    kinds = follow_the_marks_of_fifty_answers(page, address, SAMPLES)
    assert kinds["cells"] >= 10 and kinds["frames"] >= 20


def test_a_cell_chosen_by_keyboard_marks_the_text_and_the_page(page: Chrome, address: str) -> None:
    key = document_id(page, PDF_BUDGET)
    cell = first_cell(page, key)
    page.get(f"{address}/documents/{key}#c={cell['start']}-{cell['end']}")
    cited = one(page, "#grid td.cited")
    page.execute_script("arguments[0].focus()", cited)
    cited.send_keys(Keys.ARROW_DOWN)
    below = page.switch_to.active_element
    assert below.get_attribute("data-row") == str(int(cited.get_attribute("data-row") or 0) + 1)
    below.send_keys(Keys.ENTER)
    wait(page, lambda p: "cited" in (below.get_attribute("class") or ""))
    wait(page, lambda p: every(p, "#text mark"))
    assert one(page, "#text mark").text == below.text
    assert page.switch_to.active_element == below


def test_a_point_on_the_page_leads_to_its_cell(page: Chrome, address: str) -> None:
    key = document_id(page, PDF_BUDGET)
    cell = first_cell(page, key)
    page.get(f"{address}/documents/{key}#p={cell['page']}")
    until(page, "return document.getElementById('image').naturalWidth > 100")
    pages = api(page, f"/documents/{key}/text")["pages"]
    box, number = cell["box"], cell["page"]
    assert isinstance(pages, list) and isinstance(box, dict) and isinstance(number, int)
    size = pages[number - 1]
    page.execute_script(
        "const image = document.getElementById('image'); const r = image.getBoundingClientRect();"
        "image.dispatchEvent(new MouseEvent('click', {bubbles: true,"
        "clientX: r.left + arguments[0] * r.width, clientY: r.top + arguments[1] * r.height}))",
        (box["x0"] + box["x1"]) / 2 / size["width"],
        (box["top"] + box["bottom"]) / 2 / size["height"],
    )
    assert one(page, "#grid td.cited").text == cell["printed"]


def test_a_word_of_the_text_leads_to_its_cell(page: Chrome, address: str) -> None:
    key = document_id(page, PDF_BUDGET)
    cell = first_cell(page, key)
    page.get(f"{address}/documents/{key}#c={cell['start']}-{cell['end']}")
    mark = one(page, "#text mark")
    wait(page, lambda p: every(p, "td.cited"))
    page.execute_script("location.hash = 'p=1'")
    wait(page, lambda p: not every(p, "#text mark"))
    page.execute_script("location.hash = arguments[0]", f"c={cell['start']}-{cell['end']}")
    mark = one(page, "#text mark")
    ActionChains(page).move_to_element(mark).click().perform()
    assert one(page, "#grid td.cited").text == cell["printed"]


def test_the_outline_opens_a_table_that_can_be_saved(page: Chrome, address: str) -> None:
    key = document_id(page, PDF_BUDGET)
    page.get(f"{address}/documents/{key}")
    one(page, "#outline:not([hidden]) summary").click()
    link = every(page, "#outline .table a")[0]
    link.click()
    wait(page, lambda p: every(p, "#grid table"))
    assert "#t=" in page.current_url
    for kind, begins in (("csv", "text/csv"), ("xlsx", "application/vnd.openxml")):
        href = one(page, f"#table-{kind}").get_attribute("href") or ""
        got = page.execute_async_script(
            "const done = arguments[1]; fetch(arguments[0]).then((it) =>"
            "done([it.status, it.headers.get('content-type')]))",
            href,
        )
        assert got[0] == 200 and got[1].startswith(begins)


def test_a_report_tells_what_was_checked_and_how_completely_it_was_read(
    page: Chrome, address: str
) -> None:
    page.get(f"{address}/documents/{document_id(page, PDF_BUDGET)}")
    wait(page, lambda p: one(p, "#checks summary").is_displayed())
    one(page, "#checks summary").click()
    report = one(page, "#report").text
    assert "逐条等式" in report and "读取情况" in report and "标准表" in report
    assert len(every(page, "#report tbody tr")) > 20


def test_on_a_narrow_screen_text_page_and_table_are_seen_in_turn(
    page: Chrome, address: str
) -> None:
    metrics = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        key = document_id(page, PDF_BUDGET)
        cell = first_cell(page, key)
        page.get(f"{address}/documents/{key}#c={cell['start']}-{cell['end']}")
        assert one(page, "#text mark").is_displayed()
        for view, seen in (("page", "#box"), ("table", "td.cited"), ("text", "#text mark")):
            one(page, f"#views [data-view={view}]").click()
            until_seen(page, seen)
        assert page.execute_script("return document.documentElement.scrollWidth") == 360
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_text_without_pages_has_no_page_image(page: Chrome, address: str) -> None:
    page.get(f"{address}/documents/{document_id(page, TEXT_BUDGET)}")
    wait(page, lambda p: every(p, "#text section"))
    assert not one(page, "#page").is_displayed()


def test_a_page_that_cannot_be_drawn_is_said_and_the_text_stays(
    page: Chrome, tmp_path: Path
) -> None:
    broken = replace(budget(), media_type="application/pdf", file_name="坏的.pdf")
    for served in serve(scripted_service(tmp_path, broken)):
        page.get(f"{served}/documents/{broken.document_id}")
        wait(page, lambda p: "不能显示" in one(p, "#page-state").text)
        assert not one(page, "#image").is_displayed()
        assert "财政拨款收入" in one(page, "#text").text
        page.get_log("browser")  # the browser itself notes the image that did not come


def test_a_correction_and_what_it_corrects_lead_to_each_other(page: Chrome, tmp_path: Path) -> None:
    old, new = budget(2024), corrected()
    for served in serve(scripted_service(tmp_path, old, new)):
        page.get(f"{served}/documents/{old.document_id}")
        wait(page, lambda p: "已更正" in one(p, "#versions").text)
        one(page, "#versions a").click()
        wait(page, lambda p: new.document_id in p.current_url)
        wait(page, lambda p: "更正前的是" in one(p, "#versions").text)


def with_text(it: Document, text: str) -> Document:
    """The document with another text, named after it as documents are."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    pages = (it.pages[0], replace(it.pages[1], end=len(text)))
    return replace(it, text=text, pages=pages, document_id=digest[:16], content_sha256=digest)


def corrected() -> Document:
    """The budget of 2024 again, as a correction of it."""
    it = with_text(budget(2024), budget(2024).text + "更正\n")
    return replace(it, identity=replace(it.identity, title=f"{it.identity.title}（更正）"))


RUNS = "javascript:alert(1)"
MARKUP = "<script>alert(1)</script>"


def hostile_budget() -> Document:
    """A document whose title, labels, term and public address would run if they were not text."""
    it = budget()
    labels = {"f1": MARKUP, "f2": RUNS, "f3": f"[{RUNS}]({RUNS})"}
    figures = tuple(
        replace(f, label=labels[f.figure_id], item_path=(labels[f.figure_id],)) for f in it.figures
    )
    rows = tuple(
        replace(row, printed_label=f.label, label=f.label, path=(f.label,))
        for row, f in zip(it.tables[0].rows, figures[1:], strict=True)
    )
    table = replace(it.tables[0], title=f"{MARKUP}表", rows=rows)
    term = replace(it.glossary[0], term=f"{MARKUP}{RUNS}")
    identity = replace(it.identity, title=f"{MARKUP}预算", organisation=f"{MARKUP}{RUNS}局")
    return replace(
        it,
        source_url=RUNS,
        identity=identity,
        figures=figures,
        tables=(table,),
        glossary=(term,),
    )


def test_titles_labels_and_addresses_that_would_run_are_text_on_every_page(
    page: Chrome, tmp_path: Path
) -> None:
    hostile = hostile_budget()
    compared = urlencode({"organisation": hostile.identity.organisation, "item": "公务接待费"})
    pages = {
        f"/documents/{hostile.document_id}": ("#text section", MARKUP),
        "/documents": ("#rows tr", MARKUP),
        "/figures": ("#rows tr", RUNS),
        "/glossary": (".term", RUNS),
        f"/compare?{compared}": ("#tables td", RUNS),
        "/": ("#examples button", ""),
    }
    for served in serve(scripted_service(tmp_path, hostile)):
        for path, (ready, said) in pages.items():
            page.get(served + path)
            wait(page, partial(every, selector=ready))
            if path == "/":
                said = MARKUP
                ask(page, "财政拨款收入是多少？")
                open_figures(page)
            shown = page.execute_script("return document.querySelector('main').innerText")
            assert said in shown, path
            assert every(page, "main script, main [onerror]") == [], path
            links = [a.get_attribute("href") or "" for a in every(page, "a[href]")]
            assert links and all(link.startswith(served) for link in links), path


def test_a_table_of_a_thousand_rows_is_shown_and_its_last_cell_found(
    page: Chrome, tmp_path: Path
) -> None:
    it = budget()
    lines = [f"项目{n} {n}\n" for n in range(1000)]
    begin = len(it.text)
    rows, at = [], begin
    for n, line in enumerate(lines):
        start = at + line.index(" ") + 1
        source = Source(start, at + len(line) - 1, 2, None, "t1", n, 1)
        rows.append(Row(f"项目{n}", f"项目{n}", None, (), (Cell(str(n), source),)))
        at += len(line)
    it = with_text(it, it.text + "".join(lines))
    long = replace(it, tables=(replace(it.tables[0], rows=tuple(rows)),))
    last = rows[-1].cells[0].source
    for served in serve(scripted_service(tmp_path, long)):
        page.get(f"{served}/documents/{long.document_id}#c={last.start}-{last.end}")
        cited = one(page, "td.cited")
        assert cited.text == "999" and one(page, "#text mark").text == "999"
        assert len(every(page, "#grid tbody tr")) == 1000
        seen: Callable[[Chrome], object] = lambda p: p.execute_script(  # noqa: E731
            "const [g, c] = [document.getElementById('grid'), document.querySelector('.cited')]"
            ".map((it) => it.getBoundingClientRect()); return c.bottom <= g.bottom + 1"
        )
        wait(page, seen)


def test_a_document_that_is_not_there_is_said(page: Chrome, address: str) -> None:
    page.get(f"{address}/documents/nothing")
    wait(page, lambda p: one(p, "#title").text == "没有这份文件")
    assert one(page, "#state").find_element(By.TAG_NAME, "button").is_displayed()
    page.get_log("browser")
