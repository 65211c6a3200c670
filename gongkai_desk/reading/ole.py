"""The stream names of an OLE compound file ([MS-CFB]), read without following anything else in it."""

import struct
from pathlib import Path

LONGEST_CHAIN = 4096
"""Directory sectors followed: a loop of sector numbers must end."""
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
    names: list[str] = []
    for at in range(start, min(start + size, len(data) - 127), 128):
        length = struct.unpack_from("<H", data, at + 64)[0]
        if 2 < length <= 64:
            names.append(data[at : at + length - 2].decode("utf-16-le", "replace"))
    return names
