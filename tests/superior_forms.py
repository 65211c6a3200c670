"""Superiors' forms (上级表样) of our own making, in the shapes that come: printed rows or only a head.

Each maker takes a path and the rows that it prints, so that the same shapes hold three tasks in a test and eighty in a
show: ``python -m tests.superior_forms FOLDER`` writes those of an invented province.
"""

import sys
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties


class Printed(NamedTuple):
    """A task as a superior prints it."""

    section: str
    seq: str
    title: str
    content: str
    unit: str
    deadline: str


_GROWTH, _PEOPLE = "一、围绕稳增长深化公开", "二、围绕保民生深化公开"
ROWS = (
    Printed(
        _GROWTH, "1", "助企纾困政策公开", "集中公开减税降费、稳岗扩岗等政策，逐项配发解读。", "市发改委", "6月底前"
    ),
    Printed(_GROWTH, "2", "重大项目公开", "公布重大建设项目清单，按季更新审批和进度信息。", "市发改委", "全年"),
    Printed(_PEOPLE, "3", "义务教育招生公开", "公布义务教育招生范围、报名条件和录取办法。", "市教育局", "8月底前"),
    Printed(_PEOPLE, "4", "养老机构信息公开", "公布养老机构名录、收费标准和投诉渠道。", "市民政局", "9月底前"),
)

_THIN = Side(style="thin")
_BOX = Border(_THIN, _THIN, _THIN, _THIN)
_HEAD, _BODY, _TITLE = Font("黑体", 11), Font("仿宋_GB2312", 10.5), Font("方正小标宋简体", 18)
_CENTRE = Alignment("center", "center", wrap_text=True)
_LEFT = Alignment("left", "center", wrap_text=True)


class _Sheet:
    """A worksheet that is written row by row."""

    def __init__(self, book: Workbook, title: str, widths: Sequence[float], name: str = "") -> None:
        self.sheet = book.active if not name or book.active.title == "Sheet" else book.create_sheet()
        self.sheet.title = name or "表样"
        self.width, self.at = len(widths), 3
        for column, width in enumerate(widths):
            self.sheet.column_dimensions[chr(ord("A") + column)].width = width
        self.sheet["A1"] = title
        self.sheet["A1"].font, self.sheet["A1"].alignment = _TITLE, _CENTRE
        self.sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=self.width)
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.sheet.page_setup.fitToHeight, self.sheet.page_setup.orientation = 0, "landscape"
        self.sheet["A2"] = "填报单位："
        self.sheet.row_dimensions[1].height = 36

    def head(self, *rows: Sequence[str], merges: Sequence[str] = ()) -> None:
        for row in rows:
            self._line(row, _HEAD)
        for merge in merges:
            self.sheet.merge_cells(merge)

    def row(self, *texts: str, height: float | None = None) -> None:
        self._line([*texts, *[""] * (self.width - len(texts))], _BODY)
        if height:
            self.sheet.row_dimensions[self.at - 1].height = height

    def wide(self, text: str) -> None:
        self._line([text, *[""] * (self.width - 1)], _HEAD)
        self.sheet.merge_cells(start_row=self.at - 1, end_row=self.at - 1, start_column=1, end_column=self.width)

    def _line(self, texts: Sequence[str], font: Font) -> None:
        for column, text in enumerate(texts, 1):
            cell = self.sheet.cell(self.at, column)
            cell.value = int(text) if text.isdecimal() else text or None
            cell.font, cell.border, cell.alignment = font, _BOX, _CENTRE if len(text) < 12 else _LEFT
        self.at += 1


def _sections(rows: Sequence[Printed]) -> list[tuple[str, list[Printed]]]:
    return [(section, list(group)) for section, group in groupby(rows, lambda row: row.section)]


# ---- with printed rows


