"""What a running server sees to by itself: files sent, missing vectors, an index behind the store.

The work is done by other processes (`budget-qa jobs`, `budget-qa vectors`) at low priority, because
reading and embedding would take the processor from the questions; the server notices the new
generation when it is there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType

from index.embed import SentenceTransformerEmbedder
from index.open import Index
from qa_service.model import Question

FIRST_LOOK_SECONDS = 2.0
LOOK_EVERY_SECONDS = 20.0
POLITE = 10
COMMAND = (sys.executable, "-m", "qa_service", "vectors")
JOBS_COMMAND = (sys.executable, "-m", "qa_service", "jobs")


def warm_up(index: Index) -> bool:
    """Load the embedding model where the index has vectors of it, and wait for it (seconds).

    Whether passages are searched by meaning from now on; where the model cannot be loaded, they
    are searched by keyword alone, and the log says why.
    """
    embedder = index.embedder
    if isinstance(embedder, SentenceTransformerEmbedder) and _wants_model(index):
        embedder.load_in_background().join()
    return index.searches_by_meaning


def answer_ahead(
    reply: Callable[[Question], object], examples: Callable[[], Sequence[str]]
) -> threading.Thread:
    """Answer one example for nobody, so that the first reader does not wait for what is read once.

    Rules and documents are read with the first answer (1 to 2 s). A failure is told in the log and
    keeps nobody from asking.
    """

    def answer_one() -> None:
        for text in examples()[:1]:
            reply(Question(text))

    thread = threading.Thread(target=answer_one, name="answer-ahead", daemon=True)
    thread.start()
    return thread


def _wants_model(index: Index) -> bool:
    manifest, embedder = index.manifest, index.embedder
    return (
        manifest is not None
        and embedder is not None
        and not embedder.is_ready
        and manifest.model_id == embedder.model_id
    )


class IndexKeeper:
    """A thread that looks now and then, or when told, as long as the block it is used in lasts."""

    def __init__(
        self,
        index: Index,
        command: tuple[str, ...] = COMMAND,
        jobs_command: tuple[str, ...] = JOBS_COMMAND,
    ) -> None:
        self._index = index
        self._command = command
        self._jobs_command = jobs_command
        self._stop = threading.Event()
        self._look = threading.Event()
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
        self._look.set()
        # It may be loading the model, which cannot be interrupted; the process ends without it.
        self._thread.join(timeout=2)

    def _keep(self) -> None:
        # Not at once: the first questions and readiness go before the model.
        wait = FIRST_LOOK_SECONDS
        while True:
            self._look.wait(wait)
            self._look.clear()
            if self._stop.is_set():
                return
            wait = LOOK_EVERY_SECONDS
            if self._index.jobs.waiting():
                self._run(self._jobs_command)
            if self.is_behind() and self._index.generation_id != self._given_up_on:
                self._catch_up()
            warm_up(self._index)

    def look_now(self) -> None:
        """There is something to do: do not wait for the next look."""
        self._look.set()

    def is_behind(self) -> bool:
        """Whether the index lacks something of the store, or vectors of the present model."""
        manifest, embedder = self._index.manifest, self._index.embedder
        if self._index.is_stale:
            return True
        if manifest is None or embedder is None or not manifest.passages:
            return False
        return manifest.vectors < manifest.passages or manifest.model_id != embedder.model_id

    def _catch_up(self) -> None:
        if self._run(self._command):
            # It said why; the same again would only say it again.
            self._given_up_on = self._index.generation_id

    def _run(self, command: tuple[str, ...]) -> int:
        """Run a command at low priority to its end, or until we stop; gives its exit code."""
        with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
            # It has ended already where there is nothing to do.
            with suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, process.pid, POLITE)
            while process.poll() is None:
                if self._stop.wait(0.2):
                    process.terminate()
                    return 0
        return process.returncode
