"""Any file to a Reading: the format is told by the content, never by the name.

A reader of a further format joins the list in `read_file`.
"""

from __future__ import annotations

from pathlib import Path

from ingest.errors import EmptyFile, FileMissing, NotAPdf, TooLarge, UnsupportedFormat
from ingest.limits import Limits
from ingest.read.image import image_to_reading
from ingest.read.pdf import pdf_to_reading
from ingest.read.reading import Reading
from ingest.read.scan import Announce
from ingest.read.text import decode, is_chinese_text, text_to_reading

PDF = "application/pdf"
TEXT = "text/plain"

_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
IMAGES = frozenset(media_type for _, media_type in _IMAGES)

# First bytes of formats that are not read yet, with the name a user knows them by.
_KNOWN_SIGNATURES = (
    (b"PK\x03\x04", "Word、Excel 或压缩包（docx、xlsx、zip）"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word 或 Excel（doc、xls）"),
    (b"Rar!", "压缩包（rar）"),
    (b"7z\xbc\xaf", "压缩包（7z）"),
    (b"\x1f\x8b", "压缩包（gz）"),
    (b"GIF8", "图片（gif）"),
    (b"{\\rtf", "RTF 文档"),
)
_SUPPORTED = "目前支持 PDF、图片（png、jpg、tiff）和文本文件（txt）；Word、Excel、网页尚不支持"


def media_type_of(data: bytes, file_name: str) -> str:
    """'application/pdf', 'image/…' or 'text/plain', by the first bytes.

    Raises NotAPdf for something else called .pdf, UnsupportedFormat for formats not read yet.
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    called_pdf = file_name.lower().endswith(".pdf")
    image = next((kind for mark, kind in _IMAGES if data.startswith(mark)), None)
    if image is not None and called_pdf:
        raise NotAPdf(file_name, "名为 PDF，内容却是图片", "请改正文件名后再试")
    if image is not None:
        return image
    what = next((name for mark, name in _KNOWN_SIGNATURES if data.startswith(mark)), None)
    if what is None and _is_html(data):
        what = "网页（HTML）"
    if what is not None and called_pdf:
        raise NotAPdf(file_name, f"名为 PDF，内容却是{what}", "可能保存成了提示页，请重新下载")
    if what is not None:
        raise UnsupportedFormat(file_name, f"是{what}", _SUPPORTED)
    if called_pdf and not is_chinese_text(data):
        raise NotAPdf(file_name, "名为 PDF，内容却不是 PDF", "请重新下载后再试")
    if file_name.lower().endswith((".html", ".htm", ".doc", ".docx", ".xls", ".xlsx")):
        raise UnsupportedFormat(file_name, "不是 PDF 或文本文件", _SUPPORTED)
    return TEXT


def _is_html(data: bytes) -> bool:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) or b"<html" in head


def read_bytes(path: Path, file_name: str, limits: Limits) -> bytes:
    """The content of a file. Raises FileMissing, EmptyFile and TooLarge."""
    try:
        size = path.stat().st_size
        if size == 0:
            raise EmptyFile(file_name, "文件是空的（0 字节）", "请检查文件是否下载完整")
        if size > limits.file_bytes:
            raise TooLarge(
                file_name,
                f"大小 {size // 1_000_000} MB，超过 {limits.file_bytes // 1_000_000} MB 的限度",
                "请拆分后提交，或调高大小限度",
            )
        return path.read_bytes()
    except OSError as error:
        raise FileMissing(file_name, "文件不存在或无法读取", "请检查路径和权限") from error


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
    data = read_bytes(path, name, limits)
    media_type = media_type_of(data, name)
    if media_type == PDF:
        return pdf_to_reading(path, name, limits, announce)
    if media_type in IMAGES:
        return image_to_reading(path, name, limits, announce)
    # Bytes that decode as nothing raise NotText; a binary that decodes by luck is caught there.
    decode(data, name)
    return text_to_reading(data, name)
