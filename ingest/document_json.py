"""A Document as JSON and back: the seam between ingest and index, and the golden format.

Amounts are decimal strings beside their unit's name; enumerations are their values; tuples are
lists. `document_from_json(document_to_json(d)) == d` for every document.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from ingest.model import Document
from ingest.quantity import Quantity, Unit, plain_decimal, unit_named

FORMAT = 1


class BadDocumentJson(ValueError):
    """The text is not a document of this format; the message says where it goes wrong."""


def document_to_json(document: Document, *, indent: int | None = None) -> str:
    """The document as JSON text, keys in the order of the model, empty fields left out."""
    body = {"format": FORMAT} | _plain(document)
    return json.dumps(body, ensure_ascii=False, indent=indent)


def document_from_json(text: str) -> Document:
    """The document written by document_to_json.

    Raises BadDocumentJson for other text, another format number or a missing field.
    """
    try:
        body = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadDocumentJson(f"不是 JSON：第 {error.lineno} 行 {error.msg}") from error
    if not isinstance(body, dict) or body.pop("format", None) != FORMAT:
        raise BadDocumentJson(f"不是格式 {FORMAT} 的文档 JSON，请重新读取原文件")
    try:
        document = _read(Document, body)
    except (KeyError, TypeError, ValueError) as error:
        raise BadDocumentJson(f"文档 JSON 的内容不合格式：{error}") from error
    if not isinstance(document, Document):
        raise BadDocumentJson("文档 JSON 里没有文档")
    return document


Part = TypeVar("Part")


def part_to_plain(part: object) -> Any:
    """A part of a document (Table, Section, Source, …) as what json.dumps takes."""
    return _plain(part)


def part_from_plain(cls: type[Part], plain: Any) -> Part:
    """The part that part_to_plain gave. Raises BadDocumentJson."""
    try:
        part: Part = _read(cls, plain)
    except (KeyError, TypeError, ValueError) as error:
        raise BadDocumentJson(f"{cls.__name__} 的内容不合格式：{error}") from error
    return part


def _plain(value: Any) -> Any:
    if isinstance(value, Quantity):
        return {"number": plain_decimal(value.number), "unit": value.unit.name}
    if isinstance(value, Unit):
        return value.name
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        fields = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: _plain(v) for name, v in fields if v is not None and v != () and v != {}}
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


@cache
def _required(cls: type) -> dict[str, Any]:
    """The fields a missing key stands for None or () in: everything without a default."""
    empty: dict[str, Any] = {}
    for field in dataclasses.fields(cls):
        hint = _hints(cls)[field.name]
        has_default = (
            field.default is not dataclasses.MISSING
            or field.default_factory is not dataclasses.MISSING
        )
        if has_default:
            continue
        if get_origin(hint) is tuple:
            empty[field.name] = ()
        elif type(None) in get_args(hint):
            empty[field.name] = None
    return empty


def _read(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        options = [a for a in get_args(hint) if a is not type(None)]
        return None if value is None else _read(options[0], value)
    if origin is tuple:
        args = get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_read(args[0], v) for v in value)
        return tuple(_read(a, v) for a, v in zip(args, value, strict=True))
    if origin is dict:
        return dict(value)
    if hint is Quantity:
        return Quantity(Decimal(value["number"]), unit_named(value["unit"]))
    if hint is Unit:
        return unit_named(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _read_object(hint, value)
    if hint is float and isinstance(value, (int, float)):
        return float(value)
    if isinstance(hint, type) and not isinstance(value, hint):
        raise TypeError(f"{value!r} 不是 {hint.__name__}")
    return value


def _read_object(cls: type, value: Mapping[str, Any]) -> Any:
    hints = _hints(cls)
    if unknown := set(value) - set(hints):
        raise TypeError(f"{cls.__name__} 没有字段 {sorted(unknown)[0]}")
    return cls(**(_required(cls) | {k: _read(hints[k], v) for k, v in value.items()}))
