"""What is drawn on a PDF page is read faster than pdfminer reads it, and exactly the same."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF, PSException

from ingest.read.pdf_content import ContentParser, drawn_page
from tests.ingest.drawn_pdf import DrawnPdf

STREAMS = {
    "numbers": b"1 -2 +3 4.5 -.5 6. 007 12-3 1.2.3 99999999999999999999 - . +. 1abc 5 ",
    "operators": b"q 1 0 0 1 0 0 cm T* BT ET f* b*' \" true false null EI Q\n",
    "names": b"/F1 12 Tf /A#42 gs /a/b /\xe6\x96\x87 cs / x /Name<</A 1>>BDC ",
    "strings": b"(plain) Tj (a(b)c) Tj (a\\)b\\050\\\nc) Tj () Tj (two\nlines) ' ",
    "hexadecimal": b"<4F60> Tj <4F6> Tj <4F 60> Tj <> Tj <4f60>Tj <</A<4F60>>> BDC ",
    "arrays": b"[(a)-120(b) 3.5<00>]TJ [[1 2] [3]] 0 d [ ] 0 d ] ",
    "comments": b"1 % 2 3 (4\n5 %\r6 ",
    "an image": b"BI /W 2 /H 1 /BPC 8 ID \x001 0 (\xff EI Q 1 2 m ",
    "broken off": b"1 2 m 3 4",
    "odd bytes": b"\x00 1 \x0b2 { 3 } > < 4 > 5 >> ",
}


def objects(parser: type[PDFContentParser], streams: list[bytes]) -> list[tuple[int, str]]:
    """All a parser finds, with its place; and how it ends where it breaks off."""
    found: list[tuple[int, str]] = []
    try:
        reader = parser([PDFStream({}, data) for data in streams])
        while True:
            position, thing = reader.nextobject()
            shown = thing.rawdata if isinstance(thing, PDFStream) else thing
            found.append((position, f"{type(thing).__name__} {shown!r}"))
    except PSEOF:
        return found
    except (PSException, TypeError, ValueError) as error:  # pdfminer's own ways to fail
        return [*found, (-1, type(error).__name__)]


@pytest.mark.parametrize("name", STREAMS)
def test_content_is_cut_into_the_same_tokens_as_pdfminer_cuts(name: str) -> None:
    stream = STREAMS[name]
    assert objects(ContentParser, [stream]) == objects(PDFContentParser, [stream])


@pytest.mark.parametrize("seed", range(40))
def test_tokens_that_run_over_the_border_of_a_piece_or_a_stream_are_the_same(seed: int) -> None:
    chance = random.Random(seed)
    mixed = b"".join(chance.choice(list(STREAMS.values())) for _ in range(250))
    cut = chance.randrange(len(mixed))
    streams = [mixed[:cut], mixed[cut:]]
    assert objects(ContentParser, streams) == objects(PDFContentParser, streams)


def seen(page: Any) -> dict[str, list[Any]]:
    places = ("x0", "x1", "top", "bottom")
    return {
        "digits": [
            (c["text"], *(c[p] for p in places)) for c in page.chars if c["text"].isdecimal()
        ],
        "drawn": [
            (e["object_type"], e["orientation"], *(e[p] for p in places)) for e in page.edges
        ],
    }


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_lines_and_digits_of_a_page_are_those_pdfplumber_finds(
    tmp_path: Path, rotation: int
) -> None:
    drawn = DrawnPdf(tmp_path / "drawn.pdf", rotation=rotation)
    drawn.write(60, 50, "2025年预算 1,234.50")
    drawn.table(
        100, [120.0, 80.0, 80.0], [["项目", "2024年", "2025年"], ["支出", "12.30", "45.60"]]
    )
    drawn.canvas.save()
    with pdfplumber.open(drawn.path) as pdf:
        theirs = seen(pdf.pages[0])
        assert theirs["digits"] and theirs["drawn"]
        assert seen(drawn_page(pdf, 1)) == theirs


def test_only_digits_are_kept_of_the_characters(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "drawn.pdf")
    drawn.write(60, 50, "合计 1,234.50 万元")
    drawn.canvas.save()
    with pdfplumber.open(drawn.path) as pdf:
        assert "".join(c["text"] for c in drawn_page(pdf, 1).chars) == "123450"
