"""Small PDFs for tests, written operator by operator: text in a standard Chinese font, rules, pages turned and cropped.

All figures are points; y counts from the top of the unrotated sheet downwards, as a reader sees it.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    b" /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light"
    b" /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93"
    b" >> >>] >>"
)
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class Sheet:
    """A page under construction; ``crop`` is (left, top, right, bottom) from the sheet's top left."""

    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, base: float, text: str, size: float = 12.0, *, turn: int = 0, mode: int = 0) -> "Sheet":
        """Print ``text`` with its first baseline point at (x, base), turned by quarters clockwise."""
        a, b = ((1, 0), (0, -1), (-1, 0), (0, 1))[turn]
        code = text.encode("utf-16-be").hex()
        matrix = f"{a} {b} {-b} {a} {x} {self.height - base}"
        self.parts.append(f"BT /F1 {size} Tf {mode} Tr {matrix} Tm <{code}> Tj ET")
        return self

    def tint(self, red: float, green: float, blue: float) -> "Sheet":
        """Fill what follows with a colour; parts are 0 to 1."""
        self.parts.append(f"{red} {green} {blue} rg")
        return self

    def lines(self, x: float, base: float, *lines: str, size: float = 12.0, lead: float = 1.4) -> "Sheet":
        """Print lines below one another."""
        for i, line in enumerate(lines):
            self.text(x, base + i * lead * size, line, size)
        return self

    def stroke(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> "Sheet":
        """Draw a rule as a stroke."""
        self.parts.append(f"{width} w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Draw a filled rectangle."""
        self.parts.append(f"{x0} {self.height - y1} {x1 - x0} {y1 - y0} re f")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> "Sheet":
        """Draw all rules of a table."""
        for x in xs:
            self.stroke(x, ys[0], x, ys[-1])
        for y in ys:
            self.stroke(xs[0], y, xs[-1], y)
        return self


def write_pdf(path: Path, *sheets: Sheet, password: str | None = None, junk: bytes = b"") -> Path:
    """Write the sheets; ``password`` encrypts (RC4, 40 bit), an empty one with the empty user password."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    kids = []
    for sheet in sheets:
        content = "\n".join(sheet.parts).encode("ascii")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(_page(sheet, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    key = None
    if password is not None:
        key, encrypt = _encryption(password)
        objects.append(encrypt)
    path.write_bytes(junk + _file(objects, key))
    return path


def _page(sheet: Sheet, content: int) -> bytes:
    crop = ""
    if sheet.crop:
        left, top, right, bottom = sheet.crop
        crop = f"/CropBox [{left} {sheet.height - bottom} {right} {sheet.height - top}]"
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {crop} /Rotate {sheet.rotate}"
        f" /Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
    ).encode()


def _file(objects: list[bytes], key: bytes | None) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        body = _encrypted(item, key, number) if key else item
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    extra = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects) if key else b""
    return bytes(
        out + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, extra, start)
    )


def _encryption(password: str) -> tuple[bytes, bytes]:
    """Return the file key and the encryption dictionary of the standard handler, revision 2."""
    user = (password.encode() + PADDING)[:32]
    owner = _rc4(hashlib.md5((b"owner" + PADDING)[:32]).digest()[:5], user)
    rights = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(user + owner + rights + b"\x00").digest()[:5]
    check = _rc4(key, PADDING)
    entry = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
    return key, entry % (owner.hex().encode(), check.hex().encode())


def _encrypted(item: bytes, key: bytes, number: int) -> bytes:
    """Encrypt an object's stream; the few strings here sit in hexadecimal operators inside streams."""
    head, found, rest = item.partition(b"\nstream\n")
    if not found:
        return item
    content = rest.removesuffix(b"\nendstream")
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\x00\x00").digest()[:10]
    return head + found + _rc4(own, content) + b"\nendstream"


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
