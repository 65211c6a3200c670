"""Word and Excel files that are one XML text, as OA systems export them, are read like the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desk import errors
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.document import Document, FileKind, Grid, Line
from gongkai_desk.reading.guard import identify
from gongkai_desk.reading.read import read_document
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

BOOK = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">'
    '<Styles><Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></Style>'
    '<Style ss:ID="b"><Font ss:Bold="1" ss:Size="16"/><Alignment ss:Horizontal="Center"/></Style></Styles>%s</Workbook>'
)
WORD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body><wx:sect>%s</wx:sect></w:body></w:wordDocument>'
)
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FLAT = (
    '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n'
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    '<pkg:part pkg:name="/_rels/.rels"><pkg:xmlData><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    '</Relationships></pkg:xmlData></pkg:part><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
    f'<w:document xmlns:w="{MAIN}"><w:body>%s</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>'
)


def _sheet(*rows: str, name: str = "任务", options: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{"".join(rows)}</Table>{options}</Worksheet>'


def _row(*texts: str, attributes: str = "") -> str:
    cells = "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in texts)
    return f"<Row {attributes}>{cells}</Row>"


def _read(tmp_path: Path, content: str, name: str = "表.xls", encoding: str = "utf-8") -> Document:
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return read_document(path)


def _grid(document: Document) -> list[list[str | None]]:
    (grid,) = [item for _, item in document.items() if isinstance(item, Grid)]
    return [[cell and cell.text for cell in row] for row in grid.rows]


HEAD = _row("序号", "任务内容", "责任单位", "完成时限")


def test_rows_merges_and_places_of_a_sheet(tmp_path: Path) -> None:
    title = '<Row><Cell ss:MergeAcross="3" ss:StyleID="b"><Data ss:Type="String">任务分解表</Data></Cell></Row>'
    merged = (
        '<Row><Cell><Data ss:Type="Number">1</Data></Cell>'
        '<Cell><Data ss:Type="String">公开目录&#10;更新目录</Data></Cell>'
        '<Cell ss:MergeDown="1"><Data ss:Type="String">市司法局</Data></Cell>'
        '<Cell ss:StyleID="d"><Data ss:Type="DateTime">2026-06-30T00:00:00.000</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="Number">2</Data></Cell>'
        '<Cell><ss:Data ss:Type="String"><html:B>公开</html:B>结果</ss:Data></Cell>'
        '<Cell ss:Index="4"><Data ss:Type="String">全年</Data></Cell></Row>'
    )
    read = _read(tmp_path, BOOK % _sheet(title, HEAD, merged))
    assert read.kind is FileKind.SHEET_XML
    assert not read.named_otherwise
    assert [item.text for _, item in read.items() if isinstance(item, Line)] == ["任务分解表"]
    assert _grid(read)[1:] == [
        ["1", "公开目录\n更新目录", "市司法局", "2026年6月30日"],
        ["2", "公开结果", None, "全年"],
    ]


def test_what_is_hidden_on_purpose_is_told_and_what_a_filter_hides_counts(tmp_path: Path) -> None:
    rows = (
        HEAD,
        _row("1", "公开目录", "市司法局", "全年"),
        _row("2", "公开结果", "市司法局", "全年", attributes='ss:Hidden="1"'),
    )
    hidden = _read(tmp_path, BOOK % _sheet(*rows))
    assert len(_grid(hidden)) == 2
    assert "第3行" in hidden.missed[0].what
    options = '<AutoFilter xmlns="urn:schemas-microsoft-com:office:excel"><AutoFilterColumn x:Index="1"/></AutoFilter>'
    assert len(_grid(_read(tmp_path, BOOK % _sheet(*rows, options=options)))) == 3


def test_a_hidden_sheet_is_told(tmp_path: Path) -> None:
    excel = "urn:schemas-microsoft-com:office:excel"
    options = f'<WorksheetOptions xmlns="{excel}"><Visible>SheetHidden</Visible></WorksheetOptions>'
    hidden = _sheet(HEAD, _row("9", "旧任务", "市司法局", "全年"), name="旧", options=options)
    read = _read(tmp_path, BOOK % (_sheet(HEAD, _row("1", "公开目录", "市司法局", "全年")) + hidden))
    assert len(_grid(read)) == 2
    assert [(missed.where, missed.what) for missed in read.missed] == [("旧", "隐藏的工作表未读入")]


def _paragraph(text: str, number: str = "") -> str:
    mark = f'<w:pPr><w:listPr><wx:t wx:val="{number}"/></w:listPr></w:pPr>' if number else ""
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _table(*rows: str) -> str:
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{_paragraph(c)}</w:tc>' for c in row.split('|'))}</w:tr>" for row in rows)
    return f"<w:tbl>{lines}</w:tbl>"


@pytest.mark.parametrize("name", ["要点.doc", "要点.xml", "要点.wps"])
@pytest.mark.parametrize("frame", [WORD, FLAT], ids=["2003", "flat"])
def test_a_text_is_read_with_its_tables(tmp_path: Path, name: str, frame: str) -> None:
    body = _paragraph("任务分解表") + _table("序号|任务内容|责任单位", "1|公开目录|市司法局", "2|公开结果|市教育局")
    read = _read(tmp_path, frame % body, name)
    assert (read.file, read.kind, read.named_otherwise) == (name, FileKind.WORD_XML, False)
    assert _grid(read)[2] == ["2", "公开结果", "市教育局"]


def test_automatic_numbers_of_a_text_are_written(tmp_path: Path) -> None:
    body = (
        _paragraph("云州市2026年政务公开工作要点")
        + _paragraph("公开目录。（市司法局）", "一、")
        + _paragraph("公开结果。（市教育局）", "二、")
    )
    read = parse(_read(tmp_path, WORD % body, "要点.doc"), UnitDirectory.usual(), Workdays.usual())
    assert [(task.seq, task.content) for task in read.parts[0].tasks] == [("一", "公开目录。"), ("二", "公开结果。")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_such_files(tmp_path: Path, encoding: str) -> None:
    content = (BOOK % _sheet(HEAD, _row("1", "公开目录", "市司法局", "全年"))).replace(
        '"1.0"?', f'"1.0" encoding="{"utf-16" if encoding == "utf-16" else "utf-8"}"?', 1
    )
    assert _grid(_read(tmp_path, content, encoding=encoding))[1][1] == "公开目录"


def test_what_is_broken_or_unsafe_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.Damaged):
        _read(tmp_path, (BOOK % _sheet(HEAD))[:-20])
    with pytest.raises(errors.Unsafe):
        _read(tmp_path, (BOOK % _sheet(HEAD)).replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook', 1))


def test_another_xml_is_refused_as_such(tmp_path: Path) -> None:
    path = tmp_path / "数据.xml"
    path.write_text('<?xml version="1.0"?><data><item>1</item></data>', "utf-8")
    with pytest.raises(errors.UnsupportedType):
        identify(path)
