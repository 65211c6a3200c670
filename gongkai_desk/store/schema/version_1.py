"""The tables of version 1 (0.2.0), as that version made them: frozen, so that a ledger of it is known again.

What its tables and columns mean stands with those of today, where they are called the same.
"""

from __future__ import annotations

_ID = "id INTEGER PRIMARY KEY AUTOINCREMENT"
_TASK = "task_id INTEGER NOT NULL REFERENCES task(id)"
_UNIT = "unit_id INTEGER REFERENCES unit(id)"


def _texts(*names: str) -> str:
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in names)


def _days(*names: str) -> str:
    return ", ".join(f"{name} TEXT" for name in names)


def _lists(*names: str) -> str:
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT '[]'" for name in names)


def _flags(*names: str) -> str:
    return ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0" for name in names)


def _table(name: str, *columns: str) -> str:
    return f"CREATE TABLE {name} ({', '.join((_ID, *columns))}) STRICT"


_PLANS = (
    _table("original", "sha256 TEXT NOT NULL UNIQUE", _texts("name", "suffix"), _flags("size")),
    _table(
        "plan",
        "kind TEXT NOT NULL DEFAULT 'plan'",
        _texts("title", "doc_no", "issuer", "addressee"),
        _days("written", "imprint", "published", "received"),
        "year INTEGER",
        "level TEXT",
        _texts("signer", "link", "remark"),
        "original_id INTEGER REFERENCES original(id)",
        "original_plan INTEGER",
        "original_part INTEGER",
        _texts("part_kind", "part_title"),
        _flags("position"),
        _days("removed"),
    ),
    _table(
        "task",
        "plan_id INTEGER NOT NULL REFERENCES plan(id)",
        _flags("position"),
        "seq TEXT",
        "part TEXT",
        _texts("section"),
        "title TEXT",
        _flags("title_derived"),
        _texts("content", "unit_text", "deadline_text"),
        "deadline_kind TEXT",
        _days("deadline_due", "deadline_start"),
        _lists("deadline_nodes", "deadline_remarks", "inner_deadlines", "recurrences", "quotas", "time_limits"),
        "extra TEXT NOT NULL DEFAULT '{}'",
        _lists("source"),
        _texts("who_reports", "report_cycle", "report_day", "quota_scope", "settled", "basis", "remark"),
        _days("entered", "removed"),
    ),
    _table(
        "task_unit",
        _TASK,
        "role TEXT NOT NULL",
        _flags("position"),
        _texts("printed", "full_name"),
        _UNIT,
        "group_id INTEGER REFERENCES unit_group(id)",
        _texts("contact", "phone"),
    ),
    _table(
        "task_unit_choice",
        _TASK,
        "task_unit_id INTEGER NOT NULL REFERENCES task_unit(id)",
        "unit_id INTEGER NOT NULL REFERENCES unit(id)",
        "chosen INTEGER NOT NULL",
    ),
    _table("task_link", _TASK, "other_id INTEGER NOT NULL REFERENCES task(id)", "kind TEXT NOT NULL", _texts("remark")),
)

_UNITS = (
    _table(
        "unit",
        _texts("name", "short"),
        "class TEXT NOT NULL DEFAULT 'other'",
        _flags("position"),
        _texts("contact", "phone", "mail"),
        _flags("proposed"),
        _texts("remark"),
        _days("removed"),
    ),
    _table(
        "unit_alias",
        "unit_id INTEGER NOT NULL REFERENCES unit(id)",
        _texts("name"),
        _flags("former"),
        _days("since", "until"),
    ),
    _table("unit_group", _texts("name"), _flags("closed", "position"), _days("removed")),
    _table("group_class", "group_id INTEGER NOT NULL REFERENCES unit_group(id)", "class TEXT NOT NULL"),
    _table(
        "group_member",
        "group_id INTEGER NOT NULL REFERENCES unit_group(id)",
        "unit_id INTEGER NOT NULL REFERENCES unit(id)",
    ),
    _table(
        "group_exclusion",
        "group_id INTEGER NOT NULL REFERENCES unit_group(id)",
        "unit_id INTEGER NOT NULL REFERENCES unit(id)",
    ),
)

