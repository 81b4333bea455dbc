"""What the identities (勾稽) prove of a document's figures, and what they find wrong.

Each identity that fails is a Problem that names both places, each that holds is kept with the
figures it holds between. A figure that fails is one the failure points at: of a sum that does
not come out, the figures that nothing else confirms. Where a number stands unread between the
operands (`ingest/unread.py`) nothing is said, and those figures prove nothing either. Which
identities there are says
vocabulary/identities.yaml; what one vouches for, `ingest/vouching.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ingest.check_agreement import check_agreement, check_balance
from ingest.check_changes import check_changes
from ingest.check_equalities import check_equalities
from ingest.check_lists import check_lists
from ingest.check_rates import check_rates
from ingest.check_sums import check_tables, check_text
from ingest.check_words import check_words
from ingest.identity_results import identities_of, results
from ingest.model import Check, Figure, Kind, Problem, Table
from ingest.proofs import Places, Proof, at_usual_precision, is_nothing
from ingest.report_card import IdentityResult
from ingest.unread import Unread, is_doubtful, is_said
from ingest.vouching import seconded, vouched


@dataclass(frozen=True)
class Checked:
    """Figures with `check` set, the problems found, and what became of each identity."""

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]
    identities: tuple[IdentityResult, ...]
    passed: int
    failed: int


@dataclass(frozen=True)
class Sheet:
    """What is checked of one document: its figures and tables, and the text they stand in."""

    figures: Sequence[Figure]
    tables: Sequence[Table]
    text: str = ""


def check_figures(
    figures: Sequence[Figure],
    tables: Sequence[Table],
    text: str = "",
    kind: Kind = Kind.BUDGET,
) -> Checked:
    """The figures of one document, proven against each other.

    passed: an identity that the figure takes part in vouches for it, and none that fails points
    at it. failed: one that fails points at it. unchecked: neither; a figure read by OCR stays
    unverified then.
    """
    return check_sheets([Sheet(figures, tables, text)], kind)


def check_sheets(
    sheets: Sequence[Sheet], kind: Kind, files: Mapping[str, str] = MappingProxyType({})
) -> Checked:
    """The figures of one document in several files, proven together.

    The ids of figures and tables are distinct; `files` names the files (see Places.of).
    """
    given = [f for sheet in sheets for f in sheet.figures]
    sheets = [replace(sheet, figures=_exact(sheet.figures)) for sheet in sheets]
    figures = [f for sheet in sheets for f in sheet.figures]
    tables = [table for sheet in sheets for table in sheet.tables]
    places = Places.of(tables, files)
    unread = [Unread.of(sheet.figures, sheet.text) for sheet in sheets]
    of_table: dict[str | None, list[Figure]] = {}
    for figure in figures:
        of_table.setdefault(figure.source.table_id, []).append(figure)
    in_tables = [(table, of_table.get(table.table_id, [])) for table in tables]
    proofs = check_tables(in_tables, places)
    proofs += check_text(of_table.get(None, []), places)
    proofs += check_balance(figures, places)
    equal, unmet = check_equalities(figures, kind, places)
    proofs += equal
    for sheet, its in zip(sheets, unread, strict=True):
        proofs += check_lists(sheet.figures, sheet.text, places)
        proofs += check_words(sheet.figures, sheet.tables, sheet.text, places, its)
    # Of one place restated in another, rounding is allowed as each is printed.
    proofs += _not_said_yet(check_agreement(given, seconded(proofs), places), equal)
    for sheet in sheets:
        proofs += check_changes(sheet.figures, sheet.text, places)
    proofs += check_rates(figures, places)
    around = {f.figure_id: its for s, its in zip(sheets, unread, strict=True) for f in s.figures}
    doubtful = [p for p in proofs if not p.holds and is_doubtful(p, around)]
    proofs = [p for p in proofs if p.holds or not is_doubtful(p, around)]
    spoken_for = seconded(proofs)
    doubted = {f.figure_id for p in doubtful for f in _blamed(p, spoken_for) if is_said(f)}
    confirmed = vouched(proofs, tables) - doubted
    blamed = {
        f.figure_id for proof in proofs if not proof.holds for f in _blamed(proof, spoken_for)
    }
    tried = [(proof, identities_of(proof, kind)) for proof in proofs]
    has_text = None in of_table
    held = sum(proof.holds for proof in proofs)
    return Checked(
        tuple(_with_check(figure, confirmed, blamed) for figure in given),
        tuple(_problem(proof, keys) for proof, keys in tried if not proof.holds),
        results(tried, tables, kind, unmet, has_text),
        held,
        len(proofs) - held,
    )


def _exact(figures: Sequence[Figure]) -> list[Figure]:
    said = at_usual_precision([f for f in figures if f.source.table_id is None])
    return [*(f for f in figures if f.source.table_id is not None), *said]


def _not_said_yet(proofs: Sequence[Proof], equal: Sequence[Proof]) -> list[Proof]:
    """Contradictions between two places that no named identity has reported already."""
    known = [{f.figure_id for f in proof.operands} for proof in equal if not proof.holds]
    return [
        proof
        for proof in proofs
        if proof.holds
        or not any({proof.operands[0].figure_id, proof.operands[-1].figure_id} <= k for k in known)
    ]


def _blamed(proof: Proof, spoken_for: Collection[str]) -> Sequence[Figure]:
    """The figures that a failed identity points at."""
    if proof.blamed is not None:
        return proof.blamed
    amounts = [figure for figure in proof.operands if not is_nothing(figure)]
    return [f for f in amounts if f.figure_id not in spoken_for] or amounts


def _with_check(figure: Figure, confirmed: Collection[str], blamed: Collection[str]) -> Figure:
    is_ocr = figure.check is Check.UNVERIFIED
    check: Check = Check.UNVERIFIED if is_ocr else Check.UNCHECKED
    if figure.figure_id in confirmed:
        check = Check.PASSED
    if figure.figure_id in blamed:
        check = Check.FAILED
    return figure if figure.check is check else _marked(figure, check)


def _marked(figure: Figure, check: Check) -> Figure:
    """The figure with another check: what dataclasses.replace does, in a quarter of its time."""
    return Figure(**(vars(figure) | {"check": check}))


def _problem(proof: Proof, keys: Sequence[str]) -> Problem:
    return Problem(
        proof.code,
        proof.message,
        (*(figure.source for figure in proof.operands), *proof.places),
        tuple(figure.figure_id for figure in proof.operands),
        keys[0] if keys else "",
        proof.difference,
        proof.allowed,
    )
