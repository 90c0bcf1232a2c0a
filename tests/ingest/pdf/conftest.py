"""PDFs to read: written by ReportLab, LibreOffice and Chromium, by hand where nobody writes such, and scanned."""

from __future__ import annotations

import html
import shutil
import subprocess
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from checker.ingest import BlockKind, Document, read
from checker.ingest.pdf import read_pdf

ROOT = Path(__file__).parents[3]
REPORTS = sorted(path for path in (ROOT / "reports").iterdir() if path.suffix in (".txt", ".md") and path.name != "README.md")
A4 = (595.0, 842.0)
SONG = "STSong-Light"
BODY = "全镇坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，持续推进依法行政，年内召开专题会议三次。"

Draw = Callable[[Canvas], None]


def read_pages(data: bytes) -> Document:
    return read_pdf(data, source="报告.pdf", sha256="0" * 64)


def drawn(*pages: Draw, size: tuple[float, float] = A4, **settings: object) -> bytes:
    """A PDF by ReportLab, each page drawn by one function in 16-point Song."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    data = BytesIO()
    canvas = Canvas(data, pagesize=size, **settings)
    for draw in pages:
        canvas.setFont(SONG, 16)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def set_text(canvas: Canvas, text: str, *, top: float = 100, left: float = 79, letters: int = 28, indent: int = 2, step: float = 28) -> float:
    """Sets a paragraph as official documents are: 28 letters of 16 points in a line, 28 points from line to line. The height below it."""
    rest = "\u3000" * indent + text
    while rest:
        line, rest = rest[:letters], rest[letters:]
        canvas.drawString(left + 16 * (len(line) - len(line.lstrip("\u3000"))), A4[1] - top, line.strip("\u3000"))
        top += step
    return top


def handmade(objects: Sequence[bytes], *, root: int = 1) -> bytes:
    """A PDF of the given objects, numbered from 1."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def scanned(data: bytes, *, askew: float = 0.8, turned: int = 0, dpi: int = 150, quality: int = 60, pages: int | None = None) -> list[Image.Image]:
    """The pages of a PDF as a poor scanner gives them: askew, grey, noisy, blurred and compressed."""
    images = []
    with pdfium.PdfDocument(data) as document:
        for index in range(min(pages or len(document), len(document))):
            image = document[index].render(scale=dpi / 72).to_pil().convert("L")
            image = image.rotate(askew, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
            noise = Image.effect_noise(image.size, 24)
            image = Image.blend(image, noise, 0.08).rotate(turned, expand=True)
            packed = BytesIO()
            image.save(packed, "JPEG", quality=quality)
            images.append(Image.open(packed))
    return images


def of_images(images: Sequence[Image.Image], draw: Draw | None = None) -> bytes:
    """A PDF of images that fill their pages, `draw` drawn on top of each."""

    def page(image: Image.Image) -> Draw:
        def put(canvas: Canvas) -> None:
            size = A4 if image.height >= image.width else A4[::-1]
            canvas.setPageSize(size)
            canvas.drawImage(ImageReader(image), 0, 0, *size)
            if draw:
                draw(canvas)

        return put

    return drawn(*(page(image) for image in images))


# -- the sample reports, printed ------------------------------------------------------------------


def paragraphs_of(path: Path) -> list[tuple[BlockKind, str]]:
    """The paragraphs of a report as its author wrote them, wraps undone."""
    document = read(path)
    lines = document.text.splitlines()
    found = []
    for block in document.blocks:
        start, end = block.source_span(0, len(block.text))
        first, last = document.text.count("\n", 0, start), document.text.count("\n", 0, end)
        found.append((block.kind, "".join(line.strip() for line in lines[first : last + 1]).lstrip("# ")))
    return found


def official_layout(path: Path) -> str:
    """The report as a flat OpenDocument text in the layout of GB/T 9704: A4, 28 letters of 16 points a line, page numbers with dashes.

    Without hanging punctuation: LibreOffice leaves out such marks of justified lines when it prints.
    """
    paragraphs = paragraphs_of(path)
    title = next(i for i, (kind, _) in enumerate(paragraphs) if kind is not BlockKind.METADATA)
    body = []
    for index, (kind, text) in enumerate(paragraphs):
        subtitle = index == title + 1 and len(text) < 30 and not {"：", "，"} & set(text)
        style = "Title" if index == title or subtitle else "Data" if kind is BlockKind.METADATA else "Body"
        if index >= len(paragraphs) - 2 and len(text) < 25:
            style = "Signature"
        body.append(f'<text:p text:style-name="{style}">{html.escape(text).replace(chr(9), "<text:tab/>")}</text:p>')
    return _FLAT_ODT.format(body="".join(body))


def web_page(path: Path) -> str:
    """The report as a plain web page: no indents, paragraphs apart."""
    paragraphs = paragraphs_of(path)
    body = [f"<p>{html.escape(text)}</p>" for _, text in paragraphs]
    if paragraphs[0][0] is not BlockKind.METADATA:
        body[0] = f'<h2 style="text-align: center">{html.escape(paragraphs[0][1])}</h2>'
    return f'<!doctype html><meta charset="utf-8"><title>报告</title><body style="font: 16px/1.75 serif; margin: 0 40px">{"".join(body)}</body>'


@pytest.fixture(scope="session")
def official(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each sample report printed by LibreOffice in the official layout, by file name."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("official")
    sources = []
    for path in REPORTS:
        sources.append(folder / f"{path.stem}.fodt")
        sources[-1].write_text(official_layout(path), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.name: (folder / f"{path.stem}.pdf").read_bytes() for path in REPORTS}


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each sample report printed by Chromium from a web page, with what browsers print around it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    folder = tmp_path_factory.mktemp("web")
    printed = {}
    for path in REPORTS:
        page, pdf = folder / f"{path.stem}.html", folder / f"{path.stem}.pdf"
        page.write_text(web_page(path), encoding="utf-8")
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
        command = [chromium, *flags, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        printed[path.name] = pdf.read_bytes()
    return printed


_FLAT_ODT = """\
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.2">
<office:styles>
 <style:default-style style:family="paragraph"><style:text-properties fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"
  style:font-name-asian="Noto Serif CJK SC" style:font-name="Noto Serif CJK SC" fo:font-size="16pt" style:font-size-asian="16pt"/></style:default-style>
 <style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:line-height="28pt" fo:text-indent="32pt" fo:text-align="justify"
  style:punctuation-wrap="simple"/>
 </style:style>
 <style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:line-height="36pt" fo:text-align="center"/>
  <style:text-properties fo:font-size="22pt" style:font-size-asian="22pt"/></style:style>
 <style:style style:name="Signature" style:family="paragraph"><style:paragraph-properties fo:line-height="28pt" fo:text-align="end"/></style:style>
 <style:style style:name="Data" style:family="paragraph"><style:paragraph-properties fo:line-height="28pt"/>
  <style:text-properties fo:font-size="12pt" style:font-size-asian="12pt"/></style:style>
 <style:style style:name="Foot" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
  <style:text-properties fo:font-size="14pt" style:font-size-asian="14pt"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
 fo:margin-top="37mm" fo:margin-bottom="20mm" fo:margin-left="28mm" fo:margin-right="26mm"/>
 <style:footer-style><style:header-footer-properties fo:min-height="12mm"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>
 <text:p text:style-name="Foot">— <text:page-number text:select-page="current">1</text:page-number> —</text:p></style:footer></style:master-page>
</office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""
