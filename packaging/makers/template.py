"""Make resources/templates/base.docx, the empty paper that all Word papers start from.

Run: python packaging/makers/template.py [TARGET]. The same script always makes the same bytes, so a change shows in the
repository. python-docx's own template is not used: it carries a foreign author, a date of 2013, a thumbnail and en-US.
"""

import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "resources" / "templates" / "base.docx"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DAY = (2026, 1, 1, 0, 0, 0)  # a zip entry needs some date

PARTS = {
    "word/document.xml": f"{TYPES}.document.main+xml",
    "word/styles.xml": f"{TYPES}.styles+xml",
    "word/settings.xml": f"{TYPES}.settings+xml",
    "word/fontTable.xml": f"{TYPES}.fontTable+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}

# Other names of each font: what a machine without the official font most likely has.
FONTS = {
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋",
    "仿宋_GB2312": "FangSong_GB2312,仿宋",
    "楷体_GB2312": "KaiTi_GB2312,楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
    "仿宋": "FangSong",
    "楷体": "KaiTi",
    "Times New Roman": "",
}

# id, name that the clerk sees, font, size in half-points, paragraph properties
STYLES = [
    (
        "GKTitle",
        "公文标题",
        "方正小标宋简体",
        44,
        '<w:spacing w:after="160" w:line="680" w:lineRule="exact"/><w:jc w:val="center"/>',
    ),
    ("GKAnnex", "附件标记", "黑体", 32, '<w:spacing w:line="579" w:lineRule="exact"/>'),
    ("GKBlank", "空行", "仿宋_GB2312", 32, '<w:spacing w:line="579" w:lineRule="exact"/>'),
    ("GKDraft", "稿次标记", "楷体_GB2312", 32, '<w:spacing w:line="579" w:lineRule="exact"/><w:jc w:val="center"/>'),
    ("GKNote", "表格说明", "仿宋_GB2312", 24, '<w:spacing w:line="440" w:lineRule="exact"/>'),
    ("GKLine", "表首表尾", "仿宋_GB2312", 21, '<w:spacing w:line="400" w:lineRule="exact"/>'),
    ("GKHead", "表头文字", "黑体", 21, '<w:jc w:val="center"/>'),
    ("GKCell", "表内文字", "仿宋_GB2312", 21, ""),
    ("GKSection", "表内标题", "黑体", 21, ""),
    ("GKPage", "页码", "宋体", 28, ""),
    ("GKEnd", "表后", "仿宋_GB2312", 2, '<w:spacing w:line="20" w:lineRule="exact"/>'),
]


def fonts(name: str) -> str:
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
        f'w:eastAsia="{name}"/>'
    )


def style(ident: str, name: str, font: str, size: int, paragraph: str) -> str:
    # The order of paragraph properties is the schema's: snapToGrid before spacing and jc.
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="GKBody"/><w:qFormat/>'
        f'<w:pPr><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:snapToGrid w:val="0"/>{paragraph}</w:pPr>'
        f'<w:rPr>{fonts(font)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def styles() -> str:
    return (
        f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts('仿宋_GB2312')}"
        f'<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f'<w:style w:type="paragraph" w:default="1" w:styleId="GKBody"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>'
        f'<w:style w:type="character" w:default="1" w:styleId="GKFont"><w:name w:val="Default Paragraph Font"/>'
        f'<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f'<w:style w:type="table" w:default="1" w:styleId="GKTable"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{''.join(style(*row) for row in STYLES)}</w:styles>"
    )


def settings() -> str:
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        f'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table() -> str:
    entries = []
    for name, others in FONTS.items():
        latin = name == "Times New Roman"
        alternative = f'<w:altName w:val="{others}"/>' if others else ""
        charset = "00" if latin else "86"
        entries.append(f'<w:font w:name="{name}">{alternative}<w:charset w:val="{charset}"/></w:font>')
    return f"{HEAD}<w:fonts {W}>{''.join(entries)}</w:fonts>"


def document() -> str:
    return (
        f'{HEAD}<w:document {W}><w:body><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="850" w:footer="1417" '
        f'w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr></w:body></w:document>'
    )


def core() -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>zh-CN</dc:language></cp:coreProperties>'
    )


def app() -> str:
    space = f"{OFFICE.rsplit('/', 1)[0]}/extended-properties"
    return f'{HEAD}<Properties xmlns="{space}"><Application>公开台账</Application></Properties>'


def content_types() -> str:
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in PARTS.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def entries() -> dict[str, str]:
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(
            [
                (f"{OFFICE}/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{OFFICE}/extended-properties", "docProps/app.xml"),
            ]
        ),
        "word/_rels/document.xml.rels": relations(
            [(f"{OFFICE}/{name}", f"{name}.xml") for name in ("styles", "settings", "fontTable")]
        ),
        "word/document.xml": document(),
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(),
        "docProps/core.xml": core(),
        "docProps/app.xml": app(),
    }


def make(target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in entries().items():
            package.writestr(zipfile.ZipInfo(name, DAY), text, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
