"""Plans and tasks: what is printed, what the office set beside it, which doubts are open."""

from __future__ import annotations

from gongkai_desk.store.schema.columns import days, flags, index, lists, numbers, one, some, table, texts

_PLANS = (
    # a file as received (originals/), by content
    *table("original", "sha256 TEXT NOT NULL UNIQUE", texts("name", "suffix"), numbers("size")),
    # 要点; kind: domain.plan.PlanKind
    *table(
        "plan",
        "kind TEXT NOT NULL DEFAULT 'plan'",
        texts("title", "doc_no", "issuer", "addressee"),
        days("written", "imprint", "published", "received"),
        "year INTEGER",
        "level TEXT",
        texts("remark"),
        some("original"),
        "original_plan INTEGER",  # which plan of the file, which list of tasks of it (both from 0)
        "original_part INTEGER",
        texts("part_kind", "part_title"),
        numbers("position"),
        days("removed"),
    ),
    # 印发: signer 签发人, link to its publication; what was issued is kept as it was (DECISIONS: frozen copy)
    *table(
        "issued_paper",
        one("plan"),
        texts("signer", "doc_no", "link"),
        days("day", "published"),
        some("filed_copy"),
        texts("remark"),
        days("removed"),
    ),
    # 归档后只读: a year is closed until it is opened again, with a reason
    *table(
        "closed_year",
        "year INTEGER NOT NULL",
        "day TEXT NOT NULL",
        texts("who", "remark"),
        some("filed_copy"),  # the package that was handed over
        days("reopened"),
        texts("reopened_by", "reopen_reason"),
    ),
    index("closed_year_one", "closed_year(year) WHERE reopened IS NULL", unique=True),
)

_PRINTED = (
    # section: headings joined by U+001F, outermost first. other: columns that are not understood, {header: text}
    numbers("position"),
    "seq TEXT",
    "part TEXT",
    texts("section"),
    "title TEXT",
    flags("title_derived"),
    texts("content", "unit_text", "deadline_text"),
    "deadline_kind TEXT",
    days("deadline_due", "deadline_start"),
    lists("deadline_nodes", "deadline_remarks", "inner_deadlines", "recurrences", "quotas", "time_limits"),
    "other TEXT NOT NULL DEFAULT '{}'",
    lists("source"),
)
"""What the plan prints; a revision changes this and nothing else (DECISIONS 30)."""

_SET = (
    # settled: domain.work.Settled; set_…: the deadline that the office set in place of the printed one (另定时限)
    texts("who_reports", "report_cycle", "report_day", "quota_scope", "settled"),
    "set_text TEXT",
    "set_kind TEXT",
    days("set_due", "set_start"),
    lists("set_nodes", "set_remarks"),
    texts("remark"),
)
"""What the office set; its named units are in ``task_unit_choice``."""

_TASKS = (
    # entered: the day it was stored, the first on which it can have a light
    *table("task", one("plan"), *_PRINTED, *_SET, days("entered", "removed"), led=("plan_id",)),
    index("task_plan", "task(plan_id, position)"),
    index("task_due", "task(deadline_due) WHERE removed IS NULL"),
    # 分工: a unit or collective name as printed; full_name: an elliptical form completed
    *table(
        "task_unit",
        one("task"),
        "role TEXT NOT NULL",
        numbers("position"),
        texts("printed", "full_name"),
        some("unit"),
        some("unit_group", "group_id"),
        texts("contact", "phone"),
        led=("task_id", "unit_id", "group_id"),
    ),
    index("task_unit_task", "task_unit(task_id, position)"),
    index("task_unit_unit", "task_unit(unit_id, task_id) WHERE unit_id IS NOT NULL"),
    index("task_unit_group", "task_unit(group_id, task_id) WHERE group_id IS NOT NULL"),
    # units named by hand for an open collective name (chosen 1) or taken out of a closed one (chosen 0)
    *table(
        "task_unit_choice",
        one("task"),
        one("task_unit"),
        one("unit"),
        "chosen INTEGER NOT NULL CHECK (chosen IN (0, 1))",
        led=("task_unit_id",),
    ),
    index("task_unit_choice_one", "task_unit_choice(task_unit_id, unit_id)", unique=True),
    # kind: derives_from (承接), last_year, same_as
    *table("task_link", one("task"), one("task", "other_id"), "kind TEXT NOT NULL", texts("remark")),
    # what a reading was not sure of: kind, rank, field as domain.plan.Doubt; settled: when a person looked at it
    *table(
        "doubt",
        one("task"),
        "kind TEXT NOT NULL",
        "rank TEXT NOT NULL",
        texts("field", "text"),
        lists("source"),
        days("settled"),
        texts("settled_by", "answer"),
    ),
)

PLANS = (*_PLANS, *_TASKS)


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
