"""The scope of what a report says: whether words that were found are said as done, by the unit itself.

A mention is discounted, and keeps why, where it is part of a document's title, in the scope of a
negation, of 未发生, or of teaching, or another body's act (cf. NegEx and ConText, Chapman et al. 2001,
Harkema et al. 2009, for clinical text).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from checker.rare import rare
from checker.reading.lexicon import Match
from checker.reading.model import Reading
from checker.reading.spans import outside, within
from checker.rulebook.schema import Level, RequirementBase

_REACH_BEFORE = 14  # how far a negation reaches over the words after it, in characters
_REACH_AFTER = 12
_REACH_NO_EVENT = 20
_SHORT_CLAUSE = 14  # a clause that only negates the one before it (……，本年度未能进行)
_NEAR_HEAD = 6
_REASON = "因由受限鉴"  # how a clause of reason begins, which may stand before the negation (……，因选址变更，未能建成)
_TAUGHT_BEFORE = 12
_TAUGHT_AFTER = 3
_TAUGHT_NAME = 6
_SUBJECT_AT = 5  # how near to its clause's start a body stands that is its subject
# What may stand before a clause's subject: a time, a linking word, the place that the body is of.
_BEFORE_SUBJECT = re.compile(
    r"[-·◇●■○]*(?:全年|今年|年内|目前|同时|此外|另外|其中|期间|近年来|一年来|\d{1,2}月|辖区内?|驻[地镇乡]|[\u4e00-\u9fff]{0,3}[县区市旗省镇乡])?(?:的)?"
)
_OWN = rare(r"镇|乡|街道|局[机党里]|我|本[镇乡街局县区单]|全[镇乡街局县区]|各[村社镇乡]|村|社区|苏木|党委|党工委|党组|班子|县委|区委|县政府|区政府")


class _Reach:
    """What may discount a match, as bits."""

    TITLE, NEGATION, NO_EVENT, TEACHING, OTHERS = 1, 2, 4, 8, 16


_NOTHING, _EVERYTHING = 0, 31


class Scope:
    """What a reading says of the words in it, clause by clause."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def discount(self, match: Match, number: int, requirement: RequirementBase) -> str:
        """Why a match in clause `number` does not count for a requirement; "" where it does."""
        reach = self.reach.get(number, _NOTHING) if match.end <= self.reading.clauses[number].end else _EVERYTHING
        if reach & _Reach.TITLE and "《" not in match.term and "<书>" not in match.term and self._in_title(match):
            return "title"
        if reach & _Reach.NEGATION and self._negated(match, number):
            return "negated"
        if reach & _Reach.NO_EVENT and self._no_event(match, number):
            return "no_event"
        if reach & _Reach.TEACHING and not requirement.taught_counts and self._taught(match, number):
            return "taught"
        if reach & _Reach.OTHERS and not requirement.others_count and self._by_others(match, number):
            return "others"
        return ""

    @cached_property
    def reach(self) -> dict[int, int]:
        """What may discount a match that lies inside a clause (`_Reach`), for each clause that anything reaches."""
        reached: dict[int, int] = {}

        def add(clauses: Iterable[int], what: int) -> None:
            for number in clauses:
                reached[number] = reached.get(number, 0) | what

        clause_at = self.reading.clause_at
        add((n for start, end in self.reading.titles for n in range(clause_at(start), clause_at(end - 1) + 1)), _Reach.TITLE)
        add(self._negations, _Reach.NEGATION)
        # What negates the words before it may stand two clauses behind them.
        add((number - back for number in self._negations_after for back in range(3)), _Reach.NEGATION)
        add(self._no_events, _Reach.NO_EVENT)
        add((*self._taught_before, *self._taught_after), _Reach.TEACHING)
        add(self._others_set, _Reach.OTHERS)
        return reached

    def _in_title(self, match: Match) -> bool:
        titles = self.reading.titles
        index = bisect_left(titles, (match.start + 1, 0)) - 1
        return index >= 0 and titles[index][0] <= match.start and match.end <= titles[index][1]

    def _cue(self, name: str) -> list[Match]:
        return self.reading.find("", name)

    def _by_clause(self, matches: Iterable[Match]) -> dict[int, list[Match]]:
        clauses: dict[int, list[Match]] = {}
        for match in matches:
            clauses.setdefault(self.reading.clause_at(match.start), []).append(match)
        return clauses

    @cached_property
    def _negations(self) -> dict[int, list[Match]]:
        return self._by_clause(outside(self._cue("cues.negation"), self._cue("cues.not_negation")))

    @cached_property
    def _negations_after(self) -> dict[int, list[Match]]:
        return self._by_clause(outside(self._cue("cues.negation_after"), self._cue("cues.not_negation")))

    @cached_property
    def _no_events(self) -> dict[int, list[Match]]:
        return self._by_clause(self._cue("cues.no_event"))

    @cached_property
    def _taught_before(self) -> dict[int, list[Match]]:
        return self._by_clause(self._cue("cues.taught"))

    @cached_property
    def _topic_words(self) -> dict[int, list[Match]]:
        return self._by_clause(self._cue("cues.topic"))

    @cached_property
    def _taught_after(self) -> dict[int, list[Match]]:
        return self._by_clause(self._cue("cues.taught_after"))

    def _negated(self, match: Match, number: int) -> bool:
        """Whether a negation reaches the match: before it in its clause or inside it, after it, or at the head of a clause that only says so."""
        clauses = self.reading.clauses
        last = number
        while True:
            for cue in self._negations.get(last, ()):
                if cue.start < match.end and match.start - cue.end <= _REACH_BEFORE and not (cue.end > match.start and cue.term in match.term):
                    return True
            if clauses[last].end >= match.end:
                break
            last += 1
        if any(0 <= cue.start - match.end <= _REACH_AFTER for cue in self._negations_after.get(last, ())):
            return True
        for ahead in (last + 1, last + 2):
            if ahead >= len(clauses) or clauses[ahead].sentence != clauses[number].sentence:
                return False
            following = clauses[ahead]
            if following.end - following.start <= _SHORT_CLAUSE and any(
                cue.start - following.start <= _NEAR_HEAD for cue in self._negations_after.get(ahead, ())
            ):
                return True
            if self.reading.text[following.start] not in _REASON:
                return False
        return False

    def _no_event(self, match: Match, number: int) -> bool:
        """Whether it is only said that nothing of the kind happened. A term that says so by its own words is meant to."""
        return any(cue.start <= match.start <= cue.end + _REACH_NO_EVENT and cue.term not in match.term for cue in self._no_events.get(number, ()))

    def _quoted_until(self, match: Match) -> int | None:
        """Where the quotation marks end that the match stands in."""
        quoted = self.reading.quoted
        index = bisect_left(quoted, (match.start + 1, 0)) - 1
        return quoted[index][1] if index >= 0 and match.end <= quoted[index][1] else None

    def _taught(self, match: Match, number: int) -> bool:
        if any(0 <= match.start - cue.end <= _TAUGHT_BEFORE for cue in self._taught_before.get(number, ())):
            return True
        after = self._taught_after.get(number, ())
        quoted = self._quoted_until(match)
        if quoted is not None and any(0 <= cue.start - quoted <= _TAUGHT_NAME for cue in after):
            return True  # “公共法律服务与法律援助”轮训: the name of a course
        if any(0 <= cue.start - match.end <= _TAUGHT_AFTER for cue in after):
            return True
        # 围绕……开展培训: the word before it makes it a topic only where teaching follows.
        topic = any(0 <= match.start - cue.end <= _TAUGHT_BEFORE for cue in self._topic_words.get(number, ()))
        return topic and any(cue.start >= match.end for cue in after)

    @cached_property
    def _others(self) -> list[int]:
        """Clauses whose subject is a body that is not the unit."""
        reading = self.reading
        led_in = self._cue("units.joint")
        joint, led_in_at = {m.end for m in led_in}, {m.start for m in led_in}
        bodies = self._by_clause(outside(self._cue("units.other_bodies"), self._cue("units.not_bodies")))
        clauses: list[int] = []
        for sentence in map(reading.sentences.__getitem__, sorted({reading.clauses[number].sentence for number in bodies})):
            foreign = seen = False
            for number in sentence.clauses:
                clause = reading.clauses[number]
                here = bodies.get(number, ())
                # 在……公示系统公示, 对企业检查: what a preposition leads in is no subject.
                subject = None
                if clause.start not in led_in_at:
                    subject = next((m for m in here if m.start not in joint and self._may_be_subject(m, clause.start)), None)
                if subject is not None and not self._is_own(subject) and not self._joined(subject, clause.end):
                    foreign = True
                elif seen and reading.text[clause.start] == "该":
                    foreign = True  # 该所、该局: the body named before
                elif foreign and _OWN.match(reading.text, clause.start):
                    foreign = False
                seen = seen or bool(here)
                if foreign:
                    clauses.append(number)
        return clauses

    def _may_be_subject(self, body: Match, start: int) -> bool:
        """Whether nothing but a time or a place stands before the body in its clause (收集企业诉求: it is an object)."""
        before = self.reading.text[start : body.start]
        if len(before) > _SUBJECT_AT:
            return False
        return bool(_BEFORE_SUBJECT.fullmatch(before)) or self.reading.text[body.start] in "县区市旗"

    def _is_own(self, body: Match) -> bool:
        """Whether the body is the reporting unit, or a department of the reporting county."""
        identity = self.reading.identity
        name = self.reading.text[body.start : body.end]
        if name in identity.unit:
            return True
        county = identity.unit.removesuffix("人民政府")[-1:] if identity.level is Level.COUNTY else ""
        return bool(county) and name.startswith(county)

    def _joined(self, subject: Match, end: int) -> bool:
        """Whether the body acts together with others (派出所、司法所等部门联合开展……)."""
        return "联合" in self.reading.text[subject.end : min(end, subject.end + 14)]

    def _by_others(self, match: Match, number: int) -> bool:
        """Whether the match tells another body's act, from its beginning or by where it ends."""
        if number in self._others_set:
            clause = self.reading.clauses[number]
            bodies = within(self._cue("units.other_bodies"), clause.start, clause.start + _SUBJECT_AT)
            return not bodies or match.start >= bodies[0].start  # 消防救援大队: its own name is its
        return self.reading.clause_at(match.end - 1) in self._others_set

    @cached_property
    def _others_set(self) -> frozenset[int]:
        return frozenset(self._others)