_WORK = (
    _table(
        "unit_state",
        _TASK,
        _UNIT,
        "state TEXT NOT NULL",
        _days("since", "finished", "until", "rectify_until"),
        _texts("demand", "reason"),
    ),
    _table(
        "report",
        _TASK,
        _UNIT,
        _texts("unit_text"),
        "day TEXT NOT NULL",
        _texts("period", "text", "problems", "next_steps"),
        _days("expected"),
        _flags("zero", "summary"),
        "corrects INTEGER REFERENCES report(id)",
        _texts("returned"),
        "dispatch_unit_id INTEGER REFERENCES dispatch_unit(id)",
        _days("removed"),
    ),
    _table(
        "evidence",
        _texts("name", "sha256", "suffix"),
        _flags("size"),
        _texts("url", "doc_no"),
        _days("effective", "received"),
        _UNIT,
        _texts("remark"),
        _days("removed"),
    ),
    _table(
        "evidence_link",
        "evidence_id INTEGER NOT NULL REFERENCES evidence(id)",
        _TASK,
        _UNIT,
        "report_id INTEGER REFERENCES report(id)",
        "transition_id INTEGER REFERENCES transition(id)",
        "quota_event_id INTEGER REFERENCES quota_event(id)",
        "case_id INTEGER REFERENCES timed_case(id)",
    ),
    _table(
        "quota_event", _TASK, _UNIT, _flags("quota"), "day TEXT NOT NULL", _texts("amount", "text"), _days("removed")
    ),
    _table(
        "timed_case",
        _TASK,
        _UNIT,
        _texts("subject", "limit_text"),
        _flags("days", "hours", "working"),
        "started TEXT NOT NULL",
        _texts("started_at"),
        _days("ended"),
        _texts("ended_at", "remark"),
        _days("removed"),
    ),
    _table(
        "transition",
        _TASK,
        _UNIT,
        "act TEXT NOT NULL",
        "day TEXT NOT NULL",
        _texts("was", "became", "reason"),
        _days("until"),
        _texts("doc_no", "approver", "opinion", "override"),
    ),
    _table(
        "duty",
        "plan_id INTEGER REFERENCES plan(id)",
        "kind TEXT NOT NULL",
        _texts("name", "basis"),
        _lists("source"),
        _texts("event", "repeats"),
        _flags("days", "working"),
        _days("due", "done"),
        _texts("doc_no", "remark"),
        _days("removed"),
    ),
    _table("spot_check", _TASK, _UNIT, "day TEXT NOT NULL", _texts("checker", "result", "opinion"), _days("removed")),
)

_REGISTERS = (
    _table(
        "request",
        _texts("number", "applicant", "applicant_class", "channel", "subject", "content"),
        _days("received", "correction_asked", "correction_until", "corrected"),
        _days("third_party_asked", "third_party_answered", "extended"),
        _flags("extended_days"),
        _texts("extension_reason"),
        _days("answered"),
        _texts("result", "doc_no", "review", "litigation"),
        "carried_from INTEGER",
        _UNIT,
        _texts("remark"),
        _days("removed"),
    ),
    _table(
        "interpretation",
        _texts("file_title", "file_doc_no", "file_link"),
        _days("file_day"),
        _texts("title", "form", "link"),
        _days("day"),
        _UNIT,
        "task_id INTEGER REFERENCES task(id)",
        _texts("remark"),
        _days("removed"),
    ),
    _table(
        "dispatch",
        "plan_id INTEGER NOT NULL REFERENCES plan(id)",
        "kind TEXT NOT NULL",
        _texts("batch", "period", "doc_no"),
        "day TEXT NOT NULL",
        _days("closing"),
        _texts("remark"),
        _days("removed"),
    ),
    _table(
        "dispatch_unit",
        "dispatch_id INTEGER NOT NULL REFERENCES dispatch(id)",
        "unit_id INTEGER NOT NULL REFERENCES unit(id)",
        _texts("means"),
        _days("receipt", "returned"),
        _flags("zero"),
        _texts("sent_back", "file_name"),
        "evidence_id INTEGER REFERENCES evidence(id)",
        _texts("remark"),
    ),
    _table(
        "opinion",
        "plan_id INTEGER NOT NULL REFERENCES plan(id)",
        "task_id INTEGER REFERENCES task(id)",
        _UNIT,
        _days("day"),
        _texts("text", "adopted", "reply"),
        _days("removed"),
    ),
    _table(
        "filing",
        "plan_id INTEGER NOT NULL REFERENCES plan(id)",
        "duty_id INTEGER REFERENCES duty(id)",
        _texts("addressee", "doc_no", "path", "sha256"),
        _days("due", "day", "receipt"),
        _texts("remark"),
        _days("removed"),
    ),
    _table(
        "paper_no",
        "kind TEXT NOT NULL",
        "year INTEGER NOT NULL",
        "number INTEGER NOT NULL",
        "plan_id INTEGER REFERENCES plan(id)",
        _UNIT,
        _texts("title", "signer", "path"),
        _days("day", "answer_until", "answered"),
        _texts("remark"),
    ),
    _table(
        "reminder",
        "day TEXT NOT NULL",
        _UNIT,
        "task_id INTEGER REFERENCES task(id)",
        "plan_id INTEGER REFERENCES plan(id)",
        "paper_no_id INTEGER REFERENCES paper_no(id)",
        _texts("means", "answered_by", "answer"),
        _days("promised", "removed"),
    ),
)

