"""The text of Word, Excel and web documents, read without the program: to prove case files."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl import load_workbook

_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def _docx(path: Path) -> str:
    with ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    lines = ("".join(t.text or "" for t in p.iter(_TEXT)) for p in body.iter(_PARAGRAPH))
    return "\n".join(lines)


def _xlsx(path: Path) -> str:
    return "\n".join(_rows(path))


def _rows(path: Path) -> Iterator[str]:
    for sheet in load_workbook(path, data_only=True).worksheets:
        yield sheet.title
        for row in sheet.iter_rows():
            yield "\t".join(_shown(cell.value, cell.number_format) for cell in row)


def _shown(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, int | float):
        return str(value)
    _, _, decimals = number_format.partition(".")
    comma = "," if "," in number_format else ""
    return f"{value:{comma}.{decimals.count('0')}f}" if decimals else str(value)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _html(path: Path) -> str:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    reader = _Words()
    reader.feed(text)
    return "\n".join(reader.words)


READERS: dict[str, Callable[[Path], str]] = {".docx": _docx, ".xlsx": _xlsx, ".html": _html}
