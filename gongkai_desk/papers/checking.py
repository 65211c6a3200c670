"""Papers of checking: 佐证材料清单, 抽查表, 核对问题清单."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace

from gongkai_desk.domain.papers import Packet, PacketPiece
from gongkai_desk.domain.review import FindingList
from gongkai_desk.domain.sheet import Align, Orientation, TextSize
from gongkai_desk.domain.spot_check import CheckSheet, SheetLine
from gongkai_desk.page.layout import (
    BandKind,
    Book,
    PageNumbers,
    Row,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    whole_row,
)
from gongkai_desk.page.measures import FIGURES, TYPE
from gongkai_desk.papers.rows import signatures
from gongkai_desk.wording.days import chinese_date

_CENTRE = Align.CENTRE
_COLUMNS = (
    TableColumn("编号", 13.0, _CENTRE),
    TableColumn("任务", 39.0),
    TableColumn("材料名称", 44.0),
    TableColumn("提供单位", 25.0, _CENTRE),
    TableColumn("网址或文号", 56.0),
    TableColumn("生效日期", 19.0, _CENTRE),
    TableColumn("收到日期", 19.0, _CENTRE),
    TableColumn("文件", 10.0, _CENTRE),
)


def evidence_list(facts: Packet) -> TablePaper:
    """Return the list of a packet; behind it the tasks that have no evidence yet, one beside the other."""
    counted = f"{facts.scope}　　共{len(facts.pieces)}份　　{chinese_date(facts.day)}"
    above = band(BandKind.TITLE, facts.title), band(BandKind.LINE, counted)
    return TablePaper(
        facts.title,
        _COLUMNS,
        list(_rows(facts.pieces)),
        above,
        orientation=Orientation.LANDSCAPE,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        book=Book("佐证材料清单", frozen=1),
        then=_without(facts.missing) if facts.missing else None,
    )


_BESIDE = 3  # tasks in a row


def _without(missing: Sequence[str]) -> TablePaper:
    title = f"尚无佐证材料的任务（{len(missing)}项）"
    columns = tuple(TableColumn("任务", 75.0, key=f"任务{place}") for place in range(_BESIDE))
    rows = [missing[start : start + _BESIDE] for start in range(0, len(missing), _BESIDE)]
    return TablePaper(
        title,
        columns,
        [whole_row(*row, *[""] * (_BESIDE - len(row))) for row in rows],
        (band(BandKind.HEADING, title),),
        orientation=Orientation.LANDSCAPE,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        book=Book("尚无佐证"),
    )


def _rows(pieces: Sequence[PacketPiece]) -> Iterator[Row]:
    """Yield the rows; the name of a task stands once for all its pieces."""
    above = ""
    for piece in pieces:
        joined = (False, piece.task == above, *(False,) * (len(_COLUMNS) - 2))
        yield replace(whole_row(*_texts(piece)), joined=joined)
        above = piece.task


def _texts(piece: PacketPiece) -> tuple[str, ...]:
    days = (day.isoformat() if day else "" for day in (piece.effective, piece.received))
    kept = "有" if piece.name else "—" if piece.file is None else "缺"
    place = "" if piece.place == piece.title else piece.place  # a link without a name bears its address as such
    return piece.number, piece.task, piece.title, piece.unit, place, *days, kept


_SHEET_COLUMNS = (
    TableColumn("编号", 10.0, _CENTRE),
    TableColumn("任务", 55.0),
    TableColumn("单位", 26.0, _CENTRE),
    TableColumn("报送情况", 40.0),
    TableColumn("佐证", 11.0, _CENTRE),
    TableColumn("核查方式", 20.0, _CENTRE),
    TableColumn("核查情况", 32.0),
    TableColumn("结论", 14.0, _CENTRE),
    TableColumn("检查人签字", 17.0, _CENTRE),
)
_ROOM = "\n\n"  # in a cell to be filled in by hand
_SIGNED = ("检查人（签字）：", "被检查单位负责人（签字）：", "检查日期：　　　年　　月　　日")


def check_sheet(facts: CheckSheet) -> TablePaper:
    """Return the sheet of a draw."""
    by = f"检查单位：{facts.office or '　　　　　　　　'}　　检查人：{facts.checker}"
    above = (
        band(BandKind.TITLE, facts.title),
        both_sides(by, f"{facts.number}　　{chinese_date(facts.day)}"),
        band(BandKind.LINE, facts.drawn),
    )
    below = (signatures(_SIGNED, (0.0, 0.36, 0.72)),)
    rows, book = list(map(_row, facts.lines)), Book("抽查表", frozen=2)
    return TablePaper(facts.title, _SHEET_COLUMNS, rows, above, below, orientation=Orientation.LANDSCAPE, book=book)


def check_sheet_name(facts: CheckSheet) -> str:
    """Return the proposed file name: with the number of the draw."""
    return f"{facts.title}（{facts.number}）"


def _row(line: SheetLine) -> Row:
    found = line.finding or _ROOM, line.verdict, ""  # the last is signed by hand
    return whole_row(line.number, line.task, line.unit, line.reported, line.evidence, line.method, *found)


_FINDING_COLUMNS = (
    TableColumn("序号", 14.0, Align.CENTRE),
    TableColumn("任务", 46.0),
    TableColumn("问题", 58.0),
    TableColumn("原文", 48.0),
    TableColumn("位置", 24.0, Align.CENTRE),
    TableColumn("处理", 35.0),
)


def finding_list(facts: FindingList) -> TablePaper:
    """Return the list of a plan."""
    return TablePaper(
        facts.title,
        _FINDING_COLUMNS,
        [whole_row(*astuple(finding)) for finding in facts.findings],
        (band(BandKind.TITLE, facts.title),),
        orientation=Orientation.LANDSCAPE,
        side=FIGURES.side,
        numbers=PageNumbers.STANDARD,
        book=Book("问题清单"),
    )
