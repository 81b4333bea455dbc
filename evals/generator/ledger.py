"""The table of truth: what an invented organisation spends, from which everything is printed.

Only free amounts are drawn (economic items, projects, trips, vehicles); every total, every
functional line and every 三公 part is derived from them, so documents balance by construction.
All amounts are in yuan, as Decimal.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from evals.generator.lists import Body, EconomicItem, load_lists

ZERO = Decimal(0)


class Fund(Enum):
    """Where money comes from (资金来源)."""

    GENERAL = "一般公共预算"
    MANAGED = "政府性基金"
    OTHER = "其他收入"


@dataclass(frozen=True)
class FunctionalLine:
    """One item (项级功能科目) from one fund."""

    code: str
    fund: Fund
    basic: Decimal
    project: Decimal
    reserve: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Basic and project expenditure and 单位预留机动经费 together."""
        return self.basic + self.project + self.reserve

    def plus(self, other: "FunctionalLine") -> "FunctionalLine":
        """Add amounts, keeping this line's code and fund."""
        return replace(
            self,
            basic=self.basic + other.basic,
            project=self.project + other.project,
            reserve=self.reserve + other.reserve,
        )


@dataclass(frozen=True)
class UnitYear:
    """One budget unit in one year: the amounts that are drawn, none that are derived."""

    name: str
    body: Body
    administrative: bool
    economic: Mapping[str, Decimal]
    housing_allowance: Decimal
    projects: Mapping[tuple[str, Fund], Decimal]
    abroad: Decimal
    vehicle_purchase: Decimal
    goods: Decimal
    works: Decimal
    services: Decimal
    small_share: Decimal
    vehicles: int
    equipment: int
    reserve: Decimal = ZERO

    def lines(self) -> list[FunctionalLine]:
        """Return the functional lines; the running line takes what no other line names."""
        named = {
            "2080501" if self.administrative else "2080502": self._sum("30301", "30302"),
            "2080505": self._sum("30108"),
            "2080506": self._sum("30109"),
            "2101101" if self.administrative else "2101102": self._sum("30110"),
            "2210201": self._sum("30113"),
            "2210203": self.housing_allowance,
        }
        run = self.body.run if self.administrative else self.body.institution_run
        named[run] = sum(self.economic.values(), ZERO) - sum(named.values(), ZERO)
        lines = [FunctionalLine(code, Fund.GENERAL, v, ZERO) for code, v in named.items() if v]
        if self.reserve:
            lines.append(FunctionalLine(run, Fund.GENERAL, ZERO, ZERO, self.reserve))
        lines += [
            FunctionalLine(code, fund, ZERO, v) for (code, fund), v in self.projects.items() if v
        ]
        return lines

    def _sum(self, *codes: str) -> Decimal:
        return sum((self.economic.get(code, ZERO) for code in codes), ZERO)


