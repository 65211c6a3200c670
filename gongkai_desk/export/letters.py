"""催办单, 提示单 and 三色督办单 as Word: the slip, and on a page of their own its 回执联 and 存根."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import FontScheme
from gongkai_desk.domain.slips import Slip, SlipKind, SlipTask
from gongkai_desk.export.form_table import Cell, FormRow, form_xml, pair, two_pairs
from gongkai_desk.export.ledger import chinese_date
from gongkai_desk.export.page import FIGURES, PORTRAIT, Fonts, points, twips
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_table import after_table_xml
from gongkai_desk.export.word_text import paragraph_xml, run_xml, title_xml
from gongkai_desk.progress import Progress, Stage, silent

# the word on paper, and a ground on which it can be read; a black and white printer leaves the word
MARKS = {
    SlipKind.BLUE: ("蓝色督办", "1F4E9E", "FFFFFF"),
    SlipKind.YELLOW: ("黄色督办", "FFD24D", "000000"),
    SlipKind.RED: ("红色督办", "C00000", "FFFFFF"),
}
_BLANK_DATE = "　　　　年　　月　　日"
_SEALED = 76.0  # points: room for a seal
_WRITTEN = 104.0  # points: room to write an answer, so that answer slip and stub share a page
_FEW_NAMES = 3  # items named on the answer slip; the others are counted
_NAME = 28  # characters of a name there: one line


def write_docx(
    path: Path, slips: Sequence[Slip], scheme: FontScheme = FontScheme.OFFICIAL, progress: Progress = silent
) -> None:
    """Write slips as one Word paper, each beginning on a page of its own and numbered from 1.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    word = WordPaper(scheme, slips[0].title if slips else "催办单")
    word.set_page(PORTRAIT, grid=False)
    word.number_pages(PORTRAIT)
    for index, slip in enumerate(slips):
        progress(Stage.WRITING, index, len(slips))
        if index:
            word.end_section()
        for xml in _slip(slip, word.fonts):
            word.add(xml)
    word.save(path)


def _slip(slip: Slip, fonts: Fonts) -> Iterator[str]:
    yield from _head(slip, fonts)
    yield form_xml(list(_slip_rows(slip)), PORTRAIT.area_width, fonts)
    if slip.copy_to:
        yield _line(f"抄送：{slip.copy_to}", fonts)
    yield _page_break()
    yield from _small_head(slip, "回执", fonts)
    yield form_xml(list(_answer_rows(slip)), PORTRAIT.area_width, fonts)
    yield _cut(fonts)
    yield from _small_head(slip, "存根", fonts)
    yield form_xml(list(_stub_rows(slip)), PORTRAIT.area_width, fonts)
    yield after_table_xml()


def _head(slip: Slip, fonts: Fonts) -> Iterator[str]:
    yield title_xml(title_lines(slip.title, points(PORTRAIT.area_width) / FIGURES.title_size), fonts)
    yield _number(slip, fonts, _mark(slip.kind, fonts))


def _small_head(slip: Slip, what: str, fonts: Fonts) -> Iterator[str]:
    """Return the heads of answer slip and stub: they bear the title without the colour in brackets."""
    title = f"{slip.title.partition('（')[0]}{what}"
    yield paragraph_xml(run_xml(title, fonts.title, FIGURES.annex_size, fonts), "GKDraft")
    yield _number(slip, fonts)


def _number(slip: Slip, fonts: Fonts, mark: str = "") -> str:
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(PORTRAIT.area_width)}"/></w:tabs>'
    number = run_xml(f"编号：{slip.number_text or '　　　　　　　　'}", fonts.text, FIGURES.note_size, fonts)
    return paragraph_xml(f"{mark}<w:r><w:tab/></w:r>{number}", "GKNote", stop)


