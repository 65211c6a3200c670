"""What the library holds of units' shares, read in bulk as rows: few of them are ever looked at as objects.

A year's ledger has hundreds of thousands of shares. Rows tell which of them stand alike, so that lights need be worked
out once for each kind; a share's reports and acts are made from its rows where somebody looks at it.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.work import QuotaEvent, Report, Transition
from gongkai_desk.store import shares, work
from gongkai_desk.store.rows import day_of
from gongkai_desk.store.shares import Key, StoredState

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

Row = tuple[Any, ...]
_ByUnit = Mapping[int | None, Sequence[Row]]
_NONE: _ByUnit = {}


class ShareRows:
    """The rows of the shares of some tasks; of all by default."""

    def __init__(self, library: "Library", task_ids: Iterable[int] | None = None) -> None:
        ids = None if task_ids is None else list(task_ids)
        self._states = _by_share(shares.state_rows(library, ids))
        self._acts = _by_share(shares.transition_rows(library, ids))
        self._counted = _by_share(shares.quota_rows(library, ids))
        self._proofs = _by_share(shares.proof_rows(library, ids))
        self._reports = _by_share(work.report_rows(library, ids))

    def marks(self, task_id: int, places: Mapping[int | None, int]) -> dict[int, Hashable]:
        """Return for each place of a task's units of which anything is known what tells alike ones, then and now.

        What was proved for a task as a whole is known of all of them.
        """
        states, reports = self._states.get(task_id, _NONE), self._reports.get(task_id, _NONE)
        acts, proofs = self._acts.get(task_id, _NONE), self._proofs.get(task_id, _NONE)
        counted, whole = self._counted.get(task_id, _NONE), proofs.get(None, ())
        known = places if whole else states.keys() | reports.keys() | acts.keys() | proofs.keys() | counted.keys()
        return {
            places[unit]: (
                unit is None,
                shares.state_mark(states[unit][0]) if unit in states else None,
                work.report_marks(reports[unit]) if unit in reports else (),
                tuple(map(shares.transition_mark, acts[unit])) if unit in acts else (),
                tuple(row[2:4] for row in (*whole, *proofs.get(unit, ()))) if proofs else (),
            )
            for unit in known
            if unit in places
        }

    def state(self, key: Key) -> StoredState | None:
        """Return the stored state of a share, ``None`` where it has none."""
        rows = self._rows(self._states, key)
        return shares.state_of(rows[0]) if rows else None

    def acts(self, key: Key) -> list[Transition]:
        """Return the acts upon a share in the order in which they were done."""
        return [shares.transition_of(row) for row in self._rows(self._acts, key)]

    def counted(self, key: Key) -> list[QuotaEvent]:
        """Return what was counted for a share, in the order of its days."""
        return [shares.quota_event_of(row) for row in self._rows(self._counted, key)]

    def reports(self, key: Key) -> list[Report]:
        """Return the reports on a share by day."""
        return [work.report_of(row) for row in work.in_order(self._rows(self._reports, key))]

    def proofs(self, key: Key) -> list[tuple[date | None, date | None]]:
        """Return the effective and the receiving day of each piece of evidence of a share."""
        return [(day_of(row[2]), day_of(row[3])) for row in self._rows(self._proofs, key)]

    @staticmethod
    def _rows(of: Mapping[int, _ByUnit], key: Key) -> Sequence[Row]:
        return of.get(key[0], _NONE).get(key[1], ())


def _by_share(rows: Iterable[Row]) -> Mapping[int, _ByUnit]:
    """Return rows ``(task, unit, …)`` by task and unit, in their order."""
    found: defaultdict[int, defaultdict[int | None, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row[0]][row[1]].append(row)
    return found
