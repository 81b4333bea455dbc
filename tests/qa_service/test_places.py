"""A quotation is framed on its own page, as closely as the page tells: its cell, else its lines."""

from collections.abc import Iterator

import pytest

from index.build import build_index, open_writer
from index.open import Index, open_index
from index.tokens import Segmenter
from ingest.model import Source
from ingest.parse import parse_document
from qa_service.places import place_on_page
from qa_service.service import corpus_of
from tests.ingest.drawn_pdf import DrawnPdf

SECOND = "机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金。"
LINES = (  # by page; the section 名词解释 goes on over the page
    (
        "云岭市砚池区渡口管理所2024年部门预算",
        "第一部分 名词解释",
        "一、财政拨款：指由财政拨付的资金，",
        "包括一般公共预算安排的资金。",
    ),
    (SECOND,),
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, str]]:
    folder = tmp_path_factory.mktemp("places")
    drawn = DrawnPdf(folder / "渡口管理所预算.pdf")
    for number, words in enumerate(LINES):
        if number:
            drawn.next_page()
        for line, it in enumerate(words):
            drawn.write(60, 80 + 30 * line, it)
    drawn.table(300, [160.0, 120.0], [["项目", "预算数"], ["公务接待费", "3.20"]])
    drawn.save()
    document = parse_document(drawn.path)
    with open_writer(folder / "data", Segmenter(folder / "cache")) as writer:
        build_index([(document, drawn.path.read_bytes())], writer)
    index = open_index(folder / "data")
    yield index, document.document_id
    index.close()


def place(opened: tuple[Index, str], words: str, *, lines_known: bool = True) -> Source | None:
    """Where words of the document are framed."""
    index, document_id = opened
    contents = corpus_of(index).contents(index.documents.find()[0])
    start = contents.text.index(words)
    lines = index.documents.lines(document_id) if lines_known else ()
    return place_on_page(contents, lines, start, start + len(words))


def test_words_of_a_section_that_goes_over_the_page_are_framed_on_their_own(
    opened: tuple[Index, str],
) -> None:
    found = place(opened, SECOND)
    assert found is not None and found.box is not None
    assert found.page == 2
    assert 60 < found.box.top < found.box.bottom < 90


def test_the_lines_of_a_quotation_are_framed_together(opened: tuple[Index, str]) -> None:
    found = place(opened, "资金，\n包括一般公共预算")
    assert found is not None and found.box is not None
    assert found.page == 1
    assert (found.box.top < 140) and (found.box.bottom > 165)


def test_a_number_in_a_table_is_framed_with_its_cell(opened: tuple[Index, str]) -> None:
    found = place(opened, "3.20")
    assert found is not None and found.box is not None
    assert found.table_id is not None
    assert found.box.x0 > 200


def test_without_known_lines_no_frame_stands_on_another_page(opened: tuple[Index, str]) -> None:
    assert place(opened, SECOND, lines_known=False) is None
    assert place(opened, "3.20", lines_known=False) is not None


def test_what_is_not_of_the_text_has_no_place(opened: tuple[Index, str]) -> None:
    index, document_id = opened
    contents = corpus_of(index).contents(index.documents.find()[0])
    lines = index.documents.lines(document_id)
    assert place_on_page(contents, lines, 5, 5) is None
    assert place_on_page(contents, lines, 0, len(contents.text) + 1) is None
