"""合并修订稿 while it is being decided: the stored plan, what differs, what was chosen, which tasks belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gongkai_desk.domain.act import Changes
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.revision import Choice, Line, Revision, Spot
from gongkai_desk.review import naming
from gongkai_desk.services.intake.importing import Intake
from gongkai_desk.services.intake.revising import revise
from gongkai_desk.standing.plan_pairs import compare_with_stored
from ui.desk import Desk

Pairs = tuple[tuple[int, int], ...]
_State = tuple[dict[Spot, Choice], Pairs | None]


class Merging(QObject):
    """Holds the choices; ``changed`` after each. Nothing is stored before ``store``."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._review: Review | None = None
        self._places: dict[Hashable, int] = {}  # what tasks of the review say → their places when last looked at
        self._former: list[_State] = []
        self.plan: StoredPlan | None = None
        self.revision = Revision((), ())
        self.choices: dict[Spot, Choice] = {}
        self.pairs: Pairs | None = None

    @property
    def can_undo(self) -> bool:
        """Tell whether a choice can be taken back."""
        return bool(self._former)

    def begin(
        self, plan: StoredPlan | None, choices: Iterable[tuple[Spot, Choice]] = (), pairs: Pairs | None = None
    ) -> None:
        """Merge into this plan, or with ``None`` into none; ``choices`` and ``pairs`` go on with what was left."""
        self.plan, self.choices, self.pairs = plan, dict(choices), pairs
        self._former.clear()
        self._places.clear()

    def stored_count(self) -> int:
        """Return how many tasks the stored plan has."""
        return len(self._desk.shelf.tasks(self.plan.id)) if self.plan is not None else 0

    def look(self, review: Review) -> Revision:
        """Compare the review with the stored plan; choices follow their tasks, whatever was split or dropped since."""
        if self._places:
            self._follow(review)
        self._review = review
        self._places = _places(review)
        self._compare()
        return self.revision

    def _follow(self, review: Review) -> None:
        """Let choices and pairs name the places that the draft's tasks have now; those of changed tasks go."""
        now = _places(review)
        moved = {before: now[task] for task, before in self._places.items() if task in now}
        if all(before == after for before, after in moved.items()) and len(moved) == len(self._places) == len(now):
            return
        kept = ((spot, choice) for spot, choice in self.choices.items() if spot.new is None or spot.new in moved)
        self.choices = {Spot(s.old, None if s.new is None else moved[s.new], s.aspect): choice for s, choice in kept}
        if self.pairs is not None:
            self.pairs = tuple((old, moved[new]) for old, new in self.pairs if new in moved)
        self._former.clear()

    def _compare(self) -> None:
        if self._review is None or self.plan is None or self._desk.library is None:
            return
        meant = naming.with_names(self._review)
        self.revision = compare_with_stored(self._desk.library, self.plan.id, meant.draft, meant.part, self.pairs)

    # -- choices

    def choose(self, chosen: dict[Spot, Choice]) -> None:
        """Choose; undo takes all of it back at once."""
        self._remember()
        self.choices = self.choices | chosen
        self.changed.emit()

    def part(self, line: Line) -> None:
        """Say that the two tasks of a line are not the same one."""
        self._pair(tuple(pair for pair in self.revision.pairs if pair[1] != line.at))

    def join(self, old: int, new: int) -> None:
        """Say that a stored task (its id) is a task of the draft (its place)."""
        self._pair((*self.revision.pairs, (old, new)))

    def _pair(self, pairs: Pairs) -> None:
        self._remember()
        self.pairs = pairs
        self._compare()
        self.changed.emit()

    def undo(self) -> None:
        """Take the last choice back."""
        if self._former:
            self.choices, self.pairs = self._former.pop()
            self._compare()
            self.changed.emit()

    def _remember(self) -> None:
        self._former.append((dict(self.choices), self.pairs))

    # -- storing

    def store(self, review: Review, original: Path | None) -> Changes | None:
        """Merge as one step; errors go up."""
        assert self.plan is not None
        return self._desk.do(
            revise,
            plan_id=self.plan.id,
            intake=Intake(review.draft, review.part, original=original, agreed=naming.agreed(review)),
            choices=self.choices,
            pairs=self.revision.pairs,
        )


def _places(review: Review) -> dict[Hashable, int]:
    """Return where each task stands, by what it says; tasks that say the same are told apart by their order."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, int] = {}
    for place, task in enumerate(review.shown.tasks):
        said = (task.section, task.seq, task.title, task.content, task.unit_text, task.deadline)
        found[said, seen[said]] = place
        seen[said] += 1
    return found
