"""Modules under ``lazy_imports``: loaded when first used, real modules all of them."""

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from gongkai_desk.lazy import lazy_imports

ROOT = Path(__file__).resolve().parents[2]


def lazily_named(path: Path) -> list[str]:
    """Return what a file imports under ``lazy_imports``, as package.module."""
    blocks = (node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.With))
    given = (each for block in blocks for each in block.body if isinstance(each, ast.ImportFrom))
    return [f"{each.module}.{name.name}" for each in given for name in each.names]


LAZY = sorted(
    {name for top in ("gongkai_desk", "ui") for path in (ROOT / top).rglob("*.py") for name in lazily_named(path)}
)


def test_a_module_is_loaded_when_something_of_it_is_used() -> None:
    code = """
import sys
from gongkai_desk.lazy import lazy_imports
with lazy_imports():
    from gongkai_desk.wording import sentences
assert "gongkai_desk.wording.sentences" not in sys.modules
assert sentences.LACKS
assert "gongkai_desk.wording.sentences" in sys.modules
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_only_whole_modules_can_stand_in_the_block() -> None:
    with pytest.raises(ImportError), lazy_imports():
        import antigravity  # noqa: F401 - never loaded


@pytest.mark.parametrize("name", LAZY)
def test_what_is_named_lazily_is_a_module(name: str) -> None:
    assert find_spec(name) is not None


def test_the_window_starts_without_dialogs_and_pages_that_wait() -> None:
    code = "import sys, ui.app; print(*(m for m in sys.modules if m.startswith(('ui.pages.', 'ui.importing.'))))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["ui.pages.page"]
