"""Colours, fonts and the style of the window, light and dark.

One blue says «can be pressed»; green, amber and red are for state only and never stand without a word or a shape.
Every text colour has a contrast of at least 4.5:1 on every ground it is used on (``tests/ui/test_theme.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from gongkai_desk.paths import resource

FAMILIES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "PingFang SC"]


class Tone(StrEnum):
    """What a text or shape may be coloured in; the same in every look. Style sheets know a tone by its value."""

    TEXT = "text"
    DIM = "dim"  # rests, does not matter now
    BLUE = "blue"  # waits for us, can be pressed
    GREEN = "green"  # done
    AMBER = "amber"  # soon, or somebody should look
    RED = "red"  # late


@dataclass(frozen=True, slots=True)
class Colours:
    """One look; ``*_ground`` are grounds, ``rule`` the thin lines, the rest are texts and shapes."""

    base: str  # table, fields
    side: str  # panes, bars, headers
    text: str
    dim: str  # labels, counts
    rule: str
    blue: str  # what can be pressed
    button: str  # ground of the one primary button
    on_button: str
    selected: str
    hover: str
    green: str
    amber: str
    red: str
    amber_ground: str
    mark: str  # ground of found words

    def of(self, tone: Tone) -> QColor:
        """Return the colour of a tone in this look."""
        named = {
            Tone.TEXT: self.text,
            Tone.DIM: self.dim,
            Tone.BLUE: self.blue,
            Tone.GREEN: self.green,
            Tone.AMBER: self.amber,
            Tone.RED: self.red,
        }
        return QColor(named[tone])


LIGHT = Colours(
    base="#ffffff",
    side="#f4f6f8",
    text="#1b2430",
    dim="#566270",
    rule="#dde2e8",
    blue="#1a5ca8",
    button="#1a5ca8",
    on_button="#ffffff",
    selected="#dce9f8",
    hover="#ecf1f7",
    green="#1c7040",
    amber="#8a5200",
    red="#b3261e",
    amber_ground="#fff6e5",
    mark="#ffe9a8",
)
DARK = Colours(
    base="#171b20",
    side="#1f242b",
    text="#e4e8ed",
    dim="#a7b1bd",
    rule="#343c46",
    blue="#84b6f4",
    button="#2b68b3",
    on_button="#ffffff",
    selected="#26405f",
    hover="#28303a",
    green="#74cb97",
    amber="#e6b04f",
    red="#f7938b",
    amber_ground="#3a2f18",
    mark="#5c4a12",
)


def colours(palette: QPalette) -> Colours:
    """Return the look that a widget's palette belongs to."""
    return DARK if palette.color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT


def is_dark(look: str, app: QApplication) -> bool:
    """Tell whether ``look`` (light, dark, system) means dark here."""
    if look != "system":
        return look == "dark"
    from PySide6.QtCore import Qt

    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def font(points: float, *, bold: bool = False) -> QFont:
    """Return the window's font; families are tried in order, so none need be asked for first."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPointSizeF(points)
    made.setBold(bold)
    return made


def apply(app: QApplication, *, dark: bool, points: int) -> None:
    """Give the whole window its style, colours and text size."""
    look = DARK if dark else LIGHT
    app.setPalette(_palette(look))
    app.setFont(font(points))
    app.setStyleSheet(_sheet(look, points))


def _palette(look: Colours) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette(QColor(look.side))
    for which, colour in {
        role.Window: look.side,
        role.WindowText: look.text,
        role.Base: look.base,
        role.AlternateBase: look.side,
        role.Text: look.text,
        role.Button: look.side,
        role.ButtonText: look.text,
        role.BrightText: look.red,
        role.Highlight: look.selected,
        role.HighlightedText: look.text,
        role.Link: look.blue,
        role.LinkVisited: look.blue,
        role.ToolTipBase: look.base,
        role.ToolTipText: look.text,
        role.PlaceholderText: look.dim,
        role.Mid: look.rule,
        role.Midlight: look.rule,
        role.Light: look.base,
        role.Dark: look.rule,
        role.Accent: look.blue,
    }.items():
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(look.dim))
    return made


def _sheet(look: Colours, points: int) -> str:
    """Return the style sheet: only what the palette cannot say."""
    return f"""
QMainWindow, QToolBar, QMenuBar {{ background: {look.base}; }}
QToolBar {{ border: none; border-bottom: 1px solid {look.rule}; padding: 5px 10px; spacing: 4px; }}
QToolBar::separator {{ background: {look.rule}; width: 1px; margin: 5px 6px; }}
QToolBar QToolButton {{ padding: 5px 10px; border: 1px solid transparent; border-radius: 5px; }}
QToolBar QToolButton:hover {{ background: {look.hover}; }}
QToolBar QToolButton:pressed, QToolBar QToolButton:checked {{ background: {look.selected}; }}
QToolBar QToolButton:focus {{ border-color: {look.blue}; }}
QToolBar QToolButton:disabled {{ color: {look.dim}; }}
QToolBar QToolButton::menu-indicator {{ width: 0; }}
QToolButton#primary, QPushButton#primary {{
  background: {look.button}; color: {look.on_button}; border: 1px solid {look.button}; border-radius: 5px;
  padding: 5px 14px; font-weight: bold; }}
QToolButton#primary:hover, QPushButton#primary:hover {{ background: {look.button}; border-color: {look.text}; }}
QToolButton#primary:focus, QPushButton#primary:focus {{ border-color: {look.text}; }}
QToolButton#primary:disabled, QPushButton#primary:disabled {{
  background: {look.side}; color: {look.dim}; border-color: {look.rule}; }}
