"""What a proof vouches for (勾稽能证明什么): which figures are right if it holds.

Figures of a text layer are the printed digits; an identity that holds shows that they were bound
to the right item, year and measure. For them one identity is enough, with one exception: that
two places both state nothing says little, since nearly every item of a small body is 0.

That an identity holds shows nothing of what its numbers are called. So it vouches for a number
of the prose only where the vocabulary or a row of the document's own tables knows its item (not
'********（项）', not the end of a name that a page cut off), and for a change only with the year
it is measured from.

Figures read by OCR may have any digit wrong, and errors repeat: the same glyph is misread the same
way wherever it stands in the same font. So for them

* a sum vouches only with at least two parts that are not 0: with one it compares a string with
  itself, and the same misreading twice agrees with itself;
* it must hold to the last digit: what is left to rounding could be a wrong last digit;
* the numbers must have three significant digits: small ones agree by chance;
* amounts without decimals in a table of 万元 prove nothing of their scale: where all decimal
  points were lost, every sum still holds. One operand with decimals rules that out;
* two such identities are needed that share no other figure (a row and a column; a sum and the
  prose): one can hold by the same misreading in a part and its total, two hardly;
* an identity with a figure of a text layer needs no second one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from ingest.model import Aspect, Check, Figure, Table
from ingest.proofs import Proof, is_nothing
from ingest.quantity import Unit

_SIGNIFICANT = 3
_MARK = re.compile("[（(][类款项][）)]")
# '因公出国（11境）费': a page's number in a name; '单价100万元以上' has one of its own.
_CUT_NAME = re.compile(r"(?<=[\u4e00-\u9fff（(])\d{1,3}(?=[\u4e00-\u9fff])(?![年月日万亿元个号项])")
_SUMS = frozenset(
    {
        *("check_row_sum", "check_column_sum", "check_code_sum", "check_text_sum"),
        *("check_form_sum", "check_list_sum", "check_list_change"),
    }
)
# Sentence patterns that read no other items than those they name themselves.
_NAMES_ITEMS = frozenset({"kind_of_vehicle"})
_COMPARED = frozenset({"check_agreement", "check_equality", "check_balance"})


def vouched(proofs: Iterable[Proof], tables: Iterable[Table] = ()) -> set[str]:
    """The ids of the figures that at least one identity vouches for.

    `tables` are those of the document, whose rows name items that the vocabulary may not know.
    """
    names = {row.label for table in tables for row in table.rows}
    certain: set[str] = set()
    doubtful: dict[str, list[Proof]] = {}
    for proof in proofs:
        if not proof.holds:
            continue
        for figure in proof.vouched:
            if not _is_named(figure, names):
                continue
            if figure.check is Check.UNVERIFIED:
                doubtful.setdefault(figure.figure_id, []).append(proof)
            elif not (proof.code in _COMPARED and is_nothing(figure)):
                certain.add(figure.figure_id)
    for figure_id, its in doubtful.items():
        if _is_proven(figure_id, its):
            certain.add(figure_id)
    return certain


def _is_named(figure: Figure, names: Collection[str]) -> bool:
    """Whether it is known what a figure is of: its item, and of a change its base."""
    if figure.source.table_id is not None:
        return True
    if figure.aspect in (Aspect.CHANGE, Aspect.CHANGE_RATE) and figure.base is None:
        return False
    if _CUT_NAME.search(figure.label):
        return False
    if figure.item is not None or figure.pattern in _NAMES_ITEMS:
        return True
    parts = [part for part in _MARK.split(figure.label) if part]
    return bool(parts) and parts[-1] in names


def seconded(proofs: Iterable[Proof]) -> set[str]:
    """The ids of the figures that any identity speaks for, however weakly.

    Where another does not hold, it points at those that none speaks for.
    """
    return {f.figure_id for proof in proofs if proof.holds for f in proof.vouched}


def _is_proven(figure_id: str, proofs: Sequence[Proof]) -> bool:
    """Whether identities prove a figure that was read by OCR."""
    strong = [proof for proof in proofs if _is_strong(proof)]
    if any(f.check is not Check.UNVERIFIED and not is_nothing(f)
           for proof in strong for f in proof.operands if proof.code in _COMPARED):  # fmt: skip
        return True
    others = [{f.figure_id for f in proof.operands} - {figure_id} for proof in strong]
    return any(not one & other for i, one in enumerate(others) for other in others[:i])


def _is_strong(proof: Proof) -> bool:
    amounts = [f for f in proof.operands if not is_nothing(f)]
    if proof.code in _SUMS:
        enough = len(amounts) > 2 and _is_exact(proof)
    elif proof.code in _COMPARED:
        enough = len({f.source.table_id for f in amounts}) > 1
    else:
        return False
    return enough and _has_digits(amounts) and _shows_scale(amounts)


def _is_exact(proof: Proof) -> bool:
    """Whether total and parts are equal to the last digit printed."""
    return proof.difference is None or proof.difference.number == 0


def _has_digits(amounts: Sequence[Figure]) -> bool:
    return any(
        f.quantity is not None and len(f.quantity.number.as_tuple().digits) >= _SIGNIFICANT
        for f in amounts
    )


def _shows_scale(amounts: Sequence[Figure]) -> bool:
    """Whether lost decimal points would have shown."""
    return any(
        f.quantity is not None
        and (f.quantity.unit == Unit.YUAN or f.quantity.last_place < Decimal("0.5"))
        for f in amounts
    )
