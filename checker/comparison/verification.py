"""A result confirmed, or every way in which checking again differs from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.comparison.changes import changes
from checker.comparison.records import Record, Result, RulebookFacts
from checker.output.layout import one_line
from checker.output.sealing import result_hash
from checker.output.tables import Words

# What else is compared, and the label that names it.
_COMPARED = {
    "unit": "unit_column",
    "level": "level",
    "reporting_year": "year_column",
    "title": "report_title",
    "score": "score_column",
    "gate": "gate_items",
    "notices": "notices",
    "waived_on": "waiver",
    "requirements": "requirement",
    "findings": "sheet_findings",
    "publication": "sheet_publication",
}


@dataclass(frozen=True, slots=True)
class Made:
    """By what a result was made."""

    version: str
    rulebook: RulebookFacts
    pipeline: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: the key of a label, and what is filled in."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)

    def say(self, words: Words) -> str:
        """It in the language of `words`; statuses are told as in every output."""
        return words[self.key].format(**{name: _shown(value, words) for name, value in self.values.items()})


def _shown(value: str, words: Words) -> str:
    kind, _, name = value.partition(":")
    return words.marked(name) if kind == "status" else words[name] if kind == "label" else value


def made_by(result: Result) -> Made:
    """By what a stored result was made."""
    return Made(result.version, result.rulebook, result.pipeline)


def differences(stored: Mapping[str, Any], was: Made, fresh: Mapping[str, Any], now: Made) -> tuple[Difference, ...]:
    """What differs between a stored record and a fresh one (both as in the JSON output); nothing: confirmed.

    First what may be the cause (the result was edited; another file, version, rulebook, pipeline), then the verdicts.
    """
    return tuple(_differences(stored, was, fresh, now))


def _differences(stored: Mapping[str, Any], was: Made, fresh: Mapping[str, Any], now: Made) -> Iterator[Difference]:
    if result_hash(stored, was.version, was.rulebook.model_dump(), was.pipeline) != stored.get("result_hash"):
        yield Difference("result_edited")
    if stored["sha256"] != fresh["sha256"]:
        yield Difference("file_changed", {"old": stored["sha256"], "new": fresh["sha256"]})
    if was.version != now.version:
        yield Difference("version_changed", {"old": was.version, "new": now.version})
    if was.rulebook != now.rulebook:
        yield Difference("rulebook_changed", {"old": _named(was.rulebook), "new": _named(now.rulebook)})
    if was.pipeline != now.pipeline:
        yield Difference("pipeline_changed", {"old": was.pipeline, "new": now.pipeline})
    old, new = Record.model_validate(stored), Record.model_validate(fresh)
    if old.grade != new.grade:
        yield Difference("verdict_changed", {"title": "label:grade_column", "old": f"status:{old.grade}", "new": f"status:{new.grade}"})
    if old.score != new.score:
        yield Difference("verdict_changed", {"title": "label:score_column", "old": f"{old.score:.1f}", "new": f"{new.score:.1f}"})
    verdicts = list(_verdicts(old, new))
    yield from verdicts
    told = {"score"} | ({"requirements", "findings", "gate"} if verdicts else set())
    for key, label in _COMPARED.items():
        if key not in told and stored.get(key) != fresh.get(key):
            yield Difference("value_changed", {"title": f"label:{label}"})


def _verdicts(old: Record, new: Record) -> Iterator[Difference]:
    changed = changes(old, new)
    for requirement in changed.requirements:
        before, after = requirement.old, requirement.new
        if before is None or after is None or before.status != after.status:
            sides = {"old": f"status:{before.status}" if before else "—", "new": f"status:{after.status}" if after else "—"}
            yield Difference("verdict_changed", {"title": one_line(requirement.title), **sides})
    for key, findings in (("finding_gone", changed.findings_closed), ("finding_came", changed.findings_new)):
        for finding in findings:
            yield Difference(key, {"title": one_line(finding.title or finding.code), "quote": one_line(finding.quote)[:80]})


def _named(rulebook: RulebookFacts) -> str:
    return f"{rulebook.id} {rulebook.version} sha256:{rulebook.sha256[:16]}"
