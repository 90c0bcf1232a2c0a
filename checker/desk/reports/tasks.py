"""What to mend in a version, most serious first, each with the place in its page where it is told in full."""

from __future__ import annotations

from dataclasses import dataclass

from checker.judging.checklist import Checklist
from checker.output.todo import TodoItem, Urgency, todo_items


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to mend; `target` is the id of its item in the version's page."""

    number: int
    item: TodoItem
    target: str


def targets_of(checklist: Checklist) -> dict[str, str]:
    """The id of each requirement's item in the version's page."""
    return {v.requirement: f"r1-v{n}" for n, v in enumerate(checklist.verdicts, start=1)}


def tasks_of(checklist: Checklist) -> tuple[Task, ...]:
    """All that is to be mended, in the order of every to-do list (`checker.output.todo`)."""
    verdicts = targets_of(checklist)
    findings: dict[tuple[str, int | None, int | None], str] = {(f.code, f.start, f.end): f"r1-f{n}" for n, f in enumerate(checklist.findings, start=1)}

    def target(item: TodoItem) -> str:
        if item.urgency is Urgency.PUBLICATION:
            return "r1-publication"
        if item.urgency is Urgency.FINDING:
            return findings[item.code, item.spots[0].start, item.spots[0].end]
        return verdicts[item.code]

    return tuple(Task(number, item, target(item)) for number, item in enumerate(todo_items(checklist), start=1))
