"""Speed as ratios against a floor measured in the same run, A and B in turn: what is quoted is the median ratio.

Usage: bash packaging/bench [--against REV [--rounds N]] [figure …]    (without names: all figures)

``--against`` runs the bench of an older commit in turn with ours and prints both.

A ratio of 0.5 means half the floor's time. Floors are the plain libraries doing the least that could be called the same
work, so a ratio says what our care costs, whatever the machine.
"""

import argparse
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from gongkai_desk.domain.ids import By
from gongkai_desk.services.intake.importing import Intake

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import against
import great
from kit import Act, ratio

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "plans"
SAMPLES = ROOT / "resources" / "samples"
TODAY = date(2026, 11, 22)
GREAT = "大库.gkdesk"


def process(*words: object) -> Act:
    command = [sys.executable, *map(str, words)]
    return lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def table_pdf() -> Path:
    real = SHARED / "files" / "shanghai-2022-table.pdf"
    return real if real.exists() else SAMPLES / "yunzhou-2026.pdf"


def bench_import() -> None:
    """File to commit, child process and all, against pdfplumber's default tables of the same file."""
    import pdfplumber

    from gongkai_desk.services.intake.importing import add_plan
    from gongkai_desk.services.intake.reading import ReadOptions, read_plan
    from gongkai_desk.store.library import Library
    from gongkai_desk.workdays import Workdays

    path = table_pdf()

    def floor() -> None:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_tables()

    with tempfile.TemporaryDirectory() as folder, Library.create(Path(folder) / "a.gkdesk", "a", day=TODAY) as library:

        def ours() -> None:
            draft = read_plan(path, ReadOptions(Workdays.usual()))
            add_plan(library, By("", TODAY), Intake(draft, len(draft.parts) - 1, original=path, again=True))

        ratio(f"import {path.name} / extract_tables", "0.6", ours, floor)


def bench_parse() -> None:
    """The whole process that parses a text plan against starting the bare interpreter."""
    real = SHARED / "xinyu-2023-narrative.txt"
    path = real if real.exists() else SAMPLES / "yunzhou-2026.txt"
    ratio(
        f"parse {path.name} / bare interpreter",
        "—",
        process("-m", "gongkai_desk", "parse", path),
        process("-c", "pass"),
    )


def bench_pdf() -> None:
    """Reading a table PDF of some 60 pages, every row of it, against pdfplumber's default tables of the same file."""
    import pdfplumber
    import pypdfium2

    from gongkai_desk.domain.plan import PagePlace
    from gongkai_desk.reading.document import Grid
    from gongkai_desk.reading.read import read_document

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sixty.pdf"
        with pypdfium2.PdfDocument(table_pdf()) as one, pypdfium2.PdfDocument.new() as many:
            while len(many) < 60:
                many.import_pages(one)
            many.save(path)

        def rows() -> int:
            grids = [item for _, item in read_document(path).items() if isinstance(item, Grid)]
            return sum(1 for grid in grids for row in grid.rows if row[0] and isinstance(row[0].places[0], PagePlace))

        def floor() -> None:
            with pdfplumber.open(path) as pdf:
                for page in pdf.pages:
                    page.extract_tables()

        print(f"rows read of {path.name}: {rows()}")
        ratio("read 60 table pages / extract_tables", "0.3", rows, floor, 3)


def bench_growth() -> None:
    """Twice the text against once: 2.0 is linear."""
    from gongkai_desk.parsing.plan import parse
    from gongkai_desk.reading.read import read_text
    from gongkai_desk.words.units import UnitDirectory
    from gongkai_desk.workdays import Workdays

    item = "（{0}）推进第{0}项信息公开。及时公布依据、条件、程序和办理结果，按季度更新。（市教育局牵头，各区政府配合）"
    letter = "云州市2026年政务公开工作要点\n一、主动公开\n"

    def reading(text: str) -> Act:
        return lambda: parse(read_text(text), UnitDirectory.usual(), Workdays.usual())

    for name, joint, size in (("narrative, a paragraph an item", "\n", 1500), ("all on one line", "", 750)):
        half, whole = (letter + joint.join(item.format(i + 1) for i in range(n)) for n in (size, 2 * size))
        ratio(
            f"{name}: {len(whole) // 1000}k / {len(half) // 1000}k characters", "2.0", reading(whole), reading(half), 3
        )


