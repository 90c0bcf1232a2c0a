"""The value that `judge` returns: a `Checklist` that explains itself and needs nothing but itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.ingest import NOWHERE, BlockKind, Place
from checker.rulebook.schema import Level, Reason, Severity, Status
from checker.rulebook.waivers import Waiver


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that a verdict rests on: `quote == source_text[start:end]`.

    `chapter` is the heading it stands under, `time` what its clause speaks of, `cue` the word that
    decided the time where the chapter did not, `term` the rulebook's term that fired, and
    `discount` why it does not count, where it does not.
    """

    quote: str
    chapter: str
    start: int
    end: int
    time: str
    cue: str = ""
    term: str = ""
    discount: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement judged. `near_misses` are what came nearest, where it is missing.

    `waiver` is the accepted exception that lifts it, if there is one; the verdict stays what it is.
    """

    requirement: str
    title: str
    chapter: str
    severity: Severity
    status: Status
    reason: Reason | None
    explanation: str
    parts: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    near_misses: tuple[Evidence, ...] = ()
    basis: tuple[str, ...] = ()
    remedy: str = ""
    score: float = 0.0
    weight: float = 0.0
    review: bool = False
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction or residue in the report, and how to mend it. Offsets are those of the source text."""

    code: str
    title: str
    message: str
    quote: str
    start: int
    end: int
    chapter: str = ""
    place: Place = NOWHERE
    basis: tuple[str, ...] = ()
    remedy: str = ""
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class PublicationNote:
    """Something that must not leave with the file, seen in it: never a word that a file is safe.

    `code` is one of `residual_markup`, `comments`, `hidden_text`, `metadata`, `personal_data` and
    `secrecy_mark`; `place` says where in Chinese; `excerpt` is what was seen, `count` how often.
    """

    code: str
    count: int
    place: str
    excerpt: str
    title: str = ""
    basis: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or row of the report: the half-open range of `Checklist.text` it takes."""

    start: int
    end: int
    kind: BlockKind
    level: int | None = None
    place: Place = NOWHERE


class Grade(StrEnum):
    """What to do with the report."""

    PASS = "pass"
    REVISE = "revise"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Checklist:
    """A report judged by a rulebook.

    `text` is the source text that all offsets point into, and `passages` what it is made of, so that
    a verdict can be shown in the text; `format` is that of the file. `date` (ISO 8601, to the month where no
    day is given, empty where unknown) is that of the signature, else of the page it stood on. `waived_on` is
    the day (ISO 8601) by which accepted exceptions were applied, where any mattered, and `expired` are those
    that had run out by then; `result_hash` is given to it by the outputs.
    """

    source: str
    sha256: str
    title: str
    unit: str
    level: Level
    reporting_year: int | None
    rulebook: str
    rulebook_version: str
    pipeline: str
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    score: float
    grade: Grade
    gate: tuple[str, ...] = ()  # the requirements that keep it from passing, whatever the score
    notices: tuple[str, ...] = ()
    publication: tuple[PublicationNote, ...] = ()
    date: str = ""
    format: str = "txt"
    text: str = ""
    passages: tuple[Passage, ...] = ()
    expired: tuple[Waiver, ...] = ()
    waived_on: str = ""
    result_hash: str = ""

    def verdict(self, requirement: str) -> Verdict:
        """The verdict on a requirement. Raises `KeyError` for an id that the rulebook has not."""
        for verdict in self.verdicts:
            if verdict.requirement == requirement:
                return verdict
        raise KeyError(requirement)
