"""Photos and scans of pages as image files."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from checker.ingest import AsideKind, Document, ReadError, ocr
from checker.ingest.image import read_image
from checker.ingest.layout import Page

from .pdf.conftest import BODY, drawn, scanned, set_text

pytestmark = pytest.mark.skipif(not ocr.available(), reason="rapidocr is not installed: images are not opened without it")
PHOTO = scanned(drawn(lambda canvas: set_text(canvas, BODY, top=200)), dpi=110)[0]


def read(data: bytes) -> Document:
    return read_image(data, source="第1页.jpg", sha256="")


def saved(image: Image.Image, format: str, **settings: object) -> bytes:
    data = BytesIO()
    image.save(data, format, **settings)
    return data.getvalue()


@pytest.mark.parametrize("format", ["PNG", "JPEG", "BMP", "TIFF", "WEBP"])
def test_a_page_in_each_format(format: str, no_network: None) -> None:
    document = read(saved(PHOTO, format))
    assert [(block.place.page, block.text) for block in document.blocks] == [(1, BODY)]
    assert document.format == "image"
    assert [(aside.kind, aside.text) for aside in document.asides] == [(AsideKind.LIMIT, "第1页为扫描件，文字由识别得到，请对照原件")]


def test_each_page_of_a_tiff() -> None:
    document = read(saved(PHOTO, "TIFF", save_all=True, append_images=[PHOTO]))
    assert [(block.place.page, block.text) for block in document.blocks] == [(1, BODY), (2, BODY)]


def test_a_photo_says_which_way_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 8  # the camera was turned by a quarter
    data = saved(PHOTO.rotate(-90, expand=True), "JPEG", exif=exif)
    assert [block.text for block in read(data).blocks] == [BODY]


def test_without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(ReadError) as raised:
        read(saved(PHOTO, "PNG"))
    assert raised.value.code == "needs_ocr" and "fazhi-checker[ocr]" in raised.value.message()


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognition that sees nothing: what comes before it is tested."""
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "recognise", lambda image, number: Page(number, image.width, image.height, []))


def test_a_blank_image_is_an_empty_file(unread: None) -> None:
    with pytest.raises(ReadError) as raised:
        read(saved(Image.new("L", (100, 100), 255), "PNG"))
    assert raised.value.code == "empty"


@pytest.mark.parametrize(("width", "height"), [(20_000, 20_000), (12_000, 11_000), (1_000_000, 200)])
def test_an_image_is_measured_before_it_is_decoded(width: int, height: int, unread: None) -> None:
    with pytest.raises(ReadError) as raised:
        read(bomb(width, height))
    assert raised.value.code == "image_too_large"


def test_too_many_frames(unread: None) -> None:
    frame = Image.new("1", (8, 8))
    with pytest.raises(ReadError) as raised:
        read(saved(frame, "TIFF", save_all=True, append_images=[frame] * 80))
    assert raised.value.code == "too_many_pages"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 nothing", b"II*\x00" + bytes(40), b"%PDF-1.4", saved(PHOTO, "PNG")[:3000]])
def test_a_broken_image_is_told(data: bytes, unread: None) -> None:
    with pytest.raises(ReadError) as raised:
        read(data)
    assert raised.value.code == "broken"


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


SMALL = PHOTO.resize((60, 80))
SOUND = [saved(SMALL, format) for format in ("PNG", "JPEG", "BMP", "TIFF", "WEBP")]


@given(which=st.integers(0, len(SOUND) - 1), seed=st.integers(0, 2**32), blows=st.integers(1, 10))
@settings(max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_image_gives_an_error_or_nothing_to_read(which: int, seed: int, blows: int, unread: None) -> None:
    random, data = Random(seed), bytearray(SOUND[which])
    for _ in range(blows):
        at = random.randrange(len(data))
        if random.random() < 0.7:
            data[at] = random.randrange(256)
        else:
            del data[at : at + random.randrange(1, 60)]
    with pytest.raises(ReadError):
        read(bytes(data))
