"""Which reader read a document: a hash of the rules and vocabulary it was read with.

A file need not be read again by the same reader; another one may see more in it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def reader_version() -> str:
    """The first 16 hex digits of a hash over this package's code and vocabulary."""
    digest = hashlib.sha256()
    for name, content in sorted(_sources(files("ingest"), "")):
        digest.update(name.encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _sources(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            found += _sources(entry, name)
        elif entry.name.endswith((".py", ".yaml")):
            found.append((name, entry.read_bytes()))
    return found
