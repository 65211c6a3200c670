"""Small hostile files for tests: each function returns the bytes of one, none needs another file."""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
LAUGHS = "<!DOCTYPE l [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)
OUTSIDE = '<!DOCTYPE l [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def docx(body: str, head: str = "") -> bytes:
    main = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": main})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(rows: str, head: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    there = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    sheets = '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{there}">{sheets}</workbook>'
    link = f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{there}/{{}}" Target="{{}}"/></Relationships>'
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": link.format("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": link.format("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def ods(content: str) -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def pdf(*objects: bytes, trailer: bytes = b"", start: int | None = None) -> bytes:
    """Objects are numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % (table if start is None else start))


def page(
    content: bytes, box: str = "0 0 595 842", resources: str = "", catalogue: str = "", packed: bool = True
) -> bytes:
    """A PDF of one page with this content stream as object 4; further objects may not be needed."""
    data, how = (zlib.compress(content, 9), b"/Filter /FlateDecode ") if packed else (content, b"")
    return pdf(
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << {resources} >> >>".encode(),
        b"<< %s/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 4 0 R >> >> /Length %d >>\n"
        b"stream\n%s\nendstream" % (how, len(data), data),
    )


def pages(count: int) -> bytes:
    """A PDF that shows one empty page many times."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )


def picture(side: int) -> bytes:
    """A PDF with one black picture, ``side`` pixels wide and high."""
    data = zlib.compress(bytes(side * side // 8), 9)
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length 28 >>\nstream\n595 0 0 842 0 0 cm /I Do\nendstream",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (side, side, len(data), data),
    )


def nested_tables(depth: int) -> str:
    open_, close = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    return open_ * depth + paragraph("一、总体要求") + close * depth


def lying_zip() -> bytes:
    """A package whose directory tells a small size for a part of 80 megabytes."""
    data = bytearray(docx(" " * 80_000_000))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 1000)
    return bytes(data)


