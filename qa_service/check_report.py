"""The consistency report (勾稽) of a document before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.checks import Checked
from ingest.child import parse_files
from ingest.companions import check_together, companions
from ingest.limits import Limits
from ingest.model import Check, Document, Figure, Problem
from ingest.proofs import Places
from ingest.quantity import plain_decimal
from qa_service.identity_names import quantity_plain, rule_name
from qa_service.web.shapes import report_card_json


@dataclass(frozen=True)
class CheckReport:
    """What the identities say of one document, in one file or several."""

    documents: tuple[Document, ...]
    checked: Checked

    @property
    def oddities(self) -> tuple[Problem, ...]:
        """What is odd about the files beside their figures (text that cannot be seen, no unit)."""
        return tuple(p for d in self.documents for p in d.problems if not is_contradiction(p))

    def as_json(self) -> dict[str, Any]:
        """The report with stable names; every amount is a decimal string."""
        figures = {f.figure_id: f for f in self.checked.figures}
        states = Counter(figure.check for figure in self.checked.figures)
        tried = self.checked.identities
        return {
            "status": "contradictions" if self.checked.problems else "ok",
            "files": [_file(document) for document in self.documents],
            "contradictions": [
                {
                    "code": problem.code,
                    "message": problem.message,
                    **_rule(problem.identity),
                    "difference": quantity_plain(problem.difference),
                    "allowed": quantity_plain(problem.allowed),
                    "places": [
                        self._place(figures[key]) for key in problem.figure_ids if key in figures
                    ],
                }
                for problem in self.checked.problems
            ],
            "held": [
                {**_rule(it.key), "count": it.held, "proofs": [p.split() for p in it.proofs]}
                for it in tried
                if it.held
            ],
            "untried": [{**_rule(it.key), "reason": it.untried} for it in tried if it.untried],
            "oddities": [{"code": p.code, "message": p.message} for p in self.oddities],
            "figures": {check.value: states[check] for check in Check},
        }

    def _place(self, figure: Figure) -> dict[str, Any]:
        number = figure.figure_id.split("/")[0] if len(self.documents) > 1 else "1"
        document = self.documents[int(number) - 1]
        bare = figure.figure_id.split("/")[-1]
        where = Places.of(document.tables)
        own = next((f for f in document.figures if f.figure_id == bare), figure)
        return {
            "file_name": document.file_name,
            "figure_id": bare,
            "place": where.said(own),
            "label": figure.label,
            "item_path": list(figure.item_path),
            "column_path": list(figure.column_path),
            "printed": figure.printed,
            "value": plain_decimal(figure.quantity.number) if figure.quantity else None,
            "unit": figure.unit.name if figure.unit else None,
            "page": figure.source.page,
            "start": figure.source.start,
            "end": figure.source.end,
        }


@dataclass(frozen=True)
class CheckedFiles:
    """The reports of the files that could be read, and why the others could not."""

    reports: tuple[CheckReport, ...]
    unreadable: tuple[tuple[str, str], ...]

    @property
    def exit_code(self) -> int:
        """0: no contradiction; 1: some; 2: a file cannot be read."""
        if self.unreadable:
            return 2
        return int(any(report.checked.problems for report in self.reports))

    def as_json(self) -> dict[str, Any]:
        """All reports; `unreadable` lists the files without one."""
        return {
            "reports": [report.as_json() for report in self.reports],
            "unreadable": [
                {"file_name": name, "message": message} for name, message in self.unreadable
            ],
        }


def check_paths(paths: Sequence[Path], limits: Limits, workers: int = 1) -> CheckedFiles:
    """Files read and proven, nothing stored; the parts of one document are proven together."""
    outcomes = list(parse_files(paths, workers=workers, limits=limits))
    read = [outcome.document for outcome in outcomes if outcome.document is not None]
    return CheckedFiles(
        tuple(CheckReport(group, check_together(group)) for group in companions(read)),
        tuple((o.path.name, str(o.error)) for o in outcomes if o.document is None),
    )


def is_contradiction(problem: Problem) -> bool:
    """Whether a problem says that figures, or words and figures, contradict each other."""
    return problem.code.startswith("check_")


def _rule(key: str) -> dict[str, str]:
    number, name = rule_name(key)
    return {"identity": key, "number": number, "name": name}


def _card(document: Document) -> dict[str, Any] | None:
    card = document.report_card
    return None if card is None else report_card_json(card, document.seconds)


def _file(document: Document) -> dict[str, Any]:
    who = document.identity
    return {
        "file_name": document.file_name,
        "document_id": document.document_id,
        "title": who.title,
        "organisation": who.organisation,
        "level": who.level,
        "fiscal_year": who.fiscal_year,
        "kind": who.kind,
        "pages": len(document.pages),
        "report_card": _card(document),
    }
