"""What goes to superiors: filed copies, filings, submissions, forms that are filled, locked periods, approvals."""

from __future__ import annotations

from gongkai_desk.store.schema.columns import days, index, numbers, one, some, table, texts

_FILED = (
    # a paper as it left, by content (filed/): never written again
    *table("filed_copy", "sha256 TEXT NOT NULL UNIQUE", texts("name", "suffix"), numbers("size")),
    # 报备: form: report (报告) or letter (函); due by the clock of its duty. The number is the OA's and only kept
    *table(
        "filing",
        one("plan"),
        some("duty"),
        some("issued_paper"),
        some("superior"),
        texts("addressee", "copy_to", "form", "doc_no", "signer"),
        days("due", "day", "receipt"),
        texts("receipt_by"),
        some("filed_copy"),
        texts("remark"),
        days("removed"),
    ),
    # 报送登记: what went to whom in which version; kind: form, ledger, report, table, annual, correction (补报更正)
    *table(
        "submission",
        some("superior"),
        some("plan"),
        "kind TEXT NOT NULL",
        texts("title", "period", "version", "means", "doc_no"),
        "day TEXT NOT NULL",
        days("receipt"),
        texts("receipt_by"),
        some("filed_copy"),
        some("submission", "corrects"),
        texts("remark"),
        days("removed"),
    ),
)

_LOCKS = (
    # a period whose figures were sent; it stays locked until it is unlocked with a reason
    *table(
        "period_lock",
        "period TEXT NOT NULL",
        some("plan"),
        "day TEXT NOT NULL",
        texts("who", "reason"),
        some("submission"),
        days("unlocked"),
        texts("unlocked_by", "unlock_reason"),
    ),
    index("period_lock_one", "period_lock(period, ifnull(plan_id, 0)) WHERE unlocked IS NULL", unique=True),
    # a figure as it was sent, so that a correction can say what it changes; value: a decimal number as text.
    # behind: the rows that it counted, as JSON: a list for each task, its id and then its units (null: as a whole)
    *table(
        "locked_figure",
        one("period_lock"),
        "name TEXT NOT NULL",
        texts("section"),
        some("unit"),
        "value TEXT NOT NULL",
        texts("behind"),
        led=("period_lock_id",),
    ),
    index("locked_figure_one", "locked_figure(period_lock_id, name, section, ifnull(unit_id, 0))", unique=True),
    # what a person chose of the reports to be told in a 进展情况报告; part: practice, problem, next
    *table(
        "report_choice",
        one("plan"),
        "period TEXT NOT NULL",
        one("report"),
        "part TEXT NOT NULL",
        led=("plan_id",),
    ),
    index("report_choice_one", "report_choice(plan_id, period, part, report_id)", unique=True),
    # who allowed what else stays inside: a public ranking needs the head of the body (DOMAIN §3). kind: ranking
    *table(
        "approval",
        "kind TEXT NOT NULL",
        some("plan"),
        some("assessment"),
        texts("period", "approver", "doc_no"),
        "day TEXT NOT NULL",
        texts("remark"),
        days("removed"),
    ),
)

_FORMS = (
    # 上级表样: signature: its header words folded; mode: printed (task rows stand in it) or empty; word_limit: 0 none
    *table(
        "form",
        some("superior"),
        texts("name", "signature", "mode"),
        numbers("head_rows", "word_limit"),
        days("used", "removed"),
    ),
    index("form_signature", "form(signature)"),
    # which field a column holds, empty: none of ours; grid: which table or sheet of the file (from 0)
    *table(
        "form_column",
        one("form"),
        numbers("grid", "position"),
        texts("header", "field", "matched_by"),
        led=("form_id",),
    ),
    index("form_column_one", "form_column(form_id, grid, position)", unique=True),
    # its word for a state: 已完成, 持续推进, 滞后
    *table("form_word", one("form"), "state TEXT NOT NULL", "word TEXT NOT NULL", led=("form_id",)),
    index("form_word_one", "form_word(form_id, state)", unique=True),
    # a printed row and an own task that feeds it; several may feed one
    *table("form_row", one("form"), texts("words"), one("task"), led=("form_id",)),
    index("form_row_one", "form_row(form_id, words, task_id)", unique=True),
)

UPWARD = (*_FILED, *_LOCKS, *_FORMS)
