"""A packet of evidence: a folder of numbered files, and the list of all pieces as Word."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.packet import Packet, PacketPiece
from gongkai_desk.domain.papers import FontScheme, TextSize
from gongkai_desk.export.ledger import chinese_date
from gongkai_desk.export.page import FIGURES, LANDSCAPE, TYPE, points
from gongkai_desk.export.paging import Row
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_table import WordTable, after_table_xml, placed_rows, table_xml
from gongkai_desk.export.word_text import paragraph_xml, run_xml, title_xml
from gongkai_desk.paths import refuse_inside_library, told_kindly, written_whole
from gongkai_desk.progress import Progress, Stage, silent

LIST = "佐证材料清单.docx"
_CENTRE = Align.CENTRE
_HEADS = ("编号", "任务", "材料名称", "提供单位", "网址或文号", "生效日期", "收到日期", "文件")
_WIDTHS = (15.0, 45.0, 48.0, 28.0, 37.0, 20.0, 20.0, 12.0)  # mm; together 225
_ALIGNS = (_CENTRE, Align.LEFT, Align.LEFT, _CENTRE, Align.LEFT, _CENTRE, _CENTRE, _CENTRE)


def write_packet(folder: Path, packet: Packet, progress: Progress = silent) -> None:
    """Write the files and the list into a folder, made if missing; the list comes last, when all files are there.

    Raises:
        NotAllowed: the folder is a part of a library.
        NoPermission, DiskFull, TargetInUse: the folder cannot be written.
        Cancelled: by ``progress``.
    """
    refuse_inside_library(folder / LIST)
    with told_kindly(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for index, piece in enumerate(packet.pieces):
        progress(Stage.WRITING, index, len(packet.pieces))
        if piece.file is not None and piece.name:
            with written_whole(folder / piece.name) as beside, told_kindly(folder / piece.name):
                shutil.copyfile(piece.file, beside)
    write_list(folder / LIST, packet)


def write_list(path: Path, packet: Packet) -> None:
    """Write the list alone; errors as ``write_packet``."""
    word = WordPaper(FontScheme.OFFICIAL, packet.title)
    word.set_page(LANDSCAPE, grid=False)
    word.count_pages()
    lines = title_lines(packet.title, points(LANDSCAPE.area_width) / FIGURES.title_size)
    table = WordTable(_HEADS, _WIDTHS, _ALIGNS, TYPE[TextSize.FIVE], FIGURES.ledger_side, word.fonts)
    above = len(lines) * FIGURES.title_line + FIGURES.title_gap + FIGURES.head_line
    rows = placed_rows(table, _rows(packet.pieces), LANDSCAPE, above=above, foot=FIGURES.last_line)
    said = f"{packet.scope}　　共{len(packet.pieces)}份　　{chinese_date(packet.day)}"
    note = paragraph_xml(run_xml(said, word.fonts.text, FIGURES.head_line_size, word.fonts), "GKLine")
    word.add(title_xml(lines, word.fonts) + note + table_xml(table, rows, silent) + after_table_xml())
    if packet.missing:
        told = f"尚无佐证材料的任务：{'；'.join(packet.missing)}。"
        word.add(paragraph_xml(run_xml(told, word.fonts.text, FIGURES.head_line_size, word.fonts), "GKLine"))
    word.save(path)


def _rows(pieces: Sequence[PacketPiece]) -> list[Row]:
    """Return the rows; the name of a task stands once for all its pieces."""
    rows = []
    above = ""
    for piece in pieces:
        joined = (False, piece.task == above, *(False,) * (len(_HEADS) - 2))
        rows.append(Row(tuple(map(plain_text, _texts(piece))), joined))
        above = piece.task
    return rows


def _texts(piece: PacketPiece) -> tuple[str, ...]:
    days = (day.isoformat() if day else "" for day in (piece.effective, piece.received))
    kept = "有" if piece.name else "—" if piece.file is None else "缺"
    return piece.number, piece.task, piece.title, piece.unit, piece.place, *days, kept
