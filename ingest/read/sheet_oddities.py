"""What is odd about a sheet's cells, gathered while it is read and told once, with the places."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ingest.read.number_format import Shape, Shown, shown

_MESSAGES = {
    "formula_without_value": "{places}是公式，文件里没有存下它的值，没有读入；"
    "请用 Excel 或 WPS 打开后保存再提交",
    "cell_error": "{places}是出错的公式，没有读入",
    "scientific_number": "{places}以科学计数法显示，看不出全部数位，没有读入",
    "number_format": "{places}的显示格式不常见，按存下的数读入，请核对",
    "hidden_text": "{places}是白底白字，看不见，没有读入",
    "hidden_shape": "{places}是隐藏的，没有读入",
}
_SHAPES = {Shape.SCIENTIFIC: "scientific_number", Shape.UNKNOWN: "number_format"}


@dataclass(frozen=True)
class Oddity:
    """Something readers must know; `message` has {places}, `places` are names such as 'B7'."""

    code: str
    message: str
    places: tuple[str, ...] = ()


@dataclass
class Oddities:
    """The oddities of one sheet, by code."""

    places: dict[str, list[str]] = field(default_factory=dict)

    def note(self, code: str, place: str) -> None:
        """One more place where this is so."""
        self.places.setdefault(code, []).append(place)

    def shown(self, number: Decimal, code: str, place: str, *, from_1904: bool) -> Shown:
        """A number as displayed; noted where its digits cannot be seen or its format is unknown."""
        displayed = shown(number, code, from_1904=from_1904)
        if (odd := _SHAPES.get(displayed.shape)) is not None:
            self.note(odd, f"{place}“{displayed.text}”")
        return displayed

    def told(self) -> tuple[Oddity, ...]:
        """All of them, with their messages."""
        return tuple(
            Oddity(code, _MESSAGES[code], tuple(places)) for code, places in self.places.items()
        )