def looping_compound() -> bytes:
    """An OLE file whose allocation table leads each sector to itself."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHH", head, 26, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", head, 44, 1)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\x00") + struct.pack("<H", 2 * len(name) + 2) + b"\x02" + b"\x00" * 61
        for name in ("Root Entry", "Workbook", "Book", "x")
    )
    return bytes(head) + struct.pack("<128I", *range(128)) + directory + b"\x09\x08" * 256


def odt_laughs(head: str) -> str:
    return f"<?xml version='1.0'?>{head}<office xmlns='urn:x'>&a9;</office>"


SMALL: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: docx(" " * 60_000_000),
    "lying.docx": lying_zip,
    "laughs.docx": lambda: docx(paragraph("&a9;"), LAUGHS),
    "outside.docx": lambda: docx(paragraph("&a9;"), OUTSIDE),
    "laughs.xlsx": lambda: xlsx("<row><c t='inlineStr'><is><t>&a9;</t></is></c></row>", LAUGHS),
    "outside.xlsx": lambda: xlsx("<row><c t='inlineStr'><is><t>&a9;</t></is></c></row>", OUTSIDE),
    "laughs.ods": lambda: ods(odt_laughs(LAUGHS)),
    "outside.ods": lambda: ods(odt_laughs(OUTSIDE)),
    "laughs.html": lambda: f"{LAUGHS}<html><body><p>&a9;</p>".encode(),
    "empty.docx": lambda: docx(""),
    "no-main-part.docx": lambda: zipped({"[Content_Types].xml": TYPES, "word/x.xml": "<x/>"}),
    "not-xml.docx": lambda: zipped({"[Content_Types].xml": TYPES, "word/document.xml": "plain"}),
    "tables-300.docx": lambda: docx(nested_tables(300)),
    "tables-3000.docx": lambda: docx(nested_tables(3000)),
    "spans.docx": lambda: docx(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000000'/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    ),
    "far-cell.xlsx": lambda: xlsx("<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>a</t></is></c></row>"),
    "wrong-cells.xlsx": lambda: xlsx("<row r='-1'><c r='$$'><v>nan</v></c><c r='A0' t='s'><v>99</v></c></row>"),
    "wide-spans.html": lambda: b"<table><tr><td rowspan=999999999 colspan=999999999>a</td></tr></table>",
    "deep.html": lambda: b"<div>" * 100_000 + "一、总体要求".encode(),
    "deep-tables.html": lambda: b"<table><tr><td>" * 2_000 + "一、总体要求".encode(),
    "open-tags.html": lambda: b"<p><a<b<c<" * 50_000,
    "deep.xml": lambda: b"<?xml version='1.0'?><html>" + b"<a>" * 20_000,
    "loop.xls": looping_compound,
    "page-tree-loop.pdf": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Count 2 >>"
    ),
    "pages-without-end.pdf": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
        b"<< /Type /Page /Parent 2 0 R >>",
    ),
    "form-in-itself.pdf": lambda: page(b"/F Do", resources="/XObject << /F 4 0 R >>"),
    "huge-page.pdf": lambda: page(b"0 0 m 9 9 l S", box="0 0 1e9 1e9"),
    "inside-out-page.pdf": lambda: page(b"0 0 m 9 9 l S", box="595 842 0 0"),
    "no-size-page.pdf": lambda: page(b"0 0 m 9 9 l S", box="0 0 0 0"),
    "script.pdf": lambda: page(b"", catalogue="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    "launch.pdf": lambda: page(b"", catalogue="/OpenAction << /S /Launch /F (/bin/touch) /P (/tmp/launched) >>"),
    "far-xref.pdf": lambda: pdf(b"<< /Type /Catalog >>", start=9_999_999_999),
    "xref-loop.pdf": lambda: pdf(b"<< /Type /Catalog >>", trailer=b"/Prev 9"),
    "huge-xref.pdf": lambda: (
        b"%PDF-1.7\nxref\n0 2000000000\n" + b"0000000000 65535 f \n" * 1000 + b"trailer<</Root 1 0 R>>"
    ),
    "deep-array.pdf": lambda: page(b"[" * 200_000),
    "deep-catalogue.pdf": lambda: pdf(b"<< /Type /Catalog /Pages " + b"[" * 100_000 + b" >>"),
    "many-states.pdf": lambda: page(b"q " * 2_000_000),
    "wrong-length.pdf": lambda: page(b"BT ET", packed=False).replace(b"/Length 5", b"/Length 999999999"),
    "null.txt": lambda: bytes(5000),
    "one-line.txt": lambda: "公开".encode() * 700_000,
    "brackets.txt": lambda: "（".encode() * 100_000,
    "numbers.txt": lambda: "一、（一）1.".encode() * 3_000,
    "tabs.txt": lambda: b"\t" * 300_000 + b"\na\tb",
    "pipes.txt": lambda: b"|" * 200_000 + b"\n|a|b|",
    "digits.txt": lambda: b"9" * 300_000,
    "half-a-mark.txt": lambda: b"\xff\xfe\x00",
    "surrogates.txt": lambda: b"\xff\xfe" + b"\x00\xd8" * 20_000,
    "random.txt": lambda: random.Random(1).randbytes(20_000),
    "endless-part.mht": lambda: (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\nX: y\n\n" + b"--b\n\n" * 5_000
    ),
}
"""File name → what makes it; each is read in a second."""

LARGE: dict[str, Callable[[], bytes]] = {
    "one-character.txt": lambda: b"a" * 50_000_000,
    "one-character.html": lambda: b"<html><p>" + b"a" * 50_000_000,
    "one-character.docx": lambda: docx(paragraph("a" * 19_000_000)),
    "two-million-lines.txt": lambda: b"a\n" * 2_000_000,
    "empty-rows.xlsx": lambda: xlsx("".join(f"<row r='{n}' s='1' customFormat='1'/>" for n in range(1, 1_000_001))),
    "many-rules.pdf": lambda: page(b"0 0 m 9 9 l S " * 100_000),
    "large-picture.pdf": lambda: picture(30_000),
    "many-pages.pdf": lambda: pages(50_000),
}
"""File name → what makes it; each is read, or refused at a limit, in some seconds."""


def broken(data: bytes, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield ways in which a good file arrives broken: cut short, bytes changed, a piece missing."""
    for share in (0.02, 0.3, 0.7, 0.97):
        yield f"cut at {share:.0%}", data[: int(len(data) * share)]
    chance = random.Random(seed)
    for number in range(3):
        changed = bytearray(data)
        for _ in range(20):
            changed[chance.randrange(8, len(changed))] = chance.randrange(256)
        yield f"changed {number}", bytes(changed)
    at = chance.randrange(len(data) // 2)
    yield "piece missing", data[:at] + data[at + len(data) // 10 :]
