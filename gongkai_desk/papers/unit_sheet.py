"""填报表: the workbook that a unit fills in and sends back. Its heads and labels are those that collecting reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gongkai_desk.domain.cycle.books import (
    BATCH_LABEL,
    CLOSING_LABEL,
    CODE_LABEL,
    CONTACT_LABEL,
    OFFICE_LABEL,
    OWN_HEADING,
    PHONE_LABEL,
    RANGE_LABEL,
    UNIT_LABEL,
    UNITS_SHEET,
    BookNote,
    BookRow,
    BookState,
    UnitBook,
)
from gongkai_desk.domain.sheet import Align, FontScheme, Orientation, PaperSize, TextSize
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Cell,
    Form,
    FormPage,
    FormPaper,
    FormRow,
    PickList,
    Piece,
    Row,
    RowKind,
    TableColumn,
    TablePaper,
    WorkbookPaper,
    band,
    plain_text,
    whole_row,
)
from gongkai_desk.page.measures import FIGURES, PORTRAIT, TYPE, Typeface
from gongkai_desk.wording.days import chinese_date

GUIDE_SHEET: Final = "填报说明"
FILL_SHEET: Final = "填报表"
OTHER_SHEET: Final = "其他任务（供参考）"
"""Names of the sheets; a shared book has ``UNITS_SHEET`` besides."""

CODE, SEQ, TITLE, CONTENT, DEADLINE = "任务码", "序号", "任务名称", "任务内容", "完成时限"
PREVIOUS, OPINION = "上期进展", "退回意见"
PROGRESS, STATE, PROBLEMS, NEXT_STEPS = "本期进展情况", "完成情况", "存在问题", "下一步打算"
EVIDENCE = "佐证材料（名称、文号、网址、公开日期，一行一件）"
CONTACT, PHONE, DAY = "具体承办科室及填报人", "联系电话", "填报日期"
PRINTED: Final = (CODE, SEQ, TITLE, CONTENT, DEADLINE, PREVIOUS, OPINION)
"""Heads of what is printed; ``PREVIOUS`` may be left out, ``OPINION`` stands in a book that was sent back only."""
FILLED: Final = {
    "progress": PROGRESS,
    "state": STATE,
    "problems": PROBLEMS,
    "next_steps": NEXT_STEPS,
    "evidence": EVIDENCE,
    "contact": CONTACT,
    "phone": PHONE,
    "filled": DAY,
}
"""Heads of what is filled in, by the field of ``Filled`` and of a sent or returned row."""
OWN_ROWS: Final = 10
"""Free rows below the tasks, under a row with the heading; their 序号 is ``own_number``."""


def own_number(place: int) -> str:
    """Return what stands under 序号 of a free row; ``place`` from 1. Its three lines keep the row open."""
    return f"另\n报\n{place}"


_CENTRE = Align.CENTRE
_LEAST = 3  # lines of a row to fill
_MOST_CONTENT, _MOST_PREVIOUS = 560, 400  # characters: more would be higher than a row can be
_ELSEWHERE = "……（以下略，全文见任务分解表）"
_CUT = "……（以下略）"
_STATE_HINT = "通常填：已完成、推进中、未启动、零报告、不涉及。确需另写的，可以保留。"
_UNIT_HINT = "不在适用单位名单中，请核对本单位名称。"
_PLACES = (0.0, 0.34, 0.56, 0.78)
_SIGNED = ("单位负责人（签字）：", "审核人：", "填报人：", "联系电话：")

_COLUMNS = (  # mm on A3, on A4
    (TableColumn(CODE, 18.0, _CENTRE), 18.5),
    (TableColumn(SEQ, 10.0, _CENTRE), 8.5),
    (TableColumn(TITLE, 26.0), 19.5),
    (TableColumn(CONTENT, 56.0), 37.0),
    (TableColumn(DEADLINE, 18.0, _CENTRE), 14.0),
    (TableColumn(PREVIOUS, 42.0, faint=True), 30.0),
    (TableColumn(OPINION, 28.0), 20.0),
    (TableColumn(PROGRESS, 62.0), 48.0),
    (TableColumn(STATE, 16.0, _CENTRE, picks=PickList(tuple(BookState), _STATE_HINT)), 13.5),
    (TableColumn(PROBLEMS, 26.0), 18.5),
    (TableColumn(NEXT_STEPS, 26.0), 18.5),
    (TableColumn(EVIDENCE, 38.0), 24.0),
    (TableColumn(CONTACT, 20.0), 15.0),
    (TableColumn(PHONE, 22.0, _CENTRE), 21.5),
    (TableColumn(DAY, 19.0, _CENTRE), 17.0),
)
_BY_FIELD = {head: field for field, head in FILLED.items()}


def unit_book(facts: UnitBook) -> WorkbookPaper:
    """Return the workbook: how to fill it in, the table to fill in, tasks for information, whom it is for."""
    sheets: list[TablePaper | FormPaper] = [_guide(facts), _table(facts)]
    if facts.others:
        sheets.append(_others(facts))
    if facts.shared:
        sheets.append(_units(facts))
    return WorkbookPaper(heading(facts), tuple(sheets))


def heading(facts: UnitBook) -> str:
    """Return the title: 2022年云州市政务公开工作要点二季度填报表; the year is not said twice."""
    year = re.match(r"\d{4}年", facts.period)
    period = facts.period.removeprefix(year[0]) if year and year[0] in facts.plan else facts.period
    returned = "（退回补报）" if _is_returned(facts) else ""
    return plain_text(f"{plan_name(facts.plan)}{period}填报表{returned}")


def plan_name(title: str) -> str:
    """Return what a plan is called in papers to units: a table's title without what it is a table of."""
    return title.removesuffix("任务分解表")


