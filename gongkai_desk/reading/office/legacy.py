"""Old Word files that the library gives up on (``doc``): an office program of this machine saves them as .docx.

LibreOffice is looked for first, on Windows WPS or Word after it. The program gets a copy in a folder of its own, a
profile of its own, no window, no macros, and an end: at a time limit, on cancel, and with the process that started it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from gongkai_desk.errors import Damaged, LegacyFormat, Limit
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.child import room
from gongkai_desk.reading.document import Document, FileKind

LONGEST = 17.0
"""Seconds for a conversion; a plan takes 2 to 6, most of it the program's start."""
LOOK_EVERY = 0.1
PREFIX = "gongkai-doc-"
STALE = 600.0
"""Seconds after which no conversion can still be at work in its folder."""
ROOM = 8 * 1024**3
"""Bytes of addresses: an office program maps some gigabytes and uses 300 MB."""
PROGRAM_FOLDERS = (
    "/usr/bin",
    "/usr/local/bin",
    "/opt/libreoffice*/program",
    "/opt/apps/*libreoffice*/files/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:/Program Files/LibreOffice*/program",
    "C:/Program Files (x86)/LibreOffice*/program",
)

Convert = Callable[[Path, Path, Progress], None]
"""Saves the first path, a .doc, as the second, a .docx."""


def read(path: Path, progress: Progress = silent) -> Document:
    """Read an old Word file.

    Raises:
        LegacyFormat: no program here converts it.
        Damaged, Limit: the conversion failed or took too long.
    """
    from gongkai_desk.reading.office import word

    if converter() is None:
        raise LegacyFormat(file=path.name, type=_type(path))
    _sweep(Path(gettempdir()))
    with TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder, _named(path):
        document = word.read(converted(path, Path(folder), ".docx", progress), progress)
    return replace(document, file=path.name, kind=FileKind.DOC)


def converted(path: Path, folder: Path, suffix: str, progress: Progress = silent) -> Path:
    """Let an office program save an old file as a new one (``.docx``, ``.xlsx``) in ``folder``; return that.

    Raises:
        LegacyFormat: no program here converts it.
        Damaged, Limit: the conversion failed or took too long.
    """
    convert = converter() if suffix == ".docx" else sheet_converter()
    if convert is None:
        reason = "form" if suffix == ".docx" else "sheet"
        raise LegacyFormat(file=path.name, type=path.suffix.lower().removeprefix("."), reason=reason)
    source, target = folder / "in" / f"plan{suffix[:-1]}", folder / f"plan{suffix}"  # .doc, .xls
    source.parent.mkdir()
    shutil.copyfile(path, source)
    with _named(path):
        convert(source, target, progress)
        if not target.is_file():
            raise Damaged(file=path.name, reason="the office program could not open it")
    return target


def _sweep(folder: Path) -> None:
    """Remove what a conversion left behind that was ended from outside."""
    for left in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):  # it may just go, or be another person's
            if time.time() - left.lstat().st_mtime > STALE and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)


def converter() -> Convert | None:
    """Return a way to convert on this machine, ``None`` if there is none."""
    office = find_soffice()
    if office:
        return lambda source, target, progress: _by_soffice(office, source, target, progress)
    return _by_word if sys.platform == "win32" and _word_classes() else None


def sheet_converter() -> Convert | None:
    """Return a way to convert workbooks on this machine, ``None`` if there is none."""
    office = find_soffice()
    if office:
        return lambda source, target, progress: _by_soffice(office, source, target, progress)
    return _by_excel if sys.platform == "win32" and _classes(_SHEET_CLASSES) else None


def find_soffice() -> Path | None:
    """Return the LibreOffice program, by ``PATH`` or where installers put it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    name = "soffice.exe" if sys.platform == "win32" else "soffice"
    for pattern in PROGRAM_FOLDERS:
        anchor = Path(pattern).anchor
        for folder in sorted(Path(anchor).glob(pattern[len(anchor) :])) if Path(anchor).is_dir() else ():
            if (folder / name).is_file():
                return folder / name
    return None


def _type(path: Path) -> str:
    return "wps" if path.suffix.lower() == ".wps" else "doc"


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let errors name the file that the clerk knows, not its copy."""
    try:
        yield
    except (Damaged, Limit) as error:
        error.data["file"] = path.name
        raise


