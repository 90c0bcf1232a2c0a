"""Consistency findings: what a report is sent back for although every element is there.

One module per code of the annotation guide, section 3, each with one function
`find(context) -> Iterator[Finding]`; `find_all` runs those that the rulebook names.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.arithmetic import find as arithmetic
from checker.judging.findings.artifact import find as artifact
from checker.judging.findings.duplicate_paragraph import find as duplicate_paragraph
from checker.judging.findings.foreign_unit import find as foreign_unit
from checker.judging.findings.late import find as late
from checker.judging.findings.markup import find as markup
from checker.judging.findings.numbering import find as numbering
from checker.judging.findings.outline_misquoted import find as outline_misquoted
from checker.judging.findings.personal_data import find as personal_data
from checker.judging.findings.year_mismatch import find as year_mismatch

Finder = Callable[[Context], Iterator[Finding]]
FINDERS: dict[str, Finder] = {
    "year_mismatch": year_mismatch,
    "outline_misquoted": outline_misquoted,
    "foreign_unit": foreign_unit,
    "artifact": artifact,
    "arithmetic": arithmetic,
    "numbering": numbering,
    "late": late,
    "personal_data": personal_data,
    "duplicate_paragraph": duplicate_paragraph,
}
# Of the file around the words: their quote only shows where, so that another one there takes nothing from it.
FILE_FINDERS: dict[str, Finder] = {"artifact": markup}

_log = logging.getLogger(__name__)


def find_all(context: Context, *, strict: bool = False) -> tuple[Finding, ...]:
    """Every finding of a report, by place, each once.

    A finder that raises loses its own findings only, and the error is logged; with `strict` it is
    raised (tests run so).
    """
    of_words = [f for code, finder in FINDERS.items() for f in _run(code, finder, context, strict)]
    of_file = [f for code, finder in FILE_FINDERS.items() for f in _run(code, finder, context, strict)]
    return tuple(sorted([*_each_once(of_words), *of_file], key=_place))


def _run(code: str, finder: Finder, context: Context, strict: bool) -> list[Finding]:
    if code not in context.book.findings:
        return []
    try:
        return list(finder(context))
    except Exception:
        if strict:
            raise
        _log.exception("finding %s failed on %s", code, context.reading.document.source)
        return []


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.start, -finding.end, finding.code


def _each_once(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """By place; of two findings of one code where one lies inside the other, the longer is kept."""
    kept: list[Finding] = []
    reached: dict[str, int] = {}
    for finding in sorted(found, key=_place):
        if reached.get(finding.code, -1) < finding.end:
            kept.append(finding)
            reached[finding.code] = finding.end
    return tuple(kept)
