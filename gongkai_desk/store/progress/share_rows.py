"""What the library holds of units' shares, read in bulk as rows: few of them are ever looked at as objects.

A year's ledger has hundreds of thousands of shares. What is known of them is told as ``Facts``, and shares of which the
same is known have one and the same: their light is worked out once. A share's reports and acts in words are made from
its rows where somebody looks at it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.facts import ActFact, Facts, Proof, ReportFact, StateFact
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.work import StoredAmount, StoredReport, Transition
from gongkai_desk.store.progress import shares, work
from gongkai_desk.store.progress.shares import Key
from gongkai_desk.store.rows import day_of

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

Row = tuple[Any, ...]
_ByUnit = Mapping[int | None, Sequence[Row]]
_NONE: _ByUnit = {}
_KEY = 2  # columns that each row begins with: task, unit
_PROOF = slice(_KEY, _KEY + len(Proof._fields))


class ShareRows:
    """The rows of the shares of some tasks; of all by default."""

    def __init__(self, library: Library, task_ids: Iterable[int] | None = None) -> None:
        ids = None if task_ids is None else list(task_ids)
        self._states = _by_share(shares.state_rows(library, ids))
        self._acts = _by_share(shares.transition_rows(library, ids))
        self._counted = _by_share(shares.quota_rows(library, ids))
        self._proofs = _by_share(shares.proof_rows(library, ids))
        self._reports = _by_share(work.report_rows(library, ids))
        self._known: dict[Row, Facts] = {}

    def facts(self, task_id: int, places: Mapping[int | None, int]) -> dict[int, Facts]:
        """Return for each place of a task's units of which anything is known what that is, as far as lights ask it.

        What was proved for a task as a whole is known of all of them.
        """
        states, reports = self._states.get(task_id, _NONE), self._reports.get(task_id, _NONE)
        acts, proofs = self._acts.get(task_id, _NONE), self._proofs.get(task_id, _NONE)
        counted, whole = self._counted.get(task_id, _NONE), proofs.get(None, ())
        known = places if whole else states.keys() | reports.keys() | acts.keys() | proofs.keys() | counted.keys()
        act_fact, report_fact, in_order, facts_of = shares.act_fact, work.report_fact, work.in_order, self._facts_of
        return {
            places[unit]: facts_of(
                (
                    unit is None,
                    states[unit][0][_KEY:] if unit in states else (),
                    tuple(map(act_fact, acts[unit])) if unit in acts else (),
                    tuple(map(report_fact, in_order(reports[unit]))) if unit in reports else (),
                    tuple(row[_PROOF] for row in _proofs_of(unit, proofs)) if proofs else (),
                )
            )
            for unit in known
            if unit in places
        }

    def _facts_of(self, stored: Row) -> Facts:
        """Return the facts of stored values, made once for all shares that have them."""
        found = self._known.get(stored)
        if found is None:
            found = self._known[stored] = facts_of(*stored)
        return found

    def acts(self, key: Key) -> list[Transition]:
        """Return the acts upon a share in the order in which they were done."""
        return [shares.transition_of(row) for row in self._rows(self._acts, key)]

    def counted(self, key: Key) -> list[StoredAmount]:
        """Return what was counted for a share, in the order of its days."""
        return [shares.quota_event_of(row) for row in self._rows(self._counted, key)]

    def reports(self, key: Key) -> list[StoredReport]:
        """Return the reports on a share by day."""
        return [work.report_of(row) for row in work.in_order(self._rows(self._reports, key))]

    def has_proof(self, key: Key) -> bool:
        """Tell whether a share has evidence of its own, beside that of the task as a whole."""
        return bool(self._rows(self._proofs, key))

    @staticmethod
    def _rows(of: Mapping[int, _ByUnit], key: Key) -> Sequence[Row]:
        return of.get(key[0], _NONE).get(key[1], ())


def facts_of(whole: bool, state: Row, acts: Iterable[Row], reports: Iterable[Row], proofs: Iterable[Row]) -> Facts:
    """Return the facts of stored values, each row with the columns of its fact (days as ISO text)."""
    return Facts(
        whole,
        StateFact(State(state[0]), *map(day_of, state[1:])) if state else StateFact(),
        tuple(map(_act, acts)),
        tuple(
            ReportFact(date.fromisoformat(day), period, bool(zero), bool(returned))
            for day, period, zero, returned in reports
        ),
        tuple(Proof(*map(day_of, days)) for days in proofs),
    )


def _act(row: Row) -> ActFact:
    act, day, was, became, until = row
    return ActFact(Action(act), date.fromisoformat(day), State(was), State(became), day_of(until))


def _proofs_of(unit: int | None, proofs: _ByUnit) -> Iterable[Row]:
    """Return the rows of a unit's evidence: that of the task as a whole is everybody's."""
    own, whole = proofs.get(unit, ()), proofs.get(None, ())
    return own if unit is None or not whole else (*whole, *own)


def _by_share(rows: Iterable[Row]) -> Mapping[int, _ByUnit]:
    """Return rows ``(task, unit, …)`` by task and unit, in their order."""
    found: defaultdict[int, defaultdict[int | None, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row[0]][row[1]].append(row)
    return found
