"""只核对不存入: asks where the list of findings goes and has it written."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.domain.review import Review
from gongkai_desk.services.findings import findings_title, write_findings
from ui.desk import Desk
from ui.exports import FILTERS

_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))


def ask_target(parent: QWidget, desk: Desk, review: Review) -> Path | None:
    """Ask for the file to write, Word or Excel by its name; ``None`` if it was cancelled."""
    name = findings_title(review).translate(_REFUSED_IN_NAMES)
    filters = ";;".join((FILTERS["xlsx"], FILTERS["docx"]))
    proposed = desk.settings.export_folder / f"{name}.xlsx"
    chosen, kind = QFileDialog.getSaveFileName(parent, "保存问题清单", str(proposed), filters)
    if not chosen:
        return None
    wanted = PaperFormat.DOCX if kind == FILTERS["docx"] else PaperFormat.XLSX
    path = Path(chosen)
    if path.suffix.lower() not in (".docx", ".xlsx"):
        path = path.with_name(f"{path.name}.{wanted}")
    desk.settings.export_folder = path.parent
    return path


def writing(review: Review, path: Path) -> partial[None]:
    """Return the job that writes the list."""
    return partial(write_findings, path, review, PaperFormat(path.suffix.lower().lstrip(".")))
