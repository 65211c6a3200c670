"""Make the templates of letters in resources/templates (GB/T 9704, DOMAIN §6): 报备, 报送通知, 征求意见, 补报更正.

Run: python packaging/makers/letters.py [FOLDER]. An office edits its own copy in Word; names in double braces take
values (``gongkai_desk.export.templates``). The same script always makes the same bytes.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai_desk.domain.sheet import FontScheme
from gongkai_desk.export.word_kit import WordPaper, end_xml, paragraph_xml, run_xml
from gongkai_desk.page.measures import FONTS, PORTRAIT

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "templates"
DAY = (2026, 1, 1, 0, 0, 0)  # a zip entry needs some date
TYPE = FONTS[FontScheme.OFFICIAL]
RED = "FF0000"
LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'
BODY = f'{LINE}<w:ind w:firstLineChars="200" w:firstLine="640"/>'
# 附件说明 stands two characters in, its second line under the first one's name
ANNEX = f'{LINE}<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>'


def run(text: str, font: str = TYPE.text, size: float = 16, colour: str = "") -> str:
    made = run_xml(text, font, size, TYPE)
    return made.replace("<w:sz ", f'<w:color w:val="{colour}"/><w:sz ', 1) if colour else made


def paragraph(text: str, properties: str = LINE, font: str = TYPE.text, size: float = 16, colour: str = "") -> str:
    return paragraph_xml(run(text, font, size, colour), "GKBody", f'<w:snapToGrid w:val="0"/>{properties}')


def ruled(side: str, style: str, size: int, properties: str = LINE, runs: str = "", colour: str = RED) -> str:
    """Return a paragraph with a rule over or under it."""
    rule = f'<w:pBdr><w:{side} w:val="{style}" w:sz="{size}" w:space="4" w:color="{colour}"/></w:pBdr>'
    return paragraph_xml(runs, "GKBody", f'{rule}<w:snapToGrid w:val="0"/>{properties}')


def masthead(text: str) -> str:
    """Return the 发文机关标志: red, in the middle."""
    return paragraph(text, '<w:spacing w:after="200"/><w:jc w:val="center"/>', TYPE.title, 28, RED)


def report_head() -> Iterable[str]:
    """Yield the head of what goes up: the number at the left, 签发人 at the right, a red rule."""
    yield masthead("{{发文机关}}文件")
    both = f"{run('　{{文号}}')}<w:r><w:tab/></w:r>{run('签发人：')}{run('{{签发人}}　', TYPE.sub)}"
    tab = '<w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs>'
    yield ruled("bottom", "single", 18, LINE, both).replace("<w:snapToGrid", f"{tab}<w:snapToGrid", 1)


def letter_head() -> Iterable[str]:
    """Yield the head of a 函: the name, a double red rule, the number at the right."""
    yield masthead("{{发文机关}}")
    yield ruled("top", "thickThinSmallGap", 24, f'{LINE}<w:jc w:val="right"/>', run("{{文号}}"))


def title(text: str) -> str:
    """Return the title, as many paragraphs as it has lines, with a blank line before and after it."""
    lines = '<w:spacing w:line="680" w:lineRule="exact"/><w:jc w:val="center"/>'
    return paragraph("") + paragraph(text, lines, TYPE.title, 22) + paragraph("")


def signed(*lines: str) -> str:
    """Return 署名 and date in the middle of each other, at the right."""
    text = "".join(paragraph(line, f'{LINE}<w:jc w:val="center"/>') for line in lines)
    cells = f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{paragraph("")}</w:tc>'
    cells += f'<w:tc><w:tcPr><w:tcW w:w="5200" w:type="dxa"/></w:tcPr>{text}</w:tc>'
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="8200" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="5200"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>{end_xml()}"
    )


def imprint() -> Iterable[str]:
    """Yield the 版记: 抄送, and who printed it when."""
    small = '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:leftChars="100" w:left="280"/>'
    yield ruled(
        "top",
        "single",
        8,
        small.replace("<w:spacing", '<w:spacing w:before="240"', 1),
        run("抄送：{{抄送}}。", size=14),
        "auto",
    )
    tab = '<w:tabs><w:tab w:val="right" w:pos="8560"/></w:tabs>'
    printed = f"{run('{{发文机关}}', size=14)}<w:r><w:tab/></w:r>{run('{{日期}}印发', size=14)}"
    rules = ruled("top", "single", 4, small, printed, "auto").replace("<w:snapToGrid", f"{tab}<w:snapToGrid", 1)
    yield rules.replace("</w:pBdr>", '<w:bottom w:val="single" w:sz="8" w:space="4" w:color="auto"/></w:pBdr>', 1)


_WHAT = (
    "根据{{依据}}，我单位对《{{要点名称}}》进行了任务分解，共{{任务数}}项，逐项明确了责任单位和完成时限。"
    "现将任务分解表{{报送}}，请予备案。"
)
_CONTACT = "（联系人：{{联系人}}，联系电话：{{联系电话}}）"


def filing(head: Iterable[str], end: str) -> list[str]:
    return [
        *head,
        title("{{标题}}"),
        paragraph("{{主送}}："),
        paragraph(_WHAT, BODY),
        paragraph(end, BODY),
        paragraph("", LINE),
        paragraph("附件：{{附件说明}}", ANNEX),
        paragraph("", LINE),
        signed("{{发文机关}}", "{{日期}}"),
        paragraph(_CONTACT, BODY),
        *imprint(),
    ]


# the second of two annexes stands under the first one's number
SECOND_ANNEX = f'{LINE}<w:ind w:leftChars="500" w:left="1600"/>'
HEADED = '<w:spacing w:line="680" w:lineRule="exact"/><w:jc w:val="center"/>'
SIGNED = f'{LINE}<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'


def text(words: str) -> str:
    """Return a paragraph of the letter itself."""
    return paragraph(words, BODY)


def kept(made: str) -> str:
    """Return a paragraph that stays with what follows."""
    return made.replace("<w:snapToGrid", "<w:keepNext/><w:snapToGrid", 1)


def headed(words: str) -> str:
    """Return a heading of the first level."""
    return kept(paragraph(words, BODY, TYPE.head))


def notice() -> list[str]:
    """Return the 报送通知 to the units."""
    return [
        paragraph("{{内部资料标记}}", LINE, TYPE.head, 16),
        paragraph("{{标题}}", HEADED, TYPE.title, 22),
        paragraph("", LINE),
        paragraph("{{主送}}：", LINE),
        text("根据{{依据}}，为掌握{{期间}}各项任务落实情况，现就报送工作通知如下。"),
        headed("一、范围和期间"),
        text(
            "《{{要点名称}}》任务（见附件1）中，本期需要报送进展的共{{任务数}}项，涉及{{单位数}}家单位，"
            "各单位应报的任务以本单位填报表（附件2，批号{{批号}}）所列为准。进展写到填报之日为止。"
        ),
        headed("二、时限"),
        text("请于{{报送截止}}前报送。确有困难的，请在截止日前说明理由，经同意后按准予延期的日期报送。"),
        headed("三、报送方式"),
        text(
            "请在附件2中逐项填写，保存为 Excel 文件，{{报送去向}}。填报表内的任务码、批号和单位码用于核对，请保留。"
            "不得填写国家秘密、工作秘密和不宜公开的个人信息。"
        ),
        headed("四、审签盖章"),
        text("填报表打印后由单位负责人签字、加盖单位印章，用扫描仪扫描，与 Excel 文件一并报送，不要用手机拍照传送。"),
        headed("五、零报告"),
        text(
            "本期没有新进展的任务，“完成情况”填“零报告”；确不涉及的，填“不涉及”并写明理由。各项任务都要填，不得空缺。"
            "逾期未报的，将予催办。"
        ),
        text("联系人：{{联系人}}，联系电话：{{联系电话}}。"),
        paragraph("", LINE),
        paragraph("附件：1. 任务分解表", ANNEX),
        paragraph("2. {{期间}}填报表", SECOND_ANNEX),
        paragraph("", LINE),
        paragraph("", LINE),
        paragraph("{{发文单位}}", SIGNED),
        paragraph("{{日期}}", SIGNED),
    ]


def asking() -> list[str]:
    """Return the 函 that asks units for their opinion on a draft."""
    return [
        *letter_head(),
        title("{{标题}}"),
        paragraph("{{主送}}："),
        text(
            "根据{{依据}}，我单位起草了《{{要点名称}}》（附件1，共{{任务数}}项任务）。现征求你们意见，请对任务内容、"
            "责任分工和完成时限提出意见，{{反馈时限}}反馈。"
        ),
        text(
            "意见请逐项填入《意见反馈表》（附件2，批号{{批号}}），写明依据；不同意的，请说明理由；没有意见的，请写“无意见”。"
            "反馈表加盖单位印章后，连同 Excel 文件{{反馈去向}}。{{逾期未复}}"
        ),
        *map(  # the signature is never alone on a page
            kept,
            (
                text("征求意见稿在印发前请妥善保管，不对外提供。"),
                paragraph("", LINE),
                paragraph("附件：1. {{要点名称}}", ANNEX),
                paragraph("2. 意见反馈表", SECOND_ANNEX),
                paragraph("", LINE),
            ),
        ),
        signed("{{发文机关}}", "{{日期}}"),
        paragraph(_CONTACT, BODY),
    ]


def looking_back() -> list[str]:
    """Return the 回头看报告; its parts are as many paragraphs as there is to say."""
    heads = ("一、总体情况", "二、未完成事项", "三、整改情况", "四、转入本年继续推进的事项")
    parts = ("{{总体情况}}", "{{未完成情况}}", "{{整改情况}}", "{{接续情况}}")
    body = (each for head, part in zip(heads, parts, strict=True) for each in (headed(head), text(part)))
    return [
        title("{{标题}}"),
        text("{{开头}}"),
        *body,
        paragraph("", LINE),
        paragraph("", LINE),
        signed("{{发文机关}}", "{{日期}}"),
    ]


_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL = '<w:spacing w:line="360" w:lineRule="exact"/>'


def table(columns: Sequence[tuple[str, str, int, str]]) -> str:
    """Return a ruled table of a head and one row that repeats; columns: head, name, width in twips, alignment."""
    heads = "".join(_table_cell(head, width, "center", TYPE.head) for head, _, width, _ in columns)
    cells = "".join(_table_cell(f"{{{{{name}}}}}", width, side) for _, name, width, side in columns)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _, _, width, _ in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(each[2] for each in columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _table_cell(words: str, width: int, side: str, font: str = TYPE.text) -> str:
    made = paragraph(words, f'{_CELL}<w:jc w:val="{side}"/>', font, 12)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{made}</w:tc>'


_CHANGED = (
    ("项目", "更正.项目", 3000, "left"),
    ("范围", "更正.范围", 3240, "left"),
    ("原报", "更正.原报", 1300, "right"),
    ("更正为", "更正.更正为", 1300, "right"),
)
_LATE = (
    ("序号", "补报.序号", 760, "center"),
    ("单位", "补报.单位", 1800, "left"),
    ("任务", "补报.任务", 2160, "left"),
    ("补报日期", "补报.日期", 1480, "center"),
    ("进展情况", "补报.进展", 2640, "left"),
)


def correction() -> list[str]:
    """Return the 报告 that corrects what was sent."""
    return [
        *report_head(),
        title("{{标题}}"),
        paragraph("{{主送}}："),
        text(
            "我单位{{原报日期}}报送了《{{要点名称}}》{{期间}}进展情况，数据截至{{截止日期}}。"
            "数据报出后，{{补报单位}}补报进展{{补报条数}}条，有关数据更正如下，其他数据没有变化。"
        ),
        kept(paragraph("", LINE)),
        table(_CHANGED),
        paragraph("", LINE),
        kept(text("补报的进展如下：")),
        kept(paragraph("", LINE)),
        table(_LATE),
        paragraph("", LINE),
        text("特此报告。"),
        paragraph("", LINE),
        signed("{{发文机关}}", "{{日期}}"),
        paragraph(_CONTACT, BODY),
        *imprint(),
    ]


TEMPLATES = {
    "correction-report.docx": ("补报更正", correction()),
    "filing-report.docx": ("报备报告", filing(report_head(), "特此报告。")),
    "filing-letter.docx": ("报备函", filing(letter_head(), "特此函告。")),
    "dispatch-notice.docx": ("报送通知", notice()),
    "opinion-letter.docx": ("征求意见函", asking()),
    "lookback-report.docx": ("回头看报告", looking_back()),
}


def make(folder: Path) -> None:
    for name, (called, body) in TEMPLATES.items():
        paper = WordPaper(FontScheme.OFFICIAL, called)
        paper.set_page(PORTRAIT)
        paper.number_pages(PORTRAIT)
        for each in body:
            paper.add(each)
        with TemporaryDirectory() as beside:
            written = Path(beside) / name
            paper.save(written)
            (folder / name).write_bytes(repacked(written))


def repacked(written: Path) -> bytes:
    """Return a package with the same date in all its entries."""
    made = BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            package.writestr(zipfile.ZipInfo(name, DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
