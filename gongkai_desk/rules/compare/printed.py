"""Differences of print alone, which cleaning removes: widths, blanks, marks, shifted cells, headers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from gongkai_desk.domain.draft import DoubtKind, Draft, Part
from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.domain.revision import THROUGHOUT, Difference, DifferenceKind, Value
from gongkai_desk.rules.compare.matching import Item, Matching, fold, match, unblanked
from gongkai_desk.words.normal import clean
from gongkai_desk.words.terms import column_role

_CONTEXT = 5  # characters shown on either side
_HABIT = 0.5  # share of items from which a mark is the print's habit and told once
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
_WIDTHS = str.maketrans({code: chr(code - 0xFEE0) for code in (0xFF05, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))})
_BLANK_INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff])[^\S\n\t]+(?=[\u4e00-\u9fff0-9０-９A-Za-z])|(?<=[0-9０-９A-Za-z])[^\S\n\t]+(?=[\u4e00-\u9fff])"
)
_PAGE_NUMBER = re.compile(r"[—–\-－]+[0-9０-９]+[—–\-－]+")  # «— 19 —»
_NUMBER = re.compile(r"[0-9０-９]+")
_HEADERS = 3  # cells: a line with so many known headers is a header row
_EXAMPLES = 3
_ONE_LINE = 1.2  # lines an item has on average where a row is a line


@dataclass(frozen=True)
class _Printed:
    """One list of tasks with the text it was read from."""

    draft: Draft
    part: Part

    def of(self, item: Item) -> str:
        """Return what is printed at the item's places, without blanks; "" where they are no places of the text."""
        spans = sorted({(p.start, p.end) for p in item.source if isinstance(p, TextPlace)})
        return unblanked("\n".join(self.draft.text[start:end] for start, end in spans))

    def outside(self) -> list[str]:
        """Return the lines that belong to no task; none where the places are no places of the text."""
        spans = sorted((p.start, p.end) for task in self.part.tasks for p in task.source if isinstance(p, TextPlace))
        if not spans:
            return []
        ends = [0, *(end for _, end in spans)]
        between = [self.draft.text[end:start] for end, (start, _) in zip(ends, spans, strict=False) if end <= start]
        lines = "\n".join((*between, self.draft.text[max(ends) :])).split("\n")
        return [line.strip() for line in lines if line.strip() and not _NUMBER.fullmatch(line.strip())]


def compare_print(a: Draft, left: Part, b: Draft, right: Part) -> list[Difference]:
    """Return what differs only in print between a list of ``a`` and one of ``b``; what cleaning leaves is not told."""
    sides = _Printed(a, left), _Printed(b, right)
    matching = match(left.tasks, right.tasks)
    found = [*_widths(a.text, b.text), *_blanks(a.text, b.text), *_titles(sides)]
    found += [*_layout(matching, sides), *_marks(matching, sides)]
    found += _shifted(matching, left, right)
    found += _outside(*(side.outside() for side in sides))
    return found


def _throughout(kind: DifferenceKind, name: str, a: Value, b: Value) -> Difference:
    return Difference(kind, (THROUGHOUT, THROUGHOUT), name, a, b)


# --------------------------------------------------------------------------- habits of a whole print


def _widths(a: str, b: str) -> Iterator[Difference]:
    """Tell where one print sets its numbers and letters full-width: «３０» against «30»."""
    wide = [tuple(dict.fromkeys(_WIDE.findall(text))) for text in (a, b)]
    if bool(wide[0]) != bool(wide[1]):
        shown = [_examples(each) for each in wide]
        yield _throughout(DifferenceKind.PRINT_WIDTH, "digits", *(text or "半角" for text in shown))


def _blanks(a: str, b: str) -> Iterator[Difference]:
    """Tell where the prints have blanks inside words: «各区 政 府», «9 月底前»."""
    found = [tuple(dict.fromkeys(_around(text))) for text in (a, b)]
    if found[0] != found[1]:
        yield _throughout(DifferenceKind.PRINT_BLANKS, "spaces", *(_examples(each) or None for each in found))


def _around(text: str) -> Iterator[str]:
    for blank in _BLANK_INSIDE.finditer(text):
        yield text[max(0, blank.start() - 2) : blank.end() + 2].replace("\n", "")


def _examples(found: Sequence[str]) -> str:
    return "、".join(found[:_EXAMPLES]) + ("……" if len(found) > _EXAMPLES else "")


def _titles(sides: tuple[_Printed, _Printed]) -> Iterator[Difference]:
    """Tell where the title's own line is printed otherwise."""
    lines = [_title_line(side) for side in sides]
    if lines[0] and lines[1] and lines[0] != lines[1] and clean(lines[0]) == clean(lines[1]):
        yield _throughout(DifferenceKind.PRINT_WIDTH, "title", lines[0], lines[1])


def _title_line(side: _Printed) -> str:
    title = fold(side.part.title)
    return next((line.strip() for line in side.draft.text.split("\n") if title and fold(line) == title), "")


