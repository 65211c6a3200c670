"""The recogniser (RapidOCR over ONNX Runtime): where text stands in a picture, and what a line says.

It comes with the optional extra ``ocr``. The models are those of its own wheel; nothing is fetched.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from gongkai_desk.reading.scan_picture import Picture

WIDE_FROM = 0x2000
LOOK = 1440
"""Longest side, pixels, of the picture in which text is looked for: 9 points are then 15 pixels on A4."""


class Area(NamedTuple):
    """A stretch of a picture, pixels."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def wide(self) -> int:
        """Return the width."""
        return self.x1 - self.x0

    @property
    def high(self) -> int:
        """Return the height."""
        return self.bottom - self.top


class Glyph(NamedTuple):
    """A recognised character, its middle as a share of the line's width, and how sure it is (0 to 1)."""

    text: str
    at: float
    sure: float


@dataclass(frozen=True, slots=True)
class Engine:
    """The loaded recogniser."""

    rapid: Any

    def areas(self, picture: Picture) -> list[Area]:
        """Return where lines of text stand."""
        import cv2

        high, wide = picture.shape[:2]
        factor = min(1.0, LOOK / max(high, wide))
        small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        found = self.rapid(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
        if getattr(found, "boxes", None) is None:
            return []
        return [_area(box / factor, wide, high) for box in found.boxes]

    def line(self, picture: Picture) -> tuple[Glyph, ...]:
        """Return the characters of a picture of one line, blanks left out."""
        import cv2

        colours = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
        found = self.rapid(colours, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        if not found.txts or not found.txts[0].strip():
            return ()
        return tuple(_glyphs(found.txts[0], found.word_results[0]))


def _area(box: Any, wide: int, high: int) -> Area:  # noqa: ANN401 - four corners, numpy
    xs, ys = box[:, 0], box[:, 1]
    return Area(max(0, int(xs.min())), max(0, int(ys.min())), min(wide, int(xs.max())), min(high, int(ys.max())))


def _glyphs(text: str, info: Any) -> Iterator[Glyph]:  # noqa: ANN401 - RapidOCR's WordInfo
    """Join the characters with their columns; blanks have a confidence but no column."""
    columns = (column for word in info.word_cols for column in word)
    for char, sure in zip(text, info.confs, strict=False):
        if not char.isspace():
            yield Glyph(char, (next(columns) + 0.5) / max(1.0, info.line_txt_len), float(sure))


def present() -> bool:
    """Tell whether the extra is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "numpy"))


def load() -> Engine:
    """Load the recogniser with the models of its own wheel."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its pool would take 30 MB of addresses a thread
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    params = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.use_preprocess_img": False,
        "Global.use_vertical_padding": False,
        "Global.text_score": 0.0,
        "Det.model_path": str(_model(models, "det")),  # a path given is never fetched
        "Rec.model_path": str(_model(models, "rec")),
    }
    return Engine(rapidocr.RapidOCR(params=params))


def _model(folder: Path, task: str) -> Path:
    """Return the wheel's own model for a task, e.g. ``PP-OCRv6_rec_small.onnx``."""
    return next(path for path in sorted(folder.glob("*.onnx")) if f"_{task}_" in path.name)
