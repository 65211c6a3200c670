"""What stands in the menus, as data: only what works now; no key without an entry."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntFlag
from functools import partial
from typing import TYPE_CHECKING

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.papers.listed import FORMAT_KEYS, FORMAT_WORDS, PAPERS, PaperKind, Place
from ui.pages.book import BOOK

if TYPE_CHECKING:
    from ui.commands import Commands


class Needs(IntFlag):
    """What must be there for a command to work."""

    NOTHING = 0
    LIBRARY = 1
    WRITING = 2  # a library that takes changes
    PLAN = 4
    TASK = 8
    FILTER = 16


LIBRARY, WRITING, PLAN, TASK, FILTER = Needs.LIBRARY, Needs.WRITING, Needs.PLAN, Needs.TASK, Needs.FILTER


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: what it is called inside the program, what it says, what it does.

    ``does`` is a method, or «helper.method» of a helper that is made with its first use. ``here``: its keys work only
    while the table itself has the focus.
    """

    name: str
    text: str = ""
    does: Callable[..., object] | str = ""
    keys: str = ""
    tip: str = ""
    on: bool | None = None  # a tick and whether it is set
    needs: Needs = Needs.NOTHING
    here: bool = False


Items = tuple[Item | None, ...]
ON_ROWS = (
    "edit", "edit_task", "report", "report_many", "bulk", "copy", "copy_cells", "paste", "fill_down", "clear_cells",
    "filter_cell", "new_task", "copy_task", "delete_tasks", "source", "history",
)  # fmt: skip
"""What the menu of a row offers."""
PAPER_KEYS = {
    "breakdown_docx": "Ctrl+E",
    "breakdown_preview": "Ctrl+P",
    "ledger_docx": "Ctrl+Shift+E",
    "ledger_preview": "Ctrl+Shift+P",
}


def file_first(do: "Commands") -> Items:
    """Return 文件 before the recent libraries."""
    return (
        Item("new", "新建台账库(&N)…", do.new_library, "Ctrl+N"),
        Item("open", "打开台账库(&O)…", do.open_library, "Ctrl+O"),
        Item("sample", "打开样例(&M)", do.open_sample, tip="云州市的样例台账，可以随意试用"),
    )


def file_rest(do: "Commands") -> Items:
    """Return 文件 behind them."""
    return (
        Item("close", "关闭台账库(&W)", do.close_library, "Ctrl+W", needs=LIBRARY),
        None,
        Item("import", "导入文件(&I)…", do.import_file, "Ctrl+I", "把收到的要点或任务分解表导入台账库", needs=WRITING),
        Item("export_seen", "导出当前表格(&T)…", "sheet.export_seen", "Ctrl+Shift+T", needs=TASK),
        None,
        Item("clerk", "更换经办人(&P)…", do.change_clerk, tip="几个人合用一台电脑时，各记各的名"),
        Item("save", "保存(&S)", do.say_saved, "Ctrl+S", "每办一件事都已自动保存", needs=LIBRARY),
        None,
        Item("quit", "退出(&X)", do.close, "Ctrl+Q"),
    )


def edit(do: "Commands") -> Items:
    """Return 编辑."""
    return (
        Item("undo", "撤销(&U)", do.undo, "Ctrl+Z"),
        Item("redo", "恢复(&R)", do.redo, "Ctrl+Y"),
        None,
        Item("copy", "复制行(&C)", do.copy, "Ctrl+C", "复制选中的行，可粘贴到 WPS、Excel", needs=TASK),
        Item("copy_cells", "复制单元格(&O)", "bulk.copy_cells", "Ctrl+Shift+C", "复制选中各行在本列的内容", needs=TASK),
        Item("paste", "粘贴(&P)", "bulk.paste", "Ctrl+V", "从本格起粘贴 WPS、Excel 复制的内容", needs=WRITING | TASK),
        Item("fill_down", "向下填充(&D)", "bulk.fill_down", "Ctrl+D", needs=WRITING | TASK, here=True),
        Item("type_today", "填入今天日期(&Y)", do.type_today, "Ctrl+;", needs=WRITING | TASK),
        Item("select_all", "全选(&A)", do.select_all, "Ctrl+A", needs=TASK),
        None,
        Item("find", "查找(&F)", do.find_here, "Ctrl+F", needs=LIBRARY),
        Item("find_next", "查找下一个(&N)", do.find_next, "F3", needs=LIBRARY),
        Item("find_previous", "查找上一个(&P)", do.find_previous, "Shift+F3", needs=LIBRARY),
        Item("clear", "清除查找(&L)", do.clear_search, "Ctrl+Shift+F", needs=LIBRARY),
        Item("replace", "替换(&E)…", "bulk.replace", "Ctrl+H", needs=WRITING | TASK),
    )


