"""A paper as a value: what stands on it and how it is set, once, for Word, Excel and printed pages alike.

A paper is a table (``TablePaper``) or pages of lines and ruled forms (``FormPaper``). It names no font and no length
that the official page knows already: a line says what it is (``BandKind``), the painters know how such a line looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from gongkai_desk.domain.figures import Counted, FigurePicture
from gongkai_desk.domain.sheet import Align, FontScheme, Orientation, PaperSize, TextSize
from gongkai_desk.outside import without_unseen
from gongkai_desk.page.measures import FIGURES, TYPE, Leaf, Typeface, leaf, working


def plain_text(text: str) -> str:
    """Return ``text`` fit for an office file: nothing unseen, line ends as line feeds, a tab as a blank."""
    return without_unseen(text).replace("\t", " ")


# ---- lines over and under a table


class BandKind(Enum):
    """What a line over or under a table is; font, size and distance follow from it."""

    TITLE = "title"  # broken by sense where it is long
    ANNEX = "annex"  # 附件1, a blank line below it
    DRAFT = "draft"  # （征求意见稿）
    NOTE = "note"  # the plan's own remark, 编号
    LINE = "line"  # 填报单位 … 截至 …
    INTERNAL = "internal"  # 内部资料　注意保存
    SMALL = "small"  # 注：…
    HEADING = "heading"  # over a second table
    CAPTION = "caption"  # under a chart
    PART = "part"  # 催办单回执
    CUT = "cut"  # a line along which the sheet is cut
    FORM_TITLE = "form_title"  # 三、收到和处理政府信息公开申请情况
    FORM_NOTE = "form_note"
    HEAD = "head"  # 一、总体情况: a heading of running text, which stays with what follows
    SUBHEAD = "subhead"  # （一）政策公开
    BODY = "body"  # a paragraph of running text, its first line two characters in; it goes on over a page's end
    CLOSING = "closing"  # the last paragraph before a signature, which never stands alone on a page
    SIGNED = "signed"  # 署名 and date under running text, two characters from the right


@dataclass(frozen=True, slots=True)
class Mark:
    """The ground on which a word stands and the ink of the word, each as six hex digits."""

    ground: str
    ink: str


@dataclass(frozen=True, slots=True)
class Link:
    """A figure in a text, from character ``start`` up to ``end``: who clicks it in the preview sees what it counts."""

    start: int
    end: int
    counted: Counted


@dataclass(frozen=True, slots=True)
class PickList:
    """Words that a workbook offers in a cell; another word is warned of, never refused, with ``hint``.

    ``sheet``: where many words stand as the only column of a table, for Excel takes 255 characters of them otherwise.
    """

    words: tuple[str, ...]
    hint: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class PageCode:
    """By what a paper that comes back sealed is known again: ``text`` for people, ``content`` for machines.

    Both stand in the head of every page; in a workbook, whose rows grow, ``content`` stands in chosen places.
    """

    text: str
    content: str

    def on_page(self, page: int, pages: int) -> str:
        """Return what the code of a page says, of so many."""
        return f"{self.content}.{page}.{pages}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a line; ``place`` is where it begins, in parts of the width (at the right it may begin anywhere).

    ``typed``: in a workbook people type here, and are offered the words of ``picks``; ``code`` stands at its end there.
    """

    text: str
    align: Align = Align.LEFT
    place: float = 0.0
    mark: Mark | None = None
    typed: bool = False
    picks: PickList | None = None
    code: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A line over the whole width, ``before`` points free over it; several ``pieces`` share it."""

    kind: BandKind
    pieces: tuple[Piece, ...]
    before: float = 0.0


_CENTRED = {BandKind.TITLE, BandKind.DRAFT, BandKind.HEADING, BandKind.CAPTION, BandKind.PART, BandKind.CUT}


def band(kind: BandKind, text: str, align: Align | None = None) -> Band:
    """Return a line of one text, aligned as its kind is unless said otherwise."""
    usual = Align.CENTRE if kind in _CENTRED else Align.LEFT
    return Band(kind, (Piece(text, align or usual),))


def both_sides(left: str, right: str, kind: BandKind = BandKind.LINE) -> Band:
    """Return a line with a text at the left and one at the right; where both find no room they get a line each."""
    return Band(kind, (Piece(left), Piece(right, Align.RIGHT, 0.43)))


_SHORT = 240  # characters: a paragraph that is longer keeps some lines beside its signature by itself


def with_signature(text: Sequence[Band | Form], signed: Sequence[Band]) -> tuple[Band | Form, ...]:
    """Return running text with the signature under it, its last paragraph on the signature's page."""
    last = text[-1] if text else None
    if isinstance(last, Band) and last.kind is BandKind.BODY and len(last.pieces[0].text) <= _SHORT:
        return (*text[:-1], replace(last, kind=BandKind.CLOSING), *signed)
    return (*text, *signed)


