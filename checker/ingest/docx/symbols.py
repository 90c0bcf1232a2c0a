"""Signs of symbol fonts, which have no characters of their own, as characters."""

from __future__ import annotations

from checker.ingest.docx.ooxml import Element, W

_PRIVATE = range(0xF000, 0xF100)  # where fonts of signs keep them
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0xA1: "○", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"}
    | {0x81 + n: chr(ord("①") + n) for n in range(10)}
    | {0x8C + n: chr(ord("❶") + n) for n in range(10)},
    "wingdings 2": {0x50: "√", 0x52: "☑", 0x4F: "×", 0x54: "☒", 0xA3: "□"} | {0x6A + n: chr(ord("①") + n) for n in range(10)},
    "symbol": {0xB7: "•", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xAE: "→"},
}


def symbol(element: Element) -> str:
    """The character of a `w:sym`; "" for ornaments that mean nothing."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    signs = _FONTS.get(element.get(f"{W}font", "").lower(), {})
    if code in _PRIVATE or code < 0x100:
        return signs.get(code & 0xFF, chr(code) if 0x20 <= code < 0x100 and not signs else "")
    return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else ""
