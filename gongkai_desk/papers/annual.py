"""年报表三、表四 in the printed form of the State Council's office (国办公开办函〔2021〕30号)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gongkai_desk.domain.registers import CLASSES, AnnualTable, Count, Line, Outcome, Result
from gongkai_desk.domain.sheet import Align, FontScheme
from gongkai_desk.page.layout import BandKind, Book, Cell, Form, FormPage, FormPaper, FormRow, PageNumbers, band
from gongkai_desk.page.measures import FIGURES, Typeface
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.registers import (
    APPLICANTS,
    BODIES,
    BY_YEAR_OF_ANSWER,
    COUNTS,
    DONE_HEAD,
    OUTCOMES,
    RESULT_GROUPS,
    RESULTS,
    check_sentence,
    table_remarks,
)

TABLE_3, TABLE_4 = "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_FACE = Typeface(9, 12, 11.5, 4.0)
_LABELS, _NUMBERS = (13.0, 19.0, 54.0), 10.0  # mm; with seven columns of numbers 156
_LEAST_3, _LEAST_4 = 16.0, 26.0  # points, of a row
_PARTS_4 = ("未经复议直接起诉", "复议后起诉")


def annual_tables(facts: AnnualTable) -> FormPaper:
    """Return both tables, a page each."""
    third = table_3(lambda line: _numbers(facts.row(line)))
    fourth = table_4(_numbers(facts.disputes.columns()))
    remarks = check_sentence(facts), *table_remarks(facts)
    pages = (
        _page("表三", TABLE_3, facts, third, remarks),
        _page("表四", TABLE_4, facts, fourth, (BY_YEAR_OF_ANSWER,)),
    )
    return FormPaper(annual_title(facts), pages, numbers=PageNumbers.STANDARD, book=Book(fonts=FontScheme.SYSTEM))


def table_3(cells: Callable[[Line], Sequence[Cell]]) -> Form:
    """Return 表三 in the printed form; ``cells`` gives the seven of a line: each class, then the sum."""
    return _form((*_LABELS, *(_NUMBERS,) * (len(CLASSES) + 1)), _LEAST_3, _rows_3(cells))


def table_4(cells: Sequence[Cell]) -> Form:
    """Return 表四 in the printed form, of its fifteen cells."""
    return _form((156 / 15,) * 15, _LEAST_4, _rows_4(cells))


def annual_title(facts: AnnualTable) -> str:
    """Return the name proposed for the paper."""
    return f"{facts.year}年政府信息公开年报表三、表四"


def _page(name: str, heading: str, facts: AnnualTable, form: Form, notes: Sequence[str]) -> FormPage:
    above = band(BandKind.FORM_TITLE, heading), band(BandKind.FORM_NOTE, _as_of(facts), Align.RIGHT)
    return FormPage((*above, form, *(band(BandKind.FORM_NOTE, note) for note in notes)), name)


def _as_of(facts: AnnualTable) -> str:
    over = facts.as_of.month == 12 and facts.as_of.day == 31 and facts.as_of.year == facts.year
    return f"{facts.year}年度" if over else f"{facts.year}年度（截至{chinese_date(facts.as_of)}）"


def _form(widths: tuple[float, ...], least: float, rows: Iterator[Sequence[Cell]]) -> Form:
    return Form(widths, tuple(FormRow(tuple(cells), least) for cells in rows), _FACE, FIGURES.ledger_side)


def _head(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, columns, rows, label=True, align=Align.CENTRE)


def _side(text: str, columns: int = 1) -> Cell:
    return Cell(text, columns)


def _numbers(numbers: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(Cell(number, align=Align.CENTRE) for number in numbers)


def _by_twos(text: str) -> str:
    """Return a head for a narrow column, two characters a line: 结果/维持."""
    return "\n".join(text[start : start + 2] for start in range(0, len(text), 2))


# ---- table 3


def _rows_3(cells: Callable[[Line], Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    bodies = CLASSES[1:]
    corner = Cell(CORNER, len(_LABELS), 3, align=Align.CENTRE)
    yield corner, _head("申请人情况", len(CLASSES) + 1)
    yield _head(APPLICANTS[CLASSES[0]], rows=2), _head(BODIES, len(bodies)), _head("总计", rows=2)
    yield [_head(_by_twos(APPLICANTS[each])) for each in bodies]
    for line, labels in _labels_3():
        yield *labels, *cells(line)


def _labels_3() -> Iterator[tuple[Line, Sequence[Cell]]]:
    """Yield each line of numbers with the labels that begin in it."""
    for count in (Count.NEW, Count.CARRIED_IN):
        yield count, (_side(COUNTS[count], 3),)
    done = Cell(DONE_HEAD, rows=len(Result) + 1, align=Align.CENTRE)
    yield Result.GRANTED, (done, _side(RESULTS[Result.GRANTED], 2))
    yield Result.PARTLY, (_side(RESULTS[Result.PARTLY], 2),)
    for group, members in RESULT_GROUPS:
        head = Cell(group.replace("）", "）\n"), rows=len(members), align=Align.CENTRE)
        for index, member in enumerate(members):
            yield member, (_side(RESULTS[member]),) if index else (head, _side(RESULTS[member]))
    yield Count.TOTAL, (_side(COUNTS[Count.TOTAL], 2),)
    yield Count.CARRIED_OUT, (_side(COUNTS[Count.CARRIED_OUT], 3),)


# ---- table 4


def _rows_4(cells: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    ends = (*(_by_twos(OUTCOMES[outcome]) for outcome in Outcome), "总计")
    yield _head("行政复议", 5), _head("行政诉讼", 10)
    yield *(_head(end, rows=2) for end in ends), *(_head(part, 5) for part in _PARTS_4)
    yield [_head(end) for end in ends * 2]
    yield cells
