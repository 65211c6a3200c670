"""工作台账: the papers are opened again and looked at."""

from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from gongkai_desk.domain.papers import LedgerEntry, LedgerPaper
from gongkai_desk.domain.sheet import LEDGER_COLUMNS, PaperSize
from gongkai_desk.papers.listed import LEDGER
from tests.builders import a_plan, a_task
from tests.papers import Writing

HEADS = [column.title.replace("（及电话）", "及电话") for column in LEDGER_COLUMNS]
DAY = date(2026, 3, 5)
LEDGERS = Writing(LEDGER)


def a_paper(**fields: Any) -> LedgerPaper:
    entries = tuple(
        LedgerEntry(
            a_task(seq=str(number), section=()),
            "李明\n0571-1234",
            "已公开12件。",
            "推进中",
            "公报第5期",
            "16家已报14家",
        )
        for number in range(1, 20)
    )
    return LedgerPaper(**({"plan": a_plan(), "entries": entries, "as_of": DAY, "unit": "市政府办公室"} | fields))


def word(tmp_path: Path, **fields: Any) -> Any:
    LEDGERS.docx(tmp_path / "台账.docx", a_paper(**fields))
    return docx.Document(str(tmp_path / "台账.docx"))


def sheet(tmp_path: Path, **fields: Any) -> Any:
    LEDGERS.xlsx(tmp_path / "台账.xlsx", a_paper(**fields))
    return openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]


@pytest.mark.parametrize(("paper", "size", "area"), [(PaperSize.A4, (297, 210), 225), (PaperSize.A3, (420, 297), 348)])
def test_the_page_lies_and_the_columns_fill_it(
    tmp_path: Path, paper: PaperSize, size: tuple[int, int], area: int
) -> None:
    document = word(tmp_path, paper=paper)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    grid = [int(column.get(qn("w:w"))) for column in document.tables[0]._tbl.iter(qn("w:gridCol"))]
    assert sum(grid) / 1440 * 25.4 == pytest.approx(area, abs=0.05)


def test_head_and_foot_lines_stand_round_the_table(tmp_path: Path) -> None:
    said = [paragraph.text for paragraph in word(tmp_path, reported=DAY, internal=True).paragraphs]
    assert said == [
        "内部资料　注意保存",
        "云州市2026年政务公开工作台账",
        "填报单位（盖章）：市政府办公室\t填报日期：2026年3月5日　　截至2026年3月5日",
        "单位负责人（签字）：\t审核人：\t填报人：\t联系电话：",
    ]


def test_every_fact_has_its_column(tmp_path: Path) -> None:
    rows = [row.cells for row in word(tmp_path).tables[0].rows[:2]]
    assert [cell.text.replace("\n", "") for cell in rows[0]] == HEADS
    assert [cell.text for cell in rows[1]] == [
        "1",
        "规范政策发布",
        "集中公开现行有效行政规范性文件",
        "市政府办公室",
        "市司法局",
        "李明\n0571-1234",
        "9月底前",
        "已公开12件。",
        "推进中",
        "公报第5期",
        "16家已报14家",
    ]


def test_pages_are_counted_in_the_foot(tmp_path: Path) -> None:
    section = word(tmp_path).sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))] == [
            " PAGE ",
            " NUMPAGES ",
        ]
        assert "".join(t.text for t in footer._element.iter(qn("w:t"))) == "第1页　共1页"


def test_the_sheet_has_the_same_lines_and_freezes_number_and_name(tmp_path: Path) -> None:
    work = sheet(tmp_path)
    assert work["A1"].value == "云州市2026年政务公开工作台账"
    assert [cell.value for cell in work[2] if cell.value] == [
        "填报单位（盖章）：市政府办公室",
        "填报日期：　　　　年　　月　　日　　截至2026年3月5日",
    ]
    assert [(cell.value or "").replace("\n", "") for cell in work[3]] == HEADS
    assert [cell.value for cell in work[work.max_row] if cell.value] == [
        "单位负责人（签字）：",
        "审核人：",
        "填报人：",
        "联系电话：",
    ]
    assert (work.freeze_panes, work.print_title_rows) == ("C4", "$3:$3")
    assert work.auto_filter.ref is None  # the list beside it has one
    assert work.oddFooter.center.text == "第&P页　共&N页"


def told_by_many(**fields: Any) -> LedgerPaper:
    told = "\n".join(
        f"市第{n}局：已在门户网站开设专栏并发布信息{n}条，组织两次业务培训，下一步继续推进。" for n in range(60)
    )
    names = "集中公开", "规范政策发布", "做好解读"
    tasks = [a_task(seq=str(n), title=name, section=()) for n, name in enumerate(names, 1)]
    entries = tuple(LedgerEntry(task, progress=told if task.seq == "2" else "在办。") for task in tasks)
    return a_paper(entries=entries, **fields)


def test_a_task_that_many_units_told_of_bears_its_number_and_name_on_every_page() -> None:
    pages = LEDGERS.pages(told_by_many()).pages
    texts = [[ink.text for ink in page.inks] for page in pages]
    assert len(pages) > 3
    assert all("2" in each and "规范政策发布" in each for each in texts)
    said = "".join(ink.text for page in pages for ink in page.inks if "门户网站" in ink.text)
    assert [f"发布信息{n}条，" in said.replace("\n", "") for n in range(60)] == [True] * 60


def test_no_rule_goes_through_the_text_of_a_task_on_a_page() -> None:
    middle = LEDGERS.pages(told_by_many()).pages[1]
    below_head = {round(frame.top) for frame in middle.frames} - {min(round(frame.top) for frame in middle.frames)}
    assert len(below_head) == 1


def test_a_workbook_tells_the_same_on_the_same_pages(tmp_path: Path) -> None:
    LEDGERS.xlsx(tmp_path / "台账.xlsx", told_by_many())
    work = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]
    told = [(row[0].value, row[1].value, row[7].value) for row in work.iter_rows(min_row=4) if row[7].value]
    assert "".join(said for number, _, said in told if number == "2").count("门户网站") == 60
    assert {name for number, name, _ in told if number == "2"} == {"规范政策发布"}
    assert max(row.height or 0 for row in work.row_dimensions.values()) < 409.5
