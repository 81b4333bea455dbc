"""A final account (决算): a ledger of what was spent, and what had been budgeted for it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from evals.generator.ledger import ZERO, Fund, Ledger

STEP = Decimal(100)  # accounts print 万元 with two decimals


@dataclass(frozen=True)
class Account:
    """What was spent, the budget at the start of the year (年初) and the adjusted one (全年).

    Amounts in yuan; budgets by item code, of the general public budget alone. Income besides
    grants covers what it pays for plus `interest`, which is carried into the next year.
    """

    ledger: Ledger
    initial: Mapping[str, Decimal]
    adjusted: Mapping[str, Decimal]
    three_budget: Mapping[str, Decimal]
    carried_in: Decimal
    interest: Decimal

    @property
    def granted(self) -> Decimal:
        """财政拨款收入: all of it was spent."""
        return self.ledger.total(Fund.GENERAL, Fund.MANAGED)

    @property
    def other_income(self) -> Decimal:
        """其他收入."""
        return self.ledger.total(Fund.OTHER) + self.interest

    @property
    def income(self) -> Decimal:
        """本年收入合计."""
        return self.granted + self.other_income

    @property
    def carried_out(self) -> Decimal:
        """年末结转和结余."""
        return self.carried_in + self.interest

    @property
    def total(self) -> Decimal:
        """总计, the same on both sides."""
        return self.income + self.carried_in


def draw_account(seed: str, ledger: Ledger) -> Account:
    """Draw budgets around what was spent; some items had no budget at the start."""
    rng = random.Random(f"{seed}|account|{ledger.organisation}")
    initial: dict[str, Decimal] = {}
    adjusted: dict[str, Decimal] = {}
    for code, line in ledger.functional(Fund.GENERAL).items():
        kept = rng.randrange(5) == 0
        rate = Decimal(1000 if kept else rng.randrange(830, 1000)) / 1000
        adjusted[code] = _step(line.total / rate)
        shift = Decimal(rng.choice([1000, 1000, 940, 1060, 0])) / 1000
        initial[code] = _step(adjusted[code] * shift)
    three = {
        key: _step(value * Decimal(rng.randrange(1000, 1300)) / 1000)
        for key, value in ledger.three_public().items()
    }
    return Account(
        ledger=ledger,
        initial=initial,
        adjusted=adjusted,
        three_budget=three,
        carried_in=rng.choice([ZERO, rng.randrange(20, 3000) * STEP]),
        interest=rng.choice([ZERO, rng.randrange(5, 300) * STEP]),
    )


def _step(value: Decimal) -> Decimal:
    return (value / STEP).to_integral_value(ROUND_HALF_UP) * STEP
