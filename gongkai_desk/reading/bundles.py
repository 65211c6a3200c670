"""What holds several files: a zip archive, a mail with its attachments. Members are read into memory, within limits.

Nothing is written and no path of a member is followed: only its name is kept.
"""

from __future__ import annotations

import email
import email.policy
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from gongkai_desk.errors import Damaged, Limit, TypeMismatch, UnsupportedType
from gongkai_desk.reading.flowing import visible
from gongkai_desk.reading.guard import USUAL, Limits, identify

_MOST = 2000
"""Files of one bundle; sixty units send a few each."""
BODY = "邮件正文"
_SKIPPED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of a bundle: its name with the folders above it, what it holds."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of an archive or a mail; ``sender``: the address that a mail came from."""

    members: tuple[Member, ...]
    sender: str = ""


def bundle_kind(path: Path, limits: Limits = USUAL) -> str:
    """Return ``zip``, ``eml`` or, for a single file, nothing. Raises what ``guard.identify`` raises of other types."""
    try:
        identify(path, limits)
    except (UnsupportedType, TypeMismatch) as error:
        kind = str(error.data.get("type") or error.data.get("found") or "")
        if kind in ("zip", "eml"):
            return kind
        raise
    return ""


def read_bundle(path: Path, limits: Limits = USUAL) -> Bundle | None:
    """Return the files of an archive or a mail; ``None`` for a single file.

    Raises:
        Damaged, Limit: a broken archive, or more than anybody sends.
        InputError: what ``guard.identify`` refuses.
    """
    kind = bundle_kind(path, limits)
    if kind == "zip":
        return Bundle(tuple(_unpacked(path, limits)))
    return _mail(path) if kind == "eml" else None


def _unpacked(path: Path, limits: Limits) -> Iterator[Member]:
    room = limits.unpacked
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > _MOST:
                raise Limit(file=path.name, what="members", limit=_MOST)
            for info in infos:
                name = _zip_name(info)
                if any(mark in name for mark in _SKIPPED):
                    continue
                with archive.open(info) as stream:
                    data = stream.read(min(limits.file_bytes, room) + 1)
                room -= len(data)
                if len(data) > limits.file_bytes or room < 0:
                    raise Limit(file=path.name, what="unpacked", limit=limits.unpacked)
                yield Member(name, data)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError, NotImplementedError) as error:
        raise Damaged(file=path.name, reason=str(error)) from error


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; without the mark of UTF-8 it is GBK, which Chinese Windows writes."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return visible(name.replace("\\", "/")).lstrip("/")


def _mail(path: Path) -> Bundle:
    try:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        senders = getaddresses([str(message.get("From", ""))])
        return Bundle(tuple(_mail_members(message)), senders[0][1].lower() if senders else "")
    except (ValueError, LookupError, KeyError, IndexError, AttributeError, TypeError) as error:  # of odd headers
        raise Damaged(file=path.name, reason=str(error)) from error


def _mail_members(message: EmailMessage) -> Iterator[Member]:
    """Yield the attachments, then the body: a table in it, or all that was sent."""
    found = 0
    for part in message.iter_attachments():
        data = part.get_payload(decode=True)
        name = visible(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
        if isinstance(data, bytes) and data and name:
            found += 1
            yield Member(name, data)
    page, plain = message.get_body(("html",)), message.get_body(("plain",))
    if page is not None and (found == 0 or "<table" in page.get_content().lower()):
        yield Member(f"{BODY}.html", page.get_content().encode())
    elif plain is not None and found == 0:
        yield Member(f"{BODY}.txt", plain.get_content().encode())
