"""Make the templates of letters in resources/templates: 报备报告, 报备函 (GB/T 9704-2012, DOMAIN §6).

Run: python packaging/makers/letters.py [FOLDER]. An office edits its own copy in Word; names in double braces take
values (``gongkai_desk.export.templates``). The same script always makes the same bytes.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable
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


TEMPLATES = {
    "filing-report.docx": ("报备报告", filing(report_head(), "特此报告。")),
    "filing-letter.docx": ("报备函", filing(letter_head(), "特此函告。")),
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
