"""A report's text as a set of hashes of its sentences, by which copies are found without keeping the text.

Figures and the unit's own name are taken out first: who copies a report changes those. (Broder 1997,
"On the resemblance and containment of documents": resemblance as the overlap of sets of pieces.)
"""

from __future__ import annotations

import re
from hashlib import blake2b

from checker.auditing.units import UnitName

_END = re.compile(r"[。；！？\n]")
_CHANGES = re.compile(r"[\d０-９]+|[^\w]|_")
_LEAST = 12  # characters; shorter sentences are headings and turns of phrase


def sketch(text: str, unit: str) -> tuple[int, ...]:
    """The hashes of the sentences of `text` (of at least twelve characters), ascending, each once; 48 bits each."""
    return tuple(sorted({piece_hash(piece) for _, piece in pieces(text, unit)}))


def pieces(text: str, unit: str) -> list[tuple[tuple[int, int], str]]:
    """The sentences that count, each with its half-open range in `text`, without figures, marks and the unit's name."""
    found = []
    start = 0
    short = UnitName.of(unit).unit
    for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
        words = text[start:end]
        if short:
            words = words.replace(short, "")
        words = _CHANGES.sub("", words)
        if len(words) >= _LEAST:
            found.append(((start, end), words))
        start = end
    return found


def piece_hash(words: str) -> int:
    """The hash of a piece, of 48 bits."""
    return int.from_bytes(blake2b(words.encode("utf-8", errors="surrogatepass"), digest_size=6).digest(), "big")
