"""What a report may hold that cannot be seen but changes what is seen: shown by its code point."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
# Control and format characters (Unicode categories Cc, Cf, Cs, Zl, Zp) but tab and line ends; a
# joiner (U+200D) between two pictures belongs to them.
_HIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ANY = re.compile(_HIDDEN)  # alone it is looked for ten times as quickly
_ODD = re.compile(rf"(?!(?<=[{_PICTURE}])\u200d[{_PICTURE}]){_HIDDEN}")


def shown(text: str) -> str:
    """`text` with each character that cannot be seen as its code point, `[U+202E]`.

    What a right-to-left mark would turn around stays in place, and words split by one are seen to be.
    """
    return "".join(piece for piece, _ in pieces(text)) if _ANY.search(text) else text


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, and whether each is the code point of a character that cannot be seen."""
    last = 0
    for found in _ODD.finditer(text):
        if found.start() > last:
            yield text[last : found.start()], False
        yield f"[U+{ord(found.group()):04X}]", True
        last = found.end()
    if last < len(text):
        yield text[last:], False
