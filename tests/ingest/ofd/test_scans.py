# ruff: noqa: E501  (markup)
"""Pages that are only images or outlines."""

from __future__ import annotations

from io import BytesIO

import pytest
from ofd_writer import Set, one_page, text_object
from PIL import Image

from checker.ingest import AsideKind, Document, ReadError, ocr
from checker.ingest.layout import Page, Piece
from checker.ingest.ofd import read_ofd, scans

needs_recognition = pytest.mark.skipif(not ocr.available(), reason="rapidocr is not installed: images are not opened without it")
WORDS = "全年召开专题会议3次，研究法治政府建设工作，审查各类合同42份。"


def from_ofd(data: bytes) -> Document:
    return read_ofd(data, source="报告.ofd", sha256="0")


def scan(image: bytes, name: str = "scan.jpg", box: str = "0 0 210 297", over: str = "") -> bytes:
    res = f'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="9" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>'  # fmt: skip
    picture = f'<ofd:ImageObject ID="5" ResourceID="9" Boundary="{box}" CTM="{box.split()[2]} 0 0 {box.split()[3]} 0 0"/>'
    files: dict[str, str | bytes] = {"Doc_0/DocumentRes.xml": res, f"Doc_0/Res/{name}": image}
    return one_page(picture + over, common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>", files=files)


def jpeg(width: int = 210, height: int = 297) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG")
    return out.getvalue()


def test_without_recognition_a_scan_says_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(ReadError) as caught:
        from_ofd(scan(jpeg()))
    assert caught.value.code == "needs_ocr" and "fazhi-checker[ocr]" in caught.value.message()


@needs_recognition
def test_the_images_of_a_page_are_recognised_where_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Image.Image] = []

    def recognise(image: Image.Image, number: int) -> Page:
        seen.append(image)
        return Page(number, image.width, image.height, [Piece(WORDS, 200, 300, 1500, 340, 40)])

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(scans.ocr, "recognise", recognise)
    out = BytesIO()
    Image.new("RGB", (100, 100), "black").save(out, "PNG")
    document = from_ofd(scan(out.getvalue(), "part.png", "52.5 74.25 105 148.5"))
    assert document.text == WORDS
    assert [(aside.kind, aside.name) for aside in document.asides] == [(AsideKind.LIMIT, "扫描页")]
    image = seen[0]
    assert abs(image.width / image.height - 210 / 297) < 0.01
    corners = [image.getpixel((round(image.width * x), round(image.height * y))) for x, y in ((0.2, 0.2), (0.3, 0.3), (0.7, 0.7), (0.8, 0.8))]
    assert corners == [(255, 255, 255), (0, 0, 0), (0, 0, 0), (255, 255, 255)]


def test_a_layer_of_text_under_a_scan_is_read_and_told() -> None:
    layer = text_object(Set(WORDS, 28, 60, 5), 30, 'Visible="false"')
    document = from_ofd(scan(jpeg(), over=layer))
    assert document.text == WORDS
    assert [(aside.kind, aside.name) for aside in document.asides] == [(AsideKind.LIMIT, "扫描页")]


OUTLINES = '<ofd:PathObject ID="1" Boundary="10 10 9 9" Fill="true"><ofd:AbbreviatedData>M 0 0 Q 1 1 2 2 L 3 3 C</ofd:AbbreviatedData></ofd:PathObject>'


@needs_recognition
@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(one_page(OUTLINES * 200), "no_characters", id="outlines"),
        pytest.param(scan(b"\x97JB2\r\n", "scan.jb2"), "no_characters", id="a format that is not read"),
        pytest.param(scan(jpeg()[:200]), "no_characters", id="a damaged image"),
        pytest.param(scan(jpeg(), "../../scan.jpg"), "broken", id="an image outside"),
        pytest.param(one_page(""), "empty", id="an empty page"),
    ],
)
def test_pages_without_text(data: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    with pytest.raises(ReadError) as caught:
        from_ofd(data)
    assert caught.value.code == code


@needs_recognition
def test_an_image_of_gigapixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    header = bytearray(jpeg())
    at = header.index(b"\xff\xc0")  # the frame header: height and width follow
    header[at + 5 : at + 9] = (60_000).to_bytes(2, "big") * 2
    with pytest.raises(ReadError) as caught:
        from_ofd(scan(bytes(header)))
    assert caught.value.code == "image_too_large"
