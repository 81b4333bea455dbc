"""The standard tables (标准表), read once from tables.yaml, and which of them a title names.

>>> standard_table("2025年部门财政拨款收支预算总表").key
'appropriation_summary'
>>> standard_table("财政拨款“三公”经费支出决算表").key
'three_public'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from ingest.model import Classification, Fund, Kind


@dataclass(frozen=True)
class StandardTable:
    """A standard table: its key, term, what its total states, and the money it is limited to.

    `total` maps 'income' / 'expenditure' (a side) or a document kind to an item key, '' to the
    one for all; see tables.yaml for the other fields.
    """

    key: str
    name: str
    order: int
    kinds: tuple[Kind, ...]
    side: str
    endings: tuple[str, ...]
    total: Mapping[str, str]
    carried: str | None = None
    means: Mapping[str, str] = field(default_factory=dict)
    fund: Fund | None = None
    codes: Classification | None = None
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_broad: bool = False
    part: str = ""
    limits_rows: bool = False
    top_rows_only: bool = False

    def total_item(self, side: str | None, kind: Kind) -> str | None:
        """The item that the total of this side of the table states in a document of this kind."""
        for name in (side or "", kind.value, ""):
            if name in self.total:
                return self.total[name]
        return None


# What a title may not say before the ending: of a broad table, and of any.
_NARROWER = re.compile(
    "财政拨款|基金|国有资本|公共预算|项目支出|专户|非税|三公|基本支出|保险|采购|转移支付"
    "|上级|专项|对下|重点"
)
# What a broad title may say before it: whose it is, the form's number. Anything else narrows it
# (工资福利 before 支出预算表).
_OWNER = re.compile(
    "(?:部门|单位|本级|本部|机关|综合|公开|预算|决算|总|年|[局委办厅院校所站队会处道镇乡村区市县省州旗部库馆园室社团心学台场司组]"
    r"|[\d一二三四五六七八九十xX×*、.:\-—)】\]])$"
)
_FOREIGN = re.compile("社会保险|转移支付|债务")
# The number of the form where it is printed behind the title ('收入决算表公开02表').
_FORM_NUMBER = re.compile(
    r"(?<=表)(?:部门|单位|预算|决算|财决|批复|公开|附|表)*[A-Za-z]{0,4}[\d一二三四五六七八九十]+(?:-\d+)?表?$"
)
_REMARKS = re.compile(r"\([^()]*\)|(?<=表)[\-—－]+[^()表]+")
# One table cut into several, one for each economic class, each named behind the title.
_PART = re.compile("工资福利|商品和服务|对个人和家庭|资本性支出|债务利息")
_OTHER = re.compile("绩效|目录|资产|购买服务|中期规划|专项资金|债务|名单")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")


def plain_title(title: str) -> str:
    """A title without blanks, quotes, year and trailing remark: the form titles are compared in."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", title))
    text = re.sub(r"[“”\"'‘’「」『』《》〈〉]", "", text)
    text = _YEAR.sub("", text)
    text = re.sub(r"(?:[\-—－]+[^()表]+)?(?:\([^()]*\))*$", "", text)
    text = _FORM_NUMBER.sub("", text)
    return re.sub(r"(?:续表|\(续\))$", "", text)


