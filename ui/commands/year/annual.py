"""报表 → 政府信息公开年报: texts and figures entered, the units' tables sent and settled, the paper made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import ANNUAL_REPORT, PaperKind
from ui.commands.command import LIBRARY, Command, Here
from ui.commands.papers import show_preview

if TYPE_CHECKING:
    from gongkai_desk.domain.year.annual import AnnualCell, AnnualReportFacts, AnnualScope, Heading
    from gongkai_desk.domain.year.personal import Mask
    from gongkai_desk.services.year.annual import AnnualEntry
    from gongkai_desk.store.library import Library

with lazy_imports():
    from gongkai_desk.domain.year import annual as values
    from gongkai_desk.papers import leaving, making
    from gongkai_desk.papers.year import annual_report as papers
    from gongkai_desk.rules.year import annual as rules
    from gongkai_desk.services.year import annual as acts
    from gongkai_desk.services.year import annual_sheets as sheets
    from gongkai_desk.standing.cycle import upward
    from gongkai_desk.standing.year import annual as standing
    from gongkai_desk.wording import sentences
    from gongkai_desk.wording.year import annual as words
    from ui import looking
    from ui.dialogs.base import ask
    from ui.dialogs.year import annual_dialog

_TITLE = "政府信息公开年报"
_TAKE, _AS_NOUGHT, _LEAVE = "采用", "采用，没有填的格按 0 计", "不采用"


def show_annual(here: Here) -> None:
    """Show the 年报 of the year that is to be told: last year's until it has been published in March."""
    desk = here.desk
    if desk.library is None:
        return
    year = desk.today.year - 1 if desk.today.month <= 3 else desk.today.year
    annual_dialog.AnnualDialog.show_for(here.parent, year, desk.today.year, _Annual(here, desk.library).acts())


