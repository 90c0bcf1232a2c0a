"""Hostile files of fixed layout: PDF, OFD and images."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping

from hostile.making import READ, Case, case, packed
from hostile.words import LAUGHS, QUADRATIC

TEXT = "云岫镇2025年法治政府建设年度报告"


def cases(outside: str) -> Iterator[Case]:
    yield from _pdf(outside)
    yield from _ofd(outside)
    yield from _images()


# -- PDF (ISO 32000-1) ----------------------------------------------------------------------------

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
SHOWN = b"BT /F 12 Tf 72 700 Td (A report on the rule of law in 2025) Tj ET"


def pdf(objects: Mapping[int, bytes | str], *, root: str = "1 0 R", trailer: str = "", xref: bool = True) -> bytes:
    """A PDF of these objects, over a page with a line of text."""
    parts: dict[int, bytes | str] = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE,
        4: stream(SHOWN),
        5: FONT,
        **objects,
    }
    made, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, part in parts.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part.encode() if isinstance(part, str) else part)
    if not xref:
        return made
    start = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n" + b"".join(b"%d 1\n%010d 00000 n \n" % item for item in places.items())
    return made + f"trailer<</Size {max(parts) + 1}/Root {root}{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


def stream(data: bytes, entries: str = "", *, compress: bool = False) -> bytes:
    if compress:
        data, entries = zlib.compress(data, 9), f"{entries}/Filter/FlateDecode"
    return f"<<{entries}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def _pdf(outside: str) -> Iterator[Case]:
    yield case("plain.pdf", pdf({}), READ)
    yield case("no-table.pdf", pdf({}, xref=False), "read broken")
    yield case("pages-cycle.pdf", pdf({2: "<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 3>>"}))
    yield case(
        "million-pages.pdf", pdf({2: f"<</Type/Pages/Kids[{'3 0 R ' * 100_000}]/Count 1000000>>"}), "too_many_pages broken too_complex too_slow too_long"
    )
    yield case("count-lies.pdf", pdf({2: "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"}), "too_many_pages broken read")
    yield case("no-pages.pdf", pdf({2: "<</Type/Pages/Kids[]/Count 0>>"}), "broken empty")
    yield case("deep-arrays.pdf", pdf({6: "[" * 200_000 + "]" * 200_000}), "read broken crashed")
    yield case("deep-dictionaries.pdf", pdf({3: PAGE[:-2] + "/X" + "<</X" * 50_000 + " 1" + ">>" * 50_000 + ">>"}))
    yield case("content-bomb.pdf", pdf({4: stream(b"(x) Tj " * 8_000_000, compress=True)}))
    yield case("filters-in-filters.pdf", pdf({4: stream(many_times(bytes(50_000_000), 3), "/Filter[/FlateDecode/FlateDecode/FlateDecode]")}))
    yield case("operators.pdf", pdf({4: stream(b"BT /F 1 Tf " + b"1 0 0 1 9 9 Tm (x) Tj " * 600_000 + b" ET", compress=True)}))
    yield case("paths.pdf", pdf({4: stream(b"0 0 m 9 9 l S " * 1_000_000, compress=True)}))
    yield case("states.pdf", pdf({4: stream(b"q " * 2_000_000 + SHOWN)}))
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    own = PAGE.replace("/Font<<", "/XObject<</X 6 0 R>>/Font<<")
    yield case("form-in-itself.pdf", pdf({3: own, 4: stream(SHOWN + b" /X Do"), 6: stream(b"/X Do /X Do", form)}))
    fanned = {n: stream(b"/X Do " * 10, form.replace("6 0 R", f"{n + 1} 0 R")) for n in range(6, 16)}
    yield case("forms-fanned-out.pdf", pdf({3: own, 4: stream(SHOWN + b" /X Do"), **fanned, 16: stream(SHOWN, form)}))
    yield case("contents-cycle.pdf", pdf({4: "4 0 R"}))
    yield case("object-stream-in-itself.pdf", pdf({6: stream(b"6 0 4 20 <</Type/ObjStm>>", "/Type/ObjStm/N 2/First 8/Extends 6 0 R")}))
    yield case("previous-table-cycle.pdf", pdf({}, trailer="/Prev 15").replace(b"startxref\n", b"startxref\n"), "read broken")
    yield case("length-cycle.pdf", pdf({4: b"<</Length 4 0 R>>stream\n" + SHOWN + b"\nendstream"}), "read broken empty needs_ocr")
    yield case("huge-page.pdf", pdf({3: PAGE.replace("595 842", "99999999 99999999")}))
    yield case("negative-page.pdf", pdf({3: PAGE.replace("0 0 595 842", "0 0 -1 0")}))
    image = "/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"
    drawn = {3: own.replace("/Font<<", "/Font<<"), 4: stream(b"q 595 0 0 842 0 0 cm /X Do Q")}
    yield case("gigapixels.pdf", pdf({**drawn, 6: stream(bytes(60_000_000), image, compress=True)}), "image_too_large needs_ocr empty")
    yield case("lying-image.pdf", pdf({**drawn, 6: stream(b"x", image)}), "image_too_large needs_ocr empty broken")
    yield case("jbig2.pdf", pdf({**drawn, 6: stream(b"\xff" * 5_000, image.replace("60000", "600") + "/Filter/JBIG2Decode")}))
    action = f"/OpenAction<</S/JavaScript/JS(app.launchURL('{outside}'))>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
    yield case("scripts.pdf", pdf({1: f"<</Type/Catalog/Pages 2 0 R{action}>>"}), READ)
    yield case("reference-outside.pdf", pdf({4: f"<</Length 0/F({outside})/FFilter[]>>stream\n\nendstream"}), "empty needs_ocr broken read")
    crypt = "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -1/O<" + "41" * 32 + ">/U<" + "42" * 32 + ">>>/ID[<41><41>]"
    yield case("encrypted.pdf", pdf({}, trailer=crypt), "encrypted")
    yield case("unknown-encryption.pdf", pdf({}, trailer="/Encrypt<</Filter/X/V 9>>"), "encrypted broken")
    yield case("not-root.pdf", pdf({}, root="99 0 R"), "broken read")
    yield case("header-only.pdf", b"%PDF-1.7\n", "broken")
    yield case("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 2_000, "broken")
    yield case("name.pdf", pdf({5: "<</Type/Font/Subtype/Type1/BaseFont/" + "A" * 2_000_000 + ">>"}))
    yield case("map.pdf", pdf({5: FONT[:-2] + "/ToUnicode 6 0 R>>", 6: stream(b"1 beginbfrange <00> <ffffffff> <0000> endbfrange " * 50_000, compress=True)}))


def many_times(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


# -- OFD (GB/T 33190-2016) ------------------------------------------------------------------------

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(content: str = "", *, root: str = "Doc_0/Document.xml", pages: str = "", doctype: str = "", more: Mapping[str, bytes | str] | None = None) -> bytes:
    pages = pages or '<ofd:Page ID="2" BaseLoc="Pages/Page_0/Content.xml"/>'
    content = (
        content
        or f'<ofd:TextObject ID="5" Boundary="20 20 150 10" Font="3" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 20 5">{TEXT}</ofd:TextCode></ofd:TextObject>'
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return packed(
        {
            "OFD.xml": f'{head}{doctype}<ofd:OFD {OFD} Version="1.0" DocType="OFD">'
            f"<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"{head}<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea>"
            f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
            "Doc_0/Pages/Page_0/Content.xml": f'{head}{doctype}<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="4">{content}</ofd:Layer></ofd:Content></ofd:Page>',
            **(more or {}),
        }
    )


def _ofd(outside: str) -> Iterator[Case]:
    yield case("plain.ofd", ofd(), READ)
    for number, root in enumerate(["../../../etc/passwd", "/etc/passwd", outside, "C:\\x.xml", "Doc_9/None.xml", ""]):
        yield case(f"root-{number}.ofd", ofd(root=root), "broken empty")
    yield case("page-outside.ofd", ofd(pages='<ofd:Page ID="2" BaseLoc="../../../../etc/passwd"/>'))
    text = '<ofd:TextObject ID="5" Boundary="0 0 9 9" Font="3" Size="5"><ofd:TextCode X="0" Y="5">{}</ofd:TextCode></ofd:TextObject>'
    yield case("laughs.ofd", ofd(text.format("&l9;"), doctype=LAUGHS), "unsafe_xml broken")
    yield case("quadratic.ofd", ofd(text.format("&q;" * 5_000), doctype=QUADRATIC), "unsafe_xml broken")
    yield case("entity.ofd", ofd(text.format("&x;"), doctype=f'<!DOCTYPE a [<!ENTITY x SYSTEM "{outside}">]>'), "unsafe_xml broken")
    yield case("many-pages.ofd", ofd(pages='<ofd:Page ID="2" BaseLoc="Pages/Page_0/Content.xml"/>' * 100_000))
    yield case("many-texts.ofd", ofd(text.format("法") * 300_000))
    yield case("deltas.ofd", ofd(text.replace('Y="5"', 'Y="5" DeltaX="g 2000000000 1"').format(TEXT)))
    yield case("numbers.ofd", ofd(text.replace("0 0 9 9", "1e999 nan -inf 99999999999999999999").format(TEXT)))
    yield case("deep-layers.ofd", ofd("<ofd:PageBlock>" * 100_000 + text.format(TEXT) + "</ofd:PageBlock>" * 100_000))
    yield case("deep-blocks.ofd", ofd("<ofd:PageBlock>" * 200 + text.format(TEXT) + "</ofd:PageBlock>" * 200))
    template = '<ofd:Template TemplateID="2" ZOrder="Background"/>'
    yield case("template-of-itself.ofd", ofd(template + text.format(TEXT), pages='<ofd:Page ID="2" BaseLoc="Pages/Page_0/Content.xml"/>'))
    yield case("bomb.ofd", ofd(more={"Doc_0/Res/x.png": bytes(100_000_000)}), "too_complex")
    yield case("bodies.ofd", packed({"OFD.xml": f"<ofd:OFD {OFD}>" + "<ofd:DocBody><ofd:DocRoot>a.xml</ofd:DocRoot></ofd:DocBody>" * 50_000 + "</ofd:OFD>"}))
    yield case("only-root.ofd", packed({"OFD.xml": "<a/>"}), "broken empty")


# -- images ---------------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes, *more: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _images() -> Iterator[Case]:
    yield case("gigapixels.png", png(60_000, 60_000, zlib.compress(bytes(1_000))), "image_too_large broken")
    yield case("square-of-all.png", png(0x7FFFFFFF, 0x7FFFFFFF, b""), "image_too_large broken")
    yield case("no-width.png", png(0, 10, b""), "broken")
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9))
    yield case("text-bomb.png", png(8, 8, zlib.compress(bytes(100)), text))
    yield case("data-bomb.png", png(8, 8, zlib.compress(bytes(80_000_000), 9)))
    yield case("blank.png", png(800, 800, zlib.compress(bytes(101 * 800))), "empty needs_ocr")
    yield case(
        "gigapixels.bmp",
        b"BM" + struct.pack("<LLLLllHHLLllLL", 1000, 0, 54, 40, 90_000, 90_000, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(900),
        "image_too_large broken",
    )
    yield case(
        "gigapixels.gif",
        b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b"\x2c" + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\x02\x02\x4c\x01\x00\x3b",
    )
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 9, 9, 0) + b"\x02\x02\x4c\x01\x00"
    yield case("frames.gif", b"GIF89a" + struct.pack("<HHBBB", 9, 9, 0x80, 0, 0) + bytes(6) + frame * 200_000 + b"\x3b")
    loop = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 1) + struct.pack("<HHLL", 256, 4, 1, 100) + struct.pack("<L", 8)
    yield case("pages-cycle.tif", loop)
    yield case("noise.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20, "broken image_too_large empty needs_ocr")
    yield case("noise.webp", b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(range(256)) * 20, "broken needs_ocr")
