"""归档文件目录 of a year's package, and 工作交接清单 with the signatures of both sides."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.domain.sheet import Align, Orientation, TextSize
from gongkai_desk.domain.year.archive import ArchiveCatalogue, Handover, HandoverItem, HandoverPart
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    FormPage,
    FormPaper,
    Link,
    PageNumbers,
    Piece,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    plain_text,
    whole_row,
)
from gongkai_desk.page.measures import FIGURES, TYPE
from gongkai_desk.papers.rows import NOTHING, signatures
from gongkai_desk.papers.year.lookback import told
from gongkai_desk.papers.year.report import numeral
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.year import archive as words

_CENTRE = Align.CENTRE
_COLUMNS = (
    TableColumn("序号", 10.0, _CENTRE),
    TableColumn("档号", 46.0),
    TableColumn("责任者", 30.0),
    TableColumn("文号", 28.0),
    TableColumn("题名", 64.0),
    TableColumn("日期", 20.0, _CENTRE),
    TableColumn("页数", 10.0, _CENTRE),
    TableColumn("保管期限", 21.0, _CENTRE),
    TableColumn("备注", 21.0),
)
_SIGNED = ("移交人（签字）：", "接收人（签字）：", "移交日期：　　　　年　　月　　日")


def catalogue(facts: ArchiveCatalogue) -> TablePaper:
    """Return the catalogue."""
    return TablePaper(
        facts.title,
        _COLUMNS,
        [
            whole_row(
                str(place),
                words.number_text(facts.number, facts.plan.year, place),
                each.responsible or NOTHING,
                each.doc_no or NOTHING,
                each.title,
                each.day.isoformat() if each.day else NOTHING,
                "" if each.pages is None else str(each.pages),
                words.retention_text(facts.number),
                each.remark,
            )
            for place, each in enumerate(facts.files, start=1)
        ],
        (
            band(BandKind.TITLE, facts.title),
            both_sides(f"立档单位：{facts.office}", f"编制日期：{chinese_date(facts.made)}"),
        ),
        (signatures(_SIGNED, (0.0, 0.33, 0.64)),),
        orientation=Orientation.LANDSCAPE,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        book=Book("归档文件目录", frozen=2),
    )


def handover(facts: Handover) -> FormPaper:
    """Return the list of what is handed over, item by item."""
    blocks = [band(BandKind.TITLE, facts.title), Band(BandKind.BODY, (_opening(facts),)), *_parts(facts)]
    return FormPaper(facts.title, (FormPage((*blocks, *_signed(facts))),), numbers=PageNumbers.STANDARD)


def _opening(facts: Handover) -> Piece:
    slots = {"day": chinese_date(facts.day), "plan": facts.plan.title}
    return told(words.HANDOVER_OPENING, {**slots, "tasks": facts.tasks, "closed": facts.closed})


def _parts(facts: Handover) -> Iterator[Band]:
    shown = [part for part in facts.parts if part.items]
    contacts = [part for part in facts.contacts if part.items]
    if not shown:
        yield band(BandKind.BODY, words.HANDOVER_NONE)
    for number, part in enumerate((*shown, *contacts), start=1):
        yield from _part(number, part, words.HANDOVER_HEAD if number <= len(shown) else words.HANDOVER_CONTACTS)
    yield band(BandKind.HEAD, f"{numeral(len(shown) + len(contacts) + 1)}、{words.HANDOVER_PLACES}")
    yield from (band(BandKind.BODY, plain_text(text)) for text in facts.places)
    yield band(BandKind.BODY, words.HANDOVER_BLANK)


def _part(number: int, part: HandoverPart, template: str) -> Iterator[Band]:
    """Yield a heading whose number leads to its rows, and an item a line."""
    count = part.counted if part.counted is not None else len(part.items)
    head, prefix = told(template, {"heading": part.heading, "count": count}), f"{numeral(number)}、"
    links = tuple(Link(each.start + len(prefix), each.end + len(prefix), each.counted) for each in head.links)
    yield Band(BandKind.HEAD, (Piece(prefix + head.text, links=links),))
    for place, item in enumerate(part.items, start=1):
        yield Band(BandKind.BODY, (_item(place, item),))


def _item(number: int, item: HandoverItem) -> Piece:
    text = words.HANDOVER_ITEM.format(number=number, name=plain_text(item.name))
    unit = f"（{plain_text(item.unit)}）" if item.unit else ""
    said = f"：{plain_text(item.told)}" if item.told else ""
    return Piece(f"{text}{unit}{said}。")


def _signed(facts: Handover) -> Iterator[Band]:
    for number, text in enumerate(words.SIGNED):
        filled = text.format(giver=plain_text(facts.giver), taker=plain_text(facts.taker))
        yield Band(BandKind.BODY, (Piece(filled),), before=FIGURES.line if number == 0 else 0.0)
