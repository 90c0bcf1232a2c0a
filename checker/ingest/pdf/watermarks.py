"""Letters that lie across or under the text: watermarks, and words written sideways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from checker.ingest.ideographs import ordinary
from checker.ingest.layout.pieces import middle_of
from checker.ingest.pdf.letters import Letter
from checker.ingest.pdf.runs import Frame, quarter

WATERMARK, SIDEWAYS = "水印", "横排正文以外的竖向文字"

_LONGEST = 200
_REPEATED = re.compile(r"(.+?)\1+$", re.DOTALL)  # one mark all over the page
_LARGE = 1.8  # of the usual size
_LIGHT = 140  # of 255: the darkest of the three colours
_TRANSPARENT = 150  # of 255


def set_apart(letters: Sequence[Letter], frame: Frame) -> tuple[list[Letter], list[tuple[str, str]]]:
    """The letters of the text, and of the others their words with what they are (`WATERMARK`, `SIDEWAYS`)."""
    usual = middle_of([letter.size for letter in letters if not letter.text.isspace()])
    text: list[Letter] = []
    apart: list[tuple[str, str]] = []
    for (kind, *_), group in groupby(letters, key=lambda letter: _alike(letter, frame, usual)):
        members = list(group)
        if kind is None:
            text += members
        elif words := ordinary("".join(letter.text for letter in members)).strip():
            apart.append((kind, _REPEATED.sub(r"\1", words[:_LONGEST])))
    return text, apart


def _alike(letter: Letter, frame: Frame, usual: float) -> tuple[str | None, int, int]:
    kind = _kind(letter, frame, usual)
    return (kind, letter.angle, round(letter.size)) if kind else (None, 0, 0)


def _kind(letter: Letter, frame: Frame, usual: float) -> str | None:
    turn = quarter(letter.angle)
    if letter.text.isspace():
        return None
    if turn is None:
        return WATERMARK
    if turn != frame.turn:
        return SIDEWAYS
    pale = letter.colour is not None and (min(letter.colour[:3]) >= _LIGHT or letter.colour[3] <= _TRANSPARENT)
    return WATERMARK if pale and letter.size >= _LARGE * usual else None
