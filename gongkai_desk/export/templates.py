"""Letters from templates that an office edits in Word: ``{{名称}}`` takes a value, a table row repeats for a list.

A placeholder may be parted over runs (Word does that with every correction). A name that no value is known for stays
as it is and is given back. Text of a value is text: no field, no markup. What becomes of a value with several lines, or
of none:

- a paragraph that is one placeholder is repeated for each line; within a sentence a line feed is a line break;
- a paragraph whose placeholders are all empty goes with its words (抄送：{{抄送}}); in a table its cell stays, empty;
- a table row with ``{{组.名称}}`` is repeated for each entry of the list 组, and goes where the list is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from gongkai_desk.errors import Damaged, Unreadable
from gongkai_desk.page.layout import plain_text
from gongkai_desk.paths import ask_regular, written_whole

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}\s][^{}]*?)\s*\}\}")  # {{主送}}, {{ 任务.序号 }}

Element = Any  # lxml's; python-docx hands it over without types


@dataclass(frozen=True, slots=True)
class Filling:
    """What a template is filled with: values by name, lists of entries by the name before the stop."""

    values: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)


def placeholders(template: Path) -> tuple[str, ...]:
    """Return the names that stand in a template, each once, in its order; raises as ``write_filled``."""
    found = (name for paragraph in _all_paragraphs(_opened(template)) for name in _names_in(paragraph))
    return tuple(dict.fromkeys(found))


def printed_text(paper: Path) -> str:
    """Return what a Word document prints, a line for each paragraph; raises as ``write_filled``."""
    return "\n".join(_printed(paragraph) for paragraph in _all_paragraphs(_opened(paper)))


def write_filled(template: Path, filling: Filling, path: Path) -> tuple[str, ...]:
    """Write a template filled in to ``path`` (.docx) and return the names that nothing is known for.

    Raises:
        Unreadable, Damaged: the template cannot be opened, or is no Word document (.docx).
        NoPermission, DiskFull, TargetInUse, NotAllowed: ``path`` cannot be written.
    """
    document = _opened(template)
    unknown = dict.fromkeys(
        name for paragraph in _all_paragraphs(document) for name in _names_in(paragraph) if not _is_known(name, filling)
    )
    for root in _roots(document):
        in_rows = _repeat_rows(root, filling)
        for paragraph in list(root.iter(f"{_W}p")):
            if paragraph not in in_rows:  # what a value reads like is no placeholder
                _fill_paragraph(paragraph, filling.values)
    package = BytesIO()
    document.save(package)
    with written_whole(path) as beside:
        beside.write_bytes(package.getvalue())
    return tuple(unknown)


def _is_known(name: str, filling: Filling) -> bool:
    group, _, key = name.partition(".")
    entries = filling.lists.get(group)
    return name in filling.values or (entries is not None and all(key in entry for entry in entries))


# ---- the template


def _opened(template: Path) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    ask_regular(template)
    try:
        return docx.Document(str(template))
    except OSError as error:
        raise Unreadable(file=str(template), reason=error.strerror or "") from error
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:  # no such part, no XML …
        raise Damaged(file=str(template), reason=str(error)) from error


def _roots(document: Document) -> Iterator[Element]:
    """Yield the body and each head and foot once."""
    yield document.element.body
    kinds = ("header", "footer", "even_page_header", "even_page_footer", "first_page_header", "first_page_footer")
    for section in document.sections:
        for part in (getattr(section, kind) for kind in kinds):
            if not part.is_linked_to_previous:
                yield part._element


def _all_paragraphs(document: Document) -> Iterator[Element]:
    for root in _roots(document):
        yield from root.iter(f"{_W}p")


def _texts_of(paragraph: Element) -> list[Element]:
    """Return the paragraph's own pieces of text; those of a box that hangs in it belong to the box's paragraphs."""
    return [text for text in paragraph.iter(f"{_W}t") if next(text.iterancestors(f"{_W}p")) is paragraph]


def _printed(paragraph: Element) -> str:
    return "".join(text.text or "" for text in _texts_of(paragraph))


def _names_in(paragraph: Element) -> list[str]:
    return _PLACEHOLDER.findall(_printed(paragraph))


# ---- table rows


def _repeat_rows(root: Element, filling: Filling) -> set[Element]:
    """Repeat the rows of lists, filled in, and return their paragraphs."""
    made: set[Element] = set()
    for row in list(root.iter(f"{_W}tr")):
        group = _group_of(row, filling.lists)
        if group is not None:
            for entry in filling.lists[group]:
                named = {f"{group}.{name}": value for name, value in entry.items()}
                made.update(_row_for(row, {**filling.values, **named}))
            row.getparent().remove(row)
    return made


def _group_of(row: Element, lists: Mapping[str, Sequence[Mapping[str, str]]]) -> str | None:
    """Return the list that a row is of, by its first placeholder of one; a row around an inner table has none."""
    if row.find(f".//{_W}tr") is not None:
        return None
    names = (name.partition(".")[0] for paragraph in row.iter(f"{_W}p") for name in _names_in(paragraph))
    return next((name for name in names if name in lists), None)


def _row_for(row: Element, values: Mapping[str, str]) -> Iterator[Element]:
    """Put a copy of a row before it, filled in, and yield its paragraphs."""
    copy = deepcopy(row)
    row.addprevious(copy)
    for paragraph in list(copy.iter(f"{_W}p")):
        _fill_paragraph(paragraph, values)
    yield from copy.iter(f"{_W}p")


# ---- paragraphs


def _fill_paragraph(paragraph: Element, values: Mapping[str, str]) -> None:
    names = _names_in(paragraph)
    if not any(name in values for name in names):
        return
    if all(not values.get(name, name) for name in names) and _may_go(paragraph):
        paragraph.getparent().remove(paragraph)
    elif len(names) == 1 and _PLACEHOLDER.fullmatch(_printed(paragraph).strip()):
        _fill_lines(paragraph, names[0], values[names[0]])
    else:
        _fill_texts(paragraph, values)


def _may_go(paragraph: Element) -> bool:
    """A cell and a head keep their last paragraph; one that ends a section keeps the page's measures."""
    alone = paragraph.getparent().tag != f"{_W}body"
    return not alone and paragraph.find(f"{_W}pPr/{_W}sectPr") is None


