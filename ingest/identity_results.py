"""Which identity (勾稽等式) each result of the checks belongs to, and what became of each.

>>> from ingest.model import Kind
>>> results([], [], Kind.OTHER, {})
()
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ingest.model import Figure, Kind, Table
from ingest.proofs import Proof
from ingest.report_card import IdentityResult
from ingest.vocabulary.identities import IdentityRule, Kin, identities
from ingest.vocabulary.standard_tables import tables_by_key

_TEXT = "text"


def identities_of(proof: Proof, kind: Kind) -> tuple[str, ...]:
    """The keys of the identities a result belongs to, () for none.

    A failure belongs to one; several places that agree prove every identity between them.
    """
    if proof.identity:
        return (proof.identity,)
    fitting = [row.key for row, kin in _rows_by_code(kind).get(proof.code, ()) if _fits(kin, proof)]
    if proof.code == "check_agreement" and proof.holds and len(fitting) > 1:
        return tuple(dict.fromkeys(fitting[:-1]))
    return tuple(fitting[:1])


@lru_cache(maxsize=8)
def _rows_by_code(kind: Kind) -> Mapping[str, tuple[tuple[IdentityRule, Kin], ...]]:
    found: dict[str, tuple[tuple[IdentityRule, Kin], ...]] = {}
    for row in identities():
        for kin in row.proofs if kind in row.kinds or kind is Kind.OTHER else ():
            found[kin.code] = (*found.get(kin.code, ()), (row, kin))
    return found


def _fits(kin: Kin, proof: Proof) -> bool:
    first = proof.operands[0] if proof.operands else None
    if kin.tables and (first is None or _place(first) not in kin.tables):
        return False
    if kin.items and (first is None or first.item not in kin.items):
        return False
    if kin.of and (first is None or kin.of not in "".join(first.column_path)):
        return False
    if kin.both:
        stated = {f.source.table_id: _place(f) for f in proof.operands}
        one, other = kin.both
        if one == other:
            return sum(place != _TEXT for place in stated.values()) > 1
        return one in stated.values() and any(
            place == other or (other == "table" and place != _TEXT) for place in stated.values()
        )
    return True


def _place(figure: Figure) -> str:
    return _TEXT if figure.source.table_id is None else figure.table_kind or ""


def results(
    proofs: Iterable[tuple[Proof, tuple[str, ...]]],
    tables: Sequence[Table],
    kind: Kind,
    unmet: Mapping[str, str],
    has_text: bool = True,
) -> tuple[IdentityResult, ...]:
    """What became of each identity of a document of this kind, in the order of identities.yaml.

    `unmet` says of those whose condition does not hold, why.
    """
    held: dict[str, list[str]] = {}
    failed: dict[str, int] = {}
    for proof, keys in proofs:
        for key in keys:
            if proof.holds:
                ids = " ".join(f.figure_id for f in proof.operands)
                held.setdefault(key, []).append(ids)
            else:
                failed[key] = failed.get(key, 0) + 1
    present = {table.kind for table in tables if table.kind is not None}
    if has_text:
        present.add(_TEXT)
    found = []
    for row in identities():
        if kind not in row.kinds:
            continue
        shown, wrong = tuple(held.get(row.key, ())), failed.get(row.key, 0)
        untried = "" if shown or wrong else _untried(row, present, unmet)
        found.append(IdentityResult(row.key, wrong, shown, untried))
    return tuple(found)


def _untried(row: IdentityRule, present: set[str], unmet: Mapping[str, str]) -> str:
    """Why an identity could not be tried."""
    for choices in row.tables:
        if not present.intersection(choices):
            names = "或".join(_name(table) for table in choices[:3])
            return f"文件里没有{names}"
    if row.key in unmet:
        return unmet[row.key]
    return "没有同时印出等式两边的数"


def _name(table: str) -> str:
    return "文字中的数" if table == _TEXT else f"《{tables_by_key()[table].name}》"
