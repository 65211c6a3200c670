"""工作日设置: a calendar with days off and make-up days; a notice is pasted or read from its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QRect, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.errors import DeskError
from gongkai_desk.standing.days import local_counts, workdays_of
from gongkai_desk.store.entries import duties
from gongkai_desk.store.entries.duties import LOCAL
from gongkai_desk.wording.days import long_day
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.words.whole_dates import understood
from gongkai_desk.workdays import Workdays
from ui import theme
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.dialogs.base.ask import run_waiting
from ui.dialogs.base.dialog import Dialog, Form, give_size, row_of_buttons
from ui.jobs import Jobs
from ui.widgets.notices import button, label

OFF, WORKED = "休", "班"
LISTS = {"state": "国务院放假安排", "local": "地方放假"}
_FILES = "放假通知 (*.docx *.doc *.wps *.pdf *.ofd *.html *.htm *.txt);;所有文件 (*)"
_WHOLE = 15  # days that a notice of a whole year names at least


@dataclass(frozen=True, slots=True)
class DaysActs:
    """What is asked of the office's days, one step each; ``in_list``: the State Council's list, or the local one.

    ``set_days(days=, in_list=)``: which are worked; ``clear_year(year=, in_list=)``; ``let_local_count(counts=)``.
    ``notice_text`` reads a notice's file, off the window's thread.
    """

    set_days: Callable[..., object]
    clear_year: Callable[..., object]
    let_local_count: Callable[..., object]
    notice_text: Callable[..., str]


@dataclass(frozen=True, slots=True)
class NoticeReader:
    """Reads a notice's file in the pool of jobs."""

    jobs: Jobs
    text_of: Callable[..., str]


class NoticeForm(Form):
    """Asks for the text of a notice, or its file, and says what it was understood to mean."""

    def __init__(self, year: int, parent: QWidget | None = None, *, reader: NoticeReader | None = None) -> None:
        super().__init__("放假通知", "录入", parent)
        self._year, self._reader = year, reader
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("edit")
        self.text.setAccessibleName("放假通知")
        self.text.setPlaceholderText("把国务院办公厅放假通知的正文粘贴到这里，或从文件读取。")
        self.told = label(name="dim", wrap=True, parent=self)
        self.told.hide()
        self.add_wide(self.text)
        self.column.insertWidget(2, self.told)
        self.opener = button("从文件读取(&O)…", self.choose_file, parent=self)
        self.opener.setVisible(reader is not None)
        self.column.insertWidget(1, self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self.text.textChanged.connect(self._look)
        give_size(self, 42, 24)
        self._look()

    def choose_file(self) -> None:
        """Ask for the notice's file and read it in the pool."""
        name, _ = QFileDialog.getOpenFileName(self, "放假通知", "", _FILES)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Read a notice from its file; its text can still be corrected."""
        if self._reader is not None:
            work = partial(self._reader.text_of, path)
            run_waiting(self._reader.jobs, work, f"正在读取《{path.name}》", self, self._take_text, self._refused)

    @Slot(object)
    def _take_text(self, text: object) -> None:
        self.text.setPlainText(str(text))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self, "放假通知", error_sentence(error))

    def days(self) -> dict[date, bool]:
        """Return the days that the text names; a text without a year is of the year that is shown."""
        return understood(self.text.toPlainText(), self._year)

    def _look(self) -> None:
        found = self.days()
        off, working = ([day for day, works in found.items() if works is which] for which in (False, True))
        if found:
            years = Counter(day.year for day in found)
            year = max(years, key=lambda each: years[each])
            short = "" if len(found) >= _WHOLE else "天数不多，将作为个别调整录入，不算全年安排。"
            told = (
                f"按{year}年读到放假 {len(off)} 天、调休上班 {len(working)} 天（{min(found)} 至 {max(found)}）。{short}"
            )
            self.told.setText(told)
        self.told.setVisible(bool(found))
        self.say("" if found else "还没有读到放假的日期。")

    @classmethod
    def ask(cls, parent: QWidget, year: int, reader: NoticeReader | None = None) -> Mapping[date, bool]:
        """Ask; nothing if it was cancelled."""
        dialog = cls(year, parent, reader=reader)
        given = dialog.days() if dialog.asked() else {}
        dialog.deleteLater()
        return given


class MarkedCalendar(QCalendarWidget):
    """A calendar that writes 休 or 班 beside each day that differs from its weekday."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks: dict[date, str] = {}

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        there = QDate(day.year, day.month, day.day) if isinstance(day, date) else day  # PySide6 gives either
        super().paintCell(painter, rect, there)
        mark = self.marks.get(_date(there))
        if mark:
            look = theme.colours(self.palette())
            painter.save()
            painter.setPen(QColor(look.red if mark == OFF else look.green))
            corner = rect.adjusted(0, 3, -6, 0)
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, mark)
            painter.restore()


