"""Hold Word and Excel papers against the schema of Open XML, and print a table: files, those with errors, what of.

Run by packaging/validate. Without folders they are written first: of the sample and, where they are at hand, of two
real plans all that the command line knows, the superior's forms filled, books that go back (退回补报); and each listed
paper, those too that the window alone makes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from gongkai_desk.__main__ import load_screen
from gongkai_desk.cli.main import main as run_command
from gongkai_desk.domain.ids import row_id
from gongkai_desk.export import excel
from gongkai_desk.export.write import write_paper
from gongkai_desk.papers.listed import PAPERS, Source
from gongkai_desk.papers.rows import unit_text
from gongkai_desk.papers.unit_sheet import unit_book
from gongkai_desk.services.intake.sample import make_sample
from gongkai_desk.standing.cycle.books import returned_book
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.gongkai_desk.export.test_hostile_texts import FORMATS
from tests.gongkai_desk.export.test_hostile_texts import PAPERS as EVERY_PAPER
from tests.superior_forms import FORMS, Printed

TODAY = date(2026, 11, 22)
REAL = Path(__file__).resolve().parents[3] / "shared" / "plans" / "files"
KINDS = (".docx", ".xlsx")
AT_ONCE = 2
EMPTY, FILLED = "上级空表", "填好-"


def commands(folder: Path, period: str) -> Iterator[list[str]]:
    """Yield what writes each paper: those of the list in both formats, slips, evidence, a letter, books to units."""
    for kind in PAPERS:
        if kind.source is not Source.OWN:
            formats = (each for each in kind.formats if f".{each}" in KINDS)
            yield from ([kind.name, str(folder / f"{kind.name}.{each}")] for each in formats)
    yield from (
        ["chase", str(folder / f"{kind}.docx"), "--kind", kind, "--no-number"] for kind in ("chase", "hint", "coloured")
    )
    yield ["ledger", str(folder / "ledger-a3.xlsx"), "--paper", "A3", "--per-unit", "--column", "light", "--internal"]
    yield ["breakdown", str(folder / "draft.docx"), "--style", "item", "--draft", "--note", "注", "--first-page", "16"]
    yield ["evidence", str(folder / "evidence")]
    yield ["filing", str(folder / "filing.docx")]
    for name, more in {"own": [], "shared": ["--shared"], "opinions": ["--opinions"]}.items():
        of = [] if name == "opinions" else ["--period", period]
        yield ["unit-sheets", str(folder / name), *of, *more]


class Case(NamedTuple):
    """A plan whose papers are written: its file (``None``: the sample's library), the day, the period, the units."""

    name: str
    file: Path | None
    day: date
    period: str
    units: tuple[str, ...] = ()


CASES = (
    Case("样例", None, TODAY, "2026Q3"),
    Case("上海", REAL / "shanghai-2022-table.pdf", date(2022, 6, 20), "2022Q2", ("市教委", "市民政局")),
    Case("沈阳", REAL / "shenyang-2022-table.xlsx", date(2022, 6, 20), "2022Q2"),
)
"""Books of a batch are alike: of a real plan with many units two are looked at."""


def run(case: Case, *words: object) -> None:
    """Run a command as it is typed; what it prints is not looked at."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as said:
        code = run_command(["--today", str(case.day), "--by", "李明", *map(str, words)], load_screen)
    if code:
        print(f"not written, {case.name} {words[0]} {words[1]}: {said.getvalue().strip()}", file=sys.stderr)


def write_papers(folder: Path, case: Case) -> None:
    """Write all papers of a case into a folder of its own."""
    library, out = folder / f"{case.name}.gkdesk", folder / case.name
    out.mkdir()
    if case.file is None:
        plan = make_sample(library, case.day)
    else:
        run(case, "init", library, "--name", case.name)
        run(case, "import", case.file, "--library", library)
        plan = 1
    of_plan = ("--plan", plan, "--library", library)
    for words in commands(out, case.period):
        units = ("--unit", *case.units) if words[0] == "unit-sheets" and case.units else ()
        run(case, "export", *words, *units, *of_plan)
    fill_forms(case, out, library, plan)
    send_back(case, out / "退回补报", library)


def fill_forms(case: Case, out: Path, library: Path, plan: int) -> None:
    """Fill every superior's form, with tasks of the plan printed where it has any."""
    with Library.open(library, read_only=True) as opened:
        found = plans.tasks(opened, plan)[:6]
    rows = [Printed("", t.seq or "", t.title or "", t.content, unit_text(t), t.deadline.text) for t in found]
    empty = out / EMPTY
    empty.mkdir()
    for name, make in FORMS.items():
        form = make(empty / name, rows)
        run(case, "export", "fill", form, "--plan", plan, "--library", library, out / f"{FILLED}{name}")


def send_back(case: Case, out: Path, library: Path) -> None:
    """Write the first books that went out as they go back, with an opinion in each row."""
    out.mkdir()
    with Library.open(library, read_only=True) as opened:
        batches = {each.id for each in dispatches.dispatches(opened)}
        books = [each for each in dispatches.dispatch_units(opened) if each.dispatch_id in batches]
        for each in books[:2]:
            whole = returned_book(opened, row_id(each))
            back = replace(whole, rows=tuple(replace(row, opinion="请补充网址。") for row in whole.rows))
            excel.write(unit_book(back), out / f"{each.id}.xlsx")


def write_listed(folder: Path) -> None:
    """Write every listed paper in both formats, those too of which a library has nothing yet, with a text in all."""
    for name, make in EVERY_PAPER.items():
        for each in FORMATS[name]:
            if f".{each}" in KINDS:
                write_paper(make("清理行政规范性文件（第5号）"), folder / f"{name}.{each}", each)


def errors_of(tool: str, paper: Path) -> list[str]:
    """Return what the validator says of a paper: the part and the rule."""
    said = subprocess.run([tool, str(paper)], capture_output=True, text=True, check=False)
    if said.returncode not in (0, 1):
        raise SystemExit(f"{tool}: {said.stderr.strip() or said.returncode}")
    found = json.loads(said.stdout)["errors"]
    return [_told(each, paper) for each in found]


def _told(error: Any, paper: Path) -> str:
    """Return an error as it is counted; a paper that is no package at all is told by its name."""
    if isinstance(error, str):
        return f"{paper.name}: {error}"
    return f"{error.get('path', '')} {error['description']}"


def own_errors(tool: str, paper: Path) -> list[str]:
    """Return the errors of a paper; those of a filled form that were in the empty one are the superior's."""
    found, form = errors_of(tool, paper), paper.parent / EMPTY / paper.name.removeprefix(FILLED)
    theirs = Counter(errors_of(tool, form)) if found and form != paper and form.exists() else Counter[str]()
    return list((Counter(found) - theirs).elements())


def papers_below(folders: Iterable[Path]) -> list[Path]:
    """Return the papers of some folders, without those that libraries keep and superior's empty forms."""
    found = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in KINDS)
    return [path for path in found if not any(part.endswith(".gkdesk") or part == EMPTY for part in path.parts)]


def report(tool: str, papers: list[Path]) -> int:
    """Print the table and return how many papers have errors."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda paper: own_errors(tool, paper), papers))
    for kind in KINDS:
        own = [errors for paper, errors in zip(papers, found, strict=True) if paper.suffix == kind]
        print(f"{kind}  {len(own)} files, {sum(map(bool, own))} with errors, {sum(map(len, own))} errors")
    for paper, errors in zip(papers, found, strict=True):
        if errors:
            print(f"  {paper.parent.name}/{paper.name}: {len(errors)}")
    for error, count in Counter(error for errors in found for error in errors).most_common(20):
        print(f"  {count} × {error}")
    return sum(map(bool, found))


def main(tool: str, folders: list[str]) -> int:
    if folders:
        return min(report(tool, papers_below(map(Path, folders))), 1)
    with TemporaryDirectory() as made:
        for case in CASES:
            if case.file is None or case.file.exists():
                write_papers(Path(made), case)
        write_listed(Path(made))
        return min(report(tool, papers_below([Path(made)])), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