def _layout(matching: Matching, sides: tuple[_Printed, _Printed]) -> Iterator[Difference]:
    """Tell where one print has a row on one line and the other a cell after another."""
    items = list(zip(*((pair.a, pair.b) for pair in matching.pairs), strict=True))
    lines = [_lines_of(side.draft.text, of) for side, of in zip(sides, items, strict=False)]
    if len(lines) == len(sides) and (lines[0] <= _ONE_LINE) != (lines[1] <= _ONE_LINE):
        told = ["一行一项" if each <= _ONE_LINE else "一格一行" for each in lines]
        yield _throughout(DifferenceKind.PRINT_BLANKS, "row layout", *told)


def _lines_of(text: str, items: Sequence[Item]) -> float:
    """Return on how many lines an item stands, on average; 0 without places of the text."""
    spans = [[p for p in item.source if isinstance(p, TextPlace)] for item in items]
    found = [text.count("\n", min(p.start for p in each), max(p.end for p in each)) + 1 for each in spans if each]
    return sum(found) / len(found) if found else 0.0


# --------------------------------------------------------------------------- marks, item by item


def _marks(matching: Matching, sides: tuple[_Printed, _Printed]) -> list[Difference]:
    found = [d for pair in matching.pairs for d in _marks_of(pair.a, pair.b, sides)]
    items = Counter(pair for pair, _ in {(d.text, d.item) for d in found})
    habits = {text for text, count in items.items() if count > _HABIT * len(matching.pairs)}
    told = [_throughout(DifferenceKind.PRINT_MARKS, "punctuation", *text.split(" ", 1)) for text in sorted(habits)]
    return [*(d for d in found if d.text not in habits), *told]


def _marks_of(a: Item, b: Item, sides: tuple[_Printed, _Printed]) -> Iterator[Difference]:
    x, y = (side.of(item).translate(_WIDTHS) for side, item in zip(sides, (a, b), strict=True))
    if x == y or not x or not y:
        return
    for step in Levenshtein.opcodes(x, y):
        gone, come = x[step.src_start : step.src_end], y[step.dest_start : step.dest_end]
        if step.tag == "replace" and _cleaned(gone) == _cleaned(come):
            around_a = x[max(0, step.src_start - _CONTEXT) : step.src_end + _CONTEXT]
            around_b = y[max(0, step.dest_start - _CONTEXT) : step.dest_end + _CONTEXT]
            name = _field(a, x[max(0, step.src_start - _CONTEXT) : step.src_start])
            kind = DifferenceKind.PRINT_MARKS
            yield Difference(kind, (a.label, b.label), name, around_a, around_b, (a.source, b.source), f"{gone} {come}")


def _cleaned(mark: str) -> str:
    """Return a mark as it is cleaned among Chinese: «.» → «。», «‹» → «〈»."""
    return clean(f"中{mark}中")


def _field(item: Item, before: str) -> str:
    """Return the field in which the words before a mark stand."""
    title = fold(item.title)
    return "title" if before and fold(before) in title and fold(before) not in fold(item.content) else "content"


def _shifted(matching: Matching, left: Part, right: Part) -> Iterator[Difference]:
    """Tell where cells had slipped on one side only; the reading put them back."""
    slipped = [_texts(part) for part in (left, right)]
    for pair in matching.pairs:
        a, b = (
            next((text for task, text in texts if task in item.tasks), None)
            for texts, item in zip(slipped, (pair.a, pair.b), strict=True)
        )
        if (a is None) != (b is None):
            labels, places = (pair.a.label, pair.b.label), (pair.a.source, pair.b.source)
            yield Difference(DifferenceKind.PRINT_SHIFTED, labels, "columns", a, b, places, a or b or "")


def _texts(part: Part) -> list[tuple[object, str]]:
    return [
        (part.tasks[d.task], d.text) for d in part.doubts if d.kind is DoubtKind.SHIFTED_CELLS and d.task is not None
    ]


# --------------------------------------------------------------------------- what is no task


def _outside(a: Sequence[str], b: Sequence[str]) -> Iterator[Difference]:
    """Tell repeated headers, page numbers and other lines that stand in one print only, or more often in one."""
    if not a or not b:
        return
    for name, chosen in (("header row", _is_header), ("page numbers", _is_page_number), ("outside", _is_other)):
        x, y = ([line for line in lines if chosen(line)] for lines in (a, b))
        if Counter(map(_bare, x)) != Counter(map(_bare, y)):
            told = (_only(x, y), _only(y, x)) if name != "header row" else (f"{len(x)}次", f"{len(y)}次")
            yield _throughout(DifferenceKind.PRINT_OUTSIDE, name, *(each or None for each in told))


def _bare(line: str) -> str:
    return fold(clean(line))


def _only(x: Iterable[str], y: Iterable[str]) -> tuple[str, ...]:
    there = {_bare(line) for line in y}
    return tuple(line for line in x if _bare(line) not in there)


def _is_header(line: str) -> bool:
    return sum(column_role(cell) is not None for cell in line.split()) >= _HEADERS


def _is_page_number(line: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(unblanked(line)))


def _is_other(line: str) -> bool:
    return not _is_header(line) and not _is_page_number(line)
