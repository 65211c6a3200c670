"""A paper that is no plan (a contract, a letter): said before 核对, with a way to go on all the same."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.draft import DoubtKind
from ui.dialogs.base import ask
from ui.importing.frame import FILE, RECOGNISED, REVIEWED
from ui.importing.wizard import ImportWizard

CONTRACT = """政务公开网站运维服务合同
甲方：云州市政务服务局
乙方：云州市某某科技有限公司
第一条 服务内容
乙方为甲方的政务公开网站提供日常运维和安全加固。
第二条 付款方式
合同签订后10个工作日内，甲方支付合同总价的30%。
第三条 违约责任
任何一方违约，应当承担违约责任。
第四条 附则
本合同一式四份，双方各执两份。"""
REPORT = """我市近年社区建设的几点体会
一、注重群众参与
我们坚持开门办事，听取各方面意见，邀请居民走进社区。
二、注重统筹力量
我们把条线的人员拢到一起，统一调度。"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked; 仍然核对 is answered where the list ends with it."""
    texts: list[str] = []

    def choose(parent: object, title: str, text: str, verb: str) -> bool:
        agreed = bool(texts) and texts[-1] == verb
        texts.append(text)
        return agreed

    monkeypatch.setattr(ask, "choose", choose)
    return texts


def read(qtbot: QtBot, wizard: ImportWizard, text: str, *, step: int) -> None:
    wizard.read_text(text)
    qtbot.waitUntil(lambda: bool(wizard._step == step and (step == RECOGNISED or wizard.file_page.refusal.text())))


def test_a_contract_is_refused_before_the_review(qtbot: QtBot, wizard: ImportWizard, asked: list[str]) -> None:
    read(qtbot, wizard, CONTRACT, step=FILE)
    assert "不像工作要点，像合同" in asked[0]
    assert "不像工作要点" in wizard.file_page.refusal.text()
    assert wizard.review is None


def test_a_contract_is_gone_on_with_where_the_clerk_says_so(
    qtbot: QtBot, wizard: ImportWizard, asked: list[str]
) -> None:
    asked.append("仍然核对")
    read(qtbot, wizard, CONTRACT, step=RECOGNISED)
    assert "不像要点 1" in wizard.recognise_page.doubts.text()
    wizard.go_on()
    assert (wizard._step, len(asked)) == (REVIEWED, 2)  # asked once, and no more
    assert wizard.review is not None
    assert [each.answer for each in wizard.review.decided] == ["仍然核对"]


def test_what_may_be_no_plan_is_asked_about_before_the_review(
    qtbot: QtBot, wizard: ImportWizard, asked: list[str]
) -> None:
    read(qtbot, wizard, REPORT, step=RECOGNISED)
    wizard.go_on()
    assert (wizard._step, len(asked)) == (RECOGNISED, 1)
    asked.append("仍然核对")
    wizard.go_on()
    assert wizard._step == REVIEWED
    assert wizard.review is not None
    assert DoubtKind.UNLIKE_PLAN not in {each.kind for each in wizard.review.shown.doubts}
