"""The pages beside the task table, as data: the tree and the menu 视图 list them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its name inside the program, its title, its letter in the menu, what it says."""

    name: str
    title: str
    letter: str
    tip: str
    keys: str = ""


FIRST = "dashboard"
BOOK: tuple[Entry, ...] = (
    Entry(FIRST, "工作台", "W", "今天先做什么", "F4"),
    Entry("calendar", "全年日历", "Y", "到期、报送、法定事项按日列出", "F6"),
    Entry("statistics", "统计", "G", "按单位、状态、月份统计，与过去比较", "F8"),
    Entry("coverage", "承接情况", "H", "上级任务由谁承接、漏了哪些"),
    Entry("requests", "依申请公开", "Q", "申请登记、答复期限、年报表三"),
    Entry("interpretations", "政策解读", "J", "文件与解读材料、解读期限"),
    Entry("spot_checks", "抽查", "K", "抽取任务、登记结论、打印抽查表"),
)
"""Of these the first heads the tree; the others stand below the units."""
