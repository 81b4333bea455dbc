"""Zip files of documents (压缩包): each member becomes a file of its own, under a name of ours.

A member's name is what users know it by, never a path: it is cut to its last part, and the
file lies in a numbered folder. Archives inside an archive are not opened.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DamagedFile, IngestError, UnsupportedFormat
from ingest.limits import Limits
from ingest.read.file_bytes import read_bytes
from ingest.read.media_types import ZIP, media_type_of
from ingest.read.package import open_package

_MARK = b"PK\x03\x04"
_LONGEST_NAME = 80  # characters of three bytes each: file systems take 255 bytes
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_NAMED_IN_UTF8 = 0x800


@dataclass(frozen=True)
class Unpacked:
    """The files of an archive, how many others it holds, and the members that were refused."""

    paths: tuple[Path, ...]
    others: int
    refused: tuple[IngestError, ...]


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of files: not a Word or Excel document, which are zips too."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MARK)) != _MARK:
                return False
        return media_type_of(path.read_bytes(), path.name) == ZIP
    except (OSError, IngestError):
        return False  # reading it will say what is wrong


def unpack(
    path: Path, into: Path, suffixes: Collection[str], limits: Limits | None = None
) -> Unpacked:
    """The members with one of `suffixes` as files below the folder `into`.

    Raises the errors of `open_package`, FileMissing and TooLarge.
    """
    limits = limits or Limits()
    data = read_bytes(path, path.name, limits)
    paths: list[Path] = []
    refused: list[IngestError] = []
    others = 0
    with open_package(data, path.name, limits, is_archive=True) as package:
        for number, entry in enumerate(package.infolist()):
            name = _shown_name(entry)
            if entry.is_dir() or _is_furniture(entry.filename):
                continue
            suffix = Path(name).suffix.lower()
            if suffix == ".zip":
                advice = "请解压后提交里面的文件"
                refused.append(
                    UnsupportedFormat(
                        f"{path.name}：{name}", "是压缩包里的压缩包，没有打开", advice
                    )
                )
            elif suffix not in suffixes:
                others += 1
            else:
                target = into / str(number) / name
                try:
                    target.parent.mkdir(parents=True)
                    with package.open(entry) as content, target.open("wb") as file:
                        shutil.copyfileobj(content, file)
                except (OSError, zipfile.BadZipFile) as error:
                    what = f"解压不出来（{error}）"
                    refused.append(DamagedFile(f"{path.name}：{name}", what, "请重新打包后再试"))
                    continue
                paths.append(target)
    return Unpacked(tuple(paths), others, tuple(refused))


def _shown_name(entry: zipfile.ZipInfo) -> str:
    """The last part of a member's name.

    Programs that do not say UTF-8 mean it all the same (macOS) or GBK (Chinese Windows).
    """
    name = entry.filename
    if not entry.flag_bits & _NAMED_IN_UTF8:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = entry.filename.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    last = _UNFIT.sub("_", last).strip(". ") or "文件"
    path = Path(last)
    return path.stem[: _LONGEST_NAME - len(path.suffix)] + path.suffix[:_LONGEST_NAME]


def _is_furniture(name: str) -> bool:
    """What systems put into archives by themselves, and hidden files."""
    parts = re.split(r"[/\\]", name)
    return "__MACOSX" in parts or parts[-1].startswith((".", "~$")) or parts[-1] == "Thumbs.db"
