"""要点: 征求意见, 呈批印发, 下发印发件."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.personal import Mask
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import BREAKDOWN
from ui.commands.command import LIBRARY, PLAN, WRITING, Command, Here
from ui.models.task_table import short_seq

if TYPE_CHECKING:
    from gongkai_desk.domain.cycle import reviews
    from gongkai_desk.domain.cycle.opinions import Asking
    from gongkai_desk.domain.ids import By, Changes
    from gongkai_desk.domain.plan import StoredTask
    from gongkai_desk.store.library import Library
    from ui.dialogs.upward.issue_dialog import IssueAsked

with lazy_imports():
    from gongkai_desk.rules.work import opinions as rules
    from gongkai_desk.services import asking, opinion_returns, opinions, staging
    from gongkai_desk.services.collecting import sources, waiting_opinions
    from gongkai_desk.services.year import leaving
    from gongkai_desk.standing import papers as facts
    from gongkai_desk.standing.cycle import asking as rounds_out
    from gongkai_desk.standing.cycle import opinions as standing
    from gongkai_desk.store.entries import opinions as stored
    from gongkai_desk.wording import opinions as wording
    from gongkai_desk.wording import rounds, sentences
    from ui import looking, papers
    from ui.dialogs.base import ask, written
    from ui.dialogs.upward import issue_dialog, opinion_forms, opinions_dialog, returned_form


_TABLES = "表格和文档 (*.xlsx *.xls *.et *.ods *.docx *.doc *.wps *.pdf *.ofd);;所有文件 (*)"


def show_opinions(here: Here) -> None:
    """Show who was asked for an opinion on the plan, and what was said."""
    desk, plan = here.desk, here.plan
    if desk.library is not None and plan is not None:
        does = opinions_dialog.OpinionActs(
            ask=desk.doing(opinions.ask),
            send=lambda parent, round_: Sending(here, plan.id, round_, parent).begin(),
            remind=lambda parent, whom: Reminding(here, plan.id, whom, parent).begin(),
            enter=desk.doing(opinions.enter),
            enter_none=desk.doing(opinions.enter_none),
            take_silence=desk.doing(opinions.take_silence),
            answer=desk.doing(opinions.answer),
            remove=desk.doing(opinions.remove),
            collect=lambda parent: Collecting(here, plan.id, parent).begin(),
            waiting=lambda: _waiting(here, plan.id),
            settle=desk.doing(waiting_opinions.settle),
        )
        opinions_dialog.OpinionsDialog.show_for(here.parent, plan, desk, here.exports, does)


def _waiting(here: Here, plan_id: int) -> Sequence[reviews.WaitingOpinion]:
    library = here.desk.library
    return waiting_opinions.waiting_opinions(library, plan_id) if library is not None else ()


OPINIONS = Command(
    "opinions",
    "征求意见(&O)…",
    tip="发给了谁、谁没回、意见和采纳情况",
    needs=LIBRARY | PLAN,
    run=show_opinions,
)


class Sending(QObject):
    """A round on its way: its papers are written by a job, then it is registered and they are put in their place."""

    def __init__(self, here: Here, plan_id: int, of: Asking, over: QWidget) -> None:
        super().__init__(over)
        assert here.desk.library is not None
        self._here, self._plan_id, self._of, self._over = here, plan_id, of, over
        self._library, self._folder = here.desk.library, here.desk.settings.export_folder
        self._mask: Mask | None = None  # once a person has decided it holds, however often the papers are written

    def begin(self) -> None:
        """Ask for the folder and write the papers beside where they are to be."""
        name = QFileDialog.getExistingDirectory(self._over, "征求意见函和反馈表保存到", str(self._folder))
        if not name:
            self.deleteLater()
            return
        self._folder = self._here.desk.settings.export_folder = Path(name)
        self._write()

    def _write(self) -> None:
        desk = self._here.desk
        try:
            of = rounds_out.asking_out(self._library, self._plan_id, self._of, desk.today)
        except DeskError as error:
            self._failed(error)
            return
        if self._mask is None:
            self._mask = looking.looked_over(desk, self._over, leaving.round_texts(of))
        if self._mask is None:
            self.deleteLater()
            return
        work = partial(asking.stage, self._folder, of, mask=self._mask)
        text = f"正在生成 {len(of.parcels)} 份意见反馈表"
        job = ask.run_waiting(desk.jobs, work, text, self._over, self._take, self._failed)
        job.cancelled.connect(self.deleteLater)

    @Slot(object)
    def _take(self, staged: staging.Staged[rounds_out.AskingOut]) -> None:
        """Register the round, unless another was entered meanwhile: then its papers are written anew."""
        desk = self._here.desk
        try:
            if self._library is not desk.library:
                self.deleteLater()
            elif staged.of != rounds_out.asking_out(self._library, self._plan_id, self._of, desk.today):
                self._write()
            else:
                desk.do(partial(_send_round, staged=staged))
                self._say_sent(staged)
        except DeskError as error:
            self._failed(error)
        finally:
            staged.discard()

    def _say_sent(self, staged: staging.Staged[rounds_out.AskingOut]) -> None:
        self.deleteLater()
        of = staged.of
        notes = rounds.sent_notes(of.without_mail, 0, 0, staged.unknown)
        notes += [] if of.asking.confirmed else [wording.UNCONFIRMED]
        told = f"已给 {len(of.parcels)} 家出函和意见反馈表，批号 {of.batch}，存在“{self._folder}”，按 Ctrl+Z 可撤销。"
        ask.tell(self._over, "发出征求意见", "\n".join([told, *notes]))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._over, "发出征求意见", f"{sentences.error_sentence(error)}\n没有发出，没有编号。")


class Reminding(QObject):
    """催复 on its way: the forms of those who have not answered, with list and words; nothing is registered."""

    def __init__(self, here: Here, plan_id: int, whom: Asking, over: QWidget) -> None:
        super().__init__(over)
        self._here, self._plan_id, self._whom, self._over = here, plan_id, whom, over

    def begin(self) -> None:
        """Ask for the folder and have the papers written."""
        desk, library = self._here.desk, self._here.desk.library
        name = QFileDialog.getExistingDirectory(self._over, "催复材料保存到", str(desk.settings.export_folder))
        if not name or library is None:
            self.deleteLater()
            return
        desk.settings.export_folder = Path(name)
        try:
            of = rounds_out.reminding_out(library, self._plan_id, self._whom, desk.today)
        except DeskError as error:
            self._failed(error)
            return
        work = partial(asking.stage, Path(name), of)
        text = f"正在生成 {len(of.parcels)} 家的催复材料"
        job = ask.run_waiting(desk.jobs, work, text, self._over, self._take, self._failed)
        job.cancelled.connect(self.deleteLater)

    @Slot(object)
    def _take(self, staged: staging.Staged[rounds_out.AskingOut]) -> None:
        """Put the papers where the clerk finds them, and say what to do with them."""
        of = staged.of
        try:
            staged.place(of)
        except DeskError as error:
            self._failed(error)
            return
        finally:
            staged.discard()
        self.deleteLater()
        told = wording.reminded_sentence(len(of.parcels), str(staged.beside.parent))
        notes = rounds.sent_notes(of.without_mail, 0, 0, ())
        notes += [] if of.asking.confirmed else [wording.UNCONFIRMED]
        ask.tell(self._over, "催复", "\n".join([told, *notes]))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._over, "催复", f"{sentences.error_sentence(error)}\n没有出催复材料。")


def _send_round(library: Library, by: By, staged: staging.Staged[rounds_out.AskingOut]) -> Changes:
    return asking.send(library, by, staged)[0]


class Collecting(QObject):
    """Feedback tables on their way in: read by a job, confirmed by a person, entered as one step."""

    def __init__(self, here: Here, plan_id: int, over: QWidget) -> None:
        super().__init__(over)
        self._here, self._plan_id, self._over, self._library = here, plan_id, over, here.desk.library

    def begin(self) -> None:
        """Ask which files came back, and have them read."""
        chosen, _ = QFileDialog.getOpenFileNames(self._over, "选择收回的意见反馈表", "", _TABLES)
        if not chosen:
            self.deleteLater()
            return
        work = partial(sources.received, [Path(each) for each in chosen])
        jobs = self._here.desk.jobs
        ask.run_waiting(jobs, work, f"正在读取 {len(chosen)} 个文件", self._over, self._read, self._failed)

    @Slot(object)
    def _read(self, files: Sequence[reviews.Received]) -> None:
        """Show what the files say and enter what is confirmed."""
        self.deleteLater()
        desk, library = self._here.desk, self._here.desk.library
        if library is None or library is not self._library:
            return
        rows = opinion_returns.laid(library, self._plan_id, files)
        new, notes = [each for each in rows if not each.known], list(_notes(files, rows))
        if not new:
            ask.tell(self._over, "登记收回的意见", "\n".join(notes or ["没有读到新的意见。"]))
            return
        names = dict(desk.shelf.unit_names())
        tasks: dict[int, StoredTask] = {task.id: task for task in desk.shelf.tasks(self._plan_id)}
        lines = [_line(each, names, tasks) for each in new]
        chosen = returned_form.ReturnedForm.ask(self._over, lines, notes, desk.shelf.unit_names())
        if chosen is not None:
            taken = [replace(new[place], unit_id=new[place].unit_id or chosen[1]) for place in chosen[0]]
            self._enter(taken)

    def _enter(self, rows: Sequence[opinion_returns.Laid]) -> None:
        try:
            self._here.desk.do(opinion_returns.take_in, self._plan_id, rows)
        except DeskError as error:
            ask.tell(self._over, "登记收回的意见", f"{sentences.error_sentence(error)}\n没有登记。")

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._over, "登记收回的意见", sentences.error_sentence(error))


def _notes(files: Sequence[reviews.Received], rows: Sequence[opinion_returns.Laid]) -> Iterator[str]:
    """Yield which files gave nothing, and how many rows are stored already."""
    for file in files:
        if file.error is not None:
            yield sentences.error_sentence(file.error)
        elif not any(each.source is file for each in rows):
            yield f"《{file.short}》里没有找到填了意见的表格，请用“登记意见…”录入。"
    if known := sum(each.known for each in rows):
        yield f"{known} 条以前已登记，不再列出。"


def _line(
    each: opinion_returns.Laid, names: Mapping[int, str], tasks: Mapping[int, StoredTask]
) -> returned_form.ReturnedLine:
    unit = names.get(each.unit_id or 0, "") or f"〔单位没有认出{f'：{each.row.unit}' if each.row.unit else ''}〕"
    task = tasks.get(each.task_id or 0)
    matter = f"{short_seq(task)}　{(task.title or task.content)[:24]}" if task else "总体"
    agrees = wording.AGREES[each.row.agrees.value]
    said = "　".join(filter(None, (each.text or "无意见", agrees and f"（{agrees}）")))
    return returned_form.ReturnedLine(f"{unit}　{matter}：{said}", each.unit_id is not None)


def issue(here: Here) -> None:
    """Ask how the plan was issued and freeze the paper."""
    library, plan = here.desk.library, here.plan
    if library is None or plan is None:
        return
    open_ = rules.open_points(stored.opinions(library, plan.id))
    before = standing.issued(library, plan.id)
    asked = issue_dialog.IssueForm.ask(here.parent, plan, open_, here.desk.today, before)
    if asked is not None:
        Issuing(here, library, asked).begin()


ISSUE = Command("issue", "呈批印发(&S)…", tip="签发人、文号、网址；印发件留存一份", needs=WRITING | PLAN, run=issue)


class Issuing(QObject):
    """An issue on its way: without a paper of its own the table is written by a job first, then all is entered."""

    def __init__(self, here: Here, library: Library, asked: IssueAsked) -> None:
        super().__init__(here.parent)
        self._here, self._library, self._asked = here, library, asked
        self._folder: Path | None = None

    def begin(self) -> None:
        """Write the paper, or take the one that was given."""
        given = self._asked.file or standing.issued_copy(self._library, self._asked.paper.plan_id)
        if given is not None:
            self._enter(given)
            return
        plan_id = self._asked.paper.plan_id
        made = facts.breakdown_paper(self._library, plan_id)
        self._folder = Path(mkdtemp(prefix="印发件-"))
        self._made = self._folder / f"{made.heading}.docx".replace("/", "_")
        work = papers.paper_work(BREAKDOWN, made, PaperFormat.DOCX, self._made)
        jobs, over = self._here.desk.jobs, self._here.parent
        job = ask.run_waiting(jobs, work, "正在生成印发件", over, self._written, self._failed)
        job.cancelled.connect(self._end)

    @Slot(object)
    def _written(self, result: object) -> None:
        self._enter(self._made)

    def _enter(self, paper: Path) -> None:
        """Freeze the paper and enter the issue as one step."""
        here, asked = self._here, self._asked
        try:
            if self._library is here.desk.library:
                here.desk.do(opinions.issue, asked.paper, paper, asked.override)
                here.say("已登记印发，印发件留存一份，下发和报备都用这一份；按 Ctrl+Z 可撤销。")
        except DeskError as error:
            ask.tell(here.parent, "呈批印发", sentences.error_sentence(error))
        finally:
            self._end()

    @Slot()
    def _end(self) -> None:
        if self._folder is not None:
            rmtree(self._folder, ignore_errors=True)
        self.deleteLater()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, "呈批印发", f"{sentences.error_sentence(error)}\n没有登记。")


def distribute(here: Here) -> None:
    """Ask whom the issued paper goes to, copy it out and enter it."""
    desk, plan, library = here.desk, here.plan, here.desk.library
    if plan is None or library is None:
        return
    copy = standing.issued_copy(library, plan.id)
    if copy is None:
        ask.tell(here.parent, "下发印发件", "还没有登记印发。请先办“要点 → 呈批印发”，下发的就是印发时留存的那一份。")
        return
    own = standing.units_of_plan(library, plan.id)
    asked = opinion_forms.AskForm.ask(here.parent, desk.shelf.unit_names(), own, desk.today, issued=True)
    path = here.exports.target("下发印发件", plan.title, copy.suffix.lstrip(".")) if asked else None
    if asked is None or path is None:
        return
    try:
        desk.do(opinions.distribute, plan.id, asked, path)
    except DeskError as error:
        ask.tell(here.parent, "下发印发件", sentences.error_sentence(error))
        return
    here.say(f"已登记下发 {len(asked.unit_ids)} 家，按 Ctrl+Z 可撤销。")
    if written.Written.show_for(here.parent, path):
        here.exports.mail(path)


DISTRIBUTE = Command(
    "distribute", "下发印发件(&T)…", tip="印发时留存的那一份，发给哪些单位", needs=WRITING | PLAN, run=distribute
)
