"""A packet of evidence (佐证材料包): numbered pieces, with the list that names them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PacketPiece:
    """One piece: its number (1-3: third piece of the first task), the task it proves, where it is written.

    ``file`` is the kept file, ``name`` the name that it gets in the packet; a link or a document number has neither.
    """

    number: str
    task: str
    title: str
    unit: str
    place: str = ""  # address or document number
    effective: date | None = None
    received: date | None = None
    file: Path | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Packet:
    """All pieces, in order; ``scope`` says what they are of (a task, a unit, a period)."""

    title: str
    scope: str
    pieces: tuple[PacketPiece, ...]
    day: date
    missing: tuple[str, ...] = ()  # tasks that have none
