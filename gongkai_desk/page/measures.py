"""The official page: figures of GB/T 9704-2012 and of the tables on it (DOMAIN §6–7), lengths in mm, type in points."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai_desk.domain.papers import FontScheme, Orientation, PaperSize, TextSize

MM_PER_INCH = 25.4


def twips(mm: float) -> int:
    """Return millimetres as twentieths of a point."""
    return round(mm * 1440 / MM_PER_INCH)


def points(mm: float) -> float:
    """Return millimetres as points."""
    return mm * 72 / MM_PER_INCH


def emu(mm: float) -> int:
    """Return millimetres as English Metric Units (drawings)."""
    return round(mm * 36000)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet of paper with its margins, in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def area_width(self) -> float:
        """Return the width of the type area (版心)."""
        return self.width - self.left - self.right

    @property
    def area_height(self) -> float:
        """Return the height of the type area."""
        return self.height - self.top - self.bottom

    @property
    def landscape(self) -> bool:
        """Tell whether the page lies on its side."""
        return self.width > self.height


PORTRAIT = Leaf(210, 297, top=37, bottom=35, left=28, right=26)  # type area 156 × 225
LANDSCAPE = Leaf(297, 210, top=28, bottom=26, left=35, right=37)  # the same leaf turned: 225 × 156
LANDSCAPE_A3 = Leaf(420, 297, top=28, bottom=26, left=35, right=37)  # 348 × 243
PORTRAIT_A3 = Leaf(297, 420, top=37, bottom=35, left=28, right=26)  # 243 × 348


def leaf(orientation: Orientation, paper: PaperSize = PaperSize.A4) -> Leaf:
    """Return the page for an orientation."""
    lying = orientation is Orientation.LANDSCAPE
    if paper is PaperSize.A3:
        return LANDSCAPE_A3 if lying else PORTRAIT_A3
    return LANDSCAPE if lying else PORTRAIT


@dataclass(frozen=True, slots=True)
class Typeface:
    """Type of a table: size and exact line distance in points, free space over and under the text of a row."""

    size: float
    pitch: float
    sheet_pitch: float  # Excel sets its own line distance, about 1.3 of the size; measured in 仿宋 and 宋体
    padding: float = 5.0


TYPE: dict[TextSize, Typeface] = {
    TextSize.SMALL_FIVE: Typeface(9, 14, 12),
    TextSize.FIVE: Typeface(10.5, 16, 14),
    TextSize.SMALL_FOUR: Typeface(12, 18, 16),
}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The font names of one scheme, by what they are for."""

    title: str
    head: str  # 一、 and table heads
    sub: str  # （一）
    text: str
    number: str  # page numbers
    latin: str = "Times New Roman"


FONTS: dict[FontScheme, Fonts] = {
    FontScheme.OFFICIAL: Fonts("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"),
    FontScheme.SYSTEM: Fonts("宋体", "黑体", "楷体", "仿宋", "宋体"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """All other figures of the standard that a paper with a table needs."""

    line: float = 28.95  # points, a line of the text
    title_size: float = 22  # 二号
    title_line: float = 34  # points; the standard's 33–35
    title_gap: float = 8  # points between the title and what follows
    annex_size: float = 16  # 三号
    note_size: float = 12  # 小四
    note_line: float = 22
    head_line_size: float = 10.5  # 填报单位 … 截至 …
    head_line: float = 20
    head_air: float = 6  # points by which a head row is higher than its text
    foot_gap: float = 8  # points between a ledger and the line for signatures
    number_size: float = 14  # 四号
    footer: float = 10  # mm from the type area to the foot of the number, which then stands 7 mm under the area
    header: float = 15  # mm
    number_centre: float = 28  # mm from the left edge of a lying page to the middle of its number
    number_top: float = 33  # mm from the top edge: an even number starts here
    number_end: float = 179  # mm from the top edge: an odd number ends here
    number_band: float = 10  # mm, the width of the text box that holds it
    rule: int = 4  # eighths of a point: 0.5 pt
    side: float = 1.5  # mm free on each side of a cell's text
    ledger_side: float = 1.0
    last_line: float = 1.0  # points: the paragraph that Word demands after a table
    reserve: float = 12  # points of a page kept free for rules: LibreOffice 7.4 wants 9, Word 1
    spare: float = 6  # points by which a row must be too tall for a page, so that every program breaks before it
    slack: float = 0.12  # em that a column is taken narrower than it is: never one line too few
    sheet_slack: float = 0.5  # the same in Excel, whose screen and printer set text a little differently
    sheet_side: float = 0.8  # mm that Excel leaves free at each side of a cell
    sheet_room: float = 4  # mm by which a workbook page's margins are smaller, for printers that set wider
    sheet_footer: float = 11  # mm from the type area to the foot of the page number
    sheet_row_limit: float = 400  # points; Excel's own limit is 409.5
    sheet_text_limit: int = 32767  # characters in an Excel cell
    sheet_format_limit: int = 255  # characters: older Excel shows a longer text of format «@» as #####
    digit_pixels: int = 8  # width of a digit in the workbook's standard font, at 96 dpi
    standard_font: str = "Times New Roman"  # where it is missing its stand-in has the same widths; that of 宋体 has not
    standard_size: float = 12  # its digit is 8 pixels at 96 dpi without rounding, in every program


FIGURES = Figures()
