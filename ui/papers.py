"""From the library to a job: what a paper is made of is read here and now, its writing needs no library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gongkai_desk.domain.papers import BreakdownPaper, LedgerPaper
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.errors import DeskError, InputError, TargetInUse
from gongkai_desk.papers.listed import FORMAT_WORDS, LEDGER, PaperKind
from gongkai_desk.paths import free_name
from gongkai_desk.progress import Progress
from gongkai_desk.standing import papers
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.wording.year.personal import COVERED_NAME, FROZEN, SCANNING
from ui.desk import Desk
from ui.dialogs.base.ask import choose, choose_one, run_waiting, tell

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from gongkai_desk.export.printed import PrintedPaper, PrintSetup
    from gongkai_desk.store.library import Library
    from ui.desk import Desk
    from ui.dialogs.tasks.paper_options import LedgerAsked


def paper_work(
    kind: PaperKind, facts: object, format: PaperFormat, path: Path, mask: Mask = NO_MASK
) -> Callable[..., Any]:
    """Return the job that writes a paper of what it is made of, covered as ``mask`` says."""
    return partial(_write, kind, facts, format, path, mask)


def _write(kind: PaperKind, facts: object, format: PaperFormat, path: Path, mask: Mask, progress: Progress) -> None:
    papers.write_kind(kind, facts, path, format, progress, pen=pen, mask=mask)


def pen(pages: PrintedPaper, path: Path, progress: Progress) -> None:
    """Paint pages into a PDF file."""
    from ui.printing.pdf import write_pdf

    write_pdf(pages, path, progress)


def ledger_of(library: Library, plan_id: int, as_of: date, asked: LedgerAsked | None = None) -> LedgerPaper:
    """Return the 工作台账 of a plan as of a day, as it was asked for."""
    if asked is None:
        return papers.ledger_paper(library, plan_id, as_of=as_of)
    return papers.ledger_paper(library, plan_id, as_of=as_of, choice=asked.choice(), look=asked.look)


def asked_ledger(desk: Desk, window: QWidget, plan_id: int, verb: str) -> LedgerPaper | None:
    """Ask what the 工作台账 of a plan is to hold, remember it, and return the paper; ``None`` if it was cancelled."""
    from gongkai_desk.rules.light.cycles import longer_periods
    from gongkai_desk.standing.report_periods import period_choices
    from gongkai_desk.wording.days import chinese_date
    from ui.dialogs.tasks.paper_options import LedgerOptions, remembered

    library, today = desk.library, desk.today
    if library is None:
        return None
    folder = Path(library.folder)
    periods = tuple(dict.fromkeys((*period_choices(library, today)[0], *longer_periods(today))))
    last = remembered(desk.settings.choice("ledger", folder))
    asked = LedgerOptions.ask(window, verb, periods, last, chinese_date(today))
    if asked is None:
        return None
    desk.settings.keep_choice("ledger", folder, asked.to_json())
    return ledger_of(library, plan_id, today, asked)


def asked_breakdown(desk: Desk, window: QWidget, plan_id: int, verb: str) -> BreakdownPaper | None:
    """Ask how a plan's 任务分解表 is to be set, remember it, and return the paper; ``None`` if it was cancelled."""
    from ui.dialogs.tasks.paper_options import BreakdownOptions, look_to_json, remembered_look

    library = desk.library
    if library is None:
        return None
    folder = Path(library.folder)
    look = BreakdownOptions.ask(window, verb, remembered_look(desk.settings.choice("breakdown", folder)))
    if look is None:
        return None
    desk.settings.keep_choice("breakdown", folder, look_to_json(look))
    return with_other_columns(papers.breakdown_paper(library, plan_id, look=look), window, verb)


_OTHER = "这份要点的原表有“其他栏目”（{}）。任务分解表里："
_KEPT_OUT, _PRINTED = "不印，只要通常的各栏", "另加一栏“其他栏目”"


def with_other_columns(made: BreakdownPaper, window: QWidget, verb: str) -> BreakdownPaper | None:
    """Ask whether 其他栏目 are to be printed where a plan has such; ``None`` if it was cancelled."""
    if not (names := made.other_columns):
        return made
    named = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
    asked = choose_one(window, f"{verb}任务分解表", _OTHER.format(named), (_KEPT_OUT, _PRINTED))
    return None if asked is None else replace(made, other=bool(asked))


