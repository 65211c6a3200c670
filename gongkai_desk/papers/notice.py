"""报送通知: what its template's names stand for; the list of who gets which book, with the words to send it by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai_desk.domain.cycle.books import Notice, Recipient, UnitBook
from gongkai_desk.domain.sheet import Align, FontScheme, Orientation, TextSize
from gongkai_desk.page.layout import BandKind, Book, TableColumn, TablePaper, band, plain_text, whole_row
from gongkai_desk.page.measures import TYPE
from gongkai_desk.papers.unit_sheet import heading, plan_name
from gongkai_desk.wording.days import chinese_date

TEMPLATE: Final = "dispatch-notice.docx"
"""In ``resources/templates``; an office may have its own in ``templates`` of its library."""
INTERNAL: Final = "内部资料　注意保存"
_BLANK = "　　　　"


def notice_values(notice: Notice) -> dict[str, str]:
    """Return what the names of the template stand for; a blank to write on where nothing is known."""
    plan, sender = plan_name(notice.plan), notice.sender
    return {
        "内部资料标记": INTERNAL if notice.internal else "",
        "标题": notice_title(notice),
        "主送": "各有关单位",
        "依据": f"《{plan}》" + (f"（{notice.doc_no}）" if notice.doc_no else ""),
        "要点名称": plan,
        "期间": notice.period,
        "批号": notice.batch,
        "任务数": str(notice.tasks),
        "单位数": str(notice.units),
        "报送截止": chinese_date(notice.closing),
        "报送去向": f"发送至{sender.mail}" if sender.mail else "按收到本通知的渠道报送",
        "联系人": sender.contact or _BLANK,
        "联系电话": sender.phone or _BLANK,
        "发文单位": sender.office or _BLANK,
        "日期": chinese_date(notice.day),
    }


def notice_title(notice: Notice) -> str:
    """Return the title: 关于报送2026年二季度政务公开工作要点落实进展情况的通知."""
    return f"关于报送《{plan_name(notice.plan)}》{notice.period}进展情况的通知"


def subject(book: UnitBook, unit: str) -> str:
    """Return the subject of a mail that a unit's book is sent with; what comes back is told by it."""
    return f"请填报：{heading(book)}（{unit}，批号{book.batch}）"


def message(book: UnitBook, unit: str) -> str:
    """Return the text of a mail or a message to a unit."""
    sender, closing = book.sender, chinese_date(book.closing)
    where = f"发送至{sender.mail}" if sender.mail else "按原渠道报回"
    lines = [
        f"{unit}：",
        f"现发去《{heading(book)}》（批号{book.batch}，单位码{book.code}），共{len(book.rows)}项任务。"
        f"请于{closing}前填好，保存为 Excel 文件，{where}；打印件由单位负责人签字、加盖印章，用扫描仪扫描后一并报送。",
        "本期没有新进展的任务填“零报告”，不要空着。不得填写国家秘密、工作秘密。",
    ]
    who = "，".join(
        filter(None, (sender.contact and f"联系人：{sender.contact}", sender.phone and f"电话：{sender.phone}"))
    )
    return "\n".join([*lines, *([f"{who}。"] if who else []), *([sender.office] if sender.office else [])])


_CENTRE = Align.CENTRE
_COLUMNS = (
    TableColumn("序号", 10.0, _CENTRE),
    TableColumn("单位", 30.0),
    TableColumn("联络员", 16.0, _CENTRE),
    TableColumn("联系电话", 24.0, _CENTRE),
    TableColumn("邮箱", 34.0),
)
_NOTED = (TableColumn("发出日期", 20.0, _CENTRE), TableColumn("签收", 20.0, _CENTRE))


def words_to_copy(recipients: Sequence[Recipient]) -> str:
    """Return what may be copied into mails or messages, unit by unit: to whom, subject, text."""
    blocks = (
        f"【{place}】{each.unit}\n收件：{each.mail or each.phone or '（未登记）'}\n主题：{each.subject}\n"
        f"附件：{each.file_name}\n正文：\n{each.text}"
        for place, each in enumerate(recipients, 1)
    )
    return plain_text("\n\n----------\n\n".join(blocks)) + "\n"


def recipients_list(title: str, recipients: Sequence[Recipient], kind: str = "填报表") -> TablePaper:
    """Return the list of who gets which file of a kind, with room to note when it was handed over and who signed."""
    rows = tuple(
        whole_row(str(place), each.unit, each.contact, each.phone, each.mail, each.file_name, "", "")
        for place, each in enumerate(recipients, 1)
    )
    return TablePaper(
        title,
        (*_COLUMNS, TableColumn(f"{kind}文件", 70.0), *_NOTED),
        rows,
        (band(BandKind.TITLE, title),),
        orientation=Orientation.LANDSCAPE,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        fonts=FontScheme.SYSTEM,
        book=Book("清单", frozen=2),
    )
