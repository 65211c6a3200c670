"""What is being typed, kept until it is stored or cancelled: one mechanism for cells, details and forms.

Fields are found when the focus comes to them, so that no form has to care. A text is written to the library's
``drafts/`` a few seconds after a change; what is left there at an opening is offered (``left``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from gongkai_desk.errors import EnvironmentFailure
from gongkai_desk.store.journal import now
from gongkai_desk.store.tasks.draft_notes import Unsent, keep_unsent, unsent

if TYPE_CHECKING:
    from gongkai_desk.domain.plan import StoredTask
    from ui.desk import Desk

CELL = "cell"
"""Place of a cell or a field of the details; any other place is the class of a dialog."""
_KEEP_THEMSELVES = frozenset({"ImportWizard"})
"""Dialogs that keep a draft of their own."""
_REST = 2000  # milliseconds between the first change and the writing of it


class Typing(NamedTuple):
    """Where something is being typed: the widget that holds the fields (a dialog or one editor), as it is called."""

    holder: QWidget
    place: str
    title: str
    task: int | None


class UnsentTexts(QObject):
    """Follows what is typed in the windows of one desk. ``found``: texts of an earlier session wait."""

    found = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self._open: dict[int, Typing] = {}
        self._refusals = 0
        self.left: list[Unsent] = []  # what was typed before and still waits for somebody
        self._back: list[Unsent] = []  # what goes into its form when that is next opened
        self.task: StoredTask | None = None  # the one that is shown
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.keep)
        desk.refused.connect(self._count_refusal)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look)

    def show_task(self, task: StoredTask | None) -> None:
        """Take what is typed from now on as being about this task."""
        self.task = task

    # -- of one library

    def begin(self) -> None:
        """Look what the library that is open now has left."""
        library = self.desk.library
        self._open, self._back, self.left = {}, [], []
        if library is not None and self.desk.may_write:
            self.left = unsent(library.folder, library.origin.library)
        if self.left:
            self.found.emit()

    def keep(self) -> None:
        """Write what is being typed now, and what still waits."""
        self._rest.stop()
        library = self.desk.library
        if library is None or not self.desk.may_write:
            return
        try:
            keep_unsent(library.folder, library.origin.library, [*self.left, *self._back, *self.typed()])
        except EnvironmentFailure:
            self._rest.start()  # the disk may let us later; nothing that was stored is in danger

    def typed(self) -> list[Unsent]:
        """Return what is being typed, place by place."""
        self._drop_closed()
        return self._texts_of(self._open.values())

    def _texts_of(self, typings: Iterable[Typing]) -> list[Unsent]:
        found = ((each, tuple(_typed_in(each.holder))) for each in typings)
        who = self.desk.who
        return [Unsent(each.place, each.title, fields, each.task, now(), who) for each, fields in found if fields]

    def drop(self, text: Unsent) -> None:
        """Forget a text that waited: somebody has seen it."""
        self.left.remove(text)
        self.keep()

    def put_back(self, text: Unsent) -> None:
        """Let a text go into its form when that is opened next."""
        self.left.remove(text)
        self._back.append(text)

    # -- what is typed in

    def _look(self, before: QWidget | None, field: QWidget | None) -> None:
        """Follow the field that the focus came to, or all of the form that it stands in."""
        if self.desk.may_write and isinstance(field, QWidget) and self._belongs(field):
            dialog = field.window()
            if isinstance(dialog, QDialog):
                self._follow_form(dialog)
            if isinstance(field, QPlainTextEdit) and field.objectName() in ("cell", "edit"):
                self._follow_editor(field)

    def _belongs(self, field: QWidget) -> bool:
        """Tell whether a field stands in the window of this desk or in a dialog over it."""
        over: QWidget | None = field
        while over is not None and over is not self.parent():
            over = over.parentWidget()
        return over is not None

    def _follow_form(self, dialog: QDialog) -> None:
        if id(dialog) in self._open or type(dialog).__name__ in _KEEP_THEMSELVES or not any(_texts(dialog)):
            return
        task = self.task.id if self.task is not None else None
        self._open[id(dialog)] = Typing(dialog, type(dialog).__name__, dialog.windowTitle(), task)
        self._fill(dialog)
        for field in _fields(dialog):
            field.textChanged.connect(self._changed)
        dialog.accepted.connect(self._sent)
        dialog.rejected.connect(self._settle)
        dialog.destroyed.connect(self._settle)

    def _follow_editor(self, editor: QPlainTextEdit) -> None:
        if id(editor) in self._open or isinstance(editor.window(), QDialog) or editor.isReadOnly():
            return
        name = editor.accessibleName() or "单元格"
        task = self.task.id if self.task is not None else None
        self._open[id(editor)] = Typing(editor, CELL, name, task)
        editor.textChanged.connect(self._changed)
        editor.destroyed.connect(self._settle)

    def _changed(self) -> None:
        if not self._rest.isActive():
            self._rest.start()

    def _count_refusal(self, error: object) -> None:
        self._refusals += 1

    def _sent(self) -> None:
        """Look after the act whether what the form asked for was stored; a refused text waits for its clerk."""
        closed = [each for each in self._open.values() if isValid(each.holder) and not each.holder.isVisible()]
        before, sent = self._refusals, self._texts_of(closed)
        QTimer.singleShot(0, self, lambda: self._look_back(before, sent))

    def _look_back(self, before: int, sent: list[Unsent]) -> None:
        self._drop_closed()
        if self._refusals > before:
            self.left += sent
            self.found.emit()
        self.keep()

    def _settle(self) -> None:
        """Forget what was cancelled or stored."""
        self._drop_closed()
        self._changed()

    def _drop_closed(self) -> None:
        for key, typing in list(self._open.items()):
            if not isValid(typing.holder) or not typing.holder.isVisible():
                del self._open[key]

    def _fill(self, dialog: QDialog) -> None:
        """Put a text back into its form."""
        task = self.task.id if self.task is not None else None
        for text in [each for each in self._back if each.place == type(dialog).__name__ and each.task in (None, task)]:
            named = dict(text.fields)
            for field in _fields(dialog):
                if (kept := named.get(_name(field))) is not None:
                    _write(field, kept)
            self._back.remove(text)


Field = QPlainTextEdit | QLineEdit


def _texts(holder: QWidget) -> Iterator[QPlainTextEdit]:
    """Yield the fields of several lines that can be written in; the search in a list is no form."""
    if isinstance(holder, QPlainTextEdit):
        yield holder
    yield from (each for each in holder.findChildren(QPlainTextEdit) if not each.isReadOnly())


def _fields(holder: QWidget) -> Iterator[Field]:
    yield from _texts(holder)
    for line in holder.findChildren(QLineEdit):
        if line.echoMode() == QLineEdit.EchoMode.Normal and line.objectName() != "qt_spinbox_lineedit":
            yield line


def _typed_in(holder: QWidget) -> Iterator[tuple[str, str]]:
    """Yield name and text of each field that a clerk has changed."""
    for field in _fields(holder):
        text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
        changed = field.document().isModified() if isinstance(field, QPlainTextEdit) else field.isModified()
        if changed and text.strip():
            yield _name(field), text


def _name(field: Field) -> str:
    """Return what a field is called beside it, without the letter of its key."""
    for label in field.window().findChildren(QLabel):
        if label.buddy() is field:
            return label.text().split("(")[0].strip("：: ")
    return field.accessibleName() or "文字"


def _write(field: Field, text: str) -> None:
    """Write as a clerk would, so that it counts as typed and can be undone."""
    field.selectAll()
    if isinstance(field, QPlainTextEdit):
        field.insertPlainText(text)
    else:
        field.insert(text)


def put_text(editor: QPlainTextEdit, text: str) -> None:
    """Put a text that was left into an open editor."""
    editor.setFocus(Qt.FocusReason.OtherFocusReason)
    _write(editor, text)
