"""A plan by hand: what is registered of it (文号, 发文机关, the four dates, 级别, 年度)."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gongkai_desk.domain.plan import Level, Plan, PlanDates
from gongkai_desk.wording.sentences import PLAN_KINDS
from ui.dialogs.forms import Form, day_text, give_size

_DATES = (
    ("written", "成文日期(&W)"),
    ("imprint", "印发日期(&P)"),
    ("published", "发布日期(&B)"),
    ("received", "收文日期(&R)"),
)


class PlanDialog(Form):
    """Asks for a plan's own data; a title is needed, days are written as in papers or as 2026-03-05."""

    def __init__(self, plan: Plan, parent: QWidget | None = None, *, new: bool = True) -> None:
        super().__init__("新建要点" if new else "修改要点信息", "新建" if new else "保存", parent)
        self._plan = plan
        self.kind = QComboBox(self)
        self.kind.addItems(list(PLAN_KINDS.values()))
        self.kind.setCurrentText(PLAN_KINDS[plan.kind])
        self.form.addRow("类别(&K)", self.kind)
        self.title = self.add_line("标题(&T)", plan.title, "如：2026年云州市政务公开工作要点")
        self.doc_no = self.add_line("文号(&N)", plan.doc_no, "如：云政办发〔2026〕8号")
        self.issuer = self.add_line("发文机关(&I)", plan.issuer)
        self.level = QComboBox(self)
        self.level.addItems(["未登记", *(level.value for level in Level)])
        self.level.setCurrentText(plan.level.value if plan.level else "未登记")
        self.form.addRow("级别(&L)", self.level)
        self.year = self.add_line("年度(&Y)", str(plan.year) if plan.year else "", "如：2026")
        self.days: dict[str, QLineEdit] = {
            name: self.add_line(text, day_text(getattr(plan.dates, name)), "如：2026-03-05") for name, text in _DATES
        }
        for field in (self.title, self.year, *self.days.values()):
            field.textChanged.connect(self._look)
        give_size(self, 39, 23)
        self._look()

    def _look(self) -> None:
        self.say(self._missing())

    def _missing(self) -> str:
        if not self.title.text().strip():
            return "请填写标题。"
        year = self.year.text().strip()
        if year and not (year.isdecimal() and 1949 <= int(year) <= 2199):
            return "年度请写四位数字，如 2026。"
        for (name, text), field in zip(_DATES, self.days.values(), strict=True):
            if field.text().strip() and _day(self.days[name]) is None:
                return f"{text.split('(')[0]}没有看懂，请写成 2026-03-05。"
        return ""

    def plan(self) -> Plan:
        """Return the plan as it is written now."""
        year, level = self.year.text().strip(), self.level.currentText()
        return Plan(
            self.title.text().strip(),
            self.doc_no.text().strip(),
            self.issuer.text().strip(),
            PlanDates(**{name: _day(field) for name, field in self.days.items()}),
            int(year) if year else None,
            Level(level) if level in list(Level) else None,
            self._plan.id,
            list(PLAN_KINDS)[self.kind.currentIndex()],
        )

    @classmethod
    def ask(cls, parent: QWidget, plan: Plan, *, new: bool = True) -> Plan | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(plan, parent, new=new)
        given = dialog.plan() if dialog.asked() else None
        dialog.deleteLater()
        return given


def _day(field: QLineEdit) -> date | None:
    from gongkai_desk.words.whole_dates import read_date

    return read_date(field.text().strip())
