"""What a passage is found by: its own words, and what it stands under."""

from index.model import StoredDocument
from ingest.model import Kind, Passage

_KINDS = {Kind.BUDGET: "预算", Kind.FINAL_ACCOUNT: "决算", Kind.OTHER: ""}


def heading_of(passage: Passage, document: StoredDocument) -> str:
    """Organisation, year, kind and headings: a passage itself rarely says whose it is."""
    identity = document.identity
    year = "" if identity.fiscal_year is None else f"{identity.fiscal_year}年"
    parts = (identity.organisation, year + _KINDS[identity.kind], *passage.section_path)
    return " ".join(part for part in parts if part)


def embedded_text(passage: Passage) -> str:
    """What is turned into a vector: the headings that say what it is about, then the text.

    Organisation and year are left out; they are filtered by, and would make all passages of a
    document alike.
    """
    return "\n".join((" ".join(passage.section_path), passage.text)).strip()
