"""What was recognised from a scan carries a doubt."""

from dataclasses import replace

from gongkai_desk.domain.draft import Doubt, DoubtKind, Part, PartKind
from gongkai_desk.domain.plan import Box, PagePlace
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
