"""What the kinds of requirement ask a reading: which mentions count, and what is said beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.judging.checklist import Evidence
from checker.reading.lexicon import Match, Span
from checker.reading.model import Reading, Sentence, Time
from checker.reading.quantities import Quantity
from checker.reading.spans import Cover, inside, outside, within
from checker.rulebook.schema import ChapterKind, Level, RequirementBase, Rulebook

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
_LONGEST_QUOTE = 110
# What may stand before a clause's subject: a time, a linking word, the place that the body is of.
_BEFORE_SUBJECT = re.compile(
    r"[-·◇●■○]*(?:全年|今年|年内|目前|同时|此外|另外|其中|期间|近年来|一年来|\d{1,2}月|辖区内?|驻[地镇乡]|[\u4e00-\u9fff]{0,3}[县区市旗省镇乡])?(?:的)?"
)
_OWN = re.compile(r"镇|乡|街道|局[机党里]|我|本[镇乡街局县区单]|全[镇乡街局县区]|各[村社镇乡]|村|社区|苏木|党委|党工委|党组|班子|县委|区委|县政府|区政府")
# How a sentence begins that gives the figures of the one before it.
_GOES_ON = re.compile(r"全年|年内|一年来|今年|共|累计|先后|其中|截至")
_LEADS_OVER = re.compile("(?:报告|汇报|总结|情况)如下")
_PLACEHOLDER = re.compile(r"【[^【】\n]{0,60}(?:待|补充|填|此处|请)[^【】\n]{0,60}】")


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found, with the time of its clause and why it does not count ("" where it does)."""

    match: Match
    clause: int
    sentence: int
    time: Time
    heading: bool
    preamble: bool
    discount: str = ""

    @property
    def live(self) -> bool:
        """Whether it counts as said of the reporting year."""
        return self.time is Time.REPORTING_YEAR and not self.discount


