"""`chapter`: a chapter of the report with enough under it, under a heading of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from checker.judging.checklist import Evidence
from checker.judging.context import Context
from checker.judging.outcome import Outcome, missing, quotes
from checker.reading.lexicon import Match
from checker.reading.model import Chapter as ChapterOfReport
from checker.reading.model import Clause, Sentence, Time
from checker.reading.spans import Cover
from checker.rulebook.schema import Chapter, ChapterKind, Reason

_start, _time = attrgetter("start"), attrgetter("time")
_TIME = {ChapterKind.PROBLEMS: Time.SHORTCOMING, ChapterKind.PLAN: Time.PLAN}
_SHORTEST_SENTENCE = 6
_AT_HEAD = 8  # 下一步，…… opens a passage of plans
_SEVERAL = 30  # characters that more than one intention takes


def judge(requirement: Chapter, context: Context) -> Outcome:
    """The outcome for one requirement."""
    if requirement.subject:
        return _judge_by_subject(requirement, context)
    reading = context.reading
    time = _TIME.get(requirement.chapter, Time.REPORTING_YEAR)
    chapters = [c for c in reading.chapters if _heads(c, requirement, reading.chapters)]
    stock = reading.find(requirement.id, "stock")
    inside = [s for s in _under(reading.sentences, chapters) if s.chapter is not None and not s.is_heading]
    content = _content(context, inside, time, stock)
    items = _items(context, chapters, content, time)
    heading_quotes = tuple(context.exact(c.heading.start, c.heading.end) for c in chapters[:2] if c.heading)
    names = tuple(p.id for p in requirement.parts)
    if chapters:
        parts = _parts(requirement, context, content, inside)
        if items < requirement.least:
            return Outcome(Reason.GENERIC, heading_quotes + _sentence_quotes(context, inside[:1]), lacking=names, boundary=items > 0)
        lacking = tuple(n for n in names if n not in parts)
        body = _sentence_quotes(context, content[:2]) if names else ()
        causes = _part_quotes(requirement, context, content)
        if lacking:
            return Outcome(Reason.INCOMPLETE, heading_quotes + body, parts=parts, lacking=lacking)
        return Outcome(Reason.FULL, heading_quotes + body + causes, parts=names)
    elsewhere = [s for s in reading.sentences if not s.is_heading]
    content = _content(context, elsewhere, time, stock, whole=requirement.chapter is ChapterKind.ACHIEVEMENTS)
    parts = _parts(requirement, context, content, elsewhere)
    if len(content) >= 1 and _is_reported(requirement, context, content):
        return Outcome(Reason.MISPLACED, _sentence_quotes(context, content[:3]), parts=parts, lacking=tuple(n for n in names if n not in parts))
    stocked = [s for s in elsewhere if context.in_range(stock, s.start, s.end)] if stock else []
    if stocked and requirement.chapter is ChapterKind.PROBLEMS:
        return Outcome(Reason.GENERIC, _sentence_quotes(context, stocked[:2]), lacking=names, boundary=True)
    return missing(context, [], names)


def _under(sentences: Sequence[Sentence], chapters: Sequence[ChapterOfReport]) -> Iterator[Sentence]:
    """The sentences that stand under one of the chapters (which are in order), each once."""
    reached = 0
    for chapter in chapters:
        first = max(bisect_left(sentences, chapter.start, key=_start), reached)
        reached = max(bisect_left(sentences, chapter.end, key=_start), reached)
        yield from sentences[first:reached]


def _heads(chapter: ChapterOfReport, requirement: Chapter, chapters: tuple[ChapterOfReport, ...]) -> bool:
    if requirement.chapter is ChapterKind.PLAN and chapter.combined and chapter.own_kind:
        return True
    if chapter.kind is not requirement.chapter:
        return False
    if chapter.own_kind:
        return True
    # Topics of work as top headings (一、提高政治站位) are headings for the measures under them.
    return requirement.chapter is ChapterKind.ACHIEVEMENTS and chapter.parent is None


def _speaks_of(sentence: Sentence, time: Time, clauses: Sequence[Clause]) -> bool:
    """Whether a clause of the sentence has that time."""
    return time in map(_time, clauses[sentence.clauses.start : sentence.clauses.stop])


def _content(context: Context, sentences: list[Sentence], time: Time, stock: list[Match], whole: bool = False) -> list[Sentence]:
    """The sentences that say something of the chapter's matter: of its time, and no stock phrase."""
    clauses = context.reading.clauses
    kept = []
    for sentence in sentences:
        if sentence.end - sentence.start < _SHORTEST_SENTENCE or not _speaks_of(sentence, time, clauses):
            continue
        if context.in_range(stock, sentence.start, sentence.end):
            continue
        if whole and context.in_preamble(sentence):
            continue
        kept.append(sentence)
    return kept