_OFFICE = (
    _table(
        "day_off", "day TEXT NOT NULL", "working INTEGER NOT NULL", "list TEXT NOT NULL DEFAULT 'state'", _texts("name")
    ),
    _table("setting", "name TEXT NOT NULL UNIQUE", _texts("value")),
    _table("saved_filter", _texts("name", "view", "value"), _flags("position")),
    _table("column_layout", _texts("signature", "value")),
    _table("period_lock", "period TEXT NOT NULL", "plan_id INTEGER REFERENCES plan(id)", "day TEXT NOT NULL"),
)

_HISTORY = (
    _table(
        "step",
        _texts("name", "who"),
        "day TEXT NOT NULL",
        "at TEXT NOT NULL",
        "kind TEXT NOT NULL DEFAULT 'do'",
        "target INTEGER REFERENCES step(id)",
        "fate TEXT NOT NULL DEFAULT 'done'",
        _flags("open"),
    ),
    _table(
        "journal",
        "step_id INTEGER NOT NULL REFERENCES step(id)",
        "table_name TEXT NOT NULL",
        "row_id INTEGER NOT NULL",
        "task_id INTEGER",
        "before TEXT",
        "after TEXT",
    ),
    "CREATE TABLE task_search (id INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT",
)

_INDICES = (
    "CREATE INDEX plan_original ON plan(original_id)",
    "CREATE INDEX task_plan ON task(plan_id, position)",
    "CREATE INDEX task_due ON task(deadline_due) WHERE removed IS NULL",
    "CREATE INDEX task_unit_task ON task_unit(task_id, position)",
    "CREATE INDEX task_unit_unit ON task_unit(unit_id, task_id) WHERE unit_id IS NOT NULL",
    "CREATE INDEX task_unit_group ON task_unit(group_id, task_id) WHERE group_id IS NOT NULL",
    "CREATE UNIQUE INDEX task_unit_choice_one ON task_unit_choice(task_unit_id, unit_id)",
    "CREATE INDEX task_unit_choice_unit ON task_unit_choice(unit_id)",
    "CREATE INDEX task_link_task ON task_link(task_id)",
    "CREATE INDEX task_link_other ON task_link(other_id)",
    "CREATE INDEX unit_class ON unit(class)",
    "CREATE INDEX unit_alias_unit ON unit_alias(unit_id)",
    "CREATE UNIQUE INDEX group_class_one ON group_class(group_id, class)",
    "CREATE UNIQUE INDEX group_member_one ON group_member(group_id, unit_id)",
    "CREATE INDEX group_member_unit ON group_member(unit_id)",
    "CREATE UNIQUE INDEX group_exclusion_one ON group_exclusion(group_id, unit_id)",
    "CREATE INDEX group_exclusion_unit ON group_exclusion(unit_id)",
    "CREATE UNIQUE INDEX unit_state_one ON unit_state(task_id, ifnull(unit_id, 0))",
    "CREATE INDEX unit_state_unit ON unit_state(unit_id, state)",
    "CREATE INDEX report_task ON report(task_id, unit_id, day)",
    "CREATE INDEX report_unit ON report(unit_id, day)",
    "CREATE INDEX report_corrects ON report(corrects) WHERE corrects IS NOT NULL",
    "CREATE INDEX report_dispatch ON report(dispatch_unit_id) WHERE dispatch_unit_id IS NOT NULL",
    "CREATE INDEX evidence_content ON evidence(sha256)",
    "CREATE INDEX evidence_unit ON evidence(unit_id)",
    "CREATE INDEX evidence_link_task ON evidence_link(task_id, unit_id)",
    "CREATE INDEX evidence_link_evidence ON evidence_link(evidence_id)",
    "CREATE INDEX evidence_link_report ON evidence_link(report_id) WHERE report_id IS NOT NULL",
    "CREATE INDEX evidence_link_unit ON evidence_link(unit_id)",
    "CREATE INDEX quota_event_task ON quota_event(task_id, unit_id)",
    "CREATE INDEX quota_event_unit ON quota_event(unit_id)",
    "CREATE INDEX timed_case_task ON timed_case(task_id, unit_id)",
    "CREATE INDEX timed_case_unit ON timed_case(unit_id)",
    "CREATE INDEX transition_task ON transition(task_id, unit_id, day)",
    "CREATE INDEX transition_unit ON transition(unit_id)",
    "CREATE INDEX duty_plan ON duty(plan_id)",
    "CREATE INDEX spot_check_task ON spot_check(task_id)",
    "CREATE INDEX dispatch_plan ON dispatch(plan_id)",
    "CREATE UNIQUE INDEX dispatch_unit_one ON dispatch_unit(dispatch_id, unit_id)",
    "CREATE INDEX dispatch_unit_unit ON dispatch_unit(unit_id)",
    "CREATE INDEX opinion_plan ON opinion(plan_id)",
    "CREATE INDEX opinion_task ON opinion(task_id)",
    "CREATE INDEX interpretation_task ON interpretation(task_id)",
    "CREATE INDEX task_unit_choice_task ON task_unit_choice(task_id)",
    "CREATE INDEX filing_plan ON filing(plan_id)",
    "CREATE UNIQUE INDEX paper_no_one ON paper_no(kind, year, number)",
    "CREATE INDEX reminder_unit ON reminder(unit_id, day)",
    "CREATE INDEX reminder_task ON reminder(task_id)",
    "CREATE UNIQUE INDEX day_off_one ON day_off(list, day)",
    "CREATE UNIQUE INDEX step_open ON step(open) WHERE open = 1",
    "CREATE INDEX step_fate ON step(fate, id) WHERE kind = 'do'",
    "CREATE INDEX step_target ON step(target) WHERE target IS NOT NULL",
    "CREATE INDEX journal_step ON journal(step_id)",
    "CREATE INDEX journal_task ON journal(task_id) WHERE task_id IS NOT NULL",
    "CREATE INDEX journal_row ON journal(table_name, row_id) WHERE task_id IS NULL",
)

