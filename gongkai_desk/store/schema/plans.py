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
