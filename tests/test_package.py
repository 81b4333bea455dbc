"""What is installed is what lies here: no file of a package is left out of its distribution."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.source_files import ROOT

DECLARED: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
    "tool"
]["setuptools"]["package-data"]


@pytest.mark.parametrize("package", DECLARED)
def test_every_file_that_is_no_module_is_declared_to_be_installed(package: str) -> None:
    folder = ROOT / package
    lying = {
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix != ".py"
        and not any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
    }
    assert lying - _matching(folder, DECLARED[package]) == set()


@pytest.mark.parametrize("package", DECLARED)
def test_every_declaration_names_something(package: str) -> None:
    folder = ROOT / package
    assert [p for p in DECLARED[package] if not _matching(folder, [p])] == []


def _matching(folder: Path, patterns: list[str]) -> set[Path]:
    return {path for pattern in patterns for path in folder.glob(pattern)}
