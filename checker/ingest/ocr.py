"""Images of pages to pieces of text: optical character recognition, on this machine alone.

The models come with the package rapidocr. Where that is not installed, `available()` says so; nothing
is ever downloaded. Finding the lines on a page takes most of the memory and needs no fine image, so
it is done on a small one; each line is then read from the full one.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.ingest.document import Aside, AsideKind
from checker.ingest.errors import ReadError
from checker.ingest.layout import Page, Piece
from checker.ingest.layout.pieces import middle_of
from checker.ingest.lines import columns
from checker.ingest.recognised import tidy
from checker.ingest.recognition import PUT_OFF_CODE, is_put_off
from checker.wording import Wording

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 60  # of a scan; a report has 5 to 15
INSTALL = 'pip install "fazhi-checker[ocr]"'
DPI = 200
MAX_SIDE = 2600  # pixels: A4 in 200 dpi is 2,340 high
SECONDS = 30.0  # for a page, on a slow machine; 2 measured on two cores

_SMALL_SIDE = 1280
_MOST_LINES = 400  # on a page
_SKEW = 0.25  # degrees from which lines run askew
_MOST_SKEW = 30.0
_MEASURED = 6  # wide characters: a line so long tells their size by its length
_SHORT_HEIGHT = 0.72  # of the height of a shorter line is that of its letters
_NEAR_USUAL = 0.15  # of the size of most lines: the same
_SURE = 0.8  # a line read the right way up
_LEAST_SCORE = 0.5
_MOST_THREADS = 4  # each takes memory of its own
_SAMPLE = 3  # lines that tell which way is up


@dataclass(frozen=True, slots=True)
class _Found:
    """A line found on an image: its box in pixels and the angle of its upper edge in degrees."""

    x0: float
    y0: float
    x1: float
    y1: float
    angle: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0


def available() -> bool:
    """Whether text can be recognised on this machine: the packages and their models are here."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None and _models() is not None


def require(source: str, pages: Sequence[int]) -> None:
    """Raises `ReadError`: `needs_ocr` or `ocr_failed` where text cannot be recognised here, `too_many_pages` where there are too many to do.

    Where only the time is not now (`checker.ingest.recognition`), `recognition_put_off`; the models are not loaded then.
    """
    if not available():
        raise ReadError(source, "needs_ocr", place=ranges(pages), limit=INSTALL)
    if len(pages) > MAX_PAGES:
        raise ReadError(source, "too_many_pages", place=f"{len(pages)}", limit=f"{MAX_PAGES}")
    if is_put_off():
        raise ReadError(source, PUT_OFF_CODE, place=ranges(pages))
    try:
        _engine()
    except ImportError as error:  # parts of it are here; of OpenCV, say, a library of the system is not
        raise ReadError(source, "ocr_failed", place=str(error)[:200], limit=INSTALL) from None


def note(pages: Sequence[int]) -> Aside:
    """What the user is to know of pages that were recognised."""
    chinese = f"第{ranges(pages)}页为扫描件，文字由识别得到，请对照原件"
    return Aside(
        AsideKind.LIMIT, Wording(chinese, f"scanned pages ({_ranges_in_english(pages)}): the text was recognised; compare it with the original"), name="扫描页"
    )


def note_of_layer(pages: Sequence[int]) -> Aside:
    """What the user is to know of scanned pages whose text somebody recognised before."""
    chinese = f"第{ranges(pages)}页为扫描件，文字取自文件自带的识别结果，请对照原件"
    english = f"scanned pages ({_ranges_in_english(pages)}): the text is what the file brings with it; compare it with the original"
    return Aside(AsideKind.LIMIT, Wording(chinese, english), name="扫描页")


def _ranges_in_english(numbers: Sequence[int]) -> str:
    return ranges(numbers).replace("、", ", ").replace("—", "–")


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in order as people write them: 1、3—5."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][1] + 1:
            groups[-1][1] = number
        else:
            groups.append([number, number])
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in groups)


def recognise(image: Image, number: int) -> Page:
    """What is read on the image of a page, which may lie askew, sideways or upside down. Lengths are in pixels.

    Raises `MemoryError`.
    """
    image = _small(image.convert("RGB"), MAX_SIDE)
    image, found = _straight(image)
    lines = [(line, tidy(text)) for line in found for text, score in [_read(image, line)] if score >= _LEAST_SCORE]
    lines = [(line, text) for line, text in lines if text]
    usual = middle_of([line.width / _letters(text) for line, text in lines if _letters(text) >= _MEASURED])
    pieces = []
    for line, text in lines:
        size, middle = _size(line, text, usual), (line.y0 + line.y1) / 2
        pieces.append(Piece(text, line.x0, middle - size / 2, line.x1, middle + size / 2, size))
    return Page(number, image.width, image.height, pieces)


