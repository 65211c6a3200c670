"""通报: which units told in time, late, or not at all; a table of all units, by places only where that was allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.sheet import Align
from gongkai_desk.domain.year.period import FigureName
from gongkai_desk.domain.year.report import PeriodReport
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
    plain_text,
    with_signature,
)
from gongkai_desk.page.measures import Typeface
from gongkai_desk.papers.year.lookback import Slot, told
from gongkai_desk.papers.year.report import (
    Section,
    count,
    counted,
    internal_mark,
    opening,
    reporting,
    running,
    signed,
    slots_of,
    titled,
    told_slots,
    units_of,
)
from gongkai_desk.wording.year import report as words
from gongkai_desk.wording.year.assessment import approval_line

N = FigureName
_FIGURES = (N.OWED, N.ON_TIME, N.LATE, N.MISSING, N.ZERO)
_FACE = Typeface(10.5, 16, 14, padding=4.0)
_WIDTHS = (12.0, 49.0, 15.0, 15.0, 15.0, 15.0, 16.0, 19.0)  # mm
_LEAST = 20.0  # points
_A_PAGE = 26  # rows of the table on a page


@dataclass(frozen=True, slots=True)
class ToldUnit:
    """A unit that owed reports: its figures, under which word it stands, its place if units have one."""

    unit_id: int
    name: str
    slots: Mapping[str, Slot]
    stands: FigureName
    place: int = 0


def bulletin_title(facts: PeriodReport) -> str:
    """Return 关于《2026年云州市政务公开工作要点》三季度进展报送情况的通报."""
    return titled(words.BULLETIN_TITLE, facts)


def told_units(facts: PeriodReport) -> tuple[ToldUnit, ...]:
    """Return the units that owed reports that are due: in the directory's order, or by places if allowed."""
    found = [each for unit in units_of(facts) if (each := _unit(facts, unit)) is not None]
    if facts.by_place is None:
        return tuple(found)
    found.sort(key=_rank)
    ranks = [_rank(each) for each in found]
    return tuple(
        ToldUnit(each.unit_id, each.name, each.slots, each.stands, ranks.index(_rank(each)) + 1) for each in found
    )


def _unit(facts: PeriodReport, unit_id: int) -> ToldUnit | None:
    slots = told_slots(slots_of(facts.figures, unit_id=unit_id))
    worst = next((name for name in (N.MISSING, N.LATE, N.ON_TIME) if count(slots, name)), None)
    return ToldUnit(unit_id, facts.units[unit_id], slots, worst) if worst else None


def _rank(each: ToldUnit) -> tuple[Fraction, Fraction]:
    """Return what places follow: the part told in time, then the part told at all."""
    owed = max(count(each.slots, N.OWED), 1)
    on_time, late = count(each.slots, N.ON_TIME), count(each.slots, N.LATE)
    return -Fraction(on_time, owed), -Fraction(on_time + late, owed)


def bulletin(facts: PeriodReport) -> FormPaper:
    """Return the 通报: its text, and on pages of their own the table of all units."""
    title, found = bulletin_title(facts), told_units(facts)
    text = (*internal_mark(facts), band(BandKind.TITLE, title), *running(bulletin_sections(facts, found)))
    pages = (FormPage(with_signature(text, tuple(signed(facts.office, facts.today)))), *_table(facts, found))
    return FormPaper(title, pages, numbers=PageNumbers.STANDARD)


def bulletin_sections(facts: PeriodReport, found: Sequence[ToldUnit] | None = None) -> tuple[Section, ...]:
    """Return the text: the opening, how it was told as a whole, then who told how."""
    known = told_units(facts) if found is None else found
    parts = [(words.BULLETIN_HEADS["whole"], reporting(facts, words.UNIT_BASIS))]
    owed = facts.figures.of(N.OWED)
    if owed is None or not owed.value:
        return (Section("", tuple(opening(words.BULLETIN_OPENING, facts))), *counted(parts))
    parts += [(words.BULLETIN_HEADS[name.value], _named(known, name)) for name in (N.ON_TIME, N.LATE, N.MISSING)]
    return (Section("", tuple(opening(words.BULLETIN_OPENING, facts))), *counted(parts))


def _named(found: Sequence[ToldUnit], name: FigureName) -> Iterator[Piece]:
    """Yield the units that stand under a word, with how often they were late or silent."""
    mine = [each for each in found if each.stands is name]
    if not mine:
        yield told(words.BULLETIN_NONE, {})
        return
    item = {N.LATE: words.LATE_UNIT, N.MISSING: words.MISSING_UNIT}.get(name, "{unit}")
    pieces = [told(item, {**each.slots, "unit": each.name}) for each in mine]
    head, end = words.BULLETIN_LIST.split("{names}")
    units = Counted(CountedKind.UNIT, tuple(each.unit_id for each in mine))
    yield joined([told(head, {"count": units}), *_between(pieces), Piece(end)])


def _between(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for number, piece in enumerate(pieces):
        if number:
            yield Piece("、")
        yield piece


def joined(pieces: Sequence[Piece]) -> Piece:
    """Return pieces as one text, each figure still with its rows."""
    text, links = "", []
    for piece in pieces:
        links += [Link(len(text) + each.start, len(text) + each.end, each.counted) for each in piece.links]
        text += piece.text
    return Piece(text, links=tuple(links))


# ---- the table


def _table(facts: PeriodReport, found: Sequence[ToldUnit]) -> Iterator[FormPage]:
    """Yield the pages of the table, the head on each."""
    heads = (words.RANKED_HEAD, *words.TABLE_HEADS[1:]) if facts.by_place else words.TABLE_HEADS
    head = FormRow(tuple(Cell(text, label=True, align=Align.CENTRE) for text in heads), _LEAST, keep=True)
    rows = [_row(each.place or number, each) for number, each in enumerate(found, start=1)]
    for start in range(0, len(rows), _A_PAGE):
        first, last = start == 0, start + _A_PAGE >= len(rows)
        above = (band(BandKind.ANNEX, words.ANNEX), band(BandKind.TITLE, words.TABLE_TITLE)) if first else ()
        form = Form(_WIDTHS, (head, *rows[start : start + _A_PAGE]), _FACE)
        yield FormPage((*above, form, *(_under(facts) if last else ())), words.TABLE_TITLE)


def _row(number: int, each: ToldUnit) -> FormRow:
    figures = (_figure(each.slots[name.value]) for name in _FIGURES)
    rate = Cell(str(each.slots["on_time_rate"]), align=Align.CENTRE)
    return FormRow((Cell(number, align=Align.CENTRE), Cell(plain_text(each.name)), *figures, rate), _LEAST)


def _figure(slot: Slot) -> Cell:
    assert isinstance(slot, Counted)
    text = str(len(slot))
    links = (Link(0, len(text), slot),) if len(slot) else ()
    return Cell(len(slot), align=Align.CENTRE, links=links)


def _under(facts: PeriodReport) -> Iterator[Band]:
    yield band(BandKind.SMALL, words.TABLE_BASIS)
    if facts.by_place is not None:
        yield band(BandKind.SMALL, approval_line(facts.by_place))
