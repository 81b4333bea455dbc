"""How completely one document was read, and what was proven of it (读取质量).

Staff read it before publishing, operators after reading in; `ingest/report.py` fills it in.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Uncaptured:
    """A printed number that did not become a figure: as printed, and where.

    `start` and `end` are offsets in the canonical text; `where` names the table, or the heading
    above; `reason` is no_unit | no_year | no_item | no_column | not_read.
    """

    printed: str
    where: str
    page: int | None
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Conservation:
    """Numbers captured of numbers printed (数字守恒), in tables or in prose.

    Captured means stored with item path, column path (cells), unit, year and measure. Numbers
    that are no figures (page numbers, codes, dates, ordinals …) count as neither. `missed` lists
    the first of those that are not captured.
    """

    printed: int = 0
    captured: int = 0
    missed: tuple[Uncaptured, ...] = ()


@dataclass(frozen=True)
class IdentityResult:
    """What trying one identity (勾稽等式) gave; `key` leads to vocabulary/identities.yaml.

    `failed` counts the cases in which it does not hold, each a Problem of the document; `proofs`
    are those in which it does, each the ids of its figures with blanks between. `untried` says
    why it could not be tried at all, '' where it was.
    """

    key: str
    failed: int = 0
    proofs: tuple[str, ...] = ()
    untried: str = ""

    @property
    def held(self) -> int:
        """In how many cases it holds."""
        return len(self.proofs)


@dataclass(frozen=True)
class ReportCard:
    """One document's report card.

    `tables_found` and `tables_missing` are keys of the standard tables expected of a document of
    its kind and style; `hidden_characters` were in the file but could not be seen on its pages.
    """

    tables_expected: int = 0
    tables_found: tuple[str, ...] = ()
    tables_missing: tuple[str, ...] = ()
    in_tables: Conservation = field(default_factory=Conservation)
    in_prose: Conservation = field(default_factory=Conservation)
    identities: tuple[IdentityResult, ...] = ()
    passed: int = 0
    failed: int = 0
    ocr_pages: tuple[int, ...] = ()
    hidden_characters: int = 0
