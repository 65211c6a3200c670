"""报表: 考核."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import LIBRARY, PLAN, Command, Here
from ui.commands.papers import show_pages

if TYPE_CHECKING:
    from decimal import Decimal

    from gongkai_desk.domain.ids import By, Changes
    from gongkai_desk.domain.year.assessment import AssessmentPaper, Drawn, Scheme, SchemeItem, Scores
    from gongkai_desk.papers.listed import PaperKind
    from gongkai_desk.progress import Progress
    from gongkai_desk.rules.year.assessment_table import PointsTable
    from gongkai_desk.store.library import Library

with lazy_imports():
    from gongkai_desk.domain.year import assessment as values
    from gongkai_desk.export import pages
    from gongkai_desk.papers import making
    from gongkai_desk.services.year import approvals, assessment_files, self_scores
    from gongkai_desk.services.year import assessment as acts
    from gongkai_desk.standing import papers as facts_of_papers
    from gongkai_desk.standing.cycle import books
    from gongkai_desk.standing.year import assessment as standing
    from gongkai_desk.store.entries import assessment as stored
    from gongkai_desk.wording import sentences
    from gongkai_desk.wording.year import assessment as wording
    from ui import papers
    from ui.dialogs.base import ask
    from ui.dialogs.year import assessment_dialog, assessment_forms
    from ui.models import task_table

_TABLES = "表格和文档 (*.xlsx *.xls *.et *.ods *.docx *.doc *.wps *.pdf *.ofd);;所有文件 (*)"
_NAME = 36  # characters of a task


def show_assessment(here: Here) -> None:
    """Show the 考核 of the plan: scheme, scores, entries, objections, approval, papers."""
    if here.desk.library is not None and here.plan is not None:
        office = Assessing(here, here.plan.id)
        assessment_dialog.AssessmentDialog.show_for(here.parent, here.plan.title, here.desk, office.acts())
        office.deleteLater()


ASSESSMENT = Command(
    "assessment",
    "考核(&A)…",
    tip="方案、提取事实、得分、申诉、审定、评分表和扣分台账",
    needs=LIBRARY | PLAN,
    run=show_assessment,
)


class Assessing(QObject):
    """What the dialog asks and does, for one plan."""

    def __init__(self, here: Here, plan_id: int) -> None:
        super().__init__(here.parent)
        self._here, self._plan_id, self._desk = here, plan_id, here.desk

    def acts(self) -> assessment_dialog.AssessmentActs:
        """Return them as the dialog takes them."""
        doing = self._desk.doing
        return assessment_dialog.AssessmentActs(
            scores=self.scores,
            new_scheme=self.new_scheme,
            periods=self.periods,
            drawn=self.drawn,
            paper=self.paper,
            units=self.units,
            tasks=self.tasks,
            save=doing(acts.save_scheme),
            draw=doing(acts.draw),
            enter=doing(acts.add_entry),
            withdraw=doing(acts.withdraw),
            count_again=doing(acts.count_again),
            give=doing(_give),
            record_objection=doing(acts.record_objection),
            answer_objection=doing(acts.answer_objection),
            feed=doing(acts.feed_rectifications),
            approve=doing(approvals.approve),
            retract=doing(approvals.withdraw_approval),
            read_scheme=self.read_scheme,
            points=self.points,
            put_out=self.put_out,
            folder=self.folder,
            self_books=self.self_books,
            give_self=doing(_give_self),
            waiting=self.waiting,
            settle=self.settle,
            go_to_task=self._here.ways.go_to_task,
        )

    # -- what stands

    def _library(self) -> Library:
        assert self._desk.library is not None
        return self._desk.library

    def _number(self) -> int | None:
        plan = self._here.plan
        found = stored.assessments(self._library(), self._plan_id, plan.year if plan else None)
        return found[0].id if found else None

    def scores(self) -> Scores | None:
        """Return the scores; ``None`` without a scheme."""
        number = self._number() if self._desk.library is not None else None
        return standing.scores(self._library(), number) if number is not None else None

    def new_scheme(self) -> Scheme:
        """Return a scheme to begin with: named, of the units that answer for tasks of the plan, without items."""
        plan = self._here.plan
        year = (plan.year if plan else None) or self._desk.today.year
        units = tuple(values.SchemeUnit(unit) for unit in standing.units_of_plan(self._library(), self._plan_id))
        return values.Scheme(year, "政务公开工作考核", plan_id=self._plan_id, units=units)

    def periods(self) -> Sequence[str]:
        """Return the whole year and its parts, for which facts may be drawn."""
        scores = self.scores()
        year = scores.scheme.year if scores else self._desk.today.year
        return (str(year), *(f"{year}H{half}" for half in (1, 2)), *(f"{year}Q{quarter}" for quarter in range(1, 5)))

    def drawn(self, period: str) -> Drawn:
        """Return what facts of a period propose."""
        scheme = stored.scheme(self._library(), self._number() or 0)
        return standing.drawn(self._library(), scheme, period, self._desk.today)

    def paper(self, unit: int | None, ranked: bool) -> AssessmentPaper:
        """Return what papers are made of."""
        return standing.assessment_paper(
            self._library(), self._number() or 0, self._desk.today, unit_id=unit, ranked=ranked
        )

    def units(self) -> list[tuple[int, str]]:
        """Return every unit that has a name."""
        return [(number, name) for number, name in self._desk.shelf.unit_names() if name]

    def tasks(self) -> list[tuple[int, str]]:
        """Return the tasks of the plan."""
        found = self._desk.shelf.tasks(self._plan_id)
        return [(task.id, f"{task_table.short_seq(task)}　{(task.title or task.content)[:_NAME]}") for task in found]

    # -- tables of others

    def read_scheme(self, parent: QWidget, take: Callable[[Sequence[SchemeItem]], None]) -> None:
        """Ask for a file and give its items to ``take``."""
        path = _asked_file(parent, "选择考核指标表")
        if path is not None:
            _Reading(self._here, parent, partial(assessment_files.read_scheme, path), take).begin()

    def points(self, parent: QWidget, scheme: Scheme) -> None:
        """Ask for a table of points and lay it on the scheme; unknown units are asked for."""
        path = _asked_file(parent, "选择第三方、综合评分的表格")
        if path is not None:
            take = partial(self._take_points, parent, scheme)
            _Reading(self._here, parent, partial(assessment_files.read_points, path), take).begin()

    def _take_points(self, parent: QWidget, scheme: Scheme, table: PointsTable) -> None:
        known: dict[str, int] = {}
        found = assessment_files.laid(self._library(), scheme, table)
        if found.unknown:
            told = "下列名称不在单位字典中，请选是哪一家，或不导入："
            asked = assessment_forms.UnknownUnitsForm.ask(parent, found.unknown, self.units(), told)
            if asked is None:
                return
            known = asked
            found = assessment_files.laid(self._library(), scheme, table, known=known)
        if found.given:
            self._desk.do(acts.give_points, scheme.id or 0, acts.PointsKind.OUTSIDE, found.given)
        ask.tell(parent, "导入评分", "\n".join(_points_told(found)))

    # -- 自评

    def self_books(self, parent: QWidget) -> None:
        """Ask for a folder and write a 自评表 for every unit into it."""
        folder = self._asked_folder(parent, "自评表保存到")
        if folder is not None:
            books_ = self_scores.books(self._library(), self._number() or 0, self._desk.today)
            work = partial(self_scores.write_books, folder, books_)
            _Writing(self._here, parent, folder, len(books_)).begin(work)

    def _waiting(self) -> list[self_scores.WaitingScore]:
        number = self._number() if self._desk.library is not None else None
        return self_scores.waiting(self._library(), number) if number is not None else []

    def waiting(self) -> list[tuple[int, str, bool]]:
        """Return the rows of 自评表 that wait, in words, and whether each can be taken as it is."""
        scores = self.scores()
        names = {each.assessment_unit_id: each.unit for each in scores.units} if scores else {}
        return [
            (place, f"{names.get(each.unit or 0, each.file)}　{each.row.words}：{each.row.progress}"
                    f"（{wording.self_waits_text(each.waits)}）", each.may_take)
            for place, each in enumerate(self._waiting())
        ]  # fmt: skip

    def settle(self, places: Sequence[int]) -> None:
        """Take these rows, and leave the others that wait as they are."""
        every = self._waiting()
        taken = [every[place] for place in places]
        self._desk.do(self_scores.settle, taken, [each for each in every if each not in taken])

    # -- papers

    def _asked_folder(self, parent: QWidget, title: str) -> Path | None:
        settings = self._desk.settings
        name = QFileDialog.getExistingDirectory(parent, title, str(settings.export_folder))
        if not name:
            return None
        settings.export_folder = Path(name)
        return settings.export_folder

    def put_out(self, kind: PaperKind, facts: AssessmentPaper, format: PaperFormat | None) -> None:
        """Ask where to, and write a paper; without format show it as it is printed."""
        if format is not None:
            self._here.exports.paper(kind, facts, format)
            return
        made = making.make_paper(kind, facts)
        show_pages(self._here, made, pages.setup_of(made))

    def folder(self, parent: QWidget, kinds: Sequence[PaperKind]) -> None:
        """Ask for a folder and write these papers of every unit into it."""
        folder = self._asked_folder(parent, "评分表和反馈问题清单保存到")
        if folder is not None:
            whole = self.paper(None, False)
            every = [(kind, replace(whole, unit=unit)) for unit in whole.scores.units for kind in kinds]
            _Writing(self._here, parent, folder, len(every)).begin(partial(_write_all, folder, every))


def _give(library: Library, by: By, number: int, cells: Sequence[tuple[int, SchemeItem, Decimal | None]]) -> Changes:
    """Give points that were typed or pasted, each by what scores its item."""
    given = [(item.outside, acts.GivenPoints(unit, item.id or 0, points)) for unit, item, points in cells]
    return acts.give_typed(library, by, number, given)


def _give_self(
    library: Library, by: By, number: int, cells: Sequence[tuple[int, SchemeItem, Decimal | None]]
) -> Changes:
    """Give the points of units for themselves that were typed or pasted."""
    given = [acts.GivenPoints(unit, item.id or 0, points) for unit, item, points in cells]
    return acts.give_points(library, by, number, acts.PointsKind.SELF, given)


def _asked_file(parent: QWidget, title: str) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", _TABLES)
    return Path(chosen) if chosen else None


def _points_told(found: assessment_files.LaidPoints) -> Iterator[str]:
    yield f"已填写 {len(found.given)} 格。" if found.given else "没有可以填写的分数。"
    for words, names in (
        ("没有导入的单位", found.unknown),
        ("不在考核之列", found.aside),
        ("不是分值或超出该项分值", found.beyond),
        ("表中没有对应的一列", found.no_column),
    ):
        if names:
            yield f"{words}：{'、'.join(names)}。"


class _Reading(QObject):
    """A table from outside on its way in: read by a job, then given on."""

    def __init__(self, here: Here, over: QWidget, work: Callable[..., object], take: Callable[..., object]) -> None:
        super().__init__(over)
        self._here, self._over, self._work, self._given_to = here, over, work, take

    def begin(self) -> None:
        """Have it read."""
        ask.run_waiting(self._here.desk.jobs, self._work, "正在读取表格", self._over, self._take, self._failed)

    @Slot(object)
    def _take(self, found: object) -> None:
        self.deleteLater()
        try:
            self._given_to(found)
        except DeskError as error:
            ask.tell(self._over, "考核", sentences.error_sentence(error))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._over, "考核", sentences.error_sentence(error))


class _Writing(QObject):
    """Papers of many units on their way into a folder."""

    def __init__(self, here: Here, over: QWidget, folder: Path, count: int) -> None:
        super().__init__(over)
        self._here, self._over, self._folder, self._count = here, over, folder, count

    def begin(self, work: Callable[..., object]) -> None:
        """Have them written."""
        text = f"正在生成 {self._count} 份"
        ask.run_waiting(self._here.desk.jobs, work, text, self._over, self._written, self._failed)

    @Slot(object)
    def _written(self, _: object) -> None:
        self.deleteLater()
        ask.tell(self._over, "考核", f"已生成 {self._count} 份，存在“{self._folder}”。")

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._over, "考核", sentences.error_sentence(error))


def _write_all(folder: Path, every: Sequence[tuple[PaperKind, AssessmentPaper]], progress: Progress) -> None:
    for kind, facts in every:
        path = folder / f"{books.file_part(making.file_name(kind, facts))}.docx"
        facts_of_papers.write_kind(kind, facts, path, PaperFormat.DOCX, progress, pen=papers.pen)