QMenuBar {{ padding: 2px 6px; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {look.selected}; color: {look.text}; }}
QMenu {{ background: {look.base}; border: 1px solid {look.rule}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {look.selected}; color: {look.text}; }}
QMenu::item:disabled {{ color: {look.dim}; }}
QMenu::separator {{ height: 1px; background: {look.rule}; margin: 4px 8px; }}
QTreeView {{ background: {look.side}; }}
QSplitter::handle {{ background: {look.rule}; }}
QLineEdit, QPlainTextEdit#edit {{
  background: {look.base}; border: 1px solid {look.rule}; border-radius: 5px; padding: 4px 8px; }}
QLineEdit:focus, QPlainTextEdit#edit:focus {{ border: 1px solid {look.blue}; }}
QComboBox, QSpinBox, QDateEdit {{ padding: 4px 6px; }}
QToolButton#qt_toolbar_ext_button {{ padding: 0; border: 1px solid transparent; border-radius: 5px; }}
QCheckBox::indicator, QListView::indicator, QTreeView::indicator {{
  width: 14px; height: 14px; border: 1px solid {look.dim}; border-radius: 3px; background: {look.base}; }}
QTreeView::indicator:indeterminate {{
  border-color: {look.button}; background: {look.button}; image: url("{resource("icons", "some.png").as_posix()}"); }}
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked {{
  border-color: {look.button}; background: {look.button}; image: url("{resource("icons", "tick.png").as_posix()}"); }}
QCheckBox::indicator:focus {{ border-color: {look.blue}; }}
QCheckBox::indicator:disabled {{ border-color: {look.rule}; }}
QFrame#popup {{ background: {look.side}; border: 1px solid {look.rule}; }}
QPlainTextEdit#cell {{ background: {look.base}; border: 1px solid {look.blue}; padding: 0; }}
QPushButton {{ background: {look.base}; color: {look.text}; border: 1px solid {look.rule}; border-radius: 5px;
  padding: 5px 14px; }}
QPushButton:hover {{ background: {look.hover}; }}
QPushButton:focus {{ border-color: {look.blue}; }}
QPushButton:disabled {{ color: {look.dim}; }}
QToolButton#link, QPushButton#link {{
  color: {look.blue}; background: transparent; border: 1px solid transparent; border-radius: 3px; padding: 0 3px; }}
QToolButton#link:hover, QPushButton#link:hover {{ background: {look.hover}; }}
QToolButton#link:focus, QPushButton#link:focus {{ border-color: {look.blue}; }}
QPushButton#light {{ background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 1px 6px; }}
QPushButton#light:hover {{ background: {look.hover}; }}
QPushButton#light:focus {{ border-color: {look.blue}; }}
QPushButton#light[colour="red"] {{ color: {look.red}; }}
QPushButton#light[colour="amber"] {{ color: {look.amber}; }}
QPushButton#light[colour="blue"] {{ color: {look.blue}; }}
QPushButton#light[colour="green"] {{ color: {look.green}; }}
QPushButton#light[colour="dim"] {{ color: {look.dim}; }}
QFrame#why {{ background: {look.base}; border: 1px solid {look.rule}; border-radius: 5px; }}
QPushButton#topic {{ background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px 8px;
  font-weight: bold; font-size: {points + 1}pt; text-align: left; }}
QPushButton#topic:hover, QPushButton#line:hover {{ background: {look.hover}; }}
QPushButton#topic:focus, QPushButton#line:focus {{ border-color: {look.blue}; }}
QPushButton#topic[colour="red"] {{ color: {look.red}; }}
QPushButton#topic[colour="amber"] {{ color: {look.amber}; }}
QPushButton#topic[colour="blue"] {{ color: {look.blue}; }}
QPushButton#line {{ background: transparent; border: 1px solid transparent; border-radius: 4px;
  padding: 3px 8px 3px 30px; text-align: left; }}
QPushButton#chip {{ border-radius: 11px; padding: 3px 12px; }}
QPushButton#chip:checked {{ border-color: {look.blue}; color: {look.blue}; font-weight: bold; }}
QLabel#refusal {{ color: {look.amber}; background: {look.amber_ground}; border-radius: 5px; padding: 8px 12px; }}
QStatusBar {{ background: {look.side}; border-top: 1px solid {look.rule}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {look.dim}; padding: 2px 10px; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ padding: 6px 4px; margin: 0 8px; color: {look.dim}; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {look.blue}; border-bottom: 2px solid {look.blue}; }}
QTabBar::tab:focus {{ background: {look.hover}; }}
QPushButton#tab {{ background: transparent; color: {look.dim}; border: none; border-bottom: 2px solid transparent;
  border-radius: 0; padding: 0; }}
QPushButton#tab:hover {{ color: {look.text}; }}
QPushButton#tab:checked {{ color: {look.blue}; border-bottom: 2px solid {look.blue}; }}
QPushButton#tab:focus {{ background: {look.hover}; }}
QToolTip {{ background: {look.base}; color: {look.text}; border: 1px solid {look.rule}; padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {look.rule}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {look.dim}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QLabel#dim {{ color: {look.dim}; }}
QLabel#title {{ font-size: {points + 3}pt; font-weight: bold; }}
QLabel#heading {{ font-weight: bold; }}
QFrame#banner {{ background: {look.amber_ground}; border-bottom: 1px solid {look.rule}; }}
QFrame#banner QLabel {{ color: {look.amber}; }}
QFrame#quiet {{ background: {look.side}; border-top: 1px solid {look.rule}; }}
QWidget#sheet {{ background: {look.base}; }}
"""
