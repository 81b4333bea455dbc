"""Text to vectors. The library and its model are loaded in the background, never at start-up.

Questions and passages are told apart, because retrieval models are trained with a prompt for each.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), every row of length 1."""

logger = logging.getLogger(__name__)
# Models see at most 512 tokens; a longer text costs time in the tokenizer and changes nothing.
LONGEST_TEXT = 4000
# So few that a question does not wait long for the model while passages are embedded.
TEXTS_AT_ONCE = 8


class Embedder(Protocol):
    """Something that turns text into vectors of one model."""

    @property
    def model_id(self) -> str:
        """Names the model; vectors of two different ids are never compared."""

    @property
    def is_ready(self) -> bool:
        """Whether vectors can be had now without waiting for the model to load."""

    def query_vectors(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions. Raises EmbedderUnavailable."""

    def passage_vectors(
        self, texts: Sequence[str], on_progress: Callable[[int, int], None] | None = None
    ) -> Vectors:
        """Vectors of passages; `on_progress(done, total)`. Raises EmbedderUnavailable."""


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by folder or by hub name.

    `folder_of_model` is called at loading, so that it may first make the model; it raises
    EmbedderUnavailable when it cannot.
    """

    def __init__(
        self, model_id: str, folder_of_model: Callable[[], Path | str], threads: int = 1
    ) -> None:
        self._model_id = model_id
        self._folder_of_model = folder_of_model
        self._threads = threads
        self._model: SentenceTransformer | None = None
        self._problem: str | None = None
        # One lock for loading and for encoding: the fast tokenizers do not bear two callers.
        self._lock = threading.Lock()

    @property
    def model_id(self) -> str:
        return self._model_id

    @property
    def is_ready(self) -> bool:
        return self._model is not None

    @property
    def problem(self) -> str | None:
        """Why the last attempt to load failed, or None."""
        return self._problem

    def load_in_background(self) -> threading.Thread:
        """Begin loading and return at once; a failure is kept in `problem` and logged."""
        thread = threading.Thread(target=self._load_quietly, name="load-embedder", daemon=True)
        thread.start()
        return thread

    def query_vectors(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            model = self._loaded()
            found = model.encode_query(_cut(texts), show_progress_bar=False, convert_to_tensor=True)
        return unit_rows(found.float().numpy())

    def passage_vectors(
        self, texts: Sequence[str], on_progress: Callable[[int, int], None] | None = None
    ) -> Vectors:
        blocks = []
        for start in range(0, len(texts), TEXTS_AT_ONCE):
            # The lock is given back between blocks, so that questions are answered meanwhile.
            with self._lock:
                model = self._loaded()
                found = model.encode_document(
                    _cut(texts[start : start + TEXTS_AT_ONCE]),
                    prompt=_passage_prompt(model.prompts),
                    show_progress_bar=False,
                    convert_to_tensor=True,
                )
            blocks.append(unit_rows(found.float().numpy()))
            # A lock that is taken back at once is never given to who waits for it.
            time.sleep(0.001)
            if on_progress:
                on_progress(min(start + TEXTS_AT_ONCE, len(texts)), len(texts))
        return np.concatenate(blocks) if blocks else np.empty((0, 0), np.float32)

    def _load_quietly(self) -> None:
        try:
            with self._lock:
                self._loaded()
        except EmbedderUnavailable as error:
            logger.warning("只按关键词检索：%s", error)

    def _loaded(self) -> "SentenceTransformer":
        if self._model is None:
            try:
                self._model = _load(self._folder_of_model(), self._threads)
            except (EmbedderUnavailable, OSError, ValueError, ImportError) as error:
                self._problem = str(error)
                raise EmbedderUnavailable(f"向量模型 {self._model_id} 不能使用：{error}") from error
            self._problem = None
        return self._model


def _load(folder_or_name: Path | str, threads: int) -> "SentenceTransformer":
    # Imported here: it takes seconds, and the service answers from figures without it.
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(threads)
    # bfloat16: three times faster where the processor multiplies it, eight times slower elsewhere.
    capabilities = torch.cpu.get_capabilities()
    fast_bfloat16 = bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))
    return SentenceTransformer(
        str(folder_or_name),
        device="cpu",
        local_files_only=Path(folder_or_name).is_dir(),
        model_kwargs={"dtype": torch.bfloat16 if fast_bfloat16 else torch.float32},
    )


def unit_rows(vectors: NDArray[np.float32]) -> Vectors:
    """Rows scaled to length 1 (bfloat16 leaves them a little off); a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.ascontiguousarray(
        vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32
    )
    return scaled


def _passage_prompt(prompts: Mapping[str, str | None]) -> str | None:
    # The library takes its own empty "document" prompt before a model's "passage" prompt.
    return next((prompts[n] for n in ("document", "passage", "corpus") if prompts.get(n)), None)


def _cut(texts: Sequence[str]) -> list[str]:
    return [text[:LONGEST_TEXT] for text in texts]
