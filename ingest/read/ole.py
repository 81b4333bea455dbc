"""The names in the root of an OLE2 file (doc, xls, encrypted Office files): what it is.

Only the directory is read. A document that holds another (a sheet pasted into a letter) has the
other's streams further down, so that names found anywhere in the bytes would not tell.
Source: MS-CFB, the compound file binary format.
"""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128  # bytes of a directory entry
_NONE = 0xFFFFFFFA  # sector numbers from here on mean none, end and the like
_NO_ENTRY = 0xFFFFFFFF
_MOST_SECTORS = 4096  # of the directory
_ROOT = 5  # the type of the root entry


def ole_names(data: bytes) -> frozenset[str]:
    """The streams and storages in the root; empty where the directory cannot be followed."""
    if not data.startswith(SIGNATURE) or len(data) < 512:
        return frozenset()
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return frozenset()
    size = 1 << shift
    directory = b"".join(
        data[(number + 1) * size : (number + 2) * size] for number in _chain(data, size)
    )
    entries = [directory[i : i + _ENTRY] for i in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    root = next((entry for entry in entries if entry[66] == _ROOT), None)
    if root is None:
        return frozenset()
    names = set()
    waiting, seen = [struct.unpack_from("<I", root, 76)[0]], set()
    while waiting:
        number = waiting.pop()
        if number == _NO_ENTRY or number >= len(entries) or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        length = min(max(struct.unpack_from("<H", entry, 64)[0] - 2, 0), 62)
        names.add(entry[:length].decode("utf-16-le", errors="replace"))
        waiting += struct.unpack_from("<II", entry, 68)
    return frozenset(names)


def _chain(data: bytes, size: int) -> list[int]:
    """The sectors of the directory, in order."""
    tables = [n for n in struct.unpack_from("<109I", data, 76) if n < _NONE]
    sector = struct.unpack_from("<I", data, 48)[0]
    found: list[int] = []
    while sector < _NONE and sector not in found and len(found) < _MOST_SECTORS:
        found.append(sector)
        table, place = divmod(sector, size // 4)
        if table >= len(tables):
            break
        at = (tables[table] + 1) * size + 4 * place
        if at + 4 > len(data):
            break
        sector = struct.unpack_from("<I", data, at)[0]
    return found
