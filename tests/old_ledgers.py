"""Ledgers as offices keep them, made with openpyxl: what a new colleague finds in the middle of the year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

GREEN, YELLOW, RED = "FF92D050", "FFFFFF00", "FFFF0000"


def _put(sheet: Worksheet, rows: Sequence[str], start: int) -> None:
    """Write rows of cells parted by blanks; ``-`` is an empty cell, ``|`` a line's end in one."""
    for at, row in enumerate(rows, start):
        for column, text in enumerate(row.split(), 1):
            if text != "-":
                sheet.cell(at, column, text.replace("|", "\n")).alignment = Alignment(wrap_text=True)


def _merge(sheet: Worksheet, areas: str) -> None:
    for area in areas.split():
        sheet.merge_cells(area)


def _fill(sheet: Worksheet, cells: str, colour: str) -> None:
    for row in sheet[cells]:
        for cell in row:
            cell.fill = PatternFill("solid", start_color=colour)


def coloured(path: Path) -> Path:
    """A merged ledger with two header rows; the whole row is coloured by its state, a legend says what colours mean."""
    book = Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet["A1"] = "云州市2026年政务公开工作台账"
    sheet["A1"].font = Font(bold=True, size=18)
    sheet["A2"] = "截至2026年6月30日　　绿色为已完成，黄色为推进中，红色为未启动"
    head = "序号 重点任务 工作内容 责任分工 - 完成时限 工作进展情况 佐证材料 存在问题 经费（万元）"
    _put(sheet, [head, "- - - 牵头单位 配合单位 - - - - -"], 3)
    link, letter = "规范性文件专栏|http://www.yunzhou.gov.cn/gfxwj", "清理通知（云司发〔2026〕5号）"
    rows = [
        "一、政策公开",
        f"1 规范性文件 集中公开现行有效规范性文件 市司法局 市财政局 3月底前 已公开文件86件 {link} - -",
        f"2 - 开展规范性文件清理 市司法局 - 9月底前 已清理一半 {letter} 部分文件底数不清 3.5",
        "3 政策解读 重大政策同步解读 市发展改革委 市教育局 年底前 已解读12件 - - -",
        "二、服务公开",
        "4 办事指南 更新办事指南 市大数据局 - 6月底前 - - - 12",
        "5 基层公开 推进基层政务公开标准化 市民政局 - 长期坚持 按季抽查 抽查记录 - -",
    ]
    _put(sheet, rows, 5)
    _merge(sheet, "A1:J1 A2:J2 A3:A4 B3:B4 C3:C4 D3:E3 F3:F4 G3:G4 H3:H4 I3:I4 J3:J4 A5:J5 A9:J9 B6:B7")
    for row, colour in ((6, GREEN), (7, YELLOW), (8, YELLOW), (10, RED), (11, YELLOW)):
        _fill(sheet, f"A{row}:J{row}", colour)
    book.save(path)
    return path


def by_month(path: Path) -> Path:
    """Progress by month in columns 1月 to 12月, the state in words of the office's own."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "2026年政务公开重点任务推进表"
    months = " ".join(f"{month}月" for month in range(1, 13))
    later = "- " * 6
    rows = [
        f"序号 任务名称 任务内容 责任单位 完成时间 {months} 状态 联系人",
        f"1 公报出版 按期出版政府公报 市政府办公室 年底前 出1期 出2期 出3期 出4期 出5期 出6期 {later} 序时推进 李明",
        f"2 网站检查 开展网站内容检查 市大数据局 6月底前 - - 检查30家 - - 检查完毕 {later} 办结 王芳",
        f"3 公开专区 设立政务公开专区 市行政审批局 10月底前 {later} {later} 卡壳 赵强",
        f"4 培训 组织公开培训 市政府办公室 5月底前 - - - 已发通知 - - {later} 未开展 李明",
    ]
    _put(sheet, rows, 2)
    _merge(sheet, "A1:S1")
    book.save(path)
    return path


def ticked(path: Path) -> Path:
    """States by a tick in one of three columns under 完成情况; the day of closing and what comes next in columns."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "政务公开工作任务销号台账（2026年）"
    rows = [
        "序号 任务内容 责任单位 完成时限 完成情况 - - 销号日期 下一步打算 落实情况 局领导批注",
        "- - - - 已完成 正在推进 未启动 - - - -",
        "1 公开财政预算 市财政局 2026年2月底前 √ - - 2026.2.20 - 预算已公开 -",
        "2 公开财政决算 市财政局 9月底前 - √ - - 8月底前公开 正在汇总 抓紧",
        "3 公开采购信息 市财政局、市教育局 年底前 - √ - - - - -",
        "4 公开救助信息 市民政局 5月底前 - - √ - - - -",
        "5 公开招生信息 市教育局 7月底前 √ √ - - - 招生方案已公开 -",
    ]
    _put(sheet, rows, 2)
    _merge(sheet, "A1:K1 A2:A3 B2:B3 C2:C3 D2:D3 E2:G2 H2:H3 I2:I3 J2:J3 K2:K3")
    book.save(path)
    return path


def with_days(path: Path) -> Path:
    """Days of finishing, days before each piece of progress, numbers that begin again, a hidden row, a sum below."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "2026年政务公开任务台账"
    sheet["A2"] = "填报单位：市司法局（盖章）　填报时间：2026年6月15日"
    rows = [
        "序号 工作任务 责任单位 时间节点 完成日期 工作进展 是否完成",
        "一、政策公开",
        "1 集中公开行政规范性文件 市司法局 3月底前 2026-03-20 3.15：开会；3.20：公开86件 是",
        "2 开展规范性文件清理 市财政局 9月底前 - 4.1：印发通知 否",
        "二、服务公开",
        "1 更新办事指南 市大数据局 5月底前 - - 否",
        "2 编制信息公开目录 市民政局 长期坚持 - 按季抽查 否",
        "合计 4项 - - - - 已完成1项",
    ]
    _put(sheet, rows, 3)
    _merge(sheet, "A1:G1 A2:G2 A4:G4 A7:G7")
    sheet.row_dimensions[9].hidden = True
    book.save(path)
    return path


LEDGERS = {"coloured": coloured, "by_month": by_month, "ticked": ticked, "with_days": with_days}
