"""Checklists out: one entry, `write`, and one module per format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.output.formats import FORMATS, format_of

if TYPE_CHECKING:
    from checker.failure import Failure
    from checker.judging.checklist import Checklist
    from checker.rulebook import Rulebook

__all__ = ["FORMATS", "format_of", "write"]


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
) -> str | bytes:
    """The checklists in a format of `FORMATS`, with personal data masked; the same input gives the same output.

    `book` is the rulebook they were judged by and `lang` (`zh`, `en`) what people read; `colour`,
    `width` (columns) and `brief` matter to a terminal only. Binary formats are bytes.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; one of {', '.join(FORMATS)}")
    from checker.output.masking import masked, masked_failure
    from checker.output.sealing import sealed

    options = {"lang": lang, "colour": colour, "width": width, "brief": brief}
    wanted = FORMATS[format]
    safe = sealed(map(masked, checklists), book)
    return wanted.load()(safe, list(map(masked_failure, failures)), book, **{name: options[name] for name in wanted.options})
