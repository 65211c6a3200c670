"""What waits in the registers, for the 工作台."""

from datetime import date

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.registers import Interpretation, Request
from gongkai_desk.services.interpretations import add_interpretation
from gongkai_desk.services.requests import add_request, ask_completion
from gongkai_desk.standing.registers import register_topics
from gongkai_desk.store.library import Library

TODAY = date(2026, 10, 14)


def test_the_law_s_days_come_first(library: Library) -> None:
    who = By("", TODAY)
    add_request(library, who, Request(subject="在办", received=date(2026, 9, 16)))
    add_request(library, who, Request(subject="逾期", received=date(2026, 9, 3)))
    given_up = add_request(library, who, Request(subject="放弃", received=date(2026, 9, 1))).made or 0
    ask_completion(library, who, given_up, day=date(2026, 9, 2), until=date(2026, 9, 20))
    add_request(library, who, Request(subject="不急", received=date(2026, 10, 9)))
    add_interpretation(library, who, Interpretation("规划", file_day=date(2026, 9, 28)))
    add_interpretation(library, who, Interpretation("措施", file_day=date(2026, 10, 13)))
    topics = register_topics(library, TODAY)
    assert [topic.heading for topic in topics] == [
        "依申请公开逾期 1 件",
        "依申请公开5个工作日内到期 1 件",
        "依申请公开待登记结果 1 件",
        "政策逾期未解读 1 份",
        "政策待解读 1 份",
    ]
    assert [topic.by_law for topic in topics] == [True, True, True, False, False]
    assert topics[1].entries[0].day == date(2026, 10, 20)


def test_an_empty_library_has_none(library: Library) -> None:
    assert register_topics(library, TODAY) == []
