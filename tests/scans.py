"""Scans for tests: pages of a PDF drawn as pictures, as a copier hands them out."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter


@dataclass(frozen=True)
class Copier:
    """How a scan comes out: ``skew`` in degrees anticlockwise, ``turn`` in quarter turns anticlockwise."""

    dpi: int = 200
    skew: float = 0.0
    noise: int = 0
    turn: int = 0
    seal: bool = False
    stamp: bool = False  # a seal copied in black: its ink is like the text's
    shadow: bool = False  # photographed: dark towards a corner, the shadow of a hand over a part, not quite sharp


def scan(source: Path, target: Path, numbers: tuple[int, ...], copier: Copier) -> Path:
    """Write the pages (from 1) of ``source`` as a PDF of pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    try:
        sheets = [_sheet(document[number - 1].render(scale=copier.dpi / 72).to_pil(), copier) for number in numbers]
    finally:
        document.close()
    first, *others = sheets
    first.save(target, "PDF", resolution=copier.dpi, save_all=True, append_images=others, quality=70)
    return target


def _sheet(drawn: Image.Image, copier: Copier) -> Image.Image:
    sheet = drawn.convert("RGB" if copier.seal else "L")
    if copier.seal:
        press_seal(sheet, copier.dpi)
    if copier.stamp:
        press_seal(sheet, copier.dpi, 40)
    paper = (255, 255, 255) if copier.seal else 255
    if copier.skew:
        sheet = sheet.rotate(copier.skew, fillcolor=paper, resample=Image.Resampling.BICUBIC)
    if copier.noise:
        grain = Image.effect_noise(sheet.size, copier.noise).convert(sheet.mode)
        sheet = ImageChops.add(sheet, grain, 1, -128)
    if copier.shadow:
        sheet = _shaded(sheet)
    return sheet.rotate(90 * copier.turn, expand=True)


def press_seal(sheet: Image.Image, dpi: int, colour: tuple[int, int, int] | int = (220, 40, 40)) -> None:
    """Press a round seal of 42 mm, red unless said otherwise, into the middle of the page."""
    x, y, radius = sheet.width / 2, sheet.height / 3, 21 / 25.4 * dpi
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=round(dpi / 20))
    pen.regular_polygon((x, y, radius / 3), 5, fill=colour)


def _shaded(sheet: Image.Image) -> Image.Image:
    across = Image.linear_gradient("L").rotate(90).resize(sheet.size).point(lambda light: 90 + light * 165 // 255)
    hand = Image.new("L", sheet.size, 255)
    box = (0, round(sheet.height * 0.3), sheet.width // 2, round(sheet.height * 0.55))
    ImageDraw.Draw(hand).rectangle(box, fill=140)
    dark = ImageChops.multiply(across, hand.filter(ImageFilter.GaussianBlur(20)))
    return ImageChops.multiply(sheet, dark.convert(sheet.mode)).filter(ImageFilter.GaussianBlur(1))
