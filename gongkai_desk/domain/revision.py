"""A revised plan (修订稿) against the stored one: its tasks line by line, what differs in each, what was chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gongkai_desk.domain.plan import Task

WHOLE = "task"
"""The aspect of a line that is about the task as a whole: it is new, or gone."""
ORDER = "order"
"""The aspect that is about where the task stands."""
ORIGINAL = "original"
"""The aspect of a plan that is about which file its tasks are shown in."""


class LineKind(StrEnum):
    """What became of a task."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"
    SAME = "same"


class Choice(StrEnum):
    """What is to become of one difference; a task that is gone can be cancelled or put into the recycle bin."""

    NEW = "new"
    OLD = "old"
    CANCEL = "cancel"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Spot:
    """What a choice is about: a stored task (its id), a task of the draft (its place), and the aspect of it.

    ``None`` for both: the plan's own data.
    """

    old: int | None
    new: int | None
    aspect: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing in which both differ, as a person reads it; ``why`` says why it is material, or why it is not."""

    spot: Spot
    old: str
    new: str
    material: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A stored task, a task of the draft, or both; with what has been done on the stored one (counts)."""

    old: Task | None
    new: Task | None
    at: int | None  # place in the draft
    aspects: tuple[Aspect, ...] = ()
    reports: int = 0
    proofs: int = 0

    @property
    def kind(self) -> LineKind:
        """Return what became of the task."""
        if self.old is None:
            return LineKind.ADDED
        if self.new is None:
            return LineKind.GONE
        return LineKind.CHANGED if self.aspects else LineKind.SAME

    @property
    def has_work(self) -> bool:
        """Tell whether anything was reported or proved: such a task is never dropped without a word."""
        return bool(self.reports or self.proofs)

    def offered(self) -> tuple[Choice, ...]:
        """Return the choices that there are for a difference of this line."""
        if self.kind is LineKind.GONE:
            return Choice.OLD, Choice.CANCEL, Choice.REMOVE
        return Choice.NEW, Choice.OLD

    def meant(self, wanted: Choice) -> Choice:
        """Return what 采用新稿 or 保留原稿 means here: a task that is gone is cancelled if work was done on it."""
        if self.kind is LineKind.GONE and wanted is Choice.NEW:
            return Choice.CANCEL if self.has_work else Choice.REMOVE
        return wanted


Choices = Mapping[Spot, Choice]


@dataclass(frozen=True, slots=True)
class Revision:
    """All differences: of the plan's data, and the lines in the order of the merged plan."""

    data: tuple[Aspect, ...]
    lines: tuple[Line, ...]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Return (id of the stored task, place in the draft) of what belongs together."""
        both = ((line.old.id, line.at) for line in self.lines if line.old is not None)
        return tuple((number, at) for number, at in both if number is not None and at is not None)

    def aspects(self) -> Iterator[Aspect]:
        """Yield all differences, the plan's first."""
        yield from self.data
        for line in self.lines:
            yield from line.aspects

    def open(self, choices: Choices) -> tuple[Aspect, ...]:
        """Return the differences that a person must still decide."""
        return tuple(aspect for aspect in self.aspects() if decided(aspect, choices) is None)


def decided(aspect: Aspect, choices: Choices) -> Choice | None:
    """Return what was chosen; what only reads otherwise is taken from the draft unless a person says no."""
    return choices.get(aspect.spot, None if aspect.material else Choice.NEW)
