"""How people ask, read from questions.yaml: operation, measure, level, unit, and what is left."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.model import Kind, Level, Measure
from ingest.quantity import Unit, unit_named
from ingest.vocabulary.traditional import in_simplified
from qa_service.steps.spoken import Spoken, spoken_of


@dataclass(frozen=True)
class Narrower:
    """Words that ask for what no disclosure states, why none does, and the reason's code."""

    words: str
    why: str
    reason: str


@dataclass(frozen=True)
class Average:
    """Words that ask for an amount per thing ('每辆车'), and the key of what counts the things."""

    words: str
    count: str


@dataclass(frozen=True)
class Wording:
    """The rows of questions.yaml, compiled."""

    operations: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    measures: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    kinds: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    levels: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    units: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    spent: re.Pattern[str]
    narrower: tuple[tuple[re.Pattern[str], str, str], ...]
    filler: re.Pattern[str]
    noise: re.Pattern[str]  # filler and particles alike
    particles: str
    not_kinds: re.Pattern[str]
    not_measures: re.Pattern[str]
    counted: tuple[tuple[re.Pattern[str], str], ...]
    near: tuple[tuple[str, tuple[str, ...]], ...]
    printed: tuple[tuple[re.Pattern[str], str, Kind | None], ...]
    tables: re.Pattern[str]
    table_places: tuple[re.Pattern[str], ...]
    asks: re.Pattern[str]
    continues: re.Pattern[str]
    amount: re.Pattern[str]
    interrogatives: re.Pattern[str]
    exclusions: tuple[re.Pattern[str], ...]
    subordinates: re.Pattern[str]
    remainder: re.Pattern[str]
    joiners: re.Pattern[str]
    calculating: re.Pattern[str]
    divisions: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    sources: tuple[tuple[str, ...], ...]
    not_counted: re.Pattern[str]
    natures: tuple[str, ...]
    averages: tuple[tuple[re.Pattern[str], str, frozenset[str]], ...]
    amount_too: re.Pattern[str]
    together: re.Pattern[str]
    whole: re.Pattern[str]
    spoken: Spoken
    not_levels: re.Pattern[str]
    premises: dict[str, re.Pattern[str]]
    service: tuple[tuple[re.Pattern[str], str], ...]

    def operation(self, question: str) -> str | None:
        """The name of the operation asked for, or None (a value)."""
        return _first(self.operations, question)

    def operations_in(self, question: str) -> tuple[str, ...]:
        """Every operation whose words stand in the question, in the table's order."""
        return tuple(
            dict.fromkeys(n for n, ps in self.operations if any(p.search(question) for p in ps))
        )

    def questions_in(self, text: str) -> list[str]:
        """The questions of one turn: its clauses, where at least two of them ask something.

        A clause that only continues the one before ('差多少') is no question of its own.
        """
        text = self.unwrapped(text)
        clauses = [c for c in re.split(r"(?<=[，,；;。？?！!\n])", text) if c.strip()]
        questions: list[str] = []
        for clause in clauses:
            plain = plain_question(clause)
            starts_one = self.asks.search(plain) and not self.continues.search(plain)
            if questions and not (starts_one and self.asks.search(plain_question(questions[-1]))):
                questions[-1] += clause
            else:
                questions.append(clause)
        return questions or [text]

    def unwrapped(self, text: str) -> str:
        """What is asked, without what it is wrapped in when spoken ('小助手，…给我说一下')."""
        return self.spoken.unwrapped(text)

    def without_operations(self, question: str) -> str:
        """The question without the words that state what is done with the item."""
        for _, patterns in self.operations:
            for pattern in patterns:
                question = pattern.sub("，", question)
        return question

    def names_of_content(self, question: str) -> list[str]:
        """The pieces of a question that a passage about it must hold."""
        pieces = re.split(r"[^\w]|_", self.filler.sub(" ", self.interrogatives.sub(" ", question)))
        ends = rf"^[{self.particles}]+|[{self.particles}]+$"
        return [p for piece in pieces if len(p := re.sub(ends, "", piece)) >= 2]

    def asks_whole(self, question: str) -> bool:
        """Whether a question (organisations and years taken out) is of a whole budget or account.

        Nothing else may be said in it: '项目多少钱' is of something.
        """
        return self.whole.fullmatch(question) is not None

    def asks_amount(self, question: str) -> bool:
        """Whether the question wants a number rather than a statement."""
        return bool(self.amount.search(question))

    def measures_in(self, question: str) -> tuple[Measure, ...]:
        """Every statement of an amount the question names ('全年预算和决算')."""
        question = self.not_measures.sub("，", self.not_kinds.sub("，", question))
        found = [n for n, ps in self.measures if any(p.search(question) for p in ps)]
        return tuple(Measure(n) for n in found)

    def measure(self, question: str) -> Measure | None:
        """The statement of the amount asked for: 决算 before 预算, 全年预算 before 预算."""
        found = self.measures_in(question)
        order = (Measure.ADJUSTED, Measure.EXECUTED, Measure.FINAL, Measure.BUDGETED)
        return next((m for m in order if m in found), None)

    def kind(self, question: str) -> Kind | None:
        """Budget or final account, when the question says exactly one of them."""
        question = self.not_kinds.sub("，", question)
        found = {n for n, ps in self.kinds if any(p.search(question) for p in ps)}
        return Kind(found.pop()) if len(found) == 1 else None

    def as_printed(self, text: str, kind: Kind | None) -> str:
        """A question as documents of the kind print what it names ('二季度' → '第二季度')."""
        for pattern, printed, only in self.printed:
            if only is None or only is kind:
                text = pattern.sub(printed, text)
        return text

    def level(self, question: str) -> Level | None:
        """部门, 单位 or 本级, when the question says so."""
        name = _first(self.levels, self.not_levels.sub("，", question))
        return Level(name) if name else None

    def said_of_service(self, question: str) -> str | None:
        """What is said to a question about the service itself, None where it asks another thing."""
        return next((says for words, says in self.service if words.search(question)), None)

    def presumes(self, name: str, question: str) -> bool:
        """Whether the question takes it for granted (`more`, `less`, `over`, `under`)."""
        return bool(self.premises[name].search(question))

    def unit(self, question: str) -> Unit | None:
        """The unit the answer is wanted in."""
        name = _first(self.units, question)
        return unit_named(name) if name else None

    def counted_item(self, question: str) -> str | None:
        """The key of what a counting word counts ('几辆' → vehicles_owned), or None."""
        if self.not_counted.search(question) and not _HOW_MANY.search(question):
            return None  # '买一辆车花多少'
        return next((key for pattern, key in self.counted if pattern.search(question)), None)

    def division(self, question: str) -> tuple[str, ...]:
        """The keys of what spending consists of where it is divided as the question says."""
        return next((keys for pattern, keys in self.divisions if pattern.search(question)), ())

    def near_amounts(self, key: str) -> tuple[str, ...]:
        """The items whose amounts are told where an item's own is nowhere stated."""
        return next((near for of, near in self.near if of == key), ())

    def average(self, question: str, keys: tuple[str, ...]) -> Average | None:
        """What divides an item ('每辆' of its running costs), None where nothing disclosed does."""
        for pattern, count, of in self.averages:
            if (match := pattern.search(question)) and of.intersection(keys):
                return Average(match.group(), count)
        return None

    def without_averages(self, question: str) -> str:
        """The question without the words that say per what an average is ('平均每辆车')."""
        for pattern, _, _ in self.averages:
            question = pattern.sub("，", question)
        return question

    def narrower_than_disclosed(self, question: str) -> Narrower | None:
        """Why no disclosure can say this (个人工资, 人均, 某月, 如果增加一成); or None."""
        for pattern, why, reason in self.narrower:
            if match := pattern.search(question):
                return Narrower(match.group(), why, reason)
        return None

    def excluded(self, question: str) -> re.Match[str] | None:
        """Where a question takes something out ('除…外'); the group `part` is what."""
        return next((m for p in self.exclusions if (m := p.search(question))), None)

    def trimmed(self, text: str) -> str:
        """A piece of a question without the words at its ends that name nothing."""
        begun = re.sub(rf"^(?:{self.noise.pattern})+", "", text)
        return re.sub(rf"(?:(?!{_ENDS_NAMES})(?:{self.noise.pattern}))+$", "", begun)

    def content(self, text: str) -> str:
        """What is left of a question once words that say nothing are taken out.

        Words of one character say nothing only at the ends of what is left: inside, they are part
        of a name.
        """
        text = _AMOUNT_SAID.sub(" ", text)
        pieces = re.split(r"[^\w]|_", self.filler.sub(" ", text))
        return "".join(re.sub(rf"^[{self.particles}]+|[{self.particles}]+$", "", p) for p in pieces)


