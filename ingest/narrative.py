"""Figures that sentences state (叙述中的数据)."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.model import Figure, Identity, Section
from ingest.read.reading import Reading


def text_to_figures(
    reading: Reading, sections: Sequence[Section], identity: Identity
) -> tuple[Figure, ...]:
    """The figures of the prose outside tables. None are read yet."""
    return ()
