"""The packed 4-bit model file of the wheel: its header, pieces, normaliser map and tensors.

Little endian: magic `E5S1`, version, dimensions, Unigram pieces with scores, a per-code-point
normaliser map, then a directory of tensors. Matrices are Q4_0: blocks of 32 values, each a float16
scale and 16 bytes whose low nibbles are values 0–15 and high nibbles values 16–31.
"""

import itertools
import struct
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK_VALUES = 32
BLOCK_BYTES = 18


class PackedFileError(ValueError):
    """The bytes are not a packed model file as described above."""


class Dimensions(NamedTuple):
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary_rows: int
    positions: int
    token_types: int


class SpecialIds(NamedTuple):
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class PackedModel:
    """What the file holds; tensors are unpacked on demand from `_bytes`."""

    dimensions: Dimensions
    layer_norm_eps: float
    special: SpecialIds
    pieces: list[str]
    scores: list[float]
    replacements: dict[str, str]
    _bytes: bytes
    _directory: dict[str, tuple[int, int]]

    def floats(self, name: str) -> NDArray[np.float32]:
        """A bias, norm or table of positions: float32, flat."""
        offset, size = self._place(name)
        return np.frombuffer(self._bytes, "<f4", count=size // 4, offset=offset)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A Q4_0 matrix as float32 of shape (rows, columns)."""
        return unpack_rows(self.packed_rows(name, columns), columns)

    def packed_rows(self, name: str, columns: int) -> NDArray[np.uint8]:
        """A Q4_0 matrix still packed, one row of bytes a row, so that rows can be picked first."""
        offset, size = self._place(name)
        row_bytes = columns // BLOCK_VALUES * BLOCK_BYTES
        raw = np.frombuffer(self._bytes, np.uint8, count=size, offset=offset)
        return raw.reshape(-1, row_bytes)

    def _place(self, name: str) -> tuple[int, int]:
        if name not in self._directory:
            raise PackedFileError(f"模型文件里没有张量 {name}")
        return self._directory[name]


def unpack_rows(rows: NDArray[np.uint8], columns: int) -> NDArray[np.float32]:
    """Q4_0 rows of bytes to float32 of shape (rows, columns): (nibble − 8) × scale."""
    blocks = rows.reshape(-1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    values = np.empty((len(blocks), BLOCK_VALUES), np.float32)
    values[:, :16] = nibbles & 0x0F
    values[:, 16:] = nibbles >> 4
    values -= 8
    values *= scales
    return values.reshape(-1, columns)


class _Cursor:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def read(self, layout: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + layout, self.content, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def integer(self, layout: str) -> int:
        return int(self.read(layout)[0])

    def integers(self, layout: str) -> list[int]:
        return [int(value) for value in self.read(layout)]

    def take(self, count: int) -> bytes:
        if count < 0 or self.at + count > len(self.content):
            raise PackedFileError("模型文件被截断")
        self.at += count
        return self.content[self.at - count : self.at]


def read_packed_model(content: bytes) -> PackedModel:
    """Read the whole file. Raises PackedFileError when it is another format or cut short."""
    cursor = _Cursor(content)
    if cursor.take(4) != MAGIC:
        raise PackedFileError("不是 E5S1 模型文件")
    try:
        cursor.integer("I")
        dimensions = Dimensions(*cursor.integers("7i"))
        eps = float(cursor.read("f")[0])
        if cursor.integer("i") != BLOCK_VALUES:
            raise PackedFileError("模型文件的分块大小不是 32")
        count = cursor.integer("i")
        special = SpecialIds(*cursor.integers("4i"))
        blob_bytes = cursor.integer("Q")
        offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4")
        scores = np.frombuffer(cursor.take(4 * count), "<f4").astype(float).tolist()
        blob = cursor.take(blob_bytes)
        pieces = [blob[start:end].decode("utf-8") for start, end in itertools.pairwise(offsets)]
        replacements = _read_replacements(cursor)
        directory = _read_directory(cursor)
    except struct.error as error:
        raise PackedFileError("模型文件被截断") from error
    if any(offset + size > len(content) for offset, size in directory.values()):
        raise PackedFileError("模型文件被截断")
    return PackedModel(dimensions, eps, special, pieces, scores, replacements, content, directory)


def _read_replacements(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.integers("iI")
    replacements = {}
    for _ in range(count):
        code_point, length = cursor.integers("IB")
        replaced = "".join(chr(value) for value in cursor.integers(f"{length}I"))
        replacements[chr(code_point)] = replaced
    return replacements


def _read_directory(cursor: _Cursor) -> dict[str, tuple[int, int]]:
    directory = {}
    for _ in range(cursor.integer("i")):
        name = cursor.take(cursor.integer("H")).decode("ascii")
        _, _, offset, size = cursor.integers("BIQQ")
        directory[name] = (offset, size)
    return directory
