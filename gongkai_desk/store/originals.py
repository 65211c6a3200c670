"""Plans as received: the rows of the files kept in originals/."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.store.evidence import KeptFile
from gongkai_desk.store.writing import insert

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


def insert_original(step: "Step", kept: KeptFile) -> int:
    """Return the id of a kept file's row, made if its content is new here."""
    found = step.connection.execute("SELECT id FROM original WHERE sha256 = ?", (kept.sha256,)).fetchone()
    if found:
        return int(found[0])
    return insert(step, "original", asdict(kept))


def original_of(library: "Library", plan_id: int) -> tuple[Path, str] | None:
    """Return where the file of a plan lies and the name it came with; ``None`` for a plan made by hand."""
    found = library.rows(
        "SELECT o.sha256, o.name, o.suffix, o.size FROM original o JOIN plan p ON p.original_id = o.id WHERE p.id = ?",
        (plan_id,),
    )
    if not found:
        return None
    sha256, name, suffix, size = found[0]
    return library.folder / "originals" / KeptFile(sha256, name, suffix, size).path, name
