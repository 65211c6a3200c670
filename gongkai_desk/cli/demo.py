"""``demo``: a sample library, its papers and pictures of the window, with or without a screen."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gongkai_desk.cli.main import Session
from gongkai_desk.errors import NoPermission, NoWindow
from gongkai_desk.papers import listed
from gongkai_desk.paths import refuse_inside_library, resource
from gongkai_desk.services.intake.sample import CLERK, make_sample
from gongkai_desk.standing.papers import PaperOrder, paper_facts, write_kind
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import plans
from gongkai_desk.wording.sentences import error_sentence

PRINTED = ("samples", "yunzhou-2026.pdf")  # the same plan as PDF: its pages are shown beside the tasks
LIBRARY = "云州市样例.gkdesk"
LEDGER, BREAKDOWN = "云州市2026年政务公开工作台账.docx", "云州市2026年任务分解表.xlsx"


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``demo``."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="放样例的文件夹，没有则新建")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, session: Session) -> int:
    """Make the sample; without Qt the papers are made all the same and the pictures are said to be missing."""
    folder = args.folder
    refuse_inside_library(folder / LEDGER)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoPermission(file=str(folder), reason=error.strerror or "") from error
    made = _library_and_papers(folder, session)
    try:
        screen = session.load_screen()
        made += screen.take_pictures(folder, folder / LIBRARY, resource(*PRINTED), session.today)
    except NoWindow as error:
        print(error_sentence(error), file=sys.stderr)
    for path in made:
        print(path)
    return 0


def _library_and_papers(folder: Path, session: Session) -> list[Path]:
    home = folder / LIBRARY
    if not home.exists():
        make_sample(home, session.today)
    library = Library.open(home, who=CLERK)
    try:
        order = PaperOrder(plans(library)[0].id, session.today)
        for kind, name in ((listed.LEDGER, LEDGER), (listed.BREAKDOWN, BREAKDOWN)):
            path = folder / name
            write_kind(kind, paper_facts(library, kind, order), path, path.suffix.removeprefix("."))
    finally:
        library.close()
    return [home, folder / LEDGER, folder / BREAKDOWN]
