"""The official page: figures of GB/T 9704-2012 and of the tables on it (DOMAIN §6–7), lengths in mm, type in points.

How many lines a text takes in a column is counted on a grid of ems. Chinese characters are one em wide in every font
that an official paper names, so lines can be counted without the fonts. The papers switch off what would disturb the
count: hanging stops, squeezed punctuation, room between Chinese and Latin. Latin letters are taken at their widest and
breaks only where every program allows them, so that the count is never too low.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from gongkai_desk.domain.sheet import FontScheme, Orientation, PaperSize, TextSize

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


def working(page: Leaf) -> Leaf:
    """Return the page of a sheet that is filled in: narrow margins, as offices set such tables, for room to write."""
    return replace(page, top=18, bottom=20, left=15, right=15)


@dataclass(frozen=True, slots=True)
class Typeface:
    """Type of a table: size and exact line distance in points, free space over and under the text of a row."""

    size: float
    pitch: float
    sheet_pitch: float  # Excel sets the font's own line distance: 1.0 to 1.3 in 仿宋, 1.45 in what stands in for it
    padding: float = 5.0


TYPE: dict[TextSize, Typeface] = {
    TextSize.SMALL_FIVE: Typeface(9, 14, 13.1),
    TextSize.FIVE: Typeface(10.5, 16, 15.25),
    TextSize.SMALL_FOUR: Typeface(12, 18, 17.4),
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
    sheet_slack: float = 0.3  # the same in Excel, whose screen and printer set text a little differently
    sheet_side: float = 0.8  # mm that Excel leaves free at each side of a cell
    sheet_room: float = 4  # mm by which a workbook page's margins are smaller, for printers that set wider
    sheet_footer: float = 11  # mm from the type area to the foot of the page number
    sheet_row_limit: float = 400  # points; Excel's own limit is 409.5
    sheet_text_limit: int = 32767  # characters in an Excel cell
    sheet_format_limit: int = 255  # characters: older Excel shows a longer text of format «@» as #####
    code: float = 18  # mm, a side of a code with the white around it: its modules are 3 dots of a scan of 150 dpi
    code_gap: float = 5  # mm between it and the type area
    code_size: float = 9  # points, of the line beside it
    code_line: float = 14
    sheet_code_gap: float = 1  # mm over it in a workbook
    digit_pixels: int = 8  # width of a digit in the workbook's standard font, at 96 dpi
    standard_font: str = "Times New Roman"  # where it is missing its stand-in has the same widths; that of 宋体 has not
    standard_size: float = 12  # its digit is 8 pixels at 96 dpi without rounding, in every program


FIGURES = Figures()


# Characters that Word, WPS and LibreOffice keep off the head of a line (a simplified-Chinese text), and off its end.
_NOT_FIRST = frozenset("!%),.:;>?]}¢¨°·’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～")
_NOT_LAST = frozenset("$([{£¥‘“〈《「『【〔〖〝（．［｛￡￥")
_PARTING = frozenset("-/?&")  # in a word or an address: www.example.cn/|gongkai/|2026
# What no line end parts: 2022-07-06, 0571-87654321, 7-3, 1/12, 〔2022〕12号; an address has its own breaks.
_CODE = re.compile(r"(?<![\w./:?&=#~-])\d+(?:[-/]\d+)+(?![\w/=-]|\.\w)|〔\d{4}〕\d+号", re.ASCII)
# What a column has room for in one line: such a code with the mark that clings to it, or a number; also 二(一)2-1.
_NUMBER = re.compile(
    rf"(?:{_CODE.pattern})[）》，。；]?"
    r"|[一二三四五六七八九十]*(?:[(（][一二三四五六七八九十]+[)）])\d+(?:-\d+)*"
    r"|(?<![\w./:?&=#~-])[\d.,%]+(?![\w/=-])",
    re.ASCII,
)
_LONGEST_NUMBER = 24  # characters: a longer one is no number that anybody reads

_HALF = 0.5
_LATIN_WIDTHS = (
    {chr(code): _HALF for code in range(0x20, 0x7F)}
    | dict.fromkeys("ABCDEGHKNOQRUVXYZ&w", 0.75)
    | dict.fromkeys("FLPSTJ", 0.62)
    | dict.fromkeys("Mm%", 0.9)
    | dict.fromkeys("W@", 1.0)
    | dict.fromkeys("<>=+~^_#$?", 0.57)
    | {"\t": 2.0}
)


# The seam between Chinese and Latin, e.g. 共12家. LibreOffice widens it whatever the file says.
_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])")
_SEAM_WIDTH = 0.25


class _Widths(dict[str, float]):
    """Widths in ems by character; whatever is not Latin is full width."""

    def __missing__(self, char: str) -> float:
        return 1.0


_WIDTHS = _Widths(_LATIN_WIDTHS)


def text_width(text: str) -> float:
    """Return the width of ``text`` on one line, in ems."""
    return sum(_char_widths(text))


def line_count(text: str, width: float, *, seams: bool = True) -> int:
    """Return how many lines ``text`` takes in a column ``width`` ems wide; every paragraph takes one at least.

    Without ``seams`` there is no room between Chinese and Latin, as in a workbook.
    """
    if "\n" not in text:
        return _paragraph_lines(text, width, seams)
    return sum(_paragraph_lines(paragraph, width, seams) for paragraph in text.split("\n"))


@lru_cache(maxsize=4096)  # unit names and deadlines come again in nearly every row
def _paragraph_lines(text: str, width: float, seams: bool) -> int:
    if len(text) * (1 + _SEAM_WIDTH) <= width:
        return 1
    widths = _char_widths(text) if seams else plain_widths(text)
    return 1 if sum(widths) <= width else sum(1 for _ in _breaks(text, width, widths))


def broken_lines(text: str, width: float, measure: Callable[[str], Sequence[float]] | None = None) -> list[str]:
    """Return the lines that ``text`` takes in a column ``width`` wide.

    Without ``measure`` widths are ems of the grid. ``measure`` returns the width of each character in some other unit,
    that of ``width``, e.g. as a font at hand draws them.
    """
    lines = []
    for paragraph in text.split("\n"):
        start = 0
        for end in _breaks(paragraph, width, (measure or _char_widths)(paragraph)):
            lines.append(paragraph[start:end])
            start = end
        if not paragraph:
            lines.append("")
    return lines


def line_starts(text: str, lines: Sequence[str]) -> Iterator[int]:
    """Yield at which character of ``text`` each of its broken lines begins."""
    start = 0
    for line in lines:
        yield start
        start += len(line)
        start += text[start : start + 1] == "\n"


def _breaks(text: str, width: float, widths: Sequence[float]) -> Iterator[int]:
    """Yield the end of every line of one paragraph whose characters are ``widths`` wide."""
    edges = list(accumulate(widths))
    inner = {place for code in codes(text) for place in range(code.start() + 1, code.end())}
    start, gone = 0, 0.0
    while start < len(text):
        end = max(bisect_right(edges, gone + width + 1e-9), start + 1)
        end = _allowed(text, start, end, inner)
        yield end
        start, gone = end, edges[end - 1]


def plain_widths(text: str) -> list[float]:
    """Return the width of each character in ems, without room between Chinese and Latin."""
    return list(map(_WIDTHS.__getitem__, text))


def _char_widths(text: str) -> list[float]:
    widths = plain_widths(text)
    if not text.isascii():
        for seam in _SEAM.finditer(text):
            widths[seam.start() - 1] += _SEAM_WIDTH
    return widths


def codes(text: str) -> Iterator[re.Match[str]]:
    """Yield the dates, telephone numbers and codes in a text that have a hyphen or a stroke and are never parted."""
    return _CODE.finditer(text)


def widest_number(texts: Iterable[str]) -> float:
    """Return the width in ems of the widest date, number or code in some texts, 0 where there is none."""
    found = {number for text in texts for number in _NUMBER.findall(text) if len(number) <= _LONGEST_NUMBER}
    return max(map(text_width, found), default=0.0)


def _allowed(text: str, start: int, end: int, inner: Collection[int]) -> int:
    """Move a line end back to where the text may be broken; a word longer than the line is broken anyhow."""
    place = end
    while start < place < len(text) and (place in inner or not _may_break(text[place - 1], text[place])):
        place -= 1
    return place if place > start else end


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before in _PARTING:
        return True
    # Word parts 、12月, LibreOffice does not.
    return not (_of_word(after) and (_of_word(before) or before in _NOT_FIRST))


def _of_word(char: str) -> bool:
    return char.isascii() and not char.isspace()


def head_lines(head: str, width: float) -> str:
    """Return a column head with line feeds that part it evenly: 完成情况 in a narrow column → 完成, 情况.

    One that has line feeds of its own keeps them.
    """
    count = line_count(head, width)
    if count == 1 or "（" in head or "\n" in head:
        return head
    size = -(-len(head) // count)
    return "\n".join(head[start : start + size] for start in range(0, len(head), size))


@dataclass(frozen=True, slots=True)
class EmGrid:
    """The columns of one table: ``columns`` in ems of free width, ``pitch`` and ``padding`` of a row in points.

    ``seams``: room between Chinese and Latin is counted, which a workbook has not.
    """

    columns: tuple[float, ...]
    pitch: float
    padding: float
    whole: float = field(default=0.0)  # the width of a row over all columns, in ems
    seams: bool = True

    def height(self, text: str, column: int) -> float:
        """Return the height in points that ``text`` needs in a column."""
        return line_count(text, self.columns[column], seams=self.seams) * self.pitch + self.padding

    def whole_height(self, text: str) -> float:
        """Return the height in points of a row that goes over all columns."""
        return line_count(text, self.whole, seams=self.seams) * self.pitch + self.padding

    def lines(self, text: str, width: float) -> list[str]:
        """Return the lines of a paragraph in so many ems."""
        return broken_lines(text, width, None if self.seams else plain_widths)


def em_grid(widths: tuple[float, ...], *, side: float, face: Typeface, pitch: float, slack: float) -> EmGrid:
    """Return the grid of columns ``widths`` points wide, each with ``side`` points free left and right.

    Every column counts ``slack`` ems narrower than it is; ``pitch`` is the distance of lines in points.
    """
    columns = tuple(max((width - 2 * side) / face.size - slack, 1.0) for width in widths)
    whole = (sum(widths) - 2 * side) / face.size - slack
    return EmGrid(columns, pitch, face.padding, whole)


def head_height(heads: Sequence[str], grid: EmGrid) -> float:
    """Return the height of a head row in points: that of its highest cell, with some air."""
    return max(grid.height(head, column) for column, head in enumerate(heads)) + FIGURES.head_air
