"""The committed samples are what the generator writes, and say what their truth says."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from evals.generator.fonts import FACES, FOLDER, font_missing
from evals.generator.formats import Made
from evals.generator.samples import make, sample_commissions, write_draft
from evals.generator.truth import read_truth

SAMPLES = Path(__file__).parents[3] / "samples"
# The font the committed PDFs were written with; another version draws other outlines.
FONT = "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481"
needs_font = pytest.mark.skipif(font_missing() is not None, reason=str(font_missing()))
PDFS = sorted(SAMPLES.glob("*.pdf"))


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return [make(commission) for commission in sample_commissions()]


@needs_font
def test_nothing_but_the_generated_files_is_committed(made: list[Made]) -> None:
    names = {m.file_name for m in made} | {f"{Path(m.file_name).stem}.truth.json" for m in made}
    assert {path.name for path in SAMPLES.iterdir()} - {"README.md"} == names


@needs_font
def test_the_samples_read_as_the_generator_writes_them(made: list[Made]) -> None:
    for document in made:
        committed = (SAMPLES / document.file_name).read_bytes()
        if document.file_name.endswith(".txt"):
            assert committed == document.content
        else:
            assert list(_pages(committed)) == list(_pages(document.content))


@needs_font
def test_the_samples_are_the_same_to_the_byte(made: list[Made]) -> None:
    if hashlib.sha256((FOLDER / FACES["regular"]).read_bytes()).hexdigest() != FONT:
        pytest.skip("another version of fonts-noto-cjk is installed: its outlines differ")
    for document in made:
        assert (SAMPLES / document.file_name).read_bytes() == document.content, document.file_name


@needs_font
def test_the_truth_beside_a_sample_is_regenerated(made: list[Made]) -> None:
    for document in made:
        committed = SAMPLES / f"{Path(document.file_name).stem}.truth.json"
        assert committed.read_text(encoding="utf-8") == document.truth.to_json()


def test_the_truth_needs_no_font() -> None:
    for commission in sample_commissions():
        committed = read_truth(SAMPLES / f"{Path(commission.document).stem}.truth.json")
        written = json.loads(write_draft(commission).truth.to_json())
        for fact in committed["facts"]:
            fact.pop("page", None)
        assert written["facts"] == committed["facts"]
        assert written["glossary"] == committed["glossary"]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_every_number_of_the_truth_stands_on_its_page(path: Path) -> None:
    pages = [_tight(page) for page in _pages(path.read_bytes())]
    for fact in read_truth(path.with_suffix(".truth.json"))["facts"]:
        assert _tight(fact["printed"]) in pages[fact["page"] - 1], fact


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_every_sentence_of_the_truth_stands_in_the_text(path: Path) -> None:
    truth = read_truth(path.with_suffix(".truth.json"))
    text = _tight("".join(_without_page_mark(page) for page in _pages(path.read_bytes())))
    assert truth["disclaimer"] in text
    sentences = {fact["where"].get("narrative", "") for fact in truth["facts"]}
    for said in sentences | {statement["text"] for statement in truth["statements"]}:
        assert _tight(said) in text
    for entry in truth["glossary"]:
        assert _tight(entry["term"]) in text
        assert _tight(entry["definition"]) in text


# One document of each style: reading grids is slow.
@pytest.mark.parametrize("path", [PDFS[0], *PDFS[-2:]], ids=lambda path: path.stem)
def test_every_table_cell_is_found_in_the_ruled_grid(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        cells = [
            {_tight(cell or "") for table in page.extract_tables() for row in table for cell in row}
            for page in pdf.pages
        ]
    for fact in read_truth(path.with_suffix(".truth.json"))["facts"]:
        if "table" in fact["where"]:
            assert fact["printed"] in cells[fact["page"] - 1], fact


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_a_sample_is_small_and_says_that_it_is_invented(path: Path) -> None:
    assert path.stat().st_size < 450_000
    if path.suffix in (".txt", ".json"):
        assert "本文件为演示样例，机构与数据均为虚构" in path.read_text(encoding="utf-8")


def _pages(content: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()


def _without_page_mark(page: str) -> str:
    lines = page.split("\r\n")
    return "".join(lines[:-1] if lines[-1].strip(" -").isdigit() else lines)


def _tight(text: str) -> str:
    return "".join(text.split())
