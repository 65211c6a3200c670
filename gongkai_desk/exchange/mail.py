"""邮件草稿: an .eml file with the paper attached, to be opened, read over and sent in the office's own mail program.

No account is needed and nothing is sent. ``X-Unsent: 1`` opens the file as a draft in Outlook; other programs offer
«再次编辑» or «转发». The name of an attachment is written in both ways that mail programs know (RFC 2231, RFC 2047).
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import formataddr
from pathlib import Path

from gongkai_desk.domain.cycle.upward import Superior
from gongkai_desk.domain.unit import Unit
from gongkai_desk.errors import Unreadable
from gongkai_desk.paths import told_kindly, written_whole

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")  # zwgk@yunzhou.example.cn
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f\s\u2028\u2029]+")  # a line end in a head line would begin another
_PARTED = re.compile(r"[;；,，、\s]+")
_POLICY = compat32.clone(linesep="\r\n", max_line_length=None)  # we fold: it would leave Content-Type an empty line
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Who gets the mail: an address, and the name shown for it (may be empty).

    ``superior_id``, ``salutation``: of a superior, whom the text addresses by it.
    """

    mail: str
    name: str = ""
    salutation: str = ""
    superior_id: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to be sent by hand."""

    subject: str
    text: str = ""
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    attachments: tuple[Path, ...] = ()


def is_mail(text: str) -> bool:
    """Tell whether ``text`` is one mail address."""
    return len(text) < 255 and _MAIL.fullmatch(text) is not None and ".." not in text and text[0] != "."


def mailboxes_of(units: Iterable[Unit]) -> tuple[Mailbox, ...]:
    """Return the addresses that are entered for units, each once, under 单位 and 联络员; others are left out."""
    found: dict[str, Mailbox] = {}
    for unit in units:
        for mail in filter(is_mail, _PARTED.split(unit.mail)):
            found.setdefault(mail.lower(), Mailbox(mail, " ".join(filter(None, (unit.name, unit.contact)))))
    return tuple(found.values())


def mailboxes_above(superiors: Iterable[Superior]) -> tuple[Mailbox, ...]:
    """Return the addresses of superiors, each with its salutation; those without one are left out."""
    return tuple(
        Mailbox(mail, " ".join(filter(None, (each.name, each.contact))), each.salutation or each.name, each.id)
        for each in superiors
        for mail in filter(is_mail, _PARTED.split(each.mail))
    )


def typed_mailboxes(text: str) -> tuple[tuple[Mailbox, ...], tuple[str, ...]]:
    """Return the addresses that a person typed, parted by ； ， or blanks, and what among it is none."""
    parts = list(filter(None, _PARTED.split(text)))
    return tuple(Mailbox(part) for part in parts if is_mail(part)), tuple(part for part in parts if not is_mail(part))


def write_eml(path: Path, letter: Letter) -> None:
    """Write the draft.

    Raises:
        Unreadable: an attachment cannot be opened.
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written.
    """
    made = message(letter).as_bytes(policy=_POLICY)
    with written_whole(path) as beside:
        beside.write_bytes(made)


def write_drafts(folder: Path, letters: Mapping[str, Letter]) -> None:
    """Write drafts by the names of their files into a new folder, if there are any; raises as ``write_eml``."""
    if letters:
        with told_kindly(folder):
            folder.mkdir()
    for name, letter in letters.items():
        write_eml(folder / name, letter)


def write_words(path: Path, text: str) -> None:
    """Write words to be copied into mails or messages as a text that Windows opens; as ``write_eml``."""
    with written_whole(path) as beside:  # the mark at the start lets Windows' Notepad know UTF-8
        beside.write_text(text, encoding="utf-8-sig", newline="\r\n")


def message(letter: Letter) -> MIMEMultipart:
    """Return the mail as the standard library holds it; raises ``Unreadable`` for an attachment.

    The library's newer classes are not used: they break the long type of a Word document in two.
    """
    made = MIMEMultipart("mixed")
    made["X-Unsent"] = "1"
    made["Subject"] = _encoded(letter.subject, "Subject")
    for name, boxes in (("To", letter.to), ("Cc", letter.cc)):
        if boxes:
            made[name] = ",\n ".join(_address(box) for box in boxes)
    made.attach(MIMEText(_sound(letter.text), "plain", "utf-8"))
    for path in letter.attachments:
        made.attach(_attached(path))
    return made


def _encoded(text: str, name: str) -> str:
    """Return a head line as encoded words, folded at 76 characters."""
    return Header(_one_line(text), "utf-8", header_name=name).encode()


def _one_line(text: str) -> str:
    return _sound(_UNPRINTED.sub(" ", text).strip())


def _sound(text: str) -> str:
    """Return ``text`` without halves of surrogate pairs, which UTF-8 refuses."""
    return text.encode("utf-8", "replace").decode()


def _address(box: Mailbox) -> str:
    return formataddr((_one_line(box.name), box.mail), "utf-8")


def _attached(path: Path) -> MIMEBase:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(file=str(path), reason=error.strerror or "") from error
    kind = _TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    name = _one_line(path.name)
    made = MIMEBase(*kind.split("/"), name=_encoded(name, "name"))
    made.set_payload(content)
    encode_base64(made)
    made.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return made
