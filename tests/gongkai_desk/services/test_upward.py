"""上报 and 报备: superiors, the register with frozen copies, a filing with its duty, later differences."""

from __future__ import annotations

import importlib.util
import os
import stat
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from xml.etree.ElementTree import canonicalize

import docx
import pytest

from gongkai_desk.domain.cycle.sent import SentEntry, SentKind
from gongkai_desk.domain.cycle.upward import Filing, Submission, Superior
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.export.templates import placeholders, printed_text
from gongkai_desk.papers.letters import TEMPLATES, LetterForm, filing_values
from gongkai_desk.paths import resource
from gongkai_desk.services import undo, upward
from gongkai_desk.services.intake.reading import ReadOptions
from gongkai_desk.services.progress.work import edit_task
from gongkai_desk.standing.cycle.upward import (
    FilingOrder,
    filed_tables,
    filing_duties,
    filing_letter,
    letter_template,
    sent_up,
    template_of,
)
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.papers import breakdown_paper
from gongkai_desk.store.entries import upward as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.units import directory
from tests.builders import a_task, stored_plan

DAY, NOW = date(2026, 3, 10), date(2026, 4, 2)
BY = By("李明", NOW)
DEMAND = "各区要在本要点印发后20个工作日内做好任务分解，明确责任单位，并报市政府办公室备案。"
ORDER = FilingOrder(addressee="云州市人民政府办公室", signer="张三", copy_to="市司法局", issuer="云山区政府办公室")


@pytest.fixture
def filed(library: Library) -> Library:
    """A plan of two tasks, the second of which demands the filing."""
    stored_plan(library, a_task(), a_task(seq="2", title="做好任务分解", content=DEMAND), day=DAY)
    return library


@pytest.fixture
def written(filed: Library, tmp_path: Path) -> upward.WrittenFiling:
    return write(filed, tmp_path / "报备.docx")


def write(library: Library, out: Path, order: FilingOrder = ORDER) -> upward.WrittenFiling:
    letter = filing_letter(library, 1, order, NOW)
    return upward.write_filing(letter, letter_template(library, order.form), out, breakdown_paper(library, 1))


# ---- superiors


def test_a_superior_is_added_changed_and_removed(library: Library) -> None:
    made = upward.put_superior(
        library, BY, Superior("市政府办公室", "市政府办公室：", mail="zwgk@yunzhou.example.cn")
    ).made
    assert made is not None
    upward.put_superior(library, BY, Superior("市政务公开办", id=made))
    assert [(each.name, each.id) for each in stored.superiors(library)] == [("市政务公开办", made)]
    upward.remove_superior(library, BY, made)
    assert stored.superiors(library) == []
    undo.undo(library, BY)
    assert len(stored.superiors(library)) == 1


def test_what_went_to_a_superior_stays_under_its_name(library: Library) -> None:
    made = upward.put_superior(library, BY, Superior("市政府办公室")).made
    assert made is not None
    upward.submit(library, BY, Submission("report", NOW, "半年总结", made))
    upward.remove_superior(library, BY, made)
    assert sent_up(library)[0].addressee == "市政府办公室"


def test_a_superior_needs_a_name_and_sound_addresses(library: Library) -> None:
    with pytest.raises(NotAllowed) as refused:
        upward.put_superior(library, BY, Superior(" ", mail="办公室"))
    assert refused.value.data["lacks"] == ("name", "mail")


# ---- 报送登记


def test_what_went_up_is_registered_with_a_frozen_copy(filed: Library, tmp_path: Path) -> None:
    paper = tmp_path / "台账.xlsx"
    paper.write_bytes(b"as it was sent")
    above = upward.put_superior(filed, BY, Superior("市政府办公室")).made
    new = Submission("ledger", NOW, "二季度工作台账", above, 1, "2026Q2", "第一稿", "邮件")
    upward.submit(filed, BY, new, paper)
    paper.write_bytes(b"changed since")
    line = sent_up(filed)[0]
    assert (line.what, line.title, line.addressee, line.version) == (
        "ledger",
        "二季度工作台账",
        "市政府办公室",
        "第一稿",
    )
    assert line.copy_id is not None
    kept = stored.copy_path(filed, line.copy_id)
    assert kept.read_bytes() == b"as it was sent"
    assert not kept.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    undo.undo(filed, BY)
    assert sent_up(filed) == ()


def test_a_receipt_is_entered_and_not_of_a_day_to_come(filed: Library) -> None:
    made = upward.submit(filed, BY, Submission("report", NOW, "半年总结")).made
    assert made is not None
    upward.enter_sent(filed, BY, SentKind.SUBMISSION, made, SentEntry("云政办报〔2026〕3号", NOW, "王芳"))
    assert sent_up(filed)[0].entry == SentEntry("云政办报〔2026〕3号", NOW, "王芳")
    with pytest.raises(NotAllowed):
        upward.enter_sent(filed, BY, SentKind.SUBMISSION, made, SentEntry(receipt=date(2026, 4, 3)))
    upward.remove_sent(filed, BY, SentKind.SUBMISSION, made)
    with pytest.raises(UnknownId):
        upward.enter_sent(filed, BY, SentKind.SUBMISSION, made, SentEntry())