def panes(do: "Commands") -> Items:
    """Return 视图 before the saved filters."""
    pages = (
        Item(e.name, f"{e.title}(&{e.letter})", partial(do.go_to_page, e.name), e.keys, e.tip, needs=LIBRARY)
        for e in BOOK
    )
    return (
        *pages,
        None,
        Item("show_tree", "要点目录(&T)", do.view.show_tree, on=True),
        Item("show_detail", "任务详情(&D)", do.view.show_detail, on=True),
        None,
        Item("focus_tree", "转到目录(&1)", do.view.focus_tree, "Ctrl+1"),
        Item("focus_table", "转到任务表(&2)", do.view.focus_table, "Ctrl+2"),
        Item("focus_detail", "转到详情(&3)", do.view.focus_detail, "Ctrl+3"),
        None,
        Item("heads", "表头筛选(&F)", do.view.show_filters, "Ctrl+Shift+L", "在表头显示筛选按钮", on=False),
        Item("filter_column", "筛选本列(&C)…", "filters.column", "Ctrl+Shift+K", needs=LIBRARY),
        Item("filter_cell", "按本格内容筛选(&B)", "filters.cell", "Ctrl+Shift+B", needs=TASK),
        Item("filter_none", "清除筛选(&N)", "filters.none", "Ctrl+Shift+N", needs=FILTER),
    )


def sizes(do: "Commands") -> Items:
    """Return 视图 behind them."""
    return (
        None,
        Item("refresh", "刷新(&H)", do.refresh_all, "F5", "重新读取台账库", needs=LIBRARY),
        Item("columns", "显示的列(&O)…", "sheet.choose_columns"),
        None,
        Item("larger", "放大文字(&L)", do.view.larger, "Ctrl++"),
        Item("smaller", "缩小文字(&S)", do.view.smaller, "Ctrl+-"),
        Item("usual_size", "默认文字大小(&Z)", do.view.usual_size, "Ctrl+0"),
    )


def plan(do: "Commands") -> Items:
    """Return 要点."""
    return (
        Item("import"),
        Item(
            "import_revision",
            "导入修订稿(&V)…",
            do.import_revision,
            tip="把当前要点的修订稿与台账库中的逐处比较、合并",
            needs=WRITING | PLAN,
        ),
        Item("new_plan", "新建要点(&N)…", "hand.new_plan", needs=WRITING),
        Item("assigned", "登记临时交办(&G)…", "charge.new_assigned", tip="领导批示、会议交办，随时登记", needs=WRITING),
        Item("inspection", "登记检查反馈问题(&J)…", "charge.new_inspection", tip="逐条整改、销号", needs=WRITING),
        Item("edit_plan", "修改要点信息(&E)…", "hand.edit_plan", needs=WRITING | PLAN),
        Item("delete_plan", "删除要点(&D)…", "hand.delete_plan", needs=WRITING | PLAN),
        None,
        Item("previous_plan", "上一份要点(&B)", do.previous_plan, "Ctrl+PgUp", needs=LIBRARY),
        Item("next_plan", "下一份要点(&A)", do.next_plan, "Ctrl+PgDown", needs=LIBRARY),
        None,
        Item("plan_facts", "要点登记信息(&I)", do.plan_facts, "Ctrl+Shift+I", needs=PLAN),
        None,
        Item("bin", "回收站(&R)…", "hand.recycle_bin", needs=LIBRARY),
    )


