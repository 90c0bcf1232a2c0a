"""The examples of a rulebook, run: each passage must come to the verdict that stands beside it.

A passage is put into the achievements of a small report; one with `whole: true` is a report itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.ingest import document_from_text
from checker.judging.checklist import Verdict
from checker.judging.judge import judge_one
from checker.reading import Reader
from checker.rulebook.schema import Example, Level, Requirement, Rulebook, Status

_UNITS = {Level.TOWNSHIP: "示例镇人民政府", Level.COUNTY: "示例县人民政府", Level.DEPARTMENT: "示例县农业农村局"}
_FRAME = "{unit}2025年度法治政府建设工作报告\n\n现将有关情况报告如下。\n\n一、2025年法治政府建设主要举措和成效\n\n{text}\n"


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """An example and the verdict it came to. `passed`: as its author said."""

    requirement: str
    expected: Status
    example: Example
    verdict: Verdict

    @property
    def passed(self) -> bool:
        """Whether status, and reason and parts where the example gives them, are as expected."""
        example, verdict = self.example, self.verdict
        return (
            verdict.status is self.expected
            and (example.reason is None or verdict.reason is example.reason)
            and (example.parts is None or set(example.parts) == set(verdict.parts))
        )


def examples_of(requirement: Requirement) -> Iterator[tuple[Status, Example]]:
    """Every example of a requirement with the status it must come to."""
    for status in (Status.PRESENT, Status.VAGUE, Status.MISSING):
        for example in getattr(requirement.examples, status.value):
            yield status, example if isinstance(example, Example) else Example(text=example)


def report_of(example: Example) -> str:
    """The text of the small report that an example is judged in."""
    return example.text if example.whole else _FRAME.format(unit=_UNITS[example.level], text=example.text)


def run_examples(book: Rulebook, *, reader: Reader | None = None, only: str = "") -> Iterator[ExampleResult]:
    """The results of a rulebook's examples, of one requirement only where `only` names it."""
    reader = reader or Reader(book)
    for requirement in book.requirements:
        if only and requirement.id != only:
            continue
        for status, example in examples_of(requirement):
            reading = reader.understand(document_from_text(report_of(example)))
            yield ExampleResult(requirement.id, status, example, judge_one(reading, book, requirement))
