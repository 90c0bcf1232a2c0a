"""What two reports share, passage by passage, for people to see side by side: `copies.jsonl`.

Each line is an object: `share` and `sentences` as in `Summary.copies`; `first` and `second`, each with
`unit`, `source`, `year`, `line` (of `results.jsonl`) and `of_previous`; and `passages` in the order of the first
report, each with, for both sides, the half-open range in the report's text (`start`, `end`; `other_start`,
`other_end`), the words (`text`, `other_text`, personal data masked) and the place in words (`place`, `other_place`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import Any

from checker.auditing.sketch import piece_hash, pieces
from checker.auditing.stored import passages

COPIES = "copies.jsonl"
MOST = 2000  # pairs that are shown; a season with more has a model text that nobody should have to read as pairs


def shared_passages(first: Mapping[str, Any], second: Mapping[str, Any], common: Collection[int], *, lang: str = "zh") -> list[dict[str, Any]]:
    """The passages of two stored texts that stand in both; sentences that follow each other in both are one passage.

    `common` holds the hashes of sentences that are common wording and do not count.
    """
    ours = [(span, piece_hash(words)) for span, words in pieces(first["text"], first["unit"])]
    theirs = [(span, piece_hash(words)) for span, words in pieces(second["text"], second["unit"])]
    where: dict[int, int] = {}
    for place, (_, hashed) in enumerate(theirs):
        where.setdefault(hashed, place)
    runs: list[list[int]] = []  # first place here, last place here, first place there, last place there
    for place, (_, hashed) in enumerate(ours):
        other = where.get(hashed)
        if other is None or hashed in common:
            continue
        if runs and runs[-1][1] == place - 1 and runs[-1][3] == other - 1:
            runs[-1][1], runs[-1][3] = place, other
        else:
            runs.append([place, place, other, other])
    here, there = _Places(first, lang), _Places(second, lang)
    found = []
    for a, b, c, d in runs:
        start, end = here.trimmed(ours[a][0][0], ours[b][0][1])
        other_start, other_end = there.trimmed(theirs[c][0][0], theirs[d][0][1])
        found.append(
            {
                "start": start,
                "end": end,
                "other_start": other_start,
                "other_end": other_end,
                "text": first["text"][start:end],
                "other_text": second["text"][other_start:other_end],
                "place": here.describe(start),
                "other_place": there.describe(other_start),
            }
        )
    return found


class _Places:
    """Where things stand in a stored text, in words."""

    def __init__(self, text: Mapping[str, Any], lang: str) -> None:
        self._text: str = text["text"]
        self._passages = passages(text)
        self._starts = [passage.start for passage in self._passages]
        self._lang = lang

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The range without white space at its ends."""
        words = self._text[start:end]
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def describe(self, offset: int) -> str:
        """The place of an offset; empty where nothing is known of it."""
        at = bisect_right(self._starts, offset) - 1
        return self._passages[at].place.describe(self._lang) if at >= 0 else ""
