"""Overrides as labels: cases on which `fazhi eval` measures, and examples for those who write rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from checker.desk.reports.models import Version
from checker.desk.reports.results import checklist_of
from checker.desk.review.effective import standing
from checker.desk.review.keys import is_requirement
from checker.desk.review.models import Override
from checker.desk.review.seen import effective_of
from checker.judging.checklist import Checklist
from checker.output.layout import one_line
from checker.privacy import mask
from checker.rulebook.schema import Status

_LABELLED = (Status.PRESENT, Status.VAGUE, Status.MISSING)
_HEAD = ("# 审核人改判的事项，按要求编号归并，可以并入规则库作例句。", "# 例句是改判所依据的原文（个人信息已遮盖）；并入前请通读，只留一段话能单独说明问题的。")
_WIDTH = 160  # characters of a line


@dataclass(frozen=True, slots=True)
class Case:
    """An override that says what a passage comes to: `text` is the passage, empty where the reviewer rested on none."""

    requirement: str
    title: str
    status: str
    reason: str
    text: str
    why: str
    machine: str
    source: str


def label_file(version: Version, document: str) -> str:
    """The labels of a version as YAML, as `checker.evaluation.gold` reads it: of the requirements that were overridden, and of all findings.

    `document` is the name of the file beside it. Verdicts of `not_applicable` are no labels.
    """
    counts, said = effective_of(version), standing(version.overrides.all())
    facts: dict[str, Any] = {
        "document": document,
        "unit": counts.unit,
        "level": counts.level.value,
        "reporting_year": counts.reporting_year,
        "requirements": {v.requirement: _label(said[v.requirement], counts) for v in counts.verdicts if v.requirement in said and v.status in _LABELLED},
        "findings": [{"code": f.code, "quote": one_line(f.quote)} for f in counts.findings],
    }
    return yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=_WIDTH)


def has_labels(version: Version) -> bool:
    """Whether anything was said of the version that is a label or takes a finding away."""
    return any(not is_requirement(key) or o.status in {s.value for s in _LABELLED} for key, o in standing(version.overrides.all()).items())


def cases_of(version: Version) -> Iterator[Case]:
    """The overrides of requirements that stand on a version, each with the passage it is about."""
    counts, machine = effective_of(version), checklist_of(version)
    for key, override in standing(version.overrides.all()).items():
        if is_requirement(key) and override.status in {s.value for s in _LABELLED} and any(v.requirement == key for v in counts.verdicts):
            verdict = counts.verdict(key)
            reason = verdict.reason.value if verdict.reason else ""
            text = _passage(override, machine)
            source = f"{version.submission.unit.name} {version.submission.season.year} 年度 第 {version.number} 稿"
            yield Case(key, verdict.title, override.status, reason, mask(text), mask(one_line(override.reason)), machine.verdict(key).status.value, source)


def example_file(cases: Iterable[Case]) -> str:
    """The cases as YAML in the form of a rulebook's files, by requirement and status, each with why it is one.

    Those that rest on no passage stand in comments alone.
    """
    by_requirement: dict[str, list[Case]] = {}
    for case in cases:
        by_requirement.setdefault(case.requirement, []).append(case)
    lines = list(_HEAD)
    for requirement, some in by_requirement.items():
        lines += ["", f"# {some[0].title}", f"- id: {requirement}"]
        lines += [f"  # 未引原文：{c.source}，机器 {c.machine}，改判 {c.status}：{c.why}" for c in some if not c.text]
        shown = {status.value: [c for c in some if c.status == status.value and c.text] for status in _LABELLED}
        if any(shown.values()):
            lines.append("  examples:")
        for status, examples in shown.items():
            if examples:
                lines.append(f"    {status}:")
            for c in examples:
                lines.append(f"      # {c.source}，机器 {c.machine}，改判 {c.status}：{c.why}")
                lines.append(f"      - {_flow({'text': c.text, **({'reason': c.reason} if c.reason else {})})}")
    return "\n".join(lines) + "\n"


def _label(override: Override, counts: Checklist) -> Mapping[str, Any]:
    verdict = counts.verdict(override.requirement)
    label: dict[str, Any] = {"status": override.status, "reason": verdict.reason.value if verdict.reason else None}
    if override.parts is not None:
        label["parts"] = list(override.parts)
    words = [override.quote] if override.quote else [e.quote for e in verdict.evidence]
    if words and override.status != Status.MISSING.value:
        label["evidence"] = [one_line(w) for w in words]
    return {**label, "note": one_line(override.reason)}


def _passage(override: Override, machine: Checklist) -> str:
    """What a case is about: the reviewer's quote, else what the program quoted."""
    if override.quote:
        return one_line(override.quote)
    verdict = machine.verdict(override.requirement)
    return one_line("".join(e.quote for e in verdict.evidence or verdict.near_misses[:1]))


def _flow(value: Mapping[str, str]) -> str:
    """A mapping on one line of YAML."""
    return yaml.safe_dump(dict(value), allow_unicode=True, sort_keys=False, default_flow_style=True, width=10**9).strip()
