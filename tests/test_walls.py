"""Who may import whom: each room is imported in a fresh interpreter where the forbidden names are barred."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE = "gongkai_desk"
WINDOW = ("PySide6", "shiboken6", "ui")
SQL = ("sqlite3", "sqlite_utils")
SLOW = (
    "dateparser",
    "pdfplumber",
    "pdfminer",
    "pypdfium2",
    "openpyxl",
    "docx",
    "sqlite_utils",
    "pypinyin",
    "chinese_calendar",
)


PAPERS = f"{CORE}.papers"


def rooms(*names: str) -> tuple[str, ...]:
    return tuple(f"{CORE}.{name}" for name in names)


ABOVE_READING = ("rules", "review", "store", "standing", "services", "papers", "export", "exchange", "cli")
"""Rooms that what reads a file knows nothing of."""

WALLS = {
    CORE: WINDOW,
    f"{CORE}.domain": (*rooms("words", "reading", "parsing", *ABOVE_READING), *SQL),
    f"{CORE}.page": (*rooms("words", "reading", "parsing", "wording", *ABOVE_READING), *SQL),
    f"{CORE}.papers": (
        *rooms("reading", "parsing", "review", "store", "standing", "services", "export", "exchange", "cli"),
        *SQL,
    ),
    f"{CORE}.words": (*rooms("reading", "parsing", *ABOVE_READING), *SQL),
    f"{CORE}.reading": (*rooms("words", "parsing", *ABOVE_READING), *SQL),
    f"{CORE}.parsing": (*rooms(*ABOVE_READING), *SQL, "pdfplumber", "docx", "openpyxl"),
    f"{CORE}.rules": (
        *rooms("reading", "parsing", "review", "store", "standing", "services", "export", "exchange", "cli"),
        *SQL,
    ),
    f"{CORE}.review": (*rooms("store", "standing", "services", "exchange", "cli"), *SQL),
    f"{CORE}.store": rooms(
        "reading", "parsing", "rules", "review", "standing", "services", "export", "exchange", "cli"
    ),
    f"{CORE}.standing": rooms("parsing", "review", "services", "cli"),
    f"{CORE}.export": (
        *rooms("reading", "parsing", "rules", "review", "store", "standing", "services", "papers"),
        *rooms("wording", "exchange", "cli"),
        *SQL,
    ),
    f"{CORE}.exchange": (*rooms("parsing", "rules", "review", "store", "standing", "services", "export", "cli"), *SQL),
    f"{CORE}.services": (f"{CORE}.cli",),
    "ui": (f"{CORE}.cli",),
}

IMPORT_ALL = """
import importlib, pkgutil, sys
room, *barred = sys.argv[1:]
sys.modules.update(dict.fromkeys(barred))
package = importlib.import_module(room)
for module in pkgutil.walk_packages(package.__path__, room + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("room", WALLS)
def test_room_loads_without_what_it_must_not_know(room):
    done = run_python(IMPORT_ALL, room, *WALLS[room])
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / CORE).rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_core_names_no_window_even_inside_functions(path):
    named = {name.split(".")[0] for name in imported_names(path)}
    assert not named & set(WINDOW)


def imported_names(path: Path) -> set[str]:
    """Return all that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_what_stands_today_is_only_read():
    """A step is opened by an act (services) alone."""
    rooms_that_read = [*(ROOT / CORE / "standing").rglob("*.py"), *(ROOT / CORE / "rules").rglob("*.py")]
    assert [path.name for path in rooms_that_read if ".step(" in path.read_text(encoding="utf-8")] == []


def test_no_room_has_more_modules_than_one_can_look_over():
    """Twenty; a room beyond it is parted by what its modules are of."""
    modules = [*(ROOT / CORE).rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    parents = [path.parent for path in modules if path.name != "__init__.py"]
    great = {str(room.relative_to(ROOT)) for room in set(parents) if parents.count(room) > 20}
    assert great == set()


def test_the_window_starts_without_the_slow_libraries():
    done = run_python(f"import sys, ui.app, ui.window.window; print(*(set({SLOW!r}) & set(sys.modules)))")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


_MAY_COUNT_BY_USUAL_DAYS = {
    f"{CORE}/workdays.py",
    f"{CORE}/standing/days.py",  # where no library is open
    f"{CORE}/cli/days.py",  # without --library
    f"{CORE}/cli/parse.py",  # ``parse`` knows no library
}


def test_nobody_who_has_a_library_counts_by_the_usual_working_days():
    files = [*(ROOT / CORE).rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in files if asks_for_usual_days(path)}
    assert found <= _MAY_COUNT_BY_USUAL_DAYS


def asks_for_usual_days(path: Path) -> bool:
    """Tell whether a file takes ``usual`` of the class Workdays, by whatever name it has imported it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    aliases = [alias for node in imports for alias in node.names if alias.name == "Workdays"]
    names = {"Workdays", *(alias.asname for alias in aliases if alias.asname)}
    taken = (node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "usual")
    asked = (value for value in taken if isinstance(value, ast.Name | ast.Attribute))
    return any(
        (value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")) in names for value in asked
    )


def test_the_menus_know_the_list_of_papers_but_not_the_papers():
    done = run_python(
        f"import sys, ui.app, ui.window.window; print(*(n for n in sys.modules if n.startswith({PAPERS!r})))"
    )
    assert set(done.stdout.split()) <= {PAPERS, f"{PAPERS}.listed"}, done.stderr


def test_package_files_import_nothing():
    files = [*(ROOT / CORE).rglob("__init__.py"), *(ROOT / "ui").rglob("__init__.py")]
    assert {path.relative_to(ROOT) for path in files if imported_names(path)} == set()


def test_the_plain_widgets_know_nothing_of_ours_but_the_theme():
    names = {name for path in (ROOT / "ui" / "widgets").glob("*.py") for name in modules_imported(path)}
    ours = {name for name in names if name.split(".")[0] in (CORE, "ui")}
    assert {name for name in ours if not name.startswith("ui.widgets.")} == {"ui.theme"}


def test_dialogs_ask_and_know_no_act():
    """What is done with an answer stands in ``ui/commands``; a list that stays open is given its acts."""
    files = (ROOT / "ui" / "dialogs").rglob("*.py")
    named = {
        path.name: {name for name in imported_names(path) if name.startswith(f"{CORE}.services")} for path in files
    }
    assert {name for name, acts in named.items() if acts} == set()


def test_models_know_no_view_but_what_cells_are_painted_with():
    names = {name for path in (ROOT / "ui" / "models").glob("*.py") for name in modules_imported(path)}
    rooms = {".".join(name.split(".")[:2]) for name in names if name.startswith("ui.")}
    assert rooms <= {"ui.models", "ui.widgets", "ui.theme"}


def modules_imported(path: Path) -> set[str]:
    """Return what a file imports as ``module.name``, or the module where a name of it is none of our modules."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    whole = {f"{node.module}.{alias.name}" for node in nodes for alias in node.names}
    modules = {name for name in whole if (ROOT / f"{name.replace('.', '/')}.py").is_file()}
    return modules | {name.rpartition(".")[0] for name in whole - modules}
