"""A 分工录入包: tasks go to a colleague's library and come back as one step; what both changed is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

import pytest

from gongkai_desk.domain.cycle.packets import Clash, PacketOrder, Side
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.work import Evidence, NewReport, Said
from gongkai_desk.errors import BadPacket, NotAllowed
from gongkai_desk.services import packets, undo, units
from gongkai_desk.services.packet_in_child import look
from gongkai_desk.services.packets import Opened, Review
from gongkai_desk.services.progress import closing, work
from gongkai_desk.services.year.locking import lock
from gongkai_desk.standing.year.locks import late_returns
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.care.check import findings
from gongkai_desk.store.care.restore import restore_folder
from gongkai_desk.store.journal import insert
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, plans, states
from gongkai_desk.store.tasks.work import reports
from gongkai_desk.store.units import units as stored_units
from tests.builders import a_task, stored_plan

DAY = date(2022, 11, 22)
HOME, AWAY = By("李明", DAY), By("王芳", DAY)


@dataclass
class Office:
    """Two clerks: the one who keeps the ledger, and a colleague who was given a packet."""

    home: Library
    away: Library
    folder: Path

    def back(self) -> Opened:
        """Return the colleague's packet as it comes back."""
        packets.write_back(self.away, self.folder / "交回.gkpack")
        return came(self.folder / "交回.gkpack", self.home)

    def merge(self, taken: dict[str, Side] | None = None) -> Review:
        """Take the packet back."""
        return packets.merge(self.home, HOME, self.back(), taken)[1]


def came(file: Path, home: Library) -> Opened:
    """Return a packet that came, read in this very process."""
    scratch = Path(mkdtemp(dir=file.parent))
    return Opened(look(file, scratch, home.folder), scratch)


def sent(home: Library, folder: Path, units: tuple[str, ...] = ()) -> Path:
    """Send a packet of the first plan."""
    file = folder / f"发出{len(list(folder.glob('*.gkpack')))}.gkpack"
    of = packets.drafted(home, HOME, PacketOrder(1, units, "王芳"))
    packets.make(home, HOME, of, lambda: packets.write(of, HOME, home.folder, file))
    return file


def filled(home: Library) -> None:
    """Store a plan of three tasks and its units."""
    for name in ("市教育局", "市财政局"):
        units.add_unit(home, HOME, Unit(name, "", UnitClass.DEPARTMENT))
    tasks = (
        a_task(content="公开招生政策。", lead=("市教育局",), seq="1"),
        a_task(content="公开预算。", lead=("市财政局",), seq="2"),
        a_task(content="公开采购。", lead=("市财政局",), responsible=("市教育局",), seq="3"),
    )
    stored_plan(home, *tasks, day=DAY)


@pytest.fixture
def office(library: Library, tmp_path: Path) -> Iterator[Office]:
    filled(library)
    restore_folder(sent(library, tmp_path), tmp_path / "王芳.gkdesk")  # as unpack does, without the child process
    with Library.open(tmp_path / "王芳.gkdesk", who="王芳") as away:
        yield Office(library, away, tmp_path)


def reported(library: Library, by: By, text: str, task: int = 1, unit: str = "市教育局") -> int:
    made = work.report(library, by, task, NewReport(unit, DAY, text, "2022Q4")).made
    assert made is not None
    return made


def texts(library: Library) -> list[str]:
    return sorted(report.text for report in reports(library))


def test_only_the_tasks_of_chosen_units_go_with_all_that_was_done(library: Library, tmp_path: Path) -> None:
    filled(library)
    reported(library, HOME, "已公开。")
    packets.unpack(sent(library, tmp_path, ("市教育局",)), tmp_path / "给.gkdesk")
    with Library.open(tmp_path / "给.gkdesk", who="王芳") as away:
        assert [task.content for task in plans.tasks(away)] == ["公开招生政策。", "公开采购。"]
        assert texts(away) == ["已公开。"]
        assert away.origin.library not in ("", library.origin.library)
    assert findings(tmp_path / "给.gkdesk") == []


def test_a_choice_without_tasks_is_refused(library: Library) -> None:
    filled(library)
    units.add_unit(library, HOME, Unit("市审计局", "", UnitClass.DEPARTMENT))
    with pytest.raises(NotAllowed):
        packets.drafted(library, HOME, PacketOrder(1, ("市审计局",)))


