"""Any file to a Reading: one reader a format, told by the content.

A reader of a further format joins `_READERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ingest.errors import TooLarge, UnsupportedFormat
from ingest.limits import Limits
from ingest.read.doc import doc_to_reading
from ingest.read.docx import docx_to_reading
from ingest.read.file_bytes import read_bytes
from ingest.read.html import html_to_reading
from ingest.read.image import image_to_reading
from ingest.read.media_types import (
    DOC,
    DOCX,
    HTML,
    IMAGES,
    PDF,
    RTF,
    TEXT,
    XLS,
    XLSX,
    ZIP,
    media_type_of,
)
from ingest.read.pdf import pdf_to_reading
from ingest.read.reading import Reading
from ingest.read.scan import Announce
from ingest.read.text import text_to_reading
from ingest.read.xls import xls_to_reading
from ingest.read.xlsx import xlsx_to_reading

_READERS: dict[str, Callable[[bytes, str, Limits], Reading]] = {
    TEXT: lambda data, file_name, limits: text_to_reading(data, file_name),
    DOCX: docx_to_reading,
    DOC: doc_to_reading,
    XLSX: xlsx_to_reading,
    XLS: xls_to_reading,
    HTML: html_to_reading,
    RTF: partial(doc_to_reading, suffix=".rtf"),
}


def read_file(
    path: Path,
    file_name: str | None = None,
    limits: Limits | None = None,
    announce: Announce | None = None,
) -> Reading:
    """A file of any supported format to a Reading. Raises the errors of ingest.errors.

    `announce` is told how many scanned pages will be recognised, before that begins.
    """
    name = file_name or path.name
    limits = limits or Limits()
    reading = _read(path, name, limits, announce)
    if len(reading.text) > limits.characters:
        raise TooLarge(
            name,
            f"有 {len(reading.text)} 字，超过 {limits.characters} 字的限度",
            "请拆分后提交；正常的公开文件远小于此",
        )
    return reading


def _read(path: Path, name: str, limits: Limits, announce: Announce | None) -> Reading:
    data = read_bytes(path, name, limits)
    media_type = media_type_of(data, name)
    if media_type == PDF:
        return pdf_to_reading(path, name, limits, announce)
    if media_type in IMAGES:
        return image_to_reading(path, name, limits, announce)
    if media_type == ZIP:
        raise UnsupportedFormat(
            name, "是压缩包，其中的文件要一份一份读", "请用 ingest 命令整包读入，或解压后提交"
        )
    return _READERS[media_type](data, name, limits)
