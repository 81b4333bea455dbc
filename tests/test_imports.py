"""Imports point only upstream (evals, qa_service, index, ingest), and a library has one home."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.source_files import PACKAGES, ROOT, Module, imported, modules

# What a package may import of the others; a name stands for the module and all below it.
UPSTREAM = {
    "ingest": (),
    "index": (
        *("ingest.model", "ingest.quantity", "ingest.vocabulary", "ingest.document_json"),
        "ingest.report_card",
        "ingest.companions",  # what the files of one document prove of each other
    ),
    "qa_service": ("ingest", "index"),
    "evals": ("ingest", "index", "qa_service"),
}

# Where a library may be named: a file, or a folder with everything below it.
HOMES: dict[str, tuple[str, ...]] = {
    "PIL": ("ingest/read/image.py", "evals/generator/scan.py"),
    "alembic": ("index/store/",),
    "cv2": ("ingest/read/scan_pixels.py",),
    "docx": ("ingest/read/docx.py", "evals/generator/docx.py"),
    "faiss": ("index/vectors/faiss_index.py",),
    "fastapi": ("qa_service/web/",),
    "fontTools": ("evals/generator/fonts.py",),
    "jieba": ("index/tokens.py",),
    "jinja2": ("qa_service/web/page_routes.py",),
    "matplotlib": ("qa_service/draw_chart.py",),
    "numpy": ("index/", "ingest/read/scan"),
    "onnxruntime": ("ingest/read/scan_recognise.py",),
    "openpyxl": (
        *("evals/workbook.py", "evals/office_text.py", "evals/generator/xlsx.py"),
        "qa_service/web/sheets.py",
    ),
    "pdfminer": ("ingest/read/pdf_grids.py", "ingest/read/pdf_content.py"),
    "pdfplumber": ("ingest/read/pdf_grids.py", "ingest/read/pdf_content.py"),
    "prometheus_client": ("qa_service/web/metrics.py",),
    "pydantic": ("qa_service/settings.py", "qa_service/web/schemas.py"),
    "pydantic_settings": ("qa_service/settings.py",),
    "pypdfium2": (
        *("ingest/read/pdf_text.py", "ingest/read/pdf_chars.py", "ingest/read/pdf_objects.py"),
        *("ingest/read/pdf_painted.py", "ingest/read/pdf_visible.py", "ingest/read/pdf_scans.py"),
        *("evals/source_text.py", "evals/generator/scan.py"),
    ),
    "pypinyin": ("qa_service/steps/pinyin.py",),
    "reportlab": ("evals/generator/",),
    "rich": ("qa_service/commands/", "qa_service/check_text.py", "evals/report_text.py"),
    "safetensors": ("index/model_from_wheel/sentence_transformers_folder.py",),
    "selectolax": ("ingest/read/html_tree.py",),
    "sentence_transformers": ("index/embed.py",),
    "sqlalchemy": ("index/store/",),
    "sqlite3": ("index/keyword.py",),
    "starlette": ("qa_service/web/",),
    "tokenizers": ("index/model_from_wheel/sentence_transformers_folder.py",),
    "torch": ("index/embed.py",),
    "transformers": ("index/embed.py",),
    "typer": ("qa_service/cli.py", "qa_service/commands/"),
    "uvicorn": ("qa_service/commands/asking.py",),
    "xlrd": ("ingest/read/xls.py",),
    "xlwt": ("evals/generator/xls.py",),
    "yaml": (
        *("ingest/vocabulary/", "qa_service/steps/wording.py", "evals/generator/"),
        "qa_service/steps/told_numbers.py",
        *("evals/chat_text.py", "evals/documents.py", "evals/varied.py"),
        *("qa_service/steps/identities_asked.py", "qa_service/steps/equations.py"),
    ),
}

# Heavy or optional: answering a question must not wait for them.
LAZY = (
    *("pdfplumber", "pypdfium2", "faiss", "langchain", "langchain_core", "langchain_openai"),
    *("torch", "sentence_transformers", "cv2", "onnxruntime", "matplotlib"),
)


def _is_below(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in allowed)


def _imports_evals(line: ast.stmt) -> bool:
    return isinstance(line, ast.ImportFrom) and _is_below(line.module or "", ("evals",))


def _without_the_eval_command(module: Module) -> ast.AST:
    """The one exception: the `eval` command of the CLI imports evals inside its function."""
    if module.path != "qa_service/cli.py":
        return module.tree
    tree = ast.parse(ast.unparse(module.tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("eval"):
            node.body = [line for line in node.body if not _imports_evals(line)]
    return tree


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_only_upstream(package: str) -> None:
    wrong = [
        f"{module.path} imports {name}"
        for module in modules(package)
        for name, _ in imported(_without_the_eval_command(module))
        if _is_below(name, (*PACKAGES, "tests", "bench"))
        and not _is_below(name, (package, *UPSTREAM[package]))
    ]
    assert wrong == []


def test_the_generator_of_samples_shares_nothing_with_the_parser() -> None:
    wrong = [
        f"{module.path}:{line} imports {name}"
        for module in modules("evals/generator")
        for name, line in imported(module.tree)
        if _is_below(name, PACKAGES) and not _is_below(name, ("evals.generator",))
    ]
    assert wrong == []


def test_imports_are_written_from_the_root() -> None:
    relative = [
        f"{module.path}:{line}"
        for module in modules(*PACKAGES, "tests")
        for name, line in imported(module.tree)
        if name.startswith(".")
    ]
    assert relative == []


def test_a_library_is_named_only_in_its_home() -> None:
    wrong = [
        f"{module.path}:{line} imports {library}"
        for module in modules()
        for library, line in {(name.split(".")[0], line) for name, line in imported(module.tree)}
        if library not in PACKAGES
        and (library in HOMES or library not in sys.stdlib_module_names)
        and not module.path.startswith(HOMES.get(library, ()))
    ]
    assert wrong == []


def test_every_home_is_lived_in() -> None:
    named = {
        (library, home)
        for module in modules()
        for library in {name.split(".")[0] for name, _ in imported(module.tree)} & HOMES.keys()
        for home in HOMES[library]
        if module.path.startswith(home)
    }
    assert {(library, home) for library, homes in HOMES.items() for home in homes} - named == set()


def test_every_library_is_pinned_in_pyproject() -> None:
    pinned = _pins("pyproject.toml", r'"([\w.-]+)(?:\[\w+\])?==([^"]+)"')
    distributions = packages_distributions()
    ours = {name.split(".")[0] for module in modules() for name, _ in imported(module.tree)}
    loose = {
        library
        for library in ours & distributions.keys() - {*PACKAGES}
        if not any(name.lower().replace("_", "-") in pinned for name in distributions[library])
    }
    assert loose == set()


def test_the_constraints_repeat_the_pins_of_pyproject() -> None:
    pinned = _pins("pyproject.toml", r'"([\w.-]+)==([^"]+)"')
    constraints = _pins("constraints.txt", r"(?m)^([\w.-]+)==(\S+)$")
    # torch is left out: its CPU build has a version of its own. Scale is installed by itself.
    assert pinned.items() - constraints.items() == {
        ("torch", pinned["torch"]),
        ("pymilvus", pinned["pymilvus"]),
    }


def _pins(file: str, pattern: str) -> dict[str, str]:
    text = (ROOT / file).read_text("utf-8")
    return {name.lower().replace("_", "-"): version for name, version in re.findall(pattern, text)}


def test_answering_loads_no_heavy_library() -> None:
    code = f"import sys, qa_service.answer; print(sorted(set({LAZY!r}) & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    assert run.stdout.strip() == "[]"


def test_the_server_starts_without_readers_of_files_and_readings_of_phrases():
    # A server that only answers never reads a file in its own process; pinyin is of characters.
    unwanted = ("matplotlib", "pdfplumber", "docx", "openpyxl", "lxml", "pypinyin.phrases_dict")
    code = f"import sys, qa_service.cli; print(sorted(set({unwanted!r}) & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "[]"
