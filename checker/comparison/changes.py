"""What changed between two results: requirements, findings, score."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from checker.comparison.records import FindingRecord, Record, VerdictRecord
from checker.rulebook.schema import Severity, Status

_RANK = {Status.MISSING: 0, Status.VAGUE: 1, Status.PRESENT: 2}


class Change(StrEnum):
    """What became of a requirement."""

    CLOSED = "closed"  # was open, is in place
    OPEN = "open"  # was open and is
    BROKEN = "broken"  # is worse than it was
    KEPT = "kept"  # was in place and is
    NOT_COMPARED = "not_compared"  # not judged on one side, or unknown to its rulebook


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement on both sides; None where a side does not know it."""

    id: str
    change: Change
    old: VerdictRecord | None
    new: VerdictRecord | None

    @property
    def title(self) -> str:
        """The title, of the newer side where there is one."""
        side = self.new or self.old
        return side.title if side else self.id

    @property
    def gained(self) -> float:
        """The points that came (or, below 0, went)."""
        return round((self.new.score if self.new else 0) - (self.old.score if self.old else 0), 2)


@dataclass(frozen=True, slots=True)
class Changes:
    """Two results compared. Requirements are in the order of the list of what to mend, findings by place."""

    old: Record
    new: Record
    requirements: tuple[Requirement, ...]
    findings_closed: tuple[FindingRecord, ...]
    findings_open: tuple[FindingRecord, ...]
    findings_new: tuple[FindingRecord, ...]

    def of(self, change: Change) -> tuple[Requirement, ...]:
        """The requirements of which this became."""
        return tuple(r for r in self.requirements if r.change is change)

    @property
    def gained(self) -> float:
        """The change of the score, in points out of 100."""
        return round(self.new.score - self.old.score, 1)

    @property
    def worse(self) -> bool:
        """Whether anything is newly broken, or there is a new finding."""
        return bool(self.of(Change.BROKEN) or self.findings_new)


def changes(old: Record, new: Record) -> Changes:
    """What changed from one result to the other."""
    ids = dict.fromkeys((*new.requirements, *old.requirements))
    requirements = [_requirement(id, old.requirements.get(id), new.requirements.get(id)) for id in ids]
    gate, rank = set(new.gate), list(Severity)
    requirements.sort(key=lambda r: (r.id not in gate, rank.index(r.new.severity if r.new else Severity.GENERAL), (r.new.score - r.new.weight) if r.new else 0))
    before, after = Counter(map(_key, old.findings)), Counter(map(_key, new.findings))
    return Changes(
        old,
        new,
        tuple(requirements),
        _but(old.findings, after),
        _both(new.findings, before),
        _but(new.findings, before),
    )


def _requirement(id: str, old: VerdictRecord | None, new: VerdictRecord | None) -> Requirement:
    return Requirement(id, _change(old, new), old, new)


def _change(old: VerdictRecord | None, new: VerdictRecord | None) -> Change:
    if old is None or new is None or old.status not in _RANK or new.status not in _RANK:
        return Change.NOT_COMPARED
    if _RANK[new.status] < _RANK[old.status]:
        return Change.BROKEN
    if new.status is Status.PRESENT:
        return Change.KEPT if old.status is Status.PRESENT else Change.CLOSED
    return Change.OPEN


def _key(finding: FindingRecord) -> tuple[str, str]:
    return finding.code, "".join(finding.quote.split())


def _but(findings: tuple[FindingRecord, ...], others: Counter[tuple[str, str]]) -> tuple[FindingRecord, ...]:
    """The findings that are not among the others, however often each stands there."""
    left, kept = Counter(others), []
    for finding in findings:
        key = _key(finding)
        if left[key]:
            left[key] -= 1
        else:
            kept.append(finding)
    return tuple(kept)


def _both(findings: tuple[FindingRecord, ...], others: Counter[tuple[str, str]]) -> tuple[FindingRecord, ...]:
    only = Counter(map(_key, _but(findings, others)))
    return _but(findings, only)
