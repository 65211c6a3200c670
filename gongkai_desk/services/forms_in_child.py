"""What the child process does of a superior's form: the file → its tables; a copy of it with texts in it.

``filling`` alone asks for it: a file from outside is opened in no other process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from gongkai_desk.domain.forms import FormFile, FormTable, TableFill
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import Damaged, UnsupportedType
from gongkai_desk.export.filling import excel, sheets, word
from gongkai_desk.export.filling.package import Parts, has_macros, without_macros, write_parts
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.containers import Package
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.guard import identify
from gongkai_desk.reading.office.legacy import PREFIX, converted

_NEW = {FileKind.DOCX: PaperFormat.DOCX, FileKind.XLSX: PaperFormat.XLSX}
_OLD = {
    FileKind.DOC: PaperFormat.DOCX,
    FileKind.WORD_XML: PaperFormat.DOCX,
    FileKind.XLS: PaperFormat.XLSX,
    FileKind.SHEET_XML: PaperFormat.XLSX,
    FileKind.ODS: PaperFormat.XLSX,
}
"""What an office program must save anew first."""
_MACROS = "表样里的宏（程序代码）已去掉，表格内容不受影响"
_CONVERTED = "表样是旧格式，已先转成新格式再填，请对照原表看一看版式"


def look(path: Path, progress: Progress = silent) -> FormFile:
    """Return the tables of a form.

    Raises:
        InputError: the file is refused; ``UnsupportedType``: no Word or Excel file.
    """
    with _opened(path, progress) as (format, parts, losses):
        return FormFile(path.name, format, _tables(format, parts), losses)


def fill(path: Path, target: Path, fills: Sequence[TableFill], progress: Progress = silent) -> tuple[str, ...]:
    """Write a copy of a form with texts in it; return what of the texts does not show whole.

    Raises:
        InputError: as ``look``.
    """
    with _opened(path, progress) as (format, parts, _):
        progress(Stage.WRITING, 0, 0)
        told = (excel.fill_book if format is PaperFormat.XLSX else word.fill_document)(parts, fills)
        write_parts(parts, target)
        return told


def _tables(format: PaperFormat, parts: Parts) -> tuple[FormTable, ...]:
    return sheets.tables_of(sheets.open_book(parts)) if format is PaperFormat.XLSX else word.tables_of(parts)


@contextmanager
def _opened(path: Path, progress: Progress) -> Iterator[tuple[PaperFormat, Parts, tuple[str, ...]]]:
    """Yield what kind of file a form is, its parts, and what they lack."""
    progress(Stage.OPENING, 0, 0)
    kind = identify(path)
    if kind not in _NEW and kind not in _OLD:
        raise UnsupportedType(file=path.name, type=kind.value, reason="form")
    with TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder, _damage_named(path):
        losses = []
        source, format = path, _NEW.get(kind)
        if format is None:
            format = _OLD[kind]
            source = converted(path, Path(folder), f".{format}", progress)
            losses.append(_CONVERTED)
        parts = _parts(source)
        if has_macros(parts):
            losses.append(_MACROS)
        yield format, without_macros(parts), tuple(losses)


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Tell a part that is no XML, or lacks what it must have, as a damaged file."""
    try:
        yield
    except (etree.XMLSyntaxError, KeyError, AttributeError) as error:
        raise Damaged(file=path.name, reason=str(error)) from error


def _parts(path: Path) -> Parts:
    """Return every part of a package, its XML checked for what office files never hold."""
    with Package(path) as package:
        return {name: package.checked(name) if name.lower().endswith((".xml", ".rels", ".vml")) else package.read(name)
                for name in package.members()}  # fmt: skip