def _mark(kind: SlipKind, fonts: Fonts) -> str:
    """Return the colour of a 督办单 as a word on its ground."""
    if kind not in MARKS:
        return ""
    word, ground, ink = MARKS[kind]
    run = run_xml(f" {word} ", fonts.head, FIGURES.note_size, fonts)
    coloured = run.replace("<w:sz ", f'<w:color w:val="{ink}"/><w:sz ', 1)  # the schema's order: colour, size, ground
    return coloured.replace("</w:rPr>", f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/></w:rPr>', 1)


def _slip_rows(slip: Slip) -> Iterator[FormRow]:
    yield two_pairs(("承办单位", slip.unit), ("事项数", f"{len(slip.tasks)}项"))
    for index, task in enumerate(slip.tasks, start=1):
        if len(slip.tasks) > 1:
            yield FormRow((Cell(f"事项{index}　{task.name}", 12, label=True),), 26, keep=True)
        yield from _task_rows(slip, task)
    yield pair("办理要求", slip.demand)
    yield two_pairs(("反馈时限", chinese_date(slip.answer_until)), ("签发人", slip.signer), keep=True)
    yield two_pairs(("联系人", slip.contact), ("联系电话", slip.phone), keep=True)
    signed = "\n".join(filter(None, (slip.office, chinese_date(slip.day))))
    yield FormRow(
        (Cell("发单单位\n（盖章）", 2, label=True, align=Align.CENTRE), Cell(signed, 10, align=Align.RIGHT)), _SEALED
    )


def _task_rows(slip: Slip, task: SlipTask) -> Iterator[FormRow]:
    yield pair("任务依据", task.basis, keep=True)
    yield pair("完成时限", task.deadline)
    yield pair("截至日进展", task.progress)
    yield pair("未报或\n滞后情形" if slip.kind not in (SlipKind.HINT, SlipKind.BLUE) else "临期情形", task.late)


def _names(slip: Slip, most: int) -> str:
    """Return the items in short, one on a line; many are counted."""
    named = [plain_text(task.name).replace("\n", "") for task in slip.tasks]
    told = [name if len(name) <= _NAME else name[: _NAME - 1] + "…" for name in named[:most]]
    return "\n".join(told) + (f"\n等{len(named)}项" if len(named) > most else "")


def _answer_rows(slip: Slip) -> Iterator[FormRow]:
    yield two_pairs(("承办单位", slip.unit), ("反馈时限", chinese_date(slip.answer_until)))
    yield pair("事项", _names(slip, _FEW_NAMES))
    yield pair("办理情况", "", least=_WRITTEN, top=True)
    yield two_pairs(("负责人\n签字", ""), ("单位盖章\n及日期", _BLANK_DATE), least=52)
    yield two_pairs(("签收人", ""), ("签收时间", "　　月　　日　　时"))


def _stub_rows(slip: Slip) -> Iterator[FormRow]:
    yield two_pairs(("承办单位", slip.unit), ("发单日期", chinese_date(slip.day)))
    yield pair("事项", _names(slip, 1))
    yield two_pairs(("反馈时限", chinese_date(slip.answer_until)), ("签发人", slip.signer))
    yield two_pairs(("送达方式\n及时间", ""), ("经办人", ""))
    yield two_pairs(("回执收到\n日期", ""), ("备注", ""))


def _line(text: str, fonts: Fonts) -> str:
    return paragraph_xml(run_xml(text, fonts.text, FIGURES.note_size, fonts), "GKNote", '<w:spacing w:before="120"/>')


def _page_break() -> str:
    return paragraph_xml('<w:r><w:br w:type="page"/></w:r>', "GKEnd")


def _cut(fonts: Fonts) -> str:
    """Return the line along which the answer slip is cut off."""
    run = run_xml("（沿此线裁开）", fonts.text, 9, fonts)
    rule = '<w:pBdr><w:bottom w:val="dashed" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    return paragraph_xml(run, "GKLine", f'{rule}<w:spacing w:before="160" w:after="160"/><w:jc w:val="center"/>')
