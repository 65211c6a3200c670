"""Small Office files for tests, part by part: Word, Excel and OpenDocument packages, and OLE compound files."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write a package of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def changed(path: Path, part: str, old: str, new: str) -> Path:
    """Rewrite one part of a package."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    return zipped(path, parts)


def link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="r{number}" Type="{LINKS}/{kind}" Target="{target}"/>'


def links(*each: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{"".join(each)}</Relationships>'


# ---- Word


def word_part(name: str, inside: str) -> str:
    return f'<w:{name} xmlns:w="{WORD}" xmlns:r="{LINKS}">{inside}</w:{name}>'


def write_docx(path: Path, body: str, **parts: str) -> Path:
    """Write a minimal Word file; further parts by name, e.g. ``styles``, ``numbering``, ``footnotes``."""
    roots = {"header": "hdr", "footer": "ftr"}
    more = {f"word/{name}.xml": word_part(roots.get(name, name), inside) for name, inside in parts.items()}
    return zipped(
        path,
        {
            "_rels/.rels": links(link(1, "officeDocument", "/word/document.xml")),
            "word/_rels/document.xml.rels": links(*(link(n, name, f"{name}.xml") for n, name in enumerate(parts))),
            "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
            **more,
        },
    )


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(row if row.startswith('<w:tr') else f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def style(key: str, name: str, inside: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{inside}</w:style>'


def numbering(*levels: tuple[str, str]) -> str:
    """Return list 1 with these formats and texts, and list 2, the same begun anew."""
    inside = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def listed(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


# ---- Excel


def write_xlsx(path: Path, sheet: str, **parts: str) -> Path:
    """Write a workbook with this sheet part (``<worksheet>…``); further parts by name, e.g. ``styles``."""
    more = [link(n, name, f"{name}.xml") for n, name in enumerate(parts, 2)]
    book = '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
    return zipped(
        path,
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": links(link(1, "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{LINKS}">{book}</workbook>',
            "xl/_rels/workbook.xml.rels": links(link(1, "worksheet", "s.xml"), *more),
            "xl/s.xml": sheet.replace("<worksheet", f'<worksheet xmlns="{SHEETS}"'),
            **{f"xl/{name}.xml": inside for name, inside in parts.items()},
        },
    )


# ---- OpenDocument


def write_ods(path: Path, *tables: str, styles: str = "", **parts: str) -> Path:
    """Write a workbook of these ``<table:table>``; ``styles`` are automatic ones, other parts as named."""
    names = {"table": "table", "text": "text", "style": "style", "office": "office", "fo": "xsl-fo-compatible"}
    spaces = " ".join(f'xmlns:{short}="{ODF}{name}:1.0"' for short, name in names.items())
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    content = f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>{body}"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(path, {"mimetype": kind, "content.xml": f"{content}</office:document-content>", **parts})


def ods_table(*rows: str, name: str = "表", before: str = "", **attributes: str) -> str:
    named = "".join(f' table:{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    inside = "".join(row if row.startswith("<") else ods_row(*row.split("|")) for row in rows)
    return f'<table:table table:name="{name}"{named}>{before}{inside}</table:table>'


def ods_row(*cells: str, more: str = "") -> str:
    shown = (cell if cell.startswith("<") else ods_cell(cell) for cell in cells)
    return f"<table:table-row {more}>{''.join(shown)}</table:table-row>"


def ods_cell(text: str, more: str = "") -> str:
    inside = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {more}>{inside}</table:table-cell>"


# ---- packages and compound files known by what is in them


def package(path: Path, *names: str, content: bytes = b"<x/>") -> Path:
    """Write a zip file whose parts all have this content."""
    return zipped(path, dict.fromkeys(names, content))


def compound(path: Path, *streams: str) -> Path:
    """Write an OLE file with nothing but a directory of these streams in sector 1 (0 is the allocation table)."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", head, 30, 9, 6)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b""
    for name in ("Root Entry", *streams):
        raw = name.encode("utf-16-le") + b"\x00\x00"
        directory += raw.ljust(64, b"\x00") + struct.pack("<H", len(raw)) + b"\x00" * 62
    path.write_bytes(bytes(head) + table + directory.ljust(512, b"\x00"))
    return path
