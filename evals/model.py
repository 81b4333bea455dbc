"""What is asked, what is expected, and how it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

CASE_TYPES = (
    "figure",
    "delta",
    "table",
    "calc",
    "yoy",
    "cross",
    "list",
    "text",
    "glossary",
    "followup",
    "ambiguous",
    "false_premise",
    "unanswerable",
    "check",
)
STATUSES = ("answered", "clarify", "refused")
REASONS = (
    "not_loaded",
    "year_missing",
    "item_missing",
    "item_blank",
    "ambiguous",
    "documents_disagree",
    "not_derivable",
    "out_of_scope",
    "unreadable",
)


@dataclass(frozen=True)
class DocumentEvidence:
    """A quotation and the file it stands in, for answers that need several documents."""

    doc: str
    evidence: str


@dataclass(frozen=True)
class Case:
    """One question and what a right answer contains; the fields are those of a case file.

    ``values`` must all be given, ``value`` alone first; both in ``unit``. ``accept`` holds other
    right values ("385万元") or other right reasons. ``vital`` words must stand in the answer and
    ``must_not`` words must not. ``options`` are the choices an ambiguous question must offer.
    ``evidence_also`` are other places that state the same as the evidence; several ``evidences``
    in one document are alternatives. ``facts`` and ``members`` (the whole of a list) must all be
    said, each in one of its wordings; ``item`` are the names under which the number may be given.
    ``pages`` are the physical pages, from 1, on which it may be cited. ``proof`` are quotations
    that show where an expected number comes from and need not be cited; ``formula`` is how it is
    worked out of the numbers quoted. ``style`` is the family of its documents. What is
    ``held_out`` is counted and not listed; what is ``unnamed`` names nobody on purpose.
    """

    id: str
    question: str
    type: str
    answer: str
    docs: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    scope: Mapping[str, object] | None = None
    value: Decimal | None = None
    values: tuple[Decimal, ...] = ()
    unit: str = ""
    accept: tuple[str, ...] = ()
    status: str | None = None
    reason: str | None = None
    vital: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    evidence: str | None = None
    evidence_also: tuple[str, ...] = ()
    evidences: tuple[DocumentEvidence, ...] = ()
    source: str | None = None
    note: str | None = None
    facts: tuple[tuple[str, ...], ...] = ()
    members: tuple[tuple[str, ...], ...] = ()
    item: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    proof: tuple[str, ...] = ()
    formula: str | None = None
    style: str = ""
    held_out: bool = False
    unnamed: bool = False
    others: Mapping[str, object] = field(default_factory=dict)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Every number the answer must give, the asked one first."""
        return self.values if self.value is None else (self.value, *self.values)

    @property
    def wants_refusal(self) -> bool:
        """Whether only a refusal is right."""
        return self.status == "refused" or self.type == "unanswerable"


@dataclass(frozen=True)
class BadRow:
    """A row of a case file that cannot be asked: where it stands and what is wrong with it."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行：{self.problem}"


class Verdict(StrEnum):
    """How a question went; ``FAILED`` means that no answer came back."""

    RIGHT = "right"
    REFUSED = "refused"
    WRONG = "wrong"
    FAILED = "failed"


@dataclass(frozen=True)
class Judgement:
    """A verdict and, where it is not right, why."""

    verdict: Verdict
    why: str = ""


@dataclass(frozen=True)
class CitationCount:
    """How many citations were given and quote the evidence; how many places were needed and found.

    A citation that quotes another true place counts as given alone.
    """

    given: int
    holding: int
    needed: int
    found: int


@dataclass(frozen=True)
class Score:
    """One case judged. ``cited`` and ``formula_shown`` are None where the case asks for neither.

    ``status`` is the answer's, "" where none came back.
    """

    case: Case
    verdict: Verdict
    why: str
    got: str
    citations: tuple[str, ...] = ()
    cited: bool | None = None
    formula_shown: bool | None = None
    elapsed_ms: float | None = None
    status: str = ""
    citation_count: CitationCount | None = None


@dataclass(frozen=True)
class Tally:
    """Counts over some scores; rates are shares of all cases, between 0 and 1."""

    right: int
    refused: int
    wrong: int
    failed: int
    cited: int
    to_cite: int

    @property
    def cases(self) -> int:
        return self.right + self.refused + self.wrong + self.failed

    @property
    def points(self) -> int:
        """Right counts +1, refused 0, wrong −1."""
        return self.right - self.wrong

    @property
    def accuracy(self) -> float:
        return self.right / self.cases if self.cases else 0.0

    @property
    def wrong_rate(self) -> float:
        return self.wrong / self.cases if self.cases else 0.0


@dataclass(frozen=True)
class Scores:
    """A whole run, in the order asked, with the rows that could not be asked.

    What is held out is counted; ``lists_held_out`` says whether it may be looked at too.
    """

    scores: tuple[Score, ...]
    bad_rows: tuple[BadRow, ...] = ()
    lists_held_out: bool = False

    def tally(self) -> Tally:
        return tally(self.scores)

    def by_type(self) -> dict[str, Tally]:
        """A tally for each type that occurs, in the order of CASE_TYPES."""
        return {
            kind: tally(mine)
            for kind in CASE_TYPES
            if (mine := [score for score in self.scores if score.case.type == kind])
        }

    @property
    def listed(self) -> tuple[Score, ...]:
        """The scores that may be looked at one by one: all but the held out, unless asked for."""
        shown = self.scores
        return tuple(it for it in shown if self.lists_held_out or not it.case.held_out)

    @property
    def failures(self) -> list[Score]:
        """Everything a reader should look at: not right, or right with a citation that fails."""
        return [s for s in self.listed if s.verdict is not Verdict.RIGHT or s.cited is False]


def tally(scores: Sequence[Score]) -> Tally:
    """Count verdicts, and citations where one was asked for and an answer given."""
    verdicts = [score.verdict for score in scores]
    cited = [score.cited for score in scores if score.cited is not None]
    return Tally(
        right=verdicts.count(Verdict.RIGHT),
        refused=verdicts.count(Verdict.REFUSED),
        wrong=verdicts.count(Verdict.WRONG),
        failed=verdicts.count(Verdict.FAILED),
        cited=sum(cited),
        to_cite=len(cited),
    )
