"""One page of a PDF as a PNG file, in a process of its own: python -m qa_service.draw_page.

Arguments: the PDF, the page's number (from 1), the PNG to write, the memory limit in bytes.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from ingest.read.pdf_text import render_page


def main(pdf: str, number: str, image: str, memory_bytes: str) -> None:
    """Draw under the memory limit; a failure is this process's exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    Path(image).write_bytes(render_page(Path(pdf), int(number)))


if __name__ == "__main__":
    main(*sys.argv[1:5])