def _is_returned(facts: UnitBook) -> bool:
    return any(row.opinion for row in facts.rows)


# ---- the table to fill in


def _table(facts: UnitBook) -> TablePaper:
    columns = _columns(facts)
    return TablePaper(
        heading(facts),
        columns,
        tuple(_rows(facts, [column.title for column in columns])),
        (*_internal(facts), band(BandKind.TITLE, heading(facts)), _line(facts)),
        (_signatures(facts),),
        orientation=Orientation.LANDSCAPE,
        size=PaperSize.A3 if facts.previous or _is_returned(facts) else PaperSize.A4,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        fonts=FontScheme.SYSTEM,
        book=Book(FILL_SHEET, frozen=3, form=True),
    )


def _internal(facts: UnitBook) -> tuple[Band, ...]:
    return (band(BandKind.INTERNAL, "内部资料　注意保存"),) if facts.internal else ()


def _columns(facts: UnitBook) -> tuple[TableColumn, ...]:
    left_out = {
        *(() if facts.previous else (PREVIOUS,)),
        *(() if _is_returned(facts) else (OPINION,)),
    }
    wide = facts.previous or _is_returned(facts)
    return tuple(
        TableColumn(each.title, each.width if wide else narrow, each.align, faint=each.faint, picks=each.picks)
        for each, narrow in _COLUMNS
        if each.title not in left_out
    )


def _line(facts: UnitBook) -> Band:
    """Return the line over the table; a shared book has a cell in it to choose the unit in."""
    closing = f"{CLOSING_LABEL}：{chinese_date(facts.closing)}"
    batch = Piece(plain_text(f"{BATCH_LABEL}：{facts.batch}"), place=0.36)
    code = Piece(plain_text(f"{CODE_LABEL}：{facts.code}"), place=0.52)
    last = Piece(closing, place=0.7)
    if not facts.shared:
        return Band(BandKind.LINE, (Piece(plain_text(f"{UNIT_LABEL}：{facts.unit}")), batch, code, last))
    picks = PickList(tuple(map(plain_text, facts.units)), _UNIT_HINT, UNITS_SHEET)
    chosen = Piece("", place=0.08, typed=True, picks=picks)
    return Band(BandKind.LINE, (Piece(f"{UNIT_LABEL}："), chosen, batch, code, last))


