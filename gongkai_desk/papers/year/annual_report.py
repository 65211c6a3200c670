"""政府信息公开工作年度报告 (国办公开办函〔2021〕30号): six parts, tables in three of them; 与上年对比."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.registers import CLASSES, Outcome
from gongkai_desk.domain.sheet import Align, TextSize
from gongkai_desk.domain.year.annual import (
    MADE_PLACES,
    AnnualCell,
    AnnualReportFacts,
    AnnualScope,
    Dispute,
    Figures,
    Heading,
    MadePlace,
    made_cell,
)
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Cell,
    Form,
    FormPage,
    FormPaper,
    FormRow,
    Link,
    PageNumbers,
    Piece,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    plain_text,
    whole_row,
    with_signature,
)
from gongkai_desk.page.measures import FIGURES, TYPE, Typeface
from gongkai_desk.papers.annual import table_3, table_4
from gongkai_desk.rules.year.annual import every_cell, line_sum
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.year import annual as words

TEMPLATE = "annual-report.docx"
"""An office's own, in the folder ``templates`` of its library; without it the report is set as every official page."""
_FACE = Typeface(10.5, 16, 14, padding=4.0)
_LEAST = 20.0  # points
_GRID = (52.0, 52.0 / 1.5, 52.0 / 1.5, 52.0 / 1.5)  # mm: a line, up to three numbers
_WAN = Decimal(10_000)
_CENTRE = Align.CENTRE


def report_title(facts: AnnualReportFacts) -> str:
    """Return 云州市人民政府办公室2026年政府信息公开工作年度报告."""
    return words.TITLE.format(office=facts.office, year=facts.year)


def annual_report(facts: AnnualReportFacts) -> FormPaper:
    """Return the report: the first part as text, the tables each with its part, then the last two parts."""
    title = report_title(facts)
    text = (band(BandKind.TITLE, title), *_part(facts, 0, Heading.OPENING, *_FIVE))
    tables: tuple[Band | Form, ...] = (
        *_head(1), made_table(facts), *_head(2), table_3(lambda line: _line_3(facts, line.value)),
        *_head(3), table_4(_cells_4(facts)),
    )  # fmt: skip
    last = (*_part(facts, 4, Heading.PROBLEMS, Heading.IMPROVED), *_part(facts, 5, Heading.OTHER))
    page = FormPage(with_signature((*text, *tables, *last), tuple(_signed(facts))))
    return FormPaper(title, (page,), numbers=PageNumbers.STANDARD)


_FIVE = (Heading.PROACTIVE, Heading.ON_REQUEST, Heading.MANAGEMENT, Heading.PLATFORM, Heading.SUPERVISION)


def _head(part: int) -> Iterator[Band]:
    yield band(BandKind.HEAD, words.PARTS[part])


def _part(facts: AnnualReportFacts, part: int, *headings: Heading) -> Iterator[Band]:
    yield from _head(part)
    for heading in headings:
        if heading in words.HEADINGS:
            yield band(BandKind.SUBHEAD, words.HEADINGS[heading])
        for line in facts.text(heading).split("\n"):
            yield Band(BandKind.BODY, (Piece(plain_text(line)),))


def _signed(facts: AnnualReportFacts) -> Iterator[Band]:
    day = chinese_date(facts.data.published) if facts.data.published else ""
    for number, text in enumerate(filter(None, (facts.office, day))):
        yield Band(BandKind.SIGNED, (Piece(text, Align.RIGHT),), before=0.0 if number else 2 * FIGURES.line)


# ---- the tables


def made_table(facts: AnnualReportFacts) -> Form:
    """Return 表二 in the printed form."""
    return Form(_GRID, tuple(FormRow(tuple(cells), _LEAST) for cells in _rows_2(facts)), _FACE, FIGURES.ledger_side)


