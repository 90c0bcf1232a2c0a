"""Recognition that is put off: the file is read again later, and meanwhile costs no more than its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reading_scans import LINES, MISSING
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from checker.ingest import Document, ReadError, ocr, read_all
from checker.ingest.image import read_image
from checker.ingest.recognition import AT_ONCE, PUT_OFF, Recognition, allowed
from checker.ingest.sandbox import Sandbox

from .ofd.test_scans import jpeg, scan
from .pdf.conftest import drawn, of_images, read_pages, set_text

BLANK = Image.new("L", (413, 585), 230)


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    with Sandbox(worker="reading_scans") as made:
        yield made


def mixed(scans: int = 2) -> bytes:
    """A page of text, scanned ones, a page of text."""

    def image(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(BLANK), 0, 0, 595, 842)

    return drawn(lambda canvas: set_text(canvas, "文字版的一页。"), *[image] * scans, lambda canvas: set_text(canvas, "又一页文字。"))


def saved(format: str, frames: int = 1) -> bytes:
    data = BytesIO()
    BLANK.save(data, format, **({"save_all": True, "append_images": [BLANK] * (frames - 1)} if frames > 1 else {}))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "pages", "scans"),
    [
        ("扫描.pdf", of_images([BLANK, BLANK, BLANK]), "1—3", 3),
        ("混合.pdf", mixed(), "2—3", 2),
        ("扫描.ofd", scan(jpeg()), "1", 1),
        ("照片.jpg", saved("JPEG"), "1", 1),
        ("两页.tif", saved("TIFF", 2), "1", 2),
    ],
)
def test_a_file_is_read_when_its_time_has_come(name: str, data: bytes, pages: str, scans: int, sandbox: Sandbox) -> None:
    [first] = sandbox.read(data, name, PUT_OFF)
    assert isinstance(first, ReadError) and (first.source, first.code) == (name, "recognition_put_off")
    assert f"第 {pages} 页" in first.message()
    process = sandbox._process
    heard: list[tuple[int, int]] = []
    [second] = sandbox.read(data, name, Recognition(heard=lambda done, total: heard.append((done, total))))
    assert isinstance(second, Document) and second.text.count(LINES[2]) == scans
    assert heard == [(done, scans) for done in range(scans)]
    assert sandbox._process is process, "the same process reads both ways"
    [third] = sandbox.read(data, name, PUT_OFF)
    assert isinstance(third, ReadError)


def test_text_is_read_all_the_same(tmp_path: Path) -> None:
    paths = [tmp_path / "报告.pdf", tmp_path / "报告.txt"]
    paths[0].write_bytes(drawn(lambda canvas: set_text(canvas, "文字版的一页。")))
    paths[1].write_text("文字版的一页。", "utf-8")
    assert [result.text for result in read_all(paths, recognition=PUT_OFF) if isinstance(result, Document)] == ["文字版的一页。"] * 2


def test_where_recognition_is_not_installed_waiting_would_not_help(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MISSING, "1")
    for recognition in (PUT_OFF, AT_ONCE):
        [result] = sandbox.read(mixed(), "混合.pdf", recognition)
        assert isinstance(result, ReadError) and result.code == "needs_ocr" and ocr.INSTALL in result.message()


def test_nor_would_it_for_too_many_pages(sandbox: Sandbox) -> None:
    [result] = sandbox.read(mixed(ocr.MAX_PAGES + 1), "混合.pdf", PUT_OFF)
    assert isinstance(result, ReadError) and result.code == "too_many_pages"


@pytest.mark.parametrize("read", [lambda: read_pages(mixed()), lambda: read_image(saved("PNG"), source="照片.png", sha256="")])
def test_putting_off_loads_no_models(read: Callable[[], Document], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("the models are loaded")

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "_engine", refuse)
    with allowed(False), pytest.raises(ReadError) as raised:
        read()
    assert raised.value.code == "recognition_put_off"
    with pytest.raises(AssertionError):
        read()


def test_who_hears_of_the_pages_may_end_it(sandbox: Sandbox) -> None:
    class Enough(Exception):
        pass

    def heard(done: int, total: int) -> None:
        if done:
            raise Enough

    with pytest.raises(Enough):
        list(sandbox.read(mixed(), "混合.pdf", Recognition(heard=heard)))
    [result] = sandbox.read(mixed(), "混合.pdf")
    assert isinstance(result, Document) and result.source == "混合.pdf"
