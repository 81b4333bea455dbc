"""The original files, kept byte for byte under the hash of their content."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from index.durable import sync_folder, write_whole

_NAME = re.compile(r"(?P<sha256>[0-9a-f]{64})(?P<suffix>\.[a-z0-9]{1,8})?")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class Sources:
    """The folder `sources` of a data folder: `<sha256>.<extension>`."""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / "sources"

    def keep(self, content: bytes, file_name: str) -> str:
        """Keep the bytes of a file; gives their SHA-256. Only the extension of its name is used."""
        sha256 = hashlib.sha256(content).hexdigest()
        if self.path(sha256) is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            suffix = Path(file_name).suffix.lower()
            suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
            write_whole(self.folder / f"{sha256}{suffix}", content)
        return sha256

    def path(self, sha256: str) -> Path | None:
        """Where the file of that content lies, or None."""
        if not _NAME.fullmatch(sha256):
            return None
        return next(iter(self.folder.glob(f"{sha256}*")), None)

    def remove(self, sha256: str) -> bool:
        """Delete the file; False when it is not there."""
        path = self.path(sha256)
        if path is None:
            return False
        path.unlink(missing_ok=True)
        sync_folder(self.folder)
        return True

    def all(self) -> Iterator[tuple[str, Path]]:
        """(SHA-256 by its name, path) of every file."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if name := _NAME.fullmatch(path.name):
                    yield name["sha256"], path

    def remove_unfinished(self) -> None:
        """Delete what a killed process left half written; call it only with the ingest lock."""
        for path in self.folder.glob(".*.aside"):
            path.unlink(missing_ok=True)
