"""The figures of an older commit beside those of this checkout, both taken in one run.

Each tree runs its own bench in turn with the same interpreter and packages, so a figure is compared with the older
code's own figure of that name: names that only one side knows are told and not compared.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SCRIPTS = ("packaging/benches/run.py", "packaging/bench.py")  # today's place, and that of 0.2.0
_LINE = re.compile(r"^(?P<name>.+?) +(?P<ratio>[\d.]+)  \([\d.]+–[\d.]+; (?P<ours>[\d.]+) / ")
"""Example: ``breakdown docx, 121 rows / plain library    0.31  (0.30–0.33; 120 / 390 ms; aim —)``."""
Figures = dict[str, list[float]]


def main(revision: str, names: Sequence[str], rounds: int = 3) -> None:
    """Print a line a figure: milliseconds of the older commit, of this checkout, and the median of their ratios."""
    with _checkout(revision) as older:
        before: Figures = defaultdict(list)
        after: Figures = defaultdict(list)
        for _ in range(rounds):
            for tree, figures in ((older, before), (ROOT, after)):
                for name, milliseconds in measured(tree, names):
                    figures[name].append(milliseconds)
    print(f"{'figure':<58}{revision[:12]:>12}{'here':>9}{'here / there':>15}")
    for name in dict.fromkeys((*before, *after)):
        print(line(name, before.get(name, []), after.get(name, [])))


def measured(tree: Path, names: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield the figures that a tree's own bench prints, in milliseconds of its own code."""
    script = next(tree / place for place in _SCRIPTS if (tree / place).exists())
    own = {**os.environ, "PYTHONPATH": str(tree)}  # else an installed checkout answers for both
    done = subprocess.run(
        [sys.executable, str(script), *names], cwd=tree, env=own, check=True, capture_output=True, text=True
    )
    for text in done.stdout.splitlines():
        if found := _LINE.match(text):
            yield found["name"].strip(), float(found["ours"])


def line(name: str, before: Sequence[float], after: Sequence[float]) -> str:
    """Return the line of one figure; a side without it prints a dash and is not compared."""
    if not before or not after:
        return f"{name:<58}{_median(before):>12}{_median(after):>9}{'—':>15}"
    ratios = sorted(b / a for a, b in zip(before, after, strict=True) if a)
    spread = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
    return f"{name:<58}{_median(before):>12}{_median(after):>9}   {spread}"


def _median(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.1f}" if values else "—"


@contextmanager
def _checkout(revision: str) -> Iterator[Path]:
    """Yield a worktree of a commit; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "checkout"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", str(tree), revision], check=True, capture_output=True)
        (tree.parent / "shared").symlink_to(ROOT.parent / "shared")
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=False, capture_output=True)
