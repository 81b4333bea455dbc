"""Zip files made by the tests, sound and poisonous."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping


def packed(entries: Mapping[str, bytes | str], *, level: int = 6) -> bytes:
    """A zip file with these entries, in order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return file.getvalue()


def with_false_size(data: bytes, name: str, size: int) -> bytes:
    """The zip file with another unpacked size declared for one entry, in both its places."""
    changed = bytearray(data)
    for mark, at_size, at_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            if data.startswith(name.encode(), start + at_name):
                changed[start + at_size : start + at_size + 4] = struct.pack("<I", size)
            start += 4
    return bytes(changed)


def with_password_mark(data: bytes) -> bytes:
    """The zip file with every entry marked as encrypted."""
    changed = bytearray(data)
    for mark, at_flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            changed[start + at_flags] |= 1
            start += 4
    return bytes(changed)
