"""`specific`, the common rule: a measure of the year with a specific is present, without one it is vague."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import chain, islice

from checker.judging.context import Context, Mention
from checker.judging.outcome import Outcome, missing, quotes
from checker.reading.model import Clause, Time
from checker.reading.spans import within
from checker.rulebook.schema import Level, Reason, Specific

_TABLE = re.compile("下表|附表|见表|列表|如下")


def judge(requirement: Specific, context: Context, level: Level) -> Outcome:
    """The outcome for one requirement."""
    labels = context.mentions(requirement, "mention")
    deeds = context.mentions(requirement, "deeds")
    partial = [m for m in context.mentions(requirement, "partial") if m.live]
    nil = [m for m in context.mentions(requirement, "nil_return") if _is_nil(m)]
    beside = _Beside(requirement, context)
    live = [m for m in labels if m.live and not _inside_any(m, partial) and not _inside_any(m, nil)]
    # Some are said twenty times: after the first two only as many are looked at as are quoted.
    of_deeds = (m for m in deeds if m.live and not m.heading and not _inside_any(m, nil) and not beside.spoils(m) and beside.is_on_topic(m, labels))
    deed = list(islice(of_deeds, 1))
    specific = chain(of_deeds, (m for m in live if beside.makes_specific(m)))
    first = deed or list(islice(specific, 2))
    if first:
        parts, lacking = _parts(requirement, context)
        short = _below_threshold(requirement, context, level)
        if short:
            return Outcome(Reason.INCOMPLETE, quotes(context, chain(short, first, specific)), parts=parts, lacking=lacking, because="threshold")
        return Outcome(Reason.FULL, quotes(context, chain(first, specific)), parts=parts, lacking=lacking, boundary=len(first) == 1 and not deed)
    if nil:
        return Outcome(Reason.NIL_RETURN, quotes(context, nil))
    if partial and not live:
        parts, lacking = _parts(requirement, context)
        return Outcome(Reason.INCOMPLETE, quotes(context, partial), parts=parts, lacking=lacking, because="partial")
    vague = live + [m for m in deeds if m.live and m.heading]
    vague = [m for m in vague if not m.preamble]
    if vague:
        return Outcome(Reason.GENERIC, quotes(context, vague), lacking=tuple(p.id for p in requirement.parts))
    return missing(context, sorted(labels + deeds, key=lambda m: m.match.start), tuple(p.id for p in requirement.parts))


def _is_nil(mention: Mention) -> bool:
    return mention.time is Time.REPORTING_YEAR and not mention.preamble and mention.discount in ("", "negated", "no_event") and not mention.heading


def _inside_any(mention: Mention, others: list[Mention]) -> bool:
    return any(o.match.start <= mention.match.start and mention.match.end <= o.match.end for o in others)


class _Beside:
    """What the report says beside the mentions of a requirement."""

    def __init__(self, requirement: Specific, context: Context) -> None:
        self._requirement = requirement
        self._context = context
        self._segments = segments = context.segments
        self._spoilt = {segments[m.clause] for m in context.mentions(requirement, "not_about")}
        self._unfinished = {m.clause for m in context.mentions(requirement, "unfinished")}

    @cached_property
    def _specific(self) -> tuple[set[int], set[int]]:
        """The segments and the clauses in which something specific of the requirement's own stands."""
        clauses = {m.clause for m in self._context.mentions(self._requirement, "specific") if m.live}
        return {self._segments[clause] for clause in clauses}, clauses

    @cached_property
    def _kinds(self) -> list[Mention]:
        return [m for m in self._context.mentions(self._requirement, "kinds") if m.live]

    def spoils(self, mention: Mention) -> bool:
        """Whether the mention's stretch between semicolons speaks of something else, or of a thing done for form only."""
        return self._segments[mention.clause] in self._spoilt

    def is_on_topic(self, deed: Mention, labels: list[Mention]) -> bool:
        """Whether the deed's own clauses are not another requirement's matter.

        「承办12345转办件95件」 is of petitions, whatever 「办件95件」 may mean elsewhere: where a clause of the
        deed names another matter, this one must be named in the sentence too.
        """
        own, named = {self._requirement.id}, self._context.labels
        last = deed.clause if deed.match.end <= self._context.reading.clauses[deed.clause].end else self._context.reading.clause_at(deed.match.end - 1)
        if all(named.get(number, own) <= own for number in range(deed.clause, last + 1)):
            return True
        return any(m.sentence == deed.sentence and m.discount != "title" for m in labels)

    def makes_specific(self, mention: Mention) -> bool:
        """Whether something specific is said of the mention."""
        requirement, context = self._requirement, self._context
        if self.spoils(mention):
            return False
        clauses = context.clauses_of(mention, requirement.id)
        if self._unfinished and not self._unfinished.isdisjoint(clauses):
            return False
        # A figure is the most frequent, and the quickest to see.
        if requirement.figure and any(self._counts(context.units.get(number, ())) for number in clauses):
            return True
        if _leads_to_a_table(mention, context):
            return True
        segment = self._segments[mention.clause]
        segments, specific = self._specific
        if segment in segments or not specific.isdisjoint(clauses):
            return True
        if self._kinds and len({m.match.term for m in self._kinds if self._segments[m.clause] == segment or m.clause in clauses}) >= 2:
            return True
        return requirement.named and not mention.heading and any(_names_something_else(mention, context.reading.clauses[n], context) for n in clauses)

    def _counts(self, units: Iterable[str]) -> bool:
        """Whether figures in these units make a mention specific."""
        wanted = self._requirement.figure_units
        return any(unit in wanted for unit in units) if wanted else bool(units)


def _leads_to_a_table(mention: Mention, context: Context) -> bool:
    """Whether the mention's sentence announces figures in a table that follows (检查情况见下表)."""
    sentence = context.reading.sentences[mention.sentence]
    return sentence.block in context.before_tables and _TABLE.search(context.reading.text, mention.match.start, sentence.end) is not None


def _names_something_else(mention: Mention, clause: Clause, context: Context) -> bool:
    """Whether the clause has a name other than the mention's own (坚持“枫桥经验” names nothing of the unit's)."""
    names = (context.reading.titles, context.reading.quoted, context.named_entities)
    here = (span for spans in names for span in within(spans, clause.start, clause.end))
    return any(end <= mention.match.start or start >= mention.match.end for start, end in here)


def _parts(requirement: Specific, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts that are said, and those that are not."""
    said = tuple(p.id for p in requirement.parts if any(m.live and not m.heading for m in context.mentions(requirement, "parts.terms", p.id)))
    return said, tuple(p.id for p in requirement.parts if p.id not in said)


def _below_threshold(requirement: Specific, context: Context, level: Level) -> list[Mention]:
    """The mentions that give a number which the law finds too low; empty where none is given or it is enough."""
    threshold = requirement.threshold
    if threshold is None or level not in threshold.levels:
        return []
    mentions = [m for m in context.mentions(requirement, "threshold") if m.live]
    counted: dict[int, float] = {}
    for m in mentions:
        for quantity in context.figures(m.match.start, m.match.end):
            counted[quantity.start] = quantity.value
    return mentions if counted and sum(counted.values()) < threshold.least else []
