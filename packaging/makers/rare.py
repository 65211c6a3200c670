"""Tell which rare layouts of the parser are seen in files, and how often: what is never seen may be dropped.

Usage: python packaging/makers/rare.py FILE…
"""

import logging
import sys
from collections import Counter
from pathlib import Path

from gongkai_desk.errors import DeskError
from gongkai_desk.parsing.plan import parse
from gongkai_desk.parsing.rare import layouts
from gongkai_desk.reading.read import read_document
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays


class Seen(logging.Handler):
    """Keeps the names of the layouts that are seen."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.names: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.names.append(record.getMessage())


def seen_in(path: Path) -> set[str]:
    """Return the names of the rare layouts that a file has."""
    log, seen = logging.getLogger(layouts.__name__), Seen()
    log.addHandler(seen)
    log.setLevel(logging.DEBUG)
    try:
        parse(read_document(path), UnitDirectory.usual(), Workdays.usual())
    except DeskError as fault:
        print(f"{path.name}: {type(fault).__name__}")
    finally:
        log.removeHandler(seen)
    return set(seen.names)


def main(paths: list[str]) -> None:
    count: Counter[str] = Counter()
    for path in paths:
        names = seen_in(Path(path))
        count.update(names)
        if names:
            print(f"{Path(path).name}: {', '.join(sorted(names))}")
    for layout in layouts.RARE:
        print(f"{count[layout.name]:4}  {layout.name}: {layout.paper}")


if __name__ == "__main__":
    main(sys.argv[1:])
