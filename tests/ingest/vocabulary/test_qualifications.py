"""Every row of qualifications.yaml reads its own example."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from ingest.vocabulary.qualifications import clauses_in, days_in, notes_of_table, remarks_in

TEXT = files("ingest.vocabulary").joinpath("qualifications.yaml").read_text("utf-8")
ROWS = [(kind, row) for kind, rows in yaml.safe_load(TEXT).items() for row in rows]
READERS = {"remark": remarks_in, "clause": clauses_in, "table": notes_of_table}


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[row["name"] for _, row in ROWS])
def test_a_row_reads_its_example(kind: str, row: dict[str, dict[str, str]]) -> None:
    text = row["example"]["text"]
    if kind == "as_of":
        found = [str(as_of.day) for as_of in days_in(text)]
    else:
        found = [note.words for note in READERS[kind](text)]
    assert found == [row["example"]["gives"]]


@pytest.mark.parametrize(
    "text",
    [
        "截至2022年2月30日，共有车辆3辆。",
        "单价100万元（含）以上设备",
        "（含100万元）",
        "自截至之日起",
    ],
)
def test_words_that_limit_nothing_give_nothing(text: str) -> None:
    assert (days_in(text), remarks_in(text), clauses_in(text)) == ([], [], [])
