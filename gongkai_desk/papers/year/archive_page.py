"""The page of a package that opens without the program: what is in it, 件 by 件, with links to the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote
from xml.etree import ElementTree as Tree

from gongkai_desk.domain.year.archive import ArchiveCatalogue, ArchiveFile
from gongkai_desk.page.layout import plain_text
from gongkai_desk.wording.year import archive as words

_LOOK = (
    "body{font-family:sans-serif;margin:2em;line-height:1.6}"
    "table{border-collapse:collapse}th,td{border:1px solid #888;padding:4px 8px;text-align:left;vertical-align:top}"
)
_FORMATS = {".docx": "Word", ".xlsx": "Excel", ".pdf": "PDF"}


def index_page(catalogue: ArchiveCatalogue, loose: Sequence[str]) -> bytes:
    """Return the page as HTML in UTF-8, without script; ``loose``: what lies beside the numbered files."""
    page = Tree.Element("html", lang="zh-CN")
    head, body = Tree.SubElement(page, "head"), Tree.SubElement(page, "body")
    Tree.SubElement(head, "meta", charset="utf-8")
    _told(head, "title", catalogue.title)
    Tree.SubElement(head, "style").text = _LOOK
    _told(body, "h1", catalogue.title)
    for line in words.README:
        _told(body, "p", line)
    _told(body, "h2", words.DATA)
    points = Tree.SubElement(body, "ul")
    for place in loose:
        _link(Tree.SubElement(points, "li"), place, place)
    _told(body, "h2", words.FILES)
    _table(body, catalogue)
    return b"<!DOCTYPE html>\n" + bytes(Tree.tostring(page, encoding="utf-8", method="html"))


def _table(body: Tree.Element, catalogue: ArchiveCatalogue) -> None:
    table = Tree.SubElement(body, "table")
    heads = Tree.SubElement(table, "tr")
    for text in words.INDEX_HEADS:
        _told(heads, "th", text)
    for number, each in enumerate(catalogue.files, start=1):
        row = Tree.SubElement(table, "tr")
        for text in _texts(catalogue, number, each):
            _told(row, "td", text)
        links = Tree.SubElement(row, "td")
        for place in each.places:
            _link(links, place, _format(place)).tail = " "


def _texts(catalogue: ArchiveCatalogue, number: int, each: ArchiveFile) -> tuple[str, ...]:
    shown = words.number_text(catalogue.number, catalogue.plan.year, number)
    day, pages = each.day.isoformat() if each.day else "", "" if each.pages is None else str(each.pages)
    return f"{number:04}", shown, each.title, each.responsible, each.doc_no, day, pages, each.remark


def _format(place: str) -> str:
    suffix = PurePosixPath(place).suffix
    return _FORMATS.get(suffix.lower(), suffix.lstrip(".").upper() or place)


def _link(parent: Tree.Element, place: str, text: str) -> Tree.Element:
    link = _told(parent, "a", text)
    link.set("href", quote(place))
    return link


def _told(parent: Tree.Element, tag: str, text: str) -> Tree.Element:
    made = Tree.SubElement(parent, tag)
    made.text = plain_text(text)
    return made