def printed_sheet(path: Path, rows: Sequence[Printed] = ROWS) -> Path:
    """One-row head with a limit, section rows, a drop-down for the state, a signature line below."""
    book = Workbook()
    page = _Sheet(book, "政务公开重点任务进展情况表", (6, 22, 44, 16, 11, 46, 12, 14))
    page.head(("序号", "重点任务", "工作内容", "责任单位", "完成时限", "进展情况（不超过200字）", "完成情况", "备注"))
    first = page.at
    for section, group in _sections(rows):
        page.wide(section)
        for row in group:
            page.row(row.seq, row.title, row.content, row.unit, row.deadline, height=40)
    choice = DataValidation("list", formula1='"已完成,持续推进,滞后,未启动"', allow_blank=True)
    choice.add(f"G{first}:G{page.at - 1}")
    page.sheet.add_data_validation(choice)
    page.sheet.cell(page.at, 1).value = "填报人：　　　　　　联系电话：　　　　　　审核人："
    page.sheet.print_title_rows = "3:3"
    page.sheet.oddFooter.center.text = "第 &P 页"
    book.save(path)
    return path


def printed_tall_sheet(path: Path, rows: Sequence[Printed] = ROWS) -> Path:
    """Landscape, a head of three rows, one name merged over the contents of a section, a sum of what is done."""
    book = Workbook()
    page = _Sheet(book, "重点工作任务落实情况调度表", (6, 18, 44, 16, 12, 40, 24, 14, 14))
    page.sheet.page_setup.paperSize = 8
    page.head(
        ("序号", "任务类别", "任务内容", "责任落实", "", "本期工作开展情况", "", "", "联系方式"),
        ("", "", "", "责任单位", "完成时限", "工作进展", "存在问题和下一步", "", ""),
        ("", "", "", "", "", "", "存在问题", "下一步打算", ""),
        merges=("A3:A5", "B3:B5", "C3:C5", "D3:E3", "F3:H3", "D4:D5", "E4:E5", "F4:F5", "G4:H4", "I3:I5"),
    )
    for section, group in _sections(rows):
        first = page.at
        for row in group:
            page.row(row.seq, section.partition("、")[2], row.content, row.unit, row.deadline)
        if len(group) > 1:
            page.sheet.merge_cells(f"B{first}:B{page.at - 1}")
    page.row("合计", "", f'=COUNTA(F6:F{page.at - 1})&"项已报"')
    book.save(path)
    return path


def printed_protected_sheet(path: Path, rows: Sequence[Printed] = ROWS) -> Path:
    """Protected but for the cells to fill; one is filled already."""
    book = Workbook()
    page = _Sheet(book, "政务公开任务台账", (6, 50, 18, 40, 30, 14))
    page.head(("序号", "工作任务", "牵头单位", "贯彻落实情况", "佐证材料（链接）", "联系人及电话"))
    for place, row in enumerate(rows):
        page.row(row.seq, f"{row.title}。{row.content}", row.unit, "已按要求办结，见附件。" if place == 1 else "")
        for column in (4, 5, 6):
            page.sheet.cell(page.at - 1, column).protection = Protection(locked=False)
    page.sheet.protection.sheet = True
    book.save(path)
    return path


def printed_word(path: Path, rows: Sequence[Printed] = ROWS) -> Path:
    """A Word table with a head of two rows, section rows, a repeated head and rows of an exact height."""
    document = _document("政务公开工作要点落实情况统计表", landscape=True)
    table = _table(document, 6, (1.2, 3.4, 7, 3, 2.2, 5.5))
    _fill(table.rows[0], ("序号", "任务名称", "任务要求", "任务分工", "", "落实情况（200字以内）"))
    _fill(table.add_row(), ("", "", "", "责任单位", "完成时限", ""))
    for column in (0, 1, 2, 5):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 3).merge(table.cell(0, 4))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:tblHeader"), {}))
    for section, group in _sections(rows):
        wide = table.add_row()
        wide.cells[0].merge(wide.cells[5])
        _fill(wide, (section,))
        for row in group:
            _fill(table.add_row(), (row.seq, row.title, row.content, row.unit, row.deadline, ""))
    document.add_paragraph("注：落实情况请写明本季度新的进展。")
    document.save(str(path))
    return path


# ---- with a head only


def empty_sheet(path: Path, rows: Sequence[Printed] = ()) -> Path:
    """Three rows to fill, numbers and a row's own formula in them, a total below with formulas."""
    book = Workbook()
    page = _Sheet(book, "政务公开工作进展情况汇总表", (6, 40, 16, 12, 44, 12, 12))
    page.head(("序号", "工作任务", "责任单位", "完成时限", "进展情况", "完成状态", "字数"))
    for number in range(1, 4):
        page.row(str(number), "", "", "", "", "", f"=LEN(E{page.at})", height=30)
    page.row("合计", "", "", "", "", "=COUNTA(F4:F6)", "=SUM(G4:G6)")
    page.sheet.cell(page.at, 1).value = "注：本表每季度末月25日前报送。"
    book.save(path)
    return path


