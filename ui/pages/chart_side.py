"""The charts beside the table of 统计: bars that scroll, their legend, the trend below, what is pointed at in words."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.parts.bar_chart import BarChart, Legend
from ui.parts.chart import ChartView
from ui.parts.trend_chart import TrendChart
from ui.widgets.plain import label, link

_HINT = "指向或用方向键移到图中各段，点一下或按回车键列出任务"


class ChartSide(QWidget):
    """``chosen(spot)``: a part of a bar or a point of the trend was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.legend, self.bars = ChartView("图例", self), ChartView("统计图", self)
        self.legend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.trend = ChartView("走势图", self, least=9)
        self.hint = label(_HINT, name="dim", wrap=True, parent=self)
        self.bars_title, self.trend_title = (label(name="heading", parent=self) for _ in range(2))
        self.copy_bars_button, self.copy_trend_button = (link(text, self) for text in ("复制图", "复制走势图"))
        self.area = QScrollArea(self)
        self._lay_out()
        for chart in (self.bars, self.trend):
            chart.chosen.connect(self.chosen)
            chart.pointed.connect(self._point)
        self.bars.moved.connect(self._follow)

    def _lay_out(self) -> None:
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(_on_sheet(self.bars))
        self.bars_box, self.trend_box = QWidget(self), QWidget(self)
        column = _column(self.bars_box)
        column.addLayout(headed(self.bars_title, self.copy_bars_button))
        column.addWidget(self.legend)
        column.addWidget(self.area, 1)
        column = _column(self.trend_box)
        column.addLayout(headed(self.trend_title, self.copy_trend_button))
        column.addWidget(self.trend, 1)
        column = _column(self)
        column.setContentsMargins(12, 4, 24, 12)
        column.addWidget(self.bars_box, 3)
        column.addWidget(self.trend_box, 2)
        column.addWidget(self.hint)

    def show_bars(self, chart: BarChart) -> None:
        """Show these bars."""
        self.bars_title.setText(chart.title)
        self.legend.show_chart(Legend(chart.parts))
        self.bars.show_chart(chart)

    def show_trend(self, title: str, chart: TrendChart) -> None:
        """Show this trend."""
        self.trend_title.setText(title)
        self.trend.show_chart(chart)
        self.copy_trend_button.setEnabled(bool(chart.days))

    def _point(self, text: str) -> None:
        self.hint.setText(text or _HINT)

    def _follow(self, box: QRectF) -> None:
        """Bring the bar into view that the keys are on."""
        self.area.ensureVisible(0, round(box.center().y()), 0, self.fontMetrics().lineSpacing() * 2)


def headed(title: QWidget, right: QWidget) -> QHBoxLayout:
    """Return a heading with a link at the right."""
    row = QHBoxLayout()
    row.addWidget(title)
    row.addStretch(1)
    row.addWidget(right)
    return row


def _column(box: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(box)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(6)
    return made


def _on_sheet(view: QWidget) -> QWidget:
    """Return the view on a ground of its own, held at the top."""
    sheet = QWidget()
    sheet.setObjectName("sheet")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(view)
    column.addStretch(1)
    return sheet
