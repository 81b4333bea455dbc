"""Lists as the API gives them: {"items": […], "next_cursor": …}."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query

from qa_service.errors import CursorInvalid

Limit = Annotated[int, Query(ge=1, le=500, description="最多几项")]
Cursor = Annotated[str | None, Query(max_length=200, description="上一页的 next_cursor")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="从第几项起，不与 cursor 同用")]
Word = Annotated[str | None, Query(max_length=200)]
Names = Annotated[list[str] | None, Query(max_length=50)]
Year = Annotated[int | None, Query(ge=1900, le=2200)]
DEFAULT_LIMIT = 50


def encode_cursor(*position: str | int) -> str:
    """A position as a word that may stand in an address."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> list[Any]:
    """The position that `encode_cursor` was given. Raises CursorInvalid."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        position = json.loads(base64.b64decode(padded, altchars="-_", validate=True))
    except (binascii.Error, ValueError):
        raise CursorInvalid from None
    if not isinstance(position, list) or [type(part) for part in position] != list(kinds):
        raise CursorInvalid
    if any(isinstance(part, int) and not 0 <= part < 2**31 for part in position):
        raise CursorInvalid
    return position


def as_list(
    items: Sequence[Any], next_cursor: str | None = None, total: int | None = None
) -> dict[str, Any]:
    """The shape of every list; `total` is how many there are on all its pages, where it is said."""
    shape = {"items": list(items), "next_cursor": next_cursor}
    return shape if total is None else shape | {"total": total}


def one_page(
    items: Sequence[Any], limit: int, cursor: str | None, offset: int = 0
) -> tuple[list[Any], str | None]:
    """A page of a list that is at hand, and the cursor of the next one."""
    start = decode_cursor(cursor, int)[0] if cursor else offset
    end = start + limit
    return list(items[start:end]), encode_cursor(end) if end < len(items) else None
