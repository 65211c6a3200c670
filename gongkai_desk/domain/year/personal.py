"""Personal data in what leaves: what was found, where it stands, what is known to belong there, what is covered."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class PersonalKind(StrEnum):
    """Kinds of personal data that a scan tells."""

    ID = "id"  # 居民身份证号码
    PHONE = "phone"  # 手机号码
    CARD = "card"  # 银行卡号
    MAIL = "mail"  # 电子邮箱
    ADDRESS = "address"  # 家庭住址
    APPLICANT = "applicant"  # 依申请公开的申请人


COVERED = frozenset({PersonalKind.ID, PersonalKind.CARD, PersonalKind.ADDRESS, PersonalKind.APPLICANT})
"""Kinds that are proposed to be covered; a telephone or a mailbox may be what the paper is meant to carry."""

Key = tuple[PersonalKind, str]
"""By what a datum is the same wherever it stands and however it is parted: its kind and its plain value."""


@dataclass(frozen=True, slots=True)
class Find:
    """A datum in a text, from character ``start`` up to ``end``; ``shown`` as it stands, ``value`` without its gaps."""

    kind: PersonalKind
    start: int
    end: int
    shown: str
    value: str

    @property
    def key(self) -> Key:
        """Return by what the same datum is known elsewhere."""
        return self.kind, self.value


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where in a paper a datum stands: ``where`` in words, and the whole text with the find in it."""

    where: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A datum of what leaves with every place where it stands: it is covered in all of them or in none."""

    kind: PersonalKind
    value: str
    places: tuple[FoundPlace, ...]

    @property
    def key(self) -> Key:
        """Return by what it is covered."""
        return self.kind, self.value

    @property
    def shown(self) -> str:
        """Return it as it stands first."""
        first = self.places[0]
        return first.text[first.start : first.end]


@dataclass(frozen=True, slots=True)
class Known:
    """What a library knows: ``contacts`` that papers are meant to carry, ``applicants`` that they are not."""

    contacts: frozenset[Key] = frozenset()
    applicants: tuple[str, ...] = ()


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Mask:
    """What is covered in papers, as a person decided for this one leaving."""

    known: Known = NOTHING_KNOWN
    hidden: frozenset[Key] = field(default=frozenset())


NO_MASK = Mask()
