"""A line of text in a picture to its characters, with how probable the whole reading is.

This is the only file that knows onnxruntime, and the recognition model (PP-OCR) that lies in the
wheel of rapidocr. The model is loaded from there, once a process, and nothing is ever downloaded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime

from ingest.read.picture import PageTooBusy
from ingest.read.scan_pixels import Pixels, resized

_MODEL = ("models", "PP-OCRv6_rec_small.onnx")
_HEIGHT = 48  # pixels the model sees of a line
_NARROWEST, _WIDEST = 32, 2400
_WIDEST_PAGE = 400_000  # of all lines together; the densest tables have a quarter of it
_BLANK = 0
_TINY = 1e-30


@dataclass(frozen=True)
class ReadLine:
    """What a line says. `probability` is the model's own for exactly this text (0 to 1)."""

    text: str
    probability: float
    certain: tuple[float, ...]  # how probable each character is for itself


class LineReader(Protocol):
    """What reads lines of text."""

    def read(self, line: Pixels) -> ReadLine:
        """The text of one line, given as grey pixels with a little paper around it."""
        ...


class PageReader:
    """Reads the lines of one page, each only once, up to more than any page of text has.

    A line costs what it is wide. Raises PageTooBusy beyond that.
    """

    def __init__(self, reader: LineReader) -> None:
        self._reader = reader
        self._left = _WIDEST_PAGE
        self._known: dict[tuple[tuple[int, ...], bytes], ReadLine] = {}

    def read(self, line: Pixels) -> ReadLine:
        """The text of one line."""
        key = line.shape, line.tobytes()
        if key not in self._known:
            self._known[key] = self._read(line)
        return self._known[key]

    def _read(self, line: Pixels) -> ReadLine:
        self._left -= max(_NARROWEST, line.shape[1] * _HEIGHT // max(1, line.shape[0]))
        if self._left < 0:
            raise PageTooBusy
        return self._reader.read(line)


class Recogniser:
    """The recognition model. Raises RuntimeError of onnxruntime where memory runs out."""

    def __init__(self, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # what one wide line took is given back
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        model = files("rapidocr").joinpath(*_MODEL)
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        listed = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ("", *listed, " ")

    def read(self, line: Pixels) -> ReadLine:
        """The text of one line, given as grey pixels with a little paper around it."""
        height, width = line.shape
        wide = min(_WIDEST, max(_NARROWEST, round(width * _HEIGHT / height)))
        grey = resized(line, wide, _HEIGHT).astype(np.float32) / 127.5 - 1
        picture = np.broadcast_to(grey, (1, 3, _HEIGHT, wide))
        said = self._session.run(None, {self._input: np.ascontiguousarray(picture)})[0][0]
        return self._decoded(np.asarray(said, dtype=np.float32))

    def _decoded(self, said: npt.NDArray[np.float32]) -> ReadLine:
        best = said.argmax(axis=1)
        top = said[np.arange(len(best)), best]
        labels: list[int] = []
        certain: list[float] = []
        for place, label in enumerate(best.tolist()):
            if label == _BLANK:
                continue
            if place and best[place - 1] == label:
                certain[-1] = max(certain[-1], float(top[place]))
            else:
                labels.append(label)
                certain.append(float(top[place]))
        text = "".join(self._characters[label] for label in labels)
        return ReadLine(text, _probability(said, labels), tuple(certain))


@cache
def recogniser() -> Recogniser:
    """The model of this process, loaded on first use."""
    return Recogniser(threads=min(2, os.cpu_count() or 1))


def _probability(said: npt.NDArray[np.float32], labels: Sequence[int]) -> float:
    """The probability of a labelling over all its alignments (Graves et al. 2006, eq. 5–8)."""
    if not labels:
        return float(np.prod(said[:, _BLANK].astype(np.float64)))
    extended = np.zeros(2 * len(labels) + 1, dtype=np.int64)
    extended[1::2] = labels
    skips = np.zeros(len(extended), dtype=bool)
    skips[3::2] = extended[3::2] != extended[1:-2:2]
    emitted = said[:, extended].astype(np.float64)
    forward = np.zeros(len(extended))
    forward[:2] = emitted[0, :2]
    log = 0.0
    for row in emitted[1:]:
        step = forward.copy()
        step[1:] += forward[:-1]
        step[2:] += np.where(skips[2:], forward[:-2], 0.0)
        forward = step * row
        total = forward.sum()
        if total < _TINY:
            return 0.0
        forward /= total
        log += float(np.log(total))
    return float(np.exp(log) * (forward[-1] + forward[-2]))
