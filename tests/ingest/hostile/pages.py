"""Hostile web pages and web archives."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from hostile.making import READ, Case, case

BODY = "".join(
    f"<p>{number}．云岫镇深入学习贯彻习近平法治思想，全年召开专题会议{number}次，审查合同{number}份，化解矛盾纠纷{number}起。</p>" for number in range(1, 12)
)
TITLE = "<h1>云岫镇2025年法治政府建设年度报告</h1>"


def page(inside: str = "", *, head: str = "", before: str = "<!DOCTYPE html>") -> str:
    return f'{before}<html><head><meta charset="utf-8"><title>报告</title>{head}</head><body>{TITLE}{BODY}{inside}</body></html>'


def cases(outside: str) -> Iterator[Case]:
    yield case("plain.html", page(), READ)
    yield case("scripts.html", page("<script>document.write('绝密内容外泄')</script><img src=x onerror=\"alert('绝密内容外泄')\"><style>a{}</style>"), READ)
    frames = f'<iframe src="{outside}"></iframe><object data="{outside}"></object><img src="http://127.0.0.1:9/x.png"><embed src="file:///etc/passwd">'
    yield case(
        "frames.html",
        page(
            frames, head=f'<base href="http://127.0.0.1:9/"><meta http-equiv="refresh" content="0;url={outside}"><link rel=stylesheet href=http://127.0.0.1:9/>'
        ),
        READ,
    )
    yield case("entity.html", page("&x;", before=f'<!DOCTYPE html [<!ENTITY x SYSTEM "{outside}">]>'), "read unsafe_xml")
    xhtml = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{outside}"><!ENTITY y "yy">]>'
    yield case("entity.xhtml", page("<p>&x;</p>", before=xhtml), "read unsafe_xml")
    yield case("only-script.html", "<!DOCTYPE html><html><body><script>var a='正文';</script></body></html>", "no_article empty")
    yield case("deep.html", page("<div>" * 200_000 + "x"))
    yield case("deep-tables.html", page("<table><tr><td>" * 20_000 + "x"))
    yield case("deep-inline.html", page("<b><i>" * 50_000 + "x"))
    yield case("unclosed-comment.html", page("<!--" * 100_000))
    yield case("unclosed-tags.html", page("<a " * 300_000))
    yield case("attributes.html", page("<p " + " ".join(f"a{n}=x" for n in range(300_000)) + ">x</p>"))
    yield case("spans.html", page('<table><tr><td colspan="999999999" rowspan="999999999">x</td></tr></table>'))
    yield case("wide.html", page(f"<table><tr>{'<td>x</td>' * 300_000}</tr></table>"))
    yield case("references.html", page("&#x110000;&#0;&#xD800;&amp" * 20_000))
    yield case("picture.html", page(f'<img src="data:image/png;base64,{base64.b64encode(bytes(9_000_000)).decode()}">'))
    yield case("long.html", page(f"<p>{'法治' * 400_000}</p>"), "too_long line_too_long no_article")
    yield case("paragraphs.html", page("<p>法治</p>" * 300_000))
    yield case("nul.html", page("\0" * 5_000))
    yield case("charset-lies.html", page().replace("utf-8", "utf-16"), "read encoding binary no_article")
    yield case("utf7.html", page("+ADw-script+AD4-").replace("utf-8", "utf-7"))
    yield case("svg.html", page(f'<svg><use href="{outside}"/><foreignObject><p>x</p></foreignObject></svg>'), READ)
    yield from _archives(outside)


def _archives(outside: str) -> Iterator[Case]:
    head = "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    part = '\r\n--B\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Location: {}\r\nContent-Transfer-Encoding: {}\r\n\r\n{}'
    related = f'{head}Content-Type: multipart/related; type="text/html"; boundary="B"\r\n'
    yield case("plain.mht", related + part.format("http://www.example.gov.cn/", "8bit", page()) + "\r\n--B--\r\n", READ)
    yield case("location.mht", related + part.format(outside, "8bit", page(f'<img src="{outside}"><iframe src="cid:1">')) + "\r\n--B--\r\n", READ)
    yield case("no-parts.mht", related + "\r\n--B--\r\n", "broken empty no_article")
    yield case("no-end.mht", related + part.format("x", "8bit", page()))
    yield case("noise-in-base64.mht", related + part.format("x", "base64", "====!!!!" * 50_000) + "\r\n--B--\r\n")
    yield case("quoted.mht", related + part.format("x", "quoted-printable", "=" * 500_000) + "\r\n--B--\r\n")
    yield case("many-parts.mht", related + part.format("x", "8bit", "<p>x</p>") * 60_000 + "\r\n--B--\r\n")
    nested = "".join(f'\r\n--B{n}\r\nContent-Type: multipart/mixed; boundary="B{n + 1}"\r\n\r\n' for n in range(3_000))
    yield case("nested.mht", f'{head}Content-Type: multipart/mixed; boundary="B0"\r\n{nested}')
    yield case("headers.mht", head + "".join(f"X-A{n}: x\r\n" for n in range(100_000)) + "Content-Type: text/html\r\n\r\n" + page())
    yield case("long-header.mht", f"{head}X-A: {'x' * 5_000_000}\r\nContent-Type: text/html\r\n\r\n{page()}")
    yield case("boundary.mht", f'{head}Content-Type: multipart/related; boundary="{"-" * 100_000}"\r\n\r\n{"-" * 3_000_000}')
    yield case("encoded-words.mht", f"{head}X-A: {'=?utf-8?q?' * 100_000}\r\nContent-Type: text/html\r\n\r\n{page()}")
