"""The prose of a nine-table budget: 编制说明, 其他相关情况说明, 项目经费情况说明."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from evals.generator.draft import Draft, Part
from evals.generator.ledger import ZERO, FunctionalLine, Fund
from evals.generator.lists import load_lists
from evals.generator.styles.commission import Commission, item_path, numeral

VEHICLE_KINDS = ("机要通信用车", "应急保障用车", "执法执勤用车", "其他用车")


def write_notes(draft: Draft, commission: Commission) -> None:
    """Write 预算编制说明: totals, changes against last year's budget, then every item."""
    year, ledger = commission.year, commission.ledger
    before = ledger.prior
    if before is None:
        raise ValueError("this style compares with the year before; draw one")
    draft.page_title(f"{year}年{commission.level}预算编制说明")
    granted, was_granted = (x.total(Fund.GENERAL, Fund.MANAGED) for x in (ledger, before))
    general, was_general = (x.total(Fund.GENERAL) for x in (ledger, before))
    managed, was_managed = (x.total(Fund.MANAGED) for x in (ledger, before))

    def against(label: str, now: Decimal, then: Decimal) -> list[Part]:
        change = draft.change(label, now, then, "prior_budget")
        joint = "与" if len(change) == 1 and draft.prints.same != "持平" else "比"
        return [f"，{joint}{year - 1}年预算", *change]

    draft.paragraph(
        f"{year}年，{ledger.organisation}收入预算", draft.wan("收入预算", ledger.total()),
        "，其中：财政拨款收入", draft.wan("财政拨款收入", granted),
        against("财政拨款收入", granted, was_granted),
        "；事业收入", draft.wan("事业收入", ZERO),
        "；事业单位经营收入", draft.wan("事业单位经营收入", ZERO),
        "；其他收入", draft.wan("其他收入", ledger.total(Fund.OTHER)), "。",
    )  # fmt: skip
    draft.paragraph(
        "支出预算", draft.wan("支出预算", ledger.total()),
        "，其中：财政拨款支出预算", draft.wan("财政拨款支出", granted),
        against("财政拨款支出", granted, was_granted),
        "。财政拨款支出预算中，一般公共预算拨款支出预算",
        draft.wan("一般公共预算拨款支出", general),
        against("一般公共预算拨款支出", general, was_general),
        "；政府性基金拨款支出预算", draft.wan("政府性基金拨款支出", managed),
        against("政府性基金拨款支出", managed, was_managed),
        "；国有资本经营预算拨款支出预算", draft.wan("国有资本经营预算拨款支出", ZERO),
        against("国有资本经营预算拨款支出", ZERO, ZERO), "。",
    )  # fmt: skip
    lists = load_lists()
    up = granted >= was_granted
    reason = commission.random().choice(lists.reasons_up if up else lists.reasons_down)
    word = "增加" if up else "减少"
    draft.state("财政拨款收支变动", f"财政拨款收支{word}的主要原因是{reason}。", "reason")
    draft.lines("body", "财政拨款支出按科目列示如下：")
    _items(draft, commission, ledger.functional(Fund.GENERAL, Fund.MANAGED))


def _items(draft: Draft, commission: Commission, lines: dict[str, FunctionalLine]) -> None:
    rng = commission.random()
    prior = commission.ledger.prior
    before = prior.functional(Fund.GENERAL, Fund.MANAGED) if prior else {}
    for number, (code, line) in enumerate(lines.items(), 1):
        path = item_path(code)
        purpose = load_lists().purposes.get(path[-1], f"开展{path[-1]}方面的专门工作")
        fields = {"item_path": path, "classification": "functional"}
        if not commission.habits.states_executed:
            amount = draft.wan(path[-1], line.total, **fields)
            draft.paragraph(f"{number}. “{'-'.join(path)}”科目", amount, f"，用来{purpose}。")
            continue
        share = Decimal(rng.randrange(880, 1000)) / 1000
        was = before[code].total * share if code in before else ZERO
        was = (was / 100).to_integral_value(ROUND_HALF_UP) * 100
        named = f"{path[0]}（类）{path[1]}（款）{path[2]}（项）"
        year = commission.year
        draft.paragraph(
            f"{number}. “{named}”", draft.wan(path[-1], line.total, **fields),
            f"，用来{purpose}。{year - 1}年当年预算执行数为",
            draft.wan(path[-1], was, fiscal_year=year - 1, measure="executed", **fields),
            f"，{year}年预算安排", draft.wan(path[-1], line.total, **fields),
            _executed_rate(draft, path, line.total, was, year),
            f"主要原因是：{_reason(rng, line.total >= was)}。",
        )  # fmt: skip


def _executed_rate(
    draft: Draft, path: tuple[str, ...], now: Decimal, was: Decimal, year: int
) -> list[Part]:
    """Say the change as a rate alone; where nothing was spent, no rate can be given."""
    if was == 0:
        return ["，上年无该项支出，增长率无可比性。"]
    fields = {"item_path": path, "classification": "functional"}
    change = draft.rate(path[-1], now, was, "prior_executed", **fields)
    word = "增加" if now >= was else "减少"
    return [f"，比{year - 1}年预算执行数{word}", change[1], "。"]


def _reason(rng: Random, up: bool) -> str:
    lists = load_lists()
    choices = lists.reasons_up if up else lists.reasons_down
    return rng.choice(choices)


