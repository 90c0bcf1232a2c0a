"""Pages that are images: recognised where that can be done, named where it cannot."""

from __future__ import annotations

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from checker.ingest import AsideKind, Document, ReadError, ocr

from .conftest import BODY, drawn, of_images, read_pages, scanned, set_text

needs_recognition = pytest.mark.skipif(not ocr.available(), reason="rapidocr is not installed")
SCAN = scanned(drawn(lambda canvas: set_text(canvas, BODY, top=200)), dpi=110)


def limits(document: Document) -> list[str]:
    return [aside.text for aside in document.asides if aside.kind is AsideKind.LIMIT]


def mixed() -> bytes:
    """A page of text, two scanned ones with a page number as text, a page of text."""

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(SCAN[0]), 0, 0, 595, 842)
        canvas.drawCentredString(297, 50, f"- {canvas.getPageNumber()} -")

    return drawn(lambda canvas: set_text(canvas, "文字版的一页。"), scan, scan, lambda canvas: set_text(canvas, "又一页文字。"))


@needs_recognition
def test_only_the_scanned_pages_of_a_mixed_file_are_recognised(monkeypatch: pytest.MonkeyPatch, no_network: None) -> None:
    numbers: list[int] = []
    recognise = ocr.recognise
    monkeypatch.setattr(ocr, "recognise", lambda image, number: numbers.append(number) or recognise(image, number))
    document = read_pages(mixed())
    assert numbers == [2, 3]
    assert [(block.place.page, block.text) for block in document.blocks] == [(1, "文字版的一页。"), (2, BODY), (3, BODY), (4, "又一页文字。")]
    assert limits(document) == ["第2—3页为扫描件，文字由识别得到，请对照原件"]


def test_without_recognition_the_scanned_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(ReadError) as raised:
        read_pages(mixed())
    assert raised.value.code == "needs_ocr" and "第 2—3 页" in raised.value.message()


def test_too_many_scanned_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "MAX_PAGES", 1)
    with pytest.raises(ReadError) as raised:
        read_pages(mixed())
    assert raised.value.code == "too_many_pages"


@needs_recognition
@pytest.mark.parametrize("turned", [90, 180])
def test_a_scan_put_in_the_wrong_way_round(turned: int) -> None:
    pages = scanned(drawn(lambda canvas: set_text(canvas, BODY, top=200)), dpi=110, turned=turned, askew=1.5)
    assert [block.text for block in read_pages(of_images(pages)).blocks] == [BODY]


def test_the_layer_of_text_that_a_scanner_laid_under_its_image_is_read() -> None:
    def layer(canvas: Canvas) -> None:
        canvas.saveState()
        for number, line in enumerate((BODY[:28], BODY[28:56], BODY[56:])):
            text = canvas.beginText(79, 640 - 28 * number)
            text.setTextRenderMode(3)
            text.setFont("STSong-Light", 16)
            text.textOut(line)
            canvas.drawText(text)
        canvas.restoreState()

    document = read_pages(of_images(SCAN, layer))
    assert [block.text for block in document.blocks] == [BODY]
    assert limits(document) == ["第1页为扫描件，文字取自文件自带的识别结果，请对照原件"]
    assert not [aside for aside in document.asides if aside.kind is AsideKind.HIDDEN]


def test_a_picture_between_paragraphs_makes_no_scan() -> None:
    def page(canvas: Canvas) -> None:
        set_text(canvas, BODY)
        canvas.drawImage(ImageReader(SCAN[0]), 79, 100, 430, 500)

    document = read_pages(drawn(page))
    assert [block.text for block in document.blocks] == [BODY]
    assert limits(document) == []
