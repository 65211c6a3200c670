"""Hold Word and Excel papers against the schema of Open XML, and print a table: files, those with errors, what of.

Run by packaging/validate. Without folders the papers of the sample library are written first, all that the command
line knows.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai_desk.__main__ import load_screen
from gongkai_desk.cli.main import main as run_command
from gongkai_desk.papers.listed import PAPERS, Source
from gongkai_desk.services.intake.sample import make_sample

TODAY = date(2026, 11, 22)
KINDS = (".docx", ".xlsx")
AT_ONCE = 2


def commands(folder: Path) -> Iterator[list[str]]:
    """Yield what writes each paper: those of the list in both formats, slips, evidence, a letter, books to units."""
    for kind in PAPERS:
        if kind.source is not Source.OWN:
            formats = (each for each in kind.formats if f".{each}" in KINDS)
            yield from ([kind.name, str(folder / f"{kind.name}.{each}")] for each in formats)
    yield from (
        ["chase", str(folder / f"{kind}.docx"), "--kind", kind, "--no-number"] for kind in ("chase", "coloured")
    )
    yield ["ledger", str(folder / "ledger-a3.xlsx"), "--paper", "A3", "--per-unit", "--column", "light", "--internal"]
    yield ["breakdown", str(folder / "draft.docx"), "--style", "item", "--draft", "--note", "注", "--first-page", "16"]
    yield ["evidence", str(folder / "evidence")]
    yield ["filing", str(folder / "filing.docx")]
    for name, more in {"own": [], "shared": ["--shared"], "opinions": ["--opinions"]}.items():
        period = [] if name == "opinions" else ["--period", "2026Q3"]
        yield ["unit-sheets", str(folder / name), *period, *more]


def write_papers(folder: Path) -> None:
    """Write all papers of the sample library."""
    library = folder / "样例.gkdesk"
    plan = make_sample(library, TODAY)
    of_plan = ["--plan", str(plan), "--library", str(library)]
    for words in commands(folder):
        with redirect_stdout(StringIO()):
            code = run_command(["--today", str(TODAY), "--by", "李明", "export", *words, *of_plan], load_screen)
        if code:
            raise SystemExit(f"not written: {' '.join(words)}")


def errors_of(tool: str, paper: Path) -> list[str]:
    """Return what the validator says of a paper: the part and the rule."""
    said = subprocess.run([tool, str(paper)], capture_output=True, text=True, check=False)
    if said.returncode not in (0, 1):
        raise SystemExit(f"{tool}: {said.stderr.strip() or said.returncode}")
    found = json.loads(said.stdout)["errors"]
    return [f"{each.get('path', {}).get('partUri', '')} {each['description']}" for each in found]


def papers_below(folders: Iterable[Path]) -> list[Path]:
    """Return the papers of some folders, without those that libraries keep."""
    found = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in KINDS)
    return [path for path in found if not any(part.endswith(".gkdesk") for part in path.parts)]


def report(tool: str, papers: list[Path]) -> int:
    """Print the table and return how many papers have errors."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda paper: errors_of(tool, paper), papers))
    for kind in KINDS:
        own = [errors for paper, errors in zip(papers, found, strict=True) if paper.suffix == kind]
        print(f"{kind}  {len(own)} files, {sum(map(bool, own))} with errors, {sum(map(len, own))} errors")
    for error, count in Counter(error for errors in found for error in errors).most_common(20):
        print(f"  {count} × {error}")
    return sum(map(bool, found))


def main(tool: str, folders: list[str]) -> int:
    if folders:
        return min(report(tool, papers_below(map(Path, folders))), 1)
    with TemporaryDirectory() as made:
        write_papers(Path(made))
        return min(report(tool, papers_below([Path(made)])), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
