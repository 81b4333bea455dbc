"""Rules of CONTRIBUTING that a machine can check."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.source_files import PACKAGES, ROOT, modules


def _caught(handler: ast.ExceptHandler) -> Iterator[str]:
    if handler.type is None:
        yield "everything"
    else:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        yield from (ast.unparse(kind) for kind in kinds)


def test_no_handler_catches_everything() -> None:
    wrong = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and {"everything", "Exception", "BaseException"} & set(_caught(node))
    ]
    assert wrong == []


def test_no_assert_outside_the_tests() -> None:
    wrong = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assert)
    ]
    assert wrong == []


def test_async_lives_only_in_web() -> None:
    wrong = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.AsyncFunctionDef) and not module.path.startswith("qa_service/web/")
    ]
    assert wrong == []


def test_init_files_are_empty_so_that_a_path_in_code_is_the_path_on_disk() -> None:
    full = [
        module.path
        for module in modules(*PACKAGES, "tests")
        if module.path.endswith("__init__.py") and module.tree.body
    ]
    assert full == []


def test_every_module_says_in_a_docstring_what_it_is() -> None:
    silent = [
        module.path
        for module in modules(*PACKAGES, "tests")
        if module.tree.body and not ast.get_docstring(module.tree)
    ]
    assert silent == []


def test_no_module_is_named_after_nothing() -> None:
    vague = re.compile(r"(utils?|helpers?|common|misc|manager)s?$")
    assert [m.path for m in modules() if vague.search(m.name)] == []


def test_no_rule_names_an_organisation_or_a_place() -> None:
    """Rules come from patterns, standard tables and the classification, not from a document."""
    named = re.compile("大连|普陀|万里街道|高新区|江苏|上海")
    wrong = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:60]}"
        for package in ("ingest", "index", "qa_service")
        for file in sorted((ROOT / package).rglob("*"))
        if file.suffix in {".py", ".yaml", ".md"}
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if named.search(line)
    ]
    assert wrong == []