@dataclass(frozen=True)
class Ledger:
    """An organisation's year: its units, and the year before where one is known."""

    organisation: str
    fiscal_year: int
    units: tuple[UnitYear, ...]
    prior: "Ledger | None" = None

    def functional(self, *funds: Fund) -> dict[str, FunctionalLine]:
        """Return items by code, summed over units and the given funds (all when none given)."""
        found: dict[str, FunctionalLine] = {}
        for line in (line for unit in self.units for line in unit.lines()):
            if funds and line.fund not in funds:
                continue
            old = found.get(line.code, FunctionalLine(line.code, line.fund, ZERO, ZERO))
            found[line.code] = old.plus(line)
        return dict(sorted(found.items()))

    def tree(self, *funds: Fund) -> dict[str, FunctionalLine]:
        """Return classes, sections and items by code, each the sum of what lies under it."""
        return roll_up(self.functional(*funds).values())

    def total(self, *funds: Fund) -> Decimal:
        """Return all expenditure of the given funds."""
        return sum((line.total for line in self.functional(*funds).values()), ZERO)

    def basic(self) -> Decimal:
        """Return basic expenditure (基本支出), which the general budget alone pays here."""
        return sum((line.basic for line in self.functional().values()), ZERO)

    def project(self, *funds: Fund) -> Decimal:
        """Return project expenditure (项目支出) of the given funds."""
        return sum((line.project for line in self.functional(*funds).values()), ZERO)

    def reserve(self) -> Decimal:
        """Return 单位预留机动经费, which some provinces budget apart."""
        return sum((unit.reserve for unit in self.units), ZERO)

    def economic(self) -> dict[str, Decimal]:
        """Return basic expenditure by economic group and item code."""
        found: dict[str, Decimal] = {}
        for unit in self.units:
            for code, value in unit.economic.items():
                for key in (code[:3], code):
                    found[key] = found.get(key, ZERO) + value
        return dict(sorted(found.items()))

    def staff(self) -> Decimal:
        """Return 人员经费: groups 301 and 303."""
        economic = self.economic()
        return economic.get("301", ZERO) + economic.get("303", ZERO)

    def office(self) -> Decimal:
        """Return 公用经费: groups 302 and 310."""
        return self.basic() - self.staff()

    def operating(self) -> Decimal:
        """Return 机关运行经费: the office costs of administrative units."""
        alone = replace(self, units=tuple(u for u in self.units if u.administrative))
        return alone.office()

    def three_public(self) -> dict[str, Decimal]:
        """Return the parts of 三公 by name: abroad, purchase, running, reception."""
        economic = self.economic()
        return {
            "abroad": sum((u.abroad for u in self.units), ZERO),
            "purchase": sum((u.vehicle_purchase for u in self.units), ZERO),
            "running": economic.get("30231", ZERO),
            "reception": economic.get("30217", ZERO),
        }

    def procurement(self) -> dict[str, Decimal]:
        """Return 政府采购 by name: goods, works, services, small (share for small firms)."""
        parts = {
            "goods": sum((u.goods for u in self.units), ZERO),
            "works": sum((u.works for u in self.units), ZERO),
            "services": sum((u.services for u in self.units), ZERO),
        }
        parts["small"] = sum((u.small_share for u in self.units), ZERO)
        return parts

    def named_projects(self) -> list[tuple[str, str, Decimal]]:
        """Return (project, item code, amount) of three projects that share one item."""
        unit = self.units[0]
        code, fund = next(iter(unit.projects))
        amount = unit.projects[code, fund]
        first = (amount / 2).quantize(Decimal(1000), ROUND_HALF_UP)
        second = (amount / 5).quantize(Decimal(1000), ROUND_HALF_UP)
        parts = (first, second, amount - first - second)
        return [(n, code, v) for n, v in zip(unit.body.named_projects, parts, strict=True)]

    def of_unit(self, index: int) -> "Ledger":
        """Return the ledger of one unit alone, with its years before."""
        prior = self.prior.of_unit(index) if self.prior else None
        return replace(
            self, organisation=self.units[index].name, units=(self.units[index],), prior=prior
        )


def roll_up(lines: Iterable[FunctionalLine]) -> dict[str, FunctionalLine]:
    """Add to items (7 digits) the sections (5) and classes (3) over them, in order of code."""
    found: dict[str, FunctionalLine] = {}
    for line in lines:
        for code in (line.code[:3], line.code[:5], line.code):
            old = found.get(code, FunctionalLine(code, line.fund, ZERO, ZERO))
            found[code] = old.plus(line)
    return dict(sorted(found.items()))


def draw_ledgers(
    seed: str,
    place: str,
    body: Body,
    years: Iterable[int],
    step: Decimal,
    rich: bool = False,
    frugal: bool = False,
    reserve: bool = False,
) -> list[Ledger]:
    """Draw consecutive years of one organisation, the year before the first as their `prior`.

    `step` is the smallest amount a table prints, in yuan (0.01, 1, or 100 where documents are
    in 万元 with two decimals). `rich` adds money besides the general budget, where the body
    has any. `frugal` leaves out 三公 altogether,
    `reserve` adds 单位预留机动经费.
    """
    organisation = place + body.name
    rng = random.Random(f"{seed}|{organisation}")
    years = sorted(years)
    names = [organisation, *(place + name for name in body.subordinates)]
    units = tuple(
        _draw_unit(rng, name, body, index == 0, step, rich) for index, name in enumerate(names)
    )
    if reserve:
        units = tuple(replace(u, reserve=_draw(rng, 300000, 2000000, step)) for u in units)
    if frugal:
        units = tuple(_without_three_public(unit) for unit in units)
    ledgers: list[Ledger] = []
    for year in range(years[0] - 1, years[-1] + 1):
        if ledgers:
            units = tuple(_next_year(rng, unit, step) for unit in units)
        ledgers.append(Ledger(organisation, year, units, ledgers[-1] if ledgers else None))
    return ledgers[1:]


