"""催办名单 on one page, with ticks, as Word, Excel and printed pages; the register of issued numbers (编号登记簿)."""

from collections.abc import Sequence
from pathlib import Path

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import FontScheme, TextSize
from gongkai_desk.domain.slips import ChaseLine, ChaseList, Means, Register, SlipNumber
from gongkai_desk.export.ledger import chinese_date
from gongkai_desk.export.page import FIGURES, FONTS, LANDSCAPE, PORTRAIT, TYPE, Leaf, Typeface, points
from gongkai_desk.export.paging import Row
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.export.printed_table import printed_rows
from gongkai_desk.export.sheet_kit import Line, Piece, Sheet, write_sheet
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_table import WordTable, after_table_xml, placed_rows, table_xml
from gongkai_desk.export.word_text import paragraph_xml, run_xml, title_xml
from gongkai_desk.progress import Progress, silent

_CENTRE = Align.CENTRE
TICKED, OPEN = "☑", "□"
_FACES = (TYPE[TextSize.FIVE], Typeface(9, 12, 11, 4.0), Typeface(7.5, 8.1, 8.1, 0.2))  # the smaller, the more units
_LIST_WIDTHS = (8.0, 36.0, 15.0, 25.0, 36.0, *(6.0,) * len(Means))  # mm; together 156
_LIST_ALIGNS = (_CENTRE, Align.LEFT, _CENTRE, _CENTRE, Align.LEFT, *(_CENTRE,) * len(Means))
_REGISTER_HEADS = ("编号", "承办单位", "事项", "发单日期", "反馈时限", "签发人", "回执日期")
_REGISTER_WIDTHS = (34.0, 40.0, 61.0, 24.0, 24.0, 18.0, 24.0)  # mm; together 225
_REGISTER_ALIGNS = (_CENTRE, Align.LEFT, Align.LEFT, _CENTRE, _CENTRE, _CENTRE, _CENTRE)


def write_chase_list(path: Path, paper: ChaseList, progress: Progress = silent) -> None:
    """Write 催办名单, in the largest type in which it stands on one page.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    form = _Form(_list_heads(), _LIST_WIDTHS, _LIST_ALIGNS, PORTRAIT, _FACES)
    _write(path, paper.title, _list_note(paper), form, _list_rows(paper), progress)


def _list_heads() -> tuple[str, ...]:
    return ("序号", "承办单位", "联络员", "联系电话", "催办事项", *(means.value for means in Means))


def _list_note(paper: ChaseList) -> str:
    return "　　".join(filter(None, (paper.office, chinese_date(paper.day), f"共{len(paper.lines)}家")))


def _list_texts(number: int, line: ChaseLine) -> tuple[str, ...]:
    ticks = (TICKED if means in line.told else OPEN for means in Means)
    return tuple(map(plain_text, (str(number), line.unit, line.contact, line.phone, line.matter, *ticks)))


def write_chase_sheet(path: Path, paper: ChaseList, progress: Progress = silent) -> None:
    """Write 催办名单 as a workbook on a standing page; errors as ``write_chase_list``."""
    face, rows = _one_page(paper)[0], _list_rows(paper)
    fonts, columns = FONTS[FontScheme.SYSTEM], len(_LIST_WIDTHS)
    size, line = FIGURES.title_size, FIGURES.title_line + FIGURES.title_gap
    title = Line((Piece(paper.title, columns, Align.CENTRE),), fonts.title, size, line)
    note = Line((Piece(_list_note(paper), columns),), fonts.text, FIGURES.head_line_size, FIGURES.head_line)
    foot = ("", "第 &P 页，共 &N 页", "")
    above = (title, note)
    sheet = Sheet(
        "催办名单", paper.title, PORTRAIT, fonts, face, _list_heads(), _LIST_WIDTHS, _LIST_ALIGNS, above, (), foot, foot
    )
    write_sheet(path, sheet, rows, progress)


def printed_list(paper: ChaseList) -> PrintedPaper:
    """Return 催办名单 as printed pages, in the largest type in which it stands on one."""
    return _one_page(paper)[1]


def _one_page(paper: ChaseList) -> tuple[Typeface, PrintedPaper]:
    """Return the largest type in which the list stands on one page, and its pages."""
    form = _Form(_list_heads(), _LIST_WIDTHS, _LIST_ALIGNS, PORTRAIT, _FACES)
    for face in form.faces:
        made = printed_rows(paper.title, _list_note(paper), form.columns, _list_rows(paper), form.page, face)
        if len(made.pages) == 1:
            break
    return face, made


def _list_rows(paper: ChaseList) -> list[Row]:
    return [Row(_list_texts(number, line), (False,) * len(_LIST_WIDTHS)) for number, line in enumerate(paper.lines, 1)]


def write_register(path: Path, paper: Register, progress: Progress = silent) -> None:
    """Write the register of numbers; errors as ``write_chase_list``."""
    rows = [Row(_register_texts(line, paper), (False,) * len(_REGISTER_HEADS)) for line in paper.lines]
    form = _Form(_REGISTER_HEADS, _REGISTER_WIDTHS, _REGISTER_ALIGNS, LANDSCAPE, _FACES[:1])
    _write(path, paper.title, "", form, rows, progress)


def _register_texts(line: SlipNumber, paper: Register) -> tuple[str, ...]:
    matter = "；".join(dict.fromkeys(paper.names.get(task, "") for task in line.tasks))
    sent, until, back = (day.isoformat() if day else "" for day in (line.day, line.answer_until, line.answered))
    return tuple(map(plain_text, (line.number_text, line.unit, matter, sent, until, line.signer, back)))


class _Form:
    """How a list is set: heads, widths, alignments, page, and the types to try, the largest first."""

    def __init__(
        self,
        heads: Sequence[str],
        widths: Sequence[float],
        aligns: Sequence[Align],
        page: Leaf,
        faces: Sequence[Typeface],
    ) -> None:
        self.heads, self.widths, self.aligns = tuple(heads), tuple(widths), tuple(aligns)
        self.page, self.faces = page, faces

    @property
    def columns(self) -> tuple[tuple[str, float, Align], ...]:
        """Return each column's head, width in millimetres and alignment."""
        return tuple(zip(self.heads, self.widths, self.aligns, strict=True))


def _write(path: Path, title: str, note: str, form: _Form, rows: Sequence[Row], progress: Progress) -> None:
    word = WordPaper(FontScheme.OFFICIAL, title)
    word.set_page(form.page, grid=False)
    word.count_pages()
    lines = title_lines(title, points(form.page.area_width) / FIGURES.title_size)
    above = len(lines) * FIGURES.title_line + FIGURES.title_gap + (FIGURES.head_line if note else 0)
    for face in form.faces:
        table = WordTable(form.heads, form.widths, form.aligns, face, FIGURES.ledger_side, word.fonts)
        placed = placed_rows(table, rows, form.page, above=above, foot=FIGURES.last_line)
        if not placed or placed[-1].page == 0:
            break
    said = paragraph_xml(run_xml(note, word.fonts.text, FIGURES.head_line_size, word.fonts), "GKLine") if note else ""
    word.add(title_xml(lines, word.fonts) + said + table_xml(table, placed, progress) + after_table_xml())
    word.save(path)
