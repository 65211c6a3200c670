"""What the world can do to us: kinds and data, no sentences (those stand in ``wording``).

The kind of an error is its class name in snake case (``EmptyFile`` → ``empty_file``); the exit code of the command
line belongs to the group: 3 this input is refused, 4 this library cannot be used, 5 environment.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar


class DeskError(Exception):
    """An expected failure that a clerk is told about in one sentence."""

    exit_code: ClassVar[int] = 1

    def __init__(self, **data: Any) -> None:  # noqa: ANN401 - any plain value that the sentence needs
        """Keep ``data`` for the sentence; all of it is plain and picklable."""
        super().__init__(data)
        self.data = data

    @property
    def kind(self) -> str:
        """Return the stable name that the command line prints, e.g. ``empty_file``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    def __reduce__(self) -> tuple[Any, ...]:
        """Survive the pipe from the child process with class and data intact."""
        return _rebuilt, (type(self), self.data)


def _rebuilt(cls: type[DeskError], data: dict[str, Any]) -> DeskError:
    return cls(**data)


class InputError(DeskError):
    """This input is refused; data carries ``file`` (the name as given) and what else is known."""

    exit_code = 3


class EmptyFile(InputError):
    """Nothing in the file."""


class Damaged(InputError):
    """The right type, but broken; ``reason`` names where it broke."""


class Encrypted(InputError):
    """A password is needed; ``tried`` tells that a given one was wrong."""


class NoText(InputError):
    """A scan or pictures only: no text layer (``pages``)."""


class BadComponent(InputError):
    """No reading component could be taken from a folder (``reason``; ``missing``, ``wrong``: files by name)."""


class UnsupportedType(InputError):
    """A type that this program does not read (``type``)."""


class LegacyFormat(InputError):
    """.doc, .wps and no office program here to convert it."""


class TypeMismatch(InputError):
    """The content is not what the name says (``found``)."""


class Limit(InputError):
    """Too large, too many pages, too long, too much memory (``what``, ``limit``)."""


class Unsafe(InputError):
    """The file tries something that a plan never does (``what``)."""


class Unreadable(InputError):
    """The file cannot be opened (``reason``)."""


class NoTasks(InputError):
    """A document that is no plan (``reason``: a ``NoTasksReason`` value)."""


class ReturnedBook(InputError):
    """A 填报表 that a unit sends back: it is collected, never imported as a plan.

    ``code``: its 单位码, which tells another library's book; ``opinions``: it is a 意见反馈表. ``reason``: ``own`` of
    this library, ``above``: a superior's 意见反馈表.
    """


class NoForm(InputError):
    """A file given as a superior's form whose tables have no head that we know."""


class NoDays(InputError):
    """A file that names no days off, given as a notice of them."""


class NoPart(InputError):
    """The part asked for is not in the file (``part``, ``parts``)."""


class Duplicate(InputError):
    """This very file is in the library already (``plan``, ``title``)."""


class LibraryError(DeskError):
    """This library cannot be used; data carries ``library`` (the folder as given)."""

    exit_code = 4


class NotALedger(LibraryError):
    """The folder holds no ledger of ours."""


class DamagedLedger(LibraryError):
    """The database fails its own checks (``reason``)."""


class NewerLedger(LibraryError):
    """Written by a newer program (``version``, ``known``)."""


class OlderLedger(LibraryError):
    """Must be migrated first; a reading command does not do it."""


class ReadOnlyLedger(LibraryError):
    """Opened for reading only."""


class BusyLedger(LibraryError):
    """Somebody else writes in it (``who``, ``where``, ``since``)."""


class BadBackup(LibraryError):
    """This backup cannot be restored (``file``, ``reason``)."""


class BadPacket(LibraryError):
    """This packet cannot be taken back (``file``, ``reason``: ``damaged``, ``foreign``, ``unknown``, ``parted``)."""


class NotFound(LibraryError):
    """No such file or folder."""


class UnknownId(LibraryError):
    """No such plan, task or unit (``what``, ``id``)."""


class NotAllowed(LibraryError):
    """A rule forbids it (``lacks``: what is missing)."""


class Foreign(LibraryError):
    """The ids of an act were read from another library, or from an opening that has ended."""


class EnvironmentFailure(DeskError):
    """The machine does not let us; data carries ``file``."""

    exit_code = 5


class DiskFull(EnvironmentFailure):
    """No room left on the disk."""


class NoPermission(EnvironmentFailure):
    """Not allowed to read or write there."""


class TargetInUse(EnvironmentFailure):
    """Another program holds the target open."""


class NoWindow(EnvironmentFailure):
    """No Qt or no screen at hand."""
