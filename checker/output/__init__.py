"""Checklists out: one entry, `write`, and one module per format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.output.formats import FORMATS, TODO_FORMATS, Format, format_of

if TYPE_CHECKING:
    from checker.failure import Failure
    from checker.judging.checklist import Checklist
    from checker.output.notice import Letter
    from checker.rulebook import Rulebook

__all__ = ["FORMATS", "TODO_FORMATS", "format_of", "safe", "safe_failures", "write"]


def safe(checklists: Iterable[Checklist], book: Rulebook, lang: str = "zh") -> Iterator[Checklist]:
    """The checklists as the JSON output writes them: `unsealed`, and sealed with their `result_hash`. Lazy."""
    from checker.output.sealing import sealed

    return sealed((unsealed(checklist, lang) for checklist in checklists), book)


def unsealed(checklist: Checklist, lang: str = "zh") -> Checklist:
    """A checklist in a language and with personal data masked.

    The names of parts stay as the rulebook has them, since programs go by these.
    """
    from checker.output.language import in_language
    from checker.output.masking import masked

    return masked(in_language(checklist, lang, names=False))


def safe_failures(failures: Iterable[Failure]) -> list[Failure]:
    """The failures as they may be written: personal data in names of files masked."""
    from checker.output.masking import masked_failure

    return list(map(masked_failure, failures))


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
    formats: Mapping[str, Format] = FORMATS,
    letter: Letter | None = None,
) -> str | bytes:
    """The checklists in one of the `formats`, sealed, with personal data masked; the same input gives the same output.

    `book` is the rulebook they were judged by and `lang` (`zh`, `en`) the language of all that is not
    the report's own words (a notice is Chinese in any case); `colour` and `width` (columns) matter to a
    terminal only, `brief` leaves details out, `letter` goes into a notice (docx). Binary formats are
    bytes. `formats` is `FORMATS` for all that is known of the reports,
    `TODO_FORMATS` for what to mend alone.
    """
    if format not in formats:
        raise ValueError(f"unknown format {format!r}; one of {', '.join(formats)}")
    from checker.output.language import book_in, in_language
    from checker.output.masking import masked

    options = {"lang": lang, "colour": colour, "width": width, "brief": brief, "letter": letter}
    wanted = formats[format]
    lang = lang if "lang" in wanted.options else "zh"
    written = list(safe(checklists, book, lang))
    if not wanted.for_programs and lang != "zh":
        named = (masked(in_language(c, lang)) for c in checklists)
        written = [replace(c, result_hash=s.result_hash) for c, s in zip(named, written, strict=True)]
    given = book if wanted.for_programs else book_in(book, lang)
    return wanted.load()(written, safe_failures(failures), given, **{name: options[name] for name in wanted.options})
