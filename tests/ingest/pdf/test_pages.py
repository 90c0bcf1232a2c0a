"""Pages that are turned, tabled, in columns, marked or written in odd characters."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from checker.ingest import AsideKind, BlockKind, Document, ReadError, ocr
from checker.ingest.formats import reader_of
from checker.ingest.pdf import read_pdf

from .conftest import A4, BODY, SONG, drawn, handmade, read_pages, set_text, stream


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_paragraphs_over_lines_and_pages_with_their_pages(invariants: Callable[[Document], None]) -> None:
    def first(canvas: Canvas) -> None:
        set_text(canvas, "一、工作情况", top=680)
        set_text(canvas, BODY[:54], top=708)
        canvas.drawCentredString(297, 60, "— 1 —")

    def second(canvas: Canvas) -> None:
        below = set_text(canvas, BODY[54:], indent=0)
        set_text(canvas, "二、存在问题", top=below)
        canvas.drawCentredString(297, 60, "— 2 —")

    document = read_pages(drawn(first, second))
    invariants(document)
    assert [(block.place.page, block.text) for block in document.blocks] == [(1, "一、工作情况"), (1, BODY), (2, "二、存在问题")]
    assert document.format == "pdf"
    assert reader_of("pdf") is read_pdf


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_lying_on_its_side_is_read_upright(turn: int) -> None:
    data = drawn(lambda canvas: set_text(canvas, BODY))
    with pdfium.PdfDocument(data) as document:
        document[0].set_rotation(turn)
        turned = BytesIO()
        document.save(turned)
    assert texts(read_pages(turned.getvalue())) == [BODY]

    def sideways(canvas: Canvas) -> None:
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(turn)
        canvas.translate(-A4[0] / 2, -A4[1] / 2)
        set_text(canvas, BODY, top=200)

    assert texts(read_pages(drawn(sideways))) == [BODY]


def test_a_ruled_table_with_merged_cells_is_rows() -> None:
    def page(canvas: Canvas) -> None:
        set_text(canvas, "检查情况见下表：", indent=2)
        xs, ys = (80, 200, 320, 440), (700, 670, 640, 610)
        canvas.grid(list(xs), list(ys[1:]))
        canvas.rect(80, 670, 360, 30)
        canvas.line(200, 670, 200, 700)  # the two right cells of the head are one
        canvas.setFont(SONG, 12)
        for y, cells in zip(ys, (("领域", "全年检查次数和罚款"), ("安全生产", "62", "1.5万元"), ("合计", "62", "1.5万元")), strict=False):
            for x, cell in zip(xs, cells, strict=False):
                canvas.drawString(x + 4, y - 20, cell)
        canvas.setFont(SONG, 16)
        set_text(canvas, "以上检查均已公示。", top=280)

    document = read_pages(drawn(page))
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    lines = document.text.splitlines()
    said = [lines[row.place.line - 1] for row in rows if row.place.line]
    assert said == [
        "| 领域 | 全年检查次数和罚款 |",
        "| 安全生产 | 62 | 1.5万元 |",
        "| 合计 | 62 | 1.5万元 |",
    ]
    assert texts(document)[0] == "检查情况见下表：" and texts(document)[-1] == "以上检查均已公示。"


def test_a_frame_around_the_page_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(40, 40, 515, 762)
        set_text(canvas, BODY)

    document = read_pages(drawn(page))
    assert [(block.kind, block.text) for block in document.blocks] == [(BlockKind.PARAGRAPH, BODY)]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = "左" * 100 + "。", "右" * 100 + "。"

    def page(canvas: Canvas) -> None:
        canvas.drawCentredString(297, 760, "云岫镇2025年度法治政府建设年度报告")
        set_text(canvas, left, top=120, left=60, letters=14)
        set_text(canvas, right, top=127, left=310, letters=14)  # the lines of the columns need not be level

    assert texts(read_pages(drawn(page))) == ["云岫镇2025年度法治政府建设年度报告", left, right]


def test_radicals_and_compatibility_characters_are_ordinary_ones() -> None:
    # A font by hand whose codes are said to be these characters.
    said = "\u2f00\u2f45\u2faf\uf9e8\u2ea0\u2ed3"  # ⼀⽅⾯裡 (compatibility) ⺠⻓
    entries = "".join(f"<{code:02x}> <{ord(sign):04x}>\n" for code, sign in enumerate(said, start=65))
    document = read_pages(by_hand(b"(ABCDEF) Tj", entries=entries.encode()))
    assert document.text == "一方面裡民长"


def test_a_font_without_characters_makes_a_page_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    entries = "".join(f"<{code:02x}> <{0xE000 + code:04x}>\n" for code in range(65, 91)).encode()
    with pytest.raises(ReadError) as raised:
        read_pages(by_hand(b"(" + bytes(range(65, 91)) * 3 + b") Tj", entries=entries))
    assert raised.value.code == "needs_ocr" and "第 1 页" in raised.value.message()


# -- marks across the text ------------------------------------------------------------------------


def test_watermarks_are_told_apart_from_the_text_each_once() -> None:
    def page(canvas: Canvas) -> None:
        set_text(canvas, BODY)
        canvas.saveState()
        canvas.translate(300, 700)
        canvas.rotate(45)
        canvas.setFont(SONG, 60)
        canvas.setFillColor(Color(0.6, 0.6, 0.6, alpha=0.3))
        canvas.drawCentredString(0, 0, "内部资料")
        canvas.restoreState()
        canvas.setFont(SONG, 70)
        canvas.setFillColor(Color(0.85, 0.85, 0.85))
        canvas.drawString(150, 715, "送审稿")  # level, large and pale, on the lines

    document = read_pages(drawn(page, page))
    assert texts(document) == [BODY, BODY]
    marks = [(aside.kind, aside.name, aside.text) for aside in document.asides if aside.name == "水印"]
    assert marks == [(AsideKind.HEADER, "水印", "内部资料"), (AsideKind.HEADER, "水印", "送审稿")]


def test_running_heads_are_asides() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(SONG, 9)
        canvas.drawString(79, 800, "青砚镇法治政府建设年度报告")
        canvas.drawCentredString(297, 40, f"第{canvas.getPageNumber()}页 共2页")
        canvas.setFont(SONG, 16)
        set_text(canvas, BODY)

    document = read_pages(drawn(page, page))
    assert texts(document) == [BODY, BODY]
    assert [aside.text for aside in document.asides if aside.kind is AsideKind.HEADER] == ["青砚镇法治政府建设年度报告"]
    assert not [aside for aside in document.asides if aside.kind is AsideKind.FOOTER]


# -- hidden text ----------------------------------------------------------------------------------


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(79, 500)
    text.setTextRenderMode(3)
    text.textOut("机密内容")
    canvas.drawText(text)


def white(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 1, 1))
    canvas.drawString(79, 500, "机密内容")


def tiny(canvas: Canvas) -> None:
    canvas.setFont(SONG, 1)
    canvas.drawString(79, 500, "机密内容")


def outside(canvas: Canvas) -> None:
    canvas.drawString(A4[0] + 50, 500, "机密内容")


def covered(canvas: Canvas) -> None:
    canvas.drawString(79, 500, "机密内容")
    canvas.setFillColor(Color(0, 0, 0))
    canvas.rect(70, 490, 200, 40, stroke=0, fill=1)


@pytest.mark.parametrize(
    ("hide", "why"),
    [(invisible, "不可见的文字"), (white, "与底色相同的文字"), (tiny, "极小的文字"), (outside, "页面以外的文字"), (covered, "被遮盖的文字")],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_hidden_text_is_told_and_not_read(hide: Callable[[Canvas], None], why: str) -> None:
    def page(canvas: Canvas) -> None:
        set_text(canvas, BODY)
        hide(canvas)

    document = read_pages(drawn(page))
    assert texts(document) == [BODY]
    assert [(aside.name, aside.text) for aside in document.asides if aside.kind is AsideKind.HIDDEN] == [(f"第1页{why}", "机密内容")]


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    def page(canvas: Canvas) -> None:
        set_text(canvas, BODY)
        canvas.setFillColor(Color(0.7, 0, 0))
        canvas.rect(70, 490, 300, 40, stroke=0, fill=1)
        white(canvas)

    document = read_pages(drawn(page))
    assert texts(document) == [BODY, "机密内容"]
    assert not [aside for aside in document.asides if aside.kind is AsideKind.HIDDEN]


def by_hand(content: bytes, *, entries: bytes) -> bytes:
    """One page with a simple font whose table of characters has the given entries."""
    count = entries.count(b"\n")
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def 1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar endcmap end end" % (count, entries)
    )
    return handmade(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
            stream(b"BT /F 16 Tf 79 700 Td " + content + b" ET"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
            stream(table),
        ]
    )
