"""What the identities (勾稽) prove of a document's figures, and what they find wrong.

Each identity that fails is a Problem, each that holds is counted. A figure that fails is one the
failure points at: of a sum that does not come out, the figures that nothing else confirms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.check_agreement import check_agreement, check_balance
from ingest.check_rates import check_rates
from ingest.check_sums import check_tables, check_text
from ingest.model import Check, Figure, Problem, Table
from ingest.proofs import Places, Proof, is_nothing


@dataclass(frozen=True)
class Checked:
    """Figures with `check` set, the problems found, and how many identities held or failed."""

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]
    passed: int
    failed: int


def check_figures(figures: Sequence[Figure], tables: Sequence[Table]) -> Checked:
    """The figures of one document, proven against each other.

    passed: an identity that the figure takes part in holds, and none that fails points at it.
    failed: one that fails points at it. unchecked: neither; a figure that came unverified (read
    from the picture of a page) stays so, unless an identity holds for it to the last digit.
    """
    places = Places.of(tables)
    of_table: dict[str | None, list[Figure]] = {}
    for figure in figures:
        of_table.setdefault(figure.source.table_id, []).append(figure)
    proofs = check_tables([(table, of_table.get(table.table_id, [])) for table in tables])
    proofs += check_text(of_table.get(None, []), places)
    proofs += check_balance(figures, places)
    proofs += check_agreement(figures, _vouched(proofs), places)
    proofs += check_rates(figures, places)
    confirmed = _vouched(proofs)
    proven = _vouched(proof for proof in proofs if proof.is_exact)
    blamed = {f.figure_id for proof in proofs if not proof.holds for f in _blamed(proof, confirmed)}
    held = sum(proof.holds for proof in proofs)
    return Checked(
        tuple(_with_check(figure, confirmed, proven, blamed) for figure in figures),
        tuple(_problem(proof) for proof in proofs if not proof.holds),
        held,
        len(proofs) - held,
    )


def _vouched(proofs: Iterable[Proof]) -> set[str]:
    return {figure.figure_id for proof in proofs if proof.holds for figure in proof.vouched}


def _blamed(proof: Proof, confirmed: set[str]) -> Sequence[Figure]:
    """The figures that a failed identity points at."""
    if proof.blamed is not None:
        return proof.blamed
    amounts = [figure for figure in proof.operands if not is_nothing(figure)]
    return [f for f in amounts if f.figure_id not in confirmed] or amounts


def _with_check(figure: Figure, confirmed: set[str], proven: set[str], blamed: set[str]) -> Figure:
    is_read_by_ocr = figure.check is Check.UNVERIFIED
    if figure.figure_id in blamed:
        check = Check.FAILED
    elif figure.figure_id in (proven if is_read_by_ocr else confirmed):
        check = Check.PASSED
    else:
        check = Check.UNVERIFIED if is_read_by_ocr else Check.UNCHECKED
    return figure if figure.check is check else _marked(figure, check)


def _marked(figure: Figure, check: Check) -> Figure:
    """The figure with another check: what dataclasses.replace does, in a quarter of its time."""
    return Figure(**(vars(figure) | {"check": check}))


def _problem(proof: Proof) -> Problem:
    return Problem(
        proof.code,
        proof.message,
        tuple(figure.source for figure in proof.operands),
        tuple(figure.figure_id for figure in proof.operands),
    )
