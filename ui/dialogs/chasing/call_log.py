"""催办记录: every call, who answered what; answers are written in place."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.slips import LoggedCall
from gongkai_desk.services.chasing import slips
from gongkai_desk.standing import due_slips
from gongkai_desk.store.entries import papers
from gongkai_desk.words.whole_dates import read_day
from ui.deleting import delete_by_keys, is_agreed, stay_at
from ui.desk import Desk
from ui.dialogs.base.records import RecordsDialog
from ui.models.register_table import Entry, EntryColumn
from ui.models.task_table import short_seq
from ui.papers import Exports
from ui.widgets.notices import button

COLUMNS = (
    EntryColumn("催办日期", 5.6, Align.CENTRE),
    EntryColumn("单位", 8),
    EntryColumn("方式", 4.5, Align.CENTRE),
    EntryColumn("催办事项", 15),
    EntryColumn("答复人", 5, editable=True),
    EntryColumn("答复情况", 13, editable=True),
    EntryColumn("承诺时间", 5.6, Align.CENTRE, editable=True),
    EntryColumn("文书编号", 8, Align.CENTRE),
)
_BY, _ANSWER, _PROMISED = 4, 5, 6
_HOW = "在“答复人”“答复情况”“承诺时间”格内按 F2 或双击填写，回车保存。"
_EMPTY = "还没有催办记录。打电话、发通知后，从“督办 → 登记催办”记一笔；发出的催办单会自动记在这里。"
_MOST = 3  # items that are named in a cell


class CallLog(RecordsDialog):
    """Entries of one call are one line; removing puts them into the recycle bin."""

    def __init__(self, desk: Desk, exports: Exports, parent: QWidget | None = None) -> None:
        super().__init__("催办记录", COLUMNS, desk, exports, parent)
        self.search.setPlaceholderText("查找单位、事项、答复")
        self.remover = button("删除", self.remove, parent=self)
        delete_by_keys(self.view, self.remove)
        self.acts.insertWidget(2, self.remover)
        self._calls: dict[tuple[int, ...], LoggedCall] = {}
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.refresh()
        self._look()

    def entries(self) -> list[tuple[Entry, str]]:
        """Return all calls, the newest first."""
        library = self._desk.library
        if library is None:
            return []
        units = dict(self._desk.shelf.unit_names())
        numbers = {each.id: each.number_text for each in papers.slip_numbers(library)}
        calls = due_slips.logged_calls(papers.reminders(library))
        self._calls = {call.ids: call for call in calls}
        names = self._names({task for call in calls for task in call.tasks})
        self.note.setText(_HOW if calls else _EMPTY)
        return [(_entry(call, units, names, numbers), units.get(call.first.unit_id or 0, "")) for call in calls]

    def _names(self, tasks: set[int]) -> dict[int, str]:
        found = self._desk.shelf.some(list(tasks))
        return {task.id: f"{short_seq(task)} {task.title or task.content[:20]}".strip() for task in found}

    def take(self, entry: Entry, column: int, text: str) -> None:
        """Store who answered, what, or by when it is promised; a day that is none is refused and said."""
        first = self._calls[entry.key].first
        promised = first.promised
        if column == _PROMISED:
            promised = read_day(text, self._desk.today) if text else None
            if text and promised is None:
                self.note.setText(f"“{text}”不是日期。承诺时间请写成 2026-03-05 或 3月5日。")
                return
        by = text if column == _BY else first.answered_by
        said = text if column == _ANSWER else first.answer
        call = slips.Call(first.means, by, said, promised)
        self._desk.do(slips.answer_many, ids=list(self._calls[entry.key].ids), call=call)

    def _look(self) -> None:
        chosen = [self._calls[entry.key] for entry in self.selected()]
        free = [call for call in chosen if call.first.slip_id is None]
        self.remover.setEnabled(self._desk.may_write and bool(free))
        self.remover.setToolTip("随催办单记下的，撤销发文时一并收回" if len(free) < len(chosen) else "")

    def remove(self) -> None:
        """Put the selected calls into the recycle bin; those of a slip stay as long as the slip does."""
        chosen = [self._calls[entry.key] for entry in self.selected()]
        ids = [number for call in chosen if call.first.slip_id is None for number in call.ids]
        names = [f"{entry.texts[0]} {entry.texts[1]}" for entry in self.selected()]
        row = self.view.currentIndex().row()
        if ids and self._desk.may_write and is_agreed(self, names, "催办记录", "关闭本窗口后按 Ctrl+Z 可撤销。"):
            self._desk.do(slips.remove_reminders, ids=ids)
            self.note.setText(f"已删除 {len(ids)} 条，关闭本窗口后按 Ctrl+Z 可撤销。")
            stay_at(self.view, row)

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, exports: Exports) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, exports, parent)
        dialog.exec()
        dialog.deleteLater()


def _entry(call: LoggedCall, units: dict[int, str], names: dict[int, str], numbers: dict[int, str]) -> Entry:
    first = call.first
    told = [names[task] for task in call.tasks if task in names]
    matter = "；".join(told[:_MOST]) + (f" 等{len(told)}项" if len(told) > _MOST else "")
    promised = first.promised.isoformat() if first.promised else ""
    texts = (
        first.day.isoformat(),
        units.get(first.unit_id or 0, ""),
        first.means.value,
        matter,
        first.answered_by,
        first.answer,
        promised,
        numbers.get(first.slip_id or 0, ""),
    )
    sorts = (*texts[:_PROMISED], (first.promised or date.max).isoformat(), texts[-1])
    return Entry(call.ids, texts, sorts)
