"""Which commands stand where: the menus, the tool bar, the menu of a row; every command once."""

from __future__ import annotations

from gongkai_desk.papers import listed
from ui.commands import (
    bulk,
    chasing,
    counting,
    edit,
    evidence,
    library,
    office,
    papers,
    plans,
    progress,
    table,
    tasks,
    view,
)
from ui.commands.command import Command, Menu
from ui.commands.cycle import collecting, dispatching, filling, handed, opinions, packets, upward
from ui.commands.year import annual, archiving, assessment, ledger_in, lookback, reporting
from ui.commands.year import locking as year_locking

CHASING = Menu(
    "催办(&W)",
    (chasing.LOG_CALL, chasing.SLIPS, chasing.CHASE_LIST, chasing.CALLS, chasing.SLIP_REGISTER),
    button="催办",
)
"""In 督办 and on the tool bar; the most frequent first."""
BREAKDOWN = papers.REPORTS[listed.BREAKDOWN]._replace(button="导出分解表")
LEDGER = papers.REPORTS[listed.LEDGER]._replace(button="导出台账")
LOOK = Menu("外观(&A)", tuple(view.LOOKS.values()), one_of=True)

FILE = Menu(
    "文件(&F)",
    (
        library.NEW,
        library.OPEN,
        library.SAMPLE,
        library.RECENT,
        library.CLOSE,
        None,
        plans.IMPORT,
        table.EXPORT_SEEN,
        packets.PACKETS,
        None,
        library.CLERK,
        library.SAVE,
        None,
        library.QUIT,
    ),
)
EDIT = Menu(
    "编辑(&E)",
    (
        edit.UNDO,
        edit.REDO,
        None,
        edit.COPY,
        bulk.COPY_CELLS,
        bulk.PASTE,
        bulk.FILL_DOWN,
        edit.TYPE_TODAY,
        edit.SELECT_ALL,
        None,
        edit.FIND,
        edit.FIND_NEXT,
        edit.FIND_PREVIOUS,
        edit.CLEAR,
        bulk.REPLACE,
    ),
)
VIEW = Menu(
    "视图(&V)",
    (
        *view.PAGES,
        None,
        view.SHOW_TREE,
        view.SHOW_DETAIL,
        None,
        view.FOCUS_TREE,
        view.FOCUS_TABLE,
        view.FOCUS_DETAIL,
        None,
        table.HEADS,
        table.FILTER_COLUMN,
        table.FILTER_CELL,
        table.FILTER_NONE,
        table.SAVED,
        None,
        library.REFRESH,
        table.COLUMNS,
        None,
        view.LARGER,
        view.SMALLER,
        view.USUAL_SIZE,
        LOOK,
        view.USUAL_LAYOUT,
    ),
)
PLAN = Menu(
    "要点(&P)",
    (
        plans.IMPORT,
        plans.IMPORT_REVISION,
        ledger_in.TAKE_OVER,
        plans.NEW_PLAN,
        plans.ASSIGNED,
        plans.INSPECTION,
        plans.EDIT_PLAN,
        plans.DELETE_PLAN,
        None,
        plans.PREVIOUS_PLAN,
        plans.NEXT_PLAN,
        None,
        plans.PLAN_FACTS,
        None,
        opinions.OPINIONS,
        opinions.ISSUE,
        opinions.DISTRIBUTE,
        upward.FILE,
        upward.SENT,
        archiving.ARCHIVING,
        None,
        plans.BIN,
    ),
)
TASK = Menu(
    "任务(&T)",
    (
        tasks.NEW_TASK,
        tasks.COPY_TASK,
        tasks.DELETE_TASKS,
        bulk.CLEAR_CELLS,
        None,
        tasks.EDIT,
        tasks.EDIT_TASK,
        tasks.NAME_UNITS,
        bulk.BULK,
        None,
        tasks.MOVE_UP,
        tasks.MOVE_DOWN,
        None,
        tasks.PREVIOUS_TASK,
        tasks.NEXT_TASK,
        None,
        *papers.OF_TASKS,
        None,
        tasks.SOURCE,
        tasks.HISTORY,
    ),
)
WATCH = Menu(
    "督办(&D)",
    (
        progress.REPORT,
        progress.REPORT_MANY,
        progress.SUMMARISE,
        evidence.PROVE,
        evidence.LACKING,
        evidence.PACK,
        None,
        *counting.FINISHING,
        None,
        CHASING,
        dispatching.SEND,
        collecting.COLLECT,
        counting.SET_REPORTING,
        counting.SETTLE,
        Menu("延期、变更、不涉及、中止(&E)", counting.PUTTING_OFF),
        None,
        lookback.LOOKING_BACK,
    ),
)
PAPERS = Menu(
    "报表(&R)",
    (
        *papers.REPORTS.values(),
        None,
        filling.FILL,
        handed.FILL_BACK,
        None,
        reporting.PERIOD_PAPERS,
        annual.ANNUAL,
        assessment.ASSESSMENT,
        year_locking.LOCKS,
    ),
)
TOOLS = Menu(
    "工具(&O)",
    (
        office.UNITS,
        upward.SUPERIORS,
        office.DAYS,
        office.COUNT_DAYS,
        office.DUTIES,
        office.SETTINGS,
        None,
        library.BACKUP,
        library.RESTORE,
        library.CHECK,
        library.FOLDER,
    ),
)
HELP = Menu("帮助(&H)", (view.KEYS, view.INPUT, view.LOG, None, view.ABOUT))

MENUS = (FILE, EDIT, VIEW, PLAN, TASK, WATCH, PAPERS, TOOLS, HELP)
ON_ROWS: tuple[Command, ...] = (
    tasks.EDIT,
    tasks.EDIT_TASK,
    progress.REPORT,
    progress.REPORT_MANY,
    bulk.BULK,
    edit.COPY,
    bulk.COPY_CELLS,
    bulk.PASTE,
    bulk.FILL_DOWN,
    bulk.CLEAR_CELLS,
    table.FILTER_CELL,
    tasks.NEW_TASK,
    tasks.COPY_TASK,
    tasks.DELETE_TASKS,
    tasks.SOURCE,
    tasks.HISTORY,
)
"""What the menu of a row offers."""
FIRST_ON_BAR = plans.IMPORT
"""The one primary button of the tool bar."""
ON_BAR: tuple[Command | Menu | None, ...] = (
    progress.REPORT,
    counting.CHECK_OFF,
    CHASING,
    None,
    BREAKDOWN,
    LEDGER,
    None,
    edit.UNDO,
    edit.REDO,
)
"""The daily ones behind it, quiet."""
ICONS: dict[Command | Menu, str] = {
    progress.REPORT: "report",
    counting.CHECK_OFF: "check_off",
    edit.UNDO: "undo",
    edit.REDO: "redo",
    CHASING: "remind",
    BREAKDOWN: "sheet",
    LEDGER: "grid",
}
"""The icons that these have on the tool bar."""
