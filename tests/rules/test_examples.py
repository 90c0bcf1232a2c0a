"""The examples beside the rules are their tests: each passage must come to the verdict beside it."""

import pytest

from checker.evaluation.examples import examples_of, run_examples
from checker.rulebook import load_rulebook
from checker.rulebook.schema import Severity, Status

_BOOK = load_rulebook()


@pytest.mark.parametrize("requirement", [r.id for r in _BOOK.requirements])
def test_examples_come_to_their_verdicts(requirement, book, reader):
    wrong = [
        f"{r.expected} {r.example.reason or ''} {r.example.parts or ''} <- {r.verdict.status} {r.verdict.reason} {r.verdict.parts}: {r.example.text[:60]}"
        for r in run_examples(book, reader=reader, only=requirement)
        if not r.passed
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("requirement", _BOOK.requirements, ids=lambda r: r.id)
def test_every_rule_carries_examples_of_each_status(requirement):
    least = 3
    counts = dict.fromkeys((Status.PRESENT, Status.VAGUE, Status.MISSING), 0)
    for status, _ in examples_of(requirement):
        counts[status] += 1
    assert min(counts.values()) >= least, counts


@pytest.mark.parametrize("requirement", _BOOK.requirements, ids=lambda r: r.id)
def test_examples_are_worded_differently(requirement):
    texts = [example.text for _, example in examples_of(requirement)]
    assert len(set(texts)) == len(texts)


def test_core_rules_gate_the_grade(book):
    assert {r.severity for r in book.requirements} == set(Severity)
    assert Severity.CORE in book.scoring.gate
