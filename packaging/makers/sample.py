"""Make the bundled sample plan of 云州市 in the formats in which offices receive plans: .docx, .xlsx and .pdf.

Usage: python packaging/makers/sample.py    (the .pdf needs LibreOffice; the text file beside it is the source)
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
NAME = "yunzhou-2026"
WIDTHS = (12, 27, 64, 34, 19)  # mm: 序号 任务名称 任务内容 责任单位 时间节点
CENTRED = (0, 4)
Row = list[str]


def main() -> None:
    lines = (SAMPLES / f"{NAME}.txt").read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if "\t" in line)
    last = max(i for i, line in enumerate(lines) if "\t" in line)
    rows = [line.split("\t") for line in lines[first : last + 1]]
    before = [line for line in lines[:first] if line]
    after = [line for line in lines[last + 1 :] if line]
    write_word(SAMPLES / f"{NAME}.docx", before, rows, after)
    write_sheet(SAMPLES / f"{NAME}-table.xlsx", before[-1], rows)
    write_pdf(SAMPLES / f"{NAME}.docx")


def groups(rows: list[Row]) -> list[tuple[int, int]]:
    """Return the row ranges (first, last) whose 任务名称 is one merged cell; the header is row 0."""
    starts = [i for i, row in enumerate(rows) if row[1]]
    return list(zip(starts, [i - 1 for i in starts[1:]] + [len(rows) - 1], strict=True))


def write_word(path: Path, before: list[str], rows: list[Row], after: list[str]) -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    document.core_properties.author = ""
    for text in before:
        add_paragraph(document.add_paragraph(), text)
    add_table(document, rows)
    for text in after:
        add_paragraph(document.add_paragraph(), text)
    document.save(str(path))


def add_paragraph(paragraph: Paragraph, text: str) -> None:
    """Set one paragraph of letter, narrative or annex the way its first characters ask for."""
    font, size, indent, align = style_of(text)
    if text == "附件":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
    set_font(paragraph.add_run(text), font, size)
    paragraph.alignment = align
    paragraph.paragraph_format.line_spacing = Pt(28.95)
    paragraph.paragraph_format.space_after = Pt(0)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)


def style_of(text: str) -> tuple[str, float, bool, WD_ALIGN_PARAGRAPH]:
    left, centre, right = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    if text.endswith(("文件", "任务分解表", "的通知", "年政务公开工作要点")) and "。" not in text:
        return "方正小标宋简体", 22, False, centre
    if text.startswith("云政办发"):
        return "仿宋_GB2312", 16, False, centre
    if text == "附件":
        return "黑体", 16, False, left
    if text in ("云州市人民政府办公室", "2026年3月5日"):
        return "仿宋_GB2312", 16, False, right
    if text.endswith(("：", "印发")):
        return "仿宋_GB2312", 16, False, left
    if text[:1] in "一二三四" and text[1:2] == "、":
        return "黑体", 16, True, left
    return ("楷体_GB2312" if text.startswith("（") else "仿宋_GB2312"), 16, True, left


def set_font(run, font: str, size: float) -> None:
    run.font.size = Pt(size)
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def add_table(document, rows: list[Row]) -> None:
    table = document.add_table(rows=len(rows), cols=len(WIDTHS))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    cells = [list(row.cells) for row in table.rows]
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            fill_cell(cells[i][j], text, head=i == 0, centred=j in CENTRED or i == 0, width=WIDTHS[j])
    for first, last in groups(rows):
        if last > first:
            cells[first][1].merge(cells[last][1])
            tidy(cells[first][1], rows[first][1])
    mark_header(table)


def fill_cell(cell: _Cell, text: str, *, head: bool, centred: bool, width: float) -> None:
    cell.width = Mm(width)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(16)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    set_font(paragraph.add_run(text), "黑体" if head else "仿宋_GB2312", 10.5)


def tidy(cell: _Cell, text: str) -> None:
    """Merging leaves an empty paragraph for every merged row: keep the first."""
    for extra in cell.paragraphs[1:]:
        extra._element.getparent().remove(extra._element)


def mark_header(table: Table) -> None:
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def write_sheet(path: Path, title: str, rows: list[Row]) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "任务分解表"
    sheet.append([title])
    sheet.merge_cells("A1:E1")
    for row in rows:
        sheet.append([int(row[0]) if row[0].isdecimal() else row[0], *row[1:]])
    for first, last in groups(rows):
        if last > first:
            sheet.merge_cells(start_row=first + 2, end_row=last + 2, start_column=2, end_column=2)
    dress(sheet)
    book.properties.creator = ""
    book.save(path)


def dress(sheet) -> None:
    thin = Side(style="thin")
    for width, letter in zip((6, 18, 50, 28, 14), "ABCDE", strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet["A1"].font = Font(name="方正小标宋简体", size=22)


def write_pdf(source: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("soffice is needed for the .pdf")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
             "--outdir", str(source.parent), str(source)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


if __name__ == "__main__":
    main()