class DaysDialog(Dialog):
    """A calendar; the chosen day is made a day off or a working day, each stored at once."""

    def __init__(self, desk: Desk, acts: DaysActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("工作日设置")
        self._desk, self._acts = desk, acts
        self.calendar = MarkedCalendar(self)
        self.calendar.setLocale(QLocale("zh_CN"))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate(desk.today.year, desk.today.month, desk.today.day))
        self.told = label(wrap=True, parent=self)
        texts = (
            ("设为放假", self.make_off), ("设为上班", self.make_working),
            ("录入放假通知…", self.paste_notice), ("清除本年设置", self.clear_year),
        )  # fmt: skip
        self.buttons = [button(text, does, parent=self) for text, does in texts]
        for each in self.buttons:
            each.setEnabled(desk.may_write)
        self.which, self.local = QComboBox(self), QCheckBox("推算时也算地方放假(&L)", self)
        for name, text in LISTS.items():
            self.which.addItem(text, name)
        self.which.setAccessibleName("录入到哪一张表")
        self.local.setEnabled(desk.may_write)
        lists = QHBoxLayout()
        lists.addWidget(label("录入到", name="dim", parent=self))
        lists.addWidget(self.which)
        lists.addStretch(1)
        lists.addWidget(self.local)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addLayout(lists)
        column.addWidget(
            label("标“休”的是放假，标“班”的是调休上班；其余按周一至周五上班。", name="dim", wrap=True, parent=self)
        )
        column.addWidget(self.calendar, 1)
        column.addWidget(self.told)
        column.addLayout(row_of_buttons(*self.buttons))
        column.addWidget(button("关闭", self.reject, parent=self), 0, Qt.AlignmentFlag.AlignRight)
        self.calendar.selectionChanged.connect(self._tell)
        self.calendar.currentPageChanged.connect(self.refresh)
        self.local.clicked.connect(self.let_local_count)
        desk.changed.connect(self.refresh)
        give_size(self, 44, 29)
        self.refresh()

    def _workdays(self) -> Workdays:
        return workdays_of(self._desk.library)

    def refresh(self) -> None:
        """Mark the days of the month that is shown."""
        known, look = self._workdays(), theme.colours(self.palette())
        self.local.setChecked(self._desk.library is not None and local_counts(self._desk.library))
        self.calendar.setDateTextFormat(QDate(), QTextCharFormat())
        self.calendar.marks.clear()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            quiet = QTextCharFormat()
            quiet.setForeground(QColor(look.dim))
            self.calendar.setWeekdayTextFormat(day, quiet)
        first = QDate(self.calendar.yearShown(), self.calendar.monthShown(), 1).addDays(-7)
        for each in (first.addDays(number) for number in range(45)):
            works = known.is_workday(_date(each))
            usual = each.dayOfWeek() <= 5
            style = QTextCharFormat()
            style.setForeground(QColor(look.text if works else look.dim))
            if works != usual:
                style.setForeground(QColor(look.green if works else look.red))
                style.setFontWeight(700)
                self.calendar.marks[_date(each)] = WORKED if works else OFF
            self.calendar.setDateTextFormat(each, style)
        self._tell()

    def _tell(self) -> None:
        day, known = self.day(), self._workdays()
        kind = "上班" if known.is_workday(day) else "放假"
        remark = "" if known.known(day.year) else f"{day.year}年放假安排还没有录入，按周一至周五推算；请录入放假通知。"
        self.told.setText(f"{long_day(day)}：{kind}。{self._entered(day)}{remark}")

    def _entered(self, day: date) -> str:
        """Return what was entered of a day by hand or by a notice, list by list."""
        if self._desk.library is None:
            return ""
        told = []
        for name, text in LISTS.items():
            if (works := duties.days(self._desk.library, name).get(day)) is not None:
                idle = "，未计入推算" if name == LOCAL and not self.local.isChecked() else ""
                told.append(f"{text}登记为{'上班' if works else '放假'}{idle}。")
        return "".join(told)

    def day(self) -> date:
        """Return the chosen day."""
        return _date(self.calendar.selectedDate())

    def make_off(self) -> None:
        """Let the chosen day be off."""
        self._set({self.day(): False})

    def make_working(self) -> None:
        """Let the chosen day be worked."""
        self._set({self.day(): True})

    def paste_notice(self) -> None:
        """Ask for a notice's text and enter its days."""
        reader = NoticeReader(self._desk.jobs, self._acts.notice_text)
        found = NoticeForm.ask(self, self.calendar.yearShown(), reader)
        if found:
            self._set(found)
            self.calendar.setCurrentPage(max(found).year, 1)

    def clear_year(self) -> None:
        """Forget what was entered for the year shown."""
        self._acts.clear_year(year=self.calendar.yearShown(), in_list=self.which.currentData())

    def let_local_count(self, counts: bool) -> None:
        """Let the local list count too, or not."""
        self._acts.let_local_count(counts=counts)

    def _set(self, found: Mapping[date, bool]) -> None:
        self._acts.set_days(days=found, in_list=self.which.currentData())

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, acts: DaysActs) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, acts, parent)
        dialog.exec()
        dialog.deleteLater()


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
