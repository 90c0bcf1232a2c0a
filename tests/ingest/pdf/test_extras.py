"""What a PDF carries beside its pages."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from checker.ingest import AsideKind, Document

from .conftest import BODY, drawn, handmade, read_pages, set_text, stream


def asides(document: Document, kind: AsideKind) -> list[tuple[str, str]]:
    return [(aside.name, aside.text) for aside in document.asides if aside.kind is kind]


def test_properties_have_chinese_names() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setAuthor("某某科")
        canvas.setTitle("云岫镇报告（送审稿）")
        set_text(canvas, BODY)

    said = dict(asides(read_pages(drawn(page)), AsideKind.PROPERTY))
    assert said["作者"] == "某某科" and said["标题"] == "云岫镇报告（送审稿）"
    assert said["生成程序"].startswith("ReportLab")
    assert said["创建时间"][:2] == "20" and said["创建时间"][4] == "-"


def test_attached_files_are_named_and_not_opened() -> None:
    with pdfium.PdfDocument(drawn(lambda canvas: set_text(canvas, BODY))) as document:
        document.new_attachment("底稿.xlsx").set_data(b"PK\x03\x04")
        data = BytesIO()
        document.save(data)
    assert asides(read_pages(data.getvalue()), AsideKind.EMBEDDED) == [("", "底稿.xlsx")]


def test_comments_have_their_author_and_stay_out_of_the_text() -> None:
    document = read_pages(annotated("<< /Type /Annot /Subtype /Text /Rect [80 600 100 620] /Contents {} /T {} >>".format(utf16("此处请核实"), utf16("李某"))))
    comments = [aside for aside in document.asides if aside.kind is AsideKind.COMMENT]
    assert [(c.text, c.author, c.name) for c in comments] == [("此处请核实", "李某", "第1页批注")]
    assert document.text == "Report of a town"


def test_scripts_and_programs_to_start_are_noted_and_not_run() -> None:
    launch = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (calc.exe) >> >>"
    document = read_pages(annotated(launch, catalog="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"))
    assert ("脚本（不运行）", "JavaScript") in asides(document, AsideKind.EMBEDDED)
    assert ("打开程序的动作（不执行）", "calc.exe") in asides(document, AsideKind.EMBEDDED)
    assert document.text == "Report of a town"


def test_the_text_of_form_fields_is_read_where_it_stands() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(79, 742, "Name of the town:")
        canvas.acroForm.textfield(name="unit", value="Yunxiu", x=79, y=690, width=200, height=20, fontSize=12, borderWidth=0)
        canvas.drawString(79, 640, "End.")

    assert [block.text for block in read_pages(drawn(page)).blocks] == ["Nameofthetown：", "Yunxiu", "End."]


def utf16(text: str) -> str:
    return "<feff" + text.encode("utf-16-be").hex() + ">"


def annotated(annotation: str, *, catalog: str = "") -> bytes:
    return handmade(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R] /Resources << /Font << /F 5 0 R >> >> >>",
            stream(b"BT /F 16 Tf 79 700 Td (Report of a town) Tj ET"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            annotation.encode(),
        ]
    )
