"""进展情况报告, 进展情况表, 通报, the leader's page: of the worked year, each figure with its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.figures import CountedKind
from gongkai_desk.domain.ids import By, TaskId
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.year.period import FigureName
from gongkai_desk.domain.year.report import LeaderPage, LeaderRow, ReportPart
from gongkai_desk.errors import NotAllowed
from gongkai_desk.export.pages import pages
from gongkai_desk.export.templates import printed_text
from gongkai_desk.page.layout import Band, BandKind, Cell, Form, FormPage, FormPaper, Piece, with_signature
from gongkai_desk.papers.year.bulletin import bulletin, bulletin_sections, told_units
from gongkai_desk.papers.year.leader import leader_page
from gongkai_desk.papers.year.progress_table import progress_table
from gongkai_desk.papers.year.report import Section, progress_report, report_sections, template_values
from gongkai_desk.rules.year.period import SET_APART
from gongkai_desk.services import units as unit_acts
from gongkai_desk.services.progress import work as acts
from gongkai_desk.services.year import reporting
from gongkai_desk.services.year.approvals import approve
from gongkai_desk.services.year.locking import lock
from gongkai_desk.standing.year.leader import leader_facts
from gongkai_desk.standing.year.progress_table import progress_facts
from gongkai_desk.standing.year.report import offered, period_report
from gongkai_desk.standing.year.rows_behind import rows_behind
from gongkai_desk.store.tasks import work
from tests.worked_year import WHO, WorkedYear, expected, last_day, opened

TODAY = last_day()
Q2_TOLD = date.fromisoformat(expected()["periods"]["2026Q2"]["told_by"])


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkedYear]:
    with opened(tmp_path_factory.mktemp("report") / "云州市.gkdesk") as made:
        yield made


@pytest.fixture(scope="module")
def then(tmp_path_factory: pytest.TempPathFactory, year: WorkedYear) -> Iterator[dict[str, tuple[WorkedYear, date]]]:
    """Each period as it stood on the day up to which the hand counted it."""
    with opened(tmp_path_factory.mktemp("then") / "云州市.gkdesk", Q2_TOLD) as made:
        yield {"2026Q2": (made, Q2_TOLD), "2026Q3": (year, TODAY)}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[WorkedYear]:
    with opened(tmp_path / "云州市.gkdesk") as made:
        yield made


def facts_of(year: WorkedYear, period: str = "2026Q3", **asked: bool):
    return period_report(year.library, year.plan, period, today=TODAY, **asked)


def text_of(sections: tuple[Section, ...]) -> str:
    return "\n".join(piece.text for each in sections for piece in (Piece(each.heading), *each.paragraphs))


def linked(pieces: Iterator[Piece]) -> Iterator[tuple[str, object]]:
    for piece in pieces:
        for each in piece.links:
            yield piece.text[each.start : each.end], each.counted


@pytest.mark.parametrize("period", ["2026Q2", "2026Q3"])
def test_the_report_says_the_hand_s_figures_and_rates(then, period):
    made, day = then[period]
    facts = period_report(made.library, made.plan, period, today=day)
    hand, text = expected()["periods"][period], text_of(report_sections(facts))
    figures = {name: each["total"] for name, each in hand["figures"].items()}
    assert f"部署任务{figures['tasks']}项，已完成{figures['closed']}项，占{hand['rates']['任务完成率']}" in text
    assert f"待核查{figures['pending']}项，推进中{figures['in_progress']}项，未启动{figures['not_started']}项" in text
    assert f"不含长期任务{figures['long_term']}项，不含不涉及、中止、取消、暂缓的{figures['out']}项" in text
    done = f"应落实{figures['shares']}家次，已完成{figures['shares_closed']}家次，占{hand['rates']['家次完成率']}"
    assert done in text
    assert f"应报进展{figures['owed']}家次，按时报送{figures['on_time']}家次，占{hand['rates']['按时报送率']}" in text
    assert f"迟报{figures['late']}家次，未报{figures['missing']}家次；报送率{hand['rates']['报送率']}" in text
    for name, rates in hand["rates"]["sections"].items():
        count, done = (hand["figures"][each]["sections"][name] for each in ("tasks", "closed"))
        assert f"{name.partition('、')[2]}。部署任务{count}项，已完成{done}项，占{rates['任务']}" in text


def test_each_figure_of_the_texts_opens_as_many_rows_as_it_says(year):
    facts = facts_of(year)
    sections = (*report_sections(facts), *bulletin_sections(facts))
    found = list(linked(piece for each in sections for piece in each.paragraphs))
    assert len(found) > 30
    for shown, counted in found:
        assert int(shown) == len(rows_behind(year.library, counted, TODAY).rows)


def test_the_table_of_the_bulletin_opens_its_rows_too(year):
    cells = [cell for cell in cells_of(bulletin(facts_of(year))) if cell.links]
    assert len(cells) > 10
    for cell in cells:
        (link,) = cell.links
        assert cell.value == len(rows_behind(year.library, link.counted, TODAY).rows)


def cells_of(paper: FormPaper) -> Iterator[Cell]:
    forms = (block for page in paper.pages for block in page.blocks if isinstance(block, Form))
    return (cell for form in forms for row in form.rows for cell in row.cells)


@pytest.mark.parametrize("period", ["2026Q2", "2026Q3"])
def test_a_unit_stands_once_in_the_bulletin_by_its_worst(then, period):
    made, day = then[period]
    found = told_units(period_report(made.library, made.plan, period, today=day))
    hand = expected()["periods"][period]["bulletin"]
    assert {name: {each.name for each in found if each.stands == name} for name in hand} == {
        name: set(units) for name, units in hand.items()
    }


def test_the_overdue_are_named_and_nothing_is_told_that_nobody_chose(year):
    text = text_of(report_sections(facts_of(year)))
    assert "1.优化营商环境政策集成（市发展改革委，完成时限：上半年）。" in text
    assert "典型做法" not in text
    assert "存在的问题" not in text


def test_chosen_texts_stand_as_they_were_told_in_one_step(own):
    texts = offered(own.library, own.plan, "2026Q3", today=TODAY)
    problem = next(each for each in texts if each.part is ReportPart.PROBLEM)
    practice = [each for each in texts if each.part is ReportPart.PRACTICE][:2]
    wanted = [(each.part, each.report_id) for each in (problem, *reversed(practice))]
    reporting.choose(own.library, By(WHO, TODAY), own.plan, "2026Q3", wanted)
    facts = facts_of(own)
    assert [each.report_id for each in facts.chosen if each.part is ReportPart.PRACTICE] == [
        each.report_id for each in reversed(practice)
    ]
    text = text_of(report_sections(facts))
    assert f"1.{problem.unit}：{problem.text}" in text
    assert text.index("典型做法") < text.index("存在的问题")
    assert facts_of(own, "2026Q2").chosen == ()
    reporting.choose(own.library, By(WHO, TODAY), own.plan, "2026Q3", [])
    assert facts_of(own).chosen == ()


def test_only_a_report_of_the_period_is_chosen(own):
    told = offered(own.library, own.plan, "2026Q2", today=TODAY)
    other = next(each for each in told if each.part is ReportPart.PRACTICE)
    with pytest.raises(NotAllowed) as caught:
        reporting.choose(own.library, By(WHO, TODAY), own.plan, "2026Q3", [(other.part, other.report_id)])
    assert caught.value.data["lacks"] == ("report_of_period",)


def test_a_ranking_waits_for_its_approval_and_bears_it(own):
    with pytest.raises(NotAllowed):
        facts_of(own, ranked=True)
    approve(own.library, By(WHO, TODAY), Approval("ranking", TODAY, own.plan, period="2026Q3", approver="王主任"))
    with pytest.raises(NotAllowed):
        facts_of(own, "2026Q2", ranked=True)
    found = told_units(facts_of(own, ranked=True))
    assert [each.place for each in found] == [1, 1, 1, 1, 5, 6]
    assert [each.name for each in found][-2:] == ["西河区政府", "市住房城乡建设局"]
    assert "名次经王主任审定" in lines_of(bulletin(facts_of(own, ranked=True)))
    assert all(each.place == 0 for each in told_units(facts_of(own)))


def lines_of(paper: FormPaper) -> str:
    bands = (block for page in paper.pages for block in page.blocks if isinstance(block, Band))
    return "\n".join(piece.text for each in bands for piece in each.pieces)


def test_a_locked_period_prints_what_was_sent_and_marks_what_came_later(tmp_path):
    with opened(tmp_path / "云州市.gkdesk", Q2_TOLD) as made:
        lock(made.library, By(WHO, Q2_TOLD), "2026Q2", made.plan, reason="已报送")
        made.advance(TODAY)
        hand = {name: each["total"] for name, each in expected()["periods"]["2026Q2"]["figures"].items()}
        facts = facts_of(made, "2026Q2")
        assert "已于2026年7月3日锁定报出" in text_of(report_sections(facts))
        assert facts.figures.of("missing").value == hand["missing"]
        row = next(
            each
            for each in progress_facts(made.library, made.plan, "2026Q2", today=TODAY, per_unit=True).rows
            if (each.task.seq, each.task.unit_text) == ("9", "西河区政府")
        )
        assert row.progress == "（迟报，未计入7月3日报告）"


def test_the_progress_table_has_a_row_a_task_or_a_row_a_share(year):
    whole = progress_facts(year.library, year.plan, "2026Q3", today=TODAY)
    assert [row.task.seq for row in whole.rows] == [str(number) for number in range(1, 25)]
    hand = expected()["periods"]["2026Q3"]["figures"]
    done = [row.task.seq for row in whole.rows if row.state.startswith("已完成")]
    assert done == hand["closed"]["rows"]
    late = [row.task.seq for row in whole.rows if row.state == "已完成（逾期）"]
    assert late == hand["closed_late"]["rows"]
    by_unit = progress_facts(year.library, year.plan, "2026Q3", today=TODAY, per_unit=True)
    apart = sum(1 for each in work_states(year) if each in SET_APART)
    whole_out = sum(1 for row in by_unit.rows if row.state in ("不涉及", "已中止", "任务取消", "暂缓"))
    assert len(by_unit.rows) == 30 - apart + whole_out


def work_states(year: WorkedYear):
    from gongkai_desk.standing.lights import works

    return [share.state for each in works(year.library).values() for share in each.shares]


def test_the_table_tells_earlier_periods_apart_and_how_many_told(year):
    rows = {row.task.seq: row for row in progress_facts(year.library, year.plan, "2026Q3", today=TODAY).rows}
    assert rows["9"].progress.startswith("2区已报1")
    assert rows["8"].earlier == "二季度：专栏框架已搭建"
    assert rows["8"].problems == "部分文件未废改立"
    paper = progress_table(progress_facts(year.library, year.plan, "2026Q3", today=TODAY))
    counted = next(piece for each in paper.above for piece in each.pieces if piece.text.startswith("部署任务"))
    assert "完成率44.4%" in counted.text
    for shown, rows_of in linked(iter([counted])):
        assert int(shown) == len(rows_behind(year.library, rows_of, TODAY).rows)


def test_the_leader_s_page_is_the_hand_s(tmp_path):
    hand = expected()["leader"]
    day = date.fromisoformat(hand["as_of"])
    with opened(tmp_path / "云州市.gkdesk", day) as made:
        facts = leader_facts(made.library, made.plan, today=day)
        assert {colour.value: len(facts.lights[colour]) for colour in Colour} == hand["lights"]
        named = {number: seq for seq, number in made.tasks.items()}
        assert [[named[each.task_id], each.unit, each.days] for each in facts.overdue] == hand["overdue"]
        told = [[named[each.task_id], each.unit, each.why.partition("，")[0]] for each in facts.decisions]
        assert told == hand["decisions"]
        dates = [[named[each.task_id], each.unit, each.day.isoformat()] for each in facts.next_dates]
        assert dates == hand["next_dates"]
        for cell in (cell for cell in cells_of(leader_page(facts)) if cell.links):
            (link,) = cell.links
            rows = rows_behind(made.library, link.counted, day).rows
            assert len(rows) == len(link.counted) > 0


def test_the_leader_s_page_stays_one_sheet_whatever_it_is_told(year):
    facts = leader_facts(year.library, year.plan, today=TODAY)
    row = LeaderRow(1, "长" * 400, "单位" * 60, None, "时限待确认", TODAY, 999)
    plan = replace(facts.plan, title="要点" * 100)
    full = LeaderPage(
        plan, "办公室" * 40, TODAY, facts.lights, facts.figures, (row,) * 5, (row,) * 5, (row,) * 10,
        {"overdue": 40, "decisions": 12}, internal=True,
    )  # fmt: skip
    paper = leader_page(full)
    assert len(pages(paper, None).pages) == 1


def test_a_template_is_filled_with_the_same_words(own, tmp_path):
    from docx import Document

    document = Document()
    for line in ("{{标题}}", "已完成{{已完成数}}项，占{{完成率}}", "{{报送率}}", "{{各部分进展}}", "{{不认识}}"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "模板.docx"))
    facts = facts_of(own)
    unknown = reporting.write_report(facts, tmp_path / "模板.docx", tmp_path / "报告.docx")
    text = printed_text(tmp_path / "报告.docx")
    assert unknown == ("不认识",)
    assert "已完成8项，占44.4%" in text
    assert template_values(facts)["各部分进展"].split("\n")[0] in text


def test_kept_reports_count_in_the_period_they_tell_of(own):
    told = {each.report_id for each in offered(own.library, own.plan, "2026Q3", today=TODAY)}
    of_period = {each.id for each in work.reports(own.library) if each.period == "2026Q3"}
    assert told
    assert of_period & told
    assert not {each.id for each in work.reports(own.library) if each.period == "2026Q2"} & told
    assert CountedKind.UNIT in {counted.kind for _, counted in linked(iter_pieces(facts_of(own)))}


def iter_pieces(facts) -> Iterator[Piece]:
    return (piece for each in bulletin_sections(facts) for piece in each.paragraphs)


def test_the_papers_are_set(year):
    assert progress_report(facts_of(year)).heading == "关于《云州市2026年政务公开工作要点》三季度进展情况的报告"


def test_the_last_paragraph_stays_with_the_signature(year):
    blocks = progress_report(facts_of(year)).pages[0].blocks
    kinds = [block.kind for block in blocks if isinstance(block, Band)]
    assert kinds[-3:] == [BandKind.CLOSING, BandKind.SIGNED, BandKind.SIGNED]


@pytest.mark.parametrize("filler", range(0, 44, 3))
def test_no_signature_stands_alone_on_a_page(filler):
    body = tuple(Band(BandKind.BODY, (Piece("按照要求推进各项工作。"),)) for _ in range(filler))
    end = (Band(BandKind.BODY, (Piece("特此报告。"),)),)
    signed_by = (Band(BandKind.SIGNED, (Piece("云州市人民政府办公室"),), before=57.0),)
    paper = FormPaper("报告", (FormPage(with_signature((*body, *end), signed_by)),))
    last = pages(paper, None).pages[-1]
    texts = [ink.text for ink in last.inks]
    assert any("特此报告" in text for text in texts) == any("云州市" in text for text in texts)


def test_what_was_sent_of_units_and_tasks_that_are_gone_since_is_still_told(own):
    lock(own.library, By(WHO, TODAY), "2026Q3", own.plan)
    before = facts_of(own)
    shares = [(each.name, len(each.slots["owed"])) for each in told_units(before)]  # type: ignore[arg-type]
    rows = len(progress_facts(own.library, own.plan, "2026Q3", today=TODAY, per_unit=True).rows)
    keep, other = (own.units[name] for name in ("市发展改革委", "市教育局"))
    unit_acts.merge_units(own.library, By(WHO, TODAY), keep, [other])
    acts.remove_tasks(own.library, By(WHO, TODAY), [TaskId(overdue_task(before))])
    after = facts_of(own)
    assert [(each.name, len(each.slots["owed"])) for each in told_units(after)] == shares  # type: ignore[arg-type]
    assert text_of(report_sections(after)) == text_of(report_sections(before))
    assert len(progress_facts(own.library, own.plan, "2026Q3", today=TODAY, per_unit=True).rows) == rows
    clicked = [each.slots["owed"] for each in told_units(after) if each.name == "市教育局"]
    assert {row.texts[2] for row in rows_behind(own.library, clicked[0], TODAY).rows} == {"市教育局"}


def overdue_task(facts) -> int:
    return facts.figures.of(FigureName.OVERDUE).counted.keys[0][0]
