"""Backup of the whole folder as one zip file, and the way back from it or from a snapshot."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gongkai_desk.errors import BadBackup, DiskFull, NewerLedger, NotAllowed
from gongkai_desk.paths import told_kindly, written_whole
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.store import migrations, snapshots
from gongkai_desk.store.header import LEDGER, read_header
from gongkai_desk.store.identity import give_identity, identity_of
from gongkai_desk.store.library import FOLDERS, connect
from gongkai_desk.store.lock import LOCK_FILE, NOTE_FILE, WriterLock

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

_SCRATCH = ".restore-"
_LEFT_OUT = (LEDGER, f"{LEDGER}-journal", LOCK_FILE, NOTE_FILE)  # the database goes in as a snapshot


def backup_folder(library: "Library", out: Path, progress: Progress = silent) -> None:
    """Write the whole library folder as one zip file, which takes its place only when whole.

    Raises:
        DiskFull, NoPermission, TargetInUse: the file could not be written.
    """
    folder = library.folder
    files = [path for path in sorted(_files(folder)) if path.resolve() != Path(out).resolve()]
    with written_whole(out) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with tempfile.TemporaryDirectory() as scratch:
            snapshots.copy_ledger(folder, Path(scratch) / LEDGER)
            archive.write(Path(scratch) / LEDGER, LEDGER)
        for done, path in enumerate(files):
            progress(Stage.WRITING, done, len(files))
            archive.write(path, path.relative_to(folder).as_posix())


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)  # cut short by a kill
        if path.is_file() and not path.is_symlink() and not hidden and path.name not in _LEFT_OUT:
            yield path


# ---- the way back


def restore_folder(file: Path, folder: Path, *, who: str = "") -> None:
    """Put a backup (a zip of a folder, or a snapshot of the database) in the place of what stands in ``folder``.

    The database that stood there is kept as a snapshot first; kept files are added to, never taken away. The database
    is replaced last, at once: a restore that is cut short changes nothing.

    Raises:
        BadBackup: the file is no backup, or harmed (``reason``).
        NotAllowed: other things stand in the folder (``lacks``: ``empty_folder``).
        NewerLedger: the backup was written by a newer program.
        BusyLedger: somebody has the library open.
        DiskFull, NoPermission, ReadOnlyLedger: the library could not be written.
    """
    folder = Path(folder)
    with _made_if_missing(folder):
        _restore(Path(file), folder, who)


@contextmanager
def _made_if_missing(folder: Path) -> Iterator[None]:
    """Make the folder, and take it away again where nothing came of it; refuse one that holds other things."""
    fresh = not folder.exists()
    with told_kindly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / LEDGER).exists() and not all(_belongs(entry.name) for entry in folder.iterdir()):
            raise NotAllowed(library=str(folder), lacks=("empty_folder",))
    try:
        yield
    except BaseException:
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _belongs(name: str) -> bool:
    """Tell whether an entry may stand in a library's folder; systems leave hidden ones of their own."""
    return name in FOLDERS or name in (LOCK_FILE, NOTE_FILE, f"{LEDGER}-journal") or name.startswith(".")


def _restore(file: Path, folder: Path, who: str) -> None:
    lock = WriterLock(folder, who)
    try:
        for rest in folder.glob(f"{_SCRATCH}*"):
            shutil.rmtree(rest, ignore_errors=True)
        with told_kindly(folder), tempfile.TemporaryDirectory(dir=folder, prefix=_SCRATCH) as scratch:
            _unpack(file, Path(scratch))
            _keep_identity(Path(scratch), folder, who)
            _take_place(Path(scratch), folder)
    finally:
        lock.release()


def _unpack(file: Path, scratch: Path) -> None:
    try:
        if zipfile.is_zipfile(file):
            _unzip(file, scratch)
        else:
            shutil.copyfile(file, scratch / LEDGER)
    except (zipfile.BadZipFile, FileNotFoundError, IsADirectoryError, EOFError) as error:
        raise BadBackup(file=str(file), reason="unreadable") from error
    if not (scratch / LEDGER).is_file() or not snapshots.is_whole_ledger(scratch / LEDGER):
        raise BadBackup(file=str(file), reason="not_a_ledger")
    header = read_header(scratch / LEDGER)
    if header and header.version > migrations.CURRENT:
        raise NewerLedger(library=str(file), version=header.version, known=migrations.CURRENT)


def _unzip(file: Path, scratch: Path) -> None:
    """Take out the ledger and what lies in a library's own folders; other names have no business in a backup."""
    with zipfile.ZipFile(file) as archive:
        wanted = [entry for entry in archive.infolist() if not entry.is_dir() and _ours(entry.filename)]
        if sum(entry.file_size for entry in wanted) > shutil.disk_usage(scratch).free:
            raise DiskFull(file=str(scratch.parent))
        for entry in wanted:
            archive.extract(entry, scratch)  # checks the content's sum, and drops .. and drive letters


def _ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name == LEDGER or (len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts)


def _keep_identity(scratch: Path, folder: Path, who: str) -> None:
    """Let the library stay the one that it is: a state of it from before there were identities has none."""
    former = folder / LEDGER
    if not former.exists() or not snapshots.is_whole_ledger(former):
        return
    with closing(connect(former, read_only=True)) as there, closing(connect(scratch / LEDGER)) as coming:
        known = identity_of(there)
        if known and not identity_of(coming):
            give_identity(coming, who, known)


def _take_place(scratch: Path, folder: Path) -> None:
    _keep_former(folder)
    for path in _files(scratch):
        target = folder / path.relative_to(scratch)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    (folder / f"{LEDGER}-journal").unlink(missing_ok=True)  # it belongs to the database that goes
    os.replace(scratch / LEDGER, folder / LEDGER)


def _keep_former(folder: Path) -> None:
    """Keep the database that stands there: as a snapshot, or as it is where SQLite cannot read it any more."""
    former = folder / LEDGER
    if not former.exists():
        return
    (folder / "backups").mkdir(exist_ok=True)
    if snapshots.is_whole_ledger(former):
        snapshots.snapshot(folder, "restore")
    else:
        shutil.copyfile(former, snapshots.free_name(folder, "ledger.damaged"))
