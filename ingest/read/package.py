"""Zip files (docx, xlsx, archives of files) opened only after they were checked.

Everything is checked before any other library sees the content: how many entries, how large they
say they are and really are, how far they expand, passwords, entries of one name, and DTDs in XML
(through which files are read and memory is filled). Names of entries never become paths.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ingest.errors import DamagedFile, EncryptedFile, TooLarge, UnsafeFile
from ingest.limits import Limits

_CHUNK = 1 << 20
_SMALL = 1_000_000  # bytes: below this an entry may expand as far as it likes
_XML = (".xml", ".rels", ".vml")
_NO_XML_OF_OURS = (".htm", ".html", ".svg")  # shown by other programs, never parsed here
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.\-]+)")
# In any other encoding (UTF-7, EBCDIC) a DTD could not be seen.
_ENCODINGS = frozenset((b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"gb2312", b"gbk", b"gb18030"))
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_AGAIN = "请检查文件是否下载完整，或用 Office、WPS 打开后另存再试"


def open_package(
    data: bytes, file_name: str, limits: Limits | None = None, *, is_archive: bool = False
) -> zipfile.ZipFile:
    """The bytes of a zip file as a ZipFile whose every entry was unpacked once and found fit.

    The entries of an archive are files of their own, whose XML is their readers' matter.
    Raises DamagedFile, EncryptedFile, TooLarge and UnsafeFile.
    """
    limits = limits or Limits()
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
        _check_directory(entries, file_name, limits)
        unpacked = 0
        for entry in entries:
            unpacked += _check_entry(package, entry, file_name, is_archive)
            if unpacked > limits.unpacked_bytes:
                raise _too_large(file_name, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise DamagedFile(file_name, "压缩结构不完整或已损坏", _AGAIN) from error
    except (NotImplementedError, RuntimeError) as error:
        raise DamagedFile(file_name, "用了不支持的压缩方式", _AGAIN) from error
    return package


def _check_directory(entries: list[zipfile.ZipInfo], file_name: str, limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise UnsafeFile(
            file_name, f"内含 {len(entries)} 个条目，超过 {limits.entries} 个的限度", "请拆分后提交"
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedFile(file_name, "文件加了密码", "请去掉密码后再提交")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise _too_large(file_name, limits)
    seen: set[str] = set()
    for entry in entries:
        if entry.filename in seen:
            # Programs differ in which of the two they show.
            raise UnsafeFile(file_name, f"内含两个同名的条目“{entry.filename[:60]}”", _AGAIN)
        seen.add(entry.filename)
        if entry.file_size > max(_SMALL, entry.compress_size * limits.expansion):
            raise UnsafeFile(
                file_name,
                f"条目“{entry.filename[:60]}”压缩得异常厉害（超过 {limits.expansion} 倍）",
                "这样的文件可能是恶意的；确属正常的请解压或另存后提交",
            )


def _check_entry(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, file_name: str, is_archive: bool
) -> int:
    """Unpack an entry without keeping it; its real size in bytes. A false size does not unpack."""
    name = entry.filename.lower()
    is_xml = not is_archive and name.endswith(_XML)
    size = 0
    tail = b""
    with package.open(entry) as content:
        while chunk := content.read(_CHUNK):
            if size == 0 and not is_archive and not name.endswith(_NO_XML_OF_OURS):
                # A part may be XML under any name.
                is_xml = is_xml or _plain_head(chunk).startswith(b"<")
            if is_xml:
                if size == 0:
                    _check_encoding(chunk, entry, file_name)
                # UTF-16 shows as ASCII with a zero byte beside each character.
                ascii_chunk = tail + chunk.replace(b"\0", b"")
                if _DTD.search(ascii_chunk):
                    raise UnsafeFile(
                        file_name,
                        f"“{entry.filename[:60]}”里有 DTD 或实体声明，正常的文件没有",
                        "这样的文件可能是恶意的；请用 Office、WPS 打开后另存再试",
                    )
                tail = ascii_chunk[-9:]
            size += len(chunk)
    if size != entry.file_size:
        raise DamagedFile(file_name, f"条目“{entry.filename[:60]}”的大小与声明不符", _AGAIN)
    return size


def _check_encoding(head: bytes, entry: zipfile.ZipInfo, file_name: str) -> None:
    plain = _plain_head(head)
    declared = _DECLARED.match(plain)
    known = declared is None or declared[1].lower() in _ENCODINGS
    if not known or plain[:1] not in (b"<", b""):
        raise UnsafeFile(
            file_name, f"“{entry.filename[:60]}”的编码不寻常，无法检查是否安全", _AGAIN
        )


def _plain_head(head: bytes) -> bytes:
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head[:400].replace(b"\0", b"").lstrip()


def _too_large(file_name: str, limits: Limits) -> TooLarge:
    return TooLarge(
        file_name,
        f"解压后超过 {limits.unpacked_bytes // 1_000_000} MB 的限度",
        "请拆分后提交；正常的公开文件远小于此",
    )