def standard_table(title: str) -> StandardTable | None:
    """The standard table a title names, by the longest known ending; None for any other."""
    plain = plain_title(title)
    remarks = "".join(_REMARKS.findall(re.sub(r"\s+", "", unicodedata.normalize("NFKC", title))))
    best: tuple[int, StandardTable] | None = None
    for table in standard_tables():
        for ending in table.endings:
            if (
                plain.endswith(ending)
                and (best is None or len(ending) > best[0])
                and _fits_before(plain[: -len(ending)], remarks, table)
            ):
                best = (len(ending), table)
    return best[1] if best else None


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles name one table: year and remarks aside, but the same part of it."""
    return plain_title(one) == plain_title(other) and _part(one) == _part(other)


def _part(title: str) -> str:
    remarks = "".join(_REMARKS.findall(re.sub(r"\s+", "", unicodedata.normalize("NFKC", title))))
    part = _PART.search(remarks)
    return part.group() if part else ""


def _fits_before(words: str, remarks: str, table: StandardTable) -> bool:
    """Whether words before an ending, and remarks behind it, leave the table what it is."""
    part = _PART.search(remarks)
    if table.part != (part.group() if part else ""):
        return False
    if not table.is_broad:
        return not _FOREIGN.search(words)
    return not _NARROWER.search(words + remarks) and (not words or bool(_OWNER.search(words)))


def names_other_table(title: str, table: StandardTable) -> bool:
    """Whether a title that names no standard table names something else than this one."""
    narrower = _NARROWER if table.is_broad else _FOREIGN
    return bool(narrower.search(plain_title(title)) or _OTHER.search(title))


@cache
def standard_tables() -> tuple[StandardTable, ...]:
    """All standard tables shipped with the package, in order."""
    text = files("ingest.vocabulary").joinpath("tables.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(sorted((_table_of(row) for row in rows), key=lambda table: table.order))


@cache
def tables_by_key() -> Mapping[str, StandardTable]:
    """Standard tables by their key."""
    return {table.key: table for table in standard_tables()}


def _table_of(row: dict[str, object]) -> StandardTable:
    total = row["total"]
    means = row.get("means")
    titles = row["titles"]
    kinds = row["kinds"]
    apart = row.get("apart")
    return StandardTable(
        key=str(row["key"]),
        name=str(row["name"]),
        order=int(str(row["order"])),
        kinds=tuple(Kind(str(kind)) for kind in kinds) if isinstance(kinds, list) else (),
        side=str(row["side"]),
        endings=_endings(titles) if isinstance(titles, list) else (),
        total=(
            {str(k): str(v) for k, v in total.items()}
            if isinstance(total, dict)
            else {"": str(total)}
        ),
        carried=str(row["carried"]) if "carried" in row else None,
        means={str(k): str(v) for k, v in means.items()} if isinstance(means, dict) else {},
        fund=Fund(str(row["fund"])) if "fund" in row else None,
        codes=Classification(str(row["codes"])) if "codes" in row else None,
        apart={str(k): tuple(v) for k, v in apart.items()} if isinstance(apart, dict) else {},
        is_broad=row.get("broad") is True,
        part=str(row.get("part", "")),
        limits_rows=row.get("limits_rows") is True,
        top_rows_only=row.get("top_rows_only") is True,
    )


def _endings(titles: list[object]) -> tuple[str, ...]:
    endings: dict[str, None] = {}
    for title in titles:
        for word in ("", "预算", "决算"):
            endings[plain_title(str(title).replace("{算}", word))] = None
    return tuple(endings)


@dataclass(frozen=True)
class TableSet:
    """The standard tables that a document of a kind and style has; see table_sets.yaml."""

    key: str
    name: str
    kinds: tuple[Kind, ...]
    tables: tuple[str, ...]


@cache
def table_sets() -> tuple[TableSet, ...]:
    """All sets of standard tables, in order."""
    text = files("ingest.vocabulary").joinpath("table_sets.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(
        TableSet(
            str(row["key"]),
            str(row["name"]),
            tuple(Kind(kind) for kind in row["kinds"]),
            tuple(row["tables"]),
        )
        for row in rows
    )


def expected_tables(kind: Kind, found: Collection[str]) -> tuple[str, ...]:
    """The tables a document with these standard tables should have; () for one without any."""
    sets = [one for one in table_sets() if kind in one.kinds]
    best = max(sets, key=lambda one: len(set(one.tables) & set(found)), default=None)
    return best.tables if best is not None and set(best.tables) & set(found) else ()
