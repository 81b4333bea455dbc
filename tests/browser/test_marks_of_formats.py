"""Citations of documents of every format open at their place: text, page image, table cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from evals.commissioned import Collection, Wanted
from tests.browser.test_samples import serve_samples
from tests.browser.test_source_page import follow_the_marks_of_fifty_answers

pytestmark = pytest.mark.browser
# A document of each format, of as many styles as there are; a scan takes a minute to be read.
COLLECTION = Collection(
    seed="marks",
    wanted=(
        Wanted("石渚区", "公共法律事务局", 2023, "shanghai", "pdf"),
        Wanted("澄溪区", "应急与安全管理局", 2022, "final", "docx"),
        Wanted("北屏区", "商贸促进局", 2025, "hunan", "xlsx"),
        Wanted("青岚省", "文化艺术和旅游局", 2024, "jiangsu", "xls"),
        Wanted("月湾新区", "退役军人事务管理局", 2024, "sichuan", "html"),
        Wanted("临汀县", "档案和地方文献局", 2025, "plain", "txt"),
        Wanted("临汀县", "民生保障厅", 2024, "final", "pdf"),
    ),
)
SUFFIXES = (".pdf", ".docx", ".xlsx", ".xls", ".html", ".txt")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for path in COLLECTION.write(folder):
        assert path.exists()
    return folder


@pytest.fixture(scope="module")
def address(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve_samples(tmp_path_factory.mktemp("data"), documents)


def test_every_citation_of_fifty_answers_opens_whatever_its_format(
    page: Chrome, address: str, documents: Path
) -> None:
    kinds = follow_the_marks_of_fifty_answers(page, address, documents)
    assert all(kinds[suffix] for suffix in SUFFIXES), kinds
    assert kinds["cells"] >= 10 and kinds["frames"] >= 5
