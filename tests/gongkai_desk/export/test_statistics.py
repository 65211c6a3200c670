"""统计表 on paper: opened again, with its head and foot, its figures as numbers, its charts."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image

from gongkai_desk.domain.figures import (
    Behind,
    Figure,
    FigureBar,
    FigureHead,
    FigureKind,
    FigurePaper,
    FigurePicture,
    FigureRow,
    FigureTable,
)
from gongkai_desk.papers.listed import FIGURES
from gongkai_desk.papers.statistics import figure_rows, setting_of
from tests.papers import Writing

write_docx, write_xlsx, printed_figures = Writing(FIGURES).docx, Writing(FIGURES).xlsx, Writing(FIGURES).pages

HEADS = (
    FigureHead("任务数", FigureKind.COUNT),
    FigureHead("已销号", FigureKind.COUNT),
    FigureHead("办结率", FigureKind.RATE),
    FigureHead("增减", FigureKind.CHANGE, group="已销号"),
    FigureHead("升降", FigureKind.POINTS, group="办结率"),
)


def row(label: str, rate: float | None = 0.5) -> FigureRow:
    told = "—" if rate is None else f"{rate:.1%}"
    return FigureRow(
        label,
        (Figure(12, "12"), Figure(6, "6"), Figure(rate, told), Figure(-2, "减 −2"), Figure(5.25, "升 +5.2")),
    )


def table(units: int = 3, name: str = "责任单位") -> FigureTable:
    return FigureTable(name, HEADS, tuple(row(f"第{number}局") for number in range(units)), row("合计", None))


def a_png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (300, 150), "white").save(made, "PNG")
    return made.getvalue()


def paper(units: int = 3) -> FigurePaper:
    trend = FigureTable("日期", HEADS, (row("2026年5月31日"), row("2026年6月30日")))
    return FigurePaper(
        "2026年云州市政务公开工作要点落实情况统计表（按责任单位）",
        "云州市政府办公室",
        date(2026, 9, 30),
        table(units),
        date(2026, 6, 30),
        ("办结率＝已销号÷（任务数－不涉及）。",),
        (FigurePicture(a_png(), 150, 75, "图1　各责任单位的任务状态"), FigurePicture(a_png(), 150, 400, "图2　走势")),
        trend,
        (FigureBar(1, "1C7040"), FigureBar(0, "566270", "pct10")),
    )


@pytest.fixture
def word(tmp_path: Path) -> Path:
    write_docx(tmp_path / "统计表.docx", paper())
    return tmp_path / "统计表.docx"


def test_head_and_foot_lines_stand_around_the_table(word: Path) -> None:
    told = "\n".join(paragraph.text for paragraph in Document(str(word)).paragraphs)
    assert "填报单位（盖章）：云州市政府办公室" in told
    assert "统计截至2026年9月30日（与2026年6月30日比较）" in told
    assert "注：办结率＝已销号÷（任务数－不涉及）。" in told
    assert "单位负责人（签字）：" in told
    assert told.index("统计截至") < told.index("单位负责人") < told.index("图1") < told.index("各月末情况")


def test_the_table_ends_with_the_total(word: Path) -> None:
    first, trend = Document(str(word)).tables
    cells = [[cell.text for cell in line.cells] for line in first.rows]
    assert cells[0] == ["责任单位", "任务数", "已销号", "办结率", "已销号\n增减", "办结率\n升降"]
    assert cells[-1] == ["合计", "12", "6", "—", "减 −2", "升 +5.2"]
    assert trend.rows[1].cells[0].text == "2026年5月31日"


def test_pictures_have_their_size_and_none_is_higher_than_the_page(word: Path) -> None:
    shapes = Document(str(word)).inline_shapes
    assert [round(shape.width.mm) for shape in shapes][:1] == [150]
    assert all(shape.height.mm <= 225 for shape in shapes)
    assert "图1　各责任单位的任务状态" in zipfile.ZipFile(word).read("word/document.xml").decode()


def test_many_columns_lie_across_a_page() -> None:
    wide = FigureTable("责任单位", HEADS * 3, (FigureRow("第1局", row("").figures * 3),))
    assert not setting_of(table()).leaf.landscape
    across = setting_of(wide)
    assert across.leaf.landscape
    assert sum(column.width for column in across.columns) <= across.leaf.area_width + 0.01


def test_a_workbook_keeps_figures_as_numbers(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "统计表.xlsx", paper())
    work = load_workbook(tmp_path / "统计表.xlsx")["统计表"]
    line = next(cells for cells in work.iter_rows() if cells[0].value == "第0局")
    assert [cell.value for cell in line] == ["第0局", 12, 6, 0.5, -2, 5.2]
    assert [cell.number_format for cell in line[1:4]] == ["0", "0", "0.0%"]
    assert "减" in line[4].number_format
    total = next(cells for cells in work.iter_rows() if cells[0].value == "合计")
    assert total[3].value is None


def test_a_workbook_has_charts_of_its_own(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "统计表.xlsx", paper())
    charts = load_workbook(tmp_path / "统计表.xlsx")["走势"]._charts
    assert [type(chart).__name__ for chart in charts] == ["LineChart", "BarChart"]
    heads = [series.tx.strRef.f.replace("$", "") for series in charts[1].series]
    assert heads == ["'统计表'!C4", "'统计表'!B4"]
    assert charts[1].series[1].graphicalProperties.pattFill.prst == "pct10"


def test_printed_pages_carry_table_charts_and_trend() -> None:
    pages = printed_figures(paper(60)).pages
    told = [ink.text for page in pages for ink in page.inks]
    assert told.count("责任单位") == 3  # its head stands on each page of the table
    assert "各月末情况" in told
    pictures = [picture for page in pages for picture in page.pictures]
    assert len(pictures) == 2
    assert all(picture.box.height < 225 * 72 / 25.4 for picture in pictures)


def test_figures_of_nothing_are_a_paper_too(tmp_path: Path) -> None:
    nothing = FigurePaper("统计表", "", date(2026, 9, 30), FigureTable("责任单位", HEADS, ()))
    write_docx(tmp_path / "空.docx", nothing)
    write_xlsx(tmp_path / "空.xlsx", nothing)
    assert printed_figures(nothing).pages


def test_a_rate_is_rounded_once_by_the_workbook_as_on_paper() -> None:
    facts = FigureTable("责任单位", HEADS, (row("合计", 9 / 51),))  # 17.647 %: 17.6, over 0.1765 it would be 17.7
    assert float(figure_rows(facts)[0].numbers[3]) == 9 / 51


def test_no_column_of_a_workbook_prints_on_a_page_apart(tmp_path: Path) -> None:
    """With other fonts than ours the columns come out wider: the sheet then shrinks to the page's width."""
    write_xlsx(tmp_path / "统计表.xlsx", paper())
    for sheet in load_workbook(tmp_path / "统计表.xlsx"):
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_a_figure_carries_what_it_counts() -> None:
    """Who clicks a figure sees its rows: of a change what came and what went, behind a 0 nothing."""
    counted = Figure(2, "2", Behind(((1, None), (2, 7))))
    changed = Figure(-1, "减 −1", Behind(((1, None),), ((1, None), (2, 7))))
    heads = tuple(FigureHead(text, FigureKind.COUNT) for text in "甲乙丙")
    table = FigureTable("责任单位", heads, (FigureRow("市教育局", (counted, changed, Figure(0, "0"))),))
    (made,) = figure_rows(table)
    assert [[(link.start, link.end, link.counted.keys) for link in links] for links in made.links] == [
        [],
        [(0, 1, ((1, None), (2, 7)))],
        [(0, 4, ((2, 7),))],
        [],
    ]
