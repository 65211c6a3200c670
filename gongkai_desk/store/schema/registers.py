"""Registers: requests (依申请公开), interpretations (政策解读), numbers of slips, the log of reminders."""

from __future__ import annotations

from gongkai_desk.store.schema.columns import days, index, numbers, one, some, table, texts

REGISTERS = (
    # 依申请公开; the clock by law: DOMAIN §3
    *table(
        "request",
        texts("number", "applicant", "applicant_class", "channel", "subject", "content"),
        days("received", "correction_asked", "correction_until", "corrected"),
        days("third_party_asked", "third_party_answered", "extended"),
        numbers("extended_days"),
        texts("extension_reason"),
        days("answered"),
        texts("result", "doc_no", "review", "litigation"),
        "carried_from INTEGER",
        some("unit"),
        texts("remark"),
        days("removed"),
    ),
    # 政策解读: file ↔ interpretation
    *table(
        "interpretation",
        texts("file_title", "file_doc_no", "file_link"),
        days("file_day"),
        texts("title", "form", "link"),
        days("day"),
        some("unit"),
        some("task"),
        texts("remark"),
        days("removed"),
    ),
    # kind: domain.slips.SlipKind; number_text as it was printed, for the form of numbers may change
    *table(
        "paper_no",
        "kind TEXT NOT NULL",
        "year INTEGER NOT NULL",
        "number INTEGER NOT NULL",
        texts("number_text"),
        some("plan"),
        some("unit"),
        texts("title", "signer"),
        days("day", "answer_until", "answered"),
        texts("remark"),
    ),
    index("paper_no_one", "paper_no(kind, year, number)", unique=True),
    # 催办记录; means: 电话 政务微信 短信 发函 当面 会议
    *table(
        "reminder",
        "day TEXT NOT NULL",
        some("unit"),
        some("task"),
        some("plan"),
        some("paper_no"),
        texts("means", "answered_by", "answer"),
        days("promised", "removed"),
        led=("unit_id",),
    ),
    index("reminder_unit", "reminder(unit_id, day)"),
    # 年报 (国办公开办函〔2021〕30号): of one unit, or (unit_id NULL) of our own body; 汇总 is worked out, its texts are
    # kept with our own
    *table(
        "annual_report",
        "year INTEGER NOT NULL",
        some("unit"),
        days("submitted", "published"),
        texts("fee"),  # 信息处理费, a decimal number as text; 0 is said too
        some("returned_file"),
        texts("remark"),
        days("removed"),
    ),
    index("annual_report_one", "annual_report(year, ifnull(unit_id, 0)) WHERE removed IS NULL", unique=True),
    # a cell of its tables: part 2, 3 or 4, row and column by the names of the form; no row: not known, which is not 0
    *table(
        "annual_figure",
        one("annual_report"),
        "part INTEGER NOT NULL CHECK (part IN (2, 3, 4))",
        "line TEXT NOT NULL",
        "place TEXT NOT NULL",
        "value TEXT NOT NULL",  # a decimal number: counts, and fees in yuan
        led=("annual_report_id",),
    ),
    index("annual_figure_one", "annual_figure(annual_report_id, part, line, place)", unique=True),
    *table("annual_text", one("annual_report"), "heading TEXT NOT NULL", texts("text"), led=("annual_report_id",)),
    index("annual_text_one", "annual_text(annual_report_id, heading)", unique=True),
)