def _signatures(facts: UnitBook) -> Band:
    """Return the line to sign on, with the code at its end: a seal is pressed on the names, at its beginning."""
    *others, last = (Piece(text, place=place, typed=True) for text, place in zip(_SIGNED, _PLACES, strict=True))
    return Band(BandKind.LINE, (*others, replace(last, code=facts.sheet_code)), before=FIGURES.foot_gap)


def _rows(facts: UnitBook, heads: list[str]) -> Iterator[Row]:
    filled = tuple(head in _BY_FIELD for head in heads)
    for row in facts.rows:
        yield _row([plain_text(_text(row, head)) for head in heads], filled)
    yield Row((f"{OWN_HEADING}（以上任务之外的工作，每行一件，没有可不填）",), kind=RowKind.SECTION)
    free = tuple(head not in (CODE, SEQ, PREVIOUS, OPINION) for head in heads)
    for place in range(1, OWN_ROWS + 1):
        yield _row([own_number(place) if head == SEQ else "" for head in heads], free)


def _row(texts: list[str], typed: tuple[bool, ...]) -> Row:
    return Row(tuple(texts), (False,) * len(texts), typed=typed, least=_LEAST)


def _text(row: BookRow, head: str) -> str:
    if field := _BY_FIELD.get(head):
        return str(getattr(row.written, field))
    own = {
        CODE: row.code,
        SEQ: row.seq,
        TITLE: row.title,
        CONTENT: _short(row.content, _MOST_CONTENT, _ELSEWHERE),
        DEADLINE: row.deadline,
        PREVIOUS: _short(row.previous, _MOST_PREVIOUS, _CUT),
        OPINION: row.opinion,
    }
    return own[head]


def _short(text: str, most: int, tail: str) -> str:
    return text if len(text) <= most else text[:most] + tail


# ---- the other sheets

_NOTE_COLUMNS = (
    TableColumn(SEQ, 12.0, _CENTRE),
    TableColumn(TITLE, 44.0),
    TableColumn(CONTENT, 104.0),
    TableColumn(DEADLINE, 27.0, _CENTRE),
    TableColumn("说明", 38.0),
)


def _others(facts: UnitBook) -> TablePaper:
    title = f"{OTHER_SHEET.partition('（')[0]}（本期不需填报，供参考）"
    return TablePaper(
        OTHER_SHEET,
        _NOTE_COLUMNS,
        tuple(map(_note, facts.others)),
        (band(BandKind.TITLE, title), _line_for_notes(facts)),
        orientation=Orientation.LANDSCAPE,
        fonts=FontScheme.SYSTEM,
        book=Book(OTHER_SHEET, frozen=2),
    )


def _line_for_notes(facts: UnitBook) -> Band:
    whom = Piece(plain_text(f"{UNIT_LABEL}：{facts.unit or '见适用单位'}"))
    return Band(BandKind.LINE, (whom, Piece(plain_text(f"{BATCH_LABEL}：{facts.batch}"), Align.RIGHT, 0.6)))


def _note(note: BookNote) -> Row:
    return whole_row(note.seq, note.title, note.content, note.deadline, note.standing)


def _units(facts: UnitBook) -> TablePaper:
    return TablePaper(
        UNITS_SHEET,
        (TableColumn(UNITS_SHEET, 90.0),),
        tuple(whole_row(unit) for unit in facts.units),
        (band(BandKind.TITLE, "适用单位名单"),),
        fit=False,
        fonts=FontScheme.SYSTEM,
        book=Book(UNITS_SHEET),
    )


_FACE = Typeface(11.0, 17.0, 15.0, padding=5.0)
_GRID = (PORTRAIT.area_width / 12,) * 12
_HIGH, _SEALED = 22.0, 64.0  # points
_CODE_COLUMNS = 2  # of the grid, beside the first rows: the code for machines


def _guide(facts: UnitBook) -> FormPaper:
    rows = (*_facts_rows(facts), *_rules(facts), *_seal_rows())
    title = band(BandKind.TITLE, heading(facts).replace("填报表", "填报说明"))
    blocks: tuple[Band | Form, ...] = (*_internal(facts), title, Form(_GRID, rows, _FACE, typed=True))
    return FormPaper(heading(facts), (FormPage(blocks, GUIDE_SHEET),), FontScheme.SYSTEM)


