"""Bytes of a page to its tree: the encoding that the page declares, and limits that a hostile page meets."""

from __future__ import annotations

import codecs
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from checker.ingest.decoding import decode
from checker.ingest.errors import ReadError

MAX_PAGE = 8_000_000  # characters without embedded images; a long report has some 400,000
MAX_TAGS = 150_000
_PRESCAN = 4096  # a little more than browsers look through
_DECLARED = re.compile(rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,30})|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.-]{2,30})""", re.I)
# Labels mean what browsers take them for (WHATWG Encoding); GB 2312 and GBK are parts of GB 18030.
_LABELS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8", "utf8": "utf-8"}
_LABELS |= {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_SIGNATURES = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_BROKEN = 0.001  # share of characters that may be unreadable in a page that declares its encoding
_DATA_URI = re.compile(r"data:[\w/+.-]{0,60}(?:;[\w=-]{1,40}){0,4},[\w/+=%.-]{200,}")
# Nothing here can fail after a long look: every tag is matched from where it begins, whole or cut short.
_TAG = re.compile(r"""<([A-Za-z][\w:-]{0,40})(?:[^"'<>]++|"[^"]*+"|'[^']*+')*+>?""")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SEPARATOR = re.compile(r"[\s/\"']+")
_LONG_TAG = 1_000
_MOST_ATTRIBUTES = 300
_PROLOGUE = re.compile(r"<(?:html|head|body|div|table|p)\b", re.I)


def page_text(data: bytes, source: str, declared: str = "") -> str:
    """The text of a page. `declared` is the encoding that came with it from outside, before its own.

    Raises `ReadError` (`binary`, `encoding`).
    """
    if data.startswith(_SIGNATURES):
        return decode(data, source)
    found = _DECLARED.search(data[:_PRESCAN])
    own = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    for label in (declared, own):
        encoding = _LABELS.get(label.strip().lower())
        if encoding is None:
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            text = data.decode(encoding, "replace")
            if text.count("\ufffd") <= len(text) * _MOST_BROKEN:
                return text
    return decode(data, source)


def page_tree(text: str, source: str) -> HtmlElement:
    """The tree of a page. Nothing is fetched, no entity but those of HTML is resolved.

    Raises `ReadError`: `unsafe_xml` (entities of its own), `too_complex` (size, number of tags, depth), `empty`.
    """
    text = _DATA_URI.sub("data:,", text).replace("\x00", "")
    first = _PROLOGUE.search(text)
    if "<!ENTITY" in text[: first.start() if first else _PRESCAN]:
        raise ReadError(source, "unsafe_xml", place="<!ENTITY")
    tags = text.count("<")
    if len(text) > MAX_PAGE or tags > MAX_TAGS:
        size, limit = (tags, MAX_TAGS) if tags > MAX_TAGS else (len(text), MAX_PAGE)
        raise ReadError(source, "too_complex", place=f"HTML: {size:,}", limit=f"{limit:,}")
    text = _TAG.sub(lambda tag: _tamed(tag, source), text)
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        # libxml2 stops here and leaves out the rest without a word.
        raise ReadError(source, "too_complex", place="HTML", limit="256")
    if not isinstance(root, HtmlElement):
        raise ReadError(source, "empty")
    return root


def _tamed(tag: re.Match[str], source: str) -> str:
    """The tag, without its attributes where they are absurdly long: the parser's time grows with their number squared."""
    text = tag.group()
    if len(text) < _LONG_TAG:
        return text
    if len(_SEPARATOR.findall(_QUOTED.sub("", text))) > _MOST_ATTRIBUTES:
        raise ReadError(source, "too_complex", place="HTML", limit=f"{_MOST_ATTRIBUTES:,}")
    if len(_SEPARATOR.findall(text)) <= _LONG_TAG:
        return text
    return f"<{tag[1]}>"
