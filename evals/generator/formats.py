"""The file formats a draft can be written in, and which of them suit which style."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from evals.generator.docx import draft_to_docx
from evals.generator.draft import Draft
from evals.generator.html import draft_to_html
from evals.generator.pdf import Looks, draft_to_pdf
from evals.generator.scan import Scanner, pdf_to_scan
from evals.generator.sheets import draft_to_sheets
from evals.generator.text import draft_to_text
from evals.generator.truth import Truth
from evals.generator.xls import sheets_to_xls
from evals.generator.xlsx import sheets_to_xlsx

TWO_FILES = "two-files"
EMPTY_TABLE = "empty_table"


@dataclass(frozen=True)
class Made:
    """One file of a document: its name, its bytes and what it says."""

    file_name: str
    content: bytes
    truth: Truth

    def write(self, folder: Path) -> None:
        """Write the file and its truth beside it."""
        (folder / self.file_name).write_bytes(self.content)
        truth = folder / f"{Path(self.file_name).stem}.truth.json"
        truth.write_text(self.truth.to_json(), encoding="utf-8")


@dataclass(frozen=True)
class Format:
    """One way to write a draft: the suffix of its file and the function that gives the bytes."""

    suffix: str
    write: Callable[[Draft, Looks], bytes]
    has_pages: bool = False
    in_sheets: bool = False


def _pdf(draft: Draft, looks: Looks) -> bytes:
    return draft_to_pdf(draft, looks)


def _txt(draft: Draft, looks: Looks) -> bytes:
    return draft_to_text(draft).encode("utf-8")


def _docx(draft: Draft, looks: Looks) -> bytes:
    return draft_to_docx(draft)


def _xlsx(draft: Draft, looks: Looks) -> bytes:
    return sheets_to_xlsx(draft_to_sheets(draft), draft.about.title)


def _xls(draft: Draft, looks: Looks) -> bytes:
    return sheets_to_xls(draft_to_sheets(draft))


def _html(draft: Draft, looks: Looks) -> bytes:
    return draft_to_html(draft)


def _scan(draft: Draft, looks: Looks) -> bytes:
    return pdf_to_scan(draft_to_pdf(draft, looks), draft.about.seed, Scanner())


FORMATS = {
    "pdf": Format("pdf", _pdf, has_pages=True),
    "txt": Format("txt", _txt),
    "docx": Format("docx", _docx),
    "xlsx": Format("xlsx", _xlsx, in_sheets=True),
    "xls": Format("xls", _xls, in_sheets=True),
    "html": Format("html", _html),
    "scan": Format("pdf", _scan, has_pages=True),
    # The narrative in one file and the tables in another: write_two_files.
    TWO_FILES: Format("docx", _docx, in_sheets=True),
}


def formats_for(has_tables: bool) -> tuple[str, ...]:
    """Return the formats that can hold a style: text has no tables, workbooks need them."""
    if has_tables:
        return tuple(name for name in FORMATS if name != "txt")
    return ("txt", "docx", "html", "pdf", "scan")


def write_draft_as(draft: Draft, name: str, looks: Looks) -> list[Made]:
    """Return the files of a draft in a format: one, or the two of a document in two files."""
    if name == TWO_FILES:
        return _two_files(draft)
    content = FORMATS[name].write(draft, looks)
    return [Made(draft.about.document, content, draft.truth)]


def _two_files(draft: Draft) -> list[Made]:
    """The narrative as docx, the tables as a workbook; each truth says what its file holds."""
    stem = draft.about.document.removesuffix(".docx")
    words, tables = f"{stem}-说明.docx", f"{stem}-附表.xlsx"
    prose = draft_to_docx(draft, with_tables=False)
    rng = random.Random(f"{draft.about.seed}|two-files|{stem}")
    sheets = draft_to_sheets(draft, with_narrative=False)
    if rng.random() < 0.3:
        tables = f"{stem}-附表.xls"
        annex = sheets_to_xls(sheets)
    else:
        annex = sheets_to_xlsx(sheets, draft.about.title)
    return [
        Made(words, prose, _part_of(draft.truth, words, tables, in_tables=False)),
        Made(tables, annex, _part_of(draft.truth, tables, words, in_tables=True)),
    ]


def _part_of(truth: Truth, document: str, companion: str, in_tables: bool) -> Truth:
    facts = [fact for fact in truth.facts if ("table" in fact.where) == in_tables]
    here = {fact.fact_id for fact in facts}
    lost = [fact for fact in truth.lost if ("table" in fact.where) == in_tables]
    # Only what this file says by itself can be seen to disagree in it.
    seen = [
        one
        for one in truth.contradictions
        if one.fact_ids[0] in here and here & set(one.fact_ids[1:])
    ]
    changed = here | {fact.fact_id for fact in lost}
    return replace(
        truth,
        about=replace(truth.about, document=document, companion=companion),
        facts=facts,
        glossary=[] if in_tables else truth.glossary,
        statements=[s for s in truth.statements if (s.meaning == EMPTY_TABLE) == in_tables],
        lost=lost,
        contradictions=seen,
        weakened=[
            one
            for one in (*truth.contradictions, *truth.weakened)
            if one not in seen and one.fact_ids[0] in changed
        ],
    )