def test_nothing_without_a_name_or_of_a_day_to_come_is_registered(filed: Library) -> None:
    with pytest.raises(NotAllowed) as refused:
        upward.submit(filed, BY, Submission("report", date(2026, 5, 1), " "))
    assert refused.value.data["lacks"] == ("title", "future_day")


# ---- 报备


def test_the_letter_says_whose_demand_it_answers_and_encloses_the_table(filed: Library, tmp_path: Path) -> None:
    duty = filing_duties(filed, 1, 2026)[0]
    made = write(filed, tmp_path / "报备.docx", replace(ORDER, duty=duty))
    text = printed_text(made.letter)
    assert "云山区政府办公室文件" in text
    assert "签发人：张三" in text
    assert "云州市人民政府办公室：" in text
    assert "根据《云州市2026年政务公开工作要点》（云政办发〔2026〕8号）要求" in text
    assert "附件：云州市2026年政务公开工作要点任务分解表" in text
    assert "抄送：市司法局。" in text
    assert "{{" not in text
    assert (made.unknown, made.requests, made.lacks) == ((), (), ())
    assert len(docx.Document(str(made.table)).tables) == 1


def test_a_letter_without_copies_has_no_line_for_them(filed: Library, tmp_path: Path) -> None:
    order = FilingOrder(LetterForm.LETTER, "市司法局", issuer="云山区政府办公室")
    text = printed_text(write(filed, tmp_path / "函.docx", order).letter)
    assert "抄送" not in text
    assert "签发人" not in text
    assert "特此函告。" in text


def test_a_report_to_two_is_refused_and_nothing_is_written(filed: Library, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        write(filed, tmp_path / "报备.docx", replace(ORDER, addressee="省政府办公厅、省司法厅"))
    assert not list(tmp_path.glob("*.docx"))


def test_the_offices_own_template_is_used_and_what_is_wrong_in_it_said(filed: Library, tmp_path: Path) -> None:
    own = upward.edit_template(filed, TEMPLATES[LetterForm.REPORT])
    document = docx.Document(str(own))
    document.add_paragraph("妥否，请批示。{{印章}}")
    document.save(str(own))
    assert template_of(filed, TEMPLATES[LetterForm.REPORT]) == own
    made = write(filed, tmp_path / "报备.docx")
    assert (made.unknown, made.requests) == (("印章",), ("妥否", "请批示"))
    assert "{{印章}}" in printed_text(made.letter)
    assert upward.edit_template(filed, TEMPLATES[LetterForm.REPORT]) == own  # it is kept
    with pytest.raises(UnknownId):
        upward.edit_template(filed, "../ledger.db.docx")


def test_a_filing_freezes_its_table_and_does_the_duty(filed: Library, written: upward.WrittenFiling) -> None:
    duty = filing_duties(filed, 1, 2026)[0]
    assert duty.due == date(2026, 4, 3)  # 20 working days after 6 March, 清明 begins a day later
    upward.file_plan(filed, BY, Filing(1, addressee="市政府办公室", form="report", signer="张三"), written.table, duty)
    line = sent_up(filed)[0]
    assert (line.kind, line.day, line.due, line.addressee) == (SentKind.FILING, NOW, duty.due, "市政府办公室")
    assert filing_duties(filed, 1, 2026)[0].done == NOW
    undo.undo(filed, BY)
    assert (sent_up(filed), filing_duties(filed, 1, 2026)[0].done) == ((), None)


def test_nothing_is_owed_where_no_plan_demands_it(library: Library) -> None:
    stored_plan(library, a_task(), day=DAY)
    assert filing_duties(library, 1, 2026) == ()


def differing(library: Library) -> list[str]:
    table = filed_tables(library, 1)[0][1]
    options = ReadOptions(office_workdays(library))
    found = upward.differences(upward.Filed(table, breakdown_paper(library, 1), directory(library), options))
    return [each.kind.value for each in found]


def test_what_changed_since_the_filing_is_told_and_nothing_else(filed: Library, written: upward.WrittenFiling) -> None:
    upward.file_plan(filed, BY, Filing(1, addressee="市政府办公室", form="report"), written.table)
    assert differing(filed) == []
    edit_task(filed, BY, 1, TaskEdit(content="集中公开现行有效行政规范性文件和政策解读"))
    assert len(differing(filed)) == 1


# ---- the shipped templates


def test_every_name_of_the_shipped_templates_has_a_value(filed: Library) -> None:
    known = filing_values(filing_letter(filed, 1, ORDER, NOW))
    for name in TEMPLATES.values():
        assert set(placeholders(resource("templates", name))) <= set(known)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = resource("templates").parents[1] / "packaging" / "makers" / "letters.py"
    spec = importlib.util.spec_from_file_location("letters", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def members(package: Path) -> dict[str, str]:
    """Return the parts of a package, written in one way whatever prefixes a process has registered."""
    with zipfile.ZipFile(package) as opened:
        return {name: canonicalize(opened.read(name).decode(), rewrite_prefixes=True) for name in opened.namelist()}


def test_the_shipped_templates_are_what_the_script_makes(script: ModuleType, tmp_path: Path) -> None:
    script.make(tmp_path)
    for name in script.TEMPLATES:
        assert members(tmp_path / name) == members(resource("templates", name))
        assert os.path.getsize(tmp_path / name) < 20_000
