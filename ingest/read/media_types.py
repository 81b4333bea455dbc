"""What kind of file bytes are (格式): told by the content, never by the name alone."""

from __future__ import annotations

import io
import zipfile

from ingest.errors import DamagedFile, EncryptedFile, NotAPdf, UnsupportedFormat
from ingest.read.ole import SIGNATURE as OLE
from ingest.read.ole import ole_names
from ingest.read.text import is_chinese_text

PDF = "application/pdf"
TEXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
HTML = "text/html"
RTF = "application/rtf"
ZIP = "application/zip"

_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
IMAGES = frozenset(media_type for _, media_type in _IMAGES)

_ZIP = b"PK\x03\x04"
# The member of a zip that tells what it is.
_ZIP_MEMBERS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))
# The stream of an OLE file that tells what it is.
_OLE_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS))
# First bytes of formats that are not read, with the name a user knows them by.
_KNOWN_SIGNATURES = (
    (_ZIP, "Office 文档"),
    (OLE, "旧版 Office 文档"),
    (b"Rar!", "压缩包（rar）"),
    (b"7z\xbc\xaf", "压缩包（7z）"),
    (b"\x1f\x8b", "压缩包（gz）"),
    (b"GIF8", "图片（gif）"),
    (b"MIME-Version:", "网页归档（mht）"),
)
_HEAD = 8192  # bytes
_HTML_TAGS = (b"<head", b"<body", b"<meta", b"<div", b"<table", b"<p>", b"<p ", b"<h1")
_SUPPORTED = (
    "支持 PDF、Word（docx、doc）、Excel（xlsx、xls）、网页（html）、"
    "图片（png、jpg、tiff）和文本文件（txt）"
)


def media_type_of(data: bytes, file_name: str) -> str:
    """One of the media types above, by the content.

    Raises NotAPdf for something else called .pdf, UnsupportedFormat for formats not read.
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    called_pdf = file_name.lower().endswith(".pdf")
    image = next((kind for mark, kind in _IMAGES if data.startswith(mark)), None)
    if image is not None and called_pdf:
        raise NotAPdf(file_name, "名为 PDF，内容却是图片", "请改正文件名后再试")
    if image is not None:
        return image
    if data.startswith(b"{\\rtf"):
        return RTF
    if data.startswith(_ZIP) and (found := _zip_type(data, file_name)) is not None:
        return found
    if data.startswith(OLE) and (found := _ole_type(data, file_name)) is not None:
        return found
    what = next((name for mark, name in _KNOWN_SIGNATURES if data.startswith(mark)), None)
    if what is None and _is_html(data):
        if not called_pdf:
            return HTML
        what = "网页（HTML）"
    if what is None and _head(data).startswith(b"<?xml"):
        what = "XML 文件（如 Excel 2003 的 XML 表格）"
    if what is not None and called_pdf:
        raise NotAPdf(file_name, f"名为 PDF，内容却是{what}", "可能保存成了提示页，请重新下载")
    if what is not None:
        raise UnsupportedFormat(file_name, f"是{what}", _SUPPORTED)
    if called_pdf and not is_chinese_text(data):
        raise NotAPdf(file_name, "名为 PDF，内容却不是 PDF", "请重新下载后再试")
    if file_name.lower().endswith((".html", ".htm", ".doc", ".docx", ".xls", ".xlsx")):
        raise UnsupportedFormat(file_name, "内容与文件名的后缀不符", _SUPPORTED)
    return TEXT


def _zip_type(data: bytes, file_name: str) -> str | None:
    """What a zip is: a document by the member it has, else an archive of files."""
    try:
        names = frozenset(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise DamagedFile(
            file_name, "压缩结构不完整或已损坏", "请检查文件是否下载完整后再试"
        ) from error
    found = next((kind for member, kind in _ZIP_MEMBERS if member in names), None)
    if found is None and "[Content_Types].xml" not in names and "mimetype" not in names:
        return ZIP
    return found


def _ole_type(data: bytes, file_name: str) -> str | None:
    names = ole_names(data)
    if not names:
        raise DamagedFile(
            file_name, "旧版 Office 文件的目录读不出来", "请检查文件是否下载完整后再试"
        )
    if "EncryptedPackage" in names:
        raise EncryptedFile(file_name, "文件加了密码", "请去掉密码后再提交")
    return next((kind for stream, kind in _OLE_STREAMS if stream in names), None)


def _is_html(data: bytes) -> bool:
    head = _head(data)
    if b"<html" in head or b"<!doctype html" in head:
        return True
    is_xml = head.startswith(b"<?xml")
    return head.startswith(b"<") and not is_xml and any(tag in head for tag in _HTML_TAGS)


def _head(data: bytes) -> bytes:
    """The first bytes in small letters, without what stands before the text."""
    return data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
