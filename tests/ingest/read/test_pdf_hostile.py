"""Broken and hostile PDFs: a clear error or right figures, and nothing outside is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import DamagedPdf, IngestError, NoTextLayer, TooManyPages, UnsupportedFormat
from ingest.limits import Limits
from ingest.parse import parse_document
from ingest.read.pdf import pdf_to_reading
from ingest.read.reading import Reading
from tests.ingest.written_pdf import pdf_of, stream, written_pdf

WORDS = "BT /F 12 Tf 60 700 Td (3204.1) Tj ET"


def _read(path: Path) -> Reading:
    return pdf_to_reading(path, path.name, Limits())


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_seventeen_bytes_are_refused(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.pdf", b"%PDF-1.4\nnothing")
    with pytest.raises(DamagedPdf, match=r"已损坏或不完整.*重新下载"):
        parse_document(path)


def test_twenty_thousand_empty_pages_are_refused_unread(tmp_path: Path) -> None:
    kids = " ".join(f"{n} 0 R" for n in range(3, 20_003))
    page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>"
    data = pdf_of(
        ["<</Type /Catalog /Pages 2 0 R>>", f"<</Type /Pages /Kids [{kids}] /Count 20000>>"]
        + [page] * 20_000
    )
    with pytest.raises(TooManyPages, match="有 20000 页，超过 2000 页的限度"):
        _read(_written(tmp_path / "a.pdf", data))


def test_a_claim_of_twenty_thousand_pages_is_believed_by_nobody(tmp_path: Path) -> None:
    data = pdf_of(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R] /Count 20000>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>",
        ]
    )
    with pytest.raises(IngestError):
        _read(_written(tmp_path / "a.pdf", data))


def test_a_cross_reference_table_that_leads_to_itself_ends(tmp_path: Path) -> None:
    whole = written_pdf(tmp_path / "whole.pdf", WORDS).read_bytes()
    at = whole.rindex(b"xref\n0")
    looped = whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)
    path = _written(tmp_path / "a.pdf", looped)
    try:
        assert "3204.1" in _read(path).text
    except IngestError as error:
        assert "重新下载" in str(error)


def test_a_page_tree_that_leads_to_itself_ends(tmp_path: Path) -> None:
    data = pdf_of(
        ["<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2>>"]
    )
    with pytest.raises(IngestError):
        _read(_written(tmp_path / "a.pdf", data))


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    data = pdf_of(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources <</Font <</F 5 0 R>> /XObject <</X 6 0 R>>>>>>",
            stream(f"{WORDS} /X Do"),
            "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
            stream("/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                   "/Resources <</XObject <</X 6 0 R>>>>"),
        ]
    )  # fmt: skip
    assert _read(_written(tmp_path / "a.pdf", data)).text.split() == ["3204.1"]


def test_an_xfa_form_says_what_to_do(tmp_path: Path) -> None:
    path = written_pdf(
        tmp_path / "a.pdf",
        "BT /F 12 Tf 60 700 Td (Please wait...) Tj ET",
        catalog="/NeedsRendering true /AcroForm <</Fields [] /XFA 8 0 R>>",
    )
    with pytest.raises(UnsupportedFormat, match=r"XFA 动态表单.*打印成普通 PDF"):
        _read(path)


def test_embedded_files_are_reported_and_never_opened(tmp_path: Path) -> None:
    data = pdf_of(
        [
            "<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(a.xlsx) 6 0 R]>>>>>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources <</Font <</F 5 0 R>>>>>>",
            stream(WORDS),
            "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
            "<</Type /Filespec /F (a.xlsx) /EF <</F 7 0 R>>>>",
            stream("9999.99"),
        ]
    )
    reading = _read(_written(tmp_path / "a.pdf", data))
    assert reading.text.split() == ["3204.1"]
    assert [problem.code for problem in reading.problems] == ["attachments_left_aside"]
    assert "嵌有 1 个附件，没有打开" in reading.problems[0].message


@pytest.mark.parametrize(
    "action",
    [
        "/OpenAction <</S /URI /URI (http://127.0.0.1:9/steal)>>",
        "/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>",
        "/OpenAction <</S /Launch /F (/bin/sh)>>",
    ],
)
def test_what_a_file_wants_to_start_is_not_started(tmp_path: Path, action: str) -> None:
    path = written_pdf(tmp_path / "a.pdf", WORDS, catalog=action)
    assert _read(path).text.split() == ["3204.1"]


def test_a_contents_stream_in_another_file_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(WORDS)
    data = pdf_of(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources <</Font <</F 5 0 R>>>>>>",
            stream("", f"/F ({tmp_path}/secret.txt)"),
            "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        ]
    )
    with pytest.raises(NoTextLayer):
        _read(_written(tmp_path / "a.pdf", data))


def test_a_page_as_large_as_a_house_is_read(tmp_path: Path) -> None:
    path = written_pdf(tmp_path / "a.pdf", WORDS, page="/UserUnit 1000")
    assert _read(path).text.split() == ["3204.1"]


def test_a_page_of_thousands_of_lines_is_read(tmp_path: Path) -> None:
    lines = " ".join(f"{n % 500} 0 m {n % 500} 800 l S" for n in range(3_000))
    path = written_pdf(tmp_path / "a.pdf", f"{WORDS} {lines}")
    assert "3204.1" in _read(path).text
