"""Documents cut as people cut them today: page text, then LangChain's splitter, 300 and 50.

Nothing here knows tables, sections or units; that is what is compared with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.source_text import read_pages

SIZE, OVERLAP = 300, 50  # characters
# What the library's own pages advise for languages that put no blanks between words.
_SEPARATORS = ["\n\n", "\n", "。", "；", "，", " ", ""]


@dataclass(frozen=True)
class Chunk:
    """A piece of one page's text and the name of its file."""

    document: str
    text: str


def folder_to_chunks(folder: Path) -> tuple[Chunk, ...]:
    """All pieces of the PDF and text files of a folder, in order. Raises UnreadableSource."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=SIZE, chunk_overlap=OVERLAP, separators=_SEPARATORS
    )
    return tuple(
        Chunk(path.name, text)
        for path in _files(folder)
        for page in read_pages(path)
        for text in splitter.split_text(page)
    )


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in sorted(folder.rglob("*")) if p.suffix.lower() in (".pdf", ".txt"))