class _Annual(QObject):
    """The acts of the dialog upon one library."""

    def __init__(self, here: Here, library: Library) -> None:
        super().__init__(here.parent)
        self._here, self._library = here, library

    def acts(self) -> annual_dialog.AnnualActs:
        """Return what the dialog is given."""
        return annual_dialog.AnnualActs(
            facts=self._facts,
            figure=self._figure,
            text=self._text,
            fee=self._fee,
            units=self._units,
            to_fill=standing.open_marks,
            send=self._send,
            waiting=self._settle,
            preview=lambda kind, facts: show_preview(self._here, kind, facts),
            write=self._write,
            may_write=not self._library.read_only,
        )

    def _over(self) -> QWidget:
        return QApplication.activeModalWidget() or self._here.parent

    def _facts(self, year: int, scope: AnnualScope) -> AnnualReportFacts | None:
        try:
            return standing.annual_facts(self._library, year, scope, self._here.desk.today)
        except DeskError as error:
            ask.tell(self._over(), _TITLE, sentences.error_sentence(error))
            return None

    def _enter(self, year: int, entry: AnnualEntry) -> bool:
        try:
            self._here.desk.do(acts.enter, year, entry)
        except DeskError as error:
            ask.tell(self._over(), _TITLE, sentences.error_sentence(error))
            return False
        return True

    def _figure(self, year: int, cell: AnnualCell, number: Decimal | None) -> bool:
        return self._enter(year, acts.AnnualEntry({cell: number}))

    def _text(self, year: int, scope: AnnualScope, heading: Heading, text: str) -> bool:
        return self._enter(year, acts.AnnualEntry(texts={heading: text}, scope=scope))

    def _fee(self, year: int) -> bool:
        """Ask for the fee of our own body."""
        known = standing.own_data(self._library, year, self._here.desk.today).fee
        told = "本年度收取的信息处理费（元），没有收取填 0："
        typed = ask.ask_line(self._over(), "信息处理费", told, "" if known is None else f"{known}")
        if typed is None:
            return False
        number = rules.read_count(typed)
        if number is None:
            ask.tell(self._over(), _TITLE, "信息处理费应是不小于 0 的数。")
            return False
        return self._enter(year, acts.AnnualEntry(fee=number))

    # -- units

    def _units(self, year: int) -> Sequence[annual_dialog.UnitLine]:
        known = standing.units_data(self._library, year)
        told = {each.unit_id for each in known if each.returned}
        lines = [self._line(each) for each in known]
        others = {n: name for n, name in standing.asked_units(self._library).items() if n not in told}
        return [*lines, *(annual_dialog.UnitLine(n, (name, "未报", "", "", "")) for n, name in others.items())]

    def _line(self, each: values.AnnualData) -> annual_dialog.UnitLine:
        last = standing.last_figures(self._library, each.year, each.unit_id)
        failed = [words.check_sentence(one) for one in rules.failing(rules.checks(each.figures, last))]
        days = (day.isoformat() if day else "" for day in (each.submitted, each.published))
        return annual_dialog.UnitLine(each.unit_id, (each.name, "已报", "；".join(failed) or "相符", *days))

    def _send(self, year: int) -> None:
        """Ask for a folder and write every unit's table there in a job."""
        folder = QFileDialog.getExistingDirectory(self._over(), "年报数据表存放到哪个文件夹")
        if not folder:
            return
        try:
            found = sheets.books(self._library, year)
        except DeskError as error:
            ask.tell(self._over(), _TITLE, sentences.error_sentence(error))
            return
        work = partial(sheets.write_books, Path(folder), found)
        told = f"正在生成年报数据表（{len(found)} 份）"
        ask.run_waiting(self._here.desk.jobs, work, told, self._over(), self._sent, self._failed)

    @Slot(object)
    def _sent(self, written: Sequence[tuple[int, Path]]) -> None:
        where = written[0][1].parent if written else ""
        told = f"已生成 {len(written)} 份年报数据表，在 {where}。\n交回后用“督办 → 回收汇总”收。"
        ask.tell(self._over(), _TITLE, told)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._over(), _TITLE, sentences.error_sentence(error))

    def _settle(self, year: int) -> None:
        """Let a person decide upon each table that waits."""
        found = sheets.waiting(self._library, self._here.desk.today)
        if not found:
            ask.tell(self._over(), _TITLE, "没有待定的年报数据表。")
        for each in found:
            if not self._decide(year, each):
                return

    def _decide(self, year: int, each: sheets.WaitingBook) -> bool:
        why = "；".join(filter(None, (words.sheet_waits_text(each.laid.waits), *each.laid.failing)))
        unit = each.unit or "单位未认定"
        text = f"《{each.file.name}》（{unit}，{each.laid.year or year}年）待定：{why}"
        choices = [_TAKE, *([_AS_NOUGHT] if each.laid.open else []), _LEAVE] if each.laid.may_take else [_LEAVE]
        if each.laid.unit_id is None:
            text += "\n单位认不出的，请先问清是哪家，再用命令行 annual settle --unit 认定。"
        chosen = ask.choose_one(self._over(), "待定的年报数据表", text, choices)
        if chosen is None:
            return False
        asked: Callable[..., object] = partial(
            self._here.desk.do, sheets.settle, row_id(each.file), take=choices[chosen] != _LEAVE
        )
        try:
            asked(open_is_nothing=choices[chosen] == _AS_NOUGHT, year=each.laid.year or year)
        except DeskError as error:
            ask.tell(self._over(), _TITLE, sentences.error_sentence(error))
        return True

    # -- papers

    def _write(self, kind: PaperKind, facts: AnnualReportFacts, format: PaperFormat) -> None:
        """Ask where to, and write a paper; the report as Word by the office's own template, if there is one."""
        own = upward.own_template(self._library, papers.TEMPLATE)
        if kind is not ANNUAL_REPORT or format is not PaperFormat.DOCX or not own.is_file():
            self._here.exports.paper(kind, facts, format)
            return
        mask = looking.looked_over(self._here.desk, self._over(), leaving.texts_of(making.make_paper(kind, facts)))
        if mask is not None:
            self._by_template(facts, own, mask)

    def _by_template(self, facts: AnnualReportFacts, own: Path, mask: Mask) -> None:
        """Ask where to, and write the report by the office's own template, covered as a person wanted it."""
        work, again = partial(_by_template, facts, own, mask), partial(self._by_template, facts, own, mask)
        self._here.exports.write(f"导出{_TITLE}", papers.report_title(facts), "docx", work, again, looked=True)


def _by_template(facts: AnnualReportFacts, template: Path, mask: Mask, path: Path) -> Callable[..., object]:
    return partial(acts.write_report, facts, template, path, mask=mask)


ANNUAL = Command(
    "annual_report",
    "政府信息公开年报(&N)…",
    tip="年报的文字和表二、表三、表四，各单位数据表，勾稽关系，汇总",
    needs=LIBRARY,
    run=show_annual,
)