def task(do: "Commands") -> Items:
    """Return 任务."""
    named = "写明“相关单位”“各区政府”等指哪些单位"
    return (
        Item("new_task", "新增任务(&N)…", "hand.new_task", "Ctrl+T", needs=WRITING | PLAN),
        Item("copy_task", "复制为新任务(&C)", "hand.copy_task", "Ctrl+Shift+D", needs=WRITING | TASK),
        Item("delete_tasks", "删除任务(&D)", "hand.delete_tasks", "Ctrl+Del", needs=WRITING | TASK, here=True),
        None,
        Item("edit", "修改单元格(&E)", do.edit_cell, "F2", needs=WRITING | TASK),
        Item("clear_cells", "清空单元格(&K)", "bulk.clear_cells", "Del", needs=WRITING | TASK, here=True),
        Item("edit_task", "修改任务(&M)…", "hand.edit_task", "Ctrl+Shift+M", needs=WRITING | TASK),
        Item("name_units", "明确责任单位(&Q)…", "charge.name_units", "Ctrl+Shift+U", named, needs=WRITING | TASK),
        Item("bulk", "批量修改(&B)…", "bulk.edit_many", "Ctrl+M", needs=WRITING | TASK),
        None,
        Item("move_up", "上移(&U)", "hand.move_up", "Alt+Shift+Up", needs=WRITING | TASK),
        Item("move_down", "下移(&W)", "hand.move_down", "Alt+Shift+Down", needs=WRITING | TASK),
        None,
        Item("previous_task", "上一项(&P)", do.previous_task, "Alt+Up", needs=TASK),
        Item("next_task", "下一项(&X)", do.next_task, "Alt+Down", needs=TASK),
        None,
        *_of_tasks(do),
        None,
        Item("source", "查看原文出处(&S)", do.show_source, "Ctrl+Shift+S", needs=TASK),
        Item("history", "查看变更记录(&H)", do.show_history, "Ctrl+Shift+H", needs=TASK),
    )


def watch(do: "Commands") -> Items:
    """Return 督办."""
    both = WRITING | TASK
    return (
        Item("report", "登记进展(&P)…", do.report, "Ctrl+R", needs=both),
        Item(
            "report_many",
            "批量登记进展(&Q)…",
            "reports.report_many",
            "Ctrl+Shift+R",
            "多个单位、多项任务一次填",
            needs=both,
        ),
        Item("summarise", "登记汇总稿(&H)…", do.summarise, tip="多单位任务由本办汇总成一段，台账印这一段", needs=both),
        Item("prove", "登记佐证(&F)…", "watch.prove", "Ctrl+J", needs=both),
        Item("lacking", "缺佐证清单(&L)…", "proofs.lacking", tip="已申请、到期或已销号而没有佐证的单位", needs=LIBRARY),
        Item("pack", "佐证材料打包(&K)…", "proofs.pack", tip="编号文件夹和清单，供检查验收", needs=LIBRARY),
        None,
        Item("check_off", "核查销号(&Z)…", "watch.check_off", tip="待核查的先核查，核查过的销号", needs=both),
        Item("apply", "申请销号(&A)…", "watch.apply", "Ctrl+Shift+A", needs=both),
        Item("verify", "核查(&V)…", "watch.verify", needs=both),
        Item("close_task", "销号(&C)…", "watch.close", "Ctrl+Return", "选中多项可批量销号", needs=both, here=True),
        Item("send_back", "退回整改(&B)…", "watch.send_back", needs=both),
        Item("carry_over", "年度办结(&Y)…", "watch.carry_over", tip="长期任务阶段销号，转下年", needs=both),
        None,
        Item("reporting", "填报设置(&U)…", "watch.set_reporting", tip="由谁报、填报周期、报送日、数量要求", needs=both),
        Item("settle", "确认时限(&T)…", "watch.settle", tip="照此执行、另定时限、属上年事项、补登完成", needs=both),
        Item("extend", "延期(&E)…", "watch.extend", needs=both),
        Item("change", "变更(&G)…", "watch.change", needs=both),
        Item("not_applicable", "不涉及(&N)…", "watch.not_applicable", needs=both),
        Item("suspend", "中止(&S)…", "watch.suspend", needs=both),
        Item("defer", "暂缓(&D)…", "watch.defer", needs=both),
        Item("resume", "恢复办理(&R)…", "watch.resume", needs=both),
        Item("cancel", "取消任务(&X)…", "watch.cancel", needs=both),
        Item("reopen", "重开(&O)…", "watch.reopen", tip="销号、不涉及、取消的任务重新办理", needs=both),
    )


