"""登记佐证, one piece with its provider and days; 佐证材料打包, how many pieces there are before they go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QRadioButton, QVBoxLayout, QWidget

from gongkai_desk.domain.papers import Packet
from gongkai_desk.domain.plan import StoredPlan, StoredTask
from gongkai_desk.domain.work import Evidence
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.standing.lights import TaskWork
from gongkai_desk.standing.packets import Scope
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.sentences import LACKS
from ui.dialogs.base.forms import Form
from ui.models.task_table import short_seq
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.plain import button, label

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