def test_what_the_colleague_did_comes_back_as_one_step(office: Office) -> None:
    reported(office.away, AWAY, "已印发。")
    (office.folder / "公告.txt").write_text("公告全文", encoding="utf-8")
    work.attach(office.away, AWAY, 1, Evidence("公告"), file=office.folder / "公告.txt", unit="市教育局")
    closing.move(office.away, AWAY, 1, "市教育局", Action.APPLY)
    work.edit_task(office.away, AWAY, 2, TaskEdit(content="公开部门预算。"))
    before = list(dumped(office.home))
    done = office.merge()
    assert not done.merge.conflicts
    assert texts(office.home) == ["已印发。"]
    assert plans.task(office.home, 2).content == "公开部门预算。"
    assert states.states(office.home)[1, 1] is State.PENDING
    [proof] = evidence.evidence(office.home)[1]
    assert (path := evidence.evidence_file(office.home, proof.id))
    assert path.read_text(encoding="utf-8") == "公告全文"
    assert findings(office.home.folder) == []
    undo.undo(office.home, HOME)
    assert list(dumped(office.home)) == before


def test_the_same_packet_twice_changes_nothing(office: Office) -> None:
    reported(office.away, AWAY, "已印发。")
    packet = office.back()
    packets.merge(office.home, HOME, packet)
    before = list(dumped(office.home, history=True))
    assert packets.merge(office.home, HOME, packet)[0] is None
    assert list(dumped(office.home, history=True)) == before


def test_what_is_done_after_the_first_return_comes_with_the_second(office: Office) -> None:
    made = reported(office.away, AWAY, "初稿。")
    first = office.back()
    packets.merge(office.home, HOME, first)
    work.report(office.away, AWAY, 1, NewReport("市教育局", DAY, "定稿。", "2022Q4"), corrects=made)
    work.edit_task(office.home, HOME, 2, TaskEdit(content="公开预决算。"))
    assert not office.merge().merge.conflicts
    assert texts(office.home) == ["定稿。"]
    assert packets.merge(office.home, HOME, first)[1].older


def test_a_field_that_both_changed_is_told_and_stays(office: Office) -> None:
    work.edit_task(office.home, HOME, 1, TaskEdit(content="公开招生计划。"))
    work.edit_task(office.away, AWAY, 1, TaskEdit(content="公开招生简章。"))
    told = office.merge()
    [conflict] = told.open
    assert conflict.here == {"content": "公开招生计划。"}
    assert conflict.there == {"content": "公开招生简章。"}
    assert plans.task(office.home, 1).content == "公开招生计划。"
    assert office.merge().open == (conflict,)  # undecided: told again
    assert office.merge({conflict.key: Side.THERE}).merge.changes == 1
    assert plans.task(office.home, 1).content == "公开招生简章。"
    assert not office.merge().merge.conflicts


def test_a_conflict_that_was_decided_for_here_is_not_asked_again(office: Office) -> None:
    work.edit_task(office.home, HOME, 1, TaskEdit(content="公开招生计划。"))
    work.edit_task(office.away, AWAY, 1, TaskEdit(content="公开招生简章。"))
    office.merge({office.merge().open[0].key: Side.HERE})
    assert not office.merge().merge.conflicts
    assert plans.task(office.home, 1).content == "公开招生计划。"


def test_two_reports_for_one_share_stay_both_and_are_told(office: Office) -> None:
    reported(office.home, HOME, "本科室报。")
    reported(office.away, AWAY, "对方报。")
    done = office.merge()
    assert [each.clash for each in done.merge.conflicts] == [Clash.BOTH_REPORTED]
    assert not done.open
    assert texts(office.home) == ["对方报。", "本科室报。"]


def test_states_that_part_are_told_whole(office: Office) -> None:
    for library, by, act in ((office.home, HOME, Action.SUSPEND), (office.away, AWAY, Action.APPLY)):
        reported(library, by, "已做。")
        work.attach(library, by, 1, Evidence("文", doc_no="云教〔2022〕1号"), unit="市教育局")
        closing.move(library, by, 1, "市教育局", act, Said(reason="机构改革"))
    told = office.merge()
    assert [(each.table, each.field) for each in told.open] == [("unit_state", "state")]
    assert states.states(office.home)[1, 1] is State.SUSPENDED
    office.merge({told.open[0].key: Side.THERE})
    assert states.states(office.home)[1, 1] is State.PENDING


def test_a_task_removed_there_and_worked_on_here_is_asked_about(office: Office) -> None:
    reported(office.home, HOME, "已办。")
    work.remove_tasks(office.away, AWAY, [1])
    told = office.merge()
    assert [each.clash for each in told.open] == [Clash.REMOVED_THERE]
    assert 1 in plans.task_ids(office.home, 1)
    office.merge({told.open[0].key: Side.THERE})
    assert 1 not in plans.task_ids(office.home, 1)


def test_a_task_removed_here_and_worked_on_there_is_told(office: Office) -> None:
    work.remove_tasks(office.home, HOME, [1])
    reported(office.away, AWAY, "已办。")
    assert [each.clash for each in office.merge().merge.conflicts] == [Clash.REMOVED_HERE]


