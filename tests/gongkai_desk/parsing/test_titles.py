"""A document's title is one, over however many lines it goes, and it is no section of its tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desk.domain.draft import Draft
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.document import Document, FileKind, Line, Page
from gongkai_desk.reading.read import read_document, read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

BODY = """各县区人民政府，市直各部门：
一、健全公开制度
（一）编制公开目录。各县区编制事项目录并向社会公布。（市政务服务局、各县区政府负责）
（二）规范公开流程。制定公开信息审核规程。（市司法局负责）
二、建强公开平台
（三）整合账号。关停长期不更新的账号。（市大数据中心负责）"""
SECTIONS = [("一、健全公开制度",), ("一、健全公开制度",), ("二、建强公开平台",)]


def _draft(document: Document) -> Draft:
    return parse(document, UnitDirectory.usual(), Workdays.usual())


def _text(text: str) -> Draft:
    return _draft(read_text(text))


def _page(tmp_path: Path, body: str, title: str = "云州市人民政府") -> Draft:
    path = tmp_path / "page.html"
    path.write_text(
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>', "utf-8"
    )
    return _draft(read_document(path))


def _html(*lines: str, align: str = "center") -> str:
    return "".join(f'<p style="text-align:{align}">{line}</p>' for line in lines)


def _items() -> str:
    return "".join(f"<p>{line}</p>" for line in BODY.split("\n"))


def _sections(draft: Draft) -> list[tuple[str, ...]]:
    return [task.section for task in draft.parts[0].tasks]


TITLES = [
    ("云州市人民政府关于推进", "基层政务公开规范化建设的实施意见"),
    ("云州市人民政府关于加快推进农业机械化和", "农机装备产业转型升级的指导意见"),
    ("云州市人民政府办公室", "关于进一步优化营商环境", "更好服务市场主体的若干措施"),
    ("云州市2026年", "政务公开工作要点"),
    ("临江县人民政府2026年重点工作", "任务分解和责任分工方案"),
    ("云州市全面推行证明事项", "告知承诺制", "实施方案"),
    ("关于支持新能源汽车产业", "高质量发展的若干政策"),
    ("云州市推进数字经济高质量发展行动计划", "（2026—2028年）"),
    ("云州市推进数字经济", "高质量发展实施方案", "（试行）"),
]


@pytest.mark.parametrize("lines", TITLES, ids=lambda lines: "".join(lines)[-12:])
def test_a_title_over_lines_of_text_is_one(lines: tuple[str, ...]) -> None:
    read = _text("\n".join(lines) + f"\n云政发〔2026〕3号\n{BODY}")
    assert read.plans[0].title == "".join(lines)
    assert _sections(read) == SECTIONS


@pytest.mark.parametrize("lines", TITLES, ids=lambda lines: "".join(lines)[-12:])
def test_a_title_over_paragraphs_of_a_page_is_one(lines: tuple[str, ...], tmp_path: Path) -> None:
    read = _page(tmp_path, _html(*lines, "云政发〔2026〕3号") + _items(), "".join(lines) + "_中国云州")
    assert read.plans[0].title == "".join(lines)
    assert _sections(read) == SECTIONS
    assert [doubt.text for doubt in read.parts[0].doubts] == []


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("云州市人民政府办公室印发《关于加快科技服务业发展的若干意见》", "关于加快科技服务业发展的若干意见"),
        ("云州市数据条例今起施行，这些事项要办好", "云州市数据条例今起施行，这些事项要办好"),
        ("云州市推进“高效办成一件事”二十条", "云州市推进“高效办成一件事”二十条"),
    ],
)
@pytest.mark.parametrize("outside", [True, False])
def test_the_heading_of_a_page_is_no_section(heading: str, title: str, outside: bool, tmp_path: Path) -> None:
    crumbs = '<div class="nav">首页 &gt; 政务公开 &gt; 科技政策</div>'
    inner = _html("发布日期：2026-05-27　来源：云州市科技局　【字号：大 中 小】", align="left") + _items()
    body = f"{crumbs}<h1>{heading}</h1>" + (f"<div>{inner}</div>" if outside else inner)
    read = _page(tmp_path, body, "科技政策")
    assert _sections(read) == SECTIONS
    assert read.plans[0].title == title


def test_a_title_styled_as_a_heading_is_no_section() -> None:
    lines = [Line("云州市证明事项清理办好二十件事", heading=1), *(Line(line) for line in BODY.split("\n"))]
    read = _draft(Document("a.docx", FileKind.DOCX, (Page(1, tuple(lines)),)))
    assert _sections(read) == SECTIONS
    assert read.plans[0].title == "云州市证明事项清理办好二十件事"


def test_headings_of_the_same_style_are_sections() -> None:
    lines = [
        Line("云州市2026年政务公开工作要点", heading=1),
        Line("政策公开", heading=1),
        Line("1.规范解读。出台规程。（市司法局）"),
        Line("平台建设", heading=1),
        Line("2.清理栏目。关停空白栏目。（市大数据中心）"),
    ]
    read = _draft(Document("a.docx", FileKind.DOCX, (Page(1, tuple(lines)),)))
    assert _sections(read) == [("政策公开",), ("平台建设",)]


@pytest.mark.parametrize(
    "crumb", ["当前位置：首页>政务公开>规划计划", "首页 > 政务公开 > 政策文件", "您所在的位置：首页 » 公开 » 正文"]
)
def test_where_a_page_stands_in_its_site_is_no_title(crumb: str) -> None:
    read = _text(f"{crumb}\n云州市数据条例落实二十件事\n{BODY}")
    assert read.plans[0].title == "云州市数据条例落实二十件事"


@pytest.mark.parametrize("issuer", ["国务院", "云州市人民政府", "中共云州市委办公室", "云州市数据局"])
@pytest.mark.parametrize("blanks", ["&nbsp; &nbsp; &nbsp;", "　　", ""])
def test_blanks_behind_an_issuer_lose_nothing(issuer: str, blanks: str, tmp_path: Path) -> None:
    signed = _html(f"{issuer} {blanks}", f"2026年1月20日 {blanks}", align="right")
    read = _page(tmp_path, _html("关于推进公开的实施意见") + _items() + signed)
    assert read.plans[0].issuer == issuer


def test_a_letter_over_lines_is_heard_whole() -> None:
    read = _text(
        "云州市人民政府办公室关于印发云州市加快推进\n数字经济高质量发展行动计划\n（2026—2028年）的通知\n云政办发〔2026〕12号\n"
        f"各县区政府：\n现印发给你们，请贯彻执行。\n云州市数字经济行动计划\n（2026—2028年）\n{BODY}"
    )
    assert read.plans[0].title == "云州市数字经济行动计划（2026—2028年）"
    assert read.plans[0].issuer == "云州市人民政府办公室"


def test_a_signature_before_a_title_is_no_line_of_it() -> None:
    read = _text(
        "关于印发《云州市2026年政务公开工作要点》的通知\n各县区政府：\n现印发给你们，请落实。\n云州市人民政府办公室\n"
        f"2026年1月20日\n云州市2026年政务公开工作要点\n{BODY}"
    )
    assert read.plans[0].title == "云州市2026年政务公开工作要点"
    assert read.plans[0].issuer == "云州市人民政府办公室"


@pytest.mark.parametrize("issuer", ["临溪县人民政府督查室", "云州市委研究室", "云州市人民政府督办室"])
def test_a_room_of_a_government_signs_too(issuer: str) -> None:
    read = _text(f"关于加强督办的实施意见\n{BODY}\n{issuer}\n2026年3月26日")
    assert read.plans[0].issuer == issuer
