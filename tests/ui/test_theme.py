import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui import icons, theme
from ui.models.task_table import SHAPES
from ui.theme import DARK, LIGHT, Colours, Tone

GROUNDS = ("base", "side", "selected", "hover")
LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])


def brightness(colour: str) -> float:
    """Relative luminance after WCAG 2.1."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@LOOKS
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("tone", Tone)
def test_every_tone_can_be_read_on_every_ground(look: Colours, tone: Tone, ground: str) -> None:
    assert contrast(look.of(tone).name(), getattr(look, ground)) >= 4.5


@LOOKS
def test_special_grounds_can_be_read(look: Colours) -> None:
    assert contrast(look.amber, look.amber_ground) >= 4.5
    assert contrast(look.on_button, look.button) >= 4.5
    assert contrast(look.text, look.mark) >= 4.5


def test_colours_are_colours() -> None:
    assert all(QColor(value).isValid() for look in (LIGHT, DARK) for value in look)


@LOOKS
def test_a_palette_knows_its_look(qapp: QApplication, look: Colours) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(look.base))
    assert theme.colours(palette) is look


def test_states_with_one_colour_differ_in_shape_from_those_begun() -> None:
    begun = [shape for state, shape in SHAPES.items() if state in ("in_progress", "pending", "closed", "returned")]
    assert len({shape.kind for shape in begun}) == len(begun)


@pytest.mark.parametrize("name", sorted(icons._PATHS))
def test_icons_are_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    image = icons.icon(name, "#ff0000", "#0000ff").pixmap(40, 40).toImage()
    seen = {
        image.pixelColor(x, y).name() for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() == 255
    }
    assert "#ff0000" in seen
    assert "#0000ff" not in seen
