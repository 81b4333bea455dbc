"""What every command needs: where it prints, its settings, and how it says what went wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from index.errors import GenerationDamaged, StoreUnusable
from qa_service.errors import ServiceError
from qa_service.manifest import ManifestInvalid
from qa_service.settings import Settings, SettingsInvalid, read_settings, unknown_names

out = Console(highlight=False, soft_wrap=True)
if not out.is_terminal:
    # Into a file or a pipe: a table is as wide as it needs.
    out.width = 250
err = Console(stderr=True, highlight=False, soft_wrap=True)

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]


@contextmanager
def told() -> Iterator[None]:
    """What can go wrong for a user's reasons, in one line instead of a trace."""
    try:
        yield
    except ServiceError as error:
        fail(error.detail)
    except (StoreUnusable, GenerationDamaged, ManifestInvalid, SettingsInvalid) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or ''}：{error.strerror or error}。请检查路径、权限和磁盘空间。")


def fail(message: str, code: int = 1) -> NoReturn:
    """Say what went wrong and leave with this exit code."""
    err.print(f"[red]{escape(message)}[/]")
    raise typer.Exit(code)


def chosen_settings() -> Settings:
    """The settings in force; a name that is none of them is pointed out."""
    for name in unknown_names():
        err.print(f"[yellow]没有 {name} 这个设置，已忽略；请检查拼写（见 budget-qa settings）。[/]")
    return read_settings()


def progress_bar() -> Progress:
    """A bar on a terminal; nothing where the output goes to a file."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=out, transient=True, disable=not out.is_terminal)


def print_json(data: Any) -> None:
    """Print data as JSON, Chinese as it is."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
