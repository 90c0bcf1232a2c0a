"""The pairs of reports that share much, side by side, the same words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import Any

from markupsafe import Markup

from checker.auditing.pages.labels import AUDIT_LABELS, AuditWords
from checker.auditing.pages.overall import overall
from checker.auditing.pages.places import Places
from checker.auditing.pages.sheets.rows import MOST_COPIES, second_of
from checker.auditing.summary import Copy, Summary
from checker.output.html import TEMPLATES, base_style
from checker.output.html.environment import environment, policy
from checker.output.labels import LABELS

_HERE = Path(__file__).parent
_MOST_PASSAGES = 40  # of a pair, the longest
_LONGEST_COMPARED = 1500  # characters; what is longer and not the same is marked as a whole
_SHORTEST_SAME = 3  # characters that a stretch has at least

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage on both sides, in pieces that are the same (True) or not, with its places in words."""

    first: Pieces
    second: Pieces
    place: str
    other_place: str


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair as it is shown. Addresses are empty where a report has no page here."""

    number: int
    copy: Copy
    second: str
    address: str
    other_address: str
    passages: tuple[Shared, ...]
    left_out: int


def write_copies(summary: Summary, pairs: Iterable[Mapping[str, Any]], where: Sequence[Places], words: AuditWords) -> str:
    """The page as text. `pairs` are the lines of `copies.jsonl`, in the order of `Summary.copies`."""
    views = list(_views(summary, pairs, where, words))
    style = base_style() + (_HERE / "copies.css").read_text("utf-8")
    return (
        environment(_HERE / "templates", TEMPLATES)
        .get_template("copies.html")
        .render(
            words={**LABELS[words.lang], **AUDIT_LABELS[words.lang]},
            title=overall(summary, words).title,
            made=overall(summary, words).made,
            pairs=views,
            found=max(summary.copies_found, len(summary.copies)),
            style=Markup(style),
            policy=policy(style),
        )
    )


def _views(summary: Summary, pairs: Iterable[Mapping[str, Any]], where: Sequence[Places], words: AuditWords) -> Iterator[PairView]:
    for number, (copy, pair) in enumerate(islice(zip(summary.copies, pairs, strict=False), MOST_COPIES), start=1):
        longest = sorted(pair["passages"], key=lambda passage: -len(passage["text"]))[:_MOST_PASSAGES]
        shown = [passage for passage in pair["passages"] if any(passage is other for other in longest)]
        yield PairView(
            number=number,
            copy=copy,
            second=second_of(copy.second, copy.second_year, copy.of_previous, words),
            address=where[copy.first_row].address,
            other_address=where[copy.second_row].address if copy.second_row is not None else "",
            passages=tuple(Shared(*marked(p["text"], p["other_text"]), p["place"], p["other_place"]) for p in shown),
            left_out=len(pair["passages"]) - len(shown),
        )


def marked(text: str, other: str) -> tuple[Pieces, Pieces]:
    """Two texts in pieces, and whether each piece stands in the other text too, in the same order."""
    if text == other or max(len(text), len(other)) > _LONGEST_COMPARED:
        return ((text, True),), ((other, True),)
    first: list[tuple[str, bool]] = []
    second: list[tuple[str, bool]] = []
    at = there = 0
    for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks():
        if block.size and block.size < _SHORTEST_SAME:
            continue
        first += [(text[at : block.a], False), (text[block.a : block.a + block.size], True)]
        second += [(other[there : block.b], False), (other[block.b : block.b + block.size], True)]
        at, there = block.a + block.size, block.b + block.size
    return tuple(piece for piece in first if piece[0]), tuple(piece for piece in second if piece[0])
