"""Workbooks with a sheet per section or per unit, with filters left on, rows hidden, text struck through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desk.domain.draft import DoubtKind, Draft
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_document
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

HEAD = ("序号", "任务名称", "任务内容", "责任单位", "完成时限")
Make = Callable[..., Draft]
Rows = list[tuple[object, ...]]


def parsed(path: Path) -> Draft:
    return parse(read_document(path), UnitDirectory.usual(), Workdays.usual())


@pytest.fixture
def book(tmp_path: Path) -> Make:
    """Read a workbook of sheets: name → (title or nothing, rows)."""

    def made(sheets: dict[str, tuple[str, Rows]], head: tuple[str, ...] = HEAD) -> Draft:
        work = Workbook()
        work.remove(work.active)
        for name, (title, rows) in sheets.items():
            sheet = work.create_sheet(name)
            if title:
                sheet.append([title])
                sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
            for row in (head, *rows):
                sheet.append(row)
        work.save(tmp_path / "表.xlsx")
        return parsed(tmp_path / "表.xlsx")

    return made


def row(number: int, name: str, unit: str = "市住建局") -> tuple[object, ...]:
    return number, name, f"按时办好{name}。", unit, "9月底前"


TITLES = {
    "each with its part in brackets": ("云州市2026年重点任务分解表（{}）",),
    "each the same": ("云州市2026年重点任务分解表",),
    "none": ("",),
}


@pytest.mark.parametrize("title", [title for (title,) in TITLES.values()], ids=TITLES)
@pytest.mark.parametrize("names", [("一、政策公开", "二、平台建设"), ("政策公开", "平台建设"), ("民生类", "环保类")])
def test_sheets_of_one_plan_are_its_sections(book: Make, title: str, names: tuple[str, str]) -> None:
    one, two = names
    read = book(
        {one: (title.format(one), [row(1, "甲事"), row(2, "乙事")]), two: (title.format(two), [row(1, "丙事")])}
    )
    (part,) = read.parts
    assert [(task.section, task.title) for task in part.tasks] == [((one,), "甲事"), ((one,), "乙事"), ((two,), "丙事")]
    assert not [doubt for doubt in part.doubts if doubt.kind in (DoubtKind.NUMBER_GAP, DoubtKind.NUMBER_REPEAT)]
    if title:
        assert part.title == "云州市2026年重点任务分解表"


def test_sheets_of_units_name_who_is_responsible(book: Make) -> None:
    head = ("序号", "任务名称", "任务内容", "完成时限")
    rows: Rows = [(1, "甲事", "办好甲事。", "6月底前"), (2, "乙事", "办好乙事。", "全年")]
    (part,) = book({"市教育局": ("", rows), "市民政局": ("", rows[:1])}, head).parts
    assert [task.responsible for task in part.tasks] == [("市教育局",), ("市教育局",), ("市民政局",)]
    assert [task.section for task in part.tasks] == [()] * 3


@pytest.mark.parametrize("names", [("Sheet1", "Sheet2"), ("工作表1", "工作表2"), ("表1", "表2")])
def test_a_name_that_says_nothing_is_no_section(book: Make, names: tuple[str, str]) -> None:
    title = "云州市2026年重点任务分解表"
    (part,) = book({names[0]: (title, [row(1, "甲事")]), names[1]: (title, [row(2, "乙事")])}).parts
    assert [(task.section, task.title) for task in part.tasks] == [((), "甲事"), ((), "乙事")]


def test_a_single_sheet_is_no_section(book: Make) -> None:
    (part,) = book({"一、政策公开": ("云州市2026年重点任务分解表", [row(1, "甲事")])}).parts
    assert [task.section for task in part.tasks] == [()]


def test_sheets_of_several_plans_are_offered_and_told(book: Make) -> None:
    read = book(
        {
            "要点": ("云州市2026年政务公开工作要点任务分解表", [row(1, "甲事"), row(2, "乙事")]),
            "实事": ("白河区2025年民生实事项目清单", [row(1, "丙事")]),
        }
    )
    assert [len(part.tasks) for part in read.parts] == [2, 1]
    assert [doubt.text for doubt in read.doubts if doubt.kind is DoubtKind.PARTS_APART] == [
        "云州市2026年政务公开工作要点任务分解表（2项）、白河区2025年民生实事项目清单（1项）"
    ]


def test_a_sheet_with_all_rows_beside_sheets_of_parts_counts_once(book: Make) -> None:
    title = "云州市2026年重点任务分解表"
    whole = [row(1, "甲事"), row(2, "乙事"), row(3, "丙事")]
    read = book({"总表": (title, whole), "甲类": (title, whole[:2]), "乙类": (title, whole[2:])})
    assert [task.title for task in read.parts[0].tasks] == ["甲事", "乙事", "丙事"]


# --------------------------------------------------------------------------- filters and hidden rows


def filtered(path: Path, hide: Callable[[Worksheet], None]) -> list[str | None]:
    work = Workbook()
    sheet = work.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "分解表"
    for each in (HEAD, row(1, "甲事"), row(2, "乙事", "市教育局"), row(3, "丙事"), row(4, "丁事", "市财政局")):
        sheet.append(each)
    hide(sheet)
    work.save(path)
    (part,) = parsed(path).parts
    return [task.title for task in part.tasks]


def by_value(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:E5"
    sheet.auto_filter.add_filter_column(3, ["市住建局"])
    for number in (3, 5):
        sheet.row_dimensions[number].hidden = True


def by_value_and_hand(sheet: Worksheet) -> None:
    by_value(sheet)
    sheet.row_dimensions[4].hidden = True


def by_hand(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:E5"
    sheet.row_dimensions[3].hidden = True


def by_hand_alone(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


@pytest.mark.parametrize(
    ("hide", "wanted"),
    [
        (by_value, ["甲事", "乙事", "丙事", "丁事"]),
        (by_value_and_hand, ["甲事", "乙事", "丁事"]),
        (by_hand, ["甲事", "丙事", "丁事"]),
        (by_hand_alone, ["甲事", "丙事", "丁事"]),
    ],
)
def test_rows_that_only_a_filter_hides_count(
    tmp_path: Path, hide: Callable[[Worksheet], None], wanted: list[str]
) -> None:
    assert filtered(tmp_path / "表.xlsx", hide) == wanted


def test_rows_hidden_by_hand_are_told(tmp_path: Path) -> None:
    filtered(tmp_path / "表.xlsx", by_hand)
    (loss,) = parsed(tmp_path / "表.xlsx").losses
    assert "第3行" in loss.what


# --------------------------------------------------------------------------- struck-out text


def struck_book(path: Path) -> Draft:
    work = Workbook()
    sheet = work.active
    assert isinstance(sheet, Worksheet)
    for each in (HEAD, row(1, "甲事"), row(2, "乙事"), row(3, "丙事")):
        sheet.append(each)
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    work.save(path)
    return parsed(path)


def struck_table(path: Path) -> Draft:
    paper = docx.Document()
    paper.add_paragraph("云州市2026年重点任务分解表")
    table = paper.add_table(0, 5)
    for number, each in enumerate((HEAD, row(1, "甲事"), row(2, "乙事"), row(3, "丙事"))):
        for cell, text in zip(table.add_row().cells, each, strict=True):
            cell.paragraphs[0].add_run(str(text)).font.strike = number == 2 or None
    paper.save(str(path))
    return parsed(path)


def struck_prose(path: Path) -> Draft:
    paper = docx.Document()
    for text in ("云州市2026年重点工作要点", "一、推进公开"):
        paper.add_paragraph(text)
    for number, name in enumerate(("甲事", "乙事", "丙事"), 1):
        line = paper.add_paragraph(f"{number}.办好{name}，按时完成。")
        line.add_run(f"逐月通报{name}进展。").font.double_strike = number == 2 or None
        line.add_run("（市住建局负责）")
    paper.save(str(path))
    return parsed(path)


@pytest.mark.parametrize(
    ("make", "name", "quoted"),
    [
        (struck_book, "表.xlsx", "乙事"),
        (struck_table, "表.docx", "乙事"),
        (struck_prose, "文.docx", "逐月通报乙事进展。"),
    ],
)
def test_struck_out_text_is_told_on_its_task(
    tmp_path: Path, make: Callable[[Path], Draft], name: str, quoted: str
) -> None:
    (part,) = make(tmp_path / name).parts
    (doubt,) = [doubt for doubt in part.doubts if doubt.kind is DoubtKind.STRUCK_OUT]
    assert doubt.task == 1
    assert quoted in doubt.text
    assert doubt.source


@pytest.mark.parametrize(
    "mark", ["<s>{}</s>", "<del>{}</del>", '<span style="text-decoration: line-through">{}</span>']
)
def test_struck_out_text_of_a_web_page_is_told(tmp_path: Path, mark: str) -> None:
    cells = [[str(each) for each in row(number, name)] for number, name in enumerate(("甲事", "乙事", "丙事"), 1)]
    cells[1] = [mark.format(text) for text in cells[1]]
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in each) + "</tr>" for each in (HEAD, *cells))
    path = tmp_path / "页.html"
    path.write_text(f"<html><body><p>云州市2026年重点任务分解表</p><table>{rows}</table></body></html>", "utf-8")
    (part,) = parsed(path).parts
    assert [doubt.task for doubt in part.doubts if doubt.kind is DoubtKind.STRUCK_OUT] == [1]
