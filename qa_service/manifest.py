"""Where files were published: a list that is given with them, and addresses readers are led to."""

from __future__ import annotations

import csv
from pathlib import Path


class ManifestInvalid(ValueError):
    """A manifest that cannot be used; the message says which line and why."""


def read_manifest(path: Path) -> dict[str, str]:
    """Source addresses by file name, from a CSV with the columns file_name and source_url.

    Raises ManifestInvalid.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ManifestInvalid(f"{path}：读不了这份清单（{error}）。应为 UTF-8 的 CSV。") from error
    if not rows or not {"file_name", "source_url"} <= rows[0].keys():
        raise ManifestInvalid(f"{path}：清单应有 file_name 和 source_url 两列，且不是空的。")
    urls = {}
    for number, row in enumerate(rows, 2):
        name, url = (row["file_name"] or "").strip(), (row["source_url"] or "").strip()
        if not name:
            raise ManifestInvalid(f"{path} 第 {number} 行：缺少 file_name。")
        if url:
            urls[name] = check_url(url)
    return urls


def check_url(url: str) -> str:
    """The address if readers may be led there. Raises ManifestInvalid."""
    if not url.startswith(("http://", "https://")):
        raise ManifestInvalid(f"来源网址“{url[:60]}”应以 http:// 或 https:// 开头。")
    return url
