"""Bytes to text: UTF-8 with or without a signature, UTF-16, GB18030.

GB18030 (GB 18030-2022) is the superset of GBK and GB 2312 that Chinese systems write; nearly every
byte string decodes in it, so it comes last and its result is looked at.
"""

from __future__ import annotations

import codecs
import re

from checker.ingest.errors import ReadError
from checker.rare import rare

_SIGNATURES = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PRIVATE = rare(r"[\ue000-\uf8ff]")
# Han characters with their extensions, ASCII, and the marks of Chinese text.
_KNOWN = rare(r"[ -~\r\n\t\f\v\u2010-\u2027\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef\U00020000-\U0003ffff]")


def decode(data: bytes, source: str) -> str:
    """The text of `data`, without a byte order mark.

    Raises `ReadError` (`binary`, `encoding`) where the bytes are no text in a known encoding.
    """
    for signature, encoding in _SIGNATURES:
        if data.startswith(signature):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadError(source, "encoding", place=str(error.start)) from None
    if b"\x00" in data[:4096]:
        return _decode_utf16_without_mark(data, source)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if _has_controls(text):
            raise ReadError(source, "binary")
        return text
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise ReadError(source, "encoding", place=str(error.start)) from None
    if not _looks_like_chinese(text):
        raise ReadError(source, "binary")
    return text


def _decode_utf16_without_mark(data: bytes, source: str) -> str:
    # Chinese text in UTF-16 has its ASCII (digits, line ends) with a zero high byte only.
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_chinese(text):
            return text
    raise ReadError(source, "binary")


def _has_controls(text: str) -> bool:
    """Whether more than a stray character of the text's beginning is a control character."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) * 50 > len(sample)


def _looks_like_chinese(text: str) -> bool:
    sample = text[:_SAMPLE]
    return not _has_controls(text) and len(_PRIVATE.findall(sample)) * 50 <= len(sample) and len(_KNOWN.findall(sample)) * 10 >= len(sample) * 9