# ---- tables


class RowKind(Enum):
    """What a row of a table is."""

    TASK = "task"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a text for every column (a section row has one text), in full even where cells are joined.

    ``joined`` tells per column that the cell is one with the cell above. ``level`` is a section's depth from 0.
    ``numbers`` spells the figures of columns that a workbook keeps as numbers («0.455» for 45.5%).
    ``fixed`` is a height in points that was settled before, for the pieces of a row that is too tall for a sheet;
    ``flows`` tells per column of such a piece that its text goes on in the next one; the other texts stand again on
    every page.
    ``typed`` tells per column that people type into the cell, so that the row grows in a workbook; ``least`` is then
    its least height in lines. ``links`` are the figures in the texts, per column.
    """

    texts: tuple[str, ...]
    joined: tuple[bool, ...] = ()
    kind: RowKind = RowKind.TASK
    level: int = 0
    numbers: tuple[str, ...] = ()
    fixed: float | None = None
    flows: tuple[bool, ...] = ()
    typed: tuple[bool, ...] = ()
    least: int = 1
    links: tuple[tuple[Link, ...], ...] = ()


CONTINUED = "（续）"
"""Stands behind a heading that is printed again."""


def whole_row(*texts: str) -> Row:
    """Return a row of which no cell is one with the cell above."""
    return Row(tuple(map(plain_text, texts)), (False,) * len(texts))


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its head, its width in millimetres (on a lying page ``lying``), how its texts stand.

    ``key`` names it in a choice of columns, its head by default. ``number`` is the workbook's format of its figures,
    ``faint`` sets its texts in grey there; ``picks`` are offered where people type.
    """

    title: str
    width: float
    align: Align = Align.LEFT
    key: str = ""
    lying: float | None = None
    number: str = ""
    faint: bool = False
    picks: PickList | None = None

    @property
    def name(self) -> str:
        """Return what it is called in a choice of columns."""
        return self.key or self.title

    def width_on(self, page: Leaf) -> float:
        """Return its width on a page in millimetres."""
        return self.lying if page.landscape and self.lying is not None else self.width


