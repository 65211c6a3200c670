"""The stream names of an OLE compound file ([MS-CFB]), read without following anything else in it."""

import struct
from pathlib import Path

LONGEST_CHAIN = 4096
"""Directory sectors followed: a loop of sector numbers must end."""
SMALLEST_OWN = 4096
"""Bytes: smaller streams lie in a common one."""
END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""


def stream_names(path: Path) -> frozenset[str]:
    """Return the names of all streams and storages, none if the directory cannot be read."""
    with path.open("rb") as file:
        data = file.read()
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        if not 128 <= size <= 1 << 16:
            return frozenset()
        return frozenset(name for sector in _chain(data, size) for name in _names(data, (sector + 1) * size, size))
    except (struct.error, IndexError):
        return frozenset()


def stream_start(path: Path, name: str, count: int) -> bytes:
    """Return the first bytes of a stream (``count`` ≤ 128), none if it is missing or too small for own sectors."""
    with path.open("rb") as file:
        data = file.read()
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        for sector in _chain(data, size) if 128 <= size <= 1 << 16 else ():
            for at in range((sector + 1) * size, (sector + 2) * size, 128):
                if _name(data, at) == name:
                    start, length = struct.unpack_from("<II", data, at + 116)
                    place = (start + 1) * size
                    return data[place : place + count] if length >= SMALLEST_OWN else b""
    except (struct.error, IndexError):
        pass
    return b""


def _chain(data: bytes, size: int) -> list[int]:
    """Return the sectors of the directory, as far as the first 109 sectors of the allocation table tell."""
    tables = [table for table in struct.unpack_from("<109I", data, 76) if table < END]
    sector = struct.unpack_from("<I", data, 48)[0]
    chain: list[int] = []
    per_table = size // 4
    while sector < END and len(chain) < LONGEST_CHAIN and sector not in chain[-1:]:
        chain.append(sector)
        if sector // per_table >= len(tables):
            break
        at = (tables[sector // per_table] + 1) * size + 4 * (sector % per_table)
        if at + 4 > len(data):
            break
        sector = struct.unpack_from("<I", data, at)[0]
    return chain


def _names(data: bytes, start: int, size: int) -> list[str]:
    found = (_name(data, at) for at in range(start, min(start + size, len(data) - 127), 128))
    return [name for name in found if name]


def _name(data: bytes, at: int) -> str:
    length = struct.unpack_from("<H", data, at + 64)[0]
    return data[at : at + length - 2].decode("utf-16-le", "replace") if 2 < length <= 64 else ""
