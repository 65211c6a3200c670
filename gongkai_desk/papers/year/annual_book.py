"""年报数据表: a unit's workbook for the figures of its year; protected without a password, codes visible."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.domain.registers import CLASSES
from gongkai_desk.domain.sheet import Align, FontScheme, Orientation, TextSize
from gongkai_desk.domain.year.annual_sheets import (
    CODE_HEAD,
    CODE_LABEL,
    LINES,
    UNIT_LABEL,
    VALUE_HEAD,
    YEAR_LABEL,
    AnnualBook,
    SheetLine,
)
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Piece,
    Row,
    TableColumn,
    TablePaper,
    WorkbookPaper,
    band,
    plain_text,
)
from gongkai_desk.page.measures import FIGURES, TYPE
from gongkai_desk.papers.year.annual_report import number_text
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.registers import APPLICANTS
from gongkai_desk.wording.year import annual as words

_CENTRE = Align.CENTRE
_SIGNED = ("负责人：", "填报人：", "联系电话：", "填报日期：")
_PLACES = (0.0, 0.34, 0.56, 0.78)
_COUNTS = (
    TableColumn(CODE_HEAD, 24.0, _CENTRE),
    TableColumn("项目", 76.0),
    TableColumn(VALUE_HEAD, 28.0, _CENTRE),
    TableColumn("上年数", 28.0, _CENTRE, faint=True),
)
_CLASSES = (
    TableColumn(CODE_HEAD, 22.0, _CENTRE),
    TableColumn("项目", 80.0),
    *(TableColumn(APPLICANTS[each], 20.0, _CENTRE) for each in CLASSES),
)


def book_title(facts: AnnualBook) -> str:
    """Return 2026年政府信息公开年报数据表."""
    return words.BOOK_TITLE.format(year=facts.year)


def annual_book(facts: AnnualBook) -> WorkbookPaper:
    """Return the workbook: 表二、表四和费用 on a sheet, 表三 on another; each says whose it is."""
    return WorkbookPaper(book_title(facts), (_sheet(facts, third=False), _sheet(facts, third=True)))


def _sheet(facts: AnnualBook, *, third: bool) -> TablePaper:
    name = "表三 依申请公开" if third else "表二 表四 费用"
    how = tuple(band(BandKind.SMALL, text) for text in words.BOOK_HOW)
    return TablePaper(
        book_title(facts),
        _CLASSES if third else _COUNTS,
        tuple(_rows(facts, third=third)),
        (band(BandKind.TITLE, book_title(facts)), *_lines(facts)),
        (_signatures(), *how),
        orientation=Orientation.LANDSCAPE if third else Orientation.PORTRAIT,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        fonts=FontScheme.SYSTEM,
        book=Book(name, frozen=2, form=True),
    )


def _lines(facts: AnnualBook) -> Iterator[Band]:
    """Yield whose it is, of which year, and to whom it goes: a text a line, so that no column cuts it."""
    closing = f"　报送截止：{chinese_date(facts.closing)}" if facts.closing else ""
    yield band(BandKind.LINE, plain_text(f"{UNIT_LABEL}：{facts.unit}　{CODE_LABEL}：{facts.code}"))
    yield band(BandKind.LINE, plain_text(f"{YEAR_LABEL}：{facts.year}　汇总单位：{facts.office}{closing}"))


def _signatures() -> Band:
    pieces = tuple(Piece(text, place=place, typed=True) for text, place in zip(_SIGNED, _PLACES, strict=True))
    return Band(BandKind.LINE, pieces, before=FIGURES.foot_gap)


def _rows(facts: AnnualBook, *, third: bool) -> Iterator[Row]:
    for code, line in zip(facts.codes, LINES, strict=True):
        if _is_third(line) == third:
            blanks = ("",) * (len(CLASSES) if third else 1)
            last = () if third else (_last(facts, line),)
            texts = (code, words.extra_words(line), *blanks, *last)
            typed = (False, False, *(True,) * len(blanks), *(False,) * len(last))
            yield Row(tuple(map(plain_text, texts)), (False,) * len(texts), typed=typed)


def _is_third(line: SheetLine) -> bool:
    return bool(line.cells) and line.cells[0].part == 3


def _last(facts: AnnualBook, line: SheetLine) -> str:
    return number_text(facts.last.get(line.cells[0])) if line.cells else ""
