"""Terms with gaps, put together from the words found in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.reading.spans import Span, within
from checker.rulebook.patterns import FAR_GAP

_NOWHERE = 1 << 60
_FEW = 8  # spans that are looked through sooner than searched


class Piece(NamedTuple):
    """Any of `words`, at most `gap` characters after the piece before it."""

    words: frozenset[str]
    gap: int
    optional: bool


class Chain(NamedTuple):
    """A term of several pieces: what it is used for and its pieces, the last one first.

    `in_clause`: it begins with a figure, which belongs to what stands beside it, so that no comma comes
    between (12次，培训…… is not twelve trainings).
    """

    term: str
    uses: tuple[int, ...]
    pieces: tuple[Piece, ...]
    in_clause: bool


Lead = tuple[int, frozenset[str]]  # the number of a chain, and the words of one more piece that it needs


class Sentence(dict[str, list[Span]]):
    """Where the words of a sentence stand, each list ascending. Single characters are looked up when they are asked for.

    `leads`: the chains that may be here, each with the words of one more piece that it needs.
    """

    __slots__ = ("leads", "start", "stop", "text")

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text = text  # of the whole report
        self.start = start
        self.stop = stop
        self.leads: list[tuple[Lead, ...]] = []

    def __missing__(self, sign: str) -> list[Span]:
        spans = []
        at = self.text.find(sign, self.start, self.stop)
        while at >= 0:
            spans.append((at, at + 1))
            at = self.text.find(sign, at + 1, self.stop)
        self[sign] = spans
        return spans


def shortest(pieces: Sequence[Piece], here: Sentence, present: set[str]) -> list[tuple[int, int, int]]:
    """For each place where the chain's first piece stands, the shortest way to go on from there: (start, end, gap before).

    `present` are the words and characters of the sentence. Goes from the last piece to the first, and
    keeps of each place the least end that is reached from it. So the work is bounded by the number of
    places times the gaps, whatever the terms are.
    """
    later: list[tuple[int, int, int]] = []  # where the pieces behind may begin, the least end from there, and the gap allowed before
    may_end = True  # all pieces behind may be left out
    for words, gap, optional in pieces:
        found = present & words
        spans = here[found.pop()] if len(found) == 1 else sorted([span for word in found for span in here[word]])
        if may_end and not later:
            reached = [(start, end, gap) for start, end in spans]
        else:
            reached = []
            for start, end in spans:
                least = end if may_end else _NOWHERE
                for begin, finish, reach in later if len(later) <= _FEW else within(later, end, end + FAR_GAP + 1):
                    if finish < least and end <= begin <= end + reach:
                        least = finish
                if least < _NOWHERE:
                    reached.append((start, least, gap))
        if optional:  # what stands behind may use the gap of a piece that is left out
            reached += [(begin, finish, max(reach, gap)) for begin, finish, reach in later]
            reached.sort()
        elif not reached:
            return []
        else:
            may_end = False
        later = reached
    return later
