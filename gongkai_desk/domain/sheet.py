"""What menus and the task table name of papers from the start: columns, kinds of file, sheets, fonts, sizes; no facts.

Column sets are data: the official tables (DOMAIN §7) and the window's task table show the same columns.

A column's ``key`` says what stands in it; who draws the column asks for the text of a task by that key.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Align(StrEnum):
    """How the text of a column stands in its cells."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class ColumnKey(StrEnum):
    """What a column holds."""

    SEQ = "seq"  # 序号
    TITLE = "title"  # 任务名称
    ITEM = "item"  # 事项名称: number and name together
    CONTENT = "content"  # 任务内容
    UNITS = "units"  # the unit cell as printed
    LEAD = "lead"  # 牵头单位
    RESPONSIBLE = "responsible"  # 责任单位, and 配合 where there is no column for it
    CONTACT = "contact"  # 责任人（及电话）
    DEADLINE = "deadline"  # 完成时限
    PROGRESS = "progress"  # 进展情况
    STATE = "state"  # 完成情况
    EVIDENCE = "evidence"  # 佐证材料
    REMARK = "remark"  # 备注
    LIGHT = "light"  # 灯, in words on paper
    PROBLEMS = "problems"  # 存在问题
    NEXT_STEPS = "next_steps"  # 下一步打算
    CLOSED = "closed"  # 销号日期
    DUE = "due"  # 截止日: the day that counts, put off or not
    LATEST = "latest"  # 最近进展
    REPORTED = "reported"  # 已报: how many of the units asked have reported on the period
    EARLIER = "earlier"  # 累计进展: what was told of the year's periods before
    EXPECTED = "expected"  # 预计完成时间
    OTHER = "other"  # 其他栏目: columns of the plan that are not understood, each under its own header


class Column(NamedTuple):
    """One column: widths in millimetres on a portrait (156 mm) and a landscape (225 mm) type area.

    ``merged`` cells of one item that hold the same text become one cell.
    """

    key: ColumnKey
    title: str
    portrait: float
    landscape: float
    align: Align = Align.LEFT
    merged: bool = False

    def width(self, *, landscape: bool) -> float:
        """Return the width in millimetres for the page's orientation."""
        return self.landscape if landscape else self.portrait


_CENTRE = Align.CENTRE

FIVE_COLUMNS: tuple[Column, ...] = (
    Column(ColumnKey.SEQ, "序号", 12, 14, _CENTRE, merged=True),
    Column(ColumnKey.TITLE, "任务名称", 27, 40, merged=True),
    Column(ColumnKey.CONTENT, "任务内容", 64, 96),
    Column(ColumnKey.UNITS, "责任单位", 34, 50),
    Column(ColumnKey.DEADLINE, "时间节点", 19, 25, _CENTRE),
)
"""五列序号式, as Shanghai prints it."""

ITEM_COLUMNS: tuple[Column, ...] = (
    Column(ColumnKey.ITEM, "事项名称", 30, 42, merged=True),
    Column(ColumnKey.CONTENT, "主要任务", 60, 94),
    Column(ColumnKey.LEAD, "牵头部门", 24, 34, _CENTRE, merged=True),
    Column(ColumnKey.RESPONSIBLE, "责任单位", 24, 33, _CENTRE, merged=True),
    Column(ColumnKey.DEADLINE, "完成时限", 18, 22, _CENTRE, merged=True),
)
"""事项式, as Shenyang prints it."""

BREAKDOWN_OTHER = Column(ColumnKey.OTHER, "其他栏目", 26, 36)
"""A column that either may have besides, at the end; all columns then grow narrower together."""

LEDGER_COLUMNS: tuple[Column, ...] = (
    Column(ColumnKey.SEQ, "序号", 9, 9, _CENTRE, merged=True),
    Column(ColumnKey.TITLE, "任务名称", 22, 22, merged=True),
    Column(ColumnKey.CONTENT, "工作内容/主要措施", 43, 43),
    Column(ColumnKey.LEAD, "牵头单位", 21.5, 21.5, _CENTRE),
    Column(ColumnKey.RESPONSIBLE, "责任单位", 21.5, 21.5, _CENTRE),
    Column(ColumnKey.CONTACT, "责任人（及电话）", 16, 16, _CENTRE),
    Column(ColumnKey.DEADLINE, "完成时限", 17, 17, _CENTRE),
    Column(ColumnKey.PROGRESS, "进展情况", 36, 36),
    Column(ColumnKey.STATE, "完成情况", 14, 14, _CENTRE),
    Column(ColumnKey.EVIDENCE, "佐证材料", 17, 17),
    Column(ColumnKey.REMARK, "备注", 8, 8, _CENTRE),
)
"""工作台账; drawn on landscape pages only (on A3 the widths grow with the type area)."""

