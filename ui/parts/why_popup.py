"""Why a light is as it is, in words: under the cursor after a click on it, closed by any key or click elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gongkai_desk.domain.light import SEVERITY
from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.rules.light.counts import targets as targets_of
from gongkai_desk.rules.light.lights import Light
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.wording.lights import cause_sentences, deadline_sentence, explain
from gongkai_desk.wording.state_words import COLOURS, WORDS, light_text
from ui.widgets.plain import label, value

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
