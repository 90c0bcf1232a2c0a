"""What a season came to, as one value: all that sheets, pages, notices and the draft circular show of it.

`Summary` is frozen, is `summary.json` word for word (`dump`, `load`), and is the same bytes for the same
reports. Only reports that count are in its rows and figures: of several files of one unit for one year the
latest (`choices` names the others). Rows hold no text of a report; the whole record of a row is line
`Row.line` (from 0) of `results.jsonl`.

Statuses are one character each, in the order of `Summary.requirements`: `p` present, `v` vague, `m` missing,
`n` not applicable, `j` not judged. An accepted exception changes no status; `w` in the same place of
`Row.waived` marks it. Shares are between 0 and 1, of the units to which the requirement applies and that
were judged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

NAME = "summary.json"
SCHEMA = "1"
PRESENT, VAGUE, MISSING, NOT_APPLICABLE, NOT_JUDGED = "pvmnj"
BINS = 20  # of the histogram: 0–5, 5–10 … 95–100 points


class SummaryError(Exception):
    """A folder without a summary that can be read. The words are Chinese and name the way out."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the results were made by: program, rulebook (id, version, hash of what it says), pipeline; the day of waivers."""

    version: str
    rulebook: str
    rulebook_version: str
    rulebook_sha256: str
    pipeline: str
    waived_on: str = ""  # ISO 8601; empty where no waiver mattered


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's report that counts. Rows stand by rank: highest score first, then by unit and source.

    `rank` is shared by equal scores (1, 2, 2, 4). `unit` is as the report names it, empty where it does
    not (`name` then gives the source); `level` is `township`, `county` or `department`; `grade` is `pass`,
    `revise` or `return`; `gate` holds the requirements that keep it from passing whatever the score.
    `findings` are pairs of code and count, by code; `publication` counts what must not leave with the file.
    `date` (ISO 8601, perhaps to the month, empty where unknown) is the report's own, else the day of `filed`,
    when the file was last changed (with time, UTC). `change` is the score minus that of
    the previous audit (None without one). `contact` is not here: who to ring is only in `Missing`.
    """

    rank: int
    unit: str
    level: str
    year: int | None
    source: str
    line: int
    title: str
    score: float
    grade: str
    gate: tuple[str, ...]
    statuses: str
    waived: str  # `w` or `.` for each requirement
    present: int
    vague: int
    missing: int
    review: int  # verdicts on a boundary, for a person to look at
    findings: tuple[tuple[str, int], ...]
    waived_findings: int
    publication: int
    date: str
    filed: str
    change: float | None = None
    on_roster: bool | None = None  # None without a roster

    @property
    def name(self) -> str:
        """The unit, or the source where the report does not say."""
        return self.unit or self.source

    @property
    def waived_count(self) -> int:
        """How many verdicts and findings accepted exceptions lift."""
        return self.waived.count("w") + self.waived_findings

    @property
    def finding_count(self) -> int:
        """How many findings in all."""
        return sum(count for _, count in self.findings)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units have which status."""

    present: int = 0
    vague: int = 0
    missing: int = 0
    not_applicable: int = 0
    not_judged: int = 0

    @property
    def judged(self) -> int:
        """Those that the requirement applies to and that were judged."""
        return self.present + self.vague + self.missing

    @property
    def share(self) -> float | None:
        """The share of them that have it; None where there are none."""
        return round(self.present / self.judged, 4) if self.judged else None


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement over all units, in the rulebook's order. `severity` is `core`, `structure` or `general`.

    `previous_share` is the share of units that had it in the previous audit, `change` the difference (both
    None without one, or where it was not asked for then).
    """

    id: str
    title: str
    severity: str
    counts: Counts
    by_level: dict[str, Counts]
    previous_share: float | None = None
    change: float | None = None


@dataclass(frozen=True, slots=True)
class LevelRow:
    """The units of one level: how many, mean and median score, and how many have which grade."""

    level: str
    units: int
    mean: float
    median: float
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One code of consistency findings: how often in all, and in which rows (positions in `Summary.rows`). Most units first."""

    code: str
    title: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit of the roster that has handed in nothing that could be checked, in the roster's order.

    `unreadable` are the sources of files that could not be read and whose name has the unit's in it.
    """

    unit: str
    level: str
    contact: str
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of several reports of one unit for one year counts (`chosen`), and which do not: pairs of source and date."""

    unit: str
    year: int | None
    chosen: str
    date: str
    passed_over: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Reports of one name and year that are counted apart, since they come from different folders and no roster says they are one."""

    unit: str
    year: int | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A file (or a file in an archive) that could not be checked: an error of the JSON contract."""

    source: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports that share much beyond the county's common wording, most first.

    `line` (from 0) is that of `copies.jsonl`, which holds the shared passages (see `checker.auditing.passages`).
    `share` is of the report with less wording of its own, between 0 and 1; `sentences` how many are shared.
    `first_row` and `second_row` are positions in `Summary.rows`; `second_row` is None where the other is a
    report of the previous audit (`of_previous`).
    """

    line: int
    share: float
    sentences: int
    first: str  # unit, else source
    first_source: str
    first_row: int
    second: str
    second_source: str
    second_row: int | None
    second_year: int | None
    of_previous: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A unit that is in both audits: scores, grades, and which requirements became `present` (closed) or ceased to be (broken)."""

    row: int  # in `Summary.rows`
    unit: str
    old_year: int | None
    old_score: float
    new_score: float
    change: float
    old_grade: str
    new_grade: str
    closed: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Previous:
    """This audit against the previous one: `changes` by unit, largest gain first; units only here (`new`) and only there (`gone`)."""

    facts: Facts
    units: int
    mean: float | None
    grades: dict[str, int]
    changes: tuple[Change, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A season. `mean` and `median` are None where no report counts; `histogram[i]` is the number of scores from 5i up to 5i + 5 (100 in the last).

    `weakest` names the requirements by the share of units that have them, lowest first, those that all units
    have left out. `expected` is the number of units on the roster (None without one); `unexpected` are units
    that handed in and are not on it. `copies` and `namesakes` are for a person to look at;
    `copies_found` is how many pairs there were where only the strongest are in `copies`.
    """

    facts: Facts
    rows: tuple[Row, ...]
    requirements: tuple[RequirementRow, ...]
    weakest: tuple[str, ...]
    mean: float | None
    median: float | None
    histogram: tuple[int, ...]
    grades: dict[str, int]
    levels: tuple[LevelRow, ...]
    findings: tuple[FindingRow, ...]
    expected: int | None = None
    not_submitted: tuple[Missing, ...] = ()
    unexpected: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    namesakes: tuple[Namesakes, ...] = ()
    errors: tuple[Problem, ...] = ()
    copies: tuple[Copy, ...] = ()
    copies_found: int = 0
    previous: Previous | None = None
    schema: str = field(default=SCHEMA)

    def requirement(self, id: str) -> RequirementRow:
        """The row of a requirement. Raises `KeyError`."""
        for row in self.requirements:
            if row.id == id:
                return row
        raise KeyError(id)


_FORM = TypeAdapter(Summary)


def dump(summary: Summary) -> bytes:
    """The summary as JSON in UTF-8. The same summary gives the same bytes.

    Names of files may hold bytes that are no text (lone surrogates), which stand as `?`.
    """
    try:
        return _FORM.dump_json(summary) + b"\n"  # the same bytes, without a copy of all in Python's objects
    except PydanticSerializationError:
        return json.dumps(_FORM.dump_python(summary, mode="json"), ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace") + b"\n"


def load(folder: Path) -> Summary:
    """The summary in a folder of results. Raises `SummaryError` where there is none, or another thing under its name."""
    path = folder / NAME
    try:
        return _FORM.validate_json(path.read_bytes())
    except OSError as error:
        raise SummaryError(f"{path}：打不开（{error.strerror}）；请给出 fazhi audit 跑完后的结果文件夹") from None
    except ValidationError:
        raise SummaryError(f"{path}：不是 fazhi audit 的汇总；请给出 fazhi audit 跑完后的结果文件夹") from None
