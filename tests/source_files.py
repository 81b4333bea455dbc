"""The project's own modules as syntax trees, for the tests that read code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ingest", "index", "qa_service", "evals")


@dataclass(frozen=True)
class Module:
    """One file: its path below the root with slashes, its dotted name, and its tree."""

    path: str
    name: str
    tree: ast.Module


def modules(*folders: str) -> Iterator[Module]:
    """All modules of the folders (default: our four packages), in a stable order."""
    for folder in folders or PACKAGES:
        for file in sorted((ROOT / folder).rglob("*.py")):
            path = file.relative_to(ROOT).as_posix()
            name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            yield Module(path, name, ast.parse(file.read_text("utf-8"), path))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Names that a tree imports, with their lines; `from a import b` gives 'a.b'.

    `importlib.import_module("a")` counts too, and so does an import inside a function.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            prefix = "." * node.level + (node.module or "")
            yield from ((f"{prefix}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, node.lineno
