"""The kinds of requirement: a few small functions of a requirement and a reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.judging.context import Context
from checker.judging.kinds import acts, chapter, identification, parts, specific
from checker.judging.outcome import Outcome
from checker.rulebook.schema import Acts, Chapter, Identification, Level, Parts, Requirement, RequirementBase, Specific

# By the class itself, since `isinstance` asks pydantic, which takes longer than some of the kinds.
_BY_KIND: dict[type[RequirementBase], Callable[[Any, Context, Level], Outcome]] = {
    Specific: specific.judge,
    Parts: lambda requirement, context, _: parts.judge(requirement, context),
    Acts: lambda requirement, context, _: acts.judge(requirement, context),
    Chapter: lambda requirement, context, _: chapter.judge(requirement, context),
    Identification: lambda requirement, context, _: identification.judge(requirement, context),
}


def judge_requirement(requirement: Requirement, context: Context, level: Level) -> Outcome:
    """The outcome of a requirement for a reading, by its kind."""
    return _BY_KIND[type(requirement)](requirement, context, level)
