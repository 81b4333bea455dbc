"""Files to Documents: every stage leaves its part, and offsets lead back to what stands there."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.document_json import document_from_json, document_to_json
from ingest.model import Document
from ingest.parse import parse_document
from tests.ingest.drawn_pdf import DrawnPdf


def _parsed(folder: Path) -> Document:
    drawn = DrawnPdf(folder / "某某局.pdf")
    drawn.write(200, 100, "某某局2025年部门预算")
    drawn.next_page()
    drawn.write(200, 60, "2025年部门支出预算总表")
    drawn.write(320, 80, "单位：元")
    drawn.table(90, [70.0, 130.0, 90.0], [
        ["科目编码", "科目名称", "合计"], ["205", "教育支出", "1,234,500"], ["合计", "", "1,234,500"],
    ])  # fmt: skip
    drawn.next_page()
    drawn.write(60, 60, "2025年，某某局支出预算123.45万元。")
    return parse_document(drawn.save(), source_url="https://example.org/1")


def test_a_document_is_identified_by_its_content(tmp_path: Path) -> None:
    document = _parsed(tmp_path)
    digest = hashlib.sha256((tmp_path / "某某局.pdf").read_bytes()).hexdigest()
    assert (document.content_sha256, document.document_id) == (digest, digest[:16])
    assert (document.media_type, document.source_url) == (
        "application/pdf", "https://example.org/1",
    )  # fmt: skip


def test_every_figure_stands_where_it_says(tmp_path: Path) -> None:
    document = _parsed(tmp_path)
    cells = [figure for figure in document.figures if figure.source.table_id]
    assert [document.quote(figure.source) for figure in cells] == ["1,234,500", "1,234,500"]
    assert {figure.source.page for figure in cells} == {2}
    assert len({figure.figure_id for figure in document.figures}) == len(document.figures)


def test_a_document_survives_json(tmp_path: Path) -> None:
    document = _parsed(tmp_path)
    assert document_from_json(document_to_json(document)) == document


def test_each_stage_is_timed(tmp_path: Path) -> None:
    assert list(_parsed(tmp_path).seconds) == [
        "read", "sections", "tables", "identity", "figures", "narrative", "checks", "glossary",
        "passages", "report",
    ]  # fmt: skip


def test_the_same_file_gives_the_same_document(tmp_path: Path) -> None:
    assert (
        document_to_json(_parsed(tmp_path)).split('"seconds"')[0]
        == document_to_json(
            parse_document(tmp_path / "某某局.pdf", source_url="https://example.org/1")
        ).split('"seconds"')[0]
    )
