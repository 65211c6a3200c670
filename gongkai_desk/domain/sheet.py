"""How a paper is to look: kind of file, sheet, fonts, size; light, since the menus name it from the start."""

from __future__ import annotations

from enum import StrEnum


class PaperFormat(StrEnum):
    """What kind of file a paper is written as."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class Orientation(StrEnum):
    """How the page lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class PaperSize(StrEnum):
    """The sheet."""

    A4 = "A4"
    A3 = "A3"


class FontScheme(StrEnum):
    """公文字体 names the fonts of official papers, 系统字体 those that every Windows has."""

    OFFICIAL = "公文字体"
    SYSTEM = "系统字体"


class TextSize(StrEnum):
    """The size of table text."""

    SMALL_FIVE = "小五"
    FIVE = "五号"
    SMALL_FOUR = "小四"
