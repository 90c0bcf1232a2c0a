"""The kinds of requirement: a few small functions of a requirement and a reading."""

from __future__ import annotations

from checker.judging.context import Context
from checker.judging.kinds import acts, chapter, identification, parts, specific
from checker.judging.outcome import Outcome
from checker.rulebook.schema import Acts, Chapter, Level, Parts, Requirement, Specific


def judge_requirement(requirement: Requirement, context: Context, level: Level) -> Outcome:
    """The outcome of a requirement for a reading, by its kind."""
    if isinstance(requirement, Specific):
        return specific.judge(requirement, context, level)
    if isinstance(requirement, Parts):
        return parts.judge(requirement, context)
    if isinstance(requirement, Acts):
        return acts.judge(requirement, context)
    if isinstance(requirement, Chapter):
        return chapter.judge(requirement, context)
    return identification.judge(requirement, context)