def empty_sections(path: Path, rows: Sequence[Printed] = ROWS) -> Path:
    """Two sheets with one head, each with section rows that have a row below them."""
    book = Workbook()
    for name, sections in (("第一部分", _sections(rows)[:1]), ("其余部分", _sections(rows)[1:])):
        page = _Sheet(book, f"任务推进情况（{name}）", (6, 26, 44, 18, 44), name)
        page.head(
            ("序号", "任务", "", "责任单位", "推进情况"),
            ("", "任务名称", "具体内容", "", ""),
            merges=("A3:A4", "B3:C3", "D3:D4", "E3:E4"),
        )
        for section, _ in sections:
            page.wide(section)
            page.row("")
    book.save(path)
    return path


def empty_word(path: Path, rows: Sequence[Printed] = ()) -> Path:
    """Landscape Word table, a head of three rows, an example, two rows to fill, a line for who signs."""
    document = _document("重点任务完成情况报送表", landscape=True)
    table = _table(document, 7, (1.2, 6, 3, 2.6, 6, 3, 3))
    _fill(table.rows[0], ("序号", "主要任务", "任务分工", "", "工作情况", "", ""))
    _fill(table.add_row(), ("", "", "责任单位", "完成时限", "本季度进展", "落实佐证", ""))
    _fill(table.add_row(), ("", "", "", "", "", "佐证材料", "填报日期"))
    for column, (top, bottom) in {0: (0, 2), 1: (0, 2), 2: (1, 2), 3: (1, 2), 4: (1, 2)}.items():
        table.cell(top, column).merge(table.cell(bottom, column))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 4).merge(table.cell(0, 6))
    table.cell(1, 5).merge(table.cell(1, 6))
    _fill(table.add_row(), ("例", "示例：公布某某清单", "某局", "6月底前", "已公布。", "某某清单", "2022-06-30"))
    for _ in range(2):
        table.add_row()
    _fill(table.add_row(), ("填报人：", "", "", "审核人：", "", "", ""))
    document.save(str(path))
    return path


def empty_two_tables(path: Path, rows: Sequence[Printed] = ()) -> Path:
    """Two Word tables with different heads: progress of all tasks, problems of those that have any."""
    document = _document("政务公开工作情况报送", landscape=False)
    document.add_paragraph("一、任务进展情况")
    first = _table(document, 4, (1.2, 6, 3, 6))
    _fill(first.rows[0], ("序号", "任务", "责任单位", "工作进展"))
    first.add_row()
    document.add_paragraph("二、问题和打算")
    second = _table(document, 4, (1.2, 5, 5, 5))
    _fill(second.rows[0], ("序号", "任务名称", "存在的主要问题", "下一步工作打算"))
    second.add_row()
    document.save(str(path))
    return path


def _document(title: str, *, landscape: bool) -> Document:
    document = Document()
    if landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    heading = document.add_paragraph()
    run = heading.add_run(title)
    run.font.size = Pt(18)
    heading.alignment = 1
    document.sections[0].header.paragraphs[0].text = "内部资料"
    return document


def _table(document: Document, columns: int, widths: Sequence[float]):
    table = document.add_table(1, columns)
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _fill(row, texts: Sequence[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=False):
        if text:
            run = cell.paragraphs[0].add_run(text)
            run.font.name, run.font.size = "仿宋_GB2312", Pt(10.5)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")


FORMS: dict[str, Callable[..., Path]] = {
    "印好任务-一行表头.xlsx": printed_sheet,
    "印好任务-三行表头横向.xlsx": printed_tall_sheet,
    "印好任务-保护.xlsx": printed_protected_sheet,
    "印好任务.docx": printed_word,
    "空表-合计.xlsx": empty_sheet,
    "空表-分部分两张表.xlsx": empty_sections,
    "空表-三行表头.docx": empty_word,
    "空表-两个表.docx": empty_two_tables,
}


if __name__ == "__main__":
    for name, make in FORMS.items():
        print(make(Path(sys.argv[1], name)))
