"""``list requests`` and ``list interpretations``."""

from datetime import date

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.registers import Interpretation, Request
from gongkai_desk.services.interpretations import add_interpretation
from gongkai_desk.services.requests import add_request
from gongkai_desk.store.library import Library


def test_the_registers_are_listed_with_their_clocks(run, home):
    who = By("李明", date(2026, 11, 20))
    with Library.open(home) as library:
        add_request(library, who, Request(subject="征地批文", received=date(2026, 9, 16)))
        add_interpretation(library, who, Interpretation("关于公交线网的意见", file_day=date(2026, 11, 20)))
    [request] = run("list", "requests", "--library", home, "--json", "-").json
    assert (request["number"], request["due"], request["state_text"]) == ("〔2026〕1号", "2026-10-20", "逾期")
    [one] = run("list", "interpretations", "--library", home, "--json", "-").json
    assert (one["file_title"], one["due"], one["state_text"]) == ("关于公交线网的意见", "2026-11-25", "待解读")
    assert run("list", "requests", "--library", home, "--search", "无此事", "--json", "-").json == []
    assert "征地批文\t2026-10-20\t逾期" in run("list", "requests", "--library", home).out
