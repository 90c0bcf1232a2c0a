"""The tree of chapters and what each is for, from the wording of its heading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from checker.reading.lexicon import Match, Use
from checker.reading.model import Chapter, Heading
from checker.reading.spans import inside, outside
from checker.rulebook.schema import ChapterKind

_FIELDS = ("achievements", "duty", "problems", "causes", "plan", "other")
_USES = tuple((field, Use("", f"headings.{field}"), Use("", f"headings.not_{field}")) for field in _FIELDS)
# A sub-heading turns its chapter into something else only where the words of the new kind are
# most of it: 「（三）存在的问题」 does, 「（三）聚焦突出问题抓整改」 does not.
_MOST = 0.5


def heading_kinds(start: int, end: int, matches: Mapping[Use, list[Match]]) -> dict[str, int]:
    """Which kinds of chapter the words in `start:end` name, each with how many characters do."""
    kinds: dict[str, int] = {}
    for field, named, not_named in _USES:
        found = inside(matches.get(named, ()), start, end)
        if not found:
            continue
        covered: set[int] = set()
        for m in outside(found, inside(matches.get(not_named, ()), start, end)):
            covered.update(range(m.start, m.end))
        if covered:
            kinds[field] = len(covered)
    return kinds


def build_chapters(headings: Sequence[Heading], length: int, matches: Mapping[Use, list[Match]], next_year: Sequence[int] = ()) -> list[Chapter]:
    """The chapters in order; each ends where the next heading of its rank or a higher one begins.

    `next_year`: where the text names the year after the reporting one, in order. A heading that does is one
    of plans (3. 2023年的考虑).
    """
    chapters: list[Chapter] = []
    open_: list[int] = []
    top = min((h.rank for h in headings), default=0)
    for index, heading in enumerate(headings):
        while open_ and (chapters[open_[-1]].heading or heading).rank >= heading.rank:
            open_.pop()
        parent = chapters[open_[-1]] if open_ else None
        end = next((headings[n].start for n in range(index + 1, len(headings)) if headings[n].rank <= heading.rank), length)
        kinds = heading_kinds(heading.text_start, heading.end, matches)
        names_next_year = bisect_left(next_year, heading.start) < bisect_left(next_year, heading.end)
        if names_next_year and not kinds.keys() & {"problems", "causes"} and (not kinds or chapters):
            kinds = {"plan": heading.end - heading.text_start}
        chapter = Chapter(index, ChapterKind.OTHER, heading, parent.index if parent else None, heading.start, end)
        width = max(heading.end - heading.text_start, 1)
        if parent is None or heading.rank == top:
            duty_leads = _first("duty", heading, matches) < _first("achievements", heading, matches)
            chapters.append(_top_kind(chapter, kinds, duty_leads))
        else:
            chapters.append(_sub_kind(chapter, parent, kinds, width))
        open_.append(index)
    return _settle_unnamed(chapters)


def _first(field: str, heading: Heading, matches: Mapping[Use, list[Match]]) -> int:
    found = inside(matches.get(Use("", f"headings.{field}"), []), heading.text_start, heading.end)
    return min((m.start for m in found), default=heading.end)


def _top_kind(chapter: Chapter, kinds: Mapping[str, int], duty_leads: bool) -> Chapter:
    faults = "problems" in kinds or "causes" in kinds
    if faults:
        kind = ChapterKind.PROBLEMS
        return replace(chapter, kind=kind, own_kind=True, combined="plan" in kinds, causes="problems" not in kinds)
    if "duty" in kinds and ("achievements" not in kinds or duty_leads or kinds["duty"] > 6):  # 第一责任人履职情况, not 主要举措和第一责任人履职情况
        return replace(chapter, kind=ChapterKind.DUTY, own_kind=True)
    if "plan" in kinds and kinds["plan"] >= kinds.get("achievements", 0):
        return replace(chapter, kind=ChapterKind.PLAN, own_kind=True)
    if "achievements" in kinds:
        return replace(chapter, kind=ChapterKind.ACHIEVEMENTS, own_kind=True)
    if "other" in kinds:
        return replace(chapter, kind=ChapterKind.OTHER, own_kind=True)
    return chapter


def _sub_kind(chapter: Chapter, parent: Chapter, kinds: Mapping[str, int], width: int) -> Chapter:
    inherited = replace(chapter, kind=parent.kind, combined=parent.combined, causes=parent.causes)
    if parent.kind is ChapterKind.PLAN:
        return inherited
    if parent.kind is ChapterKind.PROBLEMS:
        if kinds.get("plan", 0) >= width * _MOST and "problems" not in kinds:
            return replace(chapter, kind=ChapterKind.PLAN, own_kind=True)
        return replace(inherited, causes=parent.causes or ("causes" in kinds and "problems" not in kinds))
    if max(kinds.get("problems", 0), kinds.get("causes", 0)) >= width * _MOST:
        return replace(chapter, kind=ChapterKind.PROBLEMS, own_kind=True, combined="plan" in kinds, causes="problems" not in kinds)
    if kinds.get("plan", 0) >= width * _MOST:
        return replace(chapter, kind=ChapterKind.PLAN, own_kind=True)
    if kinds.get("duty", 0) >= width * _MOST:
        return replace(chapter, kind=ChapterKind.DUTY, own_kind=True)
    return inherited


def _settle_unnamed(chapters: list[Chapter]) -> list[Chapter]:
    """Headings that name a topic of work (一、提高政治站位) are measures of the year, before the problems begin.

    After the problems or plans began, an unnamed heading of the same rank goes on with them only
    where it is deeper than they are.
    """
    settled: list[Chapter] = []
    for chapter in chapters:
        if chapter.kind is ChapterKind.OTHER and not chapter.own_kind:
            parent = settled[chapter.parent] if chapter.parent is not None else None
            chapter = replace(chapter, kind=parent.kind if parent is not None else ChapterKind.ACHIEVEMENTS)
        settled.append(chapter)
    return settled
