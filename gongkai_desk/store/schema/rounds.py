"""What goes out to units and comes back: batches, books, opinions, packets for colleagues."""

from __future__ import annotations

from gongkai_desk.store.schema.columns import at_most_one, days, flags, index, numbers, one, some, table, texts

_CELLS = texts("progress", "state", "problems", "next_steps", "evidence", "contact", "phone", "filled")
"""The columns of a 填报表 that a unit fills, as text; ``filled``: 日期."""

_OUT = (
    # 下发: kind: workbook (填报表), opinion (征求意见), issued (印发件). batch: 批号 as printed; shared: 通用填报表,
    # one book for all; silent_agrees: the notice said that silence counts as 无意见. filed_copy: the 报送通知 as sent
    *table(
        "dispatch",
        one("plan"),
        "kind TEXT NOT NULL",
        texts("batch", "period", "doc_no", "means"),
        flags("shared", "silent_agrees"),
        "day TEXT NOT NULL",
        days("closing"),
        some("filed_copy"),
        texts("remark"),
        days("removed"),
    ),
    index("dispatch_period", "dispatch(period, kind)"),
    # code: 单位码 as printed. receipt 签收; returned: the first paper came; taken: its rows were laid; sent_back:
    # 退回补报 with the reason. Whether it is late, waiting or complete is computed from these and the closing day
    *table(
        "dispatch_unit",
        one("dispatch"),
        one("unit"),
        texts("code", "means", "addressee", "file_name"),
        days("receipt"),
        texts("receipt_by"),
        days("returned", "taken"),
        flags("zero"),
        days("sent_back"),
        texts("sent_back_reason", "remark"),
        led=("dispatch_id",),
    ),
    index("dispatch_unit_one", "dispatch_unit(dispatch_id, unit_id)", unique=True),
    # 准予延期报送: of one unit, or of the whole batch (dispatch_unit_id NULL); the last one holds, the old days stay
    *table(
        "closing_move",
        one("dispatch"),
        some("dispatch_unit"),
        "day TEXT NOT NULL",
        "closing TEXT NOT NULL",
        days("was"),
        texts("approver", "reason", "doc_no"),
    ),
    # a row of a book as it was sent: the base of the three-way merge. code: 任务码 with its check character
    *table(
        "sent_row",
        one("dispatch_unit"),
        one("task"),
        numbers("position"),
        texts("code"),
        some("report"),  # last period's, whose text was shown
        _CELLS,
        led=("dispatch_unit_id",),
    ),
    index("sent_row_one", "sent_row(dispatch_unit_id, task_id)", unique=True),
    index("sent_row_code", "sent_row(code)"),
)

_BACK = (
    # what came back, kept by content in evidence/ (a sealed scan is evidence too). kind: workbook, sealed, text, mail;
    # unit and batch are empty until they are sure; unit_by: code, name, file, sender, hand; pages: of a scan
    *table(
        "returned_file",
        some("dispatch"),
        some("dispatch_unit"),
        some("unit"),
        "kind TEXT NOT NULL",
        texts("name", "sha256", "suffix"),
        numbers("size"),
        "day TEXT NOT NULL",
        texts("unit_by", "sender"),
        numbers("pages"),
        texts("remark"),
        days("removed"),
    ),
    index("returned_file_content", "returned_file(sha256)"),
    # a row of it: where it stood, on which task it is laid and by what (code, number+content, content, hand); what is
    # not sure waits for a person (settled NULL). answer: taken, kept, refused, joined; report: what was made of it
    *table(
        "returned_row",
        one("returned_file"),
        texts("sheet"),
        numbers("line"),
        some("task"),
        some("unit"),
        texts("task_by"),
        flags("sure"),
        _CELLS,
        texts("words", "other"),  # its task words; what stood in columns that are not ours
        days("settled"),
        texts("settled_by", "answer"),
        some("report"),
        led=("returned_file_id",),
    ),
    index("returned_row_place", "returned_row(returned_file_id, sheet, line)"),
    index("returned_row_open", "returned_row(id) WHERE settled IS NULL"),
    # 征求意见; agrees: yes, no, '' where nothing was said; silent: 逾期未复 counted as 无意见. adopted: yes, partly,
    # no; 不同意 needs a note of 协商 (consulted, consultation)
    *table(
        "opinion",
        one("plan"),
        some("task"),
        some("unit"),
        some("dispatch_unit"),
        some("returned_file"),  # the 函
        days("day"),
        texts("agrees"),
        flags("silent"),
        texts("text", "basis", "adopted", "reply"),
        days("consulted"),
        texts("consultation"),
        days("removed"),
    ),
)

_PACKETS = (
    # 分工录入包: library is the identity of the other one; kind: made, merged. Its copy is the base of the merge
    *table(
        "packet",
        "code TEXT NOT NULL",
        "kind TEXT NOT NULL",
        "library TEXT NOT NULL",
        texts("peer"),
        some("plan"),
        "day TEXT NOT NULL",
        some("filed_copy"),
        texts("remark"),
    ),
    index("packet_one", "packet(code, kind)", unique=True),
    # a row that was made elsewhere: known by (library, foreign_id) there, by row_id here (DECISIONS 29)
    *table(
        "row_origin",
        "table_name TEXT NOT NULL",
        "row_id INTEGER NOT NULL",
        "library TEXT NOT NULL",
        "foreign_id INTEGER NOT NULL",
        some("packet"),
    ),
    index("row_origin_one", "row_origin(library, table_name, foreign_id)", unique=True),
    index("row_origin_row", "row_origin(table_name, row_id)"),
)

ROUNDS = (*_OUT, *_BACK, *_PACKETS)


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