class PageNumbers(Enum):
    """How pages are numbered: «— 1 —» as the standard says, or 第1页　共9页 in the middle of the foot."""

    STANDARD = "standard"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Book:
    """What only a workbook needs: the name of the sheet, how many columns stay in view, other fonts.

    ``detail`` names a second sheet with one full row a task, to filter and sort; ``listed``: the sheet is such a one,
    its pages left to the program.
    ``form``: people type into the sheet. It is protected, without a password, but for the cells to type into; its rows
    grow and break by themselves, and the line over the table comes again with the head on every page. Its margins are
    narrow.
    """

    name: str = ""
    frozen: int = 0
    fonts: FontScheme | None = None
    form: bool = False
    detail: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A column (from 0) that a workbook draws: six hex digits, Office's name of a pattern of bars or of a dash."""

    column: int
    colour: str
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the workbook's own under a table: lines, or ``bars``; ``first``: of the paper's first table.

    ``height`` is in centimetres. ``stacked`` bars stand behind each other.
    """

    title: str
    series: tuple[Series, ...]
    height: float
    bars: bool = False
    stacked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class TablePaper:
    """A paper with one table, or with a second (``then``) that stands on a sheet of its own in a workbook.

    Lines ``below`` the table stay with its last row, those ``after`` it may go on to another page.
    ``faces``: the types to try, the largest first, until the table stands on one page. ``side``: the room at the sides
    of a cell in mm. ``fit``: the columns grow and shrink together to fill the page. ``first_page`` continues the
    numbers of the paper it is bound with. ``totals``: how many rows at the end add up the others; no chart draws them.
    """

    heading: str
    columns: tuple[TableColumn, ...]
    rows: Sequence[Row]
    above: tuple[Band, ...] = ()
    below: tuple[Band, ...] = ()
    after: tuple[Band, ...] = ()
    orientation: Orientation = Orientation.PORTRAIT
    size: PaperSize = PaperSize.A4
    faces: tuple[Typeface, ...] = (TYPE[TextSize.FIVE],)
    side: float = FIGURES.ledger_side
    fit: bool = True
    fonts: FontScheme = FontScheme.OFFICIAL
    numbers: PageNumbers = PageNumbers.COUNTED
    first_page: int = 1
    book: Book = field(default=Book())
    pictures: tuple[FigurePicture, ...] = ()
    then: TablePaper | None = None
    charts: tuple[Chart, ...] = ()
    totals: int = 0
    code: PageCode | None = None

    @property
    def leaf(self) -> Leaf:
        """Return its page."""
        page = leaf(self.orientation, self.size)
        return working(page) if self.book.form else page


# ---- forms


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a form over some columns and rows of its grid; a ``label`` stands in 黑体, a number stays one.

    ``inset``: ems that a text stands away from the right edge, as an issuer and a date do. ``code``: in a workbook this
    code stands in it.
    """

    value: str | int
    columns: int = 1
    rows: int = 1
    label: bool = False
    align: Align = Align.LEFT
    top: bool = False
    inset: int = 0
    code: str = ""
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        """Return what is printed."""
        return plain_text(str(self.value))


@dataclass(frozen=True, slots=True)
class FormRow:
    """The cells that begin in a row, from the left, and its least height in points.

    ``keep``: it stands on the page of the row that follows.
    """

    cells: tuple[Cell, ...]
    least: float
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A ruled form: ``widths`` of its grid in mm, together the width of the page.

    ``typed``: people type into its cells, so the room over and under a text goes with the text.
    """

    widths: tuple[float, ...]
    rows: tuple[FormRow, ...]
    face: Typeface
    side: float = FIGURES.side
    typed: bool = False


@dataclass(frozen=True, slots=True)
class FormPage:
    """Lines and forms that begin a page; ``name``: of its sheet in a workbook.

    ``restarts``: its numbers begin with 1 again, on a leaf of its own where both sides are printed.
    """

    blocks: tuple[Band | Form, ...]
    name: str = ""
    restarts: bool = False
    code: PageCode | None = None


@dataclass(frozen=True, slots=True)
class FormPaper:
    """A paper of forms on standing pages."""

    heading: str
    pages: tuple[FormPage, ...]
    fonts: FontScheme = FontScheme.OFFICIAL
    numbers: PageNumbers = PageNumbers.COUNTED
    book: Book = field(default=Book())

    @property
    def leaf(self) -> Leaf:
        """Return its page."""
        return leaf(Orientation.PORTRAIT)


Paper = TablePaper | FormPaper


@dataclass(frozen=True, slots=True)
class WorkbookPaper:
    """Papers that are sheets of one workbook, in their order; ``Book.name`` and ``FormPage.name`` call them."""

    heading: str
    sheets: tuple[Paper, ...]
