"""What a file really is, told by its content, and the limits that every reader keeps.

A file from outside is hostile until read: the name is only believed where content says the same.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from gongkai_desk.errors import (
    Damaged,
    EmptyFile,
    Encrypted,
    Limit,
    NoPermission,
    TypeMismatch,
    Unreadable,
    UnsupportedType,
)
from gongkai_desk.reading.containers import stream_names
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.encodings import reads_well

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read. Plans have some megabytes and 5 to 60 pages; a year's ledger 10,000 rows."""

    file_bytes: int = 100 * MEGABYTE
    pages: int = 2000
    characters: int = 5_000_000
    lines: int = 300_000  # of a text file; the longest plan has some thousands
    markup: int = 30_000_000  # characters of a saved page with its scripts and pictures
    silence: float = 15.0  # seconds without progress
    memory: int = 1200 * MEGABYTE
    members: int = 20_000  # parts of an office package (pictures count)
    unpacked: int = 600 * MEGABYTE  # all parts together
    ratio: int = 400  # unpacked to packed; sheets of equal rows reach 100


USUAL = Limits()

SUFFIXES = {
    ".pdf": {FileKind.PDF},
    ".ofd": {FileKind.OFD},
    ".docx": {FileKind.DOCX},
    ".docm": {FileKind.DOCX},
    ".doc": {FileKind.DOC, FileKind.WORD_XML},
    ".wps": {FileKind.DOC, FileKind.DOCX, FileKind.WORD_XML},
    ".xlsx": {FileKind.XLSX},
    ".xlsm": {FileKind.XLSX},
    ".xls": {FileKind.XLS, FileKind.SHEET_XML},
    ".et": {FileKind.XLS, FileKind.XLSX, FileKind.SHEET_XML},
    ".xml": {FileKind.SHEET_XML, FileKind.WORD_XML},
    ".ods": {FileKind.ODS},
    ".html": {FileKind.HTML},
    ".htm": {FileKind.HTML},
    ".mht": {FileKind.HTML},
    ".mhtml": {FileKind.HTML},
    ".txt": {FileKind.TEXT},
    ".text": {FileKind.TEXT},
    ".csv": {FileKind.TEXT},
    ".tsv": {FileKind.TEXT},
    ".md": {FileKind.TEXT},
}
"""Names under which a readable type may stand."""

MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gz"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "ps"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"ID3", "mp3"),
    (b"\x1bLua", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"8BPS", "psd"),
    (b"AT&TFORM", "djvu"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"),
)
"""First bytes of types that are told plainly; those that are also text (BM, MZ, ID3, BZh) only where NULs follow."""

BRANDS = {b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"msf1": "heic", b"avif": "avif"}
"""What telephones photograph in: ISO media files by their brand."""
MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){3,}")
"""Three header lines at least, e.g. ``From: …``, ``MIME-Version: 1.0``."""
MAIL_ONLY = re.compile(rb"^(?:Received|Return-Path|Message-ID|To|MIME-Version):", re.IGNORECASE | re.MULTILINE)
ARCHIVE = re.compile(
    rb"^(?:Content-Type:\s*multipart/related|Snapshot-Content-Location:)", re.IGNORECASE | re.MULTILINE
)
"""A web page saved whole (.mht); a mail with pictures in it is ``multipart/related`` too, but was sent to someone."""

PACKAGES = (
    ("word/", FileKind.DOCX),
    ("xl/", FileKind.XLSX),
    ("ppt/", "pptx"),
    ("ofd.xml", FileKind.OFD),
)
OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta|p)[\s>]", re.IGNORECASE)
OFFICE_XML = (  # office files that are one XML text, by the namespace of their root
    (b"urn:schemas-microsoft-com:office:spreadsheet", re.compile(rb"<(?:\w+:)?Workbook[\s>]"), FileKind.SHEET_XML),
    (
        b"http://schemas.microsoft.com/office/word/2003/wordml",
        re.compile(rb"<(?:\w+:)?wordDocument[\s>]"),
        FileKind.WORD_XML,
    ),
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", re.compile(rb"<pkg:package[\s>]"), FileKind.WORD_XML),
)
XML = re.compile(rb"\s*<\?xml", re.IGNORECASE)
LOOK = 64 * 1024
"""Bytes looked at; a web page may begin with long comments and scripts."""


def identify(path: Path, limits: Limits = USUAL) -> FileKind:
    """Return what the file is.

    Raises:
        Unreadable, NoPermission: it cannot be opened.
        EmptyFile, Limit: nothing in it, or too much.
        Encrypted: an office file under a password.
        TypeMismatch: its name says a readable type, its content is another.
        UnsupportedType: a type that is not read.
        Damaged: an office package that cannot be opened.
    """
    head = _head(path, limits)
    found = _kind(path, head, limits)
    if isinstance(found, FileKind):
        return found
    if path.suffix.lower() in SUFFIXES and path.suffix.lower() != f".{found}":
        raise TypeMismatch(file=path.name, found=found)
    raise UnsupportedType(file=path.name, type=found)


def named_otherwise(path: Path, kind: FileKind) -> bool:
    """Tell whether the name says another type than the content; a name without suffix says nothing."""
    suffix = path.suffix.lower()
    return bool(suffix) and kind not in SUFFIXES.get(suffix, set())


