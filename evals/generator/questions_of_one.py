"""Questions that one document answers, or must refuse."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from evals.generator.asking import (
    NOT_ASKED,
    Asker,
    Case,
    Document,
    Record,
    agree,
    amounts_by_label,
    clip,
    in_wan,
)

ASKED_PARTS = {"基本支出", "项目支出", "人员经费", "公用经费"}
PRIOR = {"prior_budget": "change", "prior_final": "change_final"}
RATES = {"prior_budget": "rate", "prior_executed": "rate_executed", "prior_final": "rate_final"}


def _amounts(asker: Asker, document: Document) -> Iterator[Case]:
    for label, facts in amounts_by_label(document, document.main_measure).items():
        yield asker.ask(
            document, "amount", "figure", facts, {"i": label}, value=in_wan(facts), unit="万元"
        )
        exact = [fact for fact in facts if fact["unit"] == "元"]
        if exact:
            yield asker.ask(
                document, "amount_yuan", "table", exact, {"i": label},
                value=exact[0]["value"], unit="元",
            )  # fmt: skip


def _cells(asker: Asker, document: Document) -> Iterator[Case]:
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for fact in document.facts("amount"):
        column = (fact.get("column_path") or [""])[-1]
        if column in ASKED_PARTS and fact["label"] != column and fact.get("code"):
            found[fact["label"], column].append(fact)
    for (label, column), facts in found.items():
        if agree(facts):
            yield asker.ask(
                document, "cell", "table", facts, {"i": label, "c": column},
                value=facts[0]["value"], unit=facts[0]["unit"],
            )  # fmt: skip


def _other_measures(asker: Asker, document: Document) -> Iterator[Case]:
    about = document.about
    for fact in document.facts("amount"):
        if fact["measure"] == "executed" and fact["fiscal_year"] == about["fiscal_year"] - 1:
            yield asker.ask(
                document, "prior", "figure", [fact], {"i": fact["label"]},
                value=fact["value"], unit=fact["unit"],
            )  # fmt: skip
    if about["kind"] == "final_account":
        for measure, sort in (("budgeted", "initial"), ("adjusted", "adjusted")):
            for label, facts in amounts_by_label(document, measure).items():
                yield asker.ask(
                    document, sort, "figure", facts, {"i": label}, value=in_wan(facts), unit="万元"
                )


def _changes(asker: Asker, document: Document) -> Iterator[Case]:
    for aspect, sorts in (("change", PRIOR), ("change_rate", RATES)):
        groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for fact in document.facts(aspect):
            groups[fact["label"], fact["base"], fact["level"]].append(fact)
        for (label, base, level), facts in groups.items():
            if len({fact["value"] for fact in facts}) > 1:
                continue
            own = level == "本级"
            also = {"i": label}
            if own:
                also["o"] = document.about["organisation"] + "（本级）"
            yield asker.ask(
                document, sorts[base], "delta", facts, also,
                value=facts[0]["value"], unit=facts[0]["unit"],
            )  # fmt: skip


def _shares(asker: Asker, document: Document) -> Iterator[Case]:
    amounts = amounts_by_label(document, document.main_measure)
    for fact in document.facts("share"):
        if len(fact["item_path"]) == 2:
            # The share stands in the text; it may as well be worked out of the amounts.
            yield asker.ask(
                document, "share", "calc", [fact, *amounts.get(fact["label"], [])],
                {"i": fact["label"], "w": fact["item_path"][0]}, value=fact["value"], unit="%",
            )  # fmt: skip
    for fact in document.facts("completion_rate"):
        if fact.get("of") == "adjusted":
            yield asker.ask(
                document, "completion", "calc", [fact], {"i": fact["label"]},
                value=fact["value"], unit="%",
            )  # fmt: skip


def _counts(asker: Asker, document: Document) -> Iterator[Case]:
    for fact in document.facts("count"):
        yield asker.ask(
            document, "count", "figure", [fact],
            {"i": fact["label"], "u": fact["unit"].split("（")[0]},
            value=fact["value"], unit=fact["unit"],
        )  # fmt: skip


def _statements(asker: Asker, document: Document) -> Iterator[Case]:
    for said in document.truth["statements"]:
        topic, text = said["topic"], said["text"]
        if said["meaning"] == "none":
            yield asker.ask(
                document, "none", "figure", (), {"i": topic}, value="0", unit="万元",
                evidence=clip(text.split("。")[0]),
            )  # fmt: skip
        elif said["meaning"] == "reason":
            reason = text.rstrip("。").split("原因是")[-1]
            yield asker.ask(
                document, "reason", "text", (), {"i": topic}, answer=reason,
                vital=[reason], evidence=clip(reason),
            )  # fmt: skip
        elif said["meaning"] == "named_without_amount":
            yield asker.ask(
                document, "item_missing", "unanswerable", (), {"i": topic}, status="refused",
                reason="item_missing", answer="只提到名称，没有金额",
            )  # fmt: skip


def _glossary(asker: Asker, document: Document) -> Iterator[Case]:
    for entry in document.truth["glossary"]:
        definition = entry["definition"]
        yield asker.ask(
            document, "glossary", "glossary", (), {"t": entry["term"]}, answer=definition,
            vital=[definition], evidence=clip(definition),
        )  # fmt: skip


def _unanswerable(asker: Asker, document: Document) -> Iterator[Case]:
    year = document.about["fiscal_year"]
    refused: dict[str, Any] = {"status": "refused"}
    yield asker.ask(
        document, "year_missing", "unanswerable", (), {"i": "财政拨款收入", "y": year - 9},
        reason="year_missing", answer="没有这一年的文件", **refused,
    )  # fmt: skip
    for name in asker.phrasings["absent_organisations"]:
        yield asker.ask(
            document, "not_loaded", "unanswerable", (), {"o": name, "i": "财政拨款收入"},
            reason="not_loaded", answer="没有这个机构的文件", **refused,
        )  # fmt: skip
    for item in asker.phrasings["absent_items"]:
        yield asker.ask(
            document, "item_missing", "unanswerable", (), {"i": item},
            reason="item_missing", answer="文件中没有这一项", **refused,
        )  # fmt: skip
    yield asker.ask(
        document, "out_of_scope", "unanswerable", (), reason="item_missing",
        accept=["out_of_scope"], answer="文件中没有个人工资", **refused,
    )  # fmt: skip
    filled = {fact["label"] for fact in document.truth["facts"] if fact["value"] is not None}
    stated = "".join(said["topic"] for said in document.truth["statements"])
    blank = {
        fact["label"] for fact in document.truth["facts"]
        if fact["value"] is None and fact["label"] not in filled | NOT_ASKED
    }  # fmt: skip
    for label in sorted(blank):
        # Where prose says in so many words that there is none, or names it longer, none is an
        # answer.
        core = _core(label)
        if core not in stated and not any(
            core in other or _core(other) in core for other in filled
        ):
            yield asker.ask(
                document, "item_blank", "unanswerable", (), {"i": label},
                reason="item_blank", answer="表中此格空白", **refused,
            )  # fmt: skip


def _core(label: str) -> str:
    """Return the words of a label that tell it from others."""
    for word in ("收入", "支出", "预算", "资金", "拨款"):
        label = label.replace(word, "")
    return label or "？"


SORTS = (
    _amounts, _cells, _other_measures, _changes, _shares, _counts, _statements, _glossary,
    _unanswerable,
)  # fmt: skip
