"""佐证材料清单: all pieces of a packet of evidence by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import Packet, PacketPiece
from gongkai_desk.domain.sheet import Orientation
from gongkai_desk.page.layout import BandKind, Book, Row, TableColumn, TablePaper, band, whole_row
from gongkai_desk.wording.days import chinese_date

_CENTRE = Align.CENTRE
_COLUMNS = (
    TableColumn("编号", 15.0, _CENTRE),
    TableColumn("任务", 45.0),
    TableColumn("材料名称", 48.0),
    TableColumn("提供单位", 28.0, _CENTRE),
    TableColumn("网址或文号", 37.0),
    TableColumn("生效日期", 20.0, _CENTRE),
    TableColumn("收到日期", 20.0, _CENTRE),
    TableColumn("文件", 12.0, _CENTRE),
)


def evidence_list(facts: Packet) -> TablePaper:
    """Return the list of a packet; below it the tasks that have no evidence yet."""
    counted = f"{facts.scope}　　共{len(facts.pieces)}份　　{chinese_date(facts.day)}"
    above = band(BandKind.TITLE, facts.title), band(BandKind.LINE, counted)
    missing = f"尚无佐证材料的任务：{'；'.join(facts.missing)}。"
    after = (band(BandKind.LINE, missing),) if facts.missing else ()
    return TablePaper(
        facts.title,
        _COLUMNS,
        list(_rows(facts.pieces)),
        above,
        after=after,
        orientation=Orientation.LANDSCAPE,
        book=Book("佐证材料清单", frozen=1),
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
    return piece.number, piece.task, piece.title, piece.unit, piece.place, *days, kept
