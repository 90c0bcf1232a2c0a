"""The draft of a circular (通报) on a season: figures and names from the summary, blanks for what only the office knows."""

from __future__ import annotations

from checker.auditing.pages.briefing.document import drawn
from checker.auditing.pages.briefing.text import Circular, circular
from checker.auditing.summary import Summary
from checker.output.notice import Letter

__all__ = ["Circular", "circular", "write_briefing"]


def write_briefing(summary: Summary, letter: Letter, *, basis: str = "") -> bytes:
    """The draft as the bytes of a .docx, always Chinese; the same input gives the same bytes.

    `letter` says who issues it, when and by when units answer; `basis` is the title of the legal source
    that the review mainly rests on, left out where it is empty.
    """
    return drawn(circular(summary, letter, basis=basis))
