"""Plain text (txt) to a Reading: the encoding found out, line ends and control characters cleaned.

>>> text_to_reading("收入预算3204.1万元\\r\\n".encode("gb18030"), "a.txt").text
'收入预算3204.1万元\\n'
"""

from __future__ import annotations

import codecs
import re

from ingest.errors import EmptyFile, NotText
from ingest.model import Problem, Source
from ingest.read.reading import Reading

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]+")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# More than this share of control or unassigned characters, and it is no text.
_MAX_CONTROL_SHARE = 0.3
_LEAST_PROSE = 50  # Chinese characters


def clean_text(text: str) -> tuple[str, int]:
    """Text with line ends as '\\n' and control characters taken out, and how many were."""
    text = _LINE_END.sub("\n", text)
    cleaned = _CONTROL.sub("", text)
    return cleaned, len(text) - len(cleaned)


def decode(data: bytes, file_name: str) -> str:
    """Bytes as text: by byte-order mark, else UTF-16 without one, UTF-8, GB18030.

    Raises NotText where none fits.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = unmarked_utf16(data)
    if wide is not None:
        return data.decode(wide, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotText(
        file_name, "不是 UTF-8、UTF-16 或 GB18030 编码的文字", "请另存为 UTF-8 编码的文本文件"
    )


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows as line feeds or spaces with a zero byte beside them."""
    if len(data) < 4 or len(data) % 2:
        return None
    sample = data[:4096]
    little = sum(sample[i] in b"\n\r 0123456789.," for i in range(0, len(sample) - 1, 2)
                 if sample[i + 1] == 0)  # fmt: skip
    big = sum(sample[i + 1] in b"\n\r 0123456789.," for i in range(0, len(sample) - 1, 2)
              if sample[i] == 0)  # fmt: skip
    if max(little, big) * 50 < len(sample) // 2:
        return None
    encoding = "utf-16-le" if little >= big else "utf-16-be"
    text = data.decode(encoding, errors="replace")
    common = sum("\u4e00" <= c <= "\u9fff" for c in text)
    return encoding if common * 4 > len(text) else None


def is_chinese_text(data: bytes) -> bool:
    """Whether bytes are plainly Chinese prose, whatever the file is called."""
    try:
        text, removed = clean_text(decode(data, ""))
    except NotText:
        return False
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in text)
    return not removed and chinese >= _LEAST_PROSE and chinese * 3 > len(text)


def text_to_reading(data: bytes, file_name: str) -> Reading:
    """A text file's bytes to a Reading without pages or grids.

    Raises EmptyFile and NotText.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(file_name, "文件是空的", "请检查文件是否下载完整")
    decoded = decode(data, file_name)
    text, removed = clean_text(decoded)
    if removed > len(decoded) * _MAX_CONTROL_SHARE:
        raise NotText(file_name, "内容不是文字", "请确认文件类型，支持 PDF 和文本文件")
    if not text.strip():
        raise EmptyFile(file_name, "文件里没有文字", "请检查文件是否下载完整")
    problems = []
    if file_name.lower().endswith(".pdf"):
        problems.append(Problem("misnamed", "名为 PDF，内容是文本，已按文本读取", (Source(0, 0),)))
    if removed:
        problems.append(
            Problem("control_characters", f"去掉了 {removed} 个不可见的控制字符", (Source(0, 0),))
        )
    if "\ufffd" in text:
        problems.append(
            Problem(
                "undecodable",
                f"有 {text.count(chr(0xFFFD))} 处字节无法按编码解读",
                (Source(text.index("\ufffd"), text.index("\ufffd") + 1),),
            )
        )
    return Reading(text=text, pages=(), metadata={}, problems=tuple(problems))
