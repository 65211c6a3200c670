"""What was recognised from a scan is told: the file as a whole, and each task with a line that may be misread."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai_desk.domain.place import PagePlace, Place
from gongkai_desk.domain.plan import Doubt, DoubtKind, Part, Task
from gongkai_desk.reading.document import Document, Unsure


def scan_doubts(document: Document) -> Iterator[Doubt]:
    """Yield the doubt about the whole file, if any of its pages was recognised."""
    if document.recognised:
        yield Doubt(DoubtKind.OCR_READ, None, "", _pages(document.recognised))


def with_scan_doubts(parts: Sequence[Part], unsure: Sequence[Unsure]) -> list[Part]:
    """Return the parts, a doubt at each task in whose place on the page a line stands that may be misread."""
    if not unsure:
        return list(parts)
    return [replace(part, doubts=(*part.doubts, *_unsure_tasks(part.tasks, unsure))) for part in parts]


def _unsure_tasks(tasks: Sequence[Task], unsure: Sequence[Unsure]) -> Iterator[Doubt]:
    for index, task in enumerate(tasks):
        for line in unsure:
            if any(_holds(place, line.place) for place in task.source):
                yield Doubt(DoubtKind.OCR_READ, index, "", line.text, (line.place,))


def _holds(place: Place, line: Place) -> bool:
    """Tell whether the middle of a line lies in a place."""
    if not isinstance(place, PagePlace) or not isinstance(line, PagePlace) or place.page != line.page:
        return False
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
    return place.box.x0 <= x <= place.box.x1 and place.box.top <= y <= place.box.bottom


def _pages(numbers: Sequence[int]) -> str:
    """Return page numbers as a clerk writes them, e.g. 第1—3、5页."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "第" + "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs) + "页"
