"""Opening the library a command names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai_desk.errors import DeskError
from gongkai_desk.store.care.findings import ledger_findings
from gongkai_desk.store.care.snapshots import damaged
from gongkai_desk.store.library import Library


def add_library(parser: argparse.ArgumentParser) -> None:
    """Add ``--library``."""
    parser.add_argument("--library", required=True, type=Path, metavar="LIB", help="台账库文件夹（.gkdesk）")


@contextmanager
def library_for_writing(folder: Path, who: str) -> Iterator[Library]:
    """Yield the library as its one writer; an older format is migrated first.

    Raises:
        LibraryError: it cannot be used; the kind says why.
    """
    library = Library.open(folder, who=who)
    try:
        with _damage_told(library):
            yield library
    finally:
        library.close()


@contextmanager
def library_for_reading(folder: Path) -> Iterator[Library]:
    """Yield the library read-only, beside an open window if there is one."""
    library = Library.open(folder, read_only=True)
    try:
        with _damage_told(library):
            yield library
    finally:
        library.close()


@contextmanager
def _damage_told(library: Library) -> Iterator[None]:
    """Let what a damaged ledger makes of a command be told as damage; a fault of the program stays one."""
    try:
        yield
    except (DeskError, OSError):
        raise
    except Exception as error:
        if found := list(ledger_findings(library.connection)):
            raise damaged(library.folder, found) from error
        raise
