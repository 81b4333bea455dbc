"""The service's answer as the scorers read it: the contract's JSON, checked and typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from evals.amounts import Amount, read_decimal
from evals.model import STATUSES


class NotAnAnswer(ValueError):
    """What came back is not an answer in the contract's form; the message says where."""


@dataclass(frozen=True)
class CitedFigure:
    """A figure of the answer; ``amount`` is None where the source prints no number."""

    label: str
    role: str
    aspect: str
    amount: Amount | None
    figure_id: str = ""
    citation: int | None = None


@dataclass(frozen=True)
class Calculation:
    """A formula shown, its result and the ids of the figures it was worked out of."""

    expression: str
    result: Amount
    operands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citation:
    """A place cited: the document's name, the quotation, and its physical page where it has one."""

    document: str
    quote: str
    number: int | None = None
    page: int | None = None

    def __str__(self) -> str:
        return f"{self.document}：{self.quote}"


@dataclass(frozen=True)
class Reply:
    """One answer; ``values`` in the order given, the asked one first."""

    status: str
    reason: str | None
    text: str
    conversation_id: str | None
    values: tuple[Amount, ...] = ()
    labels: tuple[str, ...] = ()
    figures: tuple[CitedFigure, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    citations: tuple[Citation, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Every number the answer states in a structured way."""
        figures = tuple(figure.amount for figure in self.figures if figure.amount is not None)
        return (*self.values, *figures, *(shown.result for shown in self.calculations))

    @property
    def words(self) -> str:
        """All that a reader sees: the text, the labels of its numbers, the choices offered."""
        labels = (figure.label for figure in self.figures)
        return "\n".join((self.text, *self.labels, *labels, *self.options))


def read_reply(answer: object) -> Reply:
    """Check an answer's shape and read what scoring needs. Raises NotAnAnswer."""
    top = _object(answer, "整个回答")
    status = _text(top, "status")
    if status not in STATUSES:
        raise NotAnAnswer(f"status 是 {status!r}，应为 {'、'.join(STATUSES)} 之一")
    values = _objects(top, "values")
    return Reply(
        status=status,
        reason=_optional_text(top, "reason"),
        text=_text(top, "text"),
        conversation_id=_optional_text(top, "conversation_id"),
        values=tuple(_amount(item, "value", "values") for item in values),
        labels=tuple(_optional_text(item, "label") or "" for item in values),
        figures=tuple(_figure(item) for item in _objects(top, "figures")),
        calculations=tuple(
            Calculation(
                _text(item, "expression"),
                _amount(item, "result", "calculations"),
                tuple(str(one) for one in _list(item, "operands")),
            )
            for item in _objects(top, "calculations")
        ),
        citations=tuple(
            Citation(
                _optional_text(item, "document") or "",
                _text(item, "quote"),
                number=_optional_number(item, "number"),
                page=_optional_number(item, "page"),
            )
            for item in _objects(top, "citations")
        ),
        options=tuple(_option(item) for item in _list(top, "options")),
    )


def _figure(item: Mapping[str, object]) -> CitedFigure:
    return CitedFigure(
        label=_optional_text(item, "label") or "",
        role=_optional_text(item, "role") or "",
        aspect=_optional_text(item, "aspect") or "",
        amount=None if item.get("value") is None else _amount(item, "value", "figures"),
        figure_id=_optional_text(item, "figure_id") or "",
        citation=_optional_number(item, "citation"),
    )


def _amount(item: Mapping[str, object], name: str, where: str) -> Amount:
    printed = item.get(name)
    # The contract forbids floats: a number that passed through one may have changed.
    number = read_decimal(printed) if isinstance(printed, str) else None
    if number is None:
        raise NotAnAnswer(f"{where} 里的 {name} 是 {printed!r}，应为十进制文字")
    return Amount(number, _optional_text(item, "unit") or "")


def _option(item: object) -> str:
    if isinstance(item, str):
        return item
    return _text(_object(item, "options 的一项"), "question")


def _object(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise NotAnAnswer(f"{where}应当是一个 JSON 对象")
    return value


def _list(top: Mapping[str, object], name: str) -> list[object]:
    value = top.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise NotAnAnswer(f"{name} 应当是一个列表")
    return value


def _objects(top: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    return [_object(item, f"{name} 的一项") for item in _list(top, name)]


def _text(top: Mapping[str, object], name: str) -> str:
    value = top.get(name)
    if not isinstance(value, str):
        raise NotAnAnswer(f"{name} 是 {value!r}，应为文字")
    return value


def _optional_number(top: Mapping[str, object], name: str) -> int | None:
    value = top.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise NotAnAnswer(f"{name} 是 {value!r}，应为整数")
    return value


def _optional_text(top: Mapping[str, object], name: str) -> str | None:
    value = top.get(name)
    return None if value is None else _text(top, name)
