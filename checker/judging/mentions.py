"""Which terms count: what was found of a requirement's terms, each with its time and why it does not count, where it does not."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from checker.judging.preamble import Preamble
from checker.judging.scope import Scope
from checker.reading.lexicon import Match
from checker.reading.model import Reading, Time
from checker.reading.spans import Cover
from checker.rulebook.schema import RequirementBase

# What a template left to be filled in (【待补充：……】): no text of the report.
_PLACEHOLDER = re.compile(r"【[^【】\n]{0,60}(?:待|补充|填|此处|请)[^【】\n]{0,60}】")


class Mention(NamedTuple):
    """A term found, with the time of its clause and why it does not count ("" where it does).

    `live`: it counts as said of the reporting year.
    """

    match: Match
    clause: int
    sentence: int
    time: Time
    heading: bool
    preamble: bool
    discount: str
    live: bool


class _Place(NamedTuple):
    """What holds for all terms in one clause. `calm`: no cue reaches them; `masked`: some term that means nothing touches the clause."""

    time: Time
    sentence: int
    end: int
    heading: bool
    preamble: bool
    calm: bool
    masked: bool


class Mentions:
    """The mentions of a reading, qualified as they are asked for; what depends on the clause alone is worked out once for each clause."""

    def __init__(self, reading: Reading, preamble: Preamble) -> None:
        self._reading = reading
        self._preamble = preamble
        self._scope = Scope(reading)
        self._starts = [clause.start for clause in reading.clauses]
        self._places: dict[int, _Place] = {}
        self._known: dict[tuple[str, str, str], list[Mention]] = {}
        self._masks: dict[tuple[str, str], Cover | None] = {}
        masks = reading.find("", "not_in")
        self._mask = Cover(masks)
        self._touched = frozenset(n for mask in masks for n in range(self._clause(mask.start), self._clause(mask.end - 1) + 1))
        left = [found.span() for found in _PLACEHOLDER.finditer(reading.text)]
        self.placeholders = Cover(left) if left else None

    def of(self, requirement: RequirementBase, field: str, part: str = "") -> list[Mention]:
        """The matches of a list of terms outside title and page residue, each qualified, masked ones left out."""
        key = (requirement.id, field, part)
        known = self._known.get(key)
        if known is None:
            matches = self._reading.matches.get(key)  # type: ignore[call-overload]  # a `Use` is such a tuple
            known = self._known[key] = self._qualified(matches, requirement, part) if matches and self._starts else []
        return known

    def _qualified(self, matches: list[Match], requirement: RequirementBase, part: str) -> list[Mention]:
        own = self._mask_of(requirement.id, part)
        places, starts, placeholders = self._places, self._starts, self.placeholders
        mentions = []
        for match in matches:
            start, end, _ = match
            number = bisect_right(starts, start) - 1
            if number < 0:
                number = 0
            place = places.get(number)
            if place is None:
                place = places[number] = self._place(number)
            time, sentence, stop, heading, preamble, calm, masked = place
            if time is Time.NONE or (own is not None and own.holds(start, end)) or (masked and self._mask.holds(start, end)):
                continue
            if placeholders is not None and placeholders.holds(start, start + 1):
                continue
            if preamble and not requirement.preamble_counts:
                discount = "preamble"
            else:
                discount = "" if calm and end <= stop else self._scope.discount(match, number, requirement)
            mentions.append(Mention(match, number, sentence, time, heading, preamble, discount, not discount and time is Time.REPORTING_YEAR))
        return mentions

    def _clause(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _place(self, number: int) -> _Place:
        clause = self._reading.clauses[number]
        sentence = self._reading.sentences[clause.sentence]
        calm = number not in self._scope.reach
        return _Place(clause.time, clause.sentence, clause.end, sentence.is_heading, self._preamble.holds(sentence), calm, number in self._touched)

    def _mask_of(self, requirement: str, part: str) -> Cover | None:
        """What masks terms of this requirement (and part) alone; None where nothing of it was found."""
        key = requirement, part
        if key not in self._masks:
            find = self._reading.find
            masks = [*find(requirement, "not_in"), *(find(requirement, "parts.not_in", part) if part else ())]
            self._masks[key] = Cover(masks) if masks else None
        return self._masks[key]
