"""上级单位: to whom forms, filings and reports go; written in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.cycle.upward import Superior
from gongkai_desk.errors import DeskError
from gongkai_desk.store.entries import upward
from gongkai_desk.wording.sentences import error_sentence
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.dialogs.base.records import RecordsDialog
from ui.models.register_table import Entry, EntryColumn
from ui.papers import Exports
from ui.widgets.notices import button

COLUMNS = (
    EntryColumn("名称", 14, editable=True),
    EntryColumn("称呼", 14, editable=True),
    EntryColumn("联系人", 7, editable=True),
    EntryColumn("电话", 10, editable=True),
    EntryColumn("邮箱", 18, editable=True),
    EntryColumn("备注", 12, editable=True),
)
_FIELDS = ("name", "salutation", "contact", "phone", "mail", "remark")
_HOW = "上报、报备和邮件草稿从这里选收件单位。在格内按 F2 或双击填写，回车保存；“称呼”写在信的开头，不填就用名称。"


@dataclass(frozen=True, slots=True)
class SuperiorActs:
    """``put(new=)`` adds or changes a superior, ``remove(superior_id=)`` takes it off the list."""

    put: Callable[..., object]
    remove: Callable[..., object]


class SuperiorsDialog(RecordsDialog):
    """The list, in its order."""

    def __init__(self, desk: Desk, exports: Exports, does: SuperiorActs, parent: QWidget | None = None) -> None:
        super().__init__("上级单位", COLUMNS, desk, exports, parent)
        self._does = does
        self.unit.hide()
        self.note.setText(_HOW)
        self.adder = button("新增…", self.add, parent=self)
        self.remover = button("删除", self.remove, parent=self)
        self.acts.insertWidget(2, self.adder)
        self.acts.insertWidget(3, self.remover)
        self._known: dict[int, Superior] = {}
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.model.modelReset.connect(self._look)
        self.refresh()
        self._look()

    def entries(self) -> list[tuple[Entry, str]]:
        """Return the superiors."""
        found = upward.superiors(self._desk.library) if self._desk.library is not None else []
        self._known = {each.id: each for each in found if each.id is not None}
        return [(Entry(each.id, tuple(getattr(each, name) for name in _FIELDS)), "") for each in found]

    def take(self, entry: Entry, column: int, text: str) -> None:
        """Store what was typed."""
        self._put(replace(self._known[entry.key], **{_FIELDS[column]: text}))  # type: ignore[arg-type]

    def add(self) -> None:
        """Ask for a name and add a superior of it."""
        if name := ask.ask_line(self, "新增上级单位", "名称（如 市政府办公室）："):
            self._put(Superior(name, position=len(self._known)))

    def remove(self) -> None:
        """Take the selected ones off the list."""
        for entry in self.selected():
            self._does.remove(superior_id=entry.key)

    def _put(self, new: Superior) -> None:
        try:
            self._does.put(new=new)
        except DeskError as error:
            self.note.setText(error_sentence(error))
            self.refresh()
        else:
            self.note.setText(_HOW)

    def _look(self) -> None:
        self.adder.setEnabled(self._desk.may_write)
        self.remover.setEnabled(self._desk.may_write and bool(self.selected()))

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, exports: Exports, does: SuperiorActs) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, exports, does, parent)
        dialog.exec()
        dialog.deleteLater()
