"""`parts`: named parts that must all be there, said of the thing they are parts of."""

from __future__ import annotations

from checker.judging.context import Context, Mention
from checker.judging.outcome import Outcome, missing, quotes
from checker.reading.lexicon import Match
from checker.reading.model import Time
from checker.rulebook.schema import Parts, Reason

_LOOK_BACK = 9  # sentences of one paragraph that may tell of one decision


def judge(requirement: Parts, context: Context) -> Outcome:
    """The outcome for one requirement."""
    every: list[Mention] = []
    found: dict[str, list[Mention]] = {}
    about = _About(requirement, context)
    for part in requirement.parts:
        mentions = context.mentions(requirement, "parts.terms", part.id)
        every.extend(mentions)
        said = [m for m in mentions if m.live and not m.heading and about.holds(m)]
        # 「不涉及专业性事项，专家论证不适用」 accounts for a part that the law asks for only on a condition.
        said += [m for m in context.mentions(requirement, "parts.exempt", part.id) if m.time is Time.REPORTING_YEAR and not m.preamble and not m.heading]
        if said:
            found[part.id] = said
    names = tuple(p.id for p in requirement.parts)
    lacking = tuple(name for name in names if name not in found)
    labels = context.mentions(requirement, "mention")
    collective = context.mentions(requirement, "collective")
    every.extend(labels)
    every.extend(collective)
    evidence = quotes(context, (m for said in found.values() for m in said[:1]))
    if not lacking:
        return Outcome(Reason.FULL, evidence, parts=names)
    named = [m for m in collective if m.live]
    specifics = [m for m in context.mentions(requirement, "collective_specific") if m.live and any(_near(m, c, context) for c in named)]
    if named and specifics:
        return Outcome(Reason.FULL, quotes(context, [*named, *specifics]), parts=names, because="collective")
    said = context.mentions(requirement, "nil_return")
    nil = [m for m in said if m.time is Time.REPORTING_YEAR and not m.preamble and not m.heading and m.discount != "title"]
    if nil:
        return Outcome(Reason.NIL_RETURN, quotes(context, nil))
    if found:
        return Outcome(Reason.INCOMPLETE, evidence, parts=tuple(n for n in names if n in found), lacking=lacking)
    vague = [m for m in (*collective, *labels) if m.live]
    if vague:
        return Outcome(Reason.GENERIC, quotes(context, vague), lacking=names)
    return missing(context, sorted(every, key=lambda m: m.match.start), names)


def _near(specific: Mention, collective: Mention, context: Context) -> bool:
    """Whether a specific belongs to a collective name: in its sentence, or in the paragraph it heads."""
    reading = context.reading
    if specific.sentence == collective.sentence:
        return True
    return reading.sentences[specific.sentence].block == reading.sentences[collective.sentence].block and 0 < specific.sentence - collective.sentence <= 2


class _About:
    """Whether parts are said of the thing they are parts of. Several stand in one sentence, so each sentence is looked at once."""

    def __init__(self, requirement: Parts, context: Context) -> None:
        self._free = not requirement.about and not requirement.not_about
        self._anything = not requirement.about
        self._context = context
        self._about = context.reading.find(requirement.id, "about")
        self._others = context.reading.find(requirement.id, "not_about")
        self._led: dict[int, bool] = {}

    def holds(self, mention: Mention) -> bool:
        """Whether it is in the mention's sentence, in those before it in the paragraph, or in the heading."""
        if self._free:
            return True
        context = self._context
        sentence = context.reading.sentences[mention.sentence]
        foreign = context.in_range(self._others, sentence.start, sentence.end)
        if foreign:
            return _nearer(context.in_range(self._about, sentence.start, sentence.end), foreign, mention, context.reading.text)
        led = self._led.get(mention.sentence)
        if led is None:
            led = self._led[mention.sentence] = self._names(sentence.start, sentence.end) or self._anything or self._is_led(mention.sentence)
        return led

    def _is_led(self, number: int) -> bool:
        """Whether the sentences before one in its paragraph, or its heading, name the thing."""
        reading = self._context.reading
        sentence = reading.sentences[number]
        for previous in range(number - 1, max(number - _LOOK_BACK, -1), -1):
            earlier = reading.sentences[previous]
            if earlier.block != sentence.block or self._names_others(earlier.start, earlier.end):
                break
            if self._names(earlier.start, earlier.end):
                return True
        chapter = reading.chapters[sentence.chapter] if sentence.chapter is not None else None
        if chapter is not None and chapter.heading is not None:
            heading = chapter.heading
            return self._names(heading.start, heading.end) and not self._names_others(heading.start, heading.end)
        return False

    def _names(self, start: int, end: int) -> bool:
        return bool(self._context.in_range(self._about, start, end))

    def _names_others(self, start: int, end: int) -> bool:
        return bool(self._context.in_range(self._others, start, end))


def _nearer(here: list[Match], foreign: list[Match], mention: Mention, text: str) -> bool:
    """Where both things are named in the sentence: whether the right one is the nearer before the part, or in one list with it."""
    before = [m for m in here if m.start <= mention.match.start]
    if not before:
        return bool(here) and not any(m.start < mention.match.end for m in foreign)
    nearest = max(m.start for m in before)
    between = [m for m in foreign if nearest < m.start < mention.match.end]
    if not between:
        return True
    # 重大决策、规范性文件、合同一律先经……: one list, so what is said is said of each.
    return not any(mark in text[nearest : max(m.start for m in between)] for mark in "，：；")
