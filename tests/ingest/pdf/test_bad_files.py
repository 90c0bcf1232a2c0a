"""Locked, broken and hostile PDFs end in an error that says why, soon."""

from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from checker.ingest import Document, ReadError, ocr

from .conftest import BODY, drawn, handmade, read_pages, set_text, stream


@pytest.fixture(autouse=True)
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Damaged pages may look like scans; recognising them is not what is tested here."""
    monkeypatch.setattr(ocr, "available", lambda: False)


def refused(data: bytes) -> ReadError:
    began = time.process_time()
    with pytest.raises(ReadError) as raised:
        read_pages(data)
    assert time.process_time() - began < 8
    assert raised.value.source == "报告.pdf"
    return raised.value


def text_page(strength: int = 128, **passwords: str) -> bytes:
    lock = StandardEncryption(passwords.get("user", ""), passwords.get("owner"), strength=strength) if passwords else None
    return drawn(lambda canvas: set_text(canvas, BODY), encrypt=lock) if lock else drawn(lambda canvas: set_text(canvas, BODY))


@pytest.mark.parametrize("strength", [40, 128, 256])
def test_a_password_to_open_is_told(strength: int) -> None:
    pytest.importorskip("pyaes" if strength == 256 else "reportlab")
    assert refused(text_page(user="1234", owner="5678", strength=strength)).code == "encrypted"


def test_a_password_against_printing_only_is_no_hindrance() -> None:
    assert read_pages(text_page(owner="5678")).blocks[0].text == BODY


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.7\n", id="only a head"),
        pytest.param(b"%PDF-1.4\n" + bytes(range(256)) * 40, id="noise"),
        pytest.param(text_page()[:400], id="cut off early"),
        pytest.param(handmade([b"<< /Type /Catalog >>"]), id="no pages"),
        pytest.param(handmade([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]), id="pages within themselves"),
    ],
)
def test_a_broken_file_is_told(data: bytes) -> None:
    assert refused(data).code == "broken"


def test_a_blank_page_is_an_empty_file() -> None:
    assert refused(drawn(lambda canvas: None)).code == "empty"


def test_absurdly_many_pages() -> None:
    kids = b"3 0 R " * 2_000
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    error = refused(handmade([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count 2000 >>" % kids, page]))
    assert error.code == "too_many_pages" and "2000" in error.message() and "300" in error.message()


def test_absurdly_much_text_on_a_page() -> None:
    assert refused(one_page(b"BT /F 8 Tf 10 10 Td " + (b"(" + b"a" * 1_000 + b") Tj ") * 100 + b"ET")).code == "too_long"


def test_absurdly_many_objects_on_a_page() -> None:
    assert refused(one_page(b"1 1 m 9 9 l S\n" * 60_000)).code == "too_complex"


def test_a_stream_that_unpacks_to_a_thousand_times_its_size_costs_little() -> None:
    assert refused(one_page(b" " * 100_000_000)).code == "empty"


def test_an_image_of_gigapixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    image = stream(bytes(1000), b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8")
    assert refused(one_page(b"595 0 0 842 0 0 cm /I Do", image=image)).code == "image_too_large"


def test_forms_within_forms() -> None:
    """Each form draws the next one ten times. With more levels the library itself does not come to an end: that is for the process around it."""
    depth = 5
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do"),
    ]
    for level in range(depth):
        following = 6 + level
        objects.append(stream(b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>" % following))
    objects.append(stream(b"0 0 m 9 9 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"))
    assert refused(handmade(objects)).code == "too_complex"


def one_page(content: bytes, *, image: bytes = b"<< >>") -> bytes:
    resources = b"<< /Font << /F 5 0 R >> /XObject << /I 6 0 R >> >>"
    return handmade(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % resources,
            stream(content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            image,
        ]
    )


# -- mutated files --------------------------------------------------------------------------------

SOUND = drawn(lambda canvas: set_text(canvas, BODY), pageCompression=0)
KEYWORDS = (b"/Kids", b"/Count", b"/MediaBox", b"/Length", b"/Filter", b"stream", b"endobj", b"xref", b"trailer", b"/Font", b"/Contents", b" 0 R")
VALUES = (b"-1", b"0", b"99999999999", b"[", b"<<", b">>", b"null", b"(", b"/X", b"1e400", b"3 0 R", b"")


@given(seed=st.integers(0, 2**32), blows=st.integers(1, 12))
@settings(max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_file_gives_a_document_or_an_error(seed: int, blows: int) -> None:
    random = Random(seed)
    data = bytearray(SOUND)
    for _ in range(blows):
        at = random.randrange(len(data))
        match random.randrange(5):
            case 0:
                data[at] = random.randrange(256)
            case 1:
                del data[at : at + random.randrange(1, 200)]
            case 2:
                data[at:at] = bytes(random.randrange(256) for _ in range(random.randrange(1, 50)))
            case 3:
                data[at:at] = data[random.randrange(len(data)) :][: random.randrange(1, 300)]
            case _:
                word = random.choice(KEYWORDS)
                found = data.find(word, random.randrange(len(data)))
                if found >= 0:
                    data[found : found + len(word) + random.randrange(3)] = word + b" " + random.choice(VALUES)
    try:
        assert isinstance(read_pages(bytes(data)), Document)
    except ReadError as error:
        assert error.message() and error.message("en")
