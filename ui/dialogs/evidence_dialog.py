"""登记佐证: files, a link or a document number, who provided it, when it took effect and when it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from gongkai_desk.domain.work import Evidence
from gongkai_desk.standing.lights import TaskWork
from gongkai_desk.wording.sentences import LACKS
from ui.dialogs.forms import Form
from ui.widgets.day_field import DayField, MaybeDay
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
