"""What is judged afterwards: look-back (回头看), rectification (整改), assessment (考核)."""

from __future__ import annotations

from gongkai_desk.store.schema.columns import at_most_one, days, flags, index, numbers, one, some, table, texts

_LOOKBACK = (
    # of which year, from where: library: the identity of last year's, empty for this one; file_name: an old ledger
    *table(
        "lookback",
        "year INTEGER NOT NULL",
        some("plan"),
        texts("library", "file_name"),
        "day TEXT NOT NULL",
        texts("remark"),
        days("removed"),
    ),
    # an item of it as it read then; task: where it is this library's own, foreign_id: where it is not; next_task: the
    # task that goes on with it. result: done, going_on, not_done; opinion: 核销意见
    *table(
        "lookback_item",
        one("lookback"),
        numbers("position"),
        flags("chosen"),
        some("task"),
        "foreign_id INTEGER",
        texts("seq", "title", "content", "unit_text", "deadline_text"),
        some("unit"),
        some("task", "next_task_id"),
        texts("result", "evidence", "opinion"),
        days("checked"),
        texts("checker"),
        led=("lookback_id",),
    ),
    index("lookback_item_order", "lookback_item(lookback_id, position)"),
    # 整改台账: what was found wrong, by whom it is put right until when, 复查 and 销号
    *table(
        "rectification",
        some("lookback_item"),
        some("spot_check"),
        some("assessment_entry"),
        some("task"),
        some("unit"),
        texts("problem", "measure", "person", "phone"),
        "day TEXT NOT NULL",
        days("due", "finished", "rechecked"),
        texts("rechecker", "recheck_result"),
        days("closed"),
        texts("closed_by", "remark"),
        days("removed"),
        at_most_one("lookback_item_id", "spot_check_id", "assessment_entry_id"),
    ),
)

_ASSESSMENT = (
    # points are decimal numbers as text throughout; self_wanted: 自评 is asked for
    *table(
        "assessment",
        "year INTEGER NOT NULL",
        some("plan"),
        texts("name"),
        "points TEXT NOT NULL DEFAULT '100'",
        flags("self_wanted"),
        texts("remark"),
        days("removed"),
    ),
    # outside: its points come in by table (第三方, 综合)
    *table(
        "assessment_item",
        one("assessment"),
        some("assessment_item", "parent_id"),
        numbers("position"),
        texts("name", "standard"),
        "points TEXT NOT NULL",
        flags("outside"),
        led=("assessment_id",),
    ),
    index("assessment_item_order", "assessment_item(assessment_id, position)"),
    # points for each fact: negative deducts; fact: late, not_reported, returned, no_evidence, check_failed, hand;
    # cap: empty for the item's own weight
    *table(
        "assessment_rule",
        one("assessment_item"),
        numbers("position"),
        texts("fact", "text"),
        "points TEXT NOT NULL",
        texts("cap"),
    ),
    # 优秀≥90: name and the least points
    *table("assessment_band", one("assessment"), numbers("position"), texts("name"), "least TEXT NOT NULL"),
    # a unit that is assessed, in which list (A, B); objection and what came of it
    *table(
        "assessment_unit",
        one("assessment"),
        one("unit"),
        texts("list"),
        days("objected"),
        texts("objection", "objection_reply"),
        led=("assessment_id",),
    ),
    index("assessment_unit_one", "assessment_unit(assessment_id, unit_id)", unique=True),
    # what a unit got for an item: 自评, 复核; from a table for an item of others; empty: not given
    *table(
        "assessment_score",
        one("assessment_unit"),
        one("assessment_item"),
        texts("self_points", "review_points", "outside_points", "remark"),
        led=("assessment_unit_id",),
    ),
    index("assessment_score_one", "assessment_score(assessment_unit_id, assessment_item_id)", unique=True),
    # 扣分台账: each point has its fact and its sentence; withdrawn 复核 took it back, with the reason
    *table(
        "assessment_entry",
        one("assessment_unit"),
        one("assessment_item"),
        some("assessment_rule"),
        some("task"),
        some("report"),
        some("transition"),
        some("dispatch_unit"),
        some("spot_check"),
        "day TEXT NOT NULL",
        "points TEXT NOT NULL",
        texts("sentence"),
        days("withdrawn"),
        texts("withdrawn_reason"),
        at_most_one("report_id", "transition_id", "dispatch_unit_id", "spot_check_id"),
    ),
)

JUDGING = (*_LOOKBACK, *_ASSESSMENT)
