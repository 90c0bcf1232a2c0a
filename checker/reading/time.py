"""Sentences, clauses and the time each speaks of.

A chapter's kind gives the default for what stands in it; a cue in the sentence overrides it until
the sentence ends or another cue ends its scope (cf. ConText, Harkema et al. 2009; medspaCy's
section attributes). The cue that decided is kept with the clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checker.ingest import Block, BlockKind
from checker.reading.lexicon import Match, Use
from checker.reading.model import Chapter, Clause, Heading, Sentence, Time
from checker.reading.quantities import Date
from checker.reading.spans import outside, within
from checker.rulebook.schema import ChapterKind

_CLAUSE_END = re.compile(r"[，；：。！？\n]")
_NEAR_HEAD = 6
_LONGEST_FINAL = 12  # characters of a word that a planning clause ends with
_SENTENCE_END = re.compile(r"[。！？\n]")
_TIME_OF = {
    ChapterKind.PREAMBLE: Time.REPORTING_YEAR,
    ChapterKind.ACHIEVEMENTS: Time.REPORTING_YEAR,
    ChapterKind.DUTY: Time.REPORTING_YEAR,
    ChapterKind.OTHER: Time.REPORTING_YEAR,
    ChapterKind.PROBLEMS: Time.SHORTCOMING,
    ChapterKind.PLAN: Time.PLAN,
    ChapterKind.SIGNOFF: Time.NONE,
}


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues found in a text, masked ones left out, each list by place."""

    plan: list[Match]
    done: list[Match]
    done_in_problems: list[Match]
    relapse: list[Match]
    problem_opening: list[Match]
    plan_opening: list[Match]
    plan_final: list[Match]

    @classmethod
    def of(cls, matches: Mapping[Use, list[Match]], dates: Sequence[Date], year: int | None) -> Cues:
        """The cues among all matches of a text; a later year than the reporting one is a cue too (2026年，我镇将……)."""
        next_year = [Match(d.start, d.end, str(d.year)) for d in dates if year is not None and d.year == year + 1 and d.month is None]

        def cue(name: str) -> list[Match]:
            return matches.get(Use("", f"cues.{name}"), [])

        plan = sorted(outside([*cue("plan"), *next_year], cue("not_plan")))
        return cls(
            plan=plan,
            done=outside(cue("done"), plan),  # 「正在酝酿」 is a plan, though 「正在」 alone is not
            done_in_problems=cue("done_in_problems"),
            relapse=cue("relapse"),
            problem_opening=cue("problem_opening"),
            plan_opening=sorted([*cue("plan_opening"), *next_year]),
            plan_final=cue("plan_final"),
        )


def split(
    text: str, blocks: Sequence[Block], starts: Sequence[int], headings: Sequence[Heading], chapters: Sequence[Chapter], cues: Cues, body: range
) -> tuple[list[Sentence], list[Clause]]:
    """All sentences and clauses in order, with chapter and time.

    `body`: the blocks outside it are title, page and sign-off; their clauses have no time.
    """
    heading_end = {h.block: h.end for h in headings}
    chapter_starts = [c.start for c in chapters]
    has_chapters = bool(chapters)
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    turned: Time | None = None
    colon = False  # the turn was announced with a colon, so it goes on in the next paragraph
    for number, block in enumerate(blocks):
        start, end = starts[number], starts[number] + len(block.text)
        chapter_index = bisect_right(chapter_starts, start) - 1
        chapter = chapters[chapter_index] if chapter_index >= 0 else None
        base = _base(block, chapter, number, body)
        if has_chapters and not _turn_lasts(turned, colon, chapter, number in heading_end):
            turned = None
        far = start * 2 > len(text)
        for first, last in _sentences(text, start, end, heading_end.get(number)):
            is_heading = number in heading_end and last <= heading_end[number]
            if base is not Time.NONE and not is_heading:
                before = turned
                may_open = has_chapters or (far and first == start)
                turned = _turn(base, turned, first, last, cues, has_chapters, may_open)
                if turned is not before:
                    colon = text[last - 1] == "：" or text[first:last].rstrip("。").endswith(("如下", "以下几个方面", "几个方面"))
            time = turned if turned is not None and not is_heading else base
            begin = len(clauses)
            clauses.extend(_clauses(text, first, last, len(sentences), time, cues, is_heading))
            sentences.append(Sentence(first, last, number, chapter_index if chapter else None, range(begin, len(clauses)), is_heading))
    return sentences, clauses


