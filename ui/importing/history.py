"""The reviews before and after the one that is shown: undo and redo without a journal, nothing being stored yet."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_desk.domain.review import Review


class History:
    """Holds the review that is shown; a new one ends what could be redone."""

    def __init__(self) -> None:
        self.now: Review | None = None
        self._former: list[Review] = []
        self._later: list[Review] = []

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a former review."""
        return bool(self._former)

    @property
    def can_redo(self) -> bool:
        """Tell whether an undo can be taken back."""
        return bool(self._later)

    @property
    def former(self) -> tuple[Review, ...]:
        """Return what undo leads to, the oldest first."""
        return tuple(self._former)

    @property
    def later(self) -> tuple[Review, ...]:
        """Return what redo leads to, the next one last."""
        return tuple(self._later)

    def begin(self, review: Review | None, former: Iterable[Review] = (), later: Iterable[Review] = ()) -> None:
        """Begin anew with a review that was just read, or with one as it was left."""
        self.now = review
        self._former, self._later = list(former), list(later)

    def become(self, review: Review) -> None:
        """Let a new review take the place of the one shown."""
        if self.now is not None and review != self.now:
            self._former.append(self.now)
            self._later.clear()
        self.now = review

    def undo(self) -> None:
        """Show the former review again."""
        if self._former and self.now is not None:
            self._later.append(self.now)
            self.now = self._former.pop()

    def redo(self) -> None:
        """Show what was there before the undo."""
        if self._later and self.now is not None:
            self._former.append(self.now)
            self.now = self._later.pop()
