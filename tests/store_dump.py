"""Writes the SQL dump that every release leaves in tests/data/stores/: ``python -m tests.store_dump``."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, PlanDates, Quota, Task, TaskEdit
from gongkai_desk.domain.state import Action, WhoReports
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence, TimeLimit
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.work import Evidence, NewAmount, NewCase, NewReport, Said
from gongkai_desk.services import office, units
from gongkai_desk.services.intake import plans
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.progress import closing, counting, work
from gongkai_desk.store.header import CURRENT
from gongkai_desk.store.library import Library

STORES = Path(__file__).parent / "data" / "stores"
_DAY = date(2022, 11, 22)
_BY = By("李明", _DAY)


def fill(library: Library) -> None:
    """Do one of everything that this release can do."""
    units.add_unit(library, _BY, Unit("云州市教育局", "市教育局", UnitClass.DEPARTMENT, contact="王芳"))
    tasks = (
        Task(
            content="公开义务教育招生政策。",
            seq="1",
            section=("一、重点领域",),
            title="教育公开",
            lead=("市教育局",),
            responsible=("各区政府",),
            unit_text="市教育局牵头，各区政府落实",
            deadline=Deadline("9月底前", DeadlineKind.MONTH_END, date(2022, 9, 30), (date(2022, 9, 30),)),
            recurrences=(Recurrence(Every.QUARTER, 1, "每季度"),),
            time_limits=(TimeLimit("5个工作日内", 5, True, "收到留言"),),
        ),
        Task(
            content="举办开放日。",
            seq="2",
            responsible=("市财政局",),
            quotas=(Quota("不少于2次", ">=", Decimal(2), "次"),),
        ),
    )
    plan = Plan(
        "云州市2022年政务公开工作要点",
        "云政办〔2022〕1号",
        "云州市政府办公室",
        PlanDates(written=date(2022, 3, 1)),
        2022,
    )
    draft = Draft("要点", (plan,), (Part(PartKind.TABLE, "任务分解表", tasks),), text="全文")
    add_plan(library, _BY, Intake(draft, 0))
    work.report(library, By("李明", _DAY), 1, NewReport("市教育局", _DAY, "已公开。"))
    work.edit_task(library, _BY, 2, TaskEdit(title="开放日"))
    by = By("李明", _DAY)
    counting.count(library, by, 2, NewAmount(None, Decimal(1)))
    counting.start_case(library, by, 1, NewCase(None, "王先生留言", _DAY))
    counting.set_reporting(library, _BY, 1, cycle="每季度末月20日前", who_reports=WhoReports.LEAD)
    work.attach(library, _BY, 1, Evidence("公告", doc_no="云教〔2022〕3号", effective=_DAY), unit="市教育局")
    closing.move(library, by, 1, None, Action.APPLY)
    closing.move(library, by, 1, None, Action.CLOSE, said=Said("已核查", approver="李明"))
    office.set_days(library, _BY, {date(2023, 1, 2): False}, name="元旦")
    plans.link(library, _BY, [(1, 2)])
    work.remove_tasks(library, _BY, [2])


def dump() -> str:
    """Return a library of this release as SQL that makes it anew."""
    with TemporaryDirectory() as folder, Library.create(Path(folder) / "a", "云州市", day=_DAY) as library:
        fill(library)
        header = [
            f"PRAGMA {name} = {library.rows(f'PRAGMA {name}')[0][0]};" for name in ("application_id", "user_version")
        ]
        return "\n".join([*library.connection.iterdump(), *header, ""])


if __name__ == "__main__":
    target = STORES / f"version-{CURRENT}.sql"
    if target.exists():
        sys.exit(f"{target.name} is released and never changed")
    target.write_text(dump(), encoding="utf-8")
