"""``demo``: a sample library, its papers and pictures of the window, with or without a screen."""

import argparse
import sys
from datetime import date
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
IMPORTED = date(2026, 3, 9)
QUARTERS = (  # when every unit reported, and what; the tasks in SILENT were forgotten
    (date(2026, 3, 24), "已列入年度计划，明确专人负责。"),
    (date(2026, 6, 24), "按计划推进，半年任务已完成。"),
    (date(2026, 9, 24), "按计划推进，下一步做好收尾。"),
)
SILENT = {"13", "28", "32"}
CLOSED = (  # number, finished on, what was done, the paper that proves it
    ("6", date(2026, 3, 27), "重大项目公开事项清单已编制并公布。", "云发改办〔2026〕15号"),
    ("14", date(2026, 9, 25), "目录执行情况已检查，问题已整改。", "云政办函〔2026〕40号"),
    ("31", date(2026, 10, 12), "已抽查网站24家，占35%。", "云政办函〔2026〕45号"),
    ("7", date(2026, 5, 20), "义务教育招生范围和报名办法已公布。", "云教发〔2026〕21号"),
    ("11", date(2026, 6, 18), "二级以上医院门诊安排和收费项目已公布。", "云卫函〔2026〕44号"),
    ("19", date(2026, 4, 24), "答复文书示范文本已印发。", "云政办函〔2026〕12号"),
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
        Library.create(home, "云州市样例", who=CLERK, day=min(IMPORTED, session.today))
        if fresh
        else Library.open(home, who=CLERK)
    )
    try:
        plan = _fill(library, session) if fresh else _first_plan(library)
        papers.write_ledger(library, plan, folder / LEDGER, format="docx", today=session.today)
        papers.write_breakdown(library, plan, folder / BREAKDOWN, format="xlsx", today=session.today)
    finally:
        library.close()
    return [home, folder / LEDGER, folder / BREAKDOWN]


def _fill(library: "Library", session: Session) -> int:
    """Import the bundled plan and play its year up to the day."""
    from gongkai_desk.services.importing import add_plan
    from gongkai_desk.store.plans import tasks

    source = resource(*SAMPLE)
    draft, day = read_plan(source), min(IMPORTED, session.today)
    done = add_plan(library, draft, chosen_part(draft, None), who=CLERK, day=day, original=source)
    assert done.made is not None
    numbered = {task.seq or "": task.id or 0 for task in tasks(library, done.made)}
    for day, text in QUARTERS:
        for seq, task_id in numbered.items():
            if day <= session.today and seq not in SILENT:
                _report(library, task_id, day, text)
    for seq, day, text, doc_no in CLOSED:
        if day <= session.today:
            _close(library, numbered[seq], day, text, doc_no)
    return done.made


def _report(library: "Library", task_id: int, day: date, text: str) -> None:
    from gongkai_desk.domain.unit import Role
    from gongkai_desk.services.work import report
    from gongkai_desk.store.units import assignments

    told = assignments(library, [task_id])
    named = [each.unit_id for each in told if each.role is not Role.SUPPORT and each.unit_id is not None]
    for unit in map(str, named) if named else (None,):
        report(library, task_id, unit=unit, day=day, text=text, who=CLERK, today=day)


def _close(library: "Library", task_id: int, day: date, text: str, doc_no: str) -> None:
    """Report the end, give the proof, and strike the task off for all its units."""
    from gongkai_desk.domain.work import Action, Evidence
    from gongkai_desk.services.closing import ALL, move
    from gongkai_desk.services.evidence import attach

    _report(library, task_id, day, text)
    attach(library, task_id, Evidence(doc_no, doc_no=doc_no, effective=day), who=CLERK, day=day)
    for action in (Action.APPLY, Action.CLOSE):
        move(library, task_id, ALL, action, who=CLERK, today=day)


def _first_plan(library: "Library") -> int:
    from gongkai_desk.store.plans import plans

    return plans(library)[0].id or 0
