"""What summing up needs of one report, worked out where the report is checked.

It stands in the journal beside the record, some 1.5 KB to its 40, so that the end of a run, which is the work
of one process, need not read all records and texts again.
"""

from __future__ import annotations

import sys
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from checker.auditing.copies import Sketch
from checker.auditing.journal import as_line
from checker.auditing.sketch import sketch
from checker.auditing.summary import MISSING, NOT_APPLICABLE, NOT_JUDGED, PRESENT, VAGUE, Row
from checker.rulebook.schema import Status

_SIGNS: Mapping[str, str] = {
    Status.PRESENT: PRESENT,
    Status.VAGUE: VAGUE,
    Status.MISSING: MISSING,
    Status.NOT_APPLICABLE: NOT_APPLICABLE,
    Status.NOT_JUDGED: NOT_JUDGED,
}


@dataclass(frozen=True, slots=True)
class Brief:
    """A report in brief.

    `row` has rank and line 0 and nothing of the file's date yet; `titles` are those of its findings by code, `waived_on` the day
    of its waivers (empty where it has none), `sketch` its sentences' hashes (see `checker.auditing.sketch`) as base64 of 64 bits each.
    """

    row: Row
    titles: dict[str, str]
    waived_on: str
    sketch: str


_FORM = TypeAdapter(Brief)


def brief_of(record: Mapping[str, Any], text: Mapping[str, Any]) -> Brief:
    """The brief of a report's record and stored text (see `checker.auditing.stored`)."""
    hashes = np.array(sketch(text["text"], text["unit"]), dtype="<u8")
    titles = {finding["code"]: finding["title"] for finding in record["findings"]}
    return Brief(row_of(record, 0, ""), titles, record["waived_on"] or "", b64encode(hashes.tobytes()).decode())


def sketch_of(brief: Brief) -> Sketch:
    """The sketch in a brief."""
    return np.frombuffer(b64decode(brief.sketch), dtype="<u8").astype(np.uint64, copy=False)


def to_line(brief: Brief) -> bytes:
    """A brief as a line of JSON."""
    return as_line(_FORM.dump_python(brief, mode="json"))


def from_line(line: bytes) -> Brief:
    """The brief that `to_line` wrote."""
    return _FORM.validate_json(line)


def row_of(record: Mapping[str, Any], line: int, filed: str) -> Row:
    """The row of a record (rank 0), the `line`-th of its season; `filed` says when its file was last changed (ISO 8601)."""
    verdicts = record["requirements"].values()
    statuses = "".join(_SIGNS[v["status"]] for v in verdicts)
    findings = Counter(f["code"] for f in record["findings"])
    return Row(
        rank=0,
        unit=record["unit"],
        level=sys.intern(record["level"]),
        year=record["reporting_year"],
        source=record["source"],
        line=line,
        title=record["title"],
        score=record["score"],
        grade=sys.intern(record["grade"]),
        gate=tuple(map(sys.intern, record["gate"])),
        statuses=statuses,
        waived="".join("w" if v["waiver"] else "." for v in verdicts),
        present=statuses.count(PRESENT),
        vague=statuses.count(VAGUE),
        missing=statuses.count(MISSING),
        review=sum(v["review"] for v in verdicts),
        findings=tuple((sys.intern(code), count) for code, count in sorted(findings.items())),
        waived_findings=sum(1 for f in record["findings"] if f["waiver"]),
        publication=sum(note["count"] for note in record["publication"]),
        date=record["date"] or filed[:10],
        filed=filed,
    )
