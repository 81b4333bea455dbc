"""The default embedding model as a folder in a cache that data folders share.

Made once (a few seconds), aside, and renamed into place: a folder that exists is complete, and two
processes that make it at once both end with the same one.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from index.durable import publish_folder
from index.locks import process_lock
from index.model_from_wheel.fetch import PACKED_SHA256, REQUIREMENT, packed_model_bytes
from index.model_from_wheel.packed_file import read_packed_model
from index.model_from_wheel.sentence_transformers_folder import write_sentence_transformers_folder

# Raised when the conversion changes, so that an older folder is not taken for the new one.
CONVERSION = 2
MODEL_ID = f"multilingual-e5-small-q4-{PACKED_SHA256[:8]}-{CONVERSION}"


def default_cache_folder() -> Path:
    """`BUDGET_QA_MODEL_CACHE`, or budget-qa in the user's cache folder."""
    if chosen := os.environ.get("BUDGET_QA_MODEL_CACHE"):
        return Path(chosen).expanduser()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "budget-qa"


def model_folder(cache: Path) -> Path:
    """Where the converted model lies, or will lie."""
    return cache / MODEL_ID


def wheel_to_model_folder(
    cache: Path,
    wheel: Path | None = None,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Path:
    """Make the model folder unless it is there; returns it. Raises ModelUnavailable."""
    folder = model_folder(cache)
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)

    def say_waiting() -> None:
        on_progress("另一个进程正在准备向量模型，等它完成 ……")

    with process_lock(cache / ".converting.lock", say_waiting):
        if folder.is_dir():
            return folder
        for abandoned in cache.glob(".aside-*"):
            shutil.rmtree(abandoned)
        on_progress(f"取得 {REQUIREMENT}（91 MB）……")
        packed = read_packed_model(packed_model_bytes(wheel))
        on_progress("转换为 sentence-transformers 模型（242 MB）……")
        aside = Path(tempfile.mkdtemp(prefix=".aside-", dir=cache))
        write_sentence_transformers_folder(packed, aside)
        origin = {"model_id": MODEL_ID, "from": REQUIREMENT, "packed_sha256": PACKED_SHA256}
        (aside / "origin.json").write_text(json.dumps(origin) + "\n", encoding="utf-8")
        # Both are made private by their libraries; a cache is read by other users too.
        (aside / "model.safetensors").chmod(0o644)
        aside.chmod(0o755)
        publish_folder(aside, folder)
    return folder