def _head(path: Path, limits: Limits) -> bytes:
    """Return the file's first bytes."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(file=path.name, reason="folder" if stat.S_ISDIR(status.st_mode) else "no_file")
        if status.st_size == 0:
            raise EmptyFile(file=path.name)
        if status.st_size > limits.file_bytes:
            raise Limit(file=path.name, what="file_bytes", limit=limits.file_bytes)
        with path.open("rb") as file:
            return file.read(LOOK)
    except PermissionError as error:
        raise NoPermission(file=path.name) from error
    except FileNotFoundError as error:
        raise Unreadable(file=path.name, reason="missing") from error
    except (OSError, ValueError) as error:
        raise Unreadable(file=path.name, reason=str(error)) from error


def _kind(path: Path, head: bytes, limits: Limits) -> FileKind | str:
    """Return the kind, or the name of a type that is not read."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\x00")[:5] == b"%PDF-":
        return FileKind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(path, limits)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(path)
    binary = b"\x00" in head
    for first, name in MAGIC:
        if head.startswith(first) and (binary or len(first) > 3 or name in ("gz", "jpeg")):
            return name
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "media")
    if head.startswith(b"RIFF"):
        return "webp" if head[8:12] == b"WEBP" else "media"
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    return _mail(head) or _text(head)


def _mail(head: bytes) -> FileKind | str:
    """Tell mails and saved web archives, which begin alike; "" if it is neither."""
    found = MAIL.match(head.lstrip())
    if not found or not MAIL_ONLY.search(found[0]):
        return ""
    sent = re.search(rb"^(?:Received|Return-Path|To):", found[0], re.IGNORECASE | re.MULTILINE)
    return FileKind.HTML if ARCHIVE.search(found[0]) and not sent else "eml"


def _package(path: Path, limits: Limits) -> FileKind | str:
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            check_size(path, members, limits)
            names = {member.filename.replace("\\", "/").lstrip("/").lower() for member in members}
            if "mimetype" in names:
                return _open_document(package)
            locked = any(member.flag_bits & 1 for member in members)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError, KeyError) as error:
        raise Damaged(file=path.name, reason=str(error)) from error
    if "xl/workbook.bin" in names:
        return "xlsb"
    kind = next((kind for start, kind in PACKAGES if any(name.startswith(start) for name in names)), "zip")
    if locked and isinstance(kind, FileKind):
        raise Encrypted(file=path.name, tried=False, office=True)
    return "locked zip" if locked else kind


def check_size(path: Path, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse a package that would grow beyond measure.

    Raises:
        Limit: it has too many members, or they are too large unpacked.
    """
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > limits.members:
        raise Limit(file=path.name, what="members", limit=limits.members)
    if unpacked > limits.unpacked or (unpacked > 20 * MEGABYTE and unpacked > limits.ratio * packed):
        raise Limit(file=path.name, what="unpacked", limit=limits.unpacked)


def _open_document(package: zipfile.ZipFile) -> FileKind | str:
    with package.open("mimetype") as file:
        return OPEN_DOCUMENTS.get(file.read(200).decode("ascii", "replace").strip(), "zip")


def _compound(path: Path) -> FileKind | str:
    """Return what an OLE compound file holds (Office 97, WPS, and encrypted newer files)."""
    names = stream_names(path)
    if {"EncryptedPackage", "EncryptionInfo"} & names:
        raise Encrypted(file=path.name, tried=False, office=True)
    if {"Workbook", "Book"} & names:
        return FileKind.XLS
    if "WordDocument" in names:
        return FileKind.DOC
    if "PowerPoint Document" in names:
        return "ppt"
    if "__properties_version1.0" in names:
        return "msg"
    if not names:
        raise Damaged(file=path.name, reason="compound file without a directory")
    return "ole"


def _text(head: bytes) -> FileKind | str:
    """Tell text and web pages from what is neither."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        plain = head.decode("utf-32", "ignore").encode()
    elif head.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = head.decode("utf-16", "ignore").encode()
    elif b"\x00" in head or not _decodes(head):
        plain = _utf16(head).encode()
        if not plain:
            return "unknown"
    else:
        plain = head
    if sum(byte < 0x20 and byte not in b"\t\n\r\f\x0b\x1a\x1b" for byte in plain) > len(plain) // 100:
        return "unknown"
    if found := next((kind for space, root, kind in OFFICE_XML if space in plain and root.search(plain)), None):
        return found
    page = HTML.search(plain)
    if page and b"<" in plain[:1024].lstrip()[:200]:
        return FileKind.HTML
    return "xml" if XML.match(plain.removeprefix(b"\xef\xbb\xbf")) else FileKind.TEXT


def _decodes(head: bytes) -> bool:
    """Tell whether some encoding of Chinese text fits, but for a character cut at the end."""
    import codecs

    for name in ("utf-8", "gb18030", "big5"):
        try:
            codecs.getincrementaldecoder(name)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _utf16(head: bytes) -> str:
    """Return UTF-16 text without a mark, "" where neither order of bytes reads as Chinese or Latin."""
    for name in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(name, "replace")
        if text and sum(map(_usual, text)) > 0.95 * len(text) and reads_well(text):
            return text
    return ""


def _usual(char: str) -> bool:
    """Tell characters of office prose: ASCII, general and Chinese stops, full widths, the first block of Chinese."""
    return (
        " " <= char <= "~"
        or char in "\t\r\n·×°"
        or "\u2010" <= char <= "\u203b"
        or "\u2460" <= char <= "\u2473"
        or "\u3000" <= char <= "\u301f"
        or "\u4e00" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
    )
