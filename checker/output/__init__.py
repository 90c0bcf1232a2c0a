"""Checklists out: one entry, `write`, and one module per format."""

from __future__ import annotations

from collections.abc import Sequence

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.json_format import write_json
from checker.output.masking import masked
from checker.rulebook import Rulebook

__all__ = ["FORMATS", "write"]

FORMATS = ("table", "json")


def write(
    checklists: Sequence[Checklist],
    failures: Sequence[Failure],
    format: str,
    *,
    book: Rulebook,
    lang: str = "zh",
    colour: bool = False,
    width: int = 80,
    brief: bool = False,
) -> str:
    """The checklists in a format, with personal data masked; the same input gives the same text.

    `book` is the rulebook they were judged by. `lang` (`zh`, `en`), `colour`, `width` (columns)
    and `brief` matter to `table` only.
    """
    safe = [masked(c) for c in checklists]
    if format == "json":
        return write_json(safe, failures, book)
    if format == "table":
        from checker.output.terminal import write_table  # the others do without tabulate and wcwidth

        return write_table(safe, failures, book, lang=lang, colour=colour, width=width, brief=brief)
    raise ValueError(f"unknown format {format!r}; one of {', '.join(FORMATS)}")
