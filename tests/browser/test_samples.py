"""The whole way in a browser: sample files read in, asked, every citation mark followed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from index.build import IndexWriter
from index.open import Index
from ingest.limits import Limits
from qa_service.answer import answer
from qa_service.intake import find_files, read_in
from qa_service.service import corpus_of, service_over
from qa_service.settings import Settings
from tests.browser.conftest import serve
from tests.browser.test_pages import ask, every, one, wait
from tests.conftest import ROOT
from tests.qa_service.scripted import segmenter

pytestmark = pytest.mark.browser
SAMPLES = ROOT / "samples"
TEXT_BUDGET = "雾屿市月湾新区退役军人事务管理局-2025-部门预算"
PDF_BUDGET = "望川市北屏区文化艺术和旅游局-2025-部门预算"


def serve_samples(folder: Path, samples: Path = SAMPLES) -> Iterator[str]:
    """A server over the samples (or another folder of documents), answering as it will for users; passages by keyword only."""
    writer = IndexWriter(folder, segmenter())
    files = find_files([samples]).paths
    assert [r.error for r in read_in(files, writer, {}, Limits(), workers=2) if r.error] == []
    writer.build_generation()
    writer.close()
    index = Index(folder, segmenter())
    corpus = corpus_of(index)
    settings = Settings(_env_file=None, data_dir=folder)  # type: ignore[call-arg]
    service = service_over(index, corpus, settings, lambda question: answer(question, corpus))
    yield from serve(service)
    service.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve_samples(tmp_path_factory.mktemp("samples"))


def truth(name: str, label: str) -> Decimal:
    """The one amount of 2025 that the sample's truth states for a label."""
    facts = json.loads((SAMPLES / f"{name}.truth.json").read_text("utf-8"))["facts"]
    found = {
        Decimal(fact["value"])
        for fact in facts
        if (fact["label"], fact.get("unit"), fact.get("aspect", "amount"))
        == (label, "万元", "amount")
        and fact.get("fiscal_year") == 2025
    }
    assert len(found) == 1
    return found.pop()


def follow_every_mark(page: Chrome) -> int:
    """Click each mark of the last answer's text; the quote is marked. Gives how many."""
    count = len(every(page, ".turn:last-child .answer-text a.mark"))
    for number in range(count):
        wait(page, lambda p: len(every(p, ".turn:last-child .answer-text a.mark")) == count)
        link = every(page, ".turn:last-child .answer-text a.mark")[number]
        quote = link.get_attribute("title") or ""
        page.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
        link.click()
        wait(page, lambda p: every(p, "mark"))
        marks = every(page, "mark")
        shown = "".join(mark.get_attribute("textContent") or "" for mark in marks)
        assert shown == quote != ""
        page.back()
    return count


@pytest.mark.parametrize(
    ("name", "label"), [(TEXT_BUDGET, "财政拨款收入"), (PDF_BUDGET, "机关运行经费")]
)
def test_an_amount_is_the_one_of_the_page_and_its_marks_lead_there(
    page: Chrome, name: str, label: str
) -> None:
    turn = ask(page, f"{name.split('-')[0]}2025年{label}是多少？")
    assert f"{truth(name, label)}万元" in turn.text
    assert follow_every_mark(page) >= 1


def test_a_cell_is_framed_on_the_image_of_its_page(page: Chrome) -> None:
    ask(page, f"{PDF_BUDGET.split('-')[0]}2025年机关运行经费是多少？")
    one(page, ".answer-text a.mark").click()
    one(page, "mark")
    loaded = "return document.getElementById('image').naturalWidth > 100"
    wait(page, lambda p: p.execute_script(loaded))
    wait(page, lambda p: one(p, "#box").is_displayed())
    box, sheet = one(page, "#box").rect, one(page, "#image").rect
    assert sheet["x"] <= box["x"] and box["width"] < sheet["width"]


def test_every_example_of_the_first_page_is_answered(page: Chrome) -> None:
    wait(page, lambda p: every(p, "#examples button"))
    questions = [button.text for button in every(page, "#examples button")]
    assert len(questions) >= 3
    for question in questions:
        turn = ask(page, question)
        answered = turn.find_element(By.CSS_SELECTOR, ".answer").get_attribute("data-status")
        assert (question, answered) == (question, "answered")


def test_a_year_that_is_not_loaded_is_refused_and_says_what_is(page: Chrome) -> None:
    turn = ask(page, f"{TEXT_BUDGET.split('-')[0]}2019年财政拨款收入是多少？")
    assert turn.find_element(By.CSS_SELECTOR, ".answer").get_attribute("data-status") == "refused"
    assert "2025" in turn.text
    assert turn.find_elements(By.CSS_SELECTOR, ".answer-text a.mark") == []


def test_what_an_amount_is_made_of_is_drawn_under_the_answer(page: Chrome) -> None:
    ask(page, "北屏区文化艺术和旅游局2025年支出按功能分类构成")
    wait(page, lambda p: every(p, ".turn:last-child figure.chart img"))
    picture = one(page, ".turn:last-child figure.chart img")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", picture)
    wait(page, lambda p: p.execute_script("return arguments[0].naturalWidth > 0", picture))
    assert "文化旅游体育与传媒支出" in (picture.get_attribute("alt") or "")


def test_a_single_amount_has_no_chart(page: Chrome) -> None:
    ask(page, "北屏区文化艺术和旅游局2025年公务接待费是多少")
    assert not every(page, ".turn:last-child figure.chart")
