"""The registers on their way out: names only on demand."""

from datetime import date

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.registers import Interpretation, Request, Result
from gongkai_desk.services import interpretations, requests
from gongkai_desk.standing import registers
from gongkai_desk.store.library import Library

DAY = date(2026, 9, 30)


def test_names_are_covered_unless_asked_for(library: Library) -> None:
    new = Request(applicant="王某某", subject="征地批文", received=date(2026, 9, 16))
    made = requests.add_request(library, By("", DAY), new).made or 0
    requests.answer(library, By("", DAY), made, Result.SECRET, day=DAY)
    kept = registers.kept_requests(library, DAY)
    without = registers.requests_table(library, kept, "登记表", "共1件")
    assert "王某某" not in str(without)
    assert without.note.endswith("申请人姓名已遮盖。")
    assert without.rows[0][1] == "王**\n自然人"
    whole = registers.requests_table(library, kept, "登记表", "共1件", with_names=True)
    assert dict(zip(whole.heads, whole.rows[0], strict=True)) == {
        "编号": "〔2026〕1号",
        "申请人": "王某某\n自然人",
        "申请方式": "网络",
        "收到日期": "2026-09-16",
        "申请内容": "征地批文",
        "承办单位": "",
        "应答复日期": "2026-10-20",
        "状态": "已答复\n用时10个工作日",
        "答复日期": "2026-09-30",
        "办理结果": "不予公开：属于国家秘密",
        "备注": "",
    }


def test_interpretations_of_one_file_share_its_cells(library: Library) -> None:
    file = Interpretation("意见", "云政发〔2026〕3号", file_day=date(2026, 9, 29))
    for title in ("图解", "问答"):
        one = Interpretation(file.file_title, file.file_doc_no, file_day=file.file_day, title=title, day=DAY)
        interpretations.add_interpretation(library, By("", DAY), one)
    kept = registers.kept_interpretations(library, DAY)
    table = registers.interpretations_table(library, kept, "登记表", "")
    assert table.groups[0][0] == table.groups[1][0]
    assert [row[2] for row in table.rows] == ["图解", "问答"]
