"""What several stages ask of one reading is worked out once, and never told of another."""

from __future__ import annotations

import gc

from ingest.once import once_a_reading
from ingest.read.reading import Reading


def test_the_same_reading_is_worked_out_once() -> None:
    seen: list[str] = []

    @once_a_reading
    def lines(reading: Reading) -> tuple[str, ...]:
        seen.append(reading.text)
        return tuple(reading.text.split())

    reading = Reading(text="甲 乙", pages=())
    assert lines(reading) == lines(reading) == ("甲", "乙")
    assert seen == ["甲 乙"]


def test_another_reading_has_its_own_answer_even_where_it_is_equal() -> None:
    seen: list[int] = []

    @once_a_reading
    def length(reading: Reading) -> int:
        seen.append(id(reading))
        return len(reading.text)

    one, other = Reading(text="甲乙", pages=()), Reading(text="甲乙", pages=())
    assert [length(one), length(other), length(Reading(text="甲", pages=()))] == [2, 2, 1]
    assert len(seen) == 3


def test_nothing_is_kept_of_a_reading_that_is_gone() -> None:
    alive: list[int] = []

    class Held:
        def __init__(self) -> None:
            alive.append(1)

        def __del__(self) -> None:
            alive.pop()

    @once_a_reading
    def held(reading: Reading) -> Held:
        return Held()

    reading = Reading(text="甲", pages=())
    held(reading)
    assert alive
    del reading
    gc.collect()
    assert not alive