def _items(context: Context, chapters: list[ChapterOfReport], content: list[Sentence], time: Time) -> int:
    """How many distinct things are said: sub-headings over text, sentences, enumerated clauses."""
    reading = context.reading
    tops = Cover([(top.start, top.end) for top in chapters])
    subs = sum(1 for c in reading.chapters if c.heading and tops.holds(c.start - 1, c.start + 1))  # begins inside one, not with it
    if len(chapters) > 1:
        subs = max(subs, len(chapters) if content else 0)
    listed = 0
    for sentence in content:
        text = reading.text[sentence.start : sentence.end]
        listed += max(1, text.count("；") + 1)
    return max(listed, min(subs, listed + 1) if listed else (subs if time is not Time.REPORTING_YEAR else 0))


def _parts(requirement: Chapter, context: Context, content: list[Sentence], inside: list[Sentence]) -> tuple[str, ...]:
    reading = context.reading
    time = _TIME.get(requirement.chapter, Time.REPORTING_YEAR)
    found = []
    for part in requirement.parts:
        if part.terms:
            matches = reading.find(requirement.id, "parts.terms", part.id)
            said = bool(matches) and any(context.in_range(matches, s.start, s.end) for s in inside if _speaks_of(s, time, reading.clauses))
            if said or _has_chapter_of_its_own(context, matches, content):
                found.append(part.id)
        elif content:
            found.append(part.id)
    return tuple(found)


def _has_chapter_of_its_own(context: Context, matches: list[Match], content: list[Sentence]) -> bool:
    """Whether a sub-heading is for this part alone (（二）原因分析) and has text under it."""
    for chapter in context.reading.chapters:
        heading = chapter.heading
        names_it = heading is not None and chapter.causes and bool(context.in_range(matches, heading.start, heading.end))
        if not names_it:
            continue
        first = bisect_right(content, chapter.start, key=_start)
        if first < len(content) and content[first].start < chapter.end:
            return True
    return False


def _part_quotes(requirement: Chapter, context: Context, content: list[Sentence]) -> tuple[Evidence, ...]:
    reading = context.reading
    for part in requirement.parts:
        matches = reading.find(requirement.id, "parts.terms", part.id)
        for sentence in content if matches else ():
            if context.in_range(matches, sentence.start, sentence.end):
                return _sentence_quotes(context, [sentence])
    return ()


def _is_reported(requirement: Chapter, context: Context, content: list[Sentence]) -> bool:
    """Whether sentences without a heading report the matter: a single 「拟……」 is no plan chapter."""
    if requirement.chapter is not ChapterKind.PLAN:
        return True
    reading = context.reading
    opened = {m.start for m in reading.find("", "cues.plan_opening")}
    turned = [s for s in content if (first := reading.clauses[s.clauses.start]).time is Time.PLAN and first.cue is None]
    announced = [s for s in content if opened & set(range(s.start, s.start + _AT_HEAD)) and s.end - s.start >= _SEVERAL]
    return bool(turned or announced)


def _sentence_quotes(context: Context, sentences: list[Sentence]) -> tuple[Evidence, ...]:
    return tuple(context.exact(s.start, min(s.end, s.start + 160)) for s in sentences)


def _judge_by_subject(requirement: Chapter, context: Context) -> Outcome:
    """A chapter about persons: its heading may stand inside another chapter where its text is theirs throughout."""
    reading = context.reading
    acts = reading.find(requirement.id, "acts")
    subjects = reading.find(requirement.id, "subject")
    names = reading.find("", "headings.duty")
    headed = [
        c
        for c in reading.chapters
        if c.heading and context.in_range(names, c.heading.start, c.heading.end) and c.kind not in (ChapterKind.PLAN, ChapterKind.PROBLEMS)
    ]
    for chapter in headed:
        assert chapter.heading is not None
        body = [s for s in _under(reading.sentences, [chapter]) if not s.is_heading]
        if chapter.kind is not ChapterKind.DUTY and not _throughout(context, body, subjects):
            continue
        quote = (context.exact(chapter.heading.start, chapter.heading.end),)
        year = [s for s in body if _speaks_of(s, Time.REPORTING_YEAR, reading.clauses)]
        if any(context.in_range(acts, s.start, s.end) for s in year):
            return Outcome(Reason.FULL, quote, boundary=chapter.kind is not ChapterKind.DUTY)
        return Outcome(Reason.GENERIC, quote + _sentence_quotes(context, body[:2]), boundary=True)
    labels = context.mentions(requirement, "mention")
    live = [m for m in labels if m.live]
    if live:
        return Outcome(Reason.MISPLACED, quotes(context, live), boundary=bool(headed))
    return missing(context, labels)


def _throughout(context: Context, body: list[Sentence], subjects: list[Match]) -> bool:
    """Whether every sentence has the persons as its subject, at least in the one before it."""
    if not body:
        return False
    named = [bool(context.in_range(subjects, s.start, s.end)) for s in body]
    return sum(named) >= len(named) * 0.6