def _draw(rng: random.Random, low: int, high: int, step: Decimal) -> Decimal:
    return rng.randrange(int(low / step), int(high / step) + 1) * step


def _draw_unit(
    rng: random.Random, name: str, body: Body, administrative: bool, step: Decimal, rich: bool
) -> UnitYear:
    heads = rng.randrange(24, 110) if administrative else rng.randrange(8, 40)
    economic = {
        item.code: _draw_item(rng, item, heads, step)
        for item in load_lists().economic
        if item.administrative in (None, administrative)
        and (administrative or item.code not in ("30217", "30231"))
        and rng.random() < item.chance
    }
    ten_thousand = Decimal(10000)
    chosen = body.projects if administrative else body.projects[-1:]
    projects = {
        (code, Fund.GENERAL): _draw(rng, 200000, 6000000, max(step, Decimal(100)))
        for code in chosen
        if rng.random() < 0.85 or code == chosen[0]
    }
    if rich and administrative:
        projects |= {
            (code, Fund.MANAGED): _draw(rng, 300000, 2000000, max(step, Decimal(100)))
            for code in body.funds
        }
        projects[chosen[-1], Fund.OTHER] = _draw(rng, 50000, 400000, max(step, Decimal(100)))
    goods, services = (_draw(rng, 50000, 900000, Decimal(1000)) for _ in range(2))
    return UnitYear(
        name=name,
        body=body,
        administrative=administrative,
        economic=economic,
        housing_allowance=_draw(rng, 2000 * heads, 8000 * heads, step) if administrative else ZERO,
        projects=projects,
        abroad=rng.choice([ZERO, ZERO, 6 * ten_thousand, 12 * ten_thousand])
        if administrative
        else ZERO,
        vehicle_purchase=rng.choice([ZERO, ZERO, 18 * ten_thousand]) if administrative else ZERO,
        goods=goods,
        works=rng.choice([ZERO, 25 * ten_thousand]),
        services=services,
        small_share=(goods * Decimal("0.4")).quantize(Decimal(1000), ROUND_HALF_UP),
        vehicles=rng.randrange(1, 8) if administrative else 0,
        equipment=rng.randrange(0, 3),
    )


def _draw_item(rng: random.Random, item: EconomicItem, heads: int, step: Decimal) -> Decimal:
    return _draw(rng, item.low * heads, item.high * heads, max(step, Decimal(item.round)))


def _without_three_public(unit: UnitYear) -> UnitYear:
    economic = {c: v for c, v in unit.economic.items() if c not in ("30217", "30231")}
    return replace(unit, economic=economic, abroad=ZERO, vehicle_purchase=ZERO, vehicles=0)


def _next_year(rng: random.Random, unit: UnitYear, step: Decimal) -> UnitYear:
    rounds = {item.code: Decimal(item.round) for item in load_lists().economic}
    economic = {
        code: _drift(rng, value, 90, 113, max(step, rounds[code]))
        for code, value in unit.economic.items()
    }
    projects = {
        key: _drift(rng, value, 62, 141, max(step, Decimal(100)))
        for key, value in unit.projects.items()
    }
    # Now and then something new, so that '上年无该预算' has a place.
    unused = [c for c in unit.body.projects if (c, Fund.GENERAL) not in projects]
    if unused and unit.administrative:
        projects[unused[0], Fund.GENERAL] = _draw(rng, 100000, 900000, max(step, Decimal(100)))
    return replace(
        unit,
        economic=economic,
        housing_allowance=_drift(rng, unit.housing_allowance, 92, 109, step),
        projects=projects,
        vehicle_purchase=ZERO if unit.vehicle_purchase else unit.vehicle_purchase,
        goods=_drift(rng, unit.goods, 70, 140, Decimal(1000)),
        services=_drift(rng, unit.services, 70, 140, Decimal(1000)),
        reserve=_drift(rng, unit.reserve, 80, 150, step) if unit.reserve else ZERO,
        equipment=unit.equipment + rng.randrange(0, 2),
    )


def _drift(rng: random.Random, value: Decimal, low: int, high: int, step: Decimal) -> Decimal:
    """Change a value by a percentage between low and high; one in six stays as it was."""
    if rng.randrange(6) == 0:
        return value
    percent = Decimal(rng.randrange(low * 10, high * 10)) / 1000
    return (value * percent / step).to_integral_value(ROUND_HALF_UP) * step
