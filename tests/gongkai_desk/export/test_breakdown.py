"""任务分解表: the papers are opened again and looked at."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.sheet import BreakdownStyle, FontScheme, Orientation
from gongkai_desk.papers.ledger import breakdown
from gongkai_desk.papers.listed import BREAKDOWN
from gongkai_desk.parsing.plan import parse
from gongkai_desk.progress import Cancelled, Stage
from gongkai_desk.reading.read import read_document
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import a_plan, a_task
from tests.papers import Writing

BREAKDOWNS = Writing(BREAKDOWN)
WRITERS = {"docx": BREAKDOWNS.docx, "xlsx": BREAKDOWNS.xlsx}
SIGNS = ("=SUM(A1)", "+86", "-1", "@公开", "'甲", "#N/A", "2026-03-05")


def tasks(count: int = 40) -> tuple[Task, ...]:
    """Return tasks in two sections, three to a name, with contents of different lengths."""
    return tuple(
        a_task(
            seq=str(number),
            title=f"规范第{(number - 1) // 3 + 1}项政策发布",
            content=f"第{number}项：" + "集中公开现行有效行政规范性文件，" * (number % 4 + 1),
            section=("一、深化政策公开" if number <= count // 2 else "二、优化平台服务",),
            unit_text=f"市政府办公室牵头，市司法局、第{number}单位落实",
        )
        for number in range(1, count + 1)
    )


def a_paper(*given: Task, **fields: Any) -> BreakdownPaper:
    return BreakdownPaper(a_plan(), given or tasks(), **fields)


def word(tmp_path: Path, *given: Task, **fields: Any) -> Any:
    BREAKDOWNS.docx(tmp_path / "表.docx", a_paper(*given, **fields))
    return docx.Document(str(tmp_path / "表.docx"))


def sheet(tmp_path: Path, *given: Task, **fields: Any) -> Any:
    BREAKDOWNS.xlsx(tmp_path / "表.xlsx", a_paper(*given, **fields))
    return openpyxl.load_workbook(tmp_path / "表.xlsx").worksheets[0]


def rows_of(document: Any) -> list[Any]:
    return list(document.tables[0]._tbl.iter(qn("w:tr")))


def texts(row: Any) -> list[str]:
    return ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]


def values(element: Any, tag: str, name: str) -> list[str]:
    return [found.get(qn(name)) for found in element.iter(qn(tag))]


# ---- Word


def test_the_page_is_the_standards(tmp_path: Path) -> None:
    section = word(tmp_path, first_page=16).sections[0]._sectPr
    margins = section.find(qn("w:pgMar"))
    assert [margins.get(qn(f"w:{side}")) for side in ("top", "bottom", "left", "right")] == [
        "2098",
        "1984",
        "1587",
        "1474",
    ]
    assert section.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"
    assert section.find(qn("w:pgNumType")).get(qn("w:start")) == "16"


def test_a_lying_page_turns_the_margins(tmp_path: Path) -> None:
    section = word(tmp_path, orientation=Orientation.LANDSCAPE).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert [round(x.mm) for x in (section.top_margin, section.bottom_margin, section.left_margin)] == [28, 26, 35]


@pytest.mark.parametrize("orientation", list(Orientation))
def test_columns_fill_the_type_area(tmp_path: Path, orientation: Orientation) -> None:
    document = word(tmp_path, orientation=orientation)
    section = document.sections[0]
    area = (section.page_width - section.left_margin - section.right_margin) / 635
    grid = [int(width) for width in values(document.tables[0]._tbl, "w:gridCol", "w:w")]
    assert sum(grid) == pytest.approx(area, abs=1)


def test_the_head_is_repeated_and_no_row_is_split(tmp_path: Path) -> None:
    head, *others = rows_of(word(tmp_path))
    assert texts(head) == ["序号", "任务名称", "任务内容", "责任单位", "时间节点"]
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in (head, *others[:2])] == [True, False, False]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in (head, *others))
    assert set(values(head.getparent(), "w:trHeight", "w:hRule")) == {"atLeast"}  # what a clerk adds is never cut


def test_names_are_merged_and_stand_again_where_a_page_begins(tmp_path: Path) -> None:
    cells = [row.findall(qn("w:tc"))[1] for row in rows_of(word(tmp_path)) if len(texts(row)) > 1]
    names = ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in cells]
    assert {"restart", None} <= {value for cell in cells for value in values(cell, "w:vMerge", "w:val")}
    shown = [name for name in names if name]
    assert len(names) > len(shown) > len(set(shown))  # merged, and said again where a page ended within an item


def test_a_section_row_goes_over_all_columns(tmp_path: Path) -> None:
    row = rows_of(word(tmp_path))[1]
    assert texts(row) == ["一、深化政策公开"]
    assert values(row, "w:gridSpan", "w:val") == ["5"]


def test_fonts_are_the_official_ones_with_the_chinese_hint(tmp_path: Path) -> None:
    document = word(tmp_path)
    used = values(document.element.body, "w:rFonts", "w:eastAsia")
    assert set(used) == {"方正小标宋简体", "黑体", "仿宋_GB2312"}
    assert set(values(document.element.body, "w:rFonts", "w:hint")) == {"eastAsia"}


def test_the_other_scheme_names_fonts_of_every_windows(tmp_path: Path) -> None:
    document = word(tmp_path, fonts=FontScheme.SYSTEM)
    named = values(document.element.body, "w:rFonts", "w:eastAsia") + values(
        document.styles.element, "w:rFonts", "w:eastAsia"
    )
    assert set(named) == {"宋体", "黑体", "仿宋", "楷体"}


def test_cell_text_leaves_the_line_grid(tmp_path: Path) -> None:
    cell = rows_of(word(tmp_path))[2]
    assert set(values(cell, "w:snapToGrid", "w:val")) == {"0"}
    assert set(values(cell, "w:spacing", "w:line")) == {"320"}


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(tmp_path: Path) -> None:
    document = word(tmp_path)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        assert footer._element.find(f".//{qn('w:jc')}").get(qn("w:val")) == side
        assert values(footer._element, "w:fldSimple", "w:instr") == [" PAGE "]
        assert "".join(t.text for t in footer._element.iter(qn("w:t"))) == "— 1 —"


def test_a_lying_page_has_its_number_at_the_left_edge(tmp_path: Path) -> None:
    section = word(tmp_path, orientation=Orientation.LANDSCAPE).sections[0]
    for header, side in ((section.header, "right"), (section.even_page_header, "left")):
        xml = header._element.xml
        assert 'vert="vert"' in xml
        assert "layout-flow:vertical" in xml
        left, top = (int(found.text) / 36000 for found in header._element.iter(qn("wp:posOffset")))
        width, height = (int(header._element.find(f".//{qn('wp:extent')}").get(name)) / 36000 for name in ("cx", "cy"))
        assert (left + width / 2, top, top + height) == (28, 33, 179)
        assert set(values(header._element, "w:jc", "w:val")) == {side}


def test_annex_title_draft_and_note_stand_above(tmp_path: Path) -> None:
    document = word(tmp_path, annex="附件2", draft=True, note="注：列第一位的为牵头单位。")
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[:5] == [
        "附件2",
        "",
        "云州市2026年政务公开工作要点任务分解表",
        "（征求意见稿）",
        "注：列第一位的为牵头单位。",
    ]


def test_a_row_taller_than_a_page_goes_on_with_its_number_and_name(tmp_path: Path) -> None:
    content = "集中公开。" * 8000
    rows = rows_of(word(tmp_path, a_task(content=content, section=())))[1:]
    told = [texts(row) for row in rows]
    assert "".join(each[2] for each in told) == content
    shown = [each for each in told if each[2]]
    assert len(shown) > 60
    assert {(each[0], each[1]) for each in shown} == {("1", "规范政策发布")}


def test_properties_are_clean(tmp_path: Path) -> None:
    core = word(tmp_path).core_properties
    assert core.title == "云州市2026年政务公开工作要点任务分解表"
    assert (core.author, core.last_modified_by, core.language) == ("", "", "zh-CN")


# ---- Excel


def test_the_sheet_prints_at_a_fixed_scale(tmp_path: Path) -> None:
    work = sheet(tmp_path)
    assert (work.page_setup.paperSize, work.page_setup.orientation, work.page_setup.scale) == (9, "portrait", 100)
    assert not work.sheet_properties.pageSetUpPr.fitToPage
    assert work.print_title_rows == "$4:$4"
    assert work.freeze_panes == "A5"
    assert work.auto_filter.ref is None  # the list beside it has one
    assert work.HeaderFooter.differentOddEven
    assert (work.oddFooter.right.text, work.evenFooter.left.text) == ("— &P —　", "　— &P —")


@pytest.mark.parametrize(("orientation", "area"), [(Orientation.PORTRAIT, 156), (Orientation.LANDSCAPE, 225)])
def test_column_widths_are_the_papers(tmp_path: Path, orientation: Orientation, area: float) -> None:
    work = sheet(tmp_path, orientation=orientation)
    digits = sum(dimension.width for dimension in work.column_dimensions.values())
    assert digits * 8 / 96 * 25.4 == pytest.approx(area)
    assert work.parent._fonts[0].name == "Times New Roman"


def test_no_merge_crosses_a_page_break(tmp_path: Path) -> None:
    work = sheet(tmp_path)
    breaks = [each.id for each in work.row_breaks.brk]
    assert breaks
    merges = [each for each in work.merged_cells.ranges if each.min_row != each.max_row]
    assert not [each for each in merges for row in breaks if each.min_row <= row < each.max_row]
    first_of_pages = [work.cell(row + 1, 2).value or work.cell(row + 1, 1).value for row in breaks]
    assert all(first_of_pages)


def test_every_page_of_the_sheet_holds_its_rows(tmp_path: Path) -> None:
    work = sheet(tmp_path)
    ends = [each.id for each in work.row_breaks.brk] + [work.max_row]
    starts = [1, *(end + 1 for end in ends[:-1])]
    for start, end in zip(starts, ends, strict=True):
        assert sum(work.row_dimensions[row].height for row in range(start, end + 1)) <= 225 / 25.4 * 72


def test_section_rows_are_centred_across_all_columns_without_a_merge(tmp_path: Path) -> None:
    work = sheet(tmp_path)
    assert work["A5"].value == "一、深化政策公开"
    assert {cell.alignment.horizontal for cell in work[5]} == {"centerContinuous"}
    assert not [each for each in work.merged_cells.ranges if each.min_row == 5]
    ruled = [(bool(cell.border.left), bool(cell.border.right)) for cell in work[5]]
    assert ruled == [(True, False), *[(False, False)] * 3, (False, True)]


def listed(tmp_path: Path, *given: Task, **fields: Any) -> Any:
    BREAKDOWNS.xlsx(tmp_path / "表.xlsx", a_paper(*given, **fields))
    return openpyxl.load_workbook(tmp_path / "表.xlsx")["明细"]


def test_a_list_beside_the_official_sheet_has_one_full_row_a_task(tmp_path: Path) -> None:
    work = listed(tmp_path)
    assert work["A2"].value == "一项任务一行，供筛选、排序；内容同“任务分解表”工作表。"
    assert [cell.value for cell in work[3]][:3] == ["所属部分", "序号", "任务名称"]
    rows = [[cell.value for cell in row] for row in work.iter_rows(min_row=4)]
    assert len(rows) == 40
    assert all(row[0] and row[2] for row in rows)  # a name is said in every row that it covers
    assert not [each for each in work.merged_cells.ranges if each.min_row > 2]
    assert work.auto_filter.ref == f"A3:F{work.max_row}"


def test_a_heading_that_is_printed_again_is_one_section_of_the_list(tmp_path: Path) -> None:
    given = [a_task(section=path) for path in (("二、甲",), ("二、甲", "（一）乙"), ("二、甲",))]
    work = listed(tmp_path, *given, style=BreakdownStyle.FIVE)
    assert [row[0].value for row in work.iter_rows(min_row=4)] == ["二、甲", "二、甲\n（一）乙", "二、甲"]


def test_of_two_sheets_with_the_same_tasks_one_is_read(tmp_path: Path) -> None:
    BREAKDOWNS.xlsx(tmp_path / "表.xlsx", a_paper())
    draft = parse(read_document(tmp_path / "表.xlsx"), UnitDirectory.usual(), Workdays.usual())
    assert [len(part.tasks) for part in draft.parts] == [40]
    assert draft.losses == ()


def test_the_list_is_read_where_the_official_sheet_is_gone(tmp_path: Path) -> None:
    BREAKDOWNS.xlsx(tmp_path / "表.xlsx", a_paper())
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    del book["任务分解表"]
    book.save(tmp_path / "表.xlsx")
    assert [task.content for task in read_back(tmp_path / "表.xlsx")] == [task.content for task in tasks()]


def test_what_was_written_into_the_list_alone_is_told(tmp_path: Path) -> None:
    BREAKDOWNS.xlsx(tmp_path / "表.xlsx", a_paper())
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    book["明细"]["D5"] = "另外加的一句"
    book.save(tmp_path / "表.xlsx")
    draft = parse(read_document(tmp_path / "表.xlsx"), UnitDirectory.usual(), Workdays.usual())
    assert [(loss.where, loss.what) for loss in draft.losses] == [("明细!D5", "只在“明细”里有，没有采用：另外加的一句")]


@pytest.mark.parametrize("sign", SIGNS)
def test_text_stays_text_in_excel(tmp_path: Path, sign: str) -> None:
    cell = sheet(tmp_path, a_task(content=sign, section=()))["C5"]
    assert (cell.value, cell.data_type) == (sign, "s")
    assert cell.quotePrefix == (sign[0] in "=+-@")


@pytest.mark.parametrize(("length", "kind"), [(255, "@"), (256, "General")])
def test_only_short_texts_have_the_text_format(tmp_path: Path, length: int, kind: str) -> None:
    assert sheet(tmp_path, a_task(content="字" * length, section=()))["C5"].number_format == kind


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    task = a_task(content="公\x00开\x0b内\ud800容", section=())
    assert sheet(tmp_path, task)["C5"].value == "公开\n内容"
    assert texts(rows_of(word(tmp_path, task))[1])[2] == "公开内容"


@pytest.mark.parametrize("length", [500, 32767, 32768, 100_000])
def test_no_character_of_a_long_cell_is_lost(tmp_path: Path, length: int) -> None:
    content = ("集中公开现行有效行政规范性文件。" * (length // 16 + 1))[:length]
    work = sheet(tmp_path, a_task(content=content, section=()))
    cells = [work.cell(row, 3) for row in range(5, work.max_row + 1)]
    assert "".join(cell.value or "" for cell in cells) == content
    assert max(work.row_dimensions[row].height for row in range(1, work.max_row + 1)) <= 409.5


def test_the_workbook_names_no_foreign_author(tmp_path: Path) -> None:
    sheet(tmp_path)
    with zipfile.ZipFile(tmp_path / "表.xlsx") as package:
        assert b"openpyxl" not in package.read("docProps/core.xml")


# ---- both


@pytest.mark.parametrize("style", list(BreakdownStyle))
@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_paper_is_read_back_without_loss(tmp_path: Path, kind: str, style: BreakdownStyle) -> None:
    given = [
        a_task(
            seq=str(n // 2), content=f"第{n}段工作。\n再做第{n}件事。", unit_text=UNIT_TEXT[style], title=f"甲{n // 2}"
        )
        for n in range(2, 12)
    ]
    WRITERS[kind](tmp_path / f"表.{kind}", a_paper(*given, style=style))
    assert [facts(task) for task in read_back(tmp_path / f"表.{kind}")] == [facts(task) for task in given]


@pytest.mark.parametrize("style", list(BreakdownStyle))
@pytest.mark.parametrize("kind", list(WRITERS))
def test_other_columns_of_the_plan_are_printed_where_wished(tmp_path: Path, kind: str, style: BreakdownStyle) -> None:
    given = [
        a_task(seq=str(n), title=f"甲{n}", content=f"第{n}项工作。", unit_text=UNIT_TEXT[style], extra=extra)
        for n, extra in enumerate([{"资金来源": "本级财政"}, {"资金来源": "上级补助", "包联领导": "王芳"}, {}], start=1)
    ]
    WRITERS[kind](tmp_path / f"表.{kind}", a_paper(*given, style=style, other=True))
    found = read_back(tmp_path / f"表.{kind}")
    assert [facts(task) for task in found] == [facts(task) for task in given]
    assert [task.extra for task in found] == [
        {"其他栏目": "资金来源：本级财政"},
        {"其他栏目": "资金来源：上级补助\n包联领导：王芳"},
        {},
    ]


def test_usually_they_are_not_printed() -> None:
    paper = a_paper(a_task(extra={"资金来源": "本级财政"}))
    assert paper.other_columns == ("资金来源",)
    assert [column.title for column in breakdown(paper).columns][-1] == "时间节点"
    assert [column.title for column in breakdown(replace(paper, other=True)).columns][-1] == "其他栏目"


UNIT_TEXT = {
    BreakdownStyle.FIVE: "市政府办公室牵头，市司法局落实",
    BreakdownStyle.ITEM: "牵头部门：市政府办公室；责任单位：市司法局",
}


def facts(task: Task) -> tuple[object, ...]:
    return (
        task.seq,
        task.section,
        task.title,
        task.content,
        task.lead,
        task.responsible,
        task.unit_text,
        task.deadline.text,
    )


def read_back(path: Path) -> tuple[Task, ...]:
    draft = parse(read_document(path), UnitDirectory.usual(), Workdays.usual())
    return draft.parts[0].tasks


@pytest.mark.parametrize("kind", list(WRITERS))
def test_sections_are_read_back_where_the_path_gets_shorter(tmp_path: Path, kind: str) -> None:
    paths = [("二、促进发展", "（三）推进规划公开"), ("二、促进发展",), ("二、促进发展",), ("三、改善民生",)]
    given = [a_task(seq=str(n), title=f"推进第{n}项公开", section=path) for n, path in enumerate(paths, 1)]
    WRITERS[kind](tmp_path / f"表.{kind}", a_paper(*given, style=BreakdownStyle.FIVE))
    assert [task.section for task in read_back(tmp_path / f"表.{kind}")] == paths


def test_a_title_of_several_lines_is_one_paragraph(tmp_path: Path) -> None:
    title = "云州市高新技术产业开发区2026年政务公开标准化规范化工作要点任务分解表"
    lines = ["云州市高新技术产业开发区2026年", "政务公开标准化规范化工作要点任务分解表"]
    assert word(tmp_path, a_task(), title=title).paragraphs[2].text.split("\n") == lines
    assert sheet(tmp_path, a_task(), title=title)["A3"].value.split("\n") == lines


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_cancelled_paper_leaves_what_stood_there(tmp_path: Path, write: Callable[..., None]) -> None:
    def cancel(stage: Stage, done: int, total: int) -> None:
        raise Cancelled

    target = tmp_path / "表.out"
    target.write_text("旧")
    with pytest.raises(Cancelled):
        write(target, a_paper(), cancel)
    assert [path.read_text() for path in files(tmp_path)] == ["旧"]


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file())


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_plan_without_tasks_gives_an_empty_table(tmp_path: Path, write: Callable[..., None]) -> None:
    write(tmp_path / "表.out", BreakdownPaper(a_plan(), ()))
    assert (tmp_path / "表.out").stat().st_size > 1000


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_title_of_several_lines_is_read_back_as_one(tmp_path: Path, kind: str) -> None:
    title = "云州市高新技术产业开发区2026年政务公开标准化规范化工作要点任务分解表"
    WRITERS[kind](tmp_path / f"表.{kind}", a_paper(a_task(), title=title, draft=True))
    draft = parse(read_document(tmp_path / f"表.{kind}"), UnitDirectory.usual(), Workdays.usual())
    assert draft.plans[0].title == title
