"""What the hostile files are put through in the child; it must be importable there."""

from dataclasses import dataclass
from pathlib import Path

from gongkai_desk.errors import DeskError
from gongkai_desk.parsing.plan import parse
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.read import read_document
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays


@dataclass(frozen=True)
class Outcome:
    """What came of one file; ``error`` is an unexpected one as text."""

    name: str
    refusal: DeskError | None = None
    error: str = ""


def read_each(paths: list[Path], progress: Progress = silent) -> list[Outcome]:
    """Read and parse each file; the child's own translations (memory, recursion) are kept."""
    return [_read(path, progress) for path in paths]


def _read(path: Path, progress: Progress) -> Outcome:
    progress(Stage.OPENING, 1, 1)
    refusal, error = None, ""
    try:
        parse(read_document(path, progress=progress), UnitDirectory.usual(), Workdays.usual(), progress=progress)
    except DeskError as caught:
        refusal = caught
    except (MemoryError, RecursionError):
        pass  # ``child`` makes ``Limit`` and ``Damaged`` of them
    except Exception as caught:
        error = f"{type(caught).__name__}: {caught}"
    return Outcome(path.name, refusal, error)
