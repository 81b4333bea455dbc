"""What several stages ask of one reading, worked out once.

Stages stay functions of a reading, to be called alone; a document's stages follow one another,
so what the last reading gave is all that is worth keeping.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from ingest.read.reading import Reading

T = TypeVar("T")


def once_a_reading(function: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """The function, its answer kept as long as the reading lives and no other is asked about.

    For answers that nobody changes: everyone gets the same one.
    """
    kept: list[tuple[weakref.ref[Reading], T]] = []

    @wraps(function)
    def asked(reading: Reading) -> T:
        for of, answer in kept:
            if of() is reading:
                return answer
        answer = function(reading)
        kept[:] = [(weakref.ref(reading, lambda _: kept.clear()), answer)]
        return answer

    return asked
