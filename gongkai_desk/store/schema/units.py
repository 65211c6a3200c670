"""The directory of units, and which units a collective name means."""

from __future__ import annotations

from gongkai_desk.store.schema.columns import days, flags, index, numbers, one, table, texts

UNITS = (
    *table(
        "unit",
        texts("name", "short"),
        "class TEXT NOT NULL DEFAULT 'other'",
        numbers("position"),
        texts("contact", "phone", "mail"),
        flags("proposed"),
        texts("remark"),
        days("removed"),
    ),
    index("unit_class", "unit(class)"),
    *table("unit_alias", one("unit"), texts("name"), flags("former"), days("since", "until")),
    *table("unit_group", texts("name"), flags("closed"), numbers("position"), days("removed")),
    *table("group_class", one("unit_group", "group_id"), "class TEXT NOT NULL", led=("group_id",)),
    index("group_class_one", "group_class(group_id, class)", unique=True),
    *table("group_member", one("unit_group", "group_id"), one("unit"), led=("group_id",)),
    index("group_member_one", "group_member(group_id, unit_id)", unique=True),
    *table("group_exclusion", one("unit_group", "group_id"), one("unit"), led=("group_id",)),
    index("group_exclusion_one", "group_exclusion(group_id, unit_id)", unique=True),
    # 上级: to whom forms, filings and reports go; salutation heads the letter
    *table(
        "superior",
        texts("name", "salutation", "contact", "phone", "mail"),
        numbers("position"),
        texts("remark"),
        days("removed"),
    ),
)

# views, made when their tables are there
ASSIGNED = (
    # which units a collective name means: its classes and members without its exclusions
    "CREATE VIEW group_unit AS"
    " SELECT c.group_id, u.id AS unit_id FROM group_class c"
    " JOIN unit_group g ON g.id = c.group_id AND g.closed = 1"
    " JOIN unit u ON u.class = c.class AND u.removed IS NULL AND u.proposed = 0"
    " UNION SELECT m.group_id, m.unit_id FROM group_member m"
    " JOIN unit u ON u.id = m.unit_id AND u.removed IS NULL"
    " EXCEPT SELECT group_id, unit_id FROM group_exclusion",
    # 分工 expanded: one row per task, role and unit, whatever way the unit came in
    "CREATE VIEW assigned AS"
    " SELECT t.task_id, t.role, t.unit_id, t.id AS task_unit_id FROM task_unit t WHERE t.unit_id IS NOT NULL"
    " UNION ALL SELECT t.task_id, t.role, g.unit_id, t.id FROM task_unit t JOIN group_unit g ON g.group_id = t.group_id"
    " WHERE NOT EXISTS (SELECT 1 FROM task_unit_choice x"
    " WHERE x.task_unit_id = t.id AND x.unit_id = g.unit_id)"
    " UNION ALL SELECT t.task_id, t.role, x.unit_id, t.id FROM task_unit t"
    " JOIN task_unit_choice x ON x.task_unit_id = t.id AND x.chosen = 1",
)


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
