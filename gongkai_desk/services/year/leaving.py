"""What the texts of each thing are that leaves, by place, so that it can be looked at before it is written.

Every way out has a function here that gives its texts (``found_in`` of ``papers.leaving`` tells what is in them), and a
writer that takes a ``Mask``. A packet has no mask: what is covered there would come back as changed.

To look at another paper: give its entry in ``papers.listed`` the mark ``leaves`` and nothing more; of a letter by a
template, ``filling_texts`` of its values, and ``masked_filling`` around the ``Filling`` that its writer fills in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai_desk.domain.cycle.packets import Outgoing as OutgoingPacket
from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.slips import Slip
from gongkai_desk.domain.year.personal import Mask
from gongkai_desk.export.bands import title_lines
from gongkai_desk.export.templates import Filling, write_filled
from gongkai_desk.page.measures import FIGURES, PORTRAIT, points
from gongkai_desk.papers.asking_letter import asking_values
from gongkai_desk.papers.leaving import Placed, mask_text, texts_of
from gongkai_desk.papers.ledger import breakdown
from gongkai_desk.papers.letters import FilingLetter, filing_values
from gongkai_desk.papers.notice import notice_values
from gongkai_desk.papers.opinions import opinion_form
from gongkai_desk.papers.slips import slips as slips_paper
from gongkai_desk.papers.unit_sheet import unit_book
from gongkai_desk.papers.year.correction import CorrectionLetter, correction_lists, correction_values
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading import child
from gongkai_desk.reading.document import Grid
from gongkai_desk.reading.read import read_document
from gongkai_desk.standing.cycle.asking import AskingOut
from gongkai_desk.standing.cycle.books import Outgoing
from gongkai_desk.wording.year.personal import BREAKDOWN, LETTER_PAPER, NOTICE, PACKET_TABLES, PAGE

# ---- templates


def filling_texts(filling: Filling, name: str = LETTER_PAPER) -> Iterator[Placed]:
    """Yield what a template is filled with; each place is called by the name of its placeholder."""
    yield from ((f"{name}　{key}", text) for key, text in filling.values.items())
    for group, entries in filling.lists.items():
        for place, entry in enumerate(entries, 1):
            yield from ((f"{name}　{group}{place}　{key}", text) for key, text in entry.items())


def masked_filling(filling: Filling, mask: Mask) -> Filling:
    """Return what a template is filled with, covered as the mask says."""
    if not mask.hidden:
        return filling
    lists = {name: tuple(_masked(entry, mask) for entry in entries) for name, entries in filling.lists.items()}
    return replace(filling, values=_masked(filling.values, mask), lists=lists)


def write_titled(template: Path, filling: Filling, out: Path, mask: Mask) -> tuple[str, ...]:
    """Write a template whose 标题 is broken by sense, covered as a mask says; else as ``write_filled``."""
    title = title_lines(filling.values["标题"], points(PORTRAIT.area_width) / FIGURES.title_size)
    titled = replace(filling, values={**filling.values, "标题": "\n".join(title)})
    return write_filled(template, masked_filling(titled, mask), out)


def _masked(values: Mapping[str, str], mask: Mask) -> dict[str, str]:
    return {name: mask_text(text, mask) for name, text in values.items()}


# ---- each way out


def batch_texts(of: Outgoing) -> Iterator[Placed]:
    """Yield the texts of a batch of 填报表: each unit's book, the notice, the 任务分解表; mails say the same."""
    for parcel in of.parcels:
        yield from _called(parcel.book.unit or parcel.file_name, texts_of(unit_book(parcel.book)))
    yield from filling_texts(Filling(notice_values(of.notice)), NOTICE)
    yield from _called(BREAKDOWN, texts_of(breakdown(of.breakdown)))


def round_texts(of: AskingOut) -> Iterator[Placed]:
    """Yield the texts of a round of opinions: the 函, the 征求意见稿, each unit's form."""
    yield from filling_texts(Filling(asking_values(of.letter)))
    yield from _called(BREAKDOWN, texts_of(breakdown(of.paper)))
    for parcel in of.parcels:
        yield from _called(parcel.unit.name, texts_of(opinion_form(of.paper, parcel.asked)))


def filing_texts(letter: FilingLetter, table: BreakdownPaper | Path) -> Iterator[Placed]:
    """Yield the texts of a filing; a table that was frozen when it was issued goes as it is."""
    yield from filling_texts(Filling(filing_values(letter)))
    if not isinstance(table, Path):
        yield from _called(BREAKDOWN, texts_of(breakdown(table)))


def correction_texts(letter: CorrectionLetter) -> Iterator[Placed]:
    """Yield the texts of a letter that corrects what was sent."""
    return filling_texts(Filling(correction_values(letter), correction_lists(letter)))


def slip_texts(slips: Sequence[Slip]) -> Iterator[Placed]:
    """Yield the texts of slips, by the unit that each goes to."""
    for slip in slips:
        yield from _called(slip.unit, texts_of(slips_paper([slip])))


def packet_texts(of: OutgoingPacket) -> Iterator[Placed]:
    """Yield the texts of a packet's rows."""
    for table, rows in of.rows.items():
        name = PACKET_TABLES.get(table, table)
        for number, row in rows.items():
            yield from ((f"{name}{number}", text) for text in row.values() if isinstance(text, str))


def file_texts(path: Path, progress: Progress = silent) -> tuple[Placed, ...]:
    """Return the texts of a file whose paper is not known here (a frozen copy, a form that was filled in), read anew.

    Raises:
        InputError: it cannot be read, so nothing is known of it.
        Cancelled: by ``progress``.
    """
    document = child.run(read_document, path, progress=progress)
    found: list[Placed] = []
    for page in document.pages:
        for item in page.items:
            texts = (cell.text for row in item.rows for cell in row if cell) if isinstance(item, Grid) else (item.text,)
            found += ((PAGE.format(file=path.name, page=page.number), text) for text in texts)
    return tuple(found)


def _called(name: str, texts: Iterable[Placed]) -> Iterator[Placed]:
    return ((f"{name}　{where}", text) for where, text in texts)
