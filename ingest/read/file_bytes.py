"""The content of a file, of any format: none of the readers is loaded for it."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import EmptyFile, FileMissing, TooLarge
from ingest.limits import Limits


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
