"""Word 97 files (.doc, and .wps as WPS saves them): converted to .docx by a library, else by an office program.

The library (msdoc2docx) needs no program, starts nothing and reaches no network; what it gives up on goes to an office
program of this machine (``legacy``). What it could not carry over is told, never dropped in silence.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from gongkai_desk.errors import Encrypted
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.containers import stream_start
from gongkai_desk.reading.document import Document, FileKind, Missed
from gongkai_desk.reading.office import legacy, word

if TYPE_CHECKING:
    from doc2docx.diagnostics import ConversionReport

ENCRYPTED = 0x0100
"""Bit of the flags at byte 10 of a Word 97 file ([MS-DOC] 2.5.1, fEncrypted)."""

LOSSES = {
    "MALFORMED_TABLE_FLATTENED": "有表格结构损坏，已按段落读入",
    "TABLE_DEPTH_LIMITED": "表格嵌套过深，内层已按段落读入",
    "TABLE_GRID_MISMATCH": "有表格行的单元格与列数不符",
    "TABLE_CELL_DEFINITION_MISMATCH": "有表格行的单元格与列数不符",
    "NUMBERING_TABLE_MALFORMED": "自动编号损坏，编号可能缺失",
    "LIST_NUMBER_FORMAT_APPROXIMATED": "部分自动编号的样式不认识，已改为阿拉伯数字",
    "STYLE_TABLE_MALFORMED": "样式损坏，标题级别可能缺失",
    "MAIN_TEXTBOX_TABLE_MALFORMED": "文本框中的文字未读取",
    "UNTERMINATED_FIELD": "有域不完整，其内容可能缺失",
    "UNSUPPORTED_CONTROL_CHARACTER": "有不认识的控制字符，已替换",
    "OLE_OBJECTS_UNANCHORED": "嵌入对象未读取",
}
"""What of the library's report concerns text, tables or numbers; how a page looks concerns nobody here."""


def read(path: Path, *, password: str = "", progress: Progress = silent) -> Document:
    """Read an old Word file.

    Raises:
        Encrypted: a password is needed, or this one does not fit; or it is locked in a way only a program can open.
        LegacyFormat: the library gave up and no program here converts it.
        Damaged, Limit: the conversion failed or took too long.
    """
    with TemporaryDirectory(prefix=legacy.PREFIX, ignore_cleanup_errors=True) as folder:
        target = Path(folder, "plan.docx")
        progress(Stage.OPENING, 0, 0)
        report = _converted(path, target, password)
        if report is None:
            return legacy.read(path, progress)
        document = word.read(target, progress)
    return replace(document, file=path.name, kind=FileKind.DOC, missed=(*document.missed, *_losses(report)))


def _converted(path: Path, target: Path, password: str) -> ConversionReport | None:
    """Let the library write ``target``; ``None`` if it gives up."""
    from doc2docx import convert
    from doc2docx.errors import EncryptedDocumentError

    source = target.with_suffix(".doc")
    shutil.copyfile(path, source)  # a source that is called .docx would be refused
    try:
        with _padding_allowed():
            return convert(source, target, password=password or None).report
    except EncryptedDocumentError as error:
        raise Encrypted(file=path.name, tried=bool(password), office="unsupported" in str(error)) from error
    except MemoryError:
        raise
    except Exception as error:  # a young library on outside bytes: whatever it stumbles over, a program may read it
        if _is_locked(path):
            raise Encrypted(file=path.name, tried=bool(password), office=True) from error
        return None


@contextmanager
def _padding_allowed() -> Iterator[None]:
    """Let a list of paragraph properties end in one byte of padding whatever it holds.

    Its length is counted in words ([MS-DOC] 2.9.175 PapxInFkp), so an odd list is followed by one byte that means
    nothing. LibreOffice leaves there what was before; the library (0.36) allows a zero only and refuses the file.
    """
    from doc2docx.errors import InvalidWordDocument
    from doc2docx.msdoc import formatting

    strict = formatting.parse_grpprl

    def parse(data: bytes, **how: Any) -> Any:  # noqa: ANN401 - as the library has it
        try:
            return strict(data, **how)
        except InvalidWordDocument:
            if not how.get("allow_trailing_zero_padding"):
                raise
            return strict(data[:-1], **how)

    formatting.parse_grpprl = parse
    try:
        yield
    finally:
        formatting.parse_grpprl = strict


def _is_locked(path: Path) -> bool:
    start = stream_start(path, "WordDocument", 12)
    return len(start) == 12 and bool(int.from_bytes(start[10:12], "little") & ENCRYPTED)


def _losses(report: ConversionReport) -> Iterator[Missed]:
    found = dict.fromkeys(LOSSES[item.code] for item in report.diagnostics if item.code in LOSSES)
    return (Missed("正文", loss) for loss in found)
