"""Papers of chasing: 催办单, 提示单 and 三色督办单 with 回执联 and 存根, 催办名单, the register of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from gongkai_desk.domain.sheet import Align, FontScheme, Orientation, TextSize
from gongkai_desk.domain.slips import ChaseLine, ChaseList, Means, Register, Slip, SlipKind, SlipNumber, SlipTask
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Cell,
    Form,
    FormPage,
    FormPaper,
    FormRow,
    Mark,
    PageCode,
    PageNumbers,
    Piece,
    Row,
    TableColumn,
    TablePaper,
    band,
    plain_text,
    whole_row,
)
from gongkai_desk.page.measures import PORTRAIT, TYPE, Typeface
from gongkai_desk.papers.rows import BLANK_DATE
from gongkai_desk.papers.slip_list import Line, listing
from gongkai_desk.wording.days import chinese_date

# the word on paper, and a ground on which it can be read; a black and white printer leaves the word
MARKS = {
    SlipKind.BLUE: ("蓝色督办", Mark("1F4E9E", "FFFFFF")),
    SlipKind.YELLOW: ("黄色督办", Mark("FFD24D", "000000")),
    SlipKind.RED: ("红色督办", Mark("C00000", "FFFFFF")),
}
_FACE = Typeface(12.0, 19.0, 16.0, padding=6.0)  # 小四
_GRID_COLUMNS = 24
_GRID = (PORTRAIT.area_width / _GRID_COLUMNS,) * _GRID_COLUMNS
_LEAST = 30.0  # points, of a row
_CLOSE = 22.0  # points, of such a row of a slip with a table of items
_LINE = 20.0  # points, of a row of the table of many items
_SEALED = 76.0  # points: room for a seal
_FROM_EDGE = 4  # ems, as a date under a letter stands
_WRITTEN = 104.0  # points: room to write an answer, so that answer slip and stub share a page
_MOST_APART = 10  # items with rows of their own; more stand in one table
_LIST_FACE = Typeface(10.5, 13.5, 13.5, padding=1.5)  # 五号, close: an item in a line where its name lets it
_LONG_LIST_FACE = Typeface(10.5, 12.5, 12.5, padding=0.6)  # closer still: some 70 lines on two pages
_MOST_LINES = 50  # rows of a form in the first of these
_LIST_SPANS = {3: (3, 16, 5), 4: (3, 10, 4, 7), 5: (3, 7, 4, 4, 6)}  # of the grid, by how many columns there are
_PROGRESS_WORD, _SEAL = "截至日进展", "发单单位\n（盖章）"
_FEW_NAMES = 3  # items named on the answer slip; the others are counted
_NAME = 28  # characters of a name there: one line
Pair = tuple[str, str]


def slips(facts: Sequence[Slip]) -> FormPaper:
    """Return slips as one paper, each beginning on a page of its own and numbered from 1."""
    pages = tuple(page for slip in facts for page in _pages(slip))
    return FormPaper(facts[0].title if facts else "催办单", pages, numbers=PageNumbers.STANDARD)


def _pages(slip: Slip) -> Iterator[FormPage]:
    copies = (Band(BandKind.NOTE, (Piece(f"抄送：{slip.copy_to}"),), before=6.0),) if slip.copy_to else ()
    head = band(BandKind.TITLE, slip.title), _number(slip, *MARKS.get(slip.kind, ("", None)))
    yield FormPage((*head, _slip_form(slip), *copies), restarts=True, code=_code(slip, slip.code))
    answer = *_small_head(slip, "回执"), _form(_answer_rows(slip))
    stub = *_small_head(slip, "存根"), _form(_stub_rows(slip))
    code = _code(slip, slip.answer_code, "回执")
    yield FormPage((*answer, band(BandKind.CUT, "（沿此线裁开）"), *stub), code=code)


def _code(slip: Slip, content: str, part: str = "") -> PageCode | None:
    """Return by what a sheet is known when it comes back sealed; a slip without a number has none."""
    named = "　".join(filter(None, (f"{slip.number_text}{part}", slip.unit)))
    return PageCode(named, content) if content else None


def _small_head(slip: Slip, part: str) -> tuple[Band, Band]:
    """Return the head of answer slip and stub: they bear the title without the colour in brackets."""
    return band(BandKind.PART, f"{slip.title.partition('（')[0]}{part}"), _number(slip)


def _number(slip: Slip, word: str = "", mark: Mark | None = None) -> Band:
    """Return the line of the number, at its left the colour of a 督办单 as a word on its ground."""
    number = Piece(f"编号：{slip.number_text or '　　　　　　　　'}", Align.RIGHT)
    return Band(BandKind.NOTE, (Piece(f" {word} " if word else "", mark=mark), number))


# ---- forms


def _form(rows: Iterable[FormRow], face: Typeface = _FACE) -> Form:
    return Form(_GRID, tuple(rows), face, typed=True)


def _label(text: str) -> Cell:
    return Cell(text, 4, label=True, align=Align.CENTRE)


def _pair(label: str, text: str, *, least: float = _LEAST, keep: bool = False, top: bool = False) -> FormRow:
    """Return a row of one label and its entry."""
    return FormRow((_label(label), Cell(text, 20, top=top)), least, keep)


def _two_pairs(first: Pair, second: Pair, *, least: float = _LEAST, keep: bool = False) -> FormRow:
    """Return a row of two labels and their entries."""
    cells = tuple(cell for label, text in (first, second) for cell in (_label(label), Cell(text, 8)))
    return FormRow(cells, least, keep)


def _slip_form(slip: Slip) -> Form:
    """Return the form of a slip, set the closer the more lines it has."""
    if len(slip.tasks) <= _MOST_APART:
        return _form(chain(_slip_head(slip), _apart(slip), _slip_foot(slip)))
    items = list(_listed(slip))
    face = _LIST_FACE if len(items) <= _MOST_LINES else _LONG_LIST_FACE
    return _form(chain(_slip_head(slip, _CLOSE), items, _close_foot(slip)), face)


def _slip_head(slip: Slip, least: float = _LEAST) -> Iterator[FormRow]:
    yield _two_pairs(("承办单位", slip.unit), ("事项数", f"{len(slip.tasks)}项"), least=least)


def _slip_foot(slip: Slip) -> Iterator[FormRow]:
    """Yield what is asked and who asks it, all on one page: the seal never stands without text."""
    yield _pair("办理要求", slip.demand, keep=True)
    yield _two_pairs(("反馈时限", chinese_date(slip.answer_until)), ("签发人", slip.signer), keep=True)
    yield _two_pairs(("联系人", slip.contact), ("联系电话", slip.phone), keep=True)
    yield FormRow((_label(_SEAL), Cell(_signed(slip), 20, align=Align.RIGHT, inset=_FROM_EDGE)), _SEALED)


def _close_foot(slip: Slip) -> Iterator[FormRow]:
    """Yield the same with the seal beside the rest."""
    yield _pair("办理要求", slip.demand, least=_CLOSE, keep=True)
    pairs = (
        ("反馈时限", chinese_date(slip.answer_until)),
        ("签发人", slip.signer),
        ("联系人", slip.contact),
        ("联系电话", slip.phone),
    )
    for number, (label, text) in enumerate(pairs):
        signed = Cell(_signed(slip), 8, len(pairs), align=Align.RIGHT, inset=1)
        seal = replace(_label(_SEAL), rows=len(pairs)), signed
        row = (_label(label), Cell(text, 8), *(() if number else seal))
        yield FormRow(row, _CLOSE, keep=number + 1 < len(pairs))


def _signed(slip: Slip) -> str:
    return "\n".join(filter(None, (slip.office, chinese_date(slip.day))))


def _apart(slip: Slip) -> Iterator[FormRow]:
    """Yield each item with rows of its own."""
    for index, task in enumerate(slip.tasks, start=1):
        if len(slip.tasks) > 1:
            yield FormRow((Cell(f"事项{index}　{task.name}", _GRID_COLUMNS, label=True),), 26, keep=True)
        yield from _task_rows(slip, task)


def _listed(slip: Slip) -> Iterator[FormRow]:
    """Yield many items as one table; what most of them have in common stands once above it."""
    told = listing(slip.tasks, slip.day.year)
    if len(told.sources) == 1:
        yield _pair("任务依据", told.sources[0], least=_LINE, keep=True)
    above, columns = [(_PROGRESS_WORD, told.progress), (_late_word(slip), told.late)], ["序号", "事项", "完成时限"]
    owns = [any(line.progress for line in told.lines), any(line.late for line in told.lines)]
    for (title, common), own in zip(above, owns, strict=True):
        if common:
            yield _pair(title, f"除表内写明的以外，{common}" if own else common, least=_LINE, keep=True)
        elif own:
            columns.append(title)
    yield _line_row(columns, heads=True)
    source = told.sources[0] if len(told.sources) == 1 else ""
    for line in told.lines:
        if line.source != source:
            source = line.source
            yield FormRow((Cell(source or "其他事项", _GRID_COLUMNS, label=True),), _LINE, keep=True)
        yield _line_row(_texts(line, columns))


def _texts(line: Line, columns: Sequence[str]) -> list[str]:
    """Return the cells of a line: what has a column there, what else it says under its name."""
    said = {_PROGRESS_WORD: line.progress}
    own = [said.get(title, line.late) for title in columns[3:]]
    under = [text for text in (line.progress, line.late) if text and text not in own]
    return [line.number, "\n".join((line.name, *under)), line.deadline, *own]


def _line_row(texts: Sequence[str], *, heads: bool = False) -> FormRow:
    align = Align.CENTRE if heads else Align.LEFT
    cells = [Cell(t, wide, label=heads, align=align) for t, wide in zip(texts, _LIST_SPANS[len(texts)], strict=True)]
    return FormRow((replace(cells[0], align=Align.CENTRE), *cells[1:]), 0.0 if not heads else _LINE, heads)


def _late_word(slip: Slip) -> str:
    return "未报或\n滞后情形" if slip.kind not in (SlipKind.HINT, SlipKind.BLUE) else "临期情形"


def _task_rows(slip: Slip, task: SlipTask) -> Iterator[FormRow]:
    yield _pair("任务依据", task.basis, keep=True)
    yield _pair("完成时限", task.deadline)
    yield _pair(_PROGRESS_WORD, task.progress)
    yield _pair(_late_word(slip), task.late)


def _names(slip: Slip, most: int) -> str:
    """Return the items in short, one on a line; many are counted."""
    named = [plain_text(task.name).replace("\n", "") for task in slip.tasks]
    short = [name if len(name) <= _NAME else name[: _NAME - 1] + "…" for name in named[:most]]
    return "\n".join(short) + (f"\n等{len(named)}项" if len(named) > most else "")


def _answer_rows(slip: Slip) -> Iterator[FormRow]:
    yield _two_pairs(("承办单位", slip.unit), ("反馈时限", chinese_date(slip.answer_until)))
    yield _pair("事项", _names(slip, _FEW_NAMES))
    yield _pair("办理情况", "", least=_WRITTEN, top=True)
    yield _two_pairs(("负责人\n签字", ""), ("单位盖章\n及日期", BLANK_DATE), least=52)
    yield _two_pairs(("签收人", ""), ("签收时间", "　　月　　日　　时"))


def _stub_rows(slip: Slip) -> Iterator[FormRow]:
    yield _two_pairs(("承办单位", slip.unit), ("发单日期", chinese_date(slip.day)))
    yield _pair("事项", _names(slip, 1))
    yield _two_pairs(("反馈时限", chinese_date(slip.answer_until)), ("签发人", slip.signer))
    yield _two_pairs(("送达方式\n及时间", ""), ("经办人", ""))
    yield _two_pairs(("回执收到\n日期", ""), ("备注", ""))


_CENTRE = Align.CENTRE
TICKED, OPEN = "☑", "□"
_FACES = (TYPE[TextSize.FIVE], Typeface(9, 12, 11, 4.0), Typeface(7.5, 8.1, 8.1, 0.2))  # the smaller, the more units
_LIST = (
    TableColumn("序号", 8.0, _CENTRE),
    TableColumn("承办单位", 36.0),
    TableColumn("联络员", 15.0, _CENTRE),
    TableColumn("联系电话", 25.0, _CENTRE),
    TableColumn("催办事项", 36.0),
    *(TableColumn(means.value, 6.0, _CENTRE) for means in Means),
)
_REGISTER = (
    TableColumn("编号", 34.0, _CENTRE),
    TableColumn("承办单位", 40.0),
    TableColumn("事项", 61.0),
    TableColumn("发单日期", 24.0, _CENTRE),
    TableColumn("反馈时限", 24.0, _CENTRE),
    TableColumn("签发人", 18.0, _CENTRE),
    TableColumn("回执日期", 24.0, _CENTRE),
)


def chase_list(facts: ChaseList) -> TablePaper:
    """Return 催办名单, in the largest type in which it stands on one page."""
    rows = [_list_row(number, line) for number, line in enumerate(facts.lines, 1)]
    book = Book("催办名单", fonts=FontScheme.SYSTEM)
    return TablePaper(facts.title, _LIST, rows, tuple(_above(facts)), faces=_FACES, book=book)


def chase_list_name(facts: ChaseList) -> str:
    """Return the proposed file name: with the day."""
    return f"{facts.title}（{facts.day:%Y%m%d}）"


def _above(facts: ChaseList) -> Iterator[Band]:
    yield band(BandKind.TITLE, facts.title)
    parts = facts.office, chinese_date(facts.day), f"共{len(facts.lines)}家"
    yield band(BandKind.LINE, "　　".join(filter(None, parts)))


def _list_row(number: int, line: ChaseLine) -> Row:
    ticks = (TICKED if means in line.told else OPEN for means in Means)
    return whole_row(str(number), line.unit, line.contact, line.phone, line.matter, *ticks)


def register(facts: Register) -> TablePaper:
    """Return the register of numbers."""
    rows = [_register_row(line, facts) for line in facts.lines]
    title = band(BandKind.TITLE, facts.title)
    book = Book("编号登记簿", frozen=1)
    return TablePaper(facts.title, _REGISTER, rows, (title,), orientation=Orientation.LANDSCAPE, book=book)


def _register_row(line: SlipNumber, facts: Register) -> Row:
    matter = "；".join(dict.fromkeys(facts.names.get(task, "") for task in line.tasks))
    sent, until, back = (day.isoformat() if day else "" for day in (line.day, line.answer_until, line.answered))
    return whole_row(line.number_text, line.unit, matter, sent, until, line.signer, back)
