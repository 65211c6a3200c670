"""按上级表样填报: a superior's form is read, fitted, shown for correction, filled into a copy and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.progress import Progress
from ui.commands.command import PLAN, Command, Here

with lazy_imports():
    from gongkai_desk.domain import forms
    from gongkai_desk.domain import papers as ledgers
    from gongkai_desk.rules.forms import fitting as fittings
    from gongkai_desk.rules.light import cycles
    from gongkai_desk.services import filling
    from gongkai_desk.standing import report_periods
    from gongkai_desk.standing.cycle import form_facts
    from gongkai_desk.wording import sentences
    from ui.dialogs.base import ask, written
    from ui.dialogs.rounds import fill_dialog

_FORMS = "上级表样 (*.docx *.xlsx *.doc *.xls *.wps *.et *.docm *.xlsm *.ods)"
_TITLE = "按上级表样填报"
_LONG = 8000  # milliseconds


def fill_form(here: Here) -> None:
    """Ask for a superior's form and fill it from the plan on which the tree stands."""
    if here.desk.library is None or here.plan is None:
        return
    folder = str(here.desk.settings.export_folder)
    chosen, _ = QFileDialog.getOpenFileName(here.parent, "选择上级表样", folder, _FORMS)
    if chosen:
        fill_from(here, Path(chosen), here.plan.id)


def fill_from(here: Here, path: Path, plan_id: int, name: str = "") -> None:
    """Fill a form from a plan; ``name``: what its file is called, where it was kept under another name."""
    if here.desk.library is not None:
        Filling(here, path, plan_id, name or path.stem).begin()


FILL = Command(
    "fill_form", f"{_TITLE}(&U)…", tip="上级发来的表，印好任务的填空格，空表逐行填入", needs=PLAN, run=fill_form
)


class Filling(QObject):
    """One form on its way: read in the child, shown, written in the pool, remembered."""

    def __init__(self, here: Here, path: Path, plan_id: int, name: str) -> None:
        super().__init__(here.parent)
        assert here.desk.library is not None
        self._here, self._path, self._plan, self._library = here, path, plan_id, here.desk.library
        self._name, self._fed = name, True
        self._fitting: fittings.Fitting | None = None
        self._target = path

    def begin(self) -> None:
        """Read the form."""
        self._run(partial(filling.read_form, self._path), f"正在读取《{self._name}》", self._show)

    def _run(self, work: Callable[..., object], text: str, done: Callable[..., None]) -> None:
        job = ask.run_waiting(self._here.desk.jobs, work, text, self._here.parent, done, self._failed)
        job.cancelled.connect(self.deleteLater)

    @Slot(object)
    def _show(self, form: forms.FormFile) -> None:
        """Show how the form was understood; it is for the library in which it was begun."""
        desk = self._here.desk
        if desk.library is not self._library:
            self.deleteLater()
            return
        form = replace(form, file=f"{self._name}.{form.format}")
        try:
            order, unit = filling.FillOrder(self._plan, desk.today), self._unit(form)
            if unit is None:
                self.deleteLater()
                return
            fitting = filling.fit(self._library, form, replace(order, unit=unit))
            self._fed = fitting.mode is forms.FormMode.PRINTED
            period = filling.usual_period(self._library, form, order)
        except DeskError as error:
            self._failed(error)
            return
        given = fill_dialog.FillDialog.ask(self._here.parent, fitting, self._offered(period))
        target = self._asked_target(form) if given is not None else None
        if given is None or target is None:
            self.deleteLater()
            return
        self._fitting, self._target = given[0], target
        self._run(partial(_write, self._path, target, given[1]), f"正在填写《{target.name}》", self._written)

    def _unit(self, form: forms.FormFile) -> str | None:
        """Ask who fills in a superior's shared book that was not registered; empty where nobody is asked."""
        units = filling.units_open(self._library, form)
        if not units:
            return ""
        chosen = ask.choose_one(self._here.parent, _TITLE, "这是通用填报表，本单位是其中哪一家：", units)
        return units[chosen] if chosen is not None else None

    def _offered(self, first: str) -> fill_dialog.Periods:
        today = self._here.desk.today
        periods = report_periods.period_choices(self._library, today)[0]
        names = filter(None, (first, *periods, *cycles.longer_periods(today)))
        return fill_dialog.Periods(tuple(dict.fromkeys(names)), self._facts, first)

    def _facts(self, period: str) -> dict[int, forms.TaskFacts]:
        since, until = cycles.period_days(period) or (None, None)
        choice = ledgers.LedgerChoice((), since, until, by_period=True)
        return form_facts.form_facts(self._library, self._plan, self._here.desk.today, choice, fed=self._fed)

    def _asked_target(self, form: forms.FormFile) -> Path | None:
        """Ask where the filled copy goes; the superior's own file is never written over."""
        settings = self._here.desk.settings
        proposed = settings.export_folder / f"{self._name}（已填）.{form.format}"
        kinds = f"填好的表 (*.{form.format})"
        chosen, _ = QFileDialog.getSaveFileName(self._here.parent, "填好的表另存为", str(proposed), kinds)
        if not chosen:
            return None
        path = Path(chosen if chosen.lower().endswith(f".{form.format}") else f"{chosen}.{form.format}")
        if path.exists() and path.samefile(self._path):
            ask.tell(self._here.parent, _TITLE, "填好的表不能写在表样原件上，请另起一个文件名。")
            return None
        settings.export_folder = path.parent
        return path

    @Slot(object)
    def _written(self, told: tuple[str, ...]) -> None:
        here, desk = self._here, self._here.desk
        self.deleteLater()
        if self._fitting is not None and desk.library is self._library and desk.may_write:
            desk.do(filling.remember, self._fitting)
        losses = (*(self._fitting.form.losses if self._fitting is not None else ()), *told)
        if losses:
            ask.tell(here.parent, _TITLE, "表已填好，另有几处请看一看：\n" + "\n".join(losses))
        here.say("表已填好，栏目对应下次还记得。", _LONG)
        if written.Written.show_for(here.parent, self._target):
            here.exports.mail(self._target, what="form")

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, _TITLE, sentences.error_sentence(error))


def _write(path: Path, target: Path, done: forms.Filled, progress: Progress) -> tuple[str, ...]:
    return filling.write(path, target, done, progress)
