"""OFD files as several makers write them, from pages of characters and rules (GB/T 33190)."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from gongkai_desk.reading.pdf.plain import PlainChar, PlainPage, Rule

MM = 25.4 / 72
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass(frozen=True)
class Manner:
    """How a maker writes: one character an object, distances folded, the namespace's prefix, locations."""

    apart: bool = False
    folded: bool = False
    prefix: str = "ofd:"
    space: str = _SPACE
    absolute: bool = False
    upper: bool = False
    filled: bool = False
    template: str = ""
    unit: str = ""
    annotations: str = ""
    signed: bool = False
    media: str = ""
    fonts: Sequence[str] = field(default=("仿宋_GB2312",))


MANNERS = {
    "runs": Manner(),
    "apart": Manner(apart=True),
    "folded": Manner(folded=True, absolute=True),
    "plain": Manner(prefix="", space='xmlns="http://www.ofdspec.org/2016"', filled=True),
    "unbound": Manner(space="", upper=True),
}


def write_ofd(path: Path, pages: Iterable[PlainPage], manner: Manner = MANNERS["runs"]) -> Path:
    """Write pages as an OFD file and return its path."""
    pages = list(pages)
    return write_parts(path, [_page(page, manner) for page in pages], manner, [(p.width, p.height) for p in pages])


def write_parts(
    path: Path,
    contents: Sequence[str],
    manner: Manner = MANNERS["runs"],
    sizes: Sequence[tuple[float, float]] = (),
) -> Path:
    """Write pages whose layers' objects are given as XML with the prefix ``ofd:``; A4 where no ``sizes`` (points)."""
    lead = "/Doc_0/" if manner.absolute else ""
    listed = "".join(
        f'<ofd:Page ID="{10 + n}" BaseLoc="{lead}Pages/Page_{n}/Content.xml"/>' for n in range(len(contents))
    )
    fonts = "".join(f'<ofd:Font ID="{n}" FontName="{name}"/>' for n, name in enumerate(manner.fonts, 2))
    units = f"<ofd:CompositeGraphicUnits>{manner.unit}</ofd:CompositeGraphicUnits>" if manner.unit else ""
    media = f"<ofd:MultiMedias>{manner.media}</ofd:MultiMedias>" if manner.media else ""
    template = '<ofd:TemplatePage ID="900" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if manner.template else ""
    notes = f"<ofd:Annotations>{lead}Annots/Annotations.xml</ofd:Annotations>" if manner.annotations else ""
    signed = "<ofd:Signatures>Signs/Signatures.xml</ofd:Signatures>" if manner.signed else ""
    parts = {
        "OFD.xml": "<ofd:OFD {}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        f"{signed}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": "<ofd:Document {}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>{lead}PublicRes.xml</ofd:PublicRes>{template}"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{notes}</ofd:Document>",
        "Doc_0/PublicRes.xml": f"<ofd:Res {{}}><ofd:Fonts>{fonts}</ofd:Fonts>{units}{media}</ofd:Res>",
    }
    uses = '<ofd:Template TemplateID="900" ZOrder="Background"/>' if manner.template else ""
    for n, content in enumerate(contents):
        area = _area(*sizes[n]) if sizes else ""
        parts[f"Doc_0/Pages/Page_{n}/Content.xml"] = f"<ofd:Page {{}}>{area}{uses}{_layers(content)}</ofd:Page>"
    if manner.template:
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = f"<ofd:Page {{}}>{_layers(manner.template)}</ofd:Page>"
    if manner.annotations:
        parts["Doc_0/Annots/Annotations.xml"] = (
            '<ofd:Annotations {}><ofd:Page PageID="10"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page>'
            "</ofd:Annotations>"
        )
        parts["Doc_0/Annots/Page_0.xml"] = f"<ofd:PageAnnot {{}}>{manner.annotations}</ofd:PageAnnot>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            text = (
                part.replace("{}", manner.space, 1)
                .replace("ofd:", manner.prefix)
                .replace(f"xmlns:{manner.prefix}", "xmlns:ofd")
            )
            text = text.replace('xmlns:ofd="http', f'xmlns{":" + manner.prefix[:-1] if manner.prefix else ""}="http')
            name = name.upper().replace(".XML", ".xml") if manner.upper and name != "OFD.xml" else name
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return path


def write_picture(path: Path, shown: str, png: bytes) -> Path:
    """Write one page that shows picture number 77."""
    media = '<ofd:MultiMedia ID="77" Type="Image"><ofd:MediaFile>page.png</ofd:MediaFile></ofd:MultiMedia>'
    write_parts(path, [shown], Manner(media=media))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("Doc_0/page.png", png)
    return path


def text_object(text: str, x: float, y: float, size: float = 5.0, more: str = "", code: str = "") -> str:
    """Return a text whose baseline begins at (x, y) millimetres."""
    box = f"{x:.4f} {y - size:.4f} 190 {size * 1.2:.4f}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="2" Size="{size:.4f}" {more}>'
        f'<ofd:TextCode X="0" Y="{size:.4f}" {code}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def path_object(data: str, x: float = 0.0, y: float = 0.0, more: str = "") -> str:
    """Return a path."""
    inner = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="1" Boundary="{x} {y} 210 297" {more}>{inner}</ofd:PathObject>'


def unit_of(content: str) -> str:
    """Return the composite unit number 7."""
    return f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{content}</ofd:Content></ofd:CompositeGraphicUnit>'


def _area(width: float, height: float) -> str:
    box = f"0 0 {width * MM:.4f} {height * MM:.4f}"
    return f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>"


def _layers(content: str) -> str:
    return f'<ofd:Content><ofd:Layer ID="5" Type="Body">{content}</ofd:Layer></ofd:Content>'


def _page(page: PlainPage, manner: Manner) -> str:
    rules = "".join(_rule(rule, manner) for rule in page.rules)
    return rules + "".join(_texts(page.chars, manner))


def _rule(rule: Rule, manner: Manner) -> str:
    at, start, end = rule.at * MM, rule.start * MM, rule.end * MM
    if manner.filled:
        box = (start, at - 0.1, end, at + 0.1) if rule.flat else (at - 0.1, start, at + 0.1, end)
        x0, y0, x1, y1 = box
        data = f"M {x0:.4f} {y0:.4f} L {x1:.4f} {y0:.4f} L {x1:.4f} {y1:.4f} L {x0:.4f} {y1:.4f} C"
        return path_object(data, more='Stroke="false" Fill="true"')
    line = (
        f"M {start:.4f} {at:.4f} L {end:.4f} {at:.4f}" if rule.flat else f"M {at:.4f} {start:.4f} L {at:.4f} {end:.4f}"
    )
    return path_object(line)


def _texts(chars: Sequence[PlainChar], manner: Manner) -> Iterator[str]:
    level = [char for char in chars if char.turn == 0]
    if manner.apart:
        for char in level:
            yield text_object(char.text, char.x0 * MM, char.base * MM, char.size * MM)
        return
    for _, run in groupby(level, key=lambda char: (round(char.base, 1), char.size)):
        line = list(run)
        steps = [round((after.x0 - before.x0) * MM, 4) for before, after in pairwise(line)]
        code = f'DeltaX="{_folded(steps) if manner.folded else " ".join(map(str, steps))}"' if steps else ""
        first = line[0]
        text = "".join(char.text for char in line)
        yield text_object(text, first.x0 * MM, first.base * MM, first.size * MM, code=code)


def _folded(steps: Sequence[float]) -> str:
    runs = [(step, len(list(run))) for step, run in groupby(steps)]
    return " ".join(f"g {count} {step}" if count > 1 else str(step) for step, count in runs)
