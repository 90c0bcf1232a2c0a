"""Bytes to text: UTF-8 with or without a signature, UTF-16, GB18030.

GB18030 (GB 18030-2022) is the superset of GBK and GB 2312 that Chinese systems write; nearly every
byte string decodes in it, so it comes last and its result is looked at.
"""

from __future__ import annotations

import codecs

from checker.ingest.errors import ReadError

_SIGNATURES = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, source: str) -> str:
    """The text of `data`, without a byte order mark.

    Raises `ReadError` (`binary`, `encoding`) where the bytes are no text in a known encoding.
    """
    for signature, encoding in _SIGNATURES:
        if data.startswith(signature):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadError(source, "encoding", place=f"字节 {error.start}") from None
    if b"\x00" in data[:4096]:
        return _decode_utf16_without_mark(data, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise ReadError(source, "encoding", place=f"字节 {error.start}") from None
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


def _looks_like_chinese(text: str) -> bool:
    sample = text[:20_000]
    if not sample:
        return True
    control = sum(1 for c in sample if (c < " " and c not in "\t\r\n\f\v") or c == "\x7f" or "\ue000" <= c <= "\uf8ff")
    known = sum(1 for c in sample if "\u4e00" <= c <= "\u9fff" or " " <= c <= "~" or c in "\r\n\t" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef")
    return control * 50 < len(sample) and known * 10 > len(sample) * 9
