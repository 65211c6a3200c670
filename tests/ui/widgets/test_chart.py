"""Charts: what they say, how they are walked through, how they look on paper."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.figures import Behind
from ui.parts.bar_chart import Bar, BarChart, BarGroup, Part, Piece
from ui.parts.chart import ChartView
from ui.parts.chart_picture import bar_pictures, for_paper, trend_picture
from ui.parts.trend_chart import Marker, Series, TrendChart, _ticks
from ui.theme import DARK, LIGHT, Tone
from ui.widgets.painting import Fill, Ink

PARTS = (Part("已销号", Ink(Tone.GREEN, Fill.SOLID)), Part("推进中", Ink(Tone.BLUE, Fill.RISING)))


def behind(*tasks: int) -> Behind:
    return Behind(tuple((task, None) for task in tasks))


def bars(groups: int = 3, days: tuple[str, ...] = ("",)) -> BarChart:
    pieces = (Piece(0, 2, behind(0, 90)), Piece(1, 6, behind(*range(6))))
    made = tuple(Bar(pieces, day) for day in days)
    return BarChart("各单位的任务状态", PARTS, tuple(BarGroup(f"第{n}局", made) for n in range(groups)))


def trend() -> TrendChart:
    points = ((0, behind()), (4, behind(1, 2, 3, 4)))
    return TrendChart(
        "走势", ("5月末", "6月末"), (Series("已销号", Tone.GREEN, Marker.DOT, Qt.PenStyle.SolidLine, points),)
    )


CHARTS = {"none": bars(0), "no day": TrendChart("", (), ()), "bars": bars(), "trend": trend()}


@pytest.fixture
def view(qtbot: QtBot) -> ChartView:
    made = ChartView("统计图")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_chart(bars())
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_chart_says_all_its_figures(view: ChartView) -> None:
    assert view.chart is not None
    assert "第0局：已销号2项，推进中6项" in view.chart.description


def test_keys_go_from_part_to_part_and_from_line_to_line(qtbot: QtBot, view: ChartView) -> None:
    said: list[str] = []
    view.pointed.connect(said.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(view, key)
    assert said == [
        "第0局　推进中 6 项，占 8 项的 75.0%",
        "第0局　推进中 6 项，占 8 项的 75.0%",
        "第1局　推进中 6 项，占 8 项的 75.0%",
        "第1局　已销号 2 项，占 8 项的 25.0%",
        "第2局　推进中 6 项，占 8 项的 75.0%",
    ]
    assert view.accessibleDescription() == said[-1]


def test_enter_chooses_what_the_keys_are_on(qtbot: QtBot, view: ChartView) -> None:
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args[0].behind.tasks == (0, 90)


def test_a_click_chooses_what_it_is_on(qtbot: QtBot, view: ChartView) -> None:
    place = view.spots[1].box.center().toPoint()
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args[0].text.startswith("第0局　推进中")
    with qtbot.assertNotEmitted(view.chosen):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_bars_are_as_long_as_their_counts() -> None:
    drawing = bars(1).drawing(QApplication.font(), 400)
    short, long = (spot.box.width() for spot in drawing.spots)
    assert long / short == pytest.approx(3, abs=0.1)


def test_two_days_stand_under_each_other_with_their_names() -> None:
    drawing = bars(2, ("6月30日", "9月30日")).drawing(QApplication.font(), 400)
    assert [spot.row for spot in drawing.spots] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert "第0局　6月30日" in drawing.spots[0].text


def test_the_smallest_part_can_still_be_pointed_at() -> None:
    chart = BarChart("", PARTS, (BarGroup("甲", (Bar((Piece(0, 1, behind(1)), Piece(1, 5000, behind(2)))),)),))
    assert all(spot.box.width() >= 2 for spot in chart.drawing(QApplication.font(), 400).spots)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_chart_can_be_painted(qapp: QApplication, chart: BarChart | TrendChart, look: object) -> None:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    chart.drawing(QApplication.font(), 400, 200).paint(painter, look)
    assert painter.end()


@pytest.mark.parametrize("fill", [fill for fill in Fill if fill is not Fill.SOLID])
def test_fills_differ_in_black_and_white(qapp: QApplication, fill: Fill) -> None:
    def grey(which: Fill) -> bytes:
        part = (Part("甲", Ink(Tone.GREEN, which)),)
        chart = BarChart("", part, (BarGroup("", (Bar((Piece(0, 5, behind(1)),)),)),))
        image = QImage(200, 40, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        chart.drawing(QApplication.font(), 200).paint(painter, LIGHT)
        painter.end()
        return bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).constBits())

    assert all(grey(fill) != grey(other) for other in Fill if other is not fill)


def test_a_picture_is_sharp_and_as_wide_as_the_type_area(qapp: QApplication) -> None:
    (image,) = bar_pictures(bars(), titled=True)
    per_inch = image.dotsPerMeterX() * 0.0254
    assert per_inch >= 200
    assert image.width() / image.dotsPerMeterX() * 1000 == pytest.approx(150, abs=1)
    assert image.pixelColor(1, 1) == QColor("white")


def test_a_picture_for_paper_knows_its_size(qapp: QApplication) -> None:
    picture = for_paper(trend_picture(trend()), "走势")
    assert (round(picture.width), picture.caption) == (150, "走势")
    assert QImage.fromData(picture.png).dotsPerMeterX() == pytest.approx(11339, abs=2)


def test_many_units_are_shared_out_over_pages(qapp: QApplication) -> None:
    images = bar_pictures(bars(150))
    assert len(images) > 1
    heights = [for_paper(image, "").height for image in images]
    assert all(height <= 206 for height in heights)
    assert len(bar_pictures(bars(150), split=False)) == 1


@pytest.mark.parametrize(("largest", "step", "top"), [(0, 1, 1), (3, 1, 3), (121, 50, 150), (9, 2, 10)])
def test_a_grid_has_round_figures(largest: int, step: int, top: int) -> None:
    assert _ticks(largest) == (step, top)