def reminding(do: "Commands") -> Items:
    """Return 督办: 催办, which the toolbar opens too; the most frequent first."""
    return (
        Item("log_call", "登记催办(&L)…", "reminding.log", "Ctrl+L", "打一个电话记一笔", needs=WRITING),
        Item("slips", "出催办单(&K)…", "reminding.slips", "Ctrl+K", "催办单、提示单、三色督办单", needs=WRITING),
        Item("chase_list", "催办名单(&M)…", "reminding.chase_list", tip="一页纸，打电话逐家勾", needs=LIBRARY),
        Item("calls", "催办记录(&H)…", "reminding.records", needs=LIBRARY),
        Item("slip_register", "编号登记簿(&U)…", "reminding.register", tip="文书编号和回执", needs=LIBRARY),
    )


def report(do: "Commands", kind: PaperKind) -> Items:
    """Return what 报表 offers of a paper: each format, and the preview."""
    written = (
        _written(do, kind, format, f"{FORMAT_WORDS[format]}(&{FORMAT_KEYS[format]})…") for format in kind.formats
    )
    return (*written, None, _shown(do, kind, "打印预览(&P)…"))


def _of_tasks(do: "Commands") -> Iterator[Item]:
    """Yield what 任务 offers of papers on the selected tasks."""
    texts = {PaperFormat.DOCX: "导出 Word(&O)…", PaperFormat.XLSX: "导出 Excel(&L)…", PaperFormat.PDF: "导出 PDF(&F)…"}
    for kind in PAPERS:
        if kind.place is Place.TASK:
            yield _shown(do, kind, f"{kind.title}打印预览(&V)…")
            yield from (_written(do, kind, format, f"{kind.title}{texts[format]}") for format in kind.formats)


def _written(do: "Commands", kind: PaperKind, format: PaperFormat, text: str) -> Item:
    return _paper_item(kind, format.value, text, partial(do.export_paper, kind, format))


def _shown(do: "Commands", kind: PaperKind, text: str) -> Item:
    return _paper_item(kind, "preview", text, partial(do.preview_paper, kind))


def _paper_item(kind: PaperKind, what: str, text: str, does: Callable[..., object]) -> Item:
    name = f"{kind.name}_{what}"
    return Item(name, text, does, PAPER_KEYS.get(name, ""), kind.tip, needs=TASK if kind.place is Place.TASK else PLAN)


def tools(do: "Commands") -> Items:
    """Return 工具."""
    return (
        Item("units", "单位名录(&U)…", "office.units", needs=LIBRARY),
        Item("days", "工作日设置(&D)…", "office.days", needs=LIBRARY),
        Item("count_days", "工作日计算(&W)…", "office.count_days", tip="第几个工作日是哪一天，逐日列明"),
        Item("duties", "法定和要点要求的事项(&L)…", "office.duties", needs=LIBRARY),
        Item("settings", "设置(&S)…", "office.settings", "Ctrl+,"),
        None,
        Item("backup", "备份台账库(&B)…", "office.backup", "Ctrl+B", needs=LIBRARY),
        Item("restore", "恢复备份(&R)…", "office.restore", needs=WRITING),
        Item("check", "检查台账库(&C)", "help.check", needs=LIBRARY),
        Item("folder", "打开台账文件夹(&F)", do.open_folder, needs=LIBRARY),
    )


def help_(do: "Commands") -> Items:
    """Return 帮助."""
    return (
        Item("keys", "快捷键一览(&K)", "help.keys", "F1"),
        Item("input", "输入法说明(&I)", "help.input"),
        Item("log", "打开日志文件夹(&L)", "help.log"),
        None,
        Item("about", "关于公开台账(&A)", "help.about"),
    )
