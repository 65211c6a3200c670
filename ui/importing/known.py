"""Reading a source for the wizard, and what the office knows that it is read against."""

from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.domain.place import PagePlace
from gongkai_desk.domain.plan import Draft
from gongkai_desk.progress import Progress, silent
from gongkai_desk.review.drafting import Reader
from gongkai_desk.services.intake.reading import ReadOptions, page_sizes, read_plan
from ui.desk import Desk

if TYPE_CHECKING:
    from gongkai_desk.words.units import UnitDirectory
    from gongkai_desk.workdays import Workdays

Read = tuple[Draft, tuple[tuple[float, float], ...]]
"""A draft and the sizes (points) of the pages that can be drawn, none if the source has no pages."""


class Known:
    """The office's units and working days, loaded at the first question."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reader: Reader | None = None

    def reader(self) -> Reader:
        """Return what corrected texts are read against."""
        if self._reader is None:
            self._reader = Reader(self.directory(), self.workdays())
        return self._reader

    def workdays(self) -> "Workdays":
        """Return the office's working days, as they stand now."""
        from gongkai_desk.standing.days import workdays_of

        return workdays_of(self._desk.library)

    def directory(self) -> "UnitDirectory":
        """Return the usual names, and the library's own in their place."""
        from gongkai_desk.store.directory.units import reading_directory
        from gongkai_desk.words.units import UnitDirectory

        return reading_directory(self._desk.library) if self._desk.library else UnitDirectory.usual()

    def own(self) -> "UnitDirectory":
        """Return the library's own units only."""
        from gongkai_desk.store.directory.units import directory
        from gongkai_desk.words.units import UnitDirectory

        return directory(self._desk.library) if self._desk.library else UnitDirectory()


def read_source(source: Path | str, options: ReadOptions, progress: Progress = silent) -> Read:
    """Read a source and measure the pages that can be drawn; a job."""
    draft = read_plan(source, options, progress)
    places = (place for part in draft.parts for task in part.tasks for place in task.source)
    if isinstance(source, Path) and any(isinstance(place, PagePlace) for place in places):
        return draft, page_sizes(source, options.password, progress)
    return draft, ()
