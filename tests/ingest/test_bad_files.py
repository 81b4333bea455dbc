"""The bad files we are known to survive, and which test shows each: a clear error or right figures.

The files are made by the tests named here, each beside the reader of its format; this list is
what is promised of them together.
"""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.conftest import ROOT

# (the file, where its test stands, the test, the case of a parametrised test)
READ = "tests/ingest/read"
BOOKS = f"{READ}/test_bad_workbooks_and_pages.py"
REFUSED = "test_a_file_that_cannot_be_read_is_refused_clearly"
FIGURES = "test_a_file_that_only_looks_bad_gives_its_figures"
HOSTILE = f"{READ}/test_pdf_hostile.py"
PDF = f"{READ}/test_pdf.py"
XLSX = f"{READ}/test_xlsx.py"
HTML = f"{READ}/test_html.py"
FILE = f"{READ}/test_read_file.py"
ZIP = "tests/ingest/test_archive.py"
BAD_ZIP = "test_a_bad_archive_is_refused_before_anything_is_written"
PICTURE = "test_a_picture_that_is_too_large_or_broken_is_refused_before_it_is_decoded"
VERSIONS = "tests/index/store/test_versions.py"
UNREADABLE = "test_what_cannot_be_read_is_refused_with_its_reason"

BAD_FILES = (
    ("xlsx declaring 1 GB of strings", BOOKS, REFUSED, "says 1 GB of strings"),
    ("xlsx whose strings unpack a thousandfold", BOOKS, REFUSED, "40 MB of strings in 40 kB"),
    ("xlsx with a zip nested in it", BOOKS, FIGURES, "a zip inside"),
    ("xlsx with 10,001 entries", BOOKS, REFUSED, "10,001 entries"),
    ("xlsx with a false size", BOOKS, REFUSED, "false size"),
    ("xlsx with a DTD that names file:///etc/passwd", BOOKS, REFUSED, "DTD that names a file"),
    ("xlsx of a billion laughs", BOOKS, REFUSED, "billion laughs"),
    ("xlsx with a password", BOOKS, REFUSED, "password"),
    ("xlsx cut off", BOOKS, REFUSED, "cut off"),
    ("xlsx with a cell given twice", BOOKS, REFUSED, "cell given twice"),
    ("xlsx with a cell beyond the last column", BOOKS, REFUSED, "cell beyond the last"),
    ("xlsx with an entry whose path climbs", BOOKS, FIGURES, "a path that climbs"),
    ("xlsm with macros", BOOKS, FIGURES, "macros"),
    ("xlsx whose used range is a bomb", BOOKS, FIGURES, "used range of 17 billion cells"),
    ("xlsx: header merged over three rows, equal names", XLSX,
     "test_a_header_merged_over_three_rows_with_equal_names_keeps_its_columns", ""),
    ("xlsx: formula without a value", XLSX,
     "test_a_formula_without_a_value_is_no_figure_and_told", ""),
    ("xlsx: 1.23E+07", XLSX, "test_a_number_shown_with_an_exponent_is_told_and_no_figure", ""),
    ("xlsx: #REF!", XLSX, "test_a_formula_gone_wrong_is_told_and_no_figure", ""),
    ("xlsx: comma in a cell", XLSX, "test_a_comma_in_a_cell_stays_in_its_cell", ""),
    ("xlsx: code that became a day", XLSX, "test_a_code_that_became_a_day_is_told", ""),
    ("xlsx: hidden row that changes a total", XLSX,
     "test_a_hidden_row_that_changes_a_sum_is_left_out_and_told", ""),
    ("xls cut off", BOOKS, REFUSED, "old, cut off"),
    ("xls of garbage", BOOKS, REFUSED, "old, of garbage"),
    ("xls with a password", BOOKS, REFUSED, "old, password"),
    ("docx with 10,001 entries", BOOKS, REFUSED, "word, 10,001 entries"),
    ("docx declaring 1 GB", BOOKS, REFUSED, "word, says 1 GB"),
    ("docx with a false size", BOOKS, REFUSED, "word, false size"),
    ("docx with a DTD", BOOKS, REFUSED, "word, DTD that names a file"),
    ("docx of a billion laughs", BOOKS, REFUSED, "word, billion laughs"),
    ("docx with a password", BOOKS, REFUSED, "word, password"),
    ("docx with a table of 900,000 columns", f"{READ}/test_docx.py",
     "test_a_table_merged_over_a_billion_columns_is_refused", ""),
    ("17-byte PDF", HOSTILE, "test_seventeen_bytes_are_refused", ""),
    ("PDF of 20,000 empty pages", HOSTILE,
     "test_twenty_thousand_empty_pages_are_refused_unread", ""),
    ("PDF that claims 20,000 pages", HOSTILE,
     "test_a_claim_of_twenty_thousand_pages_is_believed_by_nobody", ""),
    ("PDF whose xref leads to itself", HOSTILE,
     "test_a_cross_reference_table_that_leads_to_itself_ends", ""),
    ("PDF whose page tree leads to itself", HOSTILE,
     "test_a_page_tree_that_leads_to_itself_ends", ""),
    ("PDF whose form draws itself", HOSTILE, "test_a_form_that_draws_itself_ends", ""),
    ("PDF of an XFA form", HOSTILE, "test_an_xfa_form_says_what_to_do", ""),
    ("PDF with files inside", HOSTILE,
     "test_embedded_files_are_reported_and_never_opened", ""),
    ("PDF that wants to start a program", HOSTILE,
     "test_what_a_file_wants_to_start_is_not_started", ""),
    ("PDF with its contents in another file", HOSTILE,
     "test_a_contents_stream_in_another_file_is_not_fetched", ""),
    ("PDF with a password", PDF, "test_an_encrypted_pdf_is_refused", ""),
    ("PDF cut off", PDF, "test_a_truncated_pdf_is_refused_or_read_but_never_crashes", ""),
    ("PDF whose hidden text changes a total", f"{READ}/test_pdf_visible.py",
     "test_hidden_text_changes_no_total", ""),
    ("picture of 40,000 × 40,000", f"{READ}/test_scan.py", PICTURE, "png_header(40_000, 40_000)"),
    ("html 1,000 deep", BOOKS, FIGURES, "1,000 deep"),
    ("html 100,000 deep", BOOKS, REFUSED, "nested 100,000 deep"),
    ("html with spans without end", BOOKS, REFUSED, "spans without end"),
    ("html in GBK declared as UTF-8", BOOKS, FIGURES, "GBK declared as UTF-8"),
    ("html with hidden words", HTML, "test_hidden_words_are_left_out_and_told", ""),
    ("html that declares an entity", HTML, "test_a_declared_entity_is_no_file", ""),
    ("one line of 50 MB", FILE, "test_one_line_of_fifty_megabytes_is_refused", ""),
    ("web page called PDF", FILE, UNREADABLE, "404"),
    ("bytes that are no text", FILE, UNREADABLE, "bytes(range(128, 256))"),
    ("empty file", FILE, UNREADABLE, "0 字节"),
    ("zip inside a zip", ZIP, "test_an_archive_inside_an_archive_is_told_and_not_opened", ""),
    ("zip bomb", ZIP, BAD_ZIP, "_bomb"),
    ("zip of 10,001 files", ZIP, BAD_ZIP, "_crowd"),
    ("zip with a password", ZIP, BAD_ZIP, "_locked"),
    ("zip with names that climb", ZIP, "test_no_name_leads_out_of_the_folder", ""),
    ("same document twice", "tests/index/store/test_documents.py",
     "test_the_same_document_again_changes_nothing", ""),
    ("corrected version (更正)", VERSIONS, "test_a_correction_supersedes_the_first_version", ""),
    ("file that takes too long", "tests/ingest/test_child.py",
     "test_a_file_that_takes_too_long_is_stopped", ""),
    ("file that takes too much memory", "tests/ingest/test_child.py",
     "test_memory_that_runs_out_is_said", ""),
)  # fmt: skip


@cache
def found_in(path: str) -> tuple[str, frozenset[str]]:
    """The text of a module of tests, and the names of its tests."""
    text = (ROOT / path).read_text("utf-8")
    names = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    return text, frozenset(names)


@pytest.mark.parametrize(
    ("module", "test", "case"), [row[1:] for row in BAD_FILES], ids=[row[0] for row in BAD_FILES]
)
def test_a_bad_file_has_its_test(module: str, test: str, case: str) -> None:
    text, names = found_in(module)
    assert test in names
    assert case in text


def test_there_are_more_than_forty_kinds_of_them() -> None:
    assert len({row[0] for row in BAD_FILES}) == len(BAD_FILES) >= 40
