"""`acts`: own acts of named persons: so many kinds of them, at least one with a specific."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from checker.judging.context import Context, Mention
from checker.judging.outcome import Outcome, missing, quotes
from checker.reading.spans import within
from checker.rulebook.schema import Acts, ChapterKind, Reason

_AT_HEAD = 2  # characters from its sentence's start within which an act begins the sentence
# What a sentence begins with that goes on about the same persons.
_CARRIED = re.compile(
    r"(?:\d{1,2}月|全年|年内|年初|年底|年末|岁末|腊月|[春夏秋冬]|又|还|他"
    r"|先后|多次|带头|主持|亲自|一年来|[一二三四五六七八九十]是|第[一二三四五六]件)"
)


def judge(requirement: Acts, context: Context) -> Outcome:
    """The outcome for one requirement."""
    every: list[Mention] = []
    found: dict[str, list[Mention]] = {}
    subjects = [m.match.start for m in context.mentions(requirement, "subject")]
    for part in requirement.parts:
        theirs = [m for m in context.mentions(requirement, "parts.terms", part.id) if _is_theirs(m, subjects, context)]
        every.extend(theirs)
        said = [m for m in theirs if m.live and not m.heading]
        if said:
            found[part.id] = said
    names = tuple(p.id for p in requirement.parts)
    parts = tuple(n for n in names if n in found)
    lacking = tuple(n for n in names if n not in found)
    said = [m for mentions in found.values() for m in mentions]
    specific = [m for m in said if _has_specific(m, context)]
    labels = context.mentions(requirement, "mention")
    every.extend(labels)
    if len(parts) >= requirement.least and specific:
        return Outcome(Reason.FULL, quotes(context, [*specific, *said]), parts=parts, lacking=lacking, boundary=len(specific) == 1)
    series = [p for p in parts if p in requirement.series]
    if series and not specific and 2 <= len(_named_in_series(found, requirement, context)) < len(requirement.series):
        return Outcome(Reason.INCOMPLETE, quotes(context, said), parts=parts, lacking=lacking)
    vague = said + [m for m in labels if m.live]
    if vague:
        return Outcome(Reason.GENERIC, quotes(context, vague), parts=parts, lacking=lacking, boundary=bool(said))
    return missing(context, sorted(every, key=lambda m: m.match.start), names)


def _named_in_series(found: dict[str, list[Mention]], requirement: Acts, context: Context) -> set[str]:
    """The members of the series that are named as such, each by the series' own word (亲自过问)."""
    own = {m.start for term in ("series",) for m in context.reading.find(requirement.id, term)}
    return {p for p in requirement.series if any(any(m.match.start <= s < m.match.end for s in own) for m in found.get(p, ()))}


def _is_theirs(mention: Mention, subjects: Sequence[int], context: Context) -> bool:
    """Whether the act is the named persons' own. `subjects`: where they are named, ascending.

    It is under their chapter; or they stand before it in the sentence; or the sentence names nobody
    and begins with the act, and the one before it in the paragraph begins with them
    (局长认真履职。3月11日主持召开党组会议……).
    """
    reading = context.reading
    sentence = reading.sentences[mention.sentence]
    if sentence.chapter is not None and reading.chapters[sentence.chapter].kind is ChapterKind.DUTY:
        return True
    index = bisect_left(subjects, sentence.start)
    first = subjects[index] if index < len(subjects) else sentence.end
    if first <= mention.match.start:
        return True
    number = mention.sentence - 1
    if number < 0 or first < sentence.end:
        return False
    before = reading.sentences[number]
    if before.block != sentence.block or before.is_heading:
        return False
    if mention.match.start - sentence.start > _AT_HEAD and not _CARRIED.match(reading.text, sentence.start, sentence.end):
        return False
    first_clause = reading.clauses[before.clauses.start]
    return bisect_left(subjects, first_clause.start) < bisect_left(subjects, first_clause.end)


def _has_specific(mention: Mention, context: Context) -> bool:
    """Whether a figure, a date or a named document stands in the act's sentence."""
    reading = context.reading
    sentence = reading.sentences[mention.sentence]
    if context.figures(sentence.start, sentence.end):
        return True
    if within(reading.titles, sentence.start, sentence.end):
        return True
    return any(sentence.start <= d.start < sentence.end and (d.month is not None or d.year is None) for d in reading.dates)
