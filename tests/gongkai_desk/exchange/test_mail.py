"""A mail draft opens again as it was meant."""

from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import compat32, default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.unit import Unit
from gongkai_desk.errors import NoPermission, Unreadable
from gongkai_desk.exchange.mail import Letter, Mailbox, is_mail, mailboxes_of, message, typed_mailboxes, write_eml

NAME = "2026年云州市政务公开工作要点任务分解表（征求意见稿）.docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 20)
    return path


def read_again(letter: Letter, folder: Path) -> EmailMessage:
    write_eml(folder / "草稿.eml", letter)
    read = BytesParser(policy=default).parsebytes((folder / "草稿.eml").read_bytes())
    assert isinstance(read, EmailMessage)
    return read


def test_it_is_an_unsent_draft_with_subject_text_and_people(paper: Path, tmp_path: Path) -> None:
    subject = "关于征求《2026年云州市政务公开工作要点任务分解表》意见的函"
    to = (Mailbox("jyj@yunzhou.example.cn", "市教育局 李明"), Mailbox("mzj@yunzhou.example.cn"))
    copies = (Mailbox("sfj@yunzhou.example.cn", "市司法局（法制科）, 王芳"),)
    read = read_again(Letter(subject, "各单位：\n请于3月5日前反馈。", to, copies, (paper,)), tmp_path)
    assert (read["X-Unsent"], read["Subject"]) == ("1", subject)
    assert [(each.display_name, each.addr_spec) for each in read["To"].addresses] == [(b.name, b.mail) for b in to]
    assert [each.display_name for each in read["Cc"].addresses] == ["市司法局（法制科）, 王芳"]
    body = read.get_body()
    assert body is not None
    assert body.get_content().splitlines() == ["各单位：", "请于3月5日前反馈。"]


def test_the_attachment_is_whole_under_its_chinese_name(paper: Path, tmp_path: Path) -> None:
    (part,) = read_again(Letter("送", attachments=(paper,)), tmp_path).iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == (NAME, WORD)
    assert part.get_payload(decode=True) == paper.read_bytes()


def test_older_programs_find_the_name_too(paper: Path) -> None:
    old = message_from_bytes(message(Letter("送", attachments=(paper,))).as_bytes(), policy=compat32)
    name = old.get_payload()[1].get_param("name")  # type: ignore[index,union-attr]
    assert str(name).startswith("=?utf-8?b?")


def test_lines_are_short_and_no_head_begins_empty(paper: Path, tmp_path: Path) -> None:
    many = tuple(Mailbox(f"unit{n}@yunzhou.example.cn", f"第{n}单位") for n in range(200))
    write_eml(tmp_path / "草稿.eml", Letter("函" * 100, to=many, attachments=(paper,)))
    lines = (tmp_path / "草稿.eml").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) < 998
    assert not any(line.endswith(b": ") for line in lines)
    assert not any(b"\n" in line for line in lines)


def test_without_people_there_are_no_such_lines(tmp_path: Path) -> None:
    read = read_again(Letter("送"), tmp_path)
    assert (read["To"], read["Cc"]) == (None, None)


@given(st.text())
def test_a_subject_never_adds_a_head_line(subject: str) -> None:
    made = message_from_bytes(message(Letter(subject + "\r\nBcc: x@y.cn")).as_bytes(), policy=default)
    assert made["Bcc"] is None
    assert sorted(made.keys()) == ["Content-Type", "MIME-Version", "Subject", "X-Unsent"]


def test_contacts_of_units_are_each_taken_once() -> None:
    units = [
        Unit("市教育局", contact="李明", mail="jyj@yunzhou.example.cn"),
        Unit("市体育局", mail="JYJ@yunzhou.example.cn; tyj@yunzhou.example.cn"),
        Unit("市民政局", mail="无"),
        Unit("市司法局"),
    ]
    found = mailboxes_of(units)
    assert [(box.mail, box.name) for box in found] == [
        ("jyj@yunzhou.example.cn", "市教育局 李明"),
        ("tyj@yunzhou.example.cn", "市体育局"),
    ]


def test_typed_addresses_are_told_from_other_words() -> None:
    boxes, others = typed_mailboxes("a@b.cn；c@d.cn，市教育局 e@f")
    assert [box.mail for box in boxes] == ["a@b.cn", "c@d.cn", "e@f"]
    assert others == ("市教育局",)


@pytest.mark.parametrize(
    "text", ["", "无", "a@", "@b.cn", "a b@c.cn", "a@b.cn>", "张@b.cn", ".a@b.cn", "a..b@c.cn", "a@b.cn\nBcc:x@y.z"]
)
def test_what_is_no_address_is_not_taken_for_one(text: str) -> None:
    assert not is_mail(text)


def test_what_cannot_be_read_or_written_is_refused(paper: Path, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        write_eml(tmp_path / "a.eml", Letter("送", attachments=(tmp_path / "没有.docx",)))
    with pytest.raises(NoPermission):
        write_eml(tmp_path / "没有" / "a.eml", Letter("送", attachments=(paper,)))
