"""What was recognised from a scan carries a doubt."""

from dataclasses import replace

import pytest

from gongkai_desk.domain.draft import Doubt, DoubtKind, Part, PartKind
from gongkai_desk.domain.plan import Box, PagePlace
from gongkai_desk.domain.time import Deadline
from gongkai_desk.parsing.checks import scan_doubts, with_scan_doubts
from gongkai_desk.reading.document import Unsure
from tests.builders import a_task, document

LINE = PagePlace(2, Box(100, 205, 200, 217))


def test_a_recognised_file_is_doubted_as_a_whole():
    read = replace(document("一、总体要求"), recognised=(1, 2, 3, 5))
    assert list(scan_doubts(read)) == [Doubt(DoubtKind.OCR_READ, None, "", "第1—3、5页")]
    assert list(scan_doubts(document("一、总体要求"))) == []


def test_the_task_in_which_an_unsure_line_stands_is_doubted():
    above = a_task(source=(PagePlace(2, Box(90, 100, 300, 200)),))
    here = a_task(source=(PagePlace(1, Box(90, 200, 300, 240)), PagePlace(2, Box(90, 200, 300, 240))))
    part = Part(PartKind.TABLE, "表", (above, here), (Doubt(DoubtKind.NO_UNIT, 0),))
    marked = with_scan_doubts([part], (Unsure("镇(街)", LINE),))
    assert marked[0].doubts == (Doubt(DoubtKind.NO_UNIT, 0), Doubt(DoubtKind.OCR_READ, 1, "", "镇(街)", (LINE,)))
    assert with_scan_doubts([part], ()) == [part]


@pytest.mark.parametrize(
    ("read", "fields"),
    [
        pytest.param("推进政务公开", ["content"], id="a line of the content"),
        pytest.param(
            "政务公开工作。（市教育局）6月底前",
            ["content", "units", "deadline"],
            id="the end, units and deadline in a line",
        ),
        pytest.param("市教育局", ["units"], id="a cell of units"),
        pytest.param("6月底前", ["deadline"], id="a cell of a deadline"),
        pytest.param("12", ["seq"], id="the number"),
        pytest.param("", [""], id="nothing was read"),
    ],
)
def test_each_field_that_came_from_an_unsure_line_is_doubted(read, fields):
    task = a_task(
        seq="12",
        title="",
        content="推进政务公开工作",
        unit_text="市教育局",
        deadline=Deadline("6月底前"),
        source=(PagePlace(2, Box(90, 200, 300, 240)),),
    )
    (marked,) = with_scan_doubts([Part(PartKind.TABLE, "表", (task,))], (Unsure(read, LINE),))
    assert [doubt.field for doubt in marked.doubts] == fields
    assert {doubt.text for doubt in marked.doubts} == {read or "有一行没有认出"}


def test_what_is_unsure_outside_all_tasks_is_told_of_its_page():
    part = Part(PartKind.TABLE, "表", (a_task(source=(PagePlace(1, Box(90, 200, 300, 240)),)),))
    unsure = (Unsure("云州市", LINE), Unsure("", LINE), Unsure("政务", replace(LINE, page=1)))
    read = replace(document("一、总体要求"), recognised=(1, 2), unsure=unsure)
    assert [doubt.text for doubt in scan_doubts(read, [part])] == ["第1—2页", "第2页：云州市；有一行没有认出"]
