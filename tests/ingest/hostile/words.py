"""Hostile files of word processors: OOXML, OpenDocument, RTF and Word's binary format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import offices
from hostile.making import READ, Case, altered, case, ole, packed

TEXT = "云岫镇2025年法治政府建设年度报告"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
PARAGRAPH = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
LAUGHS = '<!DOCTYPE a [<!ENTITY l0 "哈哈哈哈哈哈">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
QUADRATIC = f'<!DOCTYPE a [<!ENTITY q "{"哈" * 50_000}">]>'


def docx(body: str, *, doctype: str = "", type: str = MAIN, target: str = "word/document.xml", more: dict[str, bytes | str] | None = None) -> bytes:
    """A .docx of as few parts as there may be (ECMA-376, part 1, 11.2)."""
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{type}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r1" Type="{OFFICE}" Target="{target}"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document {W} {R}><w:body>{body}</w:body></w:document>',
            **(more or {}),
        }
    )


def related(*relations: tuple[str, str, str]) -> str:
    """The relations of the main part: each of a kind, to a target, with other attributes. The kind is the id."""
    kinds = OFFICE.removesuffix("officeDocument")
    listed = "".join(f'<Relationship Id="{kind}" Type="{kinds}{kind}" Target="{target}"{rest}/>' for kind, target, rest in relations)
    return f'<Relationships xmlns="{RELATIONSHIPS}">{listed}</Relationships>'


def nest(opening: str, inside: str, closing: str, depth: int) -> str:
    return opening * depth + inside + closing * depth


def cases(secret: Path) -> Iterator[Case]:
    outside = secret.as_uri()
    yield case("plain.docx", docx(PARAGRAPH), READ)
    yield from _xml(outside)
    yield from _structure()
    yield from _links(outside)
    yield from _rich(secret)
    yield from _open(outside)
    yield from _binary()


def _xml(outside: str) -> Iterator[Case]:
    said = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    yield case("laughs.docx", docx(said.format("&l9;"), doctype=LAUGHS), "unsafe_xml")
    yield case("quadratic.docx", docx(said.format("&q;" * 5_000), doctype=QUADRATIC), "unsafe_xml")
    for name, uri in (("file", outside), ("http", "http://127.0.0.1:9/x"), ("passwd", "file:///etc/passwd")):
        yield case(f"entity-{name}.docx", docx(said.format("&x;"), doctype=f'<!DOCTYPE a [<!ENTITY x SYSTEM "{uri}">]>'), "unsafe_xml")
    yield case("parameter-entity.docx", docx(PARAGRAPH, doctype=f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{outside}"> %x;]>'), "unsafe_xml")
    yield case("external-dtd.docx", docx(PARAGRAPH, doctype=f'<!DOCTYPE a SYSTEM "{outside}">'), "unsafe_xml")
    for part in ("styles", "numbering", "comments", "footnotes", "header1"):
        xml = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{outside}">]><w:{part} {W}>&x;</w:{part}>'
        relations = related((part.rstrip("1"), f"{part}.xml", ""))
        yield case(f"entity-in-{part}.docx", docx(PARAGRAPH, more={f"word/{part}.xml": xml, "word/_rels/document.xml.rels": relations}))
    yield case("not-xml.docx", docx("<w:p>"), "broken")
    yield case("nul.docx", docx(said.format("\x00\x01")), "broken")
    yield case("utf7.docx", packed({"[Content_Types].xml": "<Types/>", "word/document.xml": '<?xml version="1.0" encoding="UTF-7"?><a/>'}), "broken empty")


def _structure() -> Iterator[Case]:
    table = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    yield case("deep-tables.docx", docx(nest(table[0], PARAGRAPH, table[1], 3_000)))
    yield case("shallow-tables.docx", docx(nest(table[0], PARAGRAPH, table[1], 20)), "read too_complex")
    yield case("deep-elements.docx", docx(nest("<w:sdt><w:sdtContent>", PARAGRAPH, "</w:sdtContent></w:sdt>", 100_000)))
    yield case("deep-boxes.docx", docx(nest("<w:p><w:r><w:pict><w:txbxContent>", PARAGRAPH, "</w:txbxContent></w:pict></w:r></w:p>", 500)))
    yield case("wide-table.docx", docx(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 200_000}</w:tr></w:tbl>"))
    yield case("spans.docx", docx(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{PARAGRAPH}</w:tc></w:tr></w:tbl>{PARAGRAPH}'))
    yield case("many-paragraphs.docx", docx("<w:p/>" * 1_500_000 + PARAGRAPH))
    yield case("many-letters.docx", docx(f"<w:p><w:r><w:t>{'法治' * 400_000}</w:t></w:r></w:p>"), "too_long line_too_long too_complex")
    yield case("many-attributes.docx", docx("<w:p " + " ".join(f'w:a{n}="x"' for n in range(200_000)) + "/>"))
    yield case("no-main-part.docx", altered(docx(PARAGRAPH), {"word/document.xml": None, "word/other.xml": "<a/>"}), "broken")
    yield case("empty-main-part.docx", altered(docx(""), {"word/document.xml": ""}), "broken empty")
    yield case("nothing.docx", docx(""), "empty")
    yield case("bomb-part.docx", docx(PARAGRAPH, more={"word/styles.xml": bytes(100_000_000)}), "too_complex")
    yield case("many-parts.docx", docx(PARAGRAPH, more={f"word/{n}.xml": "<a/>" for n in range(6_000)}), "too_complex read")
    cycle = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
    cycle += '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    styles = related(("styles", "styles.xml", ""))
    styled = PARAGRAPH.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="99999999999"/><w:numId w:val="-5"/></w:numPr></w:pPr>')
    yield case("cycle-of-styles.docx", docx(styled, more={"word/styles.xml": cycle, "word/_rels/document.xml.rels": styles}), READ)


def _links(outside: str) -> Iterator[Case]:
    yield case("main-part-outside.docx", docx(PARAGRAPH, target="../../../../etc/passwd"), "broken read")
    yield case("macros.docm", docx(PARAGRAPH, type=MACRO, more={"word/vbaProject.bin": ole({"VBA": b"Attribute"}), "word/vbaData.xml": "<a/>"}), READ)
    links = {"attachedTemplate": "http://127.0.0.1:9/x.dotm", "image": outside, "aFChunk": outside, "oleObject": "file://127.0.0.1/x"}
    relations = related(*((kind, target, ' TargetMode="External"') for kind, target in links.items()))
    field = f'<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "{outside}"</w:instrText>'
    body = f'{PARAGRAPH}<w:altChunk r:id="aFChunk"/><w:p><w:r>{field}</w:r></w:p>'
    yield case("links.docx", docx(body, more={"word/_rels/document.xml.rels": relations}), READ)
    yield case("up-and-out.docx", docx(PARAGRAPH, more={"../../word/x.xml": "<a/>"}), "broken read")
    field = '<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>'
    yield case("dde.docx", docx(field + PARAGRAPH), READ)


def _rich(secret: Path) -> Iterator[Case]:
    text = TEXT.encode("gbk").hex()
    said = "".join(f"\\'{text[n : n + 2]}" for n in range(0, len(text), 2))
    head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}\f0 " + said
    yield case("plain.rtf", head + "}", READ)
    yield case("open-groups.rtf", head + "{" * 200_000)
    yield case("groups.rtf", head + "{" * 30_000 + "x" + "}" * 30_001)
    yield case("bin.rtf", head + r"\bin2147483647 " + "x" * 1_000 + "}")
    yield case("picture.rtf", head + r"{\pict\pngblip\picw2147483647\pich2147483647 " + "89504e470d0a1a0a" + "00" * 100_000 + "}}")
    yield case("object.rtf", head + r"{\object\objemb\objupdate{\*\objclass Equation.3}{\*\objdata " + "d0cf11e0a1b11ae1" + "41" * 20_000 + "}}}")
    yield case("include.rtf", head + rf'{{\field{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt x}}}}}}', READ)
    yield case("deep-tables.rtf", head + "".join(rf"\pard\intbl\itap{n} x\nestcell" for n in range(1, 400)) + "}")
    yield case("letters.rtf", head + r"\u27861?" * 400_000 + "}", "too_long line_too_long too_complex not_converted too_slow crashed")


def _open(outside: str) -> Iterator[Case]:
    yield case("plain.odt", offices.opendocument(f"<text:p>{TEXT}</text:p>"), READ)
    yield case("spaces.odt", offices.opendocument(f'<text:p>{TEXT}<text:s text:c="999999999"/></text:p>'))
    cell = f"<table:table-cell><text:p>{TEXT}</text:p></table:table-cell>"
    columns = '<table:table-column table:number-columns-repeated="100000"/>'
    yield case("columns.odt", offices.opendocument(f"<table:table>{columns}<table:table-row>{cell}</table:table-row></table:table>"))
    table = ["<table:table><table:table-column/><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"]
    yield case("deep-tables.odt", offices.opendocument(nest(table[0], f"<text:p>{TEXT}</text:p>", table[1], 60)))
    plain = offices.opendocument(f"<text:p>{TEXT}&x;&l9;</text:p>")
    for name, doctype in (("laughs", LAUGHS), ("entity", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{outside}"><!ENTITY l9 "">]>')):
        content = offices.opendocument_content(f"<text:p>{TEXT}&{'l9' if name == 'laughs' else 'x'};</text:p>", doctype)
        yield case(f"{name}.odt", altered(plain, {"content.xml": content}))
    section = f'<text:section text:name="S"><text:section-source xlink:href="{outside}"/><text:p>旧</text:p></text:section>'
    yield case("linked-section.odt", offices.opendocument(f"<text:p>{TEXT}</text:p>{section}"), READ)
    yield case("no-content.odt", altered(plain, {"content.xml": None}), "not_converted empty crashed")
    yield case("bomb.odt", altered(plain, {"content.xml": bytes(100_000_000)}))


def _binary() -> Iterator[Case]:
    fib = b"\xec\xa5\xc1\x00" + bytes(6)
    yield case("password.docx", ole({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": bytes(5_000)}), "encrypted")
    yield case("password.doc", ole({"WordDocument": fib + b"\x00\x01" + bytes(4_000), "1Table": bytes(4_000)}), "encrypted")
    yield case("sheet.doc", ole({"Workbook": bytes(4_096)}), "spreadsheet")
    yield case("slides.doc", ole({"PowerPoint Document": bytes(4_096)}), "presentation")
    yield case("unknown.doc", ole({"Contents": bytes(4_096)}), "unknown_format")
    yield case("zeros.doc", ole({"WordDocument": bytes(8_000)}))
    yield case("zeros.wps", ole({"WordDocument": fib + bytes(20_000), "0Table": b"\xff" * 5_000}))
    loop = bytearray(ole({"WordDocument": fib + bytes(8_000)}))
    loop[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")  # the directory's chain leads to itself
    yield case("loop.doc", bytes(loop))
    yield case("header-only.doc", ole({})[:512], "broken")
    yield case("noise.doc", ole({})[:80] + bytes(range(256)) * 60, "broken unknown_format")
