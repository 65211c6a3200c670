"""One act of the law upon a request: its day and what belongs to it, and what the last day becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from gongkai_desk.domain.registers import Request, Result
from gongkai_desk.rules.requests import Act, Periods, clock, faults, lacks
from gongkai_desk.wording.clocks import ACTS, clock_lines, days_text, due_sentence, due_text
from gongkai_desk.wording.registers import result_long
from gongkai_desk.wording.sentences import LACKS
from gongkai_desk.workdays import Workdays
from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.fields import DayField
from ui.widgets.notices import label


@dataclass(frozen=True, slots=True)
class Law:
    """The day, the working days and the periods by which a form counts while it is filled in."""

    today: date
    workdays: Workdays
    periods: Periods


_DAYS = {
    Act.ANSWER: "答复日期(&D)",
    Act.EXTEND: "决定延期日期(&D)",
    Act.ASK_COMPLETION: "告知日期(&D)",
    Act.COMPLETE: "收到日期(&D)",
    Act.ASK_THIRD_PARTY: "发出日期(&D)",
    Act.TAKE_OPINION: "收到日期(&D)",
}
_USUAL_COMPLETION = 15  # calendar days proposed for a completion; the office sets the term


class ActForm(Form):
    """Asks for one act; the sentence under the fields says what the clock becomes."""

    def __init__(self, act: Act, request: Request, law: Law, parent: QWidget | None = None) -> None:
        super().__init__(ACTS[act], ACTS[act], parent)
        self._act, self._request, self._law = act, request, law
        self.form.addRow("申请", label(f"{request.number}　{request.subject}", wrap=True, parent=self))
        self.day = DayField(law.today, self)
        self.form.addRow(_DAYS[act], self.day)
        self._add_fields()
        self.told = label(name="dim", wrap=True, parent=self)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add_wide(self.told)
        self.day.dateChanged.connect(self._look)
        give_size(self, 36, 18 if act is Act.EXTEND else 15)
        self._look()
        first = {Act.ANSWER: "outcome", Act.EXTEND: "reason"}.get(act, "day")
        getattr(self, first).setFocus()

    def _add_fields(self) -> None:
        if self._act is Act.ANSWER:
            self.outcome = result_box(self, self._proposed())
            self.form.addRow("办理结果(&R)", self.outcome)
            self.doc_no = self.add_line("答复文号(&N)", self._request.doc_no, "如 云公开告〔2026〕3号")
            self.outcome.currentIndexChanged.connect(self._look)
        elif self._act is Act.EXTEND:
            self.days = QSpinBox(self)
            self.days.setRange(1, self._law.periods.extension)
            self.days.setValue(self._law.periods.extension)
            self.days.setSuffix(" 个工作日")
            self.form.addRow("延长(&L)", self.days)
            self.reason = self.add_line("理由(&R)", hint="如 需要检索的档案数量大；告知书文号")
            self.days.valueChanged.connect(self._look)
            self.reason.textChanged.connect(self._look)
        elif self._act is Act.ASK_COMPLETION:
            self.until = DayField(self._law.today + timedelta(days=_USUAL_COMPLETION), self)
            self.form.addRow("补正期限(&U)", self.until)
            self.until.dateChanged.connect(self._look)

    def _proposed(self) -> Result | None:
        """Return the result of a request whose completion never came."""
        asked, until = self._request.completion_asked, self._request.completion_until
        over = asked is not None and self._request.completed is None and until is not None and self._law.today > until
        return Result.NOT_COMPLETED if over else None

    def given(self) -> dict[str, Any]:
        """Return what was entered, as the service's own arguments."""
        given: dict[str, Any] = {"day": self.day.day()}
        if self._act is Act.ANSWER:
            given |= {"result": result_of(self.outcome), "doc_no": self.doc_no.text().strip()}
        elif self._act is Act.EXTEND:
            given |= {"days": self.days.value(), "reason": self.reason.text().strip()}
        elif self._act is Act.ASK_COMPLETION:
            given["until"] = self.until.day()
        return given

    def _after(self) -> Request:
        """Return the request as it would be."""
        day = self.day.day()
        match self._act:
            case Act.ANSWER:
                return replace(self._request, answered=day, result=result_of(self.outcome))
            case Act.EXTEND:
                return replace(self._request, extended=day, extended_days=self.days.value())
            case Act.ASK_COMPLETION:
                return replace(self._request, completion_asked=day, completion_until=self.until.day())
            case Act.COMPLETE:
                return replace(self._request, completed=day)
            case Act.ASK_THIRD_PARTY:
                return replace(self._request, third_party_asked=day)
            case Act.TAKE_OPINION:
                return replace(self._request, third_party_answered=day)

    def _look(self) -> None:
        law, after = self._law, self._after()
        missing = lacks(self._act, self._request, self.day.day(), law.workdays, law.periods)
        missing = missing or faults(after, law.today, law.periods)
        if not missing and self._act is Act.EXTEND and not self.reason.text().strip():
            missing = ("reason",)
        self.say("；".join(LACKS[each] for each in missing) + "。" if missing else "")
        self.told.setText("" if set(missing) - {"reason", "result"} else self._sentence(after))

    def _sentence(self, after: Request) -> str:
        law = self._law
        found = clock(after, law.today, law.workdays, law.periods)
        if after.answered is not None:
            late = f"，已过答复期限{due_text(found)}" if found.late else ""
            return f"{days_text(found)}{late}。"
        before = clock(self._request, law.today, law.workdays, law.periods)
        was = f"（原为{due_text(before)}）" if before.due is not None and before.due != found.due else ""
        due = f"{due_sentence(found)[:-1]}{was}。" if found.due is not None else ""
        return "\n".join(filter(None, (due, clock_lines(found)[-1])))

    @classmethod
    def ask(cls, parent: QWidget, act: Act, request: Request, law: Law) -> dict[str, Any] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(act, request, law, parent)
        given = dialog.given() if dialog.asked() else None
        dialog.deleteLater()
        return given


def result_box(parent: QWidget, chosen: Result | None, none: str = "请选择") -> QComboBox:
    """Return a box of all results in the order of table 3, with ``none`` as the first."""
    box = QComboBox(parent)
    box.setMaxVisibleItems(22)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(14)
    box.addItem(none, None)
    for result in Result:
        box.addItem(result_long(result), result)
    box.setCurrentIndex(list(Result).index(chosen) + 1 if chosen is not None else 0)
    return box


def result_of(box: QComboBox) -> Result | None:
    """Return the result that is chosen in such a box; Qt gives the plain word back."""
    return Result(box.currentData()) if box.currentData() else None
