"""The domain's table of acts (``data/acts.txt``): the oracle of the rules and of random acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai_desk.domain.state import Action, State

_TABLE = Path(__file__).parent / "data" / "acts.txt"
_STAYS, _BEFORE = "=", "before"

ON_A_CLOSE: Final = frozenset({"proof", "counts", "units", "application"})
"""What an act against the rules, with its reason, may do without."""


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the table; ``to`` ``None``: the state stays, or for ``goes_back`` is that before the pause."""

    action: Action
    states: frozenset[State]
    to: State | None
    goes_back: bool
    needs: frozenset[str]

    def leads_to(self, state: State) -> State:
        """Return the state after the act, done from a state and leading to one that the table names."""
        return state if self.to is None else self.to


def _read() -> Mapping[Action, Act]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if "|" in line and line[0] != "#"]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines[1:]]
    return {Action(name): _act(Action(name), states, to, needs) for name, states, to, needs, _ in rows}


def _act(action: Action, states: str, to: str, needs: str) -> Act:
    became = None if to in (_STAYS, _BEFORE) else State(to)
    return Act(action, frozenset(map(State, states.split())), became, to == _BEFORE, frozenset(needs.split()))


ACTS: Final = _read()
