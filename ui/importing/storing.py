"""存入台账: said in words what will be stored, then written or merged; and 只核对不存入, a list of findings instead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QFormLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.unit import Unit
from gongkai_desk.errors import DeskError, Duplicate
from gongkai_desk.papers.listed import FINDINGS
from gongkai_desk.review import naming
from gongkai_desk.review.findings import finding_list, findings_title
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.standing.plan_pairs import Similar, similar_plans
from gongkai_desk.wording.days import long_day
from gongkai_desk.wording.sentences import error_sentence
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.dialogs.base.written import Written
from ui.importing.merging import Merging
from ui.importing.revise_page import RevisePage
from ui.importing.source_reader import SourceReader
from ui.models.draft_table import chips
from ui.papers import FILTERS, paper_work
from ui.widgets.notices import label, value

_PROMISE = "存入是一步操作，存入以后仍可以在“编辑”菜单里整体撤销。原文件会一并保存在台账库中。"


class StorePage(QWidget):
    """The last look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = {
            name: value(parent=self)
            for name in ("标题", "文号", "印发日期", "任务", "单位", "待确认", "删除", "台账库")
        }
        self.refusal = label(wrap=True, parent=self)
        self.refusal.setObjectName("refusal")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for name, shown in self._values.items():
            form.addRow(label(name, name="dim", parent=self), shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 36, 48, 24)
        column.setSpacing(14)
        column.addWidget(label("将要存入台账", name="title", parent=self))
        column.addLayout(form)
        column.addWidget(label(_PROMISE, name="dim", wrap=True, parent=self))
        column.addWidget(self.refusal)
        column.addStretch(1)
        self.say_refused("")

    def show_review(self, review: Review, library: str, entered: Sequence[Unit] = ()) -> None:
        """Say what would be stored where; ``entered`` are the units that are new to the library."""
        plan, tasks = review.plan, review.shown.tasks
        units = {name for task in tasks for name in (*task.lead, *task.responsible, *task.support)}
        open_doubts = sum(chips(review).values())
        said = {
            "标题": plan.title or review.draft.file,
            "文号": plan.doc_no or "未登记",
            "印发日期": _issued(plan.dates),
            "任务": f"{len(tasks)} 项",
            "单位": _units_told(len(units), entered),
            "待确认": f"{open_doubts} 处，存入后仍保留原文" if open_doubts else "没有",
            "删除": f"{len(review.dropped)} 项不存入" if review.dropped else "没有",
            "台账库": library,
        }
        for name, text in said.items():
            self._values[name].setText(text)
        self.say_refused("")

    def say_refused(self, sentence: str) -> None:
        """Show why it was not stored."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))


def _issued(dates: PlanDates) -> str:
    """Return the day of the imprint; the day of the text that stands in for it is called so."""
    if dates.issue is None:
        return "未登记"
    return long_day(dates.issue) + ("（成文日期，印发日期未登记）" if dates.issue_is_written else "")


def _units_told(names: int, entered: Sequence[Unit]) -> str:
    """Say how many names there are, and which units would be entered for them."""
    proposed = [unit.name for unit in entered if unit.proposed]
    told = [f"原文 {names} 种写法"]
    if len(entered) > len(proposed):
        told.append(f"单位目录新登记 {len(entered) - len(proposed)} 个")
    if proposed:
        told.append(f"登记为“待确认” {len(proposed)} 个：{'、'.join(proposed)}")
    return "，".join(told)


def similar_to(desk: Desk, review: Review, besides: Collection[int]) -> Similar | None:
    """Return the stored plan that a review is most like, ``None`` if there is none like it; ``besides`` these (ids)."""
    found = similar_plans(desk.library, review) if desk.library is not None else ()
    return next((each for each in found if each.plan.id not in besides), None)


def store_reviewed(desk: Desk, window: QWidget, review: Review, path: Path | None) -> Changes | None:
    """Store a review as a new plan; a file that is there already is asked about. ``None``: it was not stored.

    Raises:
        DeskError: it could not be stored.
    """
    try:
        return _add(desk, review, path, again=False)
    except Duplicate as error:
        if ask.choose(window, "已经导入过", f"《{error.data['title']}》已经在台账库中。", "再导入一次"):
            return _add(desk, review, path, again=True)
        return None


def _add(desk: Desk, review: Review, path: Path | None, *, again: bool) -> Changes | None:
    return desk.do(
        add_plan,
        Intake(review.draft, review.part, original=path, again=again, agreed=naming.agreed(review)),
    )


def merge_reviewed(merging: Merging, page: RevisePage, review: Review, path: Path | None) -> Changes | None:
    """Merge a review into the stored plan; ``None``: something is still to be decided, the page says what.

    Raises:
        DeskError: it could not be stored.
    """
    if merging.revision.open(merging.choices):
        page.refuse()
        return None
    return merging.store(review, path)


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
