"""只核对不存入: asks where the list of findings goes and has it written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.domain.review import Review
from gongkai_desk.errors import DeskError
from gongkai_desk.papers.listed import FINDINGS
from gongkai_desk.review.findings import finding_list, findings_title
from gongkai_desk.wording.sentences import error_sentence
from ui.desk import Desk
from ui.dialogs import ask
from ui.exports import FILTERS
from ui.importing.source_reader import SourceReader
from ui.papers import paper_work

_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))


class Findings(QObject):
    """Writes the list in the background and says where it is."""

    def __init__(self, desk: Desk, reader: SourceReader, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._reader, self._window = desk, reader, window
        self._target: Path | None = None

    def save(self, review: Review) -> None:
        """Ask for a file and write the list of a review into it."""
        path = ask_target(self._window, self._desk, review)
        if path is not None:
            self._target = path
            self._reader.run(writing(review, path), f"正在生成《{path.name}》", self._saved, self._failed)

    @Slot()
    def _saved(self) -> None:
        from ui.dialogs.written import Written

        if self._target is not None:
            Written.show_for(self._window, self._target)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._window, "没有保存成", error_sentence(error))


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


def writing(review: Review, path: Path) -> Callable[..., Any]:
    """Return the job that writes the list."""
    return paper_work(FINDINGS, finding_list(review), PaperFormat(path.suffix.lower().lstrip(".")), path)