def _turn_lasts(turned: Time | None, colon: bool, chapter: Chapter | None, at_heading: bool) -> bool:
    """Whether a turn without heading goes on into the next block of a report that has chapters."""
    if turned is Time.PLAN:
        return not at_heading or (chapter is not None and chapter.combined)
    return turned is Time.SHORTCOMING and colon and not at_heading


def _turn(base: Time, turned: Time | None, first: int, last: int, cues: Cues, has_chapters: bool, may_open: bool) -> Time | None:
    """What the text turns into at this sentence, where no heading says so.

    `may_open`: a report without headings turns to plans only with a paragraph, and not in its first
    half; a plan told in passing is the sentence's own matter.
    """
    here = turned or base
    if here is Time.SHORTCOMING and _opens(cues.plan_opening, first, last, within_=12):
        return Time.PLAN
    if here is Time.REPORTING_YEAR:
        if not has_chapters and may_open and _opens(cues.plan_opening, first, last, within_=_NEAR_HEAD):
            return Time.PLAN
        if _opens(cues.problem_opening, first, last, within_=last - first):
            return Time.SHORTCOMING
    return turned


def _base(block: Block, chapter: Chapter | None, number: int, body: range) -> Time:
    if number not in body or block.kind in (BlockKind.METADATA, BlockKind.NAVIGATION):
        return Time.NONE
    return _TIME_OF[chapter.kind] if chapter is not None else Time.REPORTING_YEAR


def _opens(openings: Sequence[Match], first: int, last: int, within_: int) -> bool:
    return any(m.end <= last for m in within(openings, first, first + within_ + 1))


def _sentences(text: str, start: int, end: int, heading_end: int | None) -> list[tuple[int, int]]:
    body = start if heading_end is None else heading_end
    stops = [mark.end() for mark in _SENTENCE_END.finditer(text, body, end)]
    if body < end and (not stops or stops[-1] < end):
        stops.append(end)
    spans = list(pairwise([body, *stops]))
    return spans if heading_end is None else [(start, heading_end), *spans]


def _clauses(text: str, first: int, last: int, sentence: int, base: Time, cues: Cues, is_heading: bool) -> list[Clause]:
    bounds = [first, *(m.end() for m in _CLAUSE_END.finditer(text, first, last) if m.end() < last), last]
    done_cues, plan_cues = within(cues.done, first, last), within(cues.plan, first, last)
    clauses: list[Clause] = []
    state: Time = base
    cue: Match | None = None
    for start, end in pairwise(bounds):
        if is_heading:
            pass
        elif base is Time.REPORTING_YEAR:
            # 「目前」 after a plan leads back to the year, unless the same clause plans again after it.
            done = _last(done_cues, start, end) if done_cues else None
            if done is not None and state is Time.PLAN:
                state, cue = base, done
            plan = _last(plan_cues, start, end) if plan_cues else None
            if plan is not None and (done is None or plan.start > done.start):
                if clauses and start > first and state is base and plan.start - start <= _NEAR_HEAD and _ends_with(cues.plan_final, end):
                    # 「19项赋权事项，拟于明年承接」: the clause before is what is planned.
                    clauses[-1] = replace(clauses[-1], time=Time.PLAN, cue=plan)
                state, cue = Time.PLAN, plan
        elif base is Time.SHORTCOMING:
            if (found := _last(cues.done_in_problems, start, end)) is not None:
                state, cue = Time.REPORTING_YEAR, found
            elif state is Time.REPORTING_YEAR and (found := _first(cues.relapse, start, min(end, start + 6))) is not None:
                state, cue = base, found
        elif (
            base is Time.PLAN
            and (found := _last(cues.done_in_problems, start, end)) is not None
            and "年" in found.term
            and _last(cues.plan, start, end) is None
        ):
            # Among plans only a word for the year itself leads back to it (今年已……): 已全部…… may be a goal.
            state, cue = Time.REPORTING_YEAR, found
        clauses.append(Clause(start, end, sentence, state, cue))
        if text[end - 1] == "；" and base is Time.PLAN:
            state, cue = base, None
    return clauses


def _ends_with(matches: Sequence[Match], end: int) -> bool:
    return any(end - 2 <= m.end <= end for m in within(matches, end - _LONGEST_FINAL, end))


def _last(matches: Sequence[Match], start: int, end: int) -> Match | None:
    found = within(matches, start, end)
    return found[-1] if found else None


def _first(matches: Sequence[Match], start: int, end: int) -> Match | None:
    found = within(matches, start, end)
    return found[0] if found else None