_HOW_MANY = re.compile(r"(?:几|多少)(?:个|辆|台|套|件|人|名|位|批|家|团|所|项|次)")
# Words that say nothing by themselves and yet end names ('宣传经费').
_ENDS_NAMES = "支出|收入|经费|费用|款项|项目"
# An amount the asker has heard of ('涨了2389万') is no name of anything.
_AMOUNT_SAID = re.compile(
    r"(?:超过|超出|突破|高于|不到|不足|达到|低于)?了?"
    r"(?:\d+(?:\.\d+)?(?:百|千|万|亿)?|[一二两三四五六七八九十百千]+[多来几]?[百千]?[万亿])(?:元|块)?"
)


def _first(rows: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...], text: str) -> str | None:
    for name, patterns in rows:
        if any(p.search(text) for p in patterns):
            return name
    return None


# A code of the classification as some print it: 204-06-10, 204.06.10, 204类06款10项.
_CODE_IN_PIECES = re.compile(
    r"(?<![\d.-])(?<!\d,)([2-5]\d\d)(?:[-—–·/](\d\d)(?:[-—–·/](\d\d))?|\.(\d\d)\.(\d\d)"
    r"|类(\d\d)款(?:(\d\d)项)?)(?![\d.-])(?!,\d)"
)


def plain_question(text: str) -> str:
    """The form questions are read in: NFKC, simplified, no blanks, quotes, controls, wrapping.

    A code of the classification is in one piece.
    """
    folded = in_simplified(unicodedata.normalize("NFKC", text))
    kept = "".join(c for c in folded if unicodedata.category(c)[0] not in "CZ")
    plain = re.sub(r"[“”\"'‘’「」『』《》〈〉]", "", kept).lower()
    plain = _CODE_IN_PIECES.sub(lambda m: "".join(piece or "" for piece in m.groups()), plain)
    return wording().unwrapped(plain)


