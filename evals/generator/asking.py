"""What questions are made of: a document's facts by label, and a frame for a case."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import yaml

from evals.generator.lists import load_lists

Record = Mapping[str, Any]
Case = dict[str, Any]
LONGEST_EVIDENCE = 40
HALF = Decimal(50)  # yuan: what two decimals of 万元 may hide
# Columns that hold a part of the row, not the row's amount.
PARTS = {
    "基本支出", "项目支出", "人员经费", "公用经费", "财政拨款收入", "事业收入", "事业单位经营收入",
    "其他收入", "一般公共预算", "政府性基金预算", "国有资本经营预算", "上级补助收入", "经营收入",
    "附属单位上缴收入", "上缴上级支出", "经营支出", "对附属单位补助支出", "一般公共预算财政拨款",
    "政府性基金预算财政拨款", "国有资本经营预算财政拨款", "年初结转和结余", "年末结转和结余",
    "结转下年资金", "单位预留机动经费", "本年收入",
}  # fmt: skip
NOT_ASKED = {"合计", "总计", "小计", "行政单位", "事业单位"}


@dataclass(frozen=True)
class Document:
    """One truth file, and how its document is spoken of."""

    truth: Record

    @property
    def about(self) -> Record:
        """Whose document it is."""
        about: Record = self.truth["about"]
        return about

    @property
    def main_measure(self) -> str:
        """What its plain amounts are: 预算数 or 决算数."""
        return "final" if self.about["kind"] == "final_account" else "budgeted"

    def words(self) -> dict[str, Any]:
        """Return what fills the phrasings."""
        about = self.about
        word = "决算" if about["kind"] == "final_account" else "预算"
        year = about["fiscal_year"]
        return {
            "o": about["organisation"], "y": year, "p": year - 1, "d": about["level"] + word,
        }  # fmt: skip

    def facts(self, aspect: str) -> Iterator[Record]:
        """Return the facts of one aspect that have a value and a name to ask by."""
        for fact in self.truth["facts"]:
            named = fact["label"] not in NOT_ASKED
            if named and fact["aspect"] == aspect and fact["value"] is not None:
                yield fact


class Asker:
    """Phrases a question and frames it as a case.

    Askers that differ in their `turn` alone ask the same in other words: each takes another of
    the phrasings of a sort, as far as there are.
    """

    def __init__(self, rng: random.Random, turn: int = 0) -> None:
        self.rng, self.turn = rng, turn
        path = Path(__file__).parent / "questions.yaml"
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.everyday: dict[str, str] = raw.pop("everyday")
        self.further: dict[str, list[str]] = raw.pop("further")
        self.phrasings: dict[str, list[str]] = raw
        self.short = {place.name: place.short for place in load_lists().places}

    def ask(
        self, document: Document, sort: str, case_type: str, facts: Sequence[Record] = (),
        also: Mapping[str, object] | None = None, **fields: Any,
    ) -> Case:  # fmt: skip
        """Return a case; its evidence is wherever the facts stand."""
        words = document.words() | dict(also or {})
        words["o"] = self._called(words["o"])
        if words.get("i") in self.everyday and self.rng.random() < 0.3:
            words["i"] = self.everyday[words["i"]]
        first = self.rng.randrange(len(self.phrasings[sort]))
        phrasings = [*self.phrasings[sort], *self.further.get(sort, ())]
        question = phrasings[(first + self.turn) % len(phrasings)].format(**words)
        case: Case = {
            "id": "", "docs": [document.about["document"]], "question": question,
            "type": case_type, "answer": "", "style": f"虚构：{document.about.get('style', '')}",
            "seed": document.about.get("seed", ""), **fields,
        }  # fmt: skip
        if facts:
            evidences = list(dict.fromkeys(map(evidence_of, facts)))
            case["evidence"] = evidences[0]
            if len(evidences) > 1:
                case["evidence_also"] = evidences[1:]
            case["source"] = "、".join(fact["fact_id"] for fact in facts)
            case |= _proof_of(facts)
        if not case["answer"]:
            case["answer"] = f"{case.get('value', '')}{case.get('unit', '')}"
        return case

    def _called(self, organisation: str) -> str:
        """Now and then leave the city out of a name, as people do."""
        for name, short in self.short.items():
            if organisation.startswith(name) and self.rng.random() < 0.3:
                return organisation.replace(name, short, 1)
        return organisation


def amounts_by_label(document: Document, measure: str) -> dict[str, list[Record]]:
    """Return a row's amount by label, wherever it is printed; labels that differ are left out."""
    found: dict[str, list[Record]] = defaultdict(list)
    year, level = document.about["fiscal_year"], document.about["level"]
    for fact in document.facts("amount"):
        column = fact.get("column_path") or [""]
        part = column[-1] in PARTS and column[-1] != fact["label"]
        same = fact["measure"] == measure and fact["fiscal_year"] == year
        if same and fact["level"] == level and not part:
            found[fact["label"]].append(fact)
    return {label: facts for label, facts in found.items() if agree(facts)}


def agree(facts: Sequence[Record]) -> bool:
    """Whether amounts are one amount, printed in 元 here and rounded to 万元 there."""
    amounts = [to_yuan(fact) for fact in facts]
    return max(amounts) - min(amounts) <= HALF


def to_yuan(fact: Record) -> Decimal:
    """Return a fact in yuan; its unit is 元 or 万元."""
    factor = {"万元": 10000, "元": 1}[fact["unit"]]
    return Decimal(fact["value"]) * factor


def in_wan(facts: Sequence[Record]) -> str:
    """Return the amount in 万元, rounded as the text does."""
    for fact in facts:
        if fact["unit"] == "万元":
            return str(fact["value"])
    wan = (to_yuan(facts[0]) / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{wan:f}"


def _proof_of(facts: Sequence[Record]) -> dict[str, list[str]]:
    """The words before a decrease, which is printed without a sign."""
    for fact in facts:
        sentence = str(fact["where"].get("narrative", ""))
        if Decimal(fact["value"]) < 0 and fact["printed"] in sentence:
            end = sentence.index(fact["printed"]) + len(fact["printed"])
            return {"proof": [sentence[max(0, end - LONGEST_EVIDENCE) : end]]}
    return {}


def evidence_of(fact: Record) -> str:
    """Return a short quotation: the cell as printed, the number with its unit, or its words."""
    if "table" in fact["where"]:
        return str(fact["printed"])
    if fact["printed"][-1:].isdigit():
        return f"{fact['printed']}{fact['unit']}"
    sentence = str(fact["where"]["narrative"])
    at = sentence.index(fact["label"]) if fact["label"] in sentence else 0
    return sentence[at : at + LONGEST_EVIDENCE]


def exact_yuan(facts: Sequence[Record]) -> Decimal:
    """Return the amount in yuan from where it is printed in 元, else from 万元."""
    return next((to_yuan(fact) for fact in facts if fact["unit"] == "元"), to_yuan(facts[0]))


def any_place(*stands: Sequence[Record]) -> dict[str, Any]:
    """Return evidence for a number worked out of several: any place of any of its operands."""
    evidences = list(dict.fromkeys(evidence_of(fact) for facts in stands for fact in facts))
    return {"evidence": evidences[0], "evidence_also": evidences[1:]}


def clip(text: str) -> str:
    """Return as much of a sentence as evidence may quote."""
    return text[:LONGEST_EVIDENCE]
