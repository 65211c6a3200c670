"""自评表: the workbook in which a unit scores itself; it is protected without a password, its codes can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.sheet import Align, FontScheme, Orientation, TextSize
from gongkai_desk.domain.year.assessment import SchemeItem
from gongkai_desk.domain.year.self_scores import (
    BY_OFFICE,
    CODE_HEAD,
    CODE_LABEL,
    POINTS_HEAD,
    REMARK_HEAD,
    UNIT_LABEL,
    SelfBook,
)
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Piece,
    Row,
    TableColumn,
    TablePaper,
    WorkbookPaper,
    band,
    plain_text,
)
from gongkai_desk.page.measures import FIGURES, TYPE
from gongkai_desk.papers.rows import NOTHING
from gongkai_desk.papers.year.assessment_tables import kept, narrowed, standard_lines
from gongkai_desk.rules.year.assessment import points_text
from gongkai_desk.wording.days import chinese_date

SHEET = "自评表"
_CENTRE = Align.CENTRE
_COLUMNS = (
    TableColumn(CODE_HEAD, 22.0, _CENTRE),
    TableColumn("一级指标", 28.0),
    TableColumn("二级指标", 30.0),
    TableColumn("分值", 13.0, _CENTRE),
    TableColumn("评分标准", 70.0),
    TableColumn(POINTS_HEAD, 20.0, _CENTRE),
    TableColumn(f"{REMARK_HEAD}（名称、网址，一行一件）", 62.0),
)
_SECOND = 2  # the place of 二级指标
_TYPED = (False, False, False, False, False, True, True)
_HOW = (
    "1. 只填“自评得分”“自评说明及佐证”两栏，得分不低于0分、不高于该项分值。",
    "2. “指标码”等栏已经印好，收表时凭码核对，请不要改动，不要删行、调换行序。本表没有密码。",
    "3. 标“由考核单位评定”的指标不用自评。没有的情形不要凑材料，佐证只写名称和网址。",
)
_SIGNED = ("单位负责人（签字）：", "填报人：", "联系电话：", "填报日期：")
_PLACES = (0.0, 0.34, 0.56, 0.78)


def self_book(facts: SelfBook) -> WorkbookPaper:
    """Return the workbook: one sheet, on which all that is to be known stands."""
    return WorkbookPaper(book_title(facts), (_table(facts),))


def book_title(facts: SelfBook) -> str:
    """Return its title."""
    return f"{facts.title}自评表"


def _table(facts: SelfBook) -> TablePaper:
    out = () if facts.scheme.in_parts else (_SECOND,)
    how = tuple(band(BandKind.SMALL, text) for text in _HOW)
    return TablePaper(
        book_title(facts),
        kept(_COLUMNS, out),
        tuple(narrowed(row, out) for row in _rows(facts)),
        (band(BandKind.TITLE, book_title(facts)), _line(facts)),
        (_signatures(), *how),
        orientation=Orientation.LANDSCAPE,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        fonts=FontScheme.SYSTEM,
        book=Book(SHEET, frozen=3, form=True),
    )


def _line(facts: SelfBook) -> Band:
    closing = f"报送截止：{chinese_date(facts.closing)}" if facts.closing else f"考核单位：{facts.office}"
    return Band(
        BandKind.LINE,
        (
            Piece(plain_text(f"{UNIT_LABEL}：{facts.unit}")),
            Piece(plain_text(f"{CODE_LABEL}：{facts.code}"), place=0.42),
            Piece(plain_text(closing), place=0.68),
        ),
    )


def _signatures() -> Band:
    pieces = tuple(Piece(text, place=place, typed=True) for text, place in zip(_SIGNED, _PLACES, strict=True))
    return Band(BandKind.LINE, pieces, before=FIGURES.foot_gap)


def _rows(facts: SelfBook) -> Iterator[Row]:
    codes = dict(facts.codes)
    for item in facts.scheme.items:
        for leaf in item.leaves:
            yield _row(item, leaf, codes[row_id(leaf)])


def _row(item: SchemeItem, leaf: SchemeItem, code: str) -> Row:
    name = leaf.name if item.children else NOTHING
    told = BY_OFFICE if leaf.outside else ""
    texts = (code, item.name, name, points_text(leaf.points), standard_lines(leaf) or NOTHING, "", told)
    typed = (False,) * len(texts) if leaf.outside else _TYPED
    return Row(tuple(map(plain_text, texts)), (False,) * len(texts), typed=typed, least=2)
