"""A comparison in words: a title, a few facts, and sections of entries, for every format to set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.comparison.changes import Change, Requirement
from checker.comparison.comparison import Comparison, LastYear
from checker.comparison.figures import Figure
from checker.comparison.records import FindingRecord, VerdictRecord
from checker.output.layout import flat, one_line
from checker.output.tables import Words, file_name
from checker.output.todo import Spot

_MOST_PASSAGES = 10
_LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, its code (faint), and details as (label, text)."""

    head: str
    code: str = ""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its entries."""

    title: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A comparison in words. All texts are on one line and without control characters."""

    title: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]


def tell(comparison: Comparison, words: Words) -> Telling:
    """The comparison in the language of `words`."""
    changes = comparison.changes
    old, new = changes.old, changes.new
    title = words["compare_title"].format(unit=one_line(new.unit) or words["no_unit"], old=file_name(old.source), new=file_name(new.source))
    score = words["score_change"].format(old=f"{old.score:.1f}", new=f"{new.score:.1f}", gained=f"{changes.gained:+.1f}")
    facts = [" · ".join((score, words["grade_change"].format(old=words.marked(old.grade), new=words.marked(new.grade))))]
    facts.append(words["kept"].format(count=len(changes.of(Change.KEPT))))
    if comparison.old_rulebook.sha256 != comparison.new_rulebook.sha256:
        named = (f"{r.id} {r.version}" for r in (comparison.old_rulebook, comparison.new_rulebook))
        facts.append(words["notice"].format(text=words["other_rulebook"].format(**dict(zip(("old", "new"), named, strict=True)))))
    if old.unit != new.unit:
        facts.append(words["notice"].format(text=words["other_unit"].format(old=one_line(old.unit), new=one_line(new.unit))))
    if comparison.textless:
        facts.append(words["notice"].format(text=words["no_last_year_text"]))
    return Telling(title, tuple(facts), tuple(section for section in _sections(comparison, words) if section.entries))


def _sections(comparison: Comparison, words: Words) -> Iterator[Section]:
    changes = comparison.changes
    for change in (Change.BROKEN, Change.OPEN, Change.CLOSED, Change.NOT_COMPARED):
        entries = [_requirement(r, words) for r in changes.of(change)]
        yield Section(words[change].format(count=len(entries)), tuple(entries))
    for key, findings in (("findings_new", changes.findings_new), ("findings_open", changes.findings_open), ("findings_closed", changes.findings_closed)):
        yield Section(words[key].format(count=len(findings)), tuple(_finding(f, words) for f in findings))
    if comparison.last_year is not None:
        yield from _last_year(comparison.last_year, words)


def _requirement(requirement: Requirement, words: Words) -> Entry:
    sides = (words.marked(side.status) if side else words["unknown_side"] for side in (requirement.old, requirement.new))
    gained = f" {requirement.gained:+g}" if requirement.gained else ""
    details = _details(requirement.new, words) if requirement.change in (Change.OPEN, Change.BROKEN) else ()
    waived = words["waived"] if requirement.new and requirement.new.waiver else ""
    return Entry(f"{waived}{one_line(requirement.title)}  {' → '.join(sides)}{gained}", requirement.id, tuple(details))


def _details(verdict: VerdictRecord | None, words: Words) -> Iterator[tuple[str, str]]:
    if verdict is not None:
        yield words["why"], one_line(verdict.explanation)
        if verdict.remedy:
            yield words["write"], one_line(verdict.remedy)


def _finding(finding: FindingRecord, words: Words) -> Entry:
    details = [(words["why"], one_line(finding.message))]
    if finding.quote:
        details.append((words["said"], f"「{_short(finding.quote)}」"))
    return Entry((words["waived"] if finding.waiver else "") + one_line(finding.title or finding.code), finding.code, tuple(details))


def _last_year(last_year: LastYear, words: Words) -> Iterator[Section]:
    carried, figures = last_year.carried, last_year.figures
    share = words["carried_over"].format(share=f"{carried.share:.1%}", characters=carried.characters, carried=carried.carried)
    shown = carried.passages[:_MOST_PASSAGES]
    longest = words["longest_passages"].format(shown=len(shown), count=len(carried.passages))
    passages = [
        Entry(
            words["passage_characters"].format(characters=p.characters),
            "",
            (
                (words["said"], words.quotes([Spot(last_year.text[p.start : p.end], p.chapter, p.place)])),
                (words["last_year_place"], _place(Spot("", p.old_chapter, p.old_place), words)),
            ),
        )
        for p in shown
    ]
    yield Section(share, (Entry(longest), *passages) if passages else (Entry("—"),))
    same = figures.unchanged
    title = words["unchanged_figures"].format(count=len(same), compared=len(figures.pairs))
    yield Section(title, tuple(_figure(old, new, last_year, words) for old, new in same))


def _figure(old: Figure, new: Figure, last_year: LastYear, words: Words) -> Entry:
    said = words.quotes([Spot(last_year.text[new.start : new.end], new.chapter, new.place)])
    before = words.quotes([Spot(last_year.old_text[old.start : old.end], old.chapter, old.place)])
    return Entry(f"{new.before}{new.value:g}{new.unit}{new.after}", "", ((words["said"], said), (words["last_year_place"], before)))


def _place(spot: Spot, words: Words) -> str:
    return flat(spot.describe(words.lang))


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rstrip() + "…"


def tell_all(comparisons: Iterable[Comparison], words: Words) -> list[Telling]:
    """Every comparison in words."""
    return [tell(comparison, words) for comparison in comparisons]
