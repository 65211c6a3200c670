"""Papers as PDF: pages, text, fonts; beside what LibreOffice makes of the Word paper."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PySide6.QtGui import QFontDatabase, QPainter, QPicture
from PySide6.QtWidgets import QApplication

from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.sheet import BreakdownStyle, FontScheme, Orientation
from gongkai_desk.errors import NoPermission
from gongkai_desk.papers.listed import BREAKDOWN
from gongkai_desk.progress import Cancelled
from gongkai_desk.services.intake.reading import ReadOptions, chosen_part, read_plan
from gongkai_desk.workdays import Workdays
from tests.builders import a_plan, a_task
from tests.papers import Writing
from ui.printing import painter
from ui.printing.painter import family, paint_page
from ui.printing.pdf import missing_fonts, write_pdf

printed_breakdown = Writing(BREAKDOWN).pages


def bare(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def small(count: int = 30, **fields: Any) -> BreakdownPaper:
    made = [
        a_task(seq=str(n), section=(), title="公开户主目录", content=f"第{n}项：按月——公布“结果”。" * 3)
        for n in range(1, count + 1)
    ]
    return BreakdownPaper(a_plan(), made, **fields)


@pytest.fixture
def pdf(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    write_pdf(printed_breakdown(small()), tmp_path / "表.pdf")
    with pdfplumber.open(tmp_path / "表.pdf") as opened:
        yield opened


def test_the_text_is_that_of_the_tasks(pdf: Any) -> None:
    rows = [row for page in pdf.pages for row in page.find_tables()[0].extract()[1:]]
    assert [bare(row[2]) for row in rows] == [task.content for task in small().tasks]
    assert {bare(row[1]) for row in rows if row[1]} == {"公开户主目录"}


def test_every_page_begins_with_head_and_name(pdf: Any) -> None:
    assert len(pdf.pages) > 2
    for page in pdf.pages:
        head, first, *_ = page.find_tables()[0].extract()
        assert [bare(cell) for cell in head] == ["序号", "任务名称", "任务内容", "责任单位", "时间节点"]
        assert bare(first[1]) == "公开户主目录"


def test_pages_are_a4_and_bear_their_title(pdf: Any) -> None:
    assert [round(float(side) * 25.4 / 72) for side in pdf.pages[0].mediabox[2:]] == [210, 297]
    assert pdf.metadata["Title"] == "云州市2026年政务公开工作要点任务分解表"


def test_all_fonts_are_in_the_file(pdf: Any) -> None:
    fonts = [font.resolve() for page in pdf.pages for font in page.page_obj.resources["Font"].values()]
    inner = [font["DescendantFonts"][0].resolve() for font in fonts if "DescendantFonts" in font]
    assert len(inner) == len(fonts) > 0
    for each in inner:
        assert {"FontFile", "FontFile2", "FontFile3"} & set(each["FontDescriptor"].resolve())


def test_columns_are_as_wide_as_the_standard_says(pdf: Any) -> None:
    edges = sorted({round(cell[0], 1) for cell in pdf.pages[1].find_tables()[0].cells})
    assert [round((b - a) * 25.4 / 72) for a, b in pairwise(edges)] == [12, 27, 64, 34]


def test_no_text_leaves_its_cell_where_a_wider_font_stands_in(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = painter.advance
    monkeypatch.setattr(painter, "advance", lambda name, size, char: plain(name, size, char) * 1.2)
    write_pdf(printed_breakdown(small(12)), tmp_path / "宽.pdf")
    with pdfplumber.open(tmp_path / "宽.pdf") as opened:
        for page in opened.pages:
            cells = [cell for table in page.find_tables() for cell in table.cells]
            places = [((c["x0"] + c["x1"]) / 2, c["top"], c["bottom"]) for c in page.chars if c["size"] < 11]
            inner = [p for p in places if cells[0][1] < p[1] < max(cell[3] for cell in cells)]
            assert inner
            assert all(
                any(x0 < x < x1 and y0 - 1 <= top and bottom <= y1 + 1 for x0, y0, x1, y1 in cells)
                for x, top, bottom in inner
            )


def test_what_cannot_be_written_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(NoPermission):
        write_pdf(printed_breakdown(small(1)), tmp_path / "没有" / "表.pdf")


def test_a_cancelled_pdf_leaves_what_was_there(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "表.pdf"
    target.write_bytes(b"old")

    def stop(*step: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(printed_breakdown(small()), target, stop)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.glob("*.pdf")) == [target]


def test_a_missing_official_font_is_named_and_another_stands_in(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {"FangSong", "SimHei", "Times New Roman", "SimSun"}
    monkeypatch.setattr(QFontDatabase, "hasFamily", lambda name: name in here)
    family.cache_clear()
    try:
        assert missing_fonts(printed_breakdown(small(1))) == ("方正小标宋简体", "仿宋_GB2312")
        assert missing_fonts(printed_breakdown(small(1, fonts=FontScheme.SYSTEM))) == ()
        assert family("仿宋_GB2312") == "FangSong"
    finally:
        family.cache_clear()


def test_a_pdf_is_written_while_the_window_paints_the_same_fonts(qapp: QApplication, tmp_path: Path) -> None:
    paper = printed_breakdown(small())
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(write_pdf, paper, tmp_path / "表.pdf")
        picture = QPicture()
        painter = QPainter(picture)
        while not job.done():
            paint_page(painter, paper, paper.pages[0], 1.0)
        painter.end()
    assert job.exception() is None
    with pdfplumber.open(tmp_path / "表.pdf") as pdf:
        assert len(pdf.pages) == len(paper.pages)


@pytest.mark.parametrize(
    ("file", "style", "way", "pages", "rows"),
    [
        ("shanghai-2022-table.docx", BreakdownStyle.FIVE, Orientation.PORTRAIT, 15, 121),
        ("shenyang-2022.docx", BreakdownStyle.ITEM, Orientation.LANDSCAPE, 9, 49),
    ],
    ids=["shanghai", "shenyang"],
)
def test_the_real_tables_in_print(
    qapp: QApplication,
    shared_plans: Path,
    tmp_path: Path,
    file: str,
    style: BreakdownStyle,
    way: Orientation,
    pages: int,
    rows: int,
) -> None:
    draft = read_plan(shared_plans / "files" / file, ReadOptions(Workdays.usual()))
    part = draft.parts[chosen_part(draft, None)]
    paper = BreakdownPaper(draft.plans[part.plan], part.tasks, style, orientation=way)
    write_pdf(printed_breakdown(paper), tmp_path / "表.pdf")
    with pdfplumber.open(tmp_path / "表.pdf") as pdf:
        column = 2 if style is BreakdownStyle.FIVE else 1
        found = [row for page in pdf.pages for row in page.find_tables()[0].extract()[1:]]
        assert len(pdf.pages) == pages  # as LibreOffice breaks the Word paper
        contents = [bare(row[column]) for row in found if row[column]]
    assert contents == [bare(task.content) for task in part.tasks]
    assert len(contents) == rows
