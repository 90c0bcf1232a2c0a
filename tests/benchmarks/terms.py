"""A rulebook's terms in forms that other programs can take: words, regular expressions, sections and cues.

`as_data(book)` is plain data, so that peers in other environments and languages need nothing of `checker`. A gap is
`[^。；！？\\n]{0,n}?`, which like the rulebook's crosses no end of a sentence; figures, days, titles and names in
quotation marks are simple expressions of their own. They are what somebody would write who had the terms and no engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from checker.reading.compiling import terms_of
from checker.reading.lexicon import Use
from checker.rulebook import Rulebook
from checker.rulebook.patterns import Step, parse

_WITHIN = "[^。；！？\\n]"
_OTHER_CLASSES = {"书": "《[^《》\\n]*》", "名": "“[^“”\\n]*”", "日期": "(?:\\d{4}年)?(?:\\d{1,2}月)?\\d{1,2}日"}
# The cues of the vocabulary as ConText has them: in which direction they change what they stand beside.
_DIRECTIONS = {
    "plan": "FORWARD", "not_plan": "PSEUDO", "done": "TERMINATE", "problem_opening": "FORWARD", "plan_opening": "FORWARD", "plan_final": "BACKWARD",
    "negation": "FORWARD", "negation_after": "BACKWARD", "not_negation": "PSEUDO", "no_event": "FORWARD", "taught": "FORWARD", "taught_after": "BACKWARD",
}  # fmt: skip
_HEADINGS = ("achievements", "duty", "problems", "causes", "plan", "other")


def as_data(book: Rulebook) -> dict[str, Any]:
    """`words`: every literal piece of every term; `terms`, `sections`, `cues`: each with a category and either `words` or a `regex`."""
    first_use: dict[str, Use] = {}
    for use, term in terms_of(book):
        first_use.setdefault(term, use)
    words = sorted({word for term in first_use for step in parse(term, book.vocabulary.groups).steps for word in step.words})
    terms = [{"category": use.owner or f"vocabulary.{use.field}", **_form(term, book)} for term, use in first_use.items()]
    sections = [{"category": kind, "regex": _heading(getattr(book.vocabulary.headings, kind), book)} for kind in _HEADINGS]
    cues = [
        {"category": name, "direction": direction, **_form(term, book)}
        for name, direction in _DIRECTIONS.items()
        for term in getattr(book.vocabulary.cues, name)
    ]
    return {"words": words, "terms": terms, "sections": sections, "cues": cues}


def _form(term: str, book: Rulebook) -> dict[str, Any]:
    """A term that is one of several words as these words, another as an expression; either way also as an expression."""
    steps = parse(term, book.vocabulary.groups).steps
    words = sorted(steps[0].words) if len(steps) == 1 and not steps[0].classes else []
    return {"term": term, "words": words, "regex": _regex(steps, book)}


def _regex(steps: Sequence[Step], book: Rulebook, skipped: int = 0) -> str:
    """The steps as one expression. `skipped` is the gap before a step that was left out: the next one may use it."""
    if not steps:
        return ""
    step, *rest = steps
    gap = max(step.gap, skipped)
    any_of = _any_of([*(_class(name, book) for name in sorted(step.classes)), *map(re.escape, sorted(step.words, key=lambda word: (-len(word), word)))])
    made = (f"{_WITHIN}{{0,{gap}}}?" if gap else "") + any_of + _regex(rest, book)
    return f"(?:{made}|{_regex(rest, book, gap)})" if step.optional else made


def _any_of(choices: list[str]) -> str:
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def _class(name: str, book: Rulebook) -> str:
    if name == "量":
        units = sorted(book.vocabulary.quantities.units, key=lambda unit: (-len(unit), unit))
        return f"\\d[\\d.,]*[余多]?(?:{'|'.join(map(re.escape, units))})"
    return _OTHER_CLASSES[name]


def _heading(terms: Iterable[str], book: Rulebook) -> str:
    """A line that begins with a number of the first rank and has one of the terms."""
    any_of = "|".join(_regex(parse(term, book.vocabulary.groups).steps, book) for term in terms)
    return f"(?m)^[　 ]*[一二三四五六七八九十]+、[^\\n。]{{0,20}}?(?:{any_of})[^\\n。]{{0,20}}$" if any_of else "(?!)"
