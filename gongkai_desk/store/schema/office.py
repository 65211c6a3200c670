"""The office's own days, settings and filters, and the history of all that was done."""

from __future__ import annotations

from gongkai_desk.store.schema.columns import flags, index, numbers, one, table, texts

OFFICE = (
    # working 1: a make-up day. list: state, local
    *table(
        "day_off",
        "day TEXT NOT NULL",
        "working INTEGER NOT NULL CHECK (working IN (0, 1))",
        "list TEXT NOT NULL DEFAULT 'state'",
        texts("name"),
    ),
    index("day_off_one", "day_off(list, day)", unique=True),
    *table("setting", "name TEXT NOT NULL UNIQUE", texts("value")),
    *table("saved_filter", texts("name", "view", "value"), numbers("position")),
)

HISTORY = (
    # kind: base, do, undo, redo. fate (of a do): done, undone (may be redone), buried. at: wall time, UTC.
    # open is 1 only inside the step's own transaction: nothing can write past the journal
    *table(
        "step",
        texts("name", "who"),
        "day TEXT NOT NULL",
        "at TEXT NOT NULL",
        "kind TEXT NOT NULL DEFAULT 'do'",
        "target INTEGER REFERENCES step(id)",
        "fate TEXT NOT NULL DEFAULT 'done'",
        flags("open"),
    ),
    index("step_open", "step(open) WHERE open = 1", unique=True),
    index("step_fate", "step(fate, id) WHERE kind = 'do'"),
    # JSON before and after: of the changed columns for an update, of the row for a delete (before only), none for an
    # insert. task_id: whose history it belongs to
    *table(
        "journal",
        one("step"),
        "table_name TEXT NOT NULL",
        "row_id INTEGER NOT NULL",
        "task_id INTEGER",
        "before TEXT",
        "after TEXT",
    ),
    # a row stands in one of the two: a task's own history, or that of anything else
    index("journal_task", "journal(task_id) WHERE task_id IS NOT NULL"),
    index("journal_row", "journal(table_name, row_id) WHERE task_id IS NULL"),
    # texts of a task as search keys; computed
    "CREATE TABLE task_search (id INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT",
)
