"""Make the template of the 报送通知 in resources/templates (GB/T 9704-2012, DOMAIN §6).

Run: python packaging/makers/notice.py [FOLDER]. An office edits its own copy in Word; names in double braces take
values (``gongkai_desk.export.templates``). The same script always makes the same bytes.
"""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai_desk.domain.sheet import FontScheme
from gongkai_desk.export.word_kit import WordPaper, paragraph_xml, run_xml
from gongkai_desk.page.measures import FONTS, PORTRAIT
from gongkai_desk.papers.notice import TEMPLATE

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "templates"
DAY = (2026, 1, 1, 0, 0, 0)  # a zip entry needs some date
TYPE = FONTS[FontScheme.OFFICIAL]
LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'
INDENTED = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
BODY = f"{LINE}{INDENTED}"
# 附件说明 stands two characters in, its second line under the first one's number
ANNEX = f'{LINE}<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>'
SECOND_ANNEX = f'{LINE}<w:ind w:leftChars="500" w:left="1600"/>'
TITLE = '<w:spacing w:line="680" w:lineRule="exact"/><w:jc w:val="center"/>'
SIGNED = f'<w:keepNext/>{LINE}<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'


def paragraph(text: str, properties: str = BODY, font: str = TYPE.text, size: float = 16) -> str:
    keep = "<w:keepNext/>" if "<w:keepNext/>" in properties else ""
    rest = properties.replace("<w:keepNext/>", "")
    return paragraph_xml(run_xml(text, font, size, TYPE), "GKBody", f'{keep}<w:snapToGrid w:val="0"/>{rest}')


def heading(text: str) -> str:
    return paragraph(text, f"<w:keepNext/>{BODY}", TYPE.head)


NOTICE = [
    paragraph("{{内部资料标记}}", LINE, TYPE.head, 16),
    paragraph("{{标题}}", TITLE, TYPE.title, 22),
    paragraph("", LINE),
    paragraph("{{主送}}：", LINE),
    paragraph("根据{{依据}}，为掌握{{期间}}各项任务落实情况，现就报送工作通知如下。"),
    heading("一、范围和期间"),
    paragraph(
        "《{{要点名称}}》任务（见附件1）中，本期需要报送进展的共{{任务数}}项，涉及{{单位数}}家单位，"
        "各单位应报的任务以本单位填报表（附件2，批号{{批号}}）所列为准。进展写到填报之日为止。"
    ),
    heading("二、时限"),
    paragraph("请于{{报送截止}}前报送。确有困难的，请在截止日前说明理由，经同意后按准予延期的日期报送。"),
    heading("三、报送方式"),
    paragraph(
        "请在附件2中逐项填写，保存为 Excel 文件，{{报送去向}}。填报表内的任务码、批号和单位码用于核对，请保留。"
        "不得填写国家秘密、工作秘密和不宜公开的个人信息。"
    ),
    heading("四、审签盖章"),
    paragraph("填报表打印后由单位负责人签字、加盖单位印章，用扫描仪扫描，与 Excel 文件一并报送，不要用手机拍照传送。"),
    heading("五、零报告"),
    paragraph(
        "本期没有新进展的任务，“完成情况”填“零报告”；确不涉及的，填“不涉及”并写明理由。各项任务都要填，不得空缺。"
        "逾期未报的，将予催办。"
    ),
    paragraph("联系人：{{联系人}}，联系电话：{{联系电话}}。"),
    paragraph("", LINE),
    paragraph("附件：1. 任务分解表", ANNEX),
    paragraph("2. {{期间}}填报表", SECOND_ANNEX),
    paragraph("", LINE),
    paragraph("", LINE),
    paragraph("{{发文单位}}", SIGNED),
    paragraph("{{日期}}", SIGNED.replace("<w:keepNext/>", "")),
]


def make(folder: Path) -> None:
    paper = WordPaper(FontScheme.OFFICIAL, "报送通知")
    paper.set_page(PORTRAIT)
    paper.number_pages(PORTRAIT)
    for each in NOTICE:
        paper.add(each)
    with TemporaryDirectory() as beside:
        written = Path(beside) / TEMPLATE
        paper.save(written)
        (folder / TEMPLATE).write_bytes(repacked(written))


def repacked(written: Path) -> bytes:
    """Return a package with the same date in all its entries."""
    made = BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            package.writestr(zipfile.ZipInfo(name, DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
