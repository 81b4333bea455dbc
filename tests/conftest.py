"""What all tests share: where the real documents lie, and an environment without settings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("BUDGET_QA_TEST_", "BUDGET_QA_MODEL_CACHE")

# The same examples in every run, however busy the machine is.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def _no_settings_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test sees the defaults, whatever the developer has set in the shell.

    Except where the tests' own inputs lie: the real documents and the converted model.
    """
    for name in list(os.environ):
        if name.startswith("BUDGET_QA_") and not name.startswith(KEPT):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def real_documents() -> Path:
    """The folder of real disclosures; the test is skipped, with the reason, where it is absent."""
    default = ROOT.parent / "shared" / "data" / "disclosures"
    folder = Path(os.environ.get("BUDGET_QA_TEST_DOCUMENTS", default))
    if not folder.is_dir():
        pytest.skip(f"no real documents at {folder}: BUDGET_QA_TEST_DOCUMENTS names the folder")
    return folder
