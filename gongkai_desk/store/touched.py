"""Which tasks an act touched, so that only their lights are worked out again."""

from typing import TYPE_CHECKING

from gongkai_desk.domain.work import Changes
from gongkai_desk.store.rows import json_text

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

_OF_NO_TASK = frozenset(
    {
        *("reminder", "paper_no", "request", "interpretation", "annual_report", "annual_figure", "annual_text"),
        *("dispatch", "dispatch_unit", "closing_move", "sent_row", "returned_file", "returned_row", "opinion"),
        *("packet", "row_origin", "superior", "filed_copy", "filing", "submission", "issued_paper", "closed_year"),
        *("period_lock", "locked_figure", "approval", "form", "form_column", "form_word", "form_row"),
        *("lookback", "lookback_item", "rectification", "draw", "doubt", "duty", "original", "saved_filter"),
        *("assessment", "assessment_item", "assessment_rule", "assessment_band", "assessment_unit"),
        *("assessment_score", "assessment_entry"),
    }
)
"""Tables that lights do not depend on."""


def touched_tasks(library: "Library", changes: Changes) -> frozenset[int] | None:
    """Return the tasks whose facts an act changed; ``None``: it may have changed any (units, settings, days off)."""
    rows = library.rows("SELECT DISTINCT table_name, row_id, task_id FROM journal WHERE step_id = ?", (changes.step,))
    rows = [row for row in rows if row[0] not in _OF_NO_TASK]
    tasks = {task_id or row for table, row, task_id in rows if task_id or table == "task"}
    other = {(table, row) for table, row, task_id in rows if not task_id and table != "task"}
    proofs = [row for table, row in other if table == "evidence"]
    plans = [row for table, row in other if table == "plan"]
    if len(proofs) + len(plans) < len(other):
        return None
    linked = library.rows(
        "SELECT task_id FROM evidence_link WHERE evidence_id IN (SELECT value FROM json_each(?))"
        " UNION SELECT id FROM task WHERE plan_id IN (SELECT value FROM json_each(?))",
        (json_text(proofs), json_text(plans)),
    )
    return frozenset(tasks | {task_id for (task_id,) in linked if task_id})
