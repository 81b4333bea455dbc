"""Files into the data folder: found, read each by itself, put in; a bad one stops no other."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from index.build import IndexWriter
from ingest.archive import is_archive, unpack
from ingest.child import parse_files
from ingest.errors import IngestError
from ingest.limits import Limits
from ingest.model import Document
from ingest.reader_version import reader_version

# Found in folders: what is read, and what people take for readable, so that they are told.
# Other files (notes, programs) are left alone; a file named on the command line is always tried.
DOCUMENT_SUFFIXES = frozenset(
    (
        *(".pdf", ".txt", ".doc", ".docx", ".xls", ".xlsx", ".xlsm", ".htm", ".html", ".rtf"),
        *(".wps", ".et", ".ofd", ".png", ".jpg", ".jpeg", ".tif", ".tiff"),
    )
)


@dataclass(frozen=True)
class FileRead:
    """One file: its document, or why there is none. `added` is False where nothing changed."""

    path: Path
    seconds: float
    document: Document | None = None
    added: bool = False
    error: str | None = None


@dataclass(frozen=True)
class FoundFiles:
    """Files to read, how many others lie beside them, paths that are not there.

    `refused` are archives and their members that could not be opened.
    """

    paths: tuple[Path, ...]
    others: int
    missing: tuple[Path, ...]
    refused: tuple[IngestError, ...] = ()


def find_files(paths: Iterable[Path]) -> FoundFiles:
    """The documents among files and folders, each once, folders in the order of names."""
    found: dict[Path, None] = {}
    others = 0
    missing = []
    for path in paths:
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except OSError:  # no file can have such a name: it is too long
            is_folder, is_there = False, False
        if is_folder:
            for below in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in below.relative_to(path).parts)
                if hidden or not below.is_file():
                    continue
                if below.suffix.lower() in (*DOCUMENT_SUFFIXES, ".zip"):
                    found[below] = None
                else:
                    others += 1
        elif is_there:
            found[path] = None
        else:
            missing.append(path)
    return FoundFiles(tuple(found), others, tuple(missing))


@contextmanager
def archives_opened(found: FoundFiles, limits: Limits) -> Iterator[FoundFiles]:
    """The files with those inside zip files in the zip's place, as long as the context lasts."""
    paths: list[Path] = []
    refused: list[IngestError] = []
    others = found.others
    with tempfile.TemporaryDirectory(prefix="budget-qa-zip-") as folder:
        for number, path in enumerate(found.paths):
            if not is_archive(path):
                paths.append(path)
                continue
            try:
                inside = unpack(path, Path(folder) / str(number), DOCUMENT_SUFFIXES, limits)
            except IngestError as error:
                refused.append(error)
                continue
            paths += inside.paths
            others += inside.others
            refused += inside.refused
        yield FoundFiles(tuple(paths), others, found.missing, tuple(refused))


def read_in(
    paths: Sequence[Path],
    writer: IndexWriter,
    urls: Mapping[str, str],
    limits: Limits,
    workers: int = 1,
) -> Iterator[FileRead]:
    """Read and store the files one by one, in order; what is read is in at once.

    Several files are read at a time, each in a child process; one is stored at a time. What this
    reader has read before is not read again.
    """
    known = {path: found for path in paths if (found := _known(path, urls, writer))}
    unknown = [path for path in paths if path not in known]
    outcomes = parse_files(unknown, workers=workers, limits=limits)
    for path in paths:
        if path in known:
            yield known[path]
            continue
        outcome = next(outcomes)
        document = outcome.document
        if document is None:
            yield FileRead(outcome.path, outcome.seconds, error=str(outcome.error))
            continue
        if url := urls.get(outcome.path.name):
            document = replace(document, source_url=url)
        yield _store(outcome.path, outcome.seconds, document, writer)


def _known(path: Path, urls: Mapping[str, str], writer: IndexWriter) -> FileRead | None:
    """The file as it is in already, when this reader read it and nothing about it is new."""
    began = time.monotonic()
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None  # reading it will say what is wrong
    stored = writer.known(digest)
    if stored is None or stored.reader != reader_version():
        return None
    if urls.get(path.name, stored.source_url) != stored.source_url:
        return None
    document = writer.documents.whole(stored.document_id)
    return FileRead(path, time.monotonic() - began, document, added=False)


def _store(path: Path, seconds: float, document: Document, writer: IndexWriter) -> FileRead:
    try:
        added = writer.add(document, path.read_bytes())
    except (OSError, ValueError) as error:
        return FileRead(path, seconds, error=f"{path.name}：读入时文件变了或不见了（{error}）")
    return FileRead(path, seconds, document, added)
