"""Bytes changed at random: a reader reads them or raises an error of ours, nothing else."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from ingest.errors import IngestError
from ingest.read.read_file import read_file
from tests.ingest.read.packages import packed
from tests.ingest.read.written import to_html, to_xls, to_xlsx

ROUNDS = 150
PIECES = (b"", b"-1", b"99999999999", b'"', b"<", b"abc", b"\x00", b"1E+999999999", b"NaN")


def _changed(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(changed))
        if dice.random() < 0.5:
            changed[at] = dice.randrange(256)
        else:
            changed[at : at + dice.randint(0, 4)] = dice.choice(PIECES)
    return bytes(changed)


def _changed_part(data: dict[str, bytes], dice: random.Random) -> bytes:
    """The package with one part changed, and sound as a zip."""
    name = dice.choice([name for name in data if name.endswith((".xml", ".rels"))])
    return packed({**data, name: _changed(data[name], dice)})


@pytest.mark.parametrize("write", [to_xls, to_html])
def test_a_garbled_file_raises_nothing_but_our_errors(write, tmp_path: Path) -> None:
    path = write(tmp_path)
    data = path.read_bytes()
    for seed in range(ROUNDS):
        path.write_bytes(_changed(data, random.Random(seed)))
        _read(path)


def test_a_workbook_of_garbled_parts_raises_nothing_but_our_errors(tmp_path: Path) -> None:
    path = to_xlsx(tmp_path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for seed in range(ROUNDS):
        path.write_bytes(_changed_part(parts, random.Random(seed)))
        _read(path)


def _read(path: Path) -> None:
    try:
        assert read_file(path).text
    except IngestError as error:
        assert error.what and error.advice
