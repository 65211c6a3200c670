"""缺佐证清单: units that applied, are due or were closed without evidence; a list to chase by, also as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.papers import Packet, SeenTable
from gongkai_desk.domain.plan import StoredPlan, StoredTask
from gongkai_desk.domain.sheet import Align
from gongkai_desk.domain.work import Evidence
from gongkai_desk.rules.light.agenda import Lacking, MissingProof
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.standing.lights import TaskWork
from gongkai_desk.standing.papers import Scope
from gongkai_desk.wording.lights import LACKING, period_text
from gongkai_desk.wording.sentences import LACKS
from ui.dialogs.base.dialog import Dialog, Form, give_size
from ui.models.item_table import RecordTable
from ui.models.task_table import short_seq
from ui.parts.figure_view import record_view
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.notices import button, label

HEADS = ("序号", "单位", "缺佐证的原因", "完成时限", "任务内容")
_WIDTHS = (3, 9, 8, 7)  # characters; the content takes the rest
_SHARES = (12.0, 40.0, 30.0, 28.0, 110.0)
_ALIGNS = (Align.CENTRE, Align.LEFT, Align.CENTRE, Align.CENTRE, Align.LEFT)


class LackingDialog(Dialog):
    """Lists what is missing; a row leads to its task. ``export(table)`` writes the list as it is seen."""

    def __init__(
        self,
        title: str,
        found: Sequence[MissingProof],
        export: Callable[[SeenTable], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("缺佐证清单")
        self._title, self._found, self._export = title, list(found), export
        self._shown: list[MissingProof] = []
        self.counts = label(name="dim", wrap=True, parent=self)
        self._found.sort(key=lambda each: list(Lacking).index(each.why))
        self.why = QComboBox(self)
        self.why.setAccessibleName("只看这个原因")
        self.why.addItem("全部原因（不含已销号）", "")
        for why in dict.fromkeys(each.why for each in self._found):
            self.why.addItem(f"只看{LACKING[why]}", why.value)
        self.model = RecordTable(HEADS, self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("缺佐证清单")
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate(_WIDTHS):
            self.view.setColumnWidth(column, wide * characters + 18)
        self.writer = button("导出 Excel(&E)…", self._write, parent=self)
        self.go = button("查看任务(&G)", self.accept, name="primary", parent=self)
        self._lay_out()
        self.why.currentIndexChanged.connect(self._show)
        self.view.doubleClicked.connect(self.accept)
        self._show()
        give_size(self, 78, 30)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(self.why)
        row = QHBoxLayout()
        row.addWidget(self.writer)
        row.addStretch(1)
        row.addWidget(button("关闭", self.reject, parent=self))
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(row)

    def _show(self) -> None:
        wanted = self.why.currentData()
        self._shown = [
            each for each in self._found if (each.why == wanted if wanted else each.why is not Lacking.CLOSED)
        ]
        self.model.show([_texts(each) for each in self._shown])
        self.counts.setText(self._sentence())
        for each in (self.writer, self.go):
            each.setEnabled(bool(self._shown))
        if self._shown:
            self.view.selectRow(0)

    def _sentence(self) -> str:
        """Return e.g. «3 项任务、12 家次缺佐证：已申请销号 2，已到期 10»."""
        if not self._shown:
            return f"{self._title}：应有佐证材料的都有了。"
        tasks = len({each.task.id for each in self._shown})
        counts = [(LACKING[why], sum(each.why is why for each in self._shown)) for why in Lacking]
        told = "，".join(f"{word} {count}" for word, count in counts if count)
        return f"{self._title}：{tasks} 项任务、{len(self._shown)} 家次缺佐证（{told}）"

    def _write(self) -> None:
        self._export(self.table())

    def table(self) -> SeenTable:
        """Return the list as it is seen."""
        rows = tuple(_texts(each) for each in self._shown)
        return SeenTable("缺佐证清单", HEADS, _SHARES, _ALIGNS, rows, note=self._sentence(), frozen=2)

    def chosen(self) -> int | None:
        """Return the id of the task of the current row."""
        row = self.view.currentIndex().row()
        return self._shown[row].task.id if 0 <= row < len(self._shown) else None

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        title: str,
        found: Sequence[MissingProof],
        export: Callable[[SeenTable], None],
    ) -> int | None:
        """Show it; return the id of the task that is to be seen."""
        dialog = cls(title, found, export, parent)
        dialog.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen


def _texts(each: MissingProof) -> tuple[str, ...]:
    due = each.due.isoformat() if each.due else each.task.deadline.text
    return short_seq(each.task), each.share.unit or "整项任务", LACKING[each.why], due, each.task.content


_WHOLE = "整项任务"


@dataclass(frozen=True, slots=True)
class Given:
    """Evidence as ``services.progress.evidence.attach_many`` takes it; ``unit`` ``None``: of the whole task."""

    proofs: tuple[tuple[Evidence, Path | None], ...]
    unit: str | None


class EvidenceDialog(Form):
    """Asks for evidence; 登记 works once there is a file, a link or a number."""

    def __init__(self, work: TaskWork, today: date, files: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__("登记佐证", "登记", parent)
        self.files = list(files)
        head = label(work.task.content, name="dim", wrap=True, parent=self)
        head.setMaximumHeight(head.fontMetrics().lineSpacing() * 3)
        self.column.insertWidget(0, head)
        self.unit = QComboBox(self)
        self._add_units(work)
        self.form.addRow("提供单位(&U)", self.unit)
        self.listed = label(wrap=True, parent=self)
        self.form.addRow("文件", self.listed)
        self.form.addRow("", button("选文件…", self.choose_files, parent=self))
        self.url = self.add_line("网址(&L)", hint="https://…")
        self.doc_no = self.add_line("文号(&N)", hint="如 云政办发〔2026〕8号")
        self.name = self.add_line("名称(&M)", hint="不填时用文件名、网址或文号")
        self.effective = MaybeDay(today, ticked=False, word="写明生效（发布）日期", parent=self)
        self.form.addRow("生效日期(&E)", self.effective)
        self.received = DayField(today, self)
        self.form.addRow("收到日期(&D)", self.received)
        for line in (self.url, self.doc_no):
            line.textChanged.connect(self._look)
        self._look()
        self.resize(520, self.sizeHint().height())

    def _add_units(self, work: TaskWork) -> None:
        named = [share for share in work.shares if share.unit_id is not None]
        if len(named) != 1:
            self.unit.addItem(_WHOLE, None)
        for share in named:
            self.unit.addItem(share.unit, str(share.unit_id))

    def choose_files(self) -> None:
        """Let files be chosen; those chosen before stay."""
        names, _ = QFileDialog.getOpenFileNames(self, "选佐证材料", "", "所有文件 (*)")
        self.files += [Path(name) for name in names if Path(name) not in self.files]
        self._look()

    def _look(self) -> None:
        self.listed.setText("\n".join(path.name for path in self.files) or "（没有选文件）")
        url = self.url.text().strip()
        if url and not url.lower().startswith(("http://", "https://")):
            self.say(f"{LACKS['http_link']}。")
        elif not (self.files or url or self.doc_no.text().strip()):
            self.say(f"{LACKS['evidence']}。")
        else:
            self.say("")

    def given(self) -> Given:
        """Return what was chosen; a link beside files is a piece of its own, a number goes with a single file."""
        name, url, number = (line.text().strip() for line in (self.name, self.url, self.doc_no))
        days = self.effective.day(), self.received.day()
        proofs: list[tuple[Evidence, Path | None]] = []
        for path in self.files:
            alone = len(self.files) == 1
            proofs.append((Evidence(name if alone else "", "", "", number if alone else "", *days), path))
        if url or (number and len(self.files) != 1):
            own = "" if self.files else name
            proofs.append((Evidence(own, "", url, "" if len(self.files) == 1 else number, *days), None))
        return Given(tuple(proofs), self.unit.currentData())

    @classmethod
    def ask(cls, parent: QWidget, work: TaskWork, today: date, files: Sequence[Path] = ()) -> Given | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(work, today, files, parent)
        given = dialog.given() if dialog.asked() else None
        dialog.deleteLater()
        return given


_NAME = 18  # characters of a task


@dataclass(frozen=True, slots=True)
class Offer:
    """What a packet may be of."""

    plan: StoredPlan | None
    task: StoredTask | None
    units: tuple[tuple[int, str], ...]
    periods: tuple[str, ...]


class PacketDialog(Form):
    """Asks what the packet is of; ``gather(scope)`` tells what would be in it."""

    def __init__(self, offer: Offer, gather: Callable[[Scope], Packet], parent: QWidget | None = None) -> None:
        super().__init__("佐证材料打包", "选择位置…", parent)
        self._offer, self._gather = offer, gather
        self.packet: Packet | None = None
        self.column.insertWidget(
            0, label("按任务编号排好文件，并附《佐证材料清单》，放进一个新文件夹。", name="dim", wrap=True, parent=self)
        )
        task = offer.task
        name = " ".join(filter(None, (short_seq(task), task.content[:_NAME]))) if task is not None else ""
        self.of_plan = QRadioButton(f"要点全部任务(&A)：{offer.plan.title}" if offer.plan else "全部任务(&A)", self)
        self.of_task = QRadioButton(f"当前任务(&T)：{name}…", self)
        self.of_task.setVisible(task is not None)
        self._group = QButtonGroup(self)
        box = QVBoxLayout()
        for each in (self.of_task, self.of_plan):
            self._group.addButton(each)
            each.toggled.connect(self._look)
            box.addWidget(each)
        self.form.addRow("范围", box)
        self.unit = self._choice("单位(&U)", [("全部单位", ""), *((name, str(number)) for number, name in offer.units)])
        periods = [("不限", ""), *((period_text(name), name) for name in offer.periods)]
        self.period = self._choice("生效日期在(&P)", periods)
        self.of_plan.setChecked(True)
        self._look()
        self.resize(520, self.sizeHint().height())

    def _choice(self, name: str, items: Sequence[tuple[str, str]]) -> QComboBox:
        made = QComboBox(self)
        made.setMaxVisibleItems(20)
        for word, value in items:
            made.addItem(word, value)
        made.currentIndexChanged.connect(self._look)
        self.form.addRow(name, made)
        return made

    def scope(self) -> Scope:
        """Return what was chosen."""
        since, until = period_days(str(self.period.currentData())) or (None, None)
        plan = self._offer.plan.id if self._offer.plan is not None else None
        task = self._offer.task.id if self._offer.task is not None and self.of_task.isChecked() else None
        return Scope(task, None if task else plan, str(self.unit.currentData()) or None, since, until)

    def _look(self) -> None:
        if not hasattr(self, "period"):
            return  # still being made
        self.packet = self._gather(self.scope())
        files = sum(bool(piece.name) for piece in self.packet.pieces)
        lost = sum(piece.file is not None and not piece.name for piece in self.packet.pieces)
        told = f"{len(self.packet.pieces)} 份佐证材料，其中文件 {files} 个"
        told += f"；{len(self.packet.missing)} 项任务没有" if self.packet.missing else ""
        told += f"；{lost} 个文件在台账库中找不到，请先检查台账库" if lost else ""
        self.note.setText(f"{told}。" if self.packet.pieces else "这个范围内没有佐证材料。")
        self.note.show()
        self.accept_button.setEnabled(bool(self.packet.pieces))

    def name(self) -> str:
        """Return the proposed name of the folder."""
        parts = [self.unit.currentText()] if self.unit.currentData() else []
        if self.of_task.isChecked() and self._offer.task is not None:
            parts.append(f"任务{short_seq(self._offer.task)}")
        if self.period.currentData():
            parts.append(self.period.currentText())
        return "佐证材料" + (f"（{' '.join(parts)}）" if parts else "")

    @classmethod
    def ask(cls, parent: QWidget, offer: Offer, gather: Callable[[Scope], Packet]) -> tuple[Packet, str] | None:
        """Ask; return the packet and its folder's name, ``None`` if it was cancelled."""
        dialog = cls(offer, gather, parent)
        given = (dialog.packet, dialog.name()) if dialog.asked() and dialog.packet is not None else None
        dialog.deleteLater()
        return given
