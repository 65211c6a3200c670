"""催办名单 on one page, with ticks; the register of issued numbers (编号登记簿)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.sheet import FontScheme, Orientation, TextSize
from gongkai_desk.domain.slips import ChaseLine, ChaseList, Means, Register, SlipNumber
from gongkai_desk.page.layout import Band, BandKind, Book, Row, TableColumn, TablePaper, band, whole_row
from gongkai_desk.page.measures import TYPE, Typeface
from gongkai_desk.wording.days import chinese_date

_CENTRE = Align.CENTRE
TICKED, OPEN = "☑", "□"
_FACES = (TYPE[TextSize.FIVE], Typeface(9, 12, 11, 4.0), Typeface(7.5, 8.1, 8.1, 0.2))  # the smaller, the more units
_LIST = (
    TableColumn("序号", 8.0, _CENTRE),
    TableColumn("承办单位", 36.0),
    TableColumn("联络员", 15.0, _CENTRE),
    TableColumn("联系电话", 25.0, _CENTRE),
    TableColumn("催办事项", 36.0),
    *(TableColumn(means.value, 6.0, _CENTRE) for means in Means),
)
_REGISTER = (
    TableColumn("编号", 34.0, _CENTRE),
    TableColumn("承办单位", 40.0),
    TableColumn("事项", 61.0),
    TableColumn("发单日期", 24.0, _CENTRE),
    TableColumn("反馈时限", 24.0, _CENTRE),
    TableColumn("签发人", 18.0, _CENTRE),
    TableColumn("回执日期", 24.0, _CENTRE),
)


def chase_list(facts: ChaseList) -> TablePaper:
    """Return 催办名单, in the largest type in which it stands on one page."""
    rows = [_list_row(number, line) for number, line in enumerate(facts.lines, 1)]
    book = Book("催办名单", fonts=FontScheme.SYSTEM)
    return TablePaper(facts.title, _LIST, rows, tuple(_above(facts)), faces=_FACES, book=book)


def chase_list_name(facts: ChaseList) -> str:
    """Return the proposed file name: with the day."""
    return f"{facts.title}（{facts.day:%Y%m%d}）"


def _above(facts: ChaseList) -> Iterator[Band]:
    yield band(BandKind.TITLE, facts.title)
    parts = facts.office, chinese_date(facts.day), f"共{len(facts.lines)}家"
    yield band(BandKind.LINE, "　　".join(filter(None, parts)))


def _list_row(number: int, line: ChaseLine) -> Row:
    ticks = (TICKED if means in line.told else OPEN for means in Means)
    return whole_row(str(number), line.unit, line.contact, line.phone, line.matter, *ticks)


def register(facts: Register) -> TablePaper:
    """Return the register of numbers."""
    rows = [_register_row(line, facts) for line in facts.lines]
    title = band(BandKind.TITLE, facts.title)
    book = Book("编号登记簿", frozen=1)
    return TablePaper(facts.title, _REGISTER, rows, (title,), orientation=Orientation.LANDSCAPE, book=book)


def _register_row(line: SlipNumber, facts: Register) -> Row:
    matter = "；".join(dict.fromkeys(facts.names.get(task, "") for task in line.tasks))
    sent, until, back = (day.isoformat() if day else "" for day in (line.day, line.answer_until, line.answered))
    return whole_row(line.number_text, line.unit, matter, sent, until, line.signer, back)
