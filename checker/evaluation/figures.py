"""Accuracy on labelled reports: the figures by which two sets of verdicts are compared.

Cohen's kappa after Cohen (1960), "A coefficient of agreement for nominal scales"; precision, recall
and F1 as usual. A *defect* is a verdict that is not `present`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.evaluation.gold import GoldReport
from checker.judging.checklist import Checklist
from checker.rulebook.schema import Severity, Status

_STATUSES = (Status.PRESENT, Status.VAGUE, Status.MISSING)
_SHARED = 8  # characters in a row that two quotes of the same words have in common


@dataclass(frozen=True, slots=True)
class Miss:
    """A verdict that differs from its label."""

    source: str
    requirement: str
    expected: str
    got: str
    quote: str
    review: bool


@dataclass(frozen=True)
class Figures:
    """The result of a comparison. Shares are between 0 and 1; `per_requirement` is (right, judged, labelled positives)."""

    documents: int
    verdicts: int
    values: dict[str, float]
    per_requirement: dict[str, tuple[int, int, int]]
    misses: tuple[Miss, ...] = field(default=())


def squash(text: str) -> str:
    """`text` without white space, so that line wraps do not matter when quotes are compared."""
    return re.sub(r"\s+", "", text)


def overlap(first: str, second: str) -> bool:
    """Whether two quotes share a run of characters, or one holds the other."""
    first, second = squash(first), squash(second)
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    run = min(_SHARED, len(short))
    return any(short[i : i + run] in long for i in range(len(short) - run + 1))


def compare(gold: Sequence[GoldReport], checklists: Sequence[Checklist]) -> Figures:
    """The figures of `checklists` against `gold`, one for one and in the same order."""
    pairs: list[tuple[Status, Status]] = []
    core: list[bool] = []
    per: dict[str, list[tuple[Status, Status]]] = {}
    reasons: list[bool] = []
    evidence: list[bool] = []
    flagged: list[tuple[bool, bool]] = []  # (asked for review, wrong)
    misses: list[Miss] = []
    parts: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for report, checklist in zip(gold, checklists, strict=True):
        for verdict in checklist.verdicts:
            label = report.labels.get(verdict.requirement)
            if label is None:
                continue
            right = label.status is verdict.status
            pairs.append((label.status, verdict.status))
            per.setdefault(verdict.requirement, []).append((label.status, verdict.status))
            flagged.append((verdict.review, not right))
            if verdict.severity is Severity.CORE:
                core.append(right)
            if right:
                reasons.append(label.reason is verdict.reason)
            else:
                got = f"{verdict.status}/{verdict.reason}"
                misses.append(Miss(checklist.source, verdict.requirement, f"{label.status}/{label.reason}", got, "".join(label.evidence[:1]), verdict.review))
            if label.parts is not None and label.status is not Status.MISSING:
                found = set(verdict.parts)
                parts.update(tp=len(label.parts & found), fp=len(found - label.parts), fn=len(label.parts - found))
            if right and label.evidence and label.status is not Status.MISSING:
                evidence.append(any(overlap(a, b.quote) for a in label.evidence for b in verdict.evidence))
        _count_findings(report, checklist, findings)
    return Figures(
        documents=len(gold),
        verdicts=len(pairs),
        values=_values(pairs, core, reasons, evidence, flagged, parts, findings),
        per_requirement={key: (sum(a is b for a, b in found), len(found), sum(a is not Status.MISSING for a, _ in found)) for key, found in per.items()},
        misses=tuple(misses),
    )


def _count_findings(report: GoldReport, checklist: Checklist, findings: Counter[str]) -> None:
    left = list(checklist.findings)
    for code, quote in report.findings:
        hit = next((f for f in left if f.code == code and overlap(f.quote, quote)), None)
        findings["tp" if hit else "fn"] += 1
        if hit:
            left.remove(hit)
    findings["fp"] += len(left)


def _values(
    pairs: Sequence[tuple[Status, Status]],
    core: Sequence[bool],
    reasons: Sequence[bool],
    evidence: Sequence[bool],
    flagged: Sequence[tuple[bool, bool]],
    parts: Counter[str],
    findings: Counter[str],
) -> dict[str, float]:
    values = {"status_accuracy": _share([a is b for a, b in pairs])}
    scores = []
    for status in _STATUSES:
        hits = [(a is status, b is status) for a, b in pairs]
        values[f"{status}_p"], values[f"{status}_r"], f1 = _precision_recall(hits)
        scores.append(f1)
    values["macro_f1"] = sum(scores) / len(scores)
    values["kappa"] = _kappa(pairs)
    defects = [(a is not Status.PRESENT, b is not Status.PRESENT) for a, b in pairs]
    values["defect_p"], values["defect_r"], values["defect_f1"] = _precision_recall(defects)
    values["core_accuracy"] = _share(core)
    values["worst_flip"] = _share([{a, b} == {Status.PRESENT, Status.MISSING} for a, b in pairs], empty=0.0)
    values["reason_accuracy"] = _share(reasons)
    values["parts_f1"] = _f1(parts)[2]
    values["evidence_hit"] = _share(evidence)
    values["finding_p"], values["finding_r"], values["finding_f1"] = _f1(findings)
    values["review_share"] = _share([asked for asked, _ in flagged], empty=0.0)
    values["review_holds"] = _share([asked for asked, wrong in flagged if wrong])
    return values


def _share(hits: Sequence[bool], empty: float = 1.0) -> float:
    return sum(hits) / len(hits) if hits else empty


def _precision_recall(hits: Sequence[tuple[bool, bool]]) -> tuple[float, float, float]:
    return _f1(Counter(tp=sum(a and b for a, b in hits), fp=sum(b and not a for a, b in hits), fn=sum(a and not b for a, b in hits)))


def _f1(counts: Counter[str]) -> tuple[float, float, float]:
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _kappa(pairs: Sequence[tuple[Status, Status]]) -> float:
    if not pairs:
        return 1.0
    agree = _share([a is b for a, b in pairs])
    labelled, judged = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(labelled[s] * judged[s] for s in labelled.keys() | judged.keys()) / len(pairs) ** 2
    return 1.0 if chance == 1 else (agree - chance) / (1 - chance)
