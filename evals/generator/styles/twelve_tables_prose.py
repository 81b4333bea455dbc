"""The prose of a twelve-table budget: totals, changes against last year, shares, no 三公 total."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from evals.generator.draft import Draft, Part
from evals.generator.ledger import ZERO, FunctionalLine, Fund, Ledger
from evals.generator.lists import load_lists
from evals.generator.styles.commission import Commission, economic_path, item_path, numeral
from evals.generator.styles.twelve_tables_sheets import conference_and_training, operating_items

CARS = "公务用车购置及运行费"
NO_LINE = FunctionalLine("", Fund.GENERAL, ZERO, ZERO)


def write_prose(draft: Draft, commission: Commission) -> None:
    """Write sections 一 to 十四."""
    ledger, year = commission.ledger, commission.year
    if ledger.prior is None:
        raise ValueError("this style compares with the year before; draw one")
    said = _Said(draft, commission, ledger, ledger.prior)
    who = ledger.organisation
    draft.heading("一、收支预算总体情况说明")
    said.overall()
    draft.heading("二、收入预算情况说明")
    said.shares(f"{who}本年收入预算合计", "本年收入预算合计", ledger.total(), said.incomes())
    draft.heading("三、支出预算情况说明")
    said.shares(f"{who}本年支出预算合计", "本年支出预算合计", ledger.total(), _uses(ledger))
    draft.heading("四、财政拨款收支预算总体情况说明")
    granted, was = (x.total(Fund.GENERAL, Fund.MANAGED) for x in (ledger, said.before))
    label = "财政拨款收、支总预算"
    draft.paragraph(
        f"{who}{year}年度{label}", draft.wan(label, granted), "。",
        said.versus(label, granted, was, "财政拨款收、支总计各"), said.why(granted, was),
    )  # fmt: skip
    draft.heading("五、财政拨款支出预算情况说明")
    said.granted(granted, was)
    draft.heading("六、财政拨款基本支出预算情况说明")
    said.basic("财政拨款基本支出")
    draft.heading("七、一般公共预算支出预算情况说明")
    label = "一般公共预算财政拨款支出"
    general, was = (x.total(Fund.GENERAL) for x in (ledger, said.before))
    draft.paragraph(
        f"{who}{year}年{label}预算", draft.wan(label, general), "，",
        said.versus(label, general, was), said.why(general, was),
    )  # fmt: skip
    draft.heading("八、一般公共预算基本支出预算情况说明")
    said.basic("一般公共预算财政拨款基本支出")
    draft.heading("九、一般公共预算“三公”经费、会议费、培训费支出预算情况说明")
    said.three_public()
    draft.heading("十、政府性基金预算支出预算情况说明")
    managed, was = (x.total(Fund.MANAGED) for x in (ledger, said.before))
    label = "政府性基金支出"
    draft.paragraph(
        f"{who}{year}年{label}预算支出", draft.wan(label, managed), "。",
        said.versus(label, managed, was),
    )  # fmt: skip
    said.others()


def _uses(ledger: Ledger) -> list[tuple[str, Decimal]]:
    return [
        ("基本支出", ledger.basic()),
        ("项目支出", ledger.project()),
        ("单位预留机动经费", ledger.reserve()),
    ]


class _Said:
    """Sentences over one ledger and the year before."""

    def __init__(
        self, draft: Draft, commission: Commission, ledger: Ledger, before: Ledger
    ) -> None:
        self.draft = draft
        self.ledger = ledger
        self.before = before
        self.year = commission.year
        self.rng = commission.random()

    def versus(
        self, label: str, now: Decimal, was: Decimal, subject: str = "", /, **fields: Any
    ) -> list[Part]:
        """Say '与上年相比增加Y万元，增长P%。', or that nothing changed."""
        change = self.draft.change(label, now, was, "prior_budget", **fields)
        head = f"与上年相比{'，' if subject else ''}{subject}"
        if len(change) == 1:
            return [head, change, "。"]
        if was == 0:
            return [head, change, "，上年无该预算，增长率无可比性。"]
        rate = self.draft.rate(label, now, was, "prior_budget", **fields)
        return [head, change, "，", rate, "。"]

    def why(self, now: Decimal, was: Decimal) -> str:
        """Say the main reason."""
        lists = load_lists()
        reasons = lists.reasons_up if now >= was else lists.reasons_down
        return f"主要原因是{self.rng.choice(reasons)}。" if now != was else ""

    def incomes(self) -> list[tuple[str, Decimal]]:
        """Return income by fund."""
        return [
            ("一般公共预算收入", self.ledger.total(Fund.GENERAL)),
            ("政府性基金预算收入", self.ledger.total(Fund.MANAGED)),
            ("其他资金", self.ledger.total(Fund.OTHER)),
        ]

    def overall(self) -> None:
        """Write totals, income by source, spending by class, and the uses once more."""
        draft, ledger, before = self.draft, self.ledger, self.before
        total, was = ledger.total(), before.total()
        label = "收入、支出预算总计"
        draft.paragraph(
            f"{ledger.organisation}{self.year}年度{label}", draft.wan(label, total), "，",
            self.versus(label, total, was, "收、支预算总计各"), "其中：",
        )  # fmt: skip
        draft.paragraph("（一）收入预算总计", draft.wan("收入预算总计", total), "。包括：")
        granted = ledger.total(Fund.GENERAL, Fund.MANAGED)
        label = "财政拨款收入预算总计"
        draft.paragraph(f"1．{label}", draft.wan(label, granted), "。")
        for number, name, fund in (
            (1, "一般公共预算收入", Fund.GENERAL),
            (2, "政府性基金收入", Fund.MANAGED),
        ):
            now, then = ledger.total(fund), before.total(fund)
            draft.paragraph(
                f"（{number}）{name}预算", draft.wan(name, now), "，", self.versus(name, now, then)
            )
        others = ledger.total(Fund.OTHER), before.total(Fund.OTHER)
        for number, (name, now, then) in enumerate(
            (
                ("财政专户管理资金收入", ZERO, ZERO),
                ("其他资金收入", *others),
                ("上年结转资金", ZERO, ZERO),
            ),
            2,
        ):
            draft.paragraph(
                f"{number}．{name}预算总计", draft.wan(name, now), "，",
                self.versus(name, now, then),
            )  # fmt: skip
        draft.paragraph("（二）支出预算总计", draft.wan("支出预算总计", total), "。包括：")
        self._classes()
        for number, ((name, now), (_, then)) in enumerate(
            zip(_uses(ledger), _uses(before), strict=True)
        ):
            draft.paragraph(
                "此外，" if number == 0 else "", f"{name}预算数为", draft.wan(name, now), "。",
                self.versus(name, now, then), self.why(now, then),
            )  # fmt: skip

    def _classes(self) -> None:
        draft = self.draft
        then = self.before.tree()
        classes = [(c, line.total) for c, line in self.ledger.tree().items() if len(c) == 3]
        for number, (code, now) in enumerate(classes, 1):
            name = item_path(code)[0]
            was = then[code].total if code in then else ZERO
            draft.paragraph(
                f"{number}．{name.removesuffix('支出')}（类）支出",
                draft.wan(name, now, classification="functional"), "。",
                self.versus(name, now, was, classification="functional"), self.why(now, was),
            )  # fmt: skip

    def shares(
        self, words: str, label: str, whole: Decimal, parts: Sequence[tuple[str, Decimal]]
    ) -> None:
        """Write 'X，其中：A…，占P%；…', one part a line."""
        draft = self.draft
        draft.paragraph(words, draft.wan(label, whole), "，其中：")
        shown = [(name, value) for name, value in parts if value]
        for number, (name, value) in enumerate(shown):
            share = draft.percent(name, value, whole, aspect="share", item_path=(label, name))
            amount = draft.wan(name, value, item_path=(label, name))
            end = "。" if number == len(shown) - 1 else "；"
            draft.paragraph(name, amount, "，占", share, end)

    def granted(self, granted: Decimal, was: Decimal) -> None:
        """Write spending of grants, item by item under its class."""
        draft, ledger = self.draft, self.ledger
        label = "财政拨款支出"
        share = draft.percent(label, granted, ledger.total(), aspect="share")
        draft.paragraph(
            f"{ledger.organisation}{self.year}年财政拨款预算支出", draft.wan(label, granted),
            "，占本年支出合计的", share, "。", self.versus(label, granted, was, label),
            self.why(granted, was), "其中：",
        )  # fmt: skip
        lines = ledger.functional(Fund.GENERAL, Fund.MANAGED)
        then = self.before.functional(Fund.GENERAL, Fund.MANAGED)
        seen: list[str] = []
        number = 0
        for code, line in lines.items():
            path = item_path(code)
            if path[0] not in seen:
                seen.append(path[0])
                number = 0
                draft.heading(f"（{numeral(len(seen))}）{path[0]}（类）", 2)
            number += 1
            before = then.get(code, NO_LINE).total
            fields = {"item_path": path, "classification": "functional"}
            amount = draft.wan(path[2], line.total, **fields)
            draft.paragraph(
                f"{number}．{path[1]}（款）{path[2]}（项）支出", amount, "，",
                self.versus(path[2], line.total, before, **fields), self.why(line.total, before),
            )  # fmt: skip

    def basic(self, label: str) -> None:
        """Write basic spending with 人员经费 and 公用经费."""
        draft, ledger = self.draft, self.ledger
        economic = ledger.economic()

        def names(*groups: str) -> str:
            codes = [c for c, v in economic.items() if len(c) == 5 and c[:3] in groups and v]
            return "、".join(economic_path(code)[-1] for code in codes)

        draft.paragraph(
            f"{ledger.organisation}{self.year}年度{label}预算", draft.wan(label, ledger.basic()),
            "，其中：",
        )  # fmt: skip
        for head, name, value, groups in (
            ("（一）", "人员经费", ledger.staff(), ("301", "303")),
            ("（二）", "公用经费", ledger.office(), ("302", "310")),
        ):
            amount = draft.wan(name, value, item_path=(label, name))
            draft.paragraph(f"{head}{name}", amount, f"。主要包括：{names(*groups)}。")

    def three_public(self) -> None:
        """Write 三公 by part and share, their sum nowhere; then 会议费 and 培训费."""
        draft, ledger = self.draft, self.ledger
        now, then = ledger.three_public(), self.before.three_public()
        who = f"{ledger.organisation}{self.year}年度一般公共预算拨款安排的"
        whole = sum(now.values(), ZERO)
        if whole == 0:
            draft.state("“三公”经费", f"{who}“三公”经费预算支出情况：无。", "none", ZERO)
        else:
            self._three_parts(who, now, then, whole)
        for name, value, before in zip(
            ("会议费", "培训费"),
            conference_and_training(ledger),
            conference_and_training(self.before),
            strict=True,
        ):
            draft.paragraph(
                f"{who}{name}预算支出", draft.wan(name, value), "，",
                self.versus(name, value, before),
            )  # fmt: skip

    def _three_parts(
        self, who: str, now: dict[str, Decimal], then: dict[str, Decimal], whole: Decimal
    ) -> None:
        draft = self.draft
        top = "“三公”经费"
        groups = {
            "因公出国（境）费": ("abroad",),
            CARS: ("purchase", "running"),
            "公务接待费": ("reception",),
        }
        said: list[Part] = []
        for name, keys in groups.items():
            value = sum((now[key] for key in keys), ZERO)
            share = draft.percent(name, value, whole, aspect="share", item_path=(top, name))
            amount = draft.wan(name, value, item_path=(top, name))
            said += [f"{name}支出", amount, f"，占{top}的", share, "；"]
        draft.paragraph(f"{who}{top}预算支出中，", said[:-1], "。具体情况如下：")

        def line(head: str, path: tuple[str, ...], keys: tuple[str, ...]) -> None:
            value, before = (sum((p[key] for key in keys), ZERO) for p in (now, then))
            fields = {"item_path": path}
            draft.paragraph(
                f"{head}预算支出", draft.wan(path[-1], value, **fields), "，",
                self.versus(path[-1], value, before, **fields),
            )  # fmt: skip

        line("1．因公出国（境）费", (top, "因公出国（境）费"), ("abroad",))
        line(f"2．{CARS}", (top, CARS), ("purchase", "running"))
        line("（1）公务用车购置", (top, CARS, "公务用车购置费"), ("purchase",))
        line("（2）公务用车运行维护费", (top, CARS, "公务用车运行维护费"), ("running",))
        line("3．公务接待费", (top, "公务接待费"), ("reception",))

    def others(self) -> None:
        """Write 机关运行经费, 政府采购, 国有资产 and 绩效目标."""
        draft, ledger, year = self.draft, self.ledger, self.year
        draft.heading("十一、一般公共预算机关运行经费支出预算情况说明")
        now, was = (operating_items(x).get("302", ZERO) for x in (ledger, self.before))
        draft.paragraph(
            f"{year}年本部门一般公共预算机关运行经费预算支出", draft.wan("机关运行经费", now), "，",
            self.versus("机关运行经费", now, was), self.why(now, was),
        )  # fmt: skip
        draft.heading("十二、政府采购支出预算情况说明")
        bought = ledger.procurement()
        whole = bought["goods"] + bought["works"] + bought["services"]
        draft.paragraph(
            f"{year}年度政府采购支出预算总额", draft.wan("政府采购", whole),
            "，其中：拟采购货物支出", draft.wan("政府采购货物", bought["goods"]),
            "、拟采购工程支出", draft.wan("政府采购工程", bought["works"]),
            "、拟购买服务支出", draft.wan("政府采购服务", bought["services"]), "。",
        )  # fmt: skip
        draft.heading("十三、国有资产占用情况")
        vehicles = sum(unit.vehicles for unit in ledger.units)
        equipment = sum(unit.equipment for unit in ledger.units)
        draft.paragraph(
            "本部门共有车辆", draft.count("车辆", vehicles, "辆"), "，其中，一般公务用车",
            draft.count("一般公务用车", vehicles, "辆"), "。单价20万元（含）以上的设备",
            draft.count("单价20万元（含）以上的设备", equipment, "台（套）"), "。",
        )  # fmt: skip
        draft.heading("十四、预算绩效目标设置情况说明")
        goals = [v for (_, fund), v in ledger.units[0].projects.items() if fund is Fund.GENERAL]
        draft.paragraph(
            f"{year}年本部门共", draft.count("实行绩效目标管理的项目", len(goals), "个"),
            "项目实行绩效目标管理，涉及财政性资金合计",
            draft.wan("绩效目标管理涉及财政性资金", sum(goals, ZERO)), "。",
        )  # fmt: skip