_VIEWS = (
    "CREATE VIEW group_unit AS"
    " SELECT c.group_id, u.id AS unit_id FROM group_class c"
    " JOIN unit_group g ON g.id = c.group_id AND g.closed = 1"
    " JOIN unit u ON u.class = c.class AND u.removed IS NULL AND u.proposed = 0"
    " UNION SELECT m.group_id, m.unit_id FROM group_member m"
    " JOIN unit u ON u.id = m.unit_id AND u.removed IS NULL"
    " EXCEPT SELECT group_id, unit_id FROM group_exclusion",
    "CREATE VIEW assigned AS"
    " SELECT t.task_id, t.role, t.unit_id, t.id AS task_unit_id FROM task_unit t WHERE t.unit_id IS NOT NULL"
    " UNION ALL SELECT t.task_id, t.role, g.unit_id, t.id FROM task_unit t JOIN group_unit g ON g.group_id = t.group_id"
    " WHERE NOT EXISTS (SELECT 1 FROM task_unit_choice x"
    " WHERE x.task_unit_id = t.id AND x.unit_id = g.unit_id)"
    " UNION ALL SELECT t.task_id, t.role, x.unit_id, t.id FROM task_unit t"
    " JOIN task_unit_choice x ON x.task_unit_id = t.id AND x.chosen = 1",
)

FIRST = (*_PLANS, *_UNITS, *_WORK, *_REGISTERS, *_OFFICE, *_HISTORY, *_INDICES, *_VIEWS)
