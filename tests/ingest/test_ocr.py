"""Recognition: what is offered, and that it stays on this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from checker.ingest import ReadError, ocr
from checker.ingest.recognised import tidy

from .pdf.conftest import BODY, drawn, scanned, set_text

ROOT = Path(__file__).parents[2]
needs_recognition = pytest.mark.skipif(not ocr.available(), reason="rapidocr is not installed")


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("全镇坚持依法行政,推进法治建设;成效明显", "全镇坚持依法行政，推进法治建设；成效明显"),
        ("(一)加强组织领导", "（一）加强组织领导"),
        ("现将有关情况报告如下:", "现将有关情况报告如下："),
        ("调解成功65件.", "调解成功65件。"),
        ("公布行政权力事项486项，1,204户", "公布行政权力事项486项，1,204户"),
        ("依 法 行 政", "依法行政"),
        ("《纲要（2021一2025年）》", "《纲要（2021—2025年）》"),
        ("办结率99.6%,满意", "办结率99.6%，满意"),
        ("（一）一是", "（一）一是"),
        ("10:30 开会", "10:30 开会"),
    ],
)
def test_marks_that_recognition_gets_wrong(read: str, meant: str) -> None:
    assert tidy(read) == meant


@pytest.mark.parametrize(("numbers", "words"), [([1], "1"), ([3, 4, 5], "3—5"), ([1, 3, 4, 9], "1、3—4、9")])
def test_page_numbers_in_words(numbers: list[int], words: str) -> None:
    assert ocr.ranges(numbers) == words


def test_what_to_install_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_models", lambda: None)
    assert not ocr.available()
    with pytest.raises(ReadError) as raised:
        ocr.require("扫描.pdf", [2, 3])
    assert raised.value.code == "needs_ocr" and "第 2—3 页" in raised.value.message() and ocr.INSTALL in raised.value.message()


@needs_recognition
def test_lines_have_places_and_one_size(no_network: None) -> None:
    page = ocr.recognise(scanned(drawn(lambda canvas: set_text(canvas, BODY, top=200)), dpi=110)[0], 7)
    assert page.number == 7
    assert [piece.text for piece in page.pieces] == [BODY[:26], BODY[26:54], BODY[54:]]
    assert len({piece.size for piece in page.pieces}) == 1
    assert abs(page.pieces[0].size - 16 / 72 * 110) < 3
    assert page.pieces[0].x0 > page.pieces[1].x0 + page.pieces[0].size


@needs_recognition
def test_nothing_is_asked_of_the_network() -> None:
    """In a process of its own, where even a look-up of a name is an error."""
    code = (
        "import sys\n"
        "def refuse(event, arguments):\n"
        # An import asks whether sockets of version 6 can be made at all; it hears no.
        "    if event == 'socket.__new__': raise PermissionError(event)\n"
        "    if event.startswith(('socket.', 'urllib.')) and event != 'socket.gethostname': raise SystemExit(f'{event} {arguments}')\n"
        "sys.addaudithook(refuse)\n"
        "from PIL import Image\n"
        "from checker.ingest import ocr\n"
        "print(len(ocr.recognise(Image.new('RGB', (200, 200), 'white'), 1).pieces))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)
    assert (done.stdout.strip(), done.returncode) == ("0", 0), done.stderr