def bench_export() -> None:
    """Breakdowns of 121 and 5,000 rows (PDF: 5,000) against the plain library writing the same cells."""
    import floors

    from gongkai_desk.export import excel, word
    from gongkai_desk.papers.ledger import breakdown

    with tempfile.TemporaryDirectory() as folder:
        for rows, runs in ((121, 5), (5000, 3)):
            paper = floors.paper(rows)
            for kind, write, floor in (
                ("docx", word.write, floors.plain_docx),
                ("xlsx", excel.write, floors.plain_xlsx),
            ):
                ours, plain = Path(folder) / f"ours.{kind}", Path(folder) / f"plain.{kind}"
                ratio(
                    f"breakdown {kind}, {rows} rows / plain library", "—",
                    lambda write=write, ours=ours, paper=paper: write(breakdown(paper), ours),
                    lambda floor=floor, plain=plain, paper=paper: floor(plain, paper.tasks), runs,
                )  # fmt: skip
    inside("packaging/benches/printed.py", 5000)


def bench_rounds() -> None:
    """62 unit books out and 62 back against openpyxl writing and reading the same cells."""
    import rounds

    rounds.out_and_back()


def bench_window() -> None:
    """From process start to rows on the screen, the sample and a great ledger, against a bare PySide6 main window."""
    bare = process("packaging/benches/window.py", "bare")
    with tempfile.TemporaryDirectory() as folder:
        process("packaging/benches/window.py", "make", folder)()
        great.make(Path(folder) / GREAT, reports=20_000)
        for name, aim, *library in (("the sample", "2.0"), ("5,000 tasks in 20 plans", "—", GREAT)):
            ours = process("packaging/benches/window.py", "ours", folder, *library)
            ratio(f"window with {name} painted / bare main window", aim, ours, bare, 9)


def bench_year() -> None:
    """A year's ledger of 300,000 shares: lights, pages, statistics, acts, each until it is on the screen."""
    with tempfile.TemporaryDirectory() as folder:
        inside("packaging/benches/year.py", folder)


def bench_table() -> None:
    """The task table of 5,000 and of 100,000 rows, each act until it is on the screen."""
    for rows in (5000, 100_000):
        inside("packaging/benches/table.py", "table", rows)


def bench_review() -> None:
    """The review of an import of 605 tasks."""
    inside("packaging/benches/table.py", "review")


def inside(*words: object) -> None:
    """Run a process that prints its own lines."""
    subprocess.run([sys.executable, *map(str, words)], cwd=ROOT, check=True, stderr=subprocess.DEVNULL)


FIGURES = {
    "import": bench_import,
    "parse": bench_parse,
    "pdf": bench_pdf,
    "growth": bench_growth,
    "export": bench_export,
    "rounds": bench_rounds,
    "window": bench_window,
    "table": bench_table,
    "review": bench_review,
    "year": bench_year,
}


def main(words: list[str]) -> None:
    asked = argparse.ArgumentParser(prog="bash packaging/bench")
    asked.add_argument("figures", nargs="*", metavar="figure", help=f"one of {' '.join(FIGURES)}; none: all")
    asked.add_argument("--against", metavar="REV", help="an older commit to run in turn")
    asked.add_argument("--rounds", type=int, default=3, help="how often both are run in turn (3)")
    given = asked.parse_args(words)
    if unknown := set(given.figures) - set(FIGURES):
        asked.error(f"no such figure: {' '.join(sorted(unknown))}")
    if given.against:
        against.main(given.against, given.figures, given.rounds)
        return
    for name in given.figures or FIGURES:
        FIGURES[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