def _compiled(rows: list[dict[str, Any]]) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple((str(r["name"]), tuple(re.compile(w) for w in r["words"])) for r in rows)


def read_table(name: str) -> dict[str, Any]:
    """A table of wording that lies beside this module, by its file name."""
    text = files("qa_service.steps").joinpath(name).read_text(encoding="utf-8")
    rows: dict[str, Any] = yaml.safe_load(text)
    return rows


@cache
def wording() -> Wording:
    """The table shipped with the package, read on first use."""
    table = read_table("questions.yaml")
    filler = sorted(table["filler"], key=len, reverse=True)
    return Wording(
        operations=_compiled(table["operations"]),
        measures=_compiled(table["measures"]),
        kinds=_compiled(table["kinds"]),
        levels=_compiled(table["levels"]),
        units=_compiled(table["units"]),
        spent=re.compile("|".join(table["spent"])),
        narrower=tuple(
            (re.compile("|".join(row["words"])), str(row["why"]), str(row["reason"]))
            for row in table["narrower"]
        ),
        filler=re.compile("|".join(re.escape(w) for w in filler if len(w) > 1)),
        noise=re.compile("|".join(map(re.escape, filler))),
        particles="".join(w for w in filler if len(w) == 1),
        not_measures=re.compile("|".join(table["not_measures"])),
        not_kinds=re.compile("|".join(table["not_kinds"])),
        interrogatives=re.compile("|".join(table["interrogatives"])),
        amount=re.compile("|".join(table["amount"])),
        remainder=re.compile(table["remainder"]),
        subordinates=re.compile(table["subordinates"]),
        exclusions=tuple(re.compile(str(row["words"])) for row in table["exclusions"]),
        # The longest first, so that 减去 is not read as 减 and something called 去….
        joiners=re.compile("|".join(sorted(table["joiners"], key=len, reverse=True))),
        calculating=re.compile("|".join(table["calculating"])),
        sources=tuple(tuple(row) for row in table["sources"]),
        divisions=tuple((re.compile(r["words"]), tuple(r["parts"])) for r in table["divisions"]),
        not_counted=re.compile(table["counted_not"]),
        natures=tuple(table["natures"]),
        printed=tuple(
            (re.compile(r["words"]), str(r["as"]), Kind(r["kind"]) if "kind" in r else None)
            for r in table["printed"]
        ),
        tables=re.compile("|".join(table["tables"])),
        table_places=tuple(re.compile(row["words"]) for row in table["table_places"]),
        averages=tuple(
            (re.compile(r["words"]), str(r["count"]), frozenset(r["of"])) for r in table["averages"]
        ),
        amount_too=re.compile("|".join(row["words"] for row in table["amount_too"])),
        together=re.compile("|".join(row["words"] for row in table["together"])),
        whole=re.compile(
            rf"(?=.*(?:{'|'.join(table['whole']['tell'])}))"
            rf"(?:{'|'.join(table['whole']['tell'] + table['whole']['beside'])}|[^\w])+"
        ),
        spoken=spoken_of(table),
        asks=re.compile("|".join(table["asks"])),
        not_levels=re.compile("|".join(table["not_levels"])),
        service=tuple((re.compile(r["words"]), str(r["says"])) for r in table["service"]),
        premises={r["name"]: re.compile("|".join(r["words"])) for r in table["premises"]},
        continues=re.compile("|".join(table["continues"])),
        counted=tuple((re.compile(row["words"]), str(row["key"])) for row in table["counted"]),
        near=tuple((str(row["of"]), tuple(row["near"])) for row in table["near_amounts"]),
    )
