"""How documents and days are named to a reader: whose, which year, which level, what."""

from __future__ import annotations

from datetime import date

from index.model import StoredDocument
from ingest.model import Kind

KIND_NAMES = {Kind.BUDGET: "预算", Kind.FINAL_ACCOUNT: "决算", Kind.OTHER: "其他文件"}


def document_title(document: StoredDocument) -> str:
    """'某某局2025年部门预算'."""
    identity = document.identity
    year = f"{identity.fiscal_year}年" if identity.fiscal_year else ""
    return f"{identity.organisation}{year}{identity.level}{KIND_NAMES[identity.kind]}"


def day_phrase(day: date) -> str:
    """'2022年12月31日'."""
    return f"{day.year}年{day.month}月{day.day}日"
