"""What the page 政策解读 does: each act asks in its own form and is one undoable step."""

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.domain.registers import Interpretation
from gongkai_desk.papers.listed import SEEN
from gongkai_desk.services.registers import interpretations
from gongkai_desk.standing import registers
from ui.acts.register import RegisterActs

if TYPE_CHECKING:
    from ui.pages.interpretations import Interpretations


class InterpretationActs(RegisterActs):
    """Asks, and has the service do it."""

    def __init__(self, page: "Interpretations") -> None:
        super().__init__(page, interpretations.remove_interpretations, interpretations.restore_interpretations)
        self._page = page

    def _asked(self, one: Interpretation, title: str, verb: str, *, interpreted: bool) -> Interpretation | None:
        from gongkai_desk.standing.days import office_workdays
        from ui.dialogs.interpretation_form import InterpretationForm, Span

        if self._desk.library is None:
            return None
        days = registers.days_allowed(self._desk.library)
        span = Span(self._desk.today, office_workdays(self._desk.library), days)
        return InterpretationForm.ask(self._page, one, span, self._desk.shelf, (title, verb), interpreted=interpreted)

    def add(self) -> None:
        """登记文件: a file, with its interpretation if there is one already."""
        new = Interpretation(file_day=self._desk.today)
        given = self._asked(new, "登记文件", "登记", interpreted=False)
        if given is not None:
            self._page.go_to(self._write(interpretations.add_interpretation, new=given) or 0)

    def interpret(self) -> None:
        """登记解读: what interprets a file that waited."""
        self._change("登记解读", "登记", interpreted=True)

    def again(self) -> None:
        """再登记一种解读: a further interpretation of the same file."""
        kept = self._page.kept(self._page.current())
        if kept is None:
            return
        new = replace(kept.one, id=None, title="", form="", link="", day=None, remark="")
        given = self._asked(new, "再登记一种解读", "登记", interpreted=True)
        if given is not None:
            self._page.go_to(self._write(interpretations.add_interpretation, new=given) or 0)

    def change(self) -> None:
        """修改."""
        if self._desk.may_write and self._page.actions_by_name["change"].isVisible():
            self._change("修改登记", "保存", interpreted=False)

    def _change(self, title: str, verb: str, *, interpreted: bool) -> None:
        kept = self._page.kept(self._page.current())
        given = self._asked(kept.one, title, verb, interpreted=interpreted) if kept is not None else None
        if given is not None:
            self._write(interpretations.change_interpretation, new=given)

    def export(self) -> None:
        """Write what is shown as a workbook."""
        from gongkai_desk.standing.register_papers import interpretations_table

        if self._desk.library is None:
            return
        title = f"{self._page.year.currentText()}政策解读登记表"
        table = interpretations_table(self._desk.library, self._page.shown(), title, self._page.sum.text())
        self._exports.paper(SEEN, table, PaperFormat.XLSX, self.export)
