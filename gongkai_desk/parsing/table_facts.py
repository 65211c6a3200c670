"""What holds for a table as a whole: whether its rows are numbered, which names stand after a page break only."""

from gongkai_desk.parsing.blocks import Table
from gongkai_desk.parsing.columns import Header, header_at, text_at, text_of
from gongkai_desk.words.terms import ColumnRole

_NEARLY = 0.8  # a page in five may begin in the middle of a row


def all_numbered(table: Table, header: Header) -> bool:
    """Return whether nearly every row has its own number, so that one without goes on with the row above."""
    seq, content = header.column(ColumnRole.SEQ), header.column(ColumnRole.CONTENT)
    if seq is None or content is None:
        return False
    rows = [row for row in table.rows[header.after :] if text_at(row, content)]
    return sum(bool(text_at(row, seq)) for row in rows) >= _NEARLY * len(rows)


def names_below(table: Table, header: Header) -> dict[int, str]:
    """Return names that stand on the next page: the cell was merged over the break and is blank before it.

    Only in ruled tables that show merges: there a blank cell of its own, down to the page's end, begins a new name.
    """
    column = header.column(ColumnRole.TITLE)
    if column is None or not table.ruled:
        return {}
    cells = [row[column] if column < len(row) else None for row in table.rows]
    found: dict[int, str] = {}
    for end in table.breaks:
        after = end + 1 if header_at(table.rows, end, len(header.roles)) else end
        begin = end - 1
        while begin > 0 and cells[begin] is None:
            begin -= 1
        blank = cells[begin] is not None and not text_of(cells[begin])
        starts_page = begin in table.breaks or begin - 1 in table.breaks or begin <= header.after
        if blank and not starts_page and after < len(cells) and text_of(cells[after]):
            found |= dict.fromkeys(range(begin, end), text_of(cells[after]))
    return found