LEDGER_OPTIONS: tuple[Column, ...] = (
    Column(ColumnKey.LIGHT, "灯", 14, 14, _CENTRE),
    Column(ColumnKey.PROBLEMS, "存在问题", 24, 24),
    Column(ColumnKey.NEXT_STEPS, "下一步打算", 24, 24),
    Column(ColumnKey.CLOSED, "销号日期", 17, 17, _CENTRE),
    Column(ColumnKey.OTHER, "其他栏目", 24, 24),
)
"""Columns that a ledger may have besides; they stand before 备注, and all columns then grow narrower together."""


def ledger_columns(options: Sequence[ColumnKey] = ()) -> tuple[Column, ...]:
    """Return the columns of a ledger with these options."""
    chosen = (column for column in LEDGER_OPTIONS if column.key in options)
    return (*LEDGER_COLUMNS[:-1], *chosen, LEDGER_COLUMNS[-1])


PROGRESS_COLUMNS: tuple[Column, ...] = (
    Column(ColumnKey.SEQ, "序号", 9, 9, _CENTRE, merged=True),
    Column(ColumnKey.TITLE, "任务名称", 20, 20, merged=True),
    Column(ColumnKey.CONTENT, "任务内容", 34, 34),
    Column(ColumnKey.UNITS, "责任单位", 22, 22),
    Column(ColumnKey.PROGRESS, "本期进展", 37, 37),
    Column(ColumnKey.EARLIER, "累计进展", 26, 26),
    Column(ColumnKey.STATE, "完成情况", 13, 13, _CENTRE),
    Column(ColumnKey.EVIDENCE, "佐证材料", 17, 17),
    Column(ColumnKey.PROBLEMS, "存在问题", 16, 16),
    Column(ColumnKey.NEXT_STEPS, "下一步打算", 16, 16),
    Column(ColumnKey.EXPECTED, "预计完成时间", 15, 15, _CENTRE),
)
"""进展情况表 of a period, drawn on landscape pages only."""

WINDOW_COLUMNS: tuple[Column, ...] = (
    Column(ColumnKey.LIGHT, "灯", 14, 14, _CENTRE),
    Column(ColumnKey.SEQ, "序号", 12, 12, _CENTRE),
    Column(ColumnKey.TITLE, "任务名称", 36, 40, merged=True),
    Column(ColumnKey.CONTENT, "任务内容", 78, 96),
    Column(ColumnKey.UNITS, "责任单位", 40, 50),
    Column(ColumnKey.DEADLINE, "时间节点", 24, 25, _CENTRE),
    Column(ColumnKey.STATE, "完成情况", 20, 20, _CENTRE),
)
"""The window's task table; the widths are a first proposal, the clerk's own are remembered."""

WINDOW_OPTIONS: tuple[Column, ...] = (
    Column(ColumnKey.LEAD, "牵头单位", 26, 30),
    Column(ColumnKey.DUE, "截止日", 20, 22, _CENTRE),
    Column(ColumnKey.LATEST, "最近进展", 50, 60),
    Column(ColumnKey.REPORTED, "已报", 16, 18, _CENTRE),
    Column(ColumnKey.EVIDENCE, "佐证", 12, 14, _CENTRE),
    Column(ColumnKey.OTHER, "其他栏目", 30, 36),
)
"""Columns that the window's task table shows where a clerk chooses them."""

OF_WORK = frozenset({ColumnKey.LATEST, ColumnKey.REPORTED, ColumnKey.EVIDENCE})
"""Those of them that tell what units have done: looked up only where one is shown."""


def widths(columns: Sequence[Column], *, landscape: bool, area: float | None = None) -> tuple[float, ...]:
    """Return the widths in millimetres, grown or shrunk together so that they fill ``area`` if it is given."""
    plain = [column.width(landscape=landscape) for column in columns]
    factor = area / sum(plain) if area else 1.0
    return tuple(width * factor for width in plain)


DETAIL = "明细"
"""The sheet of a workbook with one full row a task, beside the official one: told by this name and by its mark."""
_DETAIL_MARK = "一项任务一行，供筛选、排序；内容同“{}”工作表。"


def detail_mark(sheet: str) -> str:
    """Return the line over 明细 that says of which sheet it is a list: who reads the workbook takes only one."""
    return _DETAIL_MARK.format(sheet)


class PaperFormat(StrEnum):
    """What kind of file a paper is written as."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class Orientation(StrEnum):
    """How the page lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class PaperSize(StrEnum):
    """The sheet."""

    A4 = "A4"
    A3 = "A3"


class FontScheme(StrEnum):
    """公文字体 names the fonts of official papers, 系统字体 those that every Windows has."""

    OFFICIAL = "公文字体"
    SYSTEM = "系统字体"


class TextSize(StrEnum):
    """The size of table text."""

    SMALL_FIVE = "小五"
    FIVE = "五号"
    SMALL_FOUR = "小四"


class BreakdownStyle(StrEnum):
    """The two official styles of the 任务分解表."""

    FIVE = "五列序号式"
    ITEM = "事项式"
