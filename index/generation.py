"""A generation: what is derived from the store for searching, built aside and never changed.

`<data>/generations/<id>/` holds keyword.sqlite, the vectors with the positions of their passages,
and manifest.json; `<data>/CURRENT` names the one that is searched. Both appear by a rename, so a
process killed at any moment leaves the old generation or the new one.
"""

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.durable import write_whole
from index.errors import GenerationDamaged

FORMAT = 1
KEYWORD_FILE = "keyword.sqlite"
VECTOR_FILE = "vectors.faiss"
POSITION_FILE = "vector_positions.npy"
MANIFEST_FILE = "manifest.json"
_ID = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{6}")


@dataclass(frozen=True)
class Manifest:
    """What a generation is made of; `files` gives SHA-256 and size of each file.

    `fingerprint` is the store's when it was built. `model_id` is None and `vectors` 0 where it
    has keywords only; `vectors` is below `passages` while some are not yet embedded.
    """

    generation_id: str
    built_at: str
    fingerprint: str
    documents: int
    passages: int
    model_id: str | None
    vectors: int
    vector_kind: str | None
    files: dict[str, tuple[str, int]]
    format: int = FORMAT


class Generations:
    """The generations of one data folder and the pointer to the current one."""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / "generations"
        self.pointer = data_folder / "CURRENT"

    def current_id(self) -> str | None:
        """The generation that is searched, or None before the first. Raises GenerationDamaged."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            name = ""
        if not _ID.fullmatch(name):
            raise GenerationDamaged(f"{self.pointer} 的内容不是索引的编号，请重新建立索引")
        return name

    def path(self, generation_id: str) -> Path:
        """The folder of a generation."""
        return self.folder / generation_id

    def point_to(self, generation_id: str) -> None:
        """Make a finished generation the current one."""
        write_whole(self.pointer, f"{generation_id}\n".encode("ascii"))

    def new_aside(self) -> Path:
        """An empty folder to build in, on the same disk."""
        aside = self.folder / f".aside-{secrets.token_hex(6)}"
        aside.mkdir(parents=True)
        return aside

    def others(self) -> Iterator[str]:
        """Ids of the generations besides the current one, newest first."""
        current = self.current_id()
        if self.folder.is_dir():
            names = sorted((path.name for path in self.folder.iterdir()), reverse=True)
            yield from (name for name in names if _ID.fullmatch(name) and name != current)

    def remove_old(self, keep: int = 1) -> None:
        """Delete all but the current one and the `keep` before it, and whatever is half built."""
        for name in list(self.others())[keep:]:
            shutil.rmtree(self.path(name))
        for aside in self.folder.glob(".aside-*"):
            shutil.rmtree(aside)


def new_generation_id() -> str:
    """Sorts by time of building."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def file_facts(folder: Path) -> dict[str, tuple[str, int]]:
    """SHA-256 and size of every file in a folder, the manifest aside."""
    facts = {}
    for path in sorted(folder.iterdir()):
        if path.name != MANIFEST_FILE:
            with path.open("rb") as file:
                facts[path.name] = (
                    hashlib.file_digest(file, "sha256").hexdigest(),
                    path.stat().st_size,
                )
    return facts


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write manifest.json into a folder that is being built."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest, its files present and of the stated size. Raises GenerationDamaged."""
    try:
        plain = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        plain["files"] = {name: (sha, size) for name, (sha, size) in plain["files"].items()}
        manifest = Manifest(**plain)
        if manifest.format != FORMAT:
            raise GenerationDamaged(f"索引 {folder.name} 是另一个版本的程序建立的，请重新建立索引")
        for name, (_, size) in manifest.files.items():
            if (folder / name).stat().st_size != size:
                raise GenerationDamaged(f"索引文件 {folder.name}/{name} 的大小不对，请重新建立索引")
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise GenerationDamaged(f"索引 {folder.name} 不完整，请重新建立索引（{error}）") from error
    return manifest
