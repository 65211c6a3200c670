"""The tables of a Word file as tables of a form, and a copy with texts in them; the rest of the file is left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import takewhile
from typing import Final, NamedTuple

from gongkai_desk.domain.forms import CellText, FormCell, FormTable, Growth, TableFill
from gongkai_desk.errors import Limit
from gongkai_desk.export.filling.package import Element, Parts, main_part, parsed, printed
from gongkai_desk.outside import without_unseen

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_AROUND: Final = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag")}
"""What may stand around a table, a row, a cell or a paragraph."""
_UNIQUE: Final = {W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")}
_MARKS: Final = {W + name for name in ("ins", "del", "rStyle", "rPrChange")}
_MOST_ROWS, _MOST_COLUMNS = 3000, 63


class Placed(NamedTuple):
    """A cell with the column that it begins in and how many it spans; ``goes_on``: the cell above covers it too."""

    element: Element
    column: int
    span: int
    goes_on: bool


def _below(parent: Element, name: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in _AROUND:
            yield from _below(child, name)


def _tables(parts: Parts) -> tuple[str, Element, list[Element]]:
    """Return the main part, its root, and its tables that do not stand in another."""
    part = main_part(parts, "word/document.xml")
    root = parsed(parts[part])
    return part, root, list(_below(root.find(f"{W}body"), "tbl"))


def tables_of(parts: Parts) -> tuple[FormTable, ...]:
    """Return each table with the paragraph above it as its caption.

    Raises:
        Limit: more rows or columns than any form.
    """
    _, _, tables = _tables(parts)
    return tuple(_table(table, f"表{number}") for number, table in enumerate(tables, 1))


def _table(table: Element, name: str) -> FormTable:
    lines = list(_below(table, "tr"))
    if len(lines) > _MOST_ROWS:
        raise Limit(file=name, what="cells", limit=_MOST_ROWS)
    rows: list[list[FormCell | None]] = []
    choices: dict[int, tuple[str, ...]] = {}
    open_at: dict[int, tuple[int, int]] = {}  # by column: where the cell began that goes on below
    for number, line in enumerate(lines):
        row: list[FormCell | None] = []
        for placed in _cells(line):
            row += [FormCell()] * (placed.column - len(row))
            if placed.goes_on and placed.column in open_at:
                top, column = open_at[placed.column]
                first = rows[top][column]
                assert first is not None
                rows[top][column] = FormCell(first.text, number + 1 - top, first.columns)
                row += [None] * placed.span
            else:
                row += [FormCell(_text(placed.element), 1, placed.span), *[None] * (placed.span - 1)]
                open_at[placed.column] = number, placed.column
                if offered := _offered(placed.element):
                    choices[placed.column] = offered
        rows.append(row[:_MOST_COLUMNS])
    heads = sum(1 for _ in takewhile(_is_head, lines))
    return FormTable(name, tuple(map(tuple, rows)), _caption(table), heads if heads < len(lines) else 0, choices)


def _cells(line: Element) -> Iterator[Placed]:
    column = _number(line.find(f"{W}trPr/{W}gridBefore"))
    for cell in _below(line, "tc"):
        span = max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        yield Placed(cell, column, span, merge is not None and merge.get(W + "val", "continue") == "continue")
        column += span


def _number(element: Element | None, usual: int = 0) -> int:
    text = element.get(W + "val", "") if element is not None else ""
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() else usual


def _is_head(line: Element) -> bool:
    mark = line.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and mark.get(W + "val", "1") not in ("0", "false", "off")


def _text(cell: Element) -> str:
    if cell.find(f".//{W}showingPlcHdr") is not None:
        return ""  # 单击此处输入文字: only a hint
    return "\n".join(filter(None, (_line(paragraph).strip() for paragraph in _below(cell, "p"))))


def _offered(cell: Element) -> tuple[str, ...]:
    """Return the words of a drop-down in a cell, but for its first hint."""
    words = (item.get(W + "displayText") or item.get(W + "value", "") for item in cell.iter(f"{W}listItem"))
    return tuple(word for word in words if word and not word.startswith("选择"))


def _line(paragraph: Element) -> str:
    out = []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"):
        inside = element.getparent()
        if inside is not None and inside.tag == f"{W}r":
            out.append(element.text or "" if element.tag == f"{W}t" else "\n" if element.tag != f"{W}tab" else " ")
    return "".join(out)


def _caption(table: Element) -> str:
    """Return the nearest text above a table that is no other table's."""
    for before in table.itersiblings(preceding=True):
        if before.tag == f"{W}tbl":
            return ""
        if before.tag == f"{W}p" and (text := _line(before).strip()):
            return text
    return ""


# ---- writing


def fill_document(parts: Parts, fills: Sequence[TableFill]) -> tuple[str, ...]:
    """Write texts into a document's parts; return in a clerk's words what does not fit (nothing: rows grow)."""
    part, root, tables = _tables(parts)
    for each in fills:
        table = tables[each.table]
        _grow(table, each.growths)
        rows = list(_below(table, "tr"))
        for row in {text.row for text in each.texts}:
            _let_grow(rows[row])
        lines = [{placed.column: placed for placed in _cells(line)} for line in rows]
        usual = _usual_look(lines)
        for text in each.texts:
            _put(lines[text.row], text, usual)
    parts[part] = printed(root)
    return ()


