"""Saved web pages (.html, .htm, and the .mht that browsers save): the article alone, without what surrounds it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from gongkai_desk.errors import EmptyFile, Limit
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.containers import Element
from gongkai_desk.reading.document import Document, FileKind, Line, Missed, Page
from gongkai_desk.reading.encodings import decode
from gongkai_desk.reading.flowing import Flow, pour, visible
from gongkai_desk.reading.guard import USUAL
from gongkai_desk.reading.web.article import Article, hidden_in
from gongkai_desk.reading.web.blocks import BlockReader

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""")
_HEAD = 8_192  # bytes in which a page declares its encoding
_ARCHIVE = re.compile(rb"\A\s*(?:From:|MIME-Version:|Snapshot-Content-Location:|Subject:)", re.IGNORECASE)
_OTHER_PAGE = 2_000  # bytes of another page in an archive at least: shorter ones are tabs and frames
_LEAST_TITLE = 6  # characters
_ALIKE = 0.6  # of their characters two names of one page share


def read(path: Path, progress: Progress = silent) -> Document:
    """Read a saved web page.

    Raises:
        EmptyFile: the page shows no text.
        Limit: more markup than any saved page has.
    """
    progress(Stage.OPENING, 0, 0)
    data = path.read_bytes()
    missed: list[Missed] = []
    data, declared = _from_archive(data, missed) if _ARCHIVE.match(data[:500]) else (data, "")
    text, complete = decode(data, declared or _declared(data))
    if not complete:
        missed.append(Missed("网页", "部分字节无法按任何中文编码识别，已用“\ufffd”代替"))
    if len(text) > USUAL.markup:
        raise Limit(file=path.name, what="markup", limit=USUAL.markup)
    root, whole = _parsed(text)
    if root is None:
        raise EmptyFile(file=path.name)
    if not whole:
        missed.append(Missed("网页", "标签嵌套过深，其中的文字未能全部读取"))
    flow = _flow(root, progress)
    if not flow.items:
        raise EmptyFile(file=path.name)
    return Document(path.name, FileKind.HTML, (Page(1, tuple(flow.items)),), flow.text, tuple(missed))


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    return found[1].decode("ascii") if found else ""


def _from_archive(data: bytes, missed: list[Missed]) -> tuple[bytes, str]:
    """Return the page inside a web archive (MHTML) and the encoding that its head names.

    Of several pages (a frame with its sheets, as Excel saves them) it is the longest; others with a text are missed.
    """
    from email import message_from_bytes

    pages: list[tuple[bytes, str]] = []
    for part in message_from_bytes(data).walk():
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(payload, bytes):
            pages.append((payload, part.get_content_charset() or ""))
    if not pages:
        return data, ""
    longest = max(pages, key=lambda page: len(page[0]))
    others = sum(len(page) > _OTHER_PAGE and b"<frame" not in page.lower() for page, _ in pages) - 1
    if others > 0:
        missed.append(Missed("网页", f"文件里另有{others}个网页未读入，请分别另存后导入"))
    return longest


def _parsed(text: str) -> tuple[Element | None, bool]:
    """Return the page's tree and whether the parser took all of it: it drops what nests too deep."""
    from lxml import etree, html

    text = visible(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text))
    if not text.strip():
        return None, True
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, True
    return root, not _went_too_deep(parser.error_log)


def _went_too_deep(log: Any) -> bool:  # noqa: ANN401 - an lxml error log
    return any("depth" in entry.message.lower() for entry in log)


def _flow(root: Element, progress: Progress) -> Flow:
    hidden = hidden_in(root)
    article = Article(root, hidden)
    blocks = BlockReader(article, hidden, lambda: progress(Stage.READING, 0, 0)).read()
    flow = Flow()
    body = Flow()
    pour(blocks, body)
    title = _title(root, article)
    above = "".join(item.text for item in body.items[:8] if isinstance(item, Line))
    if title and "".join(title.split()) not in "".join(above.split()):
        flow.line(Line(title, centred=True, heading=0))
    pour(blocks, flow)
    return flow


def _title(root: Element, article: Article) -> str:
    """Return the heading that stands outside the article, or the page's title without the site's name."""
    inside = {element for part in article.roots for element in part.iter()}
    for heading in root.iter("h1", "h2"):
        text = _bare("".join(heading.itertext()))
        if heading not in inside and len(text) >= _LEAST_TITLE:
            return text
    text = _bare("".join(title.text or "" for title in root.iter("title")))
    if len(text) < _LEAST_TITLE:
        return ""
    text = _without_site(text)
    own = (_bare("".join(heading.itertext())) for heading in root.iter("h1", "h2") if heading in inside)
    return "" if any(_is_alike(text, heading) for heading in own) else text


def _is_alike(title: str, heading: str) -> bool:
    """Tell a heading of the article that says what the page's title says in other words: it is the better one."""
    return SequenceMatcher(None, title, heading, autojunk=False).ratio() >= _ALIKE


def _without_site(text: str) -> str:
    """Cut the site's name and the column's behind the title: 关于…的通知-政策文件-云州市人民政府; 1-9月份 stays."""
    return re.split(r"[_|]|(?<!\d)[-－]|[-－](?!\d)", text)[0].strip()


def _bare(text: str) -> str:
    return visible(" ".join(text.split()))
