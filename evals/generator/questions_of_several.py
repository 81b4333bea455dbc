"""Questions over two documents: two years, two organisations, a department and its unit."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from evals.generator.asking import (
    Asker,
    Case,
    Document,
    Record,
    amounts_by_label,
    any_place,
    exact_yuan,
    in_wan,
)


def _two_years(asker: Asker, documents: Sequence[Document]) -> Iterator[Case]:
    for later in documents:
        for earlier in documents:
            if _follows(earlier.about, later.about):
                yield from _between(asker, earlier, later)


def _follows(earlier: Record, later: Record) -> bool:
    same = all(earlier[key] == later[key] for key in ("organisation", "level", "kind"))
    return same and bool(earlier["fiscal_year"] == later["fiscal_year"] - 1)


def _between(asker: Asker, earlier: Document, later: Document) -> Iterator[Case]:
    measure = later.main_measure
    before, after = amounts_by_label(earlier, measure), amounts_by_label(later, measure)
    docs = [later.about["document"], earlier.about["document"]]
    for label in sorted(before.keys() & after.keys()):
        now, then = after[label], before[label]
        difference = Decimal(in_wan(now)) - Decimal(in_wan(then))
        exact = (exact_yuan(now) - exact_yuan(then)) / 10000
        case = asker.ask(
            later, "yoy", "yoy", (), {"i": label}, value=f"{difference:f}", unit="万元",
            accept=[f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP):f}万元"],
        )  # fmt: skip
        yield case | {"docs": docs, **any_place(now, then)}
        first = asker.ask(later, "amount", "figure", (), {"i": label})["question"]
        follow = asker.ask(
            later, "followup", "followup", then, {"i": label}, value=in_wan(then), unit="万元",
            history=[first],
        )  # fmt: skip
        yield follow | {"docs": docs}


def _two_organisations(asker: Asker, documents: Sequence[Document]) -> Iterator[Case]:
    for index, one in enumerate(documents):
        for two in documents[index + 1 :]:
            alike = all(one.about[k] == two.about[k] for k in ("fiscal_year", "kind", "level"))
            if not alike or one.about["organisation"] == two.about["organisation"]:
                continue
            first, second = (amounts_by_label(d, d.main_measure) for d in (one, two))
            for label in sorted(first.keys() & second.keys()):
                values = [in_wan(first[label]), in_wan(second[label])]
                case = asker.ask(
                    one, "cross", "cross", (),
                    {"i": label, "b": two.about["organisation"]}, values=values, unit="万元",
                    answer="万元，".join(values) + "万元",
                )  # fmt: skip
                docs = [one.about["document"], two.about["document"]]
                yield case | {"docs": docs, **any_place(first[label], second[label])}


def _two_levels(asker: Asker, documents: Sequence[Document]) -> Iterator[Case]:
    """A department and its own unit have one name: which is meant must be asked or said."""
    for one in documents:
        for two in documents:
            same = all(
                one.about[k] == two.about[k] for k in ("organisation", "fiscal_year", "kind")
            )
            if not same or (one.about["level"], two.about["level"]) != ("部门", "单位"):
                continue
            first, second = (amounts_by_label(d, d.main_measure) for d in (one, two))
            for label in sorted(first.keys() & second.keys()):
                if in_wan(first[label]) == in_wan(second[label]):
                    continue
                values = [in_wan(first[label]), in_wan(second[label])]
                case = asker.ask(
                    one, "ambiguous", "ambiguous", (), {"i": label}, values=values, unit="万元",
                    options=["部门", "单位"], reason="ambiguous",
                    answer=f"部门{values[0]}万元；单位{values[1]}万元",
                )  # fmt: skip
                docs = [one.about["document"], two.about["document"]]
                yield case | {"docs": docs, **any_place(first[label], second[label])}


SORTS = (_two_years, _two_organisations, _two_levels)