def _let_grow(line: Element) -> None:
    """Let a row grow that is set to one height: it would show only the first lines of a text."""
    height = line.find(f"{W}trPr/{W}trHeight")
    if height is not None and height.get(W + "hRule") == "exact":
        height.set(W + "hRule", "atLeast")


def _grow(table: Element, growths: Sequence[Growth]) -> None:
    lines = list(_below(table, "tr"))
    for growth in growths:
        model, before = lines[growth.like], lines[growth.after]
        for _ in range(growth.count):
            line = _clone(model, apart=growth.apart)
            before.addnext(line)
            before = line


def _clone(model: Element, *, apart: bool) -> Element:
    """Return a row like another, without texts; ``apart``: no cell of it goes on from above."""
    line = deepcopy(model)
    for element in list(line.iter()):
        if element.tag in _UNIQUE:
            element.getparent().remove(element)
        for attribute in ("paraId", "textId"):
            element.attrib.pop(_W14 + attribute, None)
    for number in [each for each in line.iter(f"{W}id") if each.getparent().tag == f"{W}sdtPr"]:
        number.getparent().remove(number)
    heads = line.find(f"{W}trPr/{W}tblHeader")
    if heads is not None:
        heads.getparent().remove(heads)
    for placed in _cells(line):
        merge = placed.element.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and (apart or not placed.goes_on):
            merge.getparent().remove(merge)
        _set(placed.element, "")
    return line


def _put(line: dict[int, Placed], text: CellText, usual: Element | None) -> None:
    placed = line.get(text.column)
    if placed is not None:
        _set(placed.element, without_unseen(text.text), like=_look_nearby(line, text.column, usual))


def _look_nearby(line: dict[int, Placed], column: int, usual: Element | None) -> Element | None:
    """Return how text looks in the nearest cell of the row that holds any."""
    for other in sorted(line, key=lambda each: abs(each - column)):
        if other != column and (look := _look_in(line[other].element)) is not None:
            return look
    return usual


def _usual_look(lines: Sequence[dict[int, Placed]]) -> Element | None:
    """Return how text looks in the last row that says so, but not bold: where all rows are blank, that is a head's."""
    looks = (_look_in(placed.element) for line in reversed(lines) for placed in line.values())
    found = next((look for look in looks if look is not None), None)
    if found is None:
        return None
    usual = deepcopy(found)
    for mark in [each for each in usual if each.tag in (f"{W}b", f"{W}bCs")]:
        usual.remove(mark)
    return usual


def _look_in(cell: Element) -> Element | None:
    run = next(iter(cell.iter(f"{W}r")), None)
    return run.find(f"{W}rPr") if run is not None else None


def _set(cell: Element, text: str, like: Element | None = None) -> None:
    """Let a cell hold a text, a paragraph a line, each as its first paragraph looks."""
    for hint in list(cell.iter(f"{W}showingPlcHdr")):
        hint.getparent().remove(hint)
    paragraphs = list(_below(cell, "p"))
    if not paragraphs:
        paragraphs = [cell.makeelement(f"{W}p", {})]
        cell.append(paragraphs[0])
    first, *others = paragraphs
    look, holder = _look(first, like), _emptied(first)
    for paragraph in others:
        paragraph.getparent().remove(paragraph)
    line, *lines = text.split("\n")
    for each in reversed(lines):
        more = first.makeelement(f"{W}p", {})
        more.extend(deepcopy(child) for child in first.iterfind(f"{W}pPr"))
        _write(more, each, look)
        first.addnext(more)
    _write(holder, line, look)


def _emptied(paragraph: Element) -> Element:
    """Take the text out of a paragraph; return where new text goes: into its control (a drop-down) if it has one."""
    control = paragraph.find(f"{W}sdt/{W}sdtContent")
    kept = {f"{W}pPr", *_UNIQUE}
    for child in [each for each in paragraph if each.tag not in kept]:
        if control is None or child is not control.getparent():
            paragraph.remove(child)
    if control is None:
        return paragraph
    for child in list(control):
        control.remove(child)
    return control


def _look(paragraph: Element, like: Element | None) -> Element | None:
    """Return the run properties that a paragraph's text has, or would have: its own first, then its row's."""
    own = next((run.find(f"{W}rPr") for run in paragraph.iter(f"{W}r") if run.find(f"{W}rPr") is not None), None)
    if own is None:
        own = paragraph.find(f"{W}pPr/{W}rPr")
    found = (_plain_look(each) for each in (own, like) if each is not None)
    return next((look for look in found if len(look)), None)


def _plain_look(properties: Element) -> Element:
    """Return run properties without marks of changes, and without a style: that of a hint is grey."""
    look = deepcopy(properties)
    look.tag = f"{W}rPr"
    for mark in [each for each in look if each.tag in _MARKS]:
        look.remove(mark)
    return look


def _write(paragraph: Element, line: str, look: Element | None) -> None:
    if not line:
        return
    run = paragraph.makeelement(f"{W}r", {})
    if look is not None:
        run.append(deepcopy(look))
    text = run.makeelement(f"{W}t", {_SPACE: "preserve"})
    text.text = line
    run.append(text)
    paragraph.append(run)
