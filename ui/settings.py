"""What the window remembers between two starts, in the user's folder; nothing of a library's content."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from gongkai_desk.paths import user_dir

_RECENT = 8
_CLERKS = 12
SMALLEST_POINTS, USUAL_POINTS, LARGEST_POINTS = 10, 10, 16


class Settings:
    """Typed access to ``window.ini``; the only place that knows ``QSettings``."""

    def __init__(self) -> None:
        self.through_ibus = False  # of this start: fcitx is met through ibus (``input_method``)
        self._ini = QSettings(str(user_dir() / "window.ini"), QSettings.Format.IniFormat)

    @property
    def who(self) -> str:
        """Return the clerk's name for the change history, empty if never given."""
        return self._text("clerk/name")

    @who.setter
    def who(self, name: str) -> None:
        self._ini.setValue("clerk/name", name)
        if name:
            others = [each for each in self.clerks if each != name]
            self._ini.setValue("clerk/names", "\n".join([name, *others][:_CLERKS]))

    @property
    def clerks(self) -> tuple[str, ...]:
        """Return the clerks who have worked at this PC, the last one first."""
        return tuple(name for name in self._text("clerk/names").split("\n") if name)

    @property
    def points(self) -> int:
        """Return the text size in points, 10 to 16."""
        value = self._text("view/points")
        return min(max(int(value), SMALLEST_POINTS), LARGEST_POINTS) if value.isdigit() else USUAL_POINTS

    @points.setter
    def points(self, value: int) -> None:
        self._ini.setValue("view/points", str(min(max(value, SMALLEST_POINTS), LARGEST_POINTS)))

    @property
    def look(self) -> str:
        """Return ``light``, ``dark`` or ``system``."""
        value = self._text("view/look")
        return value if value in ("light", "dark") else "system"

    @look.setter
    def look(self, value: str) -> None:
        self._ini.setValue("view/look", value)

    @property
    def export_folder(self) -> Path:
        """Return the folder of the last export, else the user's own."""
        folder = Path(self._text("folders/export") or Path.home())
        return folder if folder.is_dir() else Path.home()

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._ini.setValue("folders/export", str(folder))

    @property
    def backup_folder(self) -> Path:
        """Return the folder into which backups are written, else the user's own."""
        folder = Path(self._text("folders/backup") or Path.home())
        return folder if folder.is_dir() else Path.home()

    @backup_folder.setter
    def backup_folder(self, folder: Path) -> None:
        self._ini.setValue("folders/backup", str(folder))

    @property
    def import_folder(self) -> Path:
        """Return the folder from which a plan was last imported."""
        folder = Path(self._text("folders/import") or Path.home())
        return folder if folder.is_dir() else Path.home()

    @import_folder.setter
    def import_folder(self, folder: Path) -> None:
        self._ini.setValue("folders/import", str(folder))

    @property
    def library_folder(self) -> Path:
        """Return the folder in which a library was last made or opened."""
        folder = Path(self._text("folders/library") or Path.home())
        return folder if folder.is_dir() else Path.home()

    @library_folder.setter
    def library_folder(self, folder: Path) -> None:
        self._ini.setValue("folders/library", str(folder))

    @property
    def recent(self) -> tuple[Path, ...]:
        """Return the libraries opened lately, newest first."""
        return tuple(Path(line) for line in self._text("library/recent").split("\n") if line)

    def remember(self, library: Path) -> None:
        """Put a library at the head of the recent ones."""
        library = library.resolve()
        others = [path for path in self.recent if path != library]
        self._ini.setValue("library/recent", "\n".join(str(path) for path in [library, *others][:_RECENT]))

    def forget(self, library: Path) -> None:
        """Take a library that is no more out of the recent ones."""
        self._ini.setValue("library/recent", "\n".join(str(path) for path in self.recent if path != library))

    @property
    def welcomed(self) -> bool:
        """Tell whether the line about secrets has been read and closed."""
        return self._text("start/welcomed") == "yes"

    @welcomed.setter
    def welcomed(self, value: bool) -> None:
        self._ini.setValue("start/welcomed", "yes" if value else "")

    @property
    def told_of_input(self) -> bool:
        """Tell whether the line about the input method has been read and closed."""
        return self._text("start/input") == "yes"

    @told_of_input.setter
    def told_of_input(self, value: bool) -> None:
        self._ini.setValue("start/input", "yes" if value else "")

    def choice(self, name: str, library: Path) -> str:
        """Return what was last chosen for a library under ``name``, empty at first."""
        return self._text(f"choices/{_key(library)}/{name}")

    def keep_choice(self, name: str, library: Path, value: str) -> None:
        """Remember what was chosen for a library under ``name``."""
        self._ini.setValue(f"choices/{_key(library)}/{name}", value)

    def layout(self, name: str) -> QByteArray:
        """Return the remembered layout ``name``; empty if there is none."""
        value = self._ini.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_layout(self, name: str, state: QByteArray) -> None:
        """Remember the layout ``name``."""
        self._ini.setValue(f"layout/{name}", state)

    def _text(self, key: str) -> str:
        value = self._ini.value(key, "")
        return value if isinstance(value, str) else ""


def _key(library: Path) -> str:
    """Return a short name for a library's place."""
    return sha256(str(library.resolve()).encode()).hexdigest()[:16]
