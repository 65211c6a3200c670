"""Workbooks with a sheet for each section or unit: one plan, whose sheets say where a task stands or who does it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gongkai_desk.domain.plan import CellPlace, Place
from gongkai_desk.domain.state import Role
from gongkai_desk.parsing.blocks.model import Listing, Paragraph, Raw, Table
from gongkai_desk.parsing.parts import is_same_plan
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.assigning import is_unit_list
from gongkai_desk.words.lexicon import ENDED
from gongkai_desk.words.units import UnitDirectory

_PLAIN_NAME = re.compile(r"(?:sheet|工作表|表|页)?\s*\d*", re.IGNORECASE)  # Sheet1, 工作表2: says nothing
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")  # …任务分解表（政策公开）


def sheet_of(table: Table) -> str:
    """Return the sheet that a table stands on, "" where it is of no workbook."""
    places = (place for row in table.rows for cell in row if cell for place in cell.places)
    place = next(places, None)
    return place.sheet if isinstance(place, CellPlace) else ""


def title_on_sheet(table: Table, above: Sequence[Paragraph]) -> str:
    """Return the title that a further sheet has of its own: the longest line above its table."""
    sheet = sheet_of(table)
    lines = [line.text for line in above if sheet and any(_is_on(place, sheet) for place in line.places)]
    titles = (text for text in lines if USUAL.title_line <= len(text) <= USUAL.name_most and text[-1] not in ENDED)
    return max(titles, key=len, default="")


def _is_on(place: Place, sheet: str) -> bool:
    return isinstance(place, CellPlace) and place.sheet == sheet


def placed_in_sheets(listings: Sequence[Listing], directory: UnitDirectory) -> list[Listing]:
    """Return the listings of a document with what the names of their sheets say, where several sheets hold tasks.

    A sheet that holds all that the others do is the plan, they are its extracts: each is then a list of its own.
    """
    sheets = list(dict.fromkeys(each.sheet for each in listings if each.tasks and each.sheet))
    if len(sheets) < 2:
        return list(listings)
    named = (sheet for sheet in sheets if not is_unit_list(sheet, directory))
    whole = next((sheet for sheet in named if _holds_all(sheet, listings)), None)
    if whole is not None:
        return [each if each.sheet == whole else _apart(each) for each in listings]
    return [_placed(each, directory) for each in listings]


def is_one_plan(one: Listing, other: Listing) -> bool:
    """Tell whether the tables of two sheets are parts of one plan: their titles differ by the sheet at most."""
    if not one.sheet or not other.sheet or one.apart or other.apart:
        return False
    return is_same_plan(common_title(one), common_title(other), same_kind=True)


def common_title(listing: Listing) -> str:
    """Return the title without the part that a sheet stands for: …任务分解表（政策公开）."""
    return _IN_BRACKETS.sub("", listing.title) or listing.title


def _holds_all(sheet: str, listings: Sequence[Listing]) -> bool:
    own = Counter(raw.content for each in listings if each.sheet == sheet for raw in each.tasks)
    others = Counter(raw.content for each in listings if each.sheet and each.sheet != sheet for raw in each.tasks)
    return bool(others) and not others.keys() - own.keys() and own.total() > 1


def _apart(listing: Listing) -> Listing:
    if not listing.sheet:
        return listing
    return replace(listing, title=f"{common_title(listing)}（{listing.sheet}）", apart=True)


def _placed(listing: Listing, directory: UnitDirectory) -> Listing:
    name = listing.sheet.strip()
    if not name or _PLAIN_NAME.fullmatch(name) or name in common_title(listing):
        return listing
    if is_unit_list(name, directory) and not any(raw.clauses for raw in listing.tasks):
        return replace(listing, tasks=[_done_by(raw, name) for raw in listing.tasks])
    return replace(listing, tasks=[_within(raw, name) for raw in listing.tasks])


def _done_by(raw: Raw, unit: str) -> Raw:
    return replace(raw, clauses=((Role.RESPONSIBLE, unit),), unit_text=unit)


def _within(raw: Raw, name: str) -> Raw:
    return raw if name in raw.section else replace(raw, section=(name, *raw.section))
