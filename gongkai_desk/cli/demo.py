"""``demo``: a sample library, its papers and pictures of the window, with or without a screen."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.cli.main import Session
from gongkai_desk.errors import NoPermission, NoWindow
from gongkai_desk.paths import resource
from gongkai_desk.services.reading import chosen_part, read_plan
from gongkai_desk.wording import error_sentence

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

SAMPLE = ("samples", "yunzhou-2026.docx")
PRINTED = ("samples", "yunzhou-2026.pdf")  # the same plan as PDF: its pages are shown beside the tasks
LIBRARY, LEDGER, BREAKDOWN = "云州市样例.gkdesk", "云州市2026年政务公开工作台账.docx", "云州市2026年任务分解表.xlsx"
CLERK = "样例"
REPORTS = (  # position of the task among those imported, how the sample's year has gone so far
    (0, "规划专栏已上线，收录专项规划 18 项。"),
    (1, "上半年重大项目进展已更新。"),
    (8, "已发布就业见习岗位 3260 个。"),
    (11, "第三季度传染病防治提示已公布。"),
    (18, "答复文书示范文本已印发。"),
)


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``demo``."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="放样例的文件夹，没有则新建")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, session: Session) -> int:
    """Make the sample; without Qt the papers are made all the same and the pictures are said to be missing."""
    folder = args.folder
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
    from gongkai_desk.services import papers
    from gongkai_desk.store.library import Library

    home = folder / LIBRARY
    fresh = not home.exists()
    library = (
        Library.create(home, "云州市样例", who=CLERK, day=session.today) if fresh else Library.open(home, who=CLERK)
    )
    try:
        plan = _fill(library, session) if fresh else _first_plan(library)
        papers.write_ledger(library, plan, folder / LEDGER, format="docx", today=session.today)
        papers.write_breakdown(library, plan, folder / BREAKDOWN, format="xlsx", today=session.today)
    finally:
        library.close()
    return [home, folder / LEDGER, folder / BREAKDOWN]


def _fill(library: "Library", session: Session) -> int:
    """Import the bundled plan and enter a few reports."""
    from gongkai_desk.services.importing import add_plan
    from gongkai_desk.services.work import report
    from gongkai_desk.store.plans import tasks

    source = resource(*SAMPLE)
    draft = read_plan(source)
    done = add_plan(library, draft, chosen_part(draft, None), who=CLERK, day=session.today, original=source)
    assert done.made is not None
    ids = [task.id or 0 for task in tasks(library, done.made)]
    for position, text in REPORTS:
        report(library, ids[position], unit=None, day=session.today, text=text, who=CLERK, today=session.today)
    return done.made


def _first_plan(library: "Library") -> int:
    from gongkai_desk.store.plans import plans

    return plans(library)[0].id or 0