def _label(text: str) -> Cell:
    return Cell(text, 2, label=True, align=_CENTRE)


def _pair(label: str, text: str) -> FormRow:
    return FormRow((_label(label), Cell(text, 10)), _HIGH)


def _two(first: tuple[str, str], second: tuple[str, str]) -> FormRow:
    cells = tuple(cell for label, text in (first, second) for cell in (_label(label), Cell(text, 4)))
    return FormRow(cells, _HIGH)


def _facts_rows(facts: UnitBook) -> Iterator[FormRow]:
    whom = facts.unit or f"在“{FILL_SHEET}”上方选择（共{len(facts.units)}家，见“{UNITS_SHEET}”）"
    code = Cell("", _CODE_COLUMNS, rows=3, code=facts.sheet_code)
    yield FormRow((_label(UNIT_LABEL), Cell(whom, 10 - _CODE_COLUMNS), code), _HIGH)
    yield FormRow((_label(BATCH_LABEL), Cell(facts.batch, 3), _label(CODE_LABEL), Cell(facts.code, 3)), _HIGH)
    scope = f"《{plan_name(facts.plan)}》{facts.period}进展，共{len(facts.rows)}项任务"
    yield FormRow((_label(RANGE_LABEL), Cell(scope, 10 - _CODE_COLUMNS)), _HIGH)
    yield _two((CLOSING_LABEL, chinese_date(facts.closing)), (OFFICE_LABEL, facts.sender.office))
    yield _two((CONTACT_LABEL, facts.sender.contact), (PHONE_LABEL, facts.sender.phone))
    yield _pair("报送邮箱", facts.sender.mail or "（按报送通知写明的方式报送）")


def _rules(facts: UnitBook) -> Iterator[FormRow]:
    for place, text in enumerate(_sentences(facts), 1):
        yield FormRow((Cell(f"{place}. {text}", 12),), _HIGH)


def _sentences(facts: UnitBook) -> Iterator[str]:
    yield (
        "本表按非涉密方式报送，不得填写国家秘密、工作秘密，不得填写不宜公开的个人信息。"
        "涉及这类内容的，请先与收表单位联系。"
    )
    if _is_returned(facts):
        yield f"本表是退回补报的任务，原来所报内容已照录。请按“{OPINION}”补充、修改后重新报送。"
    yield (
        f"只填“{PROGRESS}”及其右边各栏。“{CODE}”“{SEQ}”“{TITLE}”等栏已经印好，收表时凭{CODE}核对，"
        "请不要改动，不要删行、调换行序。"
    )
    yield (
        "写不下时行高会随文字增加，也可以自己拉高、拉宽、改字号。本表没有密码。"
        "从别处粘贴几段文字时，请先双击格子再粘贴，否则每段各占一格，会落到下面的任务里。"
    )
    yield f"“{PROGRESS}”写截至填报日做了什么、做到什么程度、有什么数据。“{PREVIOUS}”一栏的灰字只供对照，不必照抄。"
    yield (
        f"“{STATE}”从下拉中选：已完成（请写佐证材料，核查后销号）、推进中、未启动、零报告（本期没有新进展）、"
        f"不涉及（请在“{PROGRESS}”写明理由）。本期没有新进展的也要报零报告，不要空着。"
    )
    yield "佐证材料一行写一件，依次写名称、文号、网址、公开日期，材料不必附在表内。"
    yield f"任务之外的工作填在表下“{OWN_HEADING}”，每行一件。几个科室分头填写的，请合成一份再报。"
    yield (
        f"填好后请保存为 Excel 文件，在{chinese_date(facts.closing)}前报送。同时打印“{FILL_SHEET}”，"
        "由单位负责人签字、加盖单位印章（请勿压住二维码），用扫描仪扫描后一并报送，不要用手机拍照。"
    )


def _seal_rows() -> Iterator[FormRow]:
    cells = (_label("单位负责人\n（签字）"), Cell("", 4), _label("填报单位\n（盖章）"), Cell("　　年　　月　　日", 4))
    yield FormRow(cells, _SEALED)
