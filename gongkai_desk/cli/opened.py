"""Opening the library a command names."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


def add_library(parser: argparse.ArgumentParser) -> None:
    """Add ``--library``."""
    parser.add_argument("--library", required=True, type=Path, metavar="LIB", help="台账库文件夹（.gkdesk）")


@contextmanager
def library_for_writing(folder: Path, who: str) -> "Iterator[Library]":
    """Yield the library as its one writer; an older format is migrated first.

    Raises:
        LibraryError: it cannot be used; the kind says why.
    """
    from gongkai_desk.store.library import Library

    library = Library.open(folder, who=who)
    try:
        yield library
    finally:
        library.close()


@contextmanager
def library_for_reading(folder: Path) -> "Iterator[Library]":
    """Yield the library read-only, beside an open window if there is one."""
    from gongkai_desk.store.library import Library

    library = Library.open(folder, read_only=True)
    try:
        yield library
    finally:
        library.close()
