"""A small calendar of the weeks of a count: each day that counts bears its number, the others why they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gongkai_desk.domain.light import SEVERITY
from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.rules.day_count import CountedDay, DayCount, DayKind
from gongkai_desk.rules.light.counts import targets as targets_of
from gongkai_desk.rules.light.lights import Light
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.wording.clocks import count_lines, result_sentence
from gongkai_desk.wording.days import month_day
from gongkai_desk.wording.lights import cause_sentences, deadline_sentence, explain
from gongkai_desk.wording.states import COLOURS, WORDS, light_text
from ui import theme
from ui.theme import Tone
from ui.widgets.notices import label, value

_WEEK = "一二三四五六日"
_LETTERS = {DayKind.OFF: ("休", Tone.RED), DayKind.LOCAL_OFF: ("地方休", Tone.RED), DayKind.MAKE_UP: ("班", Tone.GREEN)}
_MOST = 60  # weeks shown at most: more than a year is told in words


class DayStrip(QWidget):
    """Weeks under each other, Monday first; the start has a ring, the end a ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: DayCount | None = None
        self._days: dict[date, CountedDay] = {}
        self.setAccessibleName("逐日清单")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: DayCount) -> None:
        """Show the days of a count."""
        self._count, self._days = count, {each.day: each for each in count.days}
        self.setAccessibleDescription("".join((result_sentence(count), *count_lines(count))))
        self.updateGeometry()
        self.update()

    def weeks(self) -> list[date]:
        """Return the Mondays that are shown."""
        if self._count is None:
            return []
        first = self._count.start - timedelta(days=self._count.start.weekday())
        last = max(self._count.end, self._count.start)
        return [first + timedelta(weeks=n) for n in range(min((last - first).days // 7 + 1, _MOST))]

    def _cell(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("12月31日") + 16, metrics.height() * 2 + 2)

    def sizeHint(self) -> QSize:
        cell, head = self._cell(), self.fontMetrics().height() + 4
        return QSize(cell.width() * 7, head + cell.height() * len(self.weeks()) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look, cell = QPainter(self), theme.colours(self.palette()), self._cell()
        wide = self.width() // 7
        head = self.fontMetrics().height() + 4
        painter.fillRect(event.rect(), QColor(look.base))
        painter.setPen(QColor(look.dim))
        for column, letter in enumerate(_WEEK):
            painter.drawText(QRect(column * wide, 0, wide, head), Qt.AlignmentFlag.AlignCenter, letter)
        for row, monday in enumerate(self.weeks()):
            for column in range(7):
                box = QRect(column * wide, head + row * cell.height(), wide - 1, cell.height() - 1)
                self._paint_day(painter, look, box, monday + timedelta(days=column))
        painter.end()

    def _paint_day(self, painter: QPainter, look: theme.Colours, box: QRect, day: date) -> None:
        assert self._count is not None
        each, start = self._days.get(day), day == self._count.start
        if day == self._count.end and each is not None:
            painter.fillRect(box, QColor(look.selected))
        elif each is not None and each.number is None:
            painter.fillRect(box, QColor(look.side))
        if start or (day == self._count.end and each is not None):
            painter.setPen(QPen(QColor(look.blue), 1))
            painter.drawRect(box)
        counts = each is not None and each.number is not None
        painter.setPen(QColor(look.text if counts or start else look.dim))
        text = month_day(day) if day.day == 1 or start or day.weekday() == 0 else str(day.day)
        line = box.height() // 2
        painter.drawText(QRect(box.left(), box.top() + 1, box.width(), line), Qt.AlignmentFlag.AlignCenter, text)
        self._paint_word(painter, look, QRect(box.left(), box.top() + line, box.width(), line), each, start=start)

    def _paint_word(
        self, painter: QPainter, look: theme.Colours, box: QRect, each: CountedDay | None, *, start: bool
    ) -> None:
        """Paint under a day its number, or why it has none."""
        letter, colour = _LETTERS.get(each.kind, ("", Tone.DIM)) if each else ("", Tone.DIM)
        number = f"第{each.number}" if each and each.number else ""
        text = "起算" if start else f"{number} {letter}".strip()
        usual = painter.font()
        bold = QFont(usual)
        bold.setBold(bool(number) or bool(letter))
        painter.setFont(bold)
        painter.setPen(look.of(Tone.BLUE if number and not letter else colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.setFont(usual)


_WIDE = 26  # characters of a line
_TALL = 16  # lines before it scrolls
_FEW = 6  # groups of units that are told apart
_NAMED = 12  # units named in a group


def why_sentences(lit: LitWork, dates: PlanDates | None = None) -> list[str]:
    """Return why a task has its light: for one unit all that counts, for several the units by their causes.

    ``dates`` are those of its plan.
    """
    task, shares = lit.work.task, lit.light.by_unit
    if len(shares) == 1:
        share, light = shares[0]
        return explain(task, share, light, lit.frame, targets_of(task, lit.work.settings.quota_scope), dates)
    groups: dict[tuple[object, ...], list[Share]] = {}
    lights: dict[tuple[object, ...], Light] = {}
    for share, light in shares:
        key = (SEVERITY[light.colour], *light.reasons, *cause_sentences(share, light))
        groups.setdefault(key, []).append(share)
        lights[key] = light
    order = sorted(groups, key=lambda key: (key[0], -len(groups[key])))
    told = [_group_sentence(lights[key], groups[key]) for key in order[:_FEW]]
    rest = Counter(COLOURS[lights[key].colour] for key in order[_FEW:] for _ in groups[key])
    return [f"{deadline_sentence(task, None, lit.frame, dates)}。", *told, *_rest_sentence(rest)]


def _rest_sentence(rest: Counter[str]) -> list[str]:
    """Return how many units of which lights are not told apart."""
    told = "、".join(f"{colour}{count}家" for colour, count in rest.items())
    return [f"另有{rest.total()}家原因各不相同：{told}。"] if rest else []


def _group_sentence(light: Light, shares: Sequence[Share]) -> str:
    count = len(shares)
    names = "、".join(share.unit for share in shares[:_NAMED] if share.unit)
    more = f"等{count}家" if count > _NAMED else ""
    causes = "；".join(cause_sentences(shares[0], light))
    return f"{COLOURS[light.colour]}（{WORDS[light.word]}）{count}家：{causes}。\n{names}{more}"


class WhyPopup(QFrame):
    """A small sheet with the sentences; the words can be selected and copied."""

    def __init__(self, lit: LitWork, parent: QWidget | None = None, dates: PlanDates | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("why")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sentences = why_sentences(lit, dates)
        head = label(f"{light_text(lit.light)}　{WORDS[lit.light.word]}", name="heading", parent=self)
        self.text = value("\n".join(self.sentences), self)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setObjectName("sheet")
        area.setWidget(self.text)
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance("国") * _WIDE
        height = min(self.text.heightForWidth(width), metrics.lineSpacing() * _TALL)
        area.setFixedSize(width + 14, height + 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 12)
        column.setSpacing(6)
        column.addWidget(head)
        column.addWidget(area)

    def show_at(self, place: QPoint) -> None:
        """Show it under a point of the screen, moved in where it would leave it."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = min(place.x(), room.right() - self.width())
        y = place.y() if place.y() + self.height() <= room.bottom() else max(room.top(), place.y() - self.height() - 24)
        self.move(max(room.left(), x), y)
        self.show()
