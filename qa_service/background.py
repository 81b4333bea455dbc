"""What a running server puts right by itself: missing vectors, and an index behind the store.

The work is done by another process (`budget-qa vectors`) at low priority, because embedding would
take the processor from the questions; the server notices the new generation when it is there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from types import TracebackType

from index.embed import SentenceTransformerEmbedder
from index.open import Index

FIRST_LOOK_SECONDS = 2.0
LOOK_EVERY_SECONDS = 20.0
POLITE = 10
COMMAND = (sys.executable, "-m", "qa_service", "vectors")


def warm_up(index: Index) -> bool:
    """Load the embedding model where the index has vectors of it, and wait for it (seconds).

    Whether passages are searched by meaning from now on; where the model cannot be loaded, they
    are searched by keyword alone, and the log says why.
    """
    embedder = index.embedder
    if isinstance(embedder, SentenceTransformerEmbedder) and _wants_model(index):
        embedder.load_in_background().join()
    return index.searches_by_meaning


def _wants_model(index: Index) -> bool:
    manifest, embedder = index.manifest, index.embedder
    return (
        manifest is not None
        and embedder is not None
        and not embedder.is_ready
        and manifest.model_id == embedder.model_id
    )


class IndexKeeper:
    """A thread that looks now and then, as long as the block it is used in lasts."""

    def __init__(self, index: Index, command: tuple[str, ...] = COMMAND) -> None:
        self._index = index
        self._command = command
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="index-keeper", daemon=True)
        self._given_up_on: str | None = None

    def __enter__(self) -> IndexKeeper:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        # It may be loading the model, which cannot be interrupted; the process ends without it.
        self._thread.join(timeout=2)

    def _keep(self) -> None:
        # Not at once: the first questions and readiness go before the model.
        wait = FIRST_LOOK_SECONDS
        while not self._stop.wait(wait):
            wait = LOOK_EVERY_SECONDS
            if self.is_behind() and self._index.generation_id != self._given_up_on:
                self._catch_up()
            warm_up(self._index)

    def is_behind(self) -> bool:
        """Whether the index lacks something of the store, or vectors of the present model."""
        manifest, embedder = self._index.manifest, self._index.embedder
        if self._index.is_stale:
            return True
        if manifest is None or embedder is None or not manifest.passages:
            return False
        return manifest.vectors < manifest.passages or manifest.model_id != embedder.model_id

    def _catch_up(self) -> None:
        with subprocess.Popen(self._command, stdin=subprocess.DEVNULL) as process:
            # It has ended already where there is nothing to do.
            with suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, process.pid, POLITE)
            while process.poll() is None:
                if self._stop.wait(0.2):
                    process.terminate()
                    return
        if process.returncode:
            # It said why; the same again would only say it again.
            self._given_up_on = self._index.generation_id
