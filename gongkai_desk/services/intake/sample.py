"""The sample library: the bundled plan of 云州市 with its year played up to a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desk.domain.ids import By, TaskId
from gongkai_desk.domain.registers import ApplicantClass, Channel, Interpretation, Request, Result
from gongkai_desk.domain.state import Action, Role
from gongkai_desk.domain.work import ALL, Evidence, NewReport
from gongkai_desk.paths import resource
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.intake.reading import ReadOptions, chosen_part, read_plan
from gongkai_desk.services.interpretations import add_interpretation
from gongkai_desk.services.progress.closing import move
from gongkai_desk.services.progress.work import attach, report
from gongkai_desk.services.requests import add_request
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import tasks
from gongkai_desk.store.units import assignments

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
REQUESTS = (
    Request(
        applicant="张某",
        subject="青石区旧城改造补偿方案",
        received=date(2026, 4, 13),
        answered=date(2026, 5, 8),
        result=Result.GRANTED,
        doc_no="云公开答〔2026〕1号",
    ),
    Request(
        applicant="云州某商贸公司",
        applicant_class=ApplicantClass.BUSINESS,
        channel=Channel.SIGNED_MAIL,
        subject="绿道二期施工招标评审资料",
        received=date(2026, 7, 6),
        extended=date(2026, 8, 3),
        extended_days=10,
        extension_reason="资料涉及多个部门，需要逐一核对",
        answered=date(2026, 8, 12),
        result=Result.PARTLY,
        doc_no="云公开答〔2026〕2号",
    ),
    Request(applicant="李某", subject="公交线路调整论证材料", received=date(2026, 9, 16)),
    Request(applicant="王某", channel=Channel.IN_PERSON, subject="养老服务补贴发放情况", received=date(2026, 11, 10)),
)
FILES = (  # a file of the city, its day, what interprets it and when
    ("云州市绿道管理办法", "云政规〔2026〕2号", date(2026, 4, 15), "一图读懂绿道管理办法", "图解", date(2026, 4, 16)),
    ("云州市就业见习补贴实施细则", "云政办规〔2026〕5号", date(2026, 8, 20), "", "", None),
)


def make_sample(folder: Path, today: date) -> int:
    """Make the sample library in ``folder``, which is not there yet; return the id of its plan.

    Raises:
        NoPermission, DiskFull: the folder cannot be written.
    """
    library = Library.create(folder, NAME, who=CLERK, day=min(IMPORTED, today))
    try:
        return _fill(library, today)
    finally:
        library.close()


def _fill(library: Library, today: date) -> int:
    """Import the bundled plan and play its year up to the day."""
    source = resource(*PLAN)
    draft, day = read_plan(source, ReadOptions(office_workdays(library))), min(IMPORTED, today)
    done = add_plan(library, By(CLERK, day), Intake(draft, chosen_part(draft, None), original=source))
    assert done.made is not None
    numbered = {task.seq or "": task.id for task in tasks(library, done.made)}
    for day, text in QUARTERS:
        for seq, task_id in numbered.items():
            if day <= today and seq not in SILENT:
                _report(library, task_id, day, text)
    for seq, day, text, doc_no in CLOSED:
        if day <= today:
            _close(library, numbered[seq], day, text, doc_no)
    _fill_registers(library, today)
    return done.made


def _fill_registers(library: Library, today: date) -> None:
    """Enter requests and files as they stood on the day."""
    for each in REQUESTS:
        if each.received is not None and each.received <= today:
            undone = _to_come(each, today)
            add_request(library, By(CLERK, today), replace(each, **undone))
    for title, doc_no, day, told, form, on in FILES:
        if day <= today:
            given = Interpretation(title, doc_no, file_day=day, title=told, form=form, day=on)
            add_interpretation(library, By(CLERK, today), given)


def _to_come(request: Request, today: date) -> dict[str, Any]:
    """Return what of a request had not happened yet, as it stood before."""
    undone: dict[str, Any] = {}
    if request.extended is not None and request.extended > today:
        undone |= {"extended": None, "extended_days": 0, "extension_reason": ""}
    if request.answered is not None and request.answered > today:
        undone |= {"answered": None, "result": None, "doc_no": ""}
    return undone


def _report(library: Library, task_id: TaskId, day: date, text: str) -> None:
    told = assignments(library, [task_id])
    named = [each.unit_id for each in told if each.role is not Role.SUPPORT and each.unit_id is not None]
    for unit in map(str, named) if named else (None,):
        report(library, By(CLERK, day), task_id, NewReport(unit, day, text))


def _close(library: Library, task_id: TaskId, day: date, text: str, doc_no: str) -> None:
    """Report the end, give the proof, and strike the task off for all its units."""
    _report(library, task_id, day, text)
    attach(library, By(CLERK, day), task_id, Evidence(doc_no, doc_no=doc_no, effective=day))
    for action in (Action.APPLY, Action.CLOSE):
        move(library, By(CLERK, day), task_id, ALL, action)