def write_other_matters(draft: Draft, commission: Commission) -> None:
    """Write 三公, 机关运行经费, 政府采购, 绩效目标 and 国有资产."""
    year, ledger = commission.year, commission.ledger
    draft.page_title("其他相关情况说明")
    draft.heading(f"一、{year}年“三公”经费预算情况说明")
    _three_public(draft, commission)
    draft.heading("二、机关运行经费预算")
    draft.paragraph(
        f"{year}年{ledger.organisation}财政拨款的机关运行经费预算为",
        draft.wan("机关运行经费", ledger.operating()), "。",
    )  # fmt: skip
    draft.heading("三、政府采购预算情况")
    parts = ledger.procurement()
    who = f"本{commission.level}"
    whole = parts["goods"] + parts["works"] + parts["services"]
    draft.paragraph(
        f"{year}年{who}政府采购预算", draft.wan("政府采购", whole),
        "，其中：政府采购货物预算", draft.wan("政府采购货物", parts["goods"]),
        "、政府采购工程预算", draft.wan("政府采购工程", parts["works"]),
        "、政府采购服务预算", draft.wan("政府采购服务", parts["services"]), "。",
    )  # fmt: skip
    draft.paragraph(
        f"{year}年{who}预留给中小企业的政府采购项目预算金额",
        draft.wan("面向中小企业预留政府采购项目预算金额", whole),
        "，其中，预留给小型和微型企业的政府采购项目预算为",
        draft.wan("预留给小型和微型企业的政府采购项目预算", parts["small"]), "。",
    )  # fmt: skip
    draft.heading("四、绩效目标设置情况")
    codes = {code for code, line in ledger.functional(Fund.GENERAL).items() if line.project}
    draft.paragraph(
        f"{year}年{who}编报绩效目标的项目", draft.count("编报绩效目标的项目", len(codes), "个"),
        "，涉及项目预算资金",
        draft.wan("编报绩效目标的项目涉及预算资金", ledger.project(Fund.GENERAL)), "。",
    )  # fmt: skip
    draft.heading("五、国有资产占有使用情况")
    _assets(draft, commission)


def _three_public(draft: Draft, commission: Commission) -> None:
    year, ledger = commission.year, commission.ledger
    now = ledger.three_public()
    was = ledger.prior.three_public() if ledger.prior else dict.fromkeys(now, ZERO)

    def say(label: str, *keys: str) -> list[Part]:
        value, then = (sum((p[key] for key in keys), ZERO) for p in (now, was))
        path: tuple[str, ...] = ("“三公”经费",) if len(keys) == 4 else ("“三公”经费", label)
        if keys[0] in ("purchase", "running") and len(keys) == 1:
            path = ("“三公”经费", "公务用车购置及运行费", label)
        amount = draft.wan(label, value, item_path=path)
        change = draft.change(label, value, then, "prior_budget", item_path=path)
        joint = "与" if len(change) == 1 else "比"
        return [amount, f"，{joint}{year - 1}年预算", change]

    draft.paragraph(
        f"{year}年“三公”经费预算数为",
        say("“三公”经费", "abroad", "purchase", "running", "reception"), "。其中：",
    )  # fmt: skip
    draft.paragraph("（一）因公出国（境）费", say("因公出国（境）费", "abroad"), "。")
    draft.paragraph(
        "（二）公务用车购置及运行费", say("公务用车购置及运行费", "purchase", "running"),
        "。其中：公务用车购置费", say("公务用车购置费", "purchase"),
        "；公务用车运行费", say("公务用车运行费", "running"), "。",
    )  # fmt: skip
    draft.paragraph("（三）公务接待费", say("公务接待费", "reception"), "。")


def _assets(draft: Draft, commission: Commission) -> None:
    ledger, year = commission.ledger, commission.year
    total = sum(unit.vehicles for unit in ledger.units)
    equipment = sum(unit.equipment for unit in ledger.units)
    counts = dict.fromkeys(VEHICLE_KINDS, 0) | {"机要通信用车": total // 3}
    counts["其他用车"] = total - total // 3
    kinds: list[Part] = []
    for name, number in counts.items():
        kinds += [name, draft.count(name, number, "辆", item_path=("车辆", name)), "、"]
    draft.paragraph(
        f"截至{year - 1}年8月31日，{ledger.organisation}共有车辆", draft.count("车辆", total, "辆"),
        "，其中：", kinds[:-1], "；单价100万元（含）以上设备（不含车辆）",
        draft.count("单价100万元（含）以上设备", equipment, "台（套）"),
        "。",
    )  # fmt: skip


def write_project(draft: Draft, commission: Commission) -> None:
    """Write the description of one group of projects, with its yearly amount and parts."""
    year = commission.year
    projects = commission.ledger.named_projects()
    code = projects[0][1]
    title = f"{item_path(code)[-1]}专项"
    whole = sum((amount for _, _, amount in projects), ZERO)
    draft.page_title(f"{title}项目经费情况说明")
    texts = {
        "项目概述": f"本项目由{'、'.join(name for name, _, _ in projects)}三部分组成。",
        "立项依据": f"{commission.place.short}年度重点工作安排和本{commission.level}职责。",
        "实施主体": commission.ledger.organisation + "。",
        "实施方案": "年初制定计划，按季度核对进度，年底验收。",
        "实施周期": f"{year}年1月至12月。",
    }
    for number, (heading, text) in enumerate(texts.items(), 1):
        draft.heading(f"{numeral(number)}、{heading}")
        draft.lines("body", text)
    draft.heading("六、年度预算安排")
    parts: list[Part] = []
    for name, _, amount in projects:
        parts += [name, draft.wan(name, amount, item_path=(title, name)), "，"]
    draft.paragraph(f"{year}年{title}安排", draft.wan(title, whole), "，其中：", parts[:-1], "。")
    draft.heading("七、绩效目标")
    draft.lines("body", "活动按计划完成，服务对象满意度不低于九成。")
