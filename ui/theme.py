"""Colours, fonts and the style of the window, light and dark.

One blue says «can be pressed»; green, amber and red are for state only and never stand without a word or a shape.
Every text colour has a contrast of at least 4.5:1 on every ground it is used on (``tests/ui/test_theme.py``).
"""

from __future__ import annotations

from enum import StrEnum
from string import Template
from typing import NamedTuple

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


class Colours(NamedTuple):
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
    pictures = {name: resource("icons", f"{name}.png").as_posix() for name in ("some", "tick")}
    return _SHEET.substitute(look._asdict(), larger=points + 1, largest=points + 3, **pictures)


_SHEET = Template("""
QMainWindow, QToolBar, QMenuBar { background: $base; }
QToolBar { border: none; border-bottom: 1px solid $rule; padding: 5px 10px; spacing: 4px; }
QToolBar::separator { background: $rule; width: 1px; margin: 5px 6px; }
QToolBar QToolButton { padding: 5px 10px; border: 1px solid transparent; border-radius: 5px; }
QToolBar QToolButton:hover { background: $hover; }
QToolBar QToolButton:pressed, QToolBar QToolButton:checked { background: $selected; }
QToolBar QToolButton:focus { border-color: $blue; }
QToolBar QToolButton:disabled { color: $dim; }
QToolBar QToolButton::menu-indicator { width: 0; }
QToolButton#primary, QPushButton#primary {
  background: $button; color: $on_button; border: 1px solid $button; border-radius: 5px;
  padding: 5px 14px; font-weight: bold; }
QToolButton#primary:hover, QPushButton#primary:hover { background: $button; border-color: $text; }
QToolButton#primary:focus, QPushButton#primary:focus { border-color: $text; }
QToolButton#primary:disabled, QPushButton#primary:disabled {
  background: $side; color: $dim; border-color: $rule; }
QMenuBar { padding: 2px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $selected; color: $text; }
QMenu { background: $base; border: 1px solid $rule; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $dim; }
QMenu::separator { height: 1px; background: $rule; margin: 4px 8px; }
QTreeView { background: $side; }
QTreeWidget { background: $base; border: 1px solid $rule; border-radius: 5px; }
QTreeWidget:focus { border-color: $blue; }
QTreeWidget QHeaderView { background: $side; border: none; }
QTreeWidget QHeaderView::section { background: $side; color: $dim; border: none; border-bottom: 1px solid $rule;
  border-right: 1px solid $rule; padding: 5px 6px; font-weight: bold; }
QSplitter::handle { background: $rule; }
QLineEdit, QPlainTextEdit#edit {
  background: $base; border: 1px solid $rule; border-radius: 5px; padding: 4px 8px; }
QLineEdit:focus, QPlainTextEdit#edit:focus { border: 1px solid $blue; }
QComboBox, QSpinBox, QDateEdit { padding: 4px 6px; }
QComboBox:focus { background: $selected; }
QRadioButton:focus { color: $blue; }
QScrollArea#scrolled { border: 1px solid transparent; }
QScrollArea#scrolled:focus { border-color: $blue; }
QToolButton#qt_toolbar_ext_button { padding: 0; border: 1px solid transparent; border-radius: 5px; }
QCheckBox::indicator, QListView::indicator, QTreeView::indicator {
  width: 14px; height: 14px; border: 1px solid $dim; border-radius: 3px; background: $base; }
QTreeView::indicator:indeterminate {
  border-color: $button; background: $button; image: url("${some}"); }
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked {
  border-color: $button; background: $button; image: url("${tick}"); }
QCheckBox::indicator:focus { border-color: $blue; }
QCheckBox::indicator:disabled { border-color: $rule; }
QFrame#popup { background: $side; border: 1px solid $rule; }
QPlainTextEdit#cell { background: $base; border: 1px solid $blue; padding: 0; }
QLineEdit#cell { background: $base; border: 1px solid $blue; border-radius: 0; padding: 0 5px; }
QPushButton { background: $base; color: $text; border: 1px solid $rule; border-radius: 5px;
  padding: 5px 14px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $blue; }
QPushButton:disabled { color: $dim; }
QToolButton#link, QPushButton#link {
  color: $blue; background: transparent; border: 1px solid transparent; border-radius: 3px; padding: 0 3px; }
QToolButton#link:hover, QPushButton#link:hover { background: $hover; }
QToolButton#link:focus, QPushButton#link:focus { border-color: $blue; }
QPushButton#light { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 1px 6px; }
QPushButton#light:hover { background: $hover; }
QPushButton#light:focus { border-color: $blue; }
QPushButton#light[colour="red"] { color: $red; }
QPushButton#light[colour="amber"] { color: $amber; }
QPushButton#light[colour="blue"] { color: $blue; }
QPushButton#light[colour="green"] { color: $green; }
QPushButton#light[colour="dim"] { color: $dim; }
QFrame#why { background: $base; border: 1px solid $rule; border-radius: 5px; }
QPushButton#topic { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px 8px;
  font-weight: bold; font-size: ${larger}pt; text-align: left; }
QPushButton#topic:hover, QPushButton#line:hover { background: $hover; }
QPushButton#topic:focus, QPushButton#line:focus { border-color: $blue; }
QPushButton#topic[colour="red"] { color: $red; }
QPushButton#topic[colour="amber"] { color: $amber; }
QPushButton#topic[colour="blue"] { color: $blue; }
QPushButton#line { background: transparent; border: 1px solid transparent; border-radius: 4px;
  padding: 3px 8px 3px 30px; text-align: left; }
QPushButton#chip { border-radius: 11px; padding: 3px 12px; }
QPushButton#chip:checked { border-color: $blue; color: $blue; font-weight: bold; }
QPushButton#chip:focus { border-color: $blue; background: $selected; }
QLabel#refusal { color: $amber; background: $amber_ground; border-radius: 5px; padding: 8px 12px; }
QStatusBar { background: $side; border-top: 1px solid $rule; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $dim; padding: 2px 10px; }
QTabBar { background: transparent; }
QTabBar::tab { padding: 6px 4px; margin: 0 8px; color: $dim; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $blue; border-bottom: 2px solid $blue; }
QTabBar::tab:focus { background: $hover; }
QPushButton#tab { background: transparent; color: $dim; border: none; border-bottom: 2px solid transparent;
  border-radius: 0; padding: 0; }
QPushButton#tab:hover { color: $text; }
QPushButton#tab:checked { color: $blue; border-bottom: 2px solid $blue; }
QPushButton#tab:focus { background: $hover; }
QToolTip { background: $base; color: $text; border: 1px solid $rule; padding: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $rule; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QLabel#dim { color: $dim; }
QLabel#title { font-size: ${largest}pt; font-weight: bold; }
QLabel#heading { font-weight: bold; }
QFrame#banner { background: $amber_ground; border-bottom: 1px solid $rule; }
QFrame#banner QLabel { color: $amber; }
QFrame#quiet { background: $side; border-top: 1px solid $rule; }
QWidget#sheet { background: $base; }
""")
"""By the names of ``Colours``; ``larger`` and ``largest`` are points, ``some`` and ``tick`` pictures of a box."""
