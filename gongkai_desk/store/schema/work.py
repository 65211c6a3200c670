"""What happens to tasks: states, reports, evidence, counts, clocks, acts, duties, spot checks."""

from __future__ import annotations

from gongkai_desk.store.schema.columns import days, flags, index, numbers, one, some, table, texts

_REPORTS = (
    # one unit's share of a task, from its first own fact on; unit_id NULL: the task as a whole
    *table(
        "unit_state",
        one("task"),
        some("unit"),
        "state TEXT NOT NULL",
        days("since", "finished", "until", "rectify_until"),
        texts("demand", "reason"),
        led=("task_id", "unit_id"),
    ),
    index("unit_state_one", "unit_state(task_id, ifnull(unit_id, 0))", unique=True),
    index("unit_state_unit", "unit_state(unit_id, state)"),
    # 进展; corrects: the report that this one takes the place of. summary: the office's own 汇总稿. dispatch_unit_id:
    # the book that it came in. after_lock_id: it came when its period was locked (迟报); counted_in: '' nowhere, as a
    # correction (补报更正), or the period that counts it instead
    *table(
        "report",
        one("task"),
        some("unit"),
        texts("unit_text"),
        "day TEXT NOT NULL",
        texts("period", "text", "problems", "next_steps"),
        days("expected"),
        flags("zero", "summary"),
        some("report", "corrects"),
        texts("returned"),  # 退回补报: why
        some("dispatch_unit"),
        some("period_lock", "after_lock_id"),
        texts("counted_in"),
        days("removed"),
        led=("task_id", "unit_id"),
    ),
    index("report_task", "report(task_id, unit_id, day)"),
    index("report_unit", "report(unit_id, day)"),
    # which reports a 汇总稿 was written from
    *table("summary_source", one("report", "summary_id"), one("report"), led=("summary_id",)),
    index("summary_source_one", "summary_source(summary_id, report_id)", unique=True),
)

_PROOFS = (
    *table(
        "evidence",
        texts("name", "sha256", "suffix"),
        numbers("size"),
        texts("url", "doc_no"),
        days("effective", "received"),
        some("unit"),
        texts("remark"),
        days("removed"),
    ),
    index("evidence_content", "evidence(sha256)"),
    *table(
        "evidence_link",
        one("evidence"),
        one("task"),
        some("unit"),
        some("report"),
        some("transition"),
        some("quota_event"),
        some("timed_case", "case_id"),
        led=("task_id",),
    ),
    index("evidence_link_task", "evidence_link(task_id, unit_id)"),
    # one countable thing done; quota: index in the task's quotas; amount: a decimal number as text
    *table(
        "quota_event",
        one("task"),
        some("unit"),
        numbers("quota"),
        "day TEXT NOT NULL",
        texts("amount", "text"),
        days("removed"),
        led=("task_id",),
    ),
    index("quota_event_task", "quota_event(task_id, unit_id)"),
    # a clock started by an event (办理期限)
    *table(
        "timed_case",
        one("task"),
        some("unit"),
        texts("subject", "limit_text"),
        numbers("days", "hours"),
        flags("working"),
        "started TEXT NOT NULL",
        texts("started_at"),
        days("ended"),
        texts("ended_at", "remark"),
        days("removed"),
        led=("task_id",),
    ),
    index("timed_case_task", "timed_case(task_id, unit_id)"),
)

_ACTS = (
    # an act upon one unit's share: 申请 核查 销号 退回 延期 …; was, became: states
    *table(
        "transition",
        one("task"),
        some("unit"),
        "act TEXT NOT NULL",
        "day TEXT NOT NULL",
        texts("was", "became", "reason"),
        days("until"),
        texts("doc_no", "approver", "opinion", "override"),
        led=("task_id",),
    ),
    index("transition_task", "transition(task_id, unit_id, day)"),
    # key: what law or plan sets (domain Duty), empty for the office's own. The clock: days after since, the event's day
    *table(
        "duty",
        some("plan"),
        "kind TEXT NOT NULL",
        texts("key", "name", "basis", "event"),
        days("since"),
        numbers("days"),
        flags("working"),
        days("due", "done"),
        texts("doc_no", "remark"),
        days("removed"),
    ),
    # 抽查: drawn by seed from population, whose fingerprint is mark, so that it can be drawn again. What was drawn
    # from: units and colours joined by U+001F, section and plan
    *table(
        "draw",
        "year INTEGER NOT NULL",
        "number INTEGER NOT NULL",
        "day TEXT NOT NULL",
        texts("checker"),
        "seed INTEGER NOT NULL",
        "percent INTEGER",
        "count INTEGER",
        flags("each_unit", "closed_only"),
        some("plan"),
        texts("units", "section", "colours"),
        numbers("population"),
        texts("mark"),
    ),
    index("draw_one", "draw(year, number)", unique=True),
    *table(
        "spot_check",
        some("draw"),
        one("task"),
        some("unit"),
        "day TEXT NOT NULL",
        texts("checker", "result", "opinion"),
        days("removed"),
    ),
)

WORK = (*_REPORTS, *_PROOFS, *_ACTS)
