"""与报备稿的差异: where a plan as it stands now differs from the table that was filed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.revision import Difference
from gongkai_desk.domain.sheet import Align
from gongkai_desk.wording.differences import difference_sentence
from ui.desk import Desk
from ui.dialogs.base.records import RecordsDialog
from ui.models.register_table import Entry, EntryColumn
from ui.papers import Exports

COLUMNS = (EntryColumn("序号", 4, Align.CENTRE), EntryColumn("差异", 60))


class DifferencesDialog(RecordsDialog):
    """The differences in words; ``filed`` says which filing they are to."""

    def __init__(
        self, differences: Sequence[Difference], filed: str, desk: Desk, exports: Exports, parent: QWidget | None = None
    ) -> None:
        super().__init__("与报备稿的差异", COLUMNS, desk, exports, parent)
        self._sentences = [difference_sentence(each) for each in differences]
        self.unit.hide()
        self.refresh()
        self.note.setText(
            f"{filed}\n前者是报备稿，后者是现在的任务。"
            if self._sentences
            else f"{filed}\n现在的任务与报备稿一致，没有差异。"
        )

    def entries(self) -> list[tuple[Entry, str]]:
        """Return a line for each difference."""
        numbered = enumerate(self._sentences, start=1)
        return [(Entry(number, (str(number), text), (number, text)), "") for number, text in numbered]

    @classmethod
    def show_for(
        cls, parent: QWidget, differences: Sequence[Difference], filed: str, desk: Desk, exports: Exports
    ) -> None:
        """Show it until it is closed."""
        dialog = cls(differences, filed, desk, exports, parent)
        dialog.exec()
        dialog.deleteLater()
