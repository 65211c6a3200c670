"""The leader's page: one sheet of A4 with lights, the worst, what is to be decided, the next dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.sheet import Align
from gongkai_desk.domain.year.period import FigureName
from gongkai_desk.domain.year.report import LeaderPage, LeaderRow
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Cell,
    Form,
    FormPage,
    FormPaper,
    FormRow,
    Link,
    PageNumbers,
    Piece,
    band,
    both_sides,
    plain_text,
)
from gongkai_desk.page.measures import Typeface
from gongkai_desk.papers.year.lookback import told
from gongkai_desk.papers.year.report import quoted, slots_of
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.states import COLOURS
from gongkai_desk.wording.year import report as words
from gongkai_desk.words.normal import shortened

_FACE = Typeface(10, 12, 12, padding=1.5)
_WIDTHS = (84.0, 40.0, 32.0)  # mm, together the width of the page
_TASK, _UNIT = 19, 9  # characters that stand on one line of a cell
_TITLE = 30  # characters of a plan's title: two lines
_LEAST = 14.2  # points
_LIGHTS = (31.2,) * 5


def leader_title(facts: LeaderPage) -> str:
    """Return 《2026年云州市政务公开工作要点》落实情况."""
    return words.LEADER_TITLE.format(plan=quoted(shortened(facts.plan.title, _TITLE)))


def leader_page(facts: LeaderPage) -> FormPaper:
    """Return the page: whatever it is told, its texts stand on a line each, so that it stays one sheet."""
    title = leader_title(facts)
    blocks: list[Band | Form] = [band(BandKind.INTERNAL, "内部资料　注意保存")] if facts.internal else []
    blocks.append(band(BandKind.TITLE, title))
    blocks.append(both_sides(shortened(facts.office, 20), f"截至{chinese_date(facts.as_of)}"))
    blocks += [_lights(facts), Band(BandKind.FORM_NOTE, (_basis(facts),))]
    lists: Mapping[str, tuple[str, Sequence[LeaderRow], Callable[[LeaderRow], Piece]]] = {
        "overdue": (words.OVERDUE_HEAD, facts.overdue, _days),
        "decisions": (words.DECISIONS_HEAD, facts.decisions, _why),
        "next_dates": (words.NEXT_HEAD, facts.next_dates, _day),
    }
    for name, (head, rows, last) in lists.items():
        blocks += _list(head, words.LEADER_HEADS[name], rows, last, facts.left_out.get(name, 0))
    return FormPaper(title, (FormPage(tuple(blocks)),), numbers=PageNumbers.STANDARD)


def _lights(facts: LeaderPage) -> Form:
    heads = tuple(Cell(f"{COLOURS[colour]}", label=True, align=Align.CENTRE) for colour in Colour)
    found = tuple(_linked(facts.lights.get(colour, Counted(CountedKind.SHARE))) for colour in Colour)
    return Form(_LIGHTS, (FormRow(heads, _LEAST, keep=True), FormRow(found, _LEAST)), _FACE)


def _linked(counted: Counted) -> Cell:
    links = (Link(0, len(str(len(counted))), counted),) if len(counted) else ()
    return Cell(f"{len(counted)}", align=Align.CENTRE, links=links)


def _basis(facts: LeaderPage) -> Piece:
    slots = slots_of(facts.figures)
    assert isinstance(slots[FigureName.CLOSED.value], Counted)
    return told(words.LEADER_BASIS, slots)


def _list(
    head: str, heads: Sequence[str], rows: Sequence[LeaderRow], last: Callable[[LeaderRow], Piece], more: int
) -> Iterator[Band | Form]:
    yield band(BandKind.FORM_TITLE, head)
    if not rows:
        yield band(BandKind.FORM_NOTE, words.NOTHING)
        return
    top = FormRow(tuple(Cell(text, label=True, align=Align.CENTRE) for text in heads), _LEAST, keep=True)
    yield Form(_WIDTHS, (top, *(_row(each, last(each)) for each in rows)), _FACE)
    if more:
        yield band(BandKind.FORM_NOTE, words.MORE.format(count=more))


def _row(each: LeaderRow, last: Piece) -> FormRow:
    name, unit = shortened(plain_text(each.task), _TASK), shortened(plain_text(each.unit), _UNIT)
    end = Cell(last.text, align=Align.CENTRE, links=last.links)
    return FormRow((Cell(name), Cell(unit, align=Align.CENTRE), end), _LEAST)


def _days(each: LeaderRow) -> Piece:
    row = Counted(CountedKind.SHARE, keys=((each.task_id, each.unit_id),))
    text = str(each.days)
    return Piece(text, links=(Link(0, len(text), row),))


def _why(each: LeaderRow) -> Piece:
    return Piece(plain_text(each.why))


def _day(each: LeaderRow) -> Piece:
    return Piece(each.day.isoformat() if each.day else "")