def _rows_2(facts: AnnualReportFacts) -> Iterator[Sequence[Cell]]:
    for article, name, lines in words.ARTICLES:
        places = MADE_PLACES[lines[0]]
        yield (Cell(article, 4, label=True, align=_CENTRE),)
        heads = (Cell(words.MADE_PLACES[place], 3 // len(places), label=True, align=_CENTRE) for place in places)
        yield Cell(name, label=True, align=_CENTRE), *heads
        for line in lines:
            cells = (_cell(facts, made_cell(line, place), 3 // len(places)) for place in places)
            yield Cell(words.MADE[line], align=_CENTRE), *cells


def _cell(facts: AnnualReportFacts, cell: AnnualCell, columns: int = 1) -> Cell:
    text = number_text(facts.data.figures.get(cell), wan=cell.place == MadePlace.YUAN)
    return Cell(text, columns, align=_CENTRE, links=_links(facts, cell, text))


def number_text(value: Decimal | None, *, wan: bool = False) -> str:
    """Return a number as the form prints it, an amount in 万元; nothing where nobody knows it."""
    if value is None:
        return ""
    return f"{(value / _WAN if wan else value).normalize():f}"


def _links(facts: AnnualReportFacts, cell: AnnualCell, text: str) -> tuple[Link, ...]:
    """Return where a number leads: to the requests that it counts, or to the bodies that it sums up."""
    if not text:
        return ()
    if facts.scope is AnnualScope.ALL:
        bodies = tuple(each.unit_id or 0 for each in facts.units if cell in each.figures)
        of = f"{facts.year}/{cell.part}.{cell.line}.{cell.place}"
        return (Link(0, len(text), Counted(CountedKind.ANNUAL, (0, *bodies), of=of)),)
    rows = facts.data.rows.get(cell, ())
    return (Link(0, len(text), Counted(CountedKind.REQUEST, rows)),) if rows else ()


def _line_3(facts: AnnualReportFacts, line: str) -> Sequence[Cell]:
    cells = (_cell(facts, AnnualCell(3, line, each.value)) for each in CLASSES)
    return *cells, _sum(facts, 3, line, [each.value for each in CLASSES])


def _sum(facts: AnnualReportFacts, part: int, line: str, places: Sequence[str]) -> Cell:
    text = number_text(line_sum(facts.data.figures, part, line))
    rows = tuple(number for place in places for number in facts.data.rows.get(AnnualCell(part, line, place), ()))
    own = facts.scope is AnnualScope.OWN and rows and text
    links = (Link(0, len(text), Counted(CountedKind.REQUEST, rows)),) if own else ()
    return Cell(text, align=_CENTRE, links=links)


def _cells_4(facts: AnnualReportFacts) -> Sequence[Cell]:
    places = [outcome.value for outcome in Outcome]
    cells: list[Cell] = []
    for part in Dispute:
        cells += (_cell(facts, AnnualCell(4, part.value, place)) for place in places)
        cells.append(_sum(facts, 4, part.value, places))
    return cells


# ---- an office's own template


def template_values(facts: AnnualReportFacts) -> dict[str, str]:
    """Return what the names of a template stand for; a cell by its name on the command line: {{3.new.person}}."""
    named = {
        "标题": report_title(facts),
        "年度": str(facts.year),
        "发文机关": facts.office,
        "日期": chinese_date(facts.data.published) if facts.data.published else "",
    }
    texts = {words.NAMES[heading]: facts.text(heading) for heading in Heading}
    figures = facts.data.figures
    cells = {
        f"{cell.part}.{cell.line}.{cell.place}": number_text(figures.get(cell), wan=cell.place == MadePlace.YUAN)
        for cell in every_cell()
    }
    lines = {(cell.part, cell.line) for cell in every_cell() if cell.part != 2}
    sums = {f"{part}.{line}.sum": number_text(line_sum(figures, part, line)) for part, line in lines}
    return named | texts | cells | sums


# ---- beside the year before

_COLUMNS = (
    TableColumn("表", 12.0, _CENTRE),
    TableColumn("指标", 84.0),
    TableColumn("上年", 20.0, _CENTRE),
    TableColumn("本年", 20.0, _CENTRE),
    TableColumn("增减", 20.0, _CENTRE),
)
_PARTS = {2: "表二", 3: "表三", 4: "表四"}


def compared_title(facts: AnnualReportFacts) -> str:
    """Return 云州市人民政府办公室2026年政府信息公开年报数据与上年对比."""
    return words.COMPARED_TITLE.format(office=facts.office, year=facts.year)


def annual_compared(facts: AnnualReportFacts) -> TablePaper:
    """Return the figures beside those of the year before, line by line, and the checks below."""
    rows = [whole_row(*texts) for texts in _compared(facts.data.figures, facts.last)]
    checks = (band(BandKind.SMALL, words.check_sentence(each)) for each in facts.checks if each.holds is False)
    return TablePaper(
        compared_title(facts),
        _COLUMNS,
        rows,
        (
            band(BandKind.TITLE, compared_title(facts)),
            both_sides(f"口径：{words.SCOPES[facts.scope]}", f"截至{chinese_date(facts.as_of)}"),
        ),
        after=tuple(checks),
        faces=(TYPE[TextSize.SMALL_FIVE],),
        book=Book("与上年对比", frozen=2),
    )


def _compared(now: Figures, last: Figures) -> Iterator[tuple[str, ...]]:
    for cell in every_cell():
        if cell.part == 2:
            yield _PARTS[2], words.cell_words(cell), *_three(last.get(cell), now.get(cell))
    for part, line in dict.fromkeys((cell.part, cell.line) for cell in every_cell() if cell.part > 2):
        name = words.line_words(line) if part == 3 else words.DISPUTES_OF[Dispute(line)]
        yield _PARTS[part], name, *_three(line_sum(last, part, line), line_sum(now, part, line))


def _three(last: Decimal | None, now: Decimal | None) -> tuple[str, str, str]:
    change = f"{now - last:+f}" if now is not None and last is not None and now != last else ""
    return number_text(last), number_text(now), change