def _size(line: _Found, text: str, usual: float) -> float:
    """How large the letters of a line are. Boxes are drawn around short lines with more room than around long ones."""
    measured = _letters(text) >= _MEASURED
    size = line.width / _letters(text) if measured else line.height * _SHORT_HEIGHT
    return usual if usual and abs(size - usual) <= (_NEAR_USUAL if measured else 2 * _NEAR_USUAL) * usual else size


def _letters(text: str) -> float:
    """How many wide characters `text` is long."""
    return columns(text) / 2


def _straight(image: Image) -> tuple[Image, list[_Found]]:
    """The image turned so that its lines are level and the right way up, and the lines."""
    found = _find(image)
    if sum(1 for line in found if line.height > 1.5 * line.width) > len(found) / 2:
        image = image.rotate(90, expand=True)
        found = _find(image)
    if _is_upside_down(image, found):
        image = image.rotate(180)
        found = _find(image)
    long = [line.angle for line in found if line.width > 5 * line.height] or [0.0]
    skew = middle_of(long)
    if _SKEW <= abs(skew) <= _MOST_SKEW:
        image = image.rotate(skew, resample=_bilinear(), fillcolor=_paper(image))
        found = _find(image)
    return image, found


def _is_upside_down(image: Image, found: Sequence[_Found]) -> bool:
    sample = sorted(found, key=lambda line: -line.width)[:_SAMPLE]
    if not sample:
        return False
    upright = [_read(image, line)[1] for line in sample]
    if middle_of(upright) >= _SURE:
        return False
    turned = [_read(image, line, turned=True)[1] for line in sample]
    return sum(turned) > sum(upright)


def _find(image: Image) -> list[_Found]:
    """The lines of text on the image, in its own pixels."""
    import numpy

    small = _small(image, _SMALL_SIDE)
    result = _run(numpy.asarray(small), find=True)
    boxes = getattr(result, "boxes", None)
    if boxes is None:
        return []
    scale = image.width / small.width
    found = []
    for box in boxes[:_MOST_LINES]:
        xs, ys = [float(x) * scale for x, _ in box], [float(y) * scale for _, y in box]
        angle = math.degrees(math.atan2(ys[1] - ys[0], xs[1] - xs[0]))
        found.append(_Found(max(min(xs), 0), max(min(ys), 0), min(max(xs), image.width), min(max(ys), image.height), angle))
    return [line for line in found if line.width >= 2 and line.height >= 2]


def _read(image: Image, line: _Found, *, turned: bool = False) -> tuple[str, float]:
    """The text of a line and how sure it is, from 0 to 1."""
    import numpy

    crop = image.crop((round(line.x0), round(line.y0), round(line.x1), round(line.y1)))
    if turned:
        crop = crop.rotate(180)
    result = _run(numpy.asarray(crop), find=False)
    texts, scores = getattr(result, "txts", None), getattr(result, "scores", None)
    return (str(texts[0]), float(scores[0])) if texts and scores else ("", 0.0)


def _run(pixels: Any, *, find: bool) -> Any:
    """What the engine makes of an image: it either finds lines or reads one."""
    try:
        # It takes the colours in the order blue, green, red.
        return _engine()(pixels[:, :, ::-1].copy(), use_det=find, use_cls=False, use_rec=not find)
    except Exception as error:
        if "bad_alloc" in str(error):
            raise MemoryError from None
        raise


def _small(image: Image, side: int) -> Image:
    """The image with no side longer than `side`."""
    longest = max(image.size)
    if longest <= side:
        return image
    scale = side / longest
    return image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))), resample=_bilinear(), reducing_gap=2.0)


def _bilinear() -> Any:
    from PIL.Image import Resampling

    return Resampling.BILINEAR


def _paper(image: Image) -> tuple[int, int, int]:
    """The colour of most of the image, to fill what turning lays bare."""
    small = image.resize((16, 16))
    colours = sorted((sum(pixel), pixel) for pixel in ((small.getpixel((x, y))) for x in range(16) for y in range(16)) if isinstance(pixel, tuple))
    red, green, blue = colours[len(colours) * 3 // 4][1]
    return red, green, blue


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    models = _models()
    assert models is not None
    detection, recognition = models
    # With paths given, the library looks for nothing else, least of all on the network.
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": MAX_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": min(_MOST_THREADS, os.cpu_count() or 1),
            "Det.model_path": str(detection),
            "Rec.model_path": str(recognition),
        }
    )


@cache
def _models() -> tuple[Path, Path] | None:
    """The models for finding and for reading lines that came with the package."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "models"
    found = [sorted(folder.glob(pattern)) for pattern in ("*det*.onnx", "*rec*.onnx")]
    return (found[0][-1], found[1][-1]) if all(found) else None
