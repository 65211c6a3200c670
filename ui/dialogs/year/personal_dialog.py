"""外发前查个人信息: what was found in what leaves, each in its place; covered, kept as it is, or not sent at all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.year.personal import COVERED, Found, FoundPlace, Known, Mask
from gongkai_desk.wording.year import personal as wording
from ui import theme
from ui.dialogs.base.dialog import Dialog, give_size
from ui.widgets.notices import button, label

_MOST_PLACES = 12  # of one datum that are shown; how many more there are is said
_AROUND = 60  # characters of a text before and behind the find


class PersonalDialog(Dialog):
    """Lists the finds, ticked what is to be covered; below, where the chosen one stands, with the find marked.

    ``uncovered``: why nothing can be covered in what leaves, where that is so. ``kept``: it goes as it is.
    """

    def __init__(self, found: Sequence[Found], parent: QWidget | None = None, *, uncovered: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("外发前核对个人信息")
        self._found, self._uncovered, self.kept = tuple(found), uncovered, False
        self.list = QListWidget(self)
        self.list.setAccessibleName("查到的个人信息")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in self._found:
            self._add(each)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("所在位置")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().lineSpacing() * 3 + 16)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        self.list.itemChanged.connect(self._look)
        give_size(self, 46, 26)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self._look()

    def _add(self, each: Found) -> None:
        item = QListWidgetItem(wording.found_line(each), self.list)
        item.setToolTip(item.text())
        if not self._uncovered:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.kind in COVERED else Qt.CheckState.Unchecked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(wording.found_heading(self._found), name="heading", wrap=True, parent=self))
        column.addWidget(label(self._uncovered or wording.HOW_TO_COVER, name="dim", wrap=True, parent=self))
        column.addWidget(self.list, 3)
        column.addWidget(label("所在位置", name="dim", parent=self))
        column.addWidget(self.text, 2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消(&C)", self.reject, parent=self))
        self.keeper = button("原样继续(&K)", self.keep, name="primary" if self._uncovered else "", parent=self)
        row.addWidget(self.keeper)
        self.coverer = button("遮盖所选并继续(&M)", self.accept, name="primary", parent=self)
        self.coverer.setVisible(not self._uncovered)
        row.addWidget(self.coverer)
        column.addLayout(row)

    @classmethod
    def ask(cls, parent: QWidget, found: Sequence[Found], known: Known, uncovered: str = "") -> Mask | None:
        """Return what is to be covered, nothing where it goes as it is; ``None`` if nothing goes at all."""
        dialog = cls(found, parent, uncovered=uncovered)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        mask = dialog.chosen(known) if agreed else None
        dialog.deleteLater()
        return mask

    def chosen(self, known: Known) -> Mask:
        """Return what was chosen."""
        ticked = () if self.kept else self.ticked()
        return Mask(known, frozenset(each.key for each in ticked))

    def ticked(self) -> tuple[Found, ...]:
        """Return what is ticked to be covered."""
        rows = () if self._uncovered else range(self.list.count())
        return tuple(self._found[row] for row in rows if self.list.item(row).checkState() == Qt.CheckState.Checked)

    @Slot()
    def keep(self) -> None:
        """Let it go as it is."""
        self.kept = True
        self.accept()

    @Slot()
    def _look(self) -> None:
        self.coverer.setEnabled(bool(self.ticked()))

    @Slot(int)
    def _show(self, row: int) -> None:
        """Show where a find stands, each place with a line of its own, the find marked."""
        if not 0 <= row < len(self._found):
            return
        each, marks, text = self._found[row], list[tuple[int, int]](), ""
        for place in each.places[:_MOST_PLACES]:
            before, middle, behind = _parted(place)
            text += f"{place.where}：\n{before}"
            marks.append((len(text), len(text) + len(middle)))
            text += f"{middle}{behind}\n"
        if (more := len(each.places) - _MOST_PLACES) > 0:
            text += wording.MORE_PLACES.format(count=more)
        self.text.setPlainText(text.rstrip("\n"))
        self.text.setExtraSelections([self._marked(*span) for span in marks])

    def _marked(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        look = theme.colours(self.palette())
        format = QTextCharFormat()
        format.setBackground(QColor(look.amber_ground))
        format.setForeground(QColor(look.amber))
        format.setFontWeight(700)
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = cursor, format  # type: ignore[attr-defined]
        return made


def _parted(place: FoundPlace) -> tuple[str, str, str]:
    """Return the text before the find, the find in brackets, and what follows, shortened on one line each."""
    before, found = place.text[: place.start], place.text[place.start : place.end]
    behind = place.text[place.end :]
    short = "…" + before[-_AROUND:] if len(before) > _AROUND else before
    rest = behind[:_AROUND] + "…" if len(behind) > _AROUND else behind
    return _line(short), f"【{_line(found)}】", _line(rest)


def _line(text: str) -> str:
    return text.replace("\r", "").replace("\n", " ")
