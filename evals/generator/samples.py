"""The sample documents, and any number more of the same styles with other names and amounts."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from evals.generator.draft import Draft
from evals.generator.ledger import Ledger, draw_ledgers
from evals.generator.lists import Body, Place, load_lists
from evals.generator.pdf import Looks, draft_to_pdf
from evals.generator.styles import final_account, nine_tables, plain_text, twelve_tables
from evals.generator.styles.commission import Commission, Habits, draw_habits
from evals.generator.text import draft_to_text
from evals.generator.truth import Truth

YUAN, FEN, HUNDRED = Decimal(1), Decimal("0.01"), Decimal(100)
SEED = "1"
SAME_AS_STYLE = Habits()


@dataclass(frozen=True)
class Style:
    """How documents of one style are written and drawn; no looks means plain text."""

    write: Callable[[Commission], Draft]
    looks: Looks | None
    step: Decimal
    word: str


STYLES = {
    "shanghai": Style(nine_tables.write_nine_tables, nine_tables.LOOKS, FEN, "部门预算"),
    "jiangsu": Style(twelve_tables.write_twelve_tables, twelve_tables.LOOKS, HUNDRED, "部门预算"),
    "final": Style(final_account.write_final_account, final_account.LOOKS, HUNDRED, "部门决算"),
    "plain": Style(plain_text.write_plain_text, None, HUNDRED, "部门预算"),
}


@dataclass(frozen=True)
class Made:
    """One generated document: its file name, its bytes and what it says."""

    file_name: str
    content: bytes
    truth: Truth

    def write(self, folder: Path) -> None:
        """Write the document and its truth beside it."""
        (folder / self.file_name).write_bytes(self.content)
        truth = folder / f"{Path(self.file_name).stem}.truth.json"
        truth.write_text(self.truth.to_json(), encoding="utf-8")


def write_draft(commission: Commission) -> Draft:
    """Write one document without laying it out; its facts have no page yet."""
    return STYLES[commission.style].write(commission)


def make(commission: Commission) -> Made:
    """Write one document and lay it out."""
    style, draft = STYLES[commission.style], write_draft(commission)
    if style.looks is None:
        content = draft_to_text(draft).encode("utf-8")
    else:
        mark = commission.habits.page_mark
        looks = style.looks if mark is None else replace(style.looks, page_mark=mark)
        content = draft_to_pdf(draft, looks)
    return Made(commission.document, content, draft.truth)


def sample_commissions(seed: str = SEED) -> Iterator[Commission]:
    """Say which samples there are; the same seed says the same."""
    places = {place.short: place for place in load_lists().places}
    bodies = {body.name: body for body in load_lists().bodies}

    place, body = places["月湾新区"], bodies["退役军人事务管理局"]
    (ledger,) = draw_ledgers(seed, place.name, body, [2025], HUNDRED, frugal=True)
    yield _commission("plain", seed, place, body, ledger)

    place, body = places["澄溪区"], bodies["公共法律事务局"]
    first, second = draw_ledgers(seed, place.name, body, [2024, 2025], FEN)
    yield _commission("shanghai", seed, place, body, first, habits=Habits(states_executed=True))
    yield _commission("shanghai", seed, place, body, second, habits=Habits(blank="0"))
    yield _commission("shanghai", seed, place, body, second.of_unit(0), level="单位")

    place, body = places["临汀县"], bodies["应急与安全管理局"]
    (ledger,) = draw_ledgers(seed, place.name, body, [2024], HUNDRED, rich=True, frugal=True)
    yield _commission("final", seed, place, body, ledger)

    place, body = places["青岚省"], bodies["民生保障厅"]
    (ledger,) = draw_ledgers(seed, place.name, body, [2019], HUNDRED, reserve=True)
    yield _commission("jiangsu", seed, place, body, ledger)

    # Another organisation of the nine-table style, with money besides the general budget.
    place, body = places["北屏区"], bodies["文化艺术和旅游局"]
    (ledger,) = draw_ledgers(seed, place.name, body, [2025], YUAN, rich=True)
    yield _commission("shanghai", seed, place, body, ledger, places=0)


def commissions(style: str, count: int, seed: str) -> Iterator[Commission]:
    """Say any number of documents of one style, each with another name and other amounts."""
    lists = load_lists()
    rng = random.Random(f"{seed}|{style}")
    pairs = [(place, body) for place in lists.places for body in lists.bodies]
    rng.shuffle(pairs)
    for number in range(count):
        place, body = pairs[number % len(pairs)]
        first = random.Random(f"{seed}|{place.name}{body.name}").randrange(8)
        year = 2019 + (first + number // len(pairs)) % 8
        chances = random.Random(f"{seed}|{style}|{number}")
        # Amounts in yuan are printed with cents by some offices, without by others.
        whole = style == "shanghai" and chances.random() < 0.4
        (ledger,) = draw_ledgers(
            f"{seed}|{number}",
            place.name,
            body,
            [year],
            YUAN if whole else STYLES[style].step,
            rich=style != "plain" and chances.random() < 0.4,
            frugal=chances.random() < 0.25,
            reserve=style == "jiangsu",
        )
        alone = style == "shanghai" and chances.random() < 0.25
        yield _commission(
            style,
            f"{seed}|{number}",
            place,
            body,
            ledger.of_unit(0) if alone else ledger,
            level="单位" if alone else "部门",
            places=0 if whole else 2,
            habits=draw_habits(chances),
        )


def _commission(
    style: str,
    seed: str,
    place: Place,
    body: Body,
    ledger: Ledger,
    level: str = "部门",
    places: int = 2,
    habits: Habits = SAME_AS_STYLE,
) -> Commission:
    suffix = "txt" if STYLES[style].looks is None else "pdf"
    word = STYLES[style].word.replace("部门", level)
    return Commission(
        document=f"{ledger.organisation}-{ledger.fiscal_year}-{word}.{suffix}",
        style=style,
        seed=seed,
        place=place,
        body=body,
        level=level,
        ledger=ledger,
        habits=habits,
        places=places,
    )
