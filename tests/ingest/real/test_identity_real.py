"""Who disclosed what for which year: sixteen real documents, also under other names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.identity import reading_to_identity
from tests.ingest.real.readings import reading_of

EXPECTED = json.loads((Path(__file__).parent / "identities.json").read_text("utf-8"))


@pytest.mark.real
@pytest.mark.parametrize(("number", "expected"), list(enumerate(EXPECTED, start=1)))
def test_identity_as_the_pages_say(
    number: int, expected: dict[str, str | int], real_documents: Path
) -> None:
    name = str(expected["file"])
    reading = reading_of(real_documents / name)
    found = reading_to_identity(reading, (), name)
    renamed = reading_to_identity(reading, (), f"{number}.pdf")
    for identity in (found, renamed):
        assert {
            "file": name,
            "organisation": identity.organisation,
            "level": identity.level.value,
            "kind": identity.kind.value,
            "fiscal_year": identity.fiscal_year,
            "year_source": identity.year_source,
        } == expected
