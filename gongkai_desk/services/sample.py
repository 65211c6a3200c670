"""The sample library: the bundled plan of 云州市 with its year played up to a day."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.paths import resource
from gongkai_desk.services.reading import chosen_part, read_plan

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

PLAN = ("samples", "yunzhou-2026.docx")
NAME = "云州市样例"
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


def make_sample(folder: Path, today: date) -> int:
    """Make the sample library in ``folder``, which is not there yet; return the id of its plan.

    Raises:
        NoPermission, DiskFull: the folder cannot be written.
    """
    from gongkai_desk.store.library import Library

    library = Library.create(folder, NAME, who=CLERK, day=min(IMPORTED, today))
    try:
        return _fill(library, today)
    finally:
        library.close()


def _fill(library: "Library", today: date) -> int:
    """Import the bundled plan and play its year up to the day."""
    from gongkai_desk.services.importing import add_plan
    from gongkai_desk.store.plans import tasks

    source = resource(*PLAN)
    draft, day = read_plan(source), min(IMPORTED, today)
    done = add_plan(library, draft, chosen_part(draft, None), who=CLERK, day=day, original=source)
    assert done.made is not None
    numbered = {task.seq or "": task.id or 0 for task in tasks(library, done.made)}
    for day, text in QUARTERS:
        for seq, task_id in numbered.items():
            if day <= today and seq not in SILENT:
                _report(library, task_id, day, text)
    for seq, day, text, doc_no in CLOSED:
        if day <= today:
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