class Context:
    """A reading and a rulebook, with what several requirements ask for worked out once."""

    def __init__(self, reading: Reading, book: Rulebook) -> None:
        self.reading = reading
        self.book = book
        self._qualified: dict[tuple[str, str, str], list[Mention]] = {}

    # -- mentions -------------------------------------------------------------------------------

    def mentions(self, requirement: RequirementBase, field: str, part: str = "") -> list[Mention]:
        """The matches of a list of terms outside title and page residue, each qualified, masked ones left out."""
        key = (requirement.id, field, part)
        known = self._qualified.get(key)
        if known is None:
            masks = [*self._cue("not_in"), *self.reading.find(requirement.id, "not_in")]
            if part:
                masks.extend(self.reading.find(requirement.id, "parts.not_in", part))
            matches = self.reading.find(requirement.id, field, part)
            known = self._qualified[key] = [self._qualify(m, requirement) for m in outside(matches, masks) if self._is_body(m)]
        return known

    def _is_body(self, match: Match) -> bool:
        reading = self.reading
        if self._placeholders.holds(match.start, match.start + 1):
            return False
        return bool(reading.clauses) and reading.clauses[reading.clause_at(match.start)].time is not Time.NONE

    @cached_property
    def _placeholders(self) -> Cover:
        """What a template left to be filled in (【待补充：……】): no text of the report."""
        return Cover([found.span() for found in _PLACEHOLDER.finditer(self.reading.text)])

    def _qualify(self, match: Match, requirement: RequirementBase) -> Mention:
        reading = self.reading
        number = reading.clause_at(match.start)
        clause = reading.clauses[number]
        sentence = reading.sentences[clause.sentence]
        preamble = self._in_preamble(sentence)
        discount = "preamble" if preamble and not requirement.preamble_counts else self._discount(match, number, requirement)
        return Mention(match, number, clause.sentence, clause.time, sentence.is_heading, preamble, discount)

    def _discount(self, match: Match, number: int, requirement: RequirementBase) -> str:
        if "《" not in match.term and "<书>" not in match.term and self._in_title(match):
            return "title"
        if self._negated(match, number):
            return "negated"
        if self._no_event(match, number):
            return "no_event"
        if not requirement.taught_counts and self._taught(match, number):
            return "taught"
        if not requirement.others_count and self._by_others(match, number):
            return "others"
        return ""

    def _in_preamble(self, sentence: Sentence) -> bool:
        if sentence.is_heading:
            return False
        if self._has_chapters and (self._has_achievements or sentence.chapter is not None):
            return sentence.chapter is None
        return sentence.block <= self._last_preamble_block

    @cached_property
    def _has_chapters(self) -> bool:
        return bool(self.reading.chapters)

    @cached_property
    def _last_preamble_block(self) -> int:
        """The block that leads over to the report (现将……报告如下) if one does near the start, else the first."""
        first, text = self._first_body_block, self.reading.text
        for number in range(first, min(first + 4, len(self.reading.block_starts))):
            start = self.reading.block_starts[number]
            if _LEADS_OVER.search(text, start, start + len(self.reading.document.blocks[number].text)):
                return number
        return first

    @cached_property
    def _has_achievements(self) -> bool:
        return any(c.kind is ChapterKind.ACHIEVEMENTS for c in self.reading.chapters)

    @cached_property
    def _first_body_block(self) -> int:
        for sentence in self.reading.sentences:
            clause = self.reading.clauses[sentence.clauses.start] if len(sentence.clauses) else None
            if clause is not None and clause.time is not Time.NONE and not sentence.is_heading:
                return sentence.block
        return -1

    def _in_title(self, match: Match) -> bool:
        titles = self.reading.titles
        index = bisect_left(titles, (match.start + 1, 0)) - 1
        return index >= 0 and titles[index][0] <= match.start and match.end <= titles[index][1]

    # -- cues -----------------------------------------------------------------------------------

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
        for sentence in reading.sentences:
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

    # -- what stands beside a mention -----------------------------------------------------------

    @cached_property
    def _figures(self) -> list[Quantity]:
        words = [Quantity(m.start, m.end, 100.0, "%") for m in self._cue("quantities.words")]
        entities = [Quantity(a, b, 0.0, "实体") for a, b, label in self.reading.entities if label in ("CARDINAL", "QUANTITY", "PERCENT", "MONEY")]
        figures = [*self.reading.quantities, *words, *entities]
        kept = [q for q in figures if not self._placeholders.holds(q.start, q.end)]
        return sorted(kept, key=lambda q: (q.start, q.end))

    @cached_property
    def named_entities(self) -> list[Span]:
        """Laws and organisations that a trained pipeline named."""
        return [(a, b) for a, b, label in self.reading.entities if label in ("LAW", "ORG")]

    @cached_property
    def _figure_starts(self) -> list[int]:
        return [q.start for q in self._figures]

    def figures(self, start: int, end: int, units: Sequence[str] = ()) -> list[Quantity]:
        """The figures in a range, those with one of `units` only where units are given."""
        low, high = bisect_left(self._figure_starts, start), bisect_left(self._figure_starts, end)
        return [q for q in self._figures[low:high] if not units or q.unit in units]

    @cached_property
    def labels(self) -> dict[int, frozenset[str]]:
        """For each clause, the requirements that it names."""
        named: dict[int, set[str]] = {}
        for requirement in self.book.requirements:
            for mention in self.mentions(requirement, "mention"):
                if mention.discount in ("", "negated"):
                    named.setdefault(mention.clause, set()).add(requirement.id)
        return {clause: frozenset(ids) for clause, ids in named.items()}

    @cached_property
    def topics(self) -> dict[int, frozenset[str]]:
        """For each clause, the requirements that it touches."""
        touched: dict[int, set[str]] = {}
        for requirement in self.book.requirements:
            for field in ("mention", "deeds"):
                for mention in self.mentions(requirement, field):
                    if mention.discount in ("", "negated"):
                        touched.setdefault(mention.clause, set()).add(requirement.id)
        return {clause: frozenset(ids) for clause, ids in touched.items()}

    @cached_property
    def unclaimed(self) -> int:
        """How many sentences of the year report a figure that belongs to no requirement's matter.

        Where there are several, the author may be saying things in words that the rulebook has not.
        """
        reading = self.reading
        count = 0
        for sentence in reading.sentences:
            if sentence.is_heading or self._in_preamble(sentence) or reading.clauses[sentence.clauses.start].time is not Time.REPORTING_YEAR:
                continue
            if self.figures(sentence.start, sentence.end) and not any(self.topics.get(number) for number in sentence.clauses):
                count += 1
        return count

    @cached_property
    def segments(self) -> list[int]:
        """For each clause, the number of its stretch between semicolons: what is said in one is said together."""
        reading = self.reading
        numbers: list[int] = []
        current = -1
        for number, clause in enumerate(reading.clauses):
            previous = reading.clauses[number - 1] if number else None
            if previous is None or previous.sentence != clause.sentence or reading.text[previous.end - 1] == "；":
                current += 1
            numbers.append(current)
        return numbers

    def clauses_of(self, mention: Mention, requirement: str) -> list[int]:
        """The clauses that speak of the same matter as the mention.

        Its own; those after it in the sentence that name no other requirement's matter; the one
        before it, if that names none at all. Under a heading: the first sentences below it that
        name none.
        """
        reading = self.reading
        sentence = reading.sentences[mention.sentence]
        clauses = [mention.clause]
        for number in range(mention.clause + 1, sentence.clauses.stop):
            topics = self.topics.get(number)
            if (topics and requirement not in topics) or self.segments[number] != self.segments[mention.clause]:
                break
            clauses.append(number)
        before = mention.clause - 1
        if before >= sentence.clauses.start and not self.topics.get(before) and self.segments[before] == self.segments[mention.clause]:
            clauses.append(before)
        if not mention.heading and mention.sentence + 1 < len(reading.sentences):
            following = reading.sentences[mention.sentence + 1]
            if following.block == sentence.block and _GOES_ON.match(reading.text, following.start):
                for number in following.clauses:
                    topics = self.topics.get(number)
                    if (topics and requirement not in topics) or self.segments[number] != self.segments[following.clauses.start]:
                        break
                    clauses.append(number)
        if mention.heading and not any(s.is_heading for s in reading.sentences[mention.sentence + 1 : mention.sentence + 2]):
            for following in reading.sentences[mention.sentence + 1 : mention.sentence + 3]:
                for number in following.clauses:
                    topics = self.topics.get(number)
                    if topics and requirement not in topics:
                        return clauses
                    clauses.append(number)
        return [n for n in clauses if reading.clauses[n].time is Time.REPORTING_YEAR]

    def in_range(self, matches: Sequence[Match], start: int, end: int) -> list[Match]:
        """The matches that lie in a range."""
        return inside(matches, start, end)

    # -- evidence -------------------------------------------------------------------------------

    def evidence(self, start: int, end: int, *, term: str = "", discount: str = "") -> Evidence:
        """Evidence for the clean range, widened to its clauses (as far as a quote may be long)."""
        reading = self.reading
        first, last = reading.clause_at(start), reading.clause_at(max(end - 1, start))
        sentence = reading.sentences[reading.clauses[first].sentence]
        begin, finish = reading.clauses[first].start, reading.clauses[last].end
        if sentence.end - sentence.start <= _LONGEST_QUOTE and sentence.start <= begin and finish <= sentence.end:
            begin, finish = sentence.start, sentence.end
        if finish - begin > 2 * _LONGEST_QUOTE:
            begin, finish = max(begin, start - 40), min(finish, end + _LONGEST_QUOTE)
        return self.exact(begin, finish, at=start, term=term, discount=discount)

    def exact(self, start: int, end: int, *, at: int | None = None, term: str = "", discount: str = "") -> Evidence:
        """Evidence for exactly the clean range, outer stops and blanks left out."""
        reading = self.reading
        while end > start + 1 and reading.text[end - 1] in "，；：。！？\n":
            end -= 1
        while start < end - 1 and reading.text[start] in "，；：。！？\n":
            start += 1
        first, last = reading.source_span(start, end)
        clause = reading.clauses[reading.clause_at(start if at is None else at)] if reading.clauses else None
        block = reading.document.blocks[reading.block_at(start)]
        return Evidence(
            quote=reading.document.text[first:last],
            chapter=reading.heading_text(reading.chapter_at(start)),
            start=first,
            end=last,
            time=clause.time.value if clause else Time.NONE.value,
            cue=clause.cue.term if clause and clause.cue else "",
            term=term,
            discount=discount,
            line=block.place.line,
        )

    def chapters(self, kind: ChapterKind) -> Iterator[int]:
        """The indexes of chapters whose own heading makes them of a kind."""
        return (c.index for c in self.reading.chapters if c.kind is kind and c.own_kind)
