"""Rule mutation: whatever is taken away from a rule, one of its own examples must notice.

A mutant is a requirement with one list of terms emptied, one part's words gone, one threshold or
switch turned over. The share of mutants that the examples kill is held at its bound.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from checker.evaluation.examples import ExampleResult, examples_of, report_of
from checker.ingest import document_from_text
from checker.judging.judge import judge_one
from checker.reading import Reader
from checker.rulebook import load_rulebook
from checker.rulebook.schema import Requirement, Rulebook
from checker.rulebook.terms import TERM_FIELDS

LEAST_KILLED = 0.85
_SWITCHES = ("taught_counts", "others_count", "preamble_counts", "figure", "named")
_BOOK = load_rulebook()


def mutants(requirement: Requirement) -> Iterator[tuple[str, Requirement]]:
    """Every mutant of a requirement with a name for what was taken away."""
    for field in TERM_FIELDS:
        if getattr(requirement, field, ()):
            yield field, requirement.model_copy(update={field: ()})
    for index, part in enumerate(getattr(requirement, "parts", ())):
        for field in ("terms", "not_in", "exempt"):
            if getattr(part, field):
                parts = list(requirement.parts)
                parts[index] = part.model_copy(update={field: ()})
                yield f"parts.{part.id}.{field}", requirement.model_copy(update={"parts": tuple(parts)})
    if getattr(requirement, "threshold", None) is not None:
        yield "threshold", requirement.model_copy(update={"threshold": None})
    if getattr(requirement, "figure_units", ()):
        yield "figure_units", requirement.model_copy(update={"figure_units": ()})
    for switch in _SWITCHES:
        if getattr(requirement, switch, False):
            yield switch, requirement.model_copy(update={switch: False})


def is_noticed(mutant: Requirement, book: Rulebook) -> bool:
    mutated = book.model_copy(update={"requirements": tuple(mutant if r.id == mutant.id else r for r in book.requirements)})
    reader = Reader(mutated)
    for status, example in examples_of(mutant):
        reading = reader.understand(document_from_text(report_of(example)))
        if not ExampleResult(mutant.id, status, example, judge_one(reading, mutated, mutant)).passed:
            return True
    return False


@pytest.fixture(scope="module")
def survivors() -> dict[str, Any]:
    alive: list[str] = []
    total = 0
    for requirement in _BOOK.requirements:
        for name, mutant in mutants(requirement):
            total += 1
            if not is_noticed(mutant, _BOOK):
                alive.append(f"{requirement.id}: {name}")
    return {"total": total, "alive": alive}


@pytest.mark.slow
def test_examples_kill_the_mutants(survivors):
    killed = 1 - len(survivors["alive"]) / survivors["total"]
    print(f"\n{survivors['total']} mutants, {killed:.1%} killed; alive: {survivors['alive']}")
    assert killed >= LEAST_KILLED, survivors["alive"]


@pytest.mark.slow
def test_no_rule_goes_untested(survivors):
    untested = {r.id for r in _BOOK.requirements if all(f"{r.id}: {name}" in survivors["alive"] for name, _ in mutants(r))}
    assert not untested & {r.id for r in _BOOK.requirements if list(mutants(r))}