def _fill_lines(paragraph: Element, name: str, value: str) -> None:
    *before, last = plain_text(value).split("\n")
    for line in before:
        made = deepcopy(paragraph)
        paragraph.addprevious(made)
        _fill_texts(made, {name: line})
    _fill_texts(paragraph, {name: last})


def _fill_texts(paragraph: Element, values: Mapping[str, str]) -> None:
    """Put values in, from the last placeholder to the first, so that the places before it stay as they were counted."""
    texts = _texts_of(paragraph)
    for found in reversed(list(_PLACEHOLDER.finditer(_printed(paragraph)))):
        if found[1] in values:
            _replace(texts, found.start(), found.end(), plain_text(values[found[1]]))
    for text in texts:
        _break_lines(text)


def _replace(texts: Sequence[Element], start: int, end: int, value: str) -> None:
    """Put ``value`` where characters ``start`` to ``end`` of the joined texts stand, in the type of the first."""
    place = 0
    for text in texts:
        words = text.text or ""
        first, last = max(start - place, 0), min(end - place, len(words))
        place += len(words)
        if first >= last:
            continue
        text.text, value = words[:first] + value + words[last:], ""
        text.set(_SPACE, "preserve")


def _break_lines(text: Element) -> None:
    """Part a text at its line feeds by line breaks."""
    lines = (text.text or "").split("\n")
    text.text = lines[0]
    after = text
    for line in lines[1:]:
        made = deepcopy(text)
        made.text = line
        after.addnext(made)
        made.addprevious(made.makeelement(f"{_W}br"))
        after = made
