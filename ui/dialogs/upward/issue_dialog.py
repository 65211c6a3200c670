"""呈批印发: signer, number, days, public link; the paper that is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.cycle.upward import IssuedPaper
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.wording.sentences import LACKS
from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.fields import DayField, FileField, MaybeDay
from ui.widgets.notices import label

_FILE = "PDF、OFD、Word；不选的，按现在的任务生成一份任务分解表留存"
_KEPT = "不选的，沿用上次留存的一份"


@dataclass(frozen=True, slots=True)
class IssueAsked:
    """What was entered; ``file`` ``None``: what was frozen before stays, else the table as it stands is frozen."""

    paper: IssuedPaper
    file: Path | None
    override: str = ""


class IssueForm(Form):
    """``open_points``: what opinions still lack; then a reason is asked why it is issued all the same."""

    def __init__(
        self,
        plan: StoredPlan,
        open_points: Sequence[str],
        today: date,
        before: IssuedPaper | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("呈批印发", "登记印发", parent)
        self._plan, self._open = plan, tuple(open_points)
        self.column.insertWidget(0, label(f"《{plan.title}》", name="heading", wrap=True, parent=self))
        known = before or IssuedPaper(plan.id)
        self.signer = self.add_line("签发人(&S)", known.signer)
        self.doc_no = self.add_line("文号(&N)", known.doc_no or plan.doc_no, "如 云政办发〔2026〕8号")
        self.day = DayField(known.day or plan.dates.imprint or today, self)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.addRow("印发日期(&D)", self.day)
        self.published = MaybeDay(
            known.published or today, ticked=known.published is not None, word="已公开", parent=self
        )
        self.published.field.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.addRow("公开日期(&P)", self.published)
        self.link = self.add_line("公开网址(&L)", known.link, "https://，可以后补")
        self.file = FileField("选择印发件", parent=self)
        self.file.line.setPlaceholderText(_KEPT if known.filed_copy_id else _FILE)
        self.form.addRow("印发件(&F)", self.file)
        self.remark = self.add_line("备注(&R)", known.remark)
        self.override = self.add_line("仍要印发的理由(&W)", hint="如 领导要求先行印发")
        if not self._open:
            self.form.setRowVisible(self.override, False)
        for line in (self.signer, self.override):
            line.textChanged.connect(self._look)
        self._look()
        give_size(self, 48, 22)

    def _look(self) -> None:
        missing = [] if self.signer.text().strip() else [LACKS["issued_signer"]]
        if self._open and not self.override.text().strip():
            missing += [*(LACKS[each] for each in self._open), "办完后再印发，或写明仍要印发的理由"]
        self.say(f"{'；'.join(missing)}。" if missing else "")

    def asked_for(self) -> IssueAsked:
        """Return what was entered."""
        paper = IssuedPaper(
            self._plan.id,
            self.signer.text().strip(),
            self.doc_no.text().strip(),
            self.link.text().strip(),
            self.day.day(),
            self.published.day(),
            remark=self.remark.text().strip(),
        )
        return IssueAsked(paper, self.file.path(), self.override.text().strip())

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        plan: StoredPlan,
        open_points: Sequence[str],
        today: date,
        before: IssuedPaper | None = None,
    ) -> IssueAsked | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(plan, open_points, today, before, parent)
        asked = dialog.asked_for() if dialog.asked() else None
        dialog.deleteLater()
        return asked
