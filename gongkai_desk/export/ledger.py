"""工作台账 as Word and Excel: landscape, head and foot lines for the seal and the signatures (DOMAIN §7)."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from gongkai_desk.domain.columns import Align, Column, ColumnKey, widths
from gongkai_desk.domain.papers import LedgerEntry, LedgerPaper, Orientation
from gongkai_desk.export.page import FIGURES, FONTS, TYPE, Leaf, leaf, points, twips
from gongkai_desk.export.paging import Row
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.sheet_kit import Line, Piece, Sheet, write_sheet
from gongkai_desk.export.table_rows import Record, sequence, table_rows, task_text
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_table import WordTable, placed_rows, table_xml
from gongkai_desk.export.word_text import paragraph_xml, run_xml, title_xml
from gongkai_desk.progress import Progress, silent

INTERNAL = "内部资料　注意保存"
SIGNATURES = ("单位负责人（签字）：", "审核人：", "填报人：", "联系电话：")
SIGNATURE_PLACES = (0.0, 0.34, 0.56, 0.78)
"""Where each begins, in parts of the width: the first is the longest and is signed by hand."""
_PAGE_COUNT = "第&P页　共&N页"


def ledger_rows(paper: LedgerPaper) -> list[Row]:
    """Return the rows of the ledger, section rows among them."""
    numbers = sequence([entry.task for entry in paper.entries])
    columns = paper.columns
    records = [_record(entry, number, columns) for entry, number in zip(paper.entries, numbers, strict=True)]
    return table_rows(records, columns)


def _record(entry: LedgerEntry, number: str, columns: Sequence[Column]) -> Record:
    own = {
        ColumnKey.SEQ: number,
        ColumnKey.CONTACT: entry.contact,
        ColumnKey.PROGRESS: entry.progress,
        ColumnKey.STATE: entry.state,
        ColumnKey.EVIDENCE: entry.evidence,
        ColumnKey.REMARK: entry.remark,
        ColumnKey.LIGHT: entry.light,
        ColumnKey.PROBLEMS: entry.problems,
        ColumnKey.NEXT_STEPS: entry.next_steps,
        ColumnKey.CLOSED: entry.closed,
    }
    keys = (column.key for column in columns)
    return Record(entry.task, tuple(plain_text(own[key]) if key in own else task_text(entry.task, key) for key in keys))


def chinese_date(day: date) -> str:
    """Return a date as papers print it: 2026年3月5日, without zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def write_docx(path: Path, paper: LedgerPaper, progress: Progress = silent) -> None:
    """Write the ledger as a Word paper.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    page = _leaf(paper)
    word = WordPaper(paper.fonts, paper.heading)
    word.set_page(page, grid=False)
    word.count_pages()
    table = _word_table(paper, page, word)
    above, taken = _above(paper, page, word)
    foot = FIGURES.foot_gap + FIGURES.head_line
    rows = placed_rows(table, ledger_rows(paper), page, above=taken, foot=foot)
    word.add(above + table_xml(table, rows, progress) + signature_xml(page, word))
    word.save(path)


def _leaf(paper: LedgerPaper) -> Leaf:
    return leaf(Orientation.LANDSCAPE, paper.paper)


def _word_table(paper: LedgerPaper, page: Leaf, word: WordPaper) -> WordTable:
    return WordTable(
        heads=tuple(column.title for column in paper.columns),
        widths=widths(paper.columns, landscape=True, area=page.area_width),
        aligns=tuple(column.align for column in paper.columns),
        face=TYPE[paper.size],
        side=FIGURES.ledger_side,
        fonts=word.fonts,
    )


def _above(paper: LedgerPaper, page: Leaf, word: WordPaper) -> tuple[str, float]:
    """Return what stands above the table, and its height in points: 内部资料, title, who reports up to when."""
    fonts, parts, height = word.fonts, [], 0.0
    if paper.internal:
        parts.append(paragraph_xml(run_xml(INTERNAL, fonts.head, FIGURES.head_line_size, fonts), "GKLine"))
        height += FIGURES.head_line
    lines = title_lines(paper.heading, points(page.area_width) / FIGURES.title_size)
    parts.append(title_xml(lines, fonts))
    left, right = head_texts(paper)
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(page.area_width)}"/></w:tabs>'
    parts.append(paragraph_xml(_tabbed((left, right), word), "GKLine", stop))
    return "".join(parts), height + len(lines) * FIGURES.title_line + FIGURES.title_gap + FIGURES.head_line


def head_texts(paper: LedgerPaper) -> tuple[str, str]:
    """Return what stands above the table at the left and at the right: who reports, when and up to when."""
    reported = chinese_date(paper.reported) if paper.reported else "　　　　年　　月　　日"
    return f"填报单位（盖章）：{paper.unit}", f"填报日期：{reported}　　截至{chinese_date(paper.as_of)}"


def signature_xml(page: Leaf, word: WordPaper) -> str:
    """Return the line for signatures below a table."""
    stops = "".join(f'<w:tab w:val="left" w:pos="{twips(page.area_width * place)}"/>' for place in SIGNATURE_PLACES[1:])
    gap = f'<w:spacing w:before="{round(FIGURES.foot_gap * 20)}" w:line="{round(FIGURES.head_line * 20)}"'
    return paragraph_xml(_tabbed(SIGNATURES, word), "GKLine", f'<w:tabs>{stops}</w:tabs>{gap} w:lineRule="exact"/>')


def _tabbed(texts: tuple[str, ...], word: WordPaper) -> str:
    runs = (run_xml(text, word.fonts.text, FIGURES.head_line_size, word.fonts) for text in texts)
    return "<w:r><w:tab/></w:r>".join(runs)


def write_xlsx(path: Path, paper: LedgerPaper, progress: Progress = silent) -> None:
    """Write the ledger as a workbook; errors as ``write_docx``."""
    write_sheet(path, _sheet(paper), ledger_rows(paper), progress)


def _sheet(paper: LedgerPaper) -> Sheet:
    page = _leaf(paper)
    return Sheet(
        name="工作台账",
        title=paper.heading,
        leaf=page,
        fonts=FONTS[paper.fonts],
        face=TYPE[paper.size],
        heads=tuple(column.title for column in paper.columns),
        widths=widths(paper.columns, landscape=True, area=page.area_width),
        aligns=tuple(column.align for column in paper.columns),
        above=tuple(_lines_above(paper, page)),
        below=(_signature_line(paper),),
        foot_odd=("", _PAGE_COUNT, ""),
        foot_even=("", _PAGE_COUNT, ""),
        frozen=2,
    )


def _lines_above(paper: LedgerPaper, page: Leaf) -> Iterator[Line]:
    fonts, count, size = FONTS[paper.fonts], len(paper.columns), FIGURES.head_line_size
    if paper.internal:
        yield Line((Piece(INTERNAL, count),), fonts.head, size, FIGURES.head_line)
    lines = title_lines(paper.heading, points(page.area_width) / FIGURES.title_size - FIGURES.sheet_slack)
    height = len(lines) * FIGURES.title_line + FIGURES.title_gap
    yield Line((Piece("\n".join(lines), count, Align.CENTRE),), fonts.title, FIGURES.title_size, height)
    left, right = head_texts(paper)
    yield Line((Piece(left, 4), Piece(right, count - 4, Align.RIGHT)), fonts.text, size, FIGURES.head_line)


def _signature_line(paper: LedgerPaper) -> Line:
    # Over columns that come nearest to quarters of the width.
    spans = (3, 3, 2, len(paper.columns) - 8)
    pieces = tuple(Piece(text, columns) for text, columns in zip(SIGNATURES, spans, strict=True))
    return Line(pieces, FONTS[paper.fonts].text, FIGURES.head_line_size, FIGURES.foot_gap + FIGURES.head_line)