FILTERS = {format.value: f"{word} (*.{format})" for format, word in FORMAT_WORDS.items()} | {"zip": "备份 (*.zip)"}
_CHANNEL = "这份材料标有“{}”。请先确认可以用邮件发送（不涉密、收件人是该收的单位），再生成邮件草稿。"
_TO_REGISTER = "邮件发给上级单位。登记到报送登记，附件留存一份吗？邮件没有发出的，以后可以在那里删除。"
_NAMED = 4  # columns that are named in a question
_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))


def _guarded(facts: object) -> str:
    """Return the mark of a paper that must not go out by itself: 征求意见稿, 内部资料; empty for any other."""
    return "征求意见稿" if getattr(facts, "draft", False) else "内部资料" if getattr(facts, "internal", False) else ""


class _Of(NamedTuple):
    """Of what a paper was made; without a kind it is known that it was looked at."""

    kind: PaperKind | None = None
    facts: object = None
    format: PaperFormat = PaperFormat.DOCX


_LOOKED = _Of()


def _paper_to(kind: PaperKind, facts: object, format: PaperFormat, mask: Mask, path: Path) -> Callable[..., Any]:
    return paper_work(kind, facts, format, path, mask)


class Exports(QObject):
    """Asks where to, writes in the pool, and offers what comes next."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._target: Path | None = None
        self._again: Callable[[], None] | None = None
        self._guarded = ""  # how the last paper is marked that goes by mail only if a person says so
        self._what = "table"  # its kind in the 报送登记
        self._of: _Of | None = None  # what it was made of
        self.setups: dict[tuple[str, ...], PrintSetup] = {}  # how each paper was set up for print the last time

    def paper(
        self,
        kind: PaperKind,
        facts: object,
        format: PaperFormat,
        again: Callable[[], None] | None = None,
        *,
        mask: Mask | None = None,
    ) -> None:
        """Ask where to, and write a paper; ``again`` when the target is held and another name is wanted.

        One that leaves is looked at for personal data first, unless ``mask`` tells that somebody did; a working paper
        when it goes by mail.
        """
        from gongkai_desk.papers.making import file_name

        if kind.leaves and mask is None:
            mask = self._looked(kind, facts)
            if mask is None:
                return
        work = partial(_paper_to, kind, facts, format, mask or NO_MASK)
        retry = partial(self.paper, kind, facts, format, again, mask=mask)
        self.write(f"导出{kind.title}", file_name(kind, facts), format, work, retry if kind.leaves else again or retry)
        self._guarded, self._what = _guarded(facts), "ledger" if kind is LEDGER else "table"
        self._of = _Of(kind, facts, format)

    def _looked(self, kind: PaperKind, facts: object) -> Mask | None:
        """Return what is to be covered in a paper; ``None``: a person would rather not send it."""
        from gongkai_desk.papers.leaving import texts_of
        from gongkai_desk.papers.making import make_paper
        from ui.looking import looked_over

        return looked_over(self._desk, self._window, texts_of(make_paper(kind, facts)))

    def write(
        self,
        title: str,
        name: str,
        kind: str,
        work: Callable[[Path], Callable[..., Any]],
        again: Callable[[], None],
        *,
        folder: Path | None = None,
        looked: bool = False,
    ) -> None:
        """Ask for a target, first in ``folder`` or where the last paper went, and have ``work(path)`` write it.

        ``looked``: it was looked at for personal data.
        """
        self._guarded, self._what, self._of = "", "table", _LOOKED if looked else None
        path = self.target(title, name, kind, folder)
        if path is not None:
            self._write(work(path), path, again)

    def target(self, title: str, name: str, kind: str, folder: Path | None = None) -> Path | None:
        """Ask for the target; an existing file is only replaced after Qt's own question."""
        proposed = (folder or self._desk.settings.export_folder) / f"{name.translate(_REFUSED_IN_NAMES)}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), FILTERS.get(kind, f"*.{kind}"))
        if not chosen:
            return None
        path = Path(chosen if chosen.lower().endswith(f".{kind}") else f"{chosen}.{kind}")
        if folder is None:
            self._desk.settings.export_folder = path.parent
        return path

    def _write(self, work: Callable[..., Any], path: Path, again: Callable[[], None]) -> None:
        self._target, self._again = path, again
        text = f"正在生成《{path.name}》"
        run_waiting(self._desk.jobs, work, text, self._window, self._written, self._failed)

    @Slot(object)
    def _written(self, result: object) -> None:
        from ui.dialogs.base.written import Written

        if self._target is not None and Written.show_for(self._window, self._target):
            marked = self._guarded
            if not marked or choose(self._window, "生成邮件草稿", _CHANNEL.format(marked), "可以用邮件发"):
                self._mail_written(self._target)

    def _mail_written(self, path: Path) -> None:
        """Draft a mail with the paper that was written last, covered first where a person wants it."""
        of, what = self._of, self._what
        if of is None:
            self.mail(path, what=what)
            return
        mask = NO_MASK if of.kind is None or of.kind.leaves else self._looked(of.kind, of.facts)
        if mask is not None and mask.hidden and of.kind is not None:
            Covering(self, path, what, partial(_paper_to, of.kind, of.facts, of.format, mask)).begin()
        elif mask is not None:
            self.mail(path, what=what, looked=True)

    def mail(self, path: Path, *more: Path, what: str = "table", known: bool = False, looked: bool = False) -> None:
        """Draft a mail that brings papers; to a superior it is offered for the 报送登记, with a frozen copy.

        ``what``: its kind there (``Submission``); ``known``: it stands there already. Files that nobody looked at for
        personal data (``looked``) are read for it first.
        """
        if not looked:
            Reading(self, path, more, partial(self.mail, path, *more, what=what, known=known, looked=True)).begin()
            return
        from ui.dialogs.base.written import draft_mail

        above = draft_mail(self._desk, self._window, path, *more) or ()
        if above and not known and self._desk.may_write and choose(self._window, "报送登记", _TO_REGISTER, "登记"):
            from gongkai_desk.domain.cycle.upward import Submission
            from gongkai_desk.services.upward import submit

            for superior_id in above:
                new = Submission(what, self._desk.today, path.stem, superior_id, means="邮件")
                self._desk.do(submit, new, path)

    def run(
        self, work: Callable[..., Any], text: str, done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        """Do a part of an export in a job."""
        run_waiting(self._desk.jobs, work, text, self._window, done, failed)

    def tell(self, title: str, text: str) -> None:
        """Say one thing over the window."""
        tell(self._window, title, text)

    def may_go(self, texts: Sequence[tuple[str, str]]) -> bool:
        """Ask about the personal data in files that cannot be covered any more; tell whether they may go."""
        from ui.looking import looked_over

        return looked_over(self._desk, self._window, texts, uncovered=FROZEN) is not None

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """Offer another name where the target is held; other refusals are said, bugs go to the error hook."""
        if not isinstance(error, DeskError):
            raise error
        if isinstance(error, TargetInUse) and choose(self._window, "导出", error_sentence(error), "另存为…"):
            if self._again is not None:
                self._again()
        elif not isinstance(error, TargetInUse):
            tell(self._window, "导出", error_sentence(error))


class Covering(QObject):
    """A copy of a paper with what a person chose covered, written beside it by a job; the mail brings the copy."""

    def __init__(self, exports: Exports, path: Path, what: str, work: Callable[[Path], Callable[..., Any]]) -> None:
        super().__init__(exports)
        self._exports, self._what, self._work = exports, what, work
        self._copy = free_name(path.with_stem(COVERED_NAME.format(name=path.stem)))

    def begin(self) -> None:
        """Write the copy."""
        self._exports.run(self._work(self._copy), f"正在生成《{self._copy.name}》", self._written, self._failed)

    @Slot(object)
    def _written(self, result: object) -> None:
        self.deleteLater()
        self._exports.mail(self._copy, what=self._what, looked=True)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        self._exports.tell("生成邮件草稿", error_sentence(error))


class Reading(QObject):
    """Files on their way into a mail, read by a job for the personal data in them; ``go_on`` if they may go."""

    def __init__(self, exports: Exports, path: Path, more: Sequence[Path], go_on: Callable[[], None]) -> None:
        super().__init__(exports)
        self._exports, self._paths, self._go_on = exports, (path, *more), go_on

    def begin(self) -> None:
        """Read them."""
        self._exports.run(partial(_texts, self._paths), SCANNING, self._read, self._failed)

    @Slot(object)
    def _read(self, texts: Sequence[tuple[str, str]]) -> None:
        self.deleteLater()
        if self._exports.may_go(texts):
            self._go_on()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        self._exports.tell("生成邮件草稿", error_sentence(error))


def _texts(paths: Sequence[Path], progress: Progress) -> list[tuple[str, str]]:
    """Return the texts of files; one that cannot be read says nothing (a picture of a page, an old format)."""
    from gongkai_desk.services.year.leaving import file_texts

    found: list[tuple[str, str]] = []
    for path in paths:
        try:
            found += file_texts(path, progress)
        except InputError:
            continue
    return found
