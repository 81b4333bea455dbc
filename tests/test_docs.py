"""Settings, error codes and the API: one table in code, one page of docs, and they agree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from pydantic import BaseModel

from ingest.vocabulary.identities import identities
from qa_service import errors
from qa_service.settings import Settings, setting_rows
from qa_service.web import schemas
from qa_service.web.app import create_app
from tests.source_files import ROOT, modules

PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]
METHODS = ("get", "post", "put", "delete")


def rows_of(page: str, heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its header; backquotes removed."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    section = re.split(rf"^#+ {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
    lines = re.split(r"^#", section, flags=re.MULTILINE)[0].splitlines()
    table = [line[1:].rstrip().removesuffix("|") for line in lines if line.startswith("|")]
    return [[cell.replace("`", "").strip() for cell in line.split("|")] for line in table[2:]]


def settings_in_code() -> list[list[str]]:
    defaults = Settings.model_construct()
    return [[row.name, row.default, row.meaning] for row in setting_rows(defaults)]


def errors_in_code(kind: type[errors.ServiceError]) -> Iterator[list[str]]:
    for child in kind.__subclasses__():
        yield [child.code, str(child.status), child.title]
        yield from errors_in_code(child)


def addresses_in_code() -> Iterator[list[str]]:
    """Method and path, and the names of what may stand behind the question mark."""
    paths: dict[str, Any] = create_app(Mock()).openapi()["paths"]
    for path, operations in paths.items():
        for method in METHODS:
            if method in operations:
                given = operations[method].get("parameters", [])
                query = [it["name"] for it in given if it["in"] == "query"]
                yield [f"{method.upper()} {path}", "、".join(query)]


def keys_written(function: ast.FunctionDef) -> list[str]:
    """Every key of the dicts that a function writes, nested ones too, in order."""
    found = [
        (key.lineno, key.col_offset, key.value)
        for node in ast.walk(function)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    ]
    return [key for _, _, key in sorted(found)]


def shapes_in_code() -> Iterator[list[str]]:
    """What goes in (pydantic) and what goes out (`as_json` of a class, `…_json` of web)."""
    for name, shape in vars(schemas).items():
        if isinstance(shape, type) and issubclass(shape, BaseModel) and shape is not BaseModel:
            yield [name, "、".join(shape.model_fields)]
    for module in modules("qa_service"):
        for owner in ast.walk(module.tree):
            if not isinstance(owner, ast.ClassDef):
                continue
            for node in owner.body:
                if isinstance(node, ast.FunctionDef) and node.name == "as_json":
                    yield [owner.name, "、".join(keys_written(node))]
    for module in modules("qa_service/web"):
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.endswith("_json"):
                yield [node.name.removesuffix("_json").strip("_"), "、".join(keys_written(node))]


def test_every_setting_stands_on_its_page_with_its_default_and_meaning() -> None:
    assert rows_of("settings.md", "全部设置") == settings_in_code()


def test_the_example_of_settings_lists_each_of_them_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    listed = [line.removeprefix("#") for line in lines if line.startswith("#BUDGET_QA_")]
    assert listed == [f"{name}={default}" for name, default, _ in settings_in_code()]


def test_every_error_code_stands_on_the_page_of_the_api() -> None:
    assert sorted(rows_of("api.md", "错误")) == sorted(errors_in_code(errors.ServiceError))


def test_every_address_stands_on_the_page_of_the_api_with_its_parameters() -> None:
    listed = [row[:2] for row in rows_of("api.md", "地址")]
    assert sorted(listed) == sorted(addresses_in_code())


def test_every_field_of_the_json_stands_on_the_page_of_the_api() -> None:
    assert sorted(rows_of("api.md", "字段")) == sorted(shapes_in_code())


def test_every_identity_stands_on_its_page() -> None:
    names = {"budget": "预算", "final_account": "决算"}
    wanted = [
        [rule.number, rule.name, "、".join(names[k] for k in rule.kinds), rule.when, rule.means]
        for rule in sorted(identities(), key=lambda rule: int(rule.number))
    ]
    assert rows_of("checks.md", "全部等式") == wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_of_the_docs_leads_to_a_file(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
