"""Scans of sealed papers for tests: small pages with codes, drawn at 150 dpi, turned, skewed, under a seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from gongkai_desk.export.sheet_codes import code_png
from gongkai_desk.page.measures import FIGURES

DOTS = 150 / 25.4
"""Dots of a millimetre at 150 dpi."""
WIDE, HIGH = 120, 85  # mm
PLACES = ((30, 30), (90, 50), (30, 65))  # middles of codes, mm


@dataclass(frozen=True)
class Look:
    """How a page was scanned: ``skew`` in degrees, ``turn`` in quarters; a seal half over the first code."""

    skew: float = 0.0
    turn: int = 0
    seal: bool = False
    grey: bool = True
    blot: bool = False  # ink over the middle of the first code, so that nobody can read it
    half: bool = False  # ink over its right half: no reader sees it any more


def page(codes: Sequence[str] = (), look: Look = Look(), *, white: bool = False) -> Image.Image:
    """Return a page with a few words' worth of lines and these codes."""
    sheet = Image.new("RGB", (round(WIDE * DOTS), round(HIGH * DOTS)), "white")
    pen = ImageDraw.Draw(sheet)
    if not white:
        pen.rectangle([20, 20, sheet.width - 20, 30], fill="black")
    for text, place in zip(codes, PLACES, strict=False):
        _print(sheet, text, place)
    x, y = (mm * DOTS for mm in PLACES[0])
    if look.seal:
        sheet = ImageChops.multiply(sheet, _seal(sheet.size, x, y))
    if look.blot:
        ImageDraw.Draw(sheet).ellipse((x - 28, y - 28, x + 28, y + 28), fill="black")
    if look.half:
        ImageDraw.Draw(sheet).rectangle((x, y - 60, x + 120, y + 60), fill="black")
    turned = sheet.rotate(look.skew, fillcolor="white", resample=Image.Resampling.BICUBIC)
    return (turned.convert("L") if look.grey else turned).rotate(90 * look.turn, expand=True)


def _print(sheet: Image.Image, text: str, place: tuple[int, int]) -> None:
    side = round(FIGURES.code * DOTS)
    drawn = Image.open(BytesIO(code_png(text))).convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    sheet.paste(drawn, (round(place[0] * DOTS - side / 2), round(place[1] * DOTS - side / 2)))


def _seal(size: tuple[int, int], x: float, y: float) -> Image.Image:
    """Return a layer with a full red disc over the right half of a code: worse than any seal."""
    layer, radius = Image.new("RGB", size, "white"), 20 * DOTS
    ImageDraw.Draw(layer).ellipse((x, y - radius, x + 2 * radius, y + radius), fill=(225, 60, 60))
    return layer


def save(pages: Sequence[Image.Image], path: Path) -> Path:
    """Write pages as a file of the path's kind."""
    first, *others = pages
    if path.suffix in (".pdf", ".tif"):
        first.save(path, save_all=True, append_images=others, resolution=150)
    else:
        first.save(path, dpi=(150, 150))
    return path