def test_units_that_both_set_anew_are_one_conflict(office: Office) -> None:
    for library, by, name in ((office.home, HOME, "市财政局"), (office.away, AWAY, "市审计局")):
        work.edit_task(library, by, 1, TaskEdit(lead=(name,)))
    told = office.merge()
    assert ("task_unit", "units") in [(each.table, each.field) for each in told.open]
    assert plans.task(office.home, 1).lead == ("市财政局",)
    office.merge({each.key: Side.THERE for each in told.open})
    assert plans.task(office.home, 1).lead == ("市审计局",)
    assert findings(office.home.folder) == []


def test_new_tasks_and_units_get_ids_of_their_own(office: Office) -> None:
    units.add_unit(office.home, HOME, Unit("市审计局", "", UnitClass.DEPARTMENT))
    units.add_unit(office.away, AWAY, Unit("市民政局", "", UnitClass.DEPARTMENT))
    work.add_task(office.home, HOME, 1, a_task(content="本库新增。"))
    work.add_task(office.away, AWAY, 1, a_task(content="对方新增。", lead=("市民政局",)))
    office.merge()
    assert {"本库新增。", "对方新增。"} <= {task.content for task in plans.tasks(office.home)}
    assert {"市审计局", "市民政局"} <= {unit.name for unit in stored_units(office.home)}


def test_two_colleagues_may_open_one_packet(office: Office, tmp_path: Path) -> None:
    restore_folder(tmp_path / "发出0.gkpack", tmp_path / "又一人.gkdesk")
    with Library.open(tmp_path / "又一人.gkdesk", who="赵强") as third:
        reported(third, AWAY, "赵强报。", 2, "市财政局")
        reported(office.away, AWAY, "王芳报。")
        office.merge()
        assert not Office(office.home, third, tmp_path).merge().merge.conflicts
    assert texts(office.home) == ["王芳报。", "赵强报。"]


def test_a_packet_of_another_library_is_refused(office: Office, tmp_path: Path) -> None:
    with Library.create(tmp_path / "别的.gkdesk", "别的", day=DAY) as other, pytest.raises(BadPacket) as refused:
        packets.merge(other, HOME, office.back())
    assert refused.value.data["reason"] == "foreign"


def test_a_packet_whose_sending_was_undone_is_refused(office: Office) -> None:
    packet = office.back()
    undo.undo(office.home, HOME)
    with pytest.raises(BadPacket) as refused:
        packets.merge(office.home, HOME, packet)
    assert refused.value.data["reason"] == "unknown"


def test_a_library_of_its_own_is_not_sent_back(library: Library, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        packets.write_back(library, tmp_path / "交回.gkpack")


def test_a_library_that_went_two_ways_is_refused(office: Office, tmp_path: Path) -> None:
    copytree(office.away.folder, tmp_path / "另一台.gkdesk", ignore=lambda *_: ["lock", "lock.json"])
    reported(office.away, AWAY, "这台报。")
    office.merge()
    with Library.open(tmp_path / "另一台.gkdesk", who="赵强") as other:
        reported(other, By("赵强", DAY), "那台报。", 2, "市财政局")
        with pytest.raises(BadPacket) as refused:
            Office(office.home, other, tmp_path).merge()
    assert refused.value.data["reason"] == "parted"


def test_what_does_not_travel_is_counted(office: Office) -> None:
    with office.away.step("登记", AWAY) as step:
        insert(step, "superior", {"name": "省政府办公厅"})
    assert office.back().content.left == {"superior": 1}


def test_a_unit_that_is_still_in_use_here_is_not_deleted(office: Office) -> None:
    """Its row was taken out there; a choice that was made here meanwhile refers to it."""
    with office.away.step("删除别名", AWAY) as step:
        step.connection.execute("DELETE FROM task_unit WHERE task_id = 3 AND role = 'responsible'")
    [(number,)] = office.home.rows("SELECT id FROM task_unit WHERE task_id = 3 AND role = 'responsible'")
    with office.home.step("明确单位", HOME) as step:
        insert(step, "task_unit_choice", {"task_id": 3, "task_unit_id": number, "unit_id": 1, "chosen": 1})
    assert [each.clash for each in office.merge().open] == [Clash.REMOVED_THERE]
    assert findings(office.home.folder) == []
    assert plans.task(office.home, 3).responsible == ("市教育局",)


def test_a_report_that_comes_back_after_its_period_was_locked_is_late(office: Office) -> None:
    reported(office.away, AWAY, "已公开。")
    lock(office.home, HOME, "2022Q4", 1)
    office.merge()
    assert [(late.report.text, late.lock.period, late.waits) for late in late_returns(office.home)] == [
        ("已公开。", "2022Q4", True)
    ]
    office.merge()
    assert len(late_returns(office.home)) == 1
