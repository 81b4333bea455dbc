"""One page of a PDF or an image as a PNG file, in a process of its own: -m qa_service.draw_page.

Arguments: the file, the page's number (from 1), the PNG to write, the memory limit in bytes, and
by how many degrees clockwise the page is turned for its text to stand upright.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from ingest.read.image import draw_image, turned_png
from ingest.read.pdf_text import render_page


def main(source: str, number: str, image: str, memory_bytes: str, turn: str) -> None:
    """Draw under the memory limit; a failure is this process's exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    path = Path(source)
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    drawn = render_page(path, int(number)) if is_pdf else draw_image(path, int(number))
    Path(image).write_bytes(turned_png(drawn, float(turn)) if float(turn) else drawn)


if __name__ == "__main__":
    main(*sys.argv[1:6])
