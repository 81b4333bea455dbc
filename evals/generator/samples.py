"""The sample documents, and any number more of the same styles with other names and amounts."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from evals.generator.contradictions import plant_contradictions
from evals.generator.draft import Draft
from evals.generator.formats import FORMATS, Made, formats_for, write_draft_as
from evals.generator.ledger import Ledger, draw_ledgers
from evals.generator.lists import Body, Place, load_lists
from evals.generator.noise.noises import add_noise
from evals.generator.pdf import Looks
from evals.generator.places import places_of_generation
from evals.generator.styles import (
    final_account,
    many_tables,
    nine_tables,
    numbered_tables,
    plain_text,
    twelve_tables,
)
from evals.generator.styles.commission import Commission, Habits, draw_habits

YUAN, FEN, HUNDRED = Decimal(1), Decimal("0.01"), Decimal(100)
SEED = "1"
YEARS = range(2019, 2027)
SAME_AS_STYLE = Habits()


@dataclass(frozen=True)
class Style:
    """How documents of one style are written and drawn; no looks means plain text."""

    write: Callable[[Commission], Draft]
    looks: Looks | None
    step: Decimal
    word: str
    meaning: str

    @property
    def has_tables(self) -> bool:
        """Whether it prints tables at all."""
        return self.looks is not None


STYLES = {
    "shanghai": Style(
        nine_tables.write_nine_tables, nine_tables.LOOKS, FEN, "部门预算",
        "九张表，表中单位为元，文字用万元，标题不编号",
    ),
    "jiangsu": Style(
        twelve_tables.write_twelve_tables, twelve_tables.LOOKS, HUNDRED, "部门预算",
        "十二张表，单位万元，功能分类与支出用途并列",
    ),
    "final": Style(
        final_account.write_final_account, final_account.LOOKS, HUNDRED, "部门决算",
        "部门决算，九张表，单位万元，科目编码七位连写",
    ),
    "hunan": Style(
        many_tables.write_many_tables, many_tables.LOOKS, HUNDRED, "部门预算",
        "附表在前，十五张表，单位万元，科目编码连写",
    ),
    "sichuan": Style(
        numbered_tables.write_numbered_tables, numbered_tables.LOOKS, HUNDRED, "部门决算",
        "部门决算，表一至表九在后，有行次、栏次，类款项分列，“三公”先预算数后决算数",
    ),
    "plain": Style(
        plain_text.write_plain_text, None, HUNDRED, "部门预算", "纯文本，没有表格"
    ),
}  # fmt: skip


def own_format(style: str) -> str:
    """Return the format a style is written in where none is asked for."""
    return "pdf" if STYLES[style].has_tables else "txt"


def write_draft(commission: Commission) -> Draft:
    """Write one document without laying it out; its facts have no page yet."""
    return STYLES[commission.style].write(commission)


def make(commission: Commission) -> Made:
    """Write one document of one file and lay it out."""
    (made,) = make_files(commission)
    return made


def make_files(commission: Commission) -> list[Made]:
    """Write one document and lay it out: a file, or two where its format says so."""
    style, draft = STYLES[commission.style], write_draft(commission)
    name = commission.format or own_format(commission.style)
    draft.paged, draft.in_sheets = FORMATS[name].has_pages, FORMATS[name].in_sheets
    if commission.contradictions:
        plant_contradictions(draft, commission.contradictions, commission.seed)
    if commission.noise:
        add_noise(draft, commission.noise, commission.seed)
    mark = commission.habits.page_mark
    looks = style.looks or Looks()
    looks = looks if mark is None else replace(looks, page_mark=mark)
    return write_draft_as(draft, name, looks)


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


def commissions(style: str, count: int, seed: str, format_name: str = "") -> Iterator[Commission]:
    """Say any number of documents of one style, each with another name and other amounts."""
    for number in range(count):
        yield commission_of(style, number, seed, style, format_name)


def assorted(
    count: int, seed: str, styles: Sequence[str] = (), formats: Sequence[str] = ()
) -> Iterator[Commission]:
    """Say any number of documents over styles and formats in turn; of all where none is given.

    Organisation, year, level and kind together are unique.
    """
    for number in range(count):
        yield nth_of_assorted(number, seed, styles, formats)


def nth_of_assorted(
    number: int, seed: str, styles: Sequence[str] = (), formats: Sequence[str] = ()
) -> Commission:
    """Say the document of a number. Raises ValueError where no style suits the formats."""
    pairs = [
        (style, name)
        for name in formats or FORMATS
        for style in styles or STYLES
        if name in formats_for(STYLES[style].has_tables)
    ]
    if not pairs:
        raise ValueError(f"no style of {styles} can be written as {formats}")
    style, name = pairs[number % len(pairs)]
    return commission_of(style, number, seed, "assorted", name)


def commission_of(
    style: str, number: int, seed: str, order: str, format_name: str = ""
) -> Commission:
    """Say the document of a number; `order` and seed decide which organisation comes when."""
    lists = load_lists()
    # Each lap goes once over the organisations; after as many laps as years others are invented.
    size = len(lists.places) * len(lists.bodies)
    lap = number // size
    pairs = [
        (place, body) for place in places_of_generation(lap // len(YEARS)) for body in lists.bodies
    ]
    random.Random(f"{seed}|{order}").shuffle(pairs)
    place, body = pairs[number % size]
    first = random.Random(f"{seed}|{place.name}{body.name}").randrange(len(YEARS))
    year = YEARS[(first + lap) % len(YEARS)]
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
    return _commission(
        style,
        f"{seed}|{number}",
        place,
        body,
        ledger.of_unit(0) if alone else ledger,
        level="单位" if alone else "部门",
        places=0 if whole else 2,
        habits=draw_habits(chances),
        format_name=format_name,
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
    format_name: str = "",
) -> Commission:
    suffix = FORMATS[format_name or own_format(style)].suffix
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
        format=format_name,
    )
