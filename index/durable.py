"""Files that are either wholly there or not there, whenever the process is killed."""

import os
import shutil
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (a rename lives in the folder, not in the file)."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the content of one file durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and rename it into place: readers see the old bytes or the new ones."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.aside")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def publish_folder(aside: Path, final: Path) -> None:
    """Make every file of `aside` durable and rename it to `final`; an existing `final` stays."""
    for file in sorted(aside.rglob("*")):
        if file.is_file():
            sync_file(file)
        else:
            sync_folder(file)
    sync_folder(aside)
    try:
        aside.rename(final)
    except OSError:
        if not final.is_dir():
            raise
        shutil.rmtree(aside)
    sync_folder(final.parent)