def _by_soffice(office: Path, source: Path, target: Path, progress: Progress) -> None:
    """Convert by LibreOffice; ``target`` lies beside the folder of ``source``."""
    profile = target.parent / "profile"
    _write_profile(profile)
    command = [
        str(office),
        f"-env:UserInstallation={profile.as_uri()}",
        *(
            "--headless",
            "--invisible",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--nologo",
            "--nofirststartwizard",
        ),
        *("--convert-to", _FILTERS[target.suffix], "--outdir", str(target.parent), str(source)),
    ]
    _run(command, target, progress)


_FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
SAFE = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)
"""LibreOffice's own settings: macros off, no links followed, so neither code nor other files nor the network."""


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{where}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for where, name, value in SAFE
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (user / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")


WORD_SCRIPT = """
$ErrorActionPreference = 'Stop'
$app = New-Object -ComObject $env:GONGKAI_CLASS
try {
  $app.Visible = $false
  try { $app.DisplayAlerts = 0; $app.AutomationSecurity = 3 } catch {}
  $doc = $app.Documents.Open($env:GONGKAI_SOURCE, $false, $true, $false)
  $doc.SaveAs([ref]$env:GONGKAI_TARGET, [ref]12)
  $doc.Close($false)
} finally { $app.Quit() }
"""
"""Opens read-only without asking, macros off (3), saves as .docx (12). Paths come by environment, never as code."""


SHEET_SCRIPT = """
$ErrorActionPreference = 'Stop'
$app = New-Object -ComObject $env:GONGKAI_CLASS
try {
  $app.Visible = $false
  try { $app.DisplayAlerts = $false; $app.AutomationSecurity = 3 } catch {}
  $book = $app.Workbooks.Open($env:GONGKAI_SOURCE, 0, $true)
  $book.SaveAs($env:GONGKAI_TARGET, 51)
  $book.Close($false)
} finally { $app.Quit() }
"""
"""Opens read-only with no links followed (0), macros off (3), saves as .xlsx (51)."""
_SHEET_CLASSES = ("KET.Application", "ET.Application", "Excel.Application")


def _word_classes() -> list[str]:
    """Return the automation classes of WPS and Word that this Windows knows."""
    return _classes(("KWPS.Application", "WPS.Application", "Word.Application"))


def _classes(names: tuple[str, ...]) -> list[str]:
    """Return those of some automation classes that this Windows knows."""
    if sys.platform != "win32":
        return []
    import winreg

    found = []
    for name in names:
        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, name))
        except OSError:
            continue
        found.append(name)
    return found


def _by_word(source: Path, target: Path, progress: Progress) -> None:
    """Convert by WPS or Word, which Windows runs for us."""
    _by_script(WORD_SCRIPT, _word_classes()[0], source, target, progress)


def _by_excel(source: Path, target: Path, progress: Progress) -> None:
    """Convert a workbook by WPS or Excel."""
    _by_script(SHEET_SCRIPT, _classes(_SHEET_CLASSES)[0], source, target, progress)


def _by_script(script: str, program: str, source: Path, target: Path, progress: Progress) -> None:
    shell = Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "System32/WindowsPowerShell/v1.0/powershell.exe")
    told = {"GONGKAI_CLASS": program, "GONGKAI_SOURCE": str(source), "GONGKAI_TARGET": str(target)}
    command = [str(shell), "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command", script]
    _run(command, target, progress, {**os.environ, **told})


def _run(command: list[str], target: Path, progress: Progress, environment: dict[str, str] | None = None) -> None:
    """Wait for the program; end it and what it started when it takes too long or ``progress`` asks to stop."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    quiet = subprocess.DEVNULL
    with room(ROOM):  # which it inherits
        process = subprocess.Popen(
            command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=target.parent, env=environment, creationflags=hidden
        )
    began = time.monotonic()
    try:
        while process.poll() is None:
            progress(Stage.OPENING, 0, 0)
            if time.monotonic() - began > LONGEST:
                raise Limit(file=target.name, what="conversion", limit=LONGEST)
            time.sleep(LOOK_EVERY)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the program: LibreOffice's own process is a child of the one that was started."""
    import psutil

    try:
        started = psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        started = []
    for part in (*started, process):
        try:
            part.kill()
        except (psutil.Error, OSError):
            continue
    process.wait()
