"""What no plan can be read from is refused in one sentence, whatever its name says."""

import re

from tests.gongkai_desk.reading.test_guard import MAIL
from tests.office_builder import compound, package

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"
FILES = {  # name: (content, kind, what the sentence advises)
    "要点.rtf": (b"{\\rtf1\\ansi plan}", "unsupported_type", ".docx"),
    "照片.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "unsupported_type", "PDF"),
    "照片.heic": (HEIC, "unsupported_type", "PDF"),
    "附件.rar": (b"Rar!\x1a\x07\x01\x00", "unsupported_type", "解压"),
    "邮件.eml": (MAIL, "unsupported_type", "附件"),
    "要点.pdf": (b"MZ\x90\x00\x03\x00\x00\x00", "type_mismatch", "不要运行"),
    "要点.docx": (HEIC, "type_mismatch", "PDF"),
}


def test_each_is_refused_in_one_sentence_that_names_the_file_and_the_next_step(run, tmp_path):
    for name, (content, _, _) in FILES.items():
        (tmp_path / name).write_bytes(content)
    package(tmp_path / "空.ofd", "OFD.xml", "Doc_0/Document.xml")
    compound(tmp_path / "加密.docx", "EncryptionInfo", "EncryptedPackage")
    expected = {name: (kind, step) for name, (_, kind, step) in FILES.items()}
    expected |= {"空.ofd": ("damaged", "重新索取"), "加密.docx": ("encrypted", "取消密码")}
    answer = run("parse", *(tmp_path / name for name in expected))
    assert answer.code == 3
    for line, (name, (kind, step)) in zip(answer.err.splitlines(), expected.items(), strict=True):
        assert re.fullmatch(rf"错误\[{kind}\]: 《{name}》[^。]*请[^。]*{step}[^。]*。", line), line
