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
    for part in requirement.parts:
        mentions = context.mentions(requirement, "parts.terms", part.id)
        every.extend(mentions)
        said = [m for m in mentions if m.live and not m.heading and _is_about(m, requirement, context)]
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


def _is_about(mention: Mention, requirement: Parts, context: Context) -> bool:
    """Whether a part is said of the thing it is a part of: in its sentence, in those before it in the paragraph, or by the heading."""
    if not requirement.about and not requirement.not_about:
        return True
    reading = context.reading
    sentence = reading.sentences[mention.sentence]
    about = reading.find(requirement.id, "about")
    others = reading.find(requirement.id, "not_about")
    here = context.in_range(about, sentence.start, sentence.end)
    foreign = context.in_range(others, sentence.start, sentence.end)
    if foreign:
        return _nearer(here, foreign, mention, reading.text)
    if here or not requirement.about:
        return True
    for previous in range(mention.sentence - 1, max(mention.sentence - _LOOK_BACK, -1), -1):
        earlier = reading.sentences[previous]
        if earlier.block != sentence.block or context.in_range(others, earlier.start, earlier.end):
            break
        if context.in_range(about, earlier.start, earlier.end):
            return True
    chapter = reading.chapters[sentence.chapter] if sentence.chapter is not None else None
    if chapter is not None and chapter.heading is not None:
        heading = chapter.heading
        return bool(context.in_range(about, heading.start, heading.end)) and not context.in_range(others, heading.start, heading.end)
    return False


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
