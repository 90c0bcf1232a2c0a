"""The whole of an audit: what is not done yet is done, and what came of everything is written in order.

The folder of results holds `journal.jsonl`, to go on from, and in the end `results.jsonl` (one report a
line, the contract), `errors.jsonl`, `texts.jsonl` (see `stored`), `copies.jsonl` (see `passages`) and `summary.json`
(see `summary`), all in the order of the files' names: a run that was cut off and taken up gives the same
bytes as one that was not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from checker.auditing.brief import Brief, brief_of, from_line
from checker.auditing.changes import matched
from checker.auditing.copies import Sketch, find_copies, resemble
from checker.auditing.journal import NAME as JOURNAL
from checker.auditing.journal import Entry, Journal, as_line, key_of, write_lines, writing
from checker.auditing.passages import COPIES, MOST, shared_passages
from checker.auditing.plan import Submission
from checker.auditing.pools import Pool
from checker.auditing.roster import Unit
from checker.auditing.runner import run
from checker.auditing.sketch import sketch
from checker.auditing.stored import ERRORS, RESULTS, TEXTS, Lines
from checker.auditing.summary import NAME, Copy, Facts, Row, Summary, dump
from checker.auditing.summing import Asked, asked_of, gather, summed
from checker.auditing.worker import Settings

# All that a run writes into its folder.
FILES = (JOURNAL, RESULTS, ERRORS, TEXTS, COPIES, NAME)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier audit to compare with: its folder and what it came to."""

    folder: Path
    summary: Summary


def audit(
    files: Sequence[Submission],
    settings: Settings,
    facts: Facts,
    folder: Path,
    pool: Pool,
    *,
    roster: Sequence[Unit] | None = None,
    earlier: Earlier | None = None,
    started: Callable[[int, int], None] = lambda total, kept: None,
    done: Callable[[Entry], None] = lambda entry: None,
) -> Summary:
    """Checks the files that the journal in `folder` has not, and writes what came of all.

    `started` is told how many files there are and how many of them are done; `done` of each entry as
    it comes. Raises `OSError` where the folder cannot be written (what is in the journal stays), `BlockingIOError`
    where another run is at it, and `PoolError` where there is nobody to do the work.
    """
    fingerprint = settings.fingerprint()
    keys = {key_of(file.name, file.sha256, fingerprint): file for file in files}
    with Journal(folder) as journal:
        left = [file for key, file in keys.items() if key not in journal or not file.sha256]  # what could not be read may be readable now
        started(len(keys), len(keys) - len(left))
        run(left, settings, journal, pool, done=done)
        summary = summarise(folder, _written(journal, keys, folder), facts, roster, earlier, settings.lang)
    (folder / NAME).write_bytes(dump(summary))
    return summary


def _written(journal: Journal, keys: dict[str, Submission], folder: Path) -> Iterator[tuple[Brief, str]]:
    """Writes the results of the files in the order of their names; meanwhile gives of each report its brief and when its file was changed."""
    with writing(folder / RESULTS) as results, writing(folder / ERRORS) as errors, writing(folder / TEXTS) as texts:
        for entry in journal.entries(sorted(keys, key=lambda key: keys[key])):
            for file, lines in ((results, entry.records), (errors, entry.errors), (texts, entry.texts)):
                file.writelines(line + b"\n" for line in lines)
            filed = keys[entry.key].date
            yield from ((from_line(brief), filed) for brief in entry.briefs)


def briefs(folder: Path, filed: Sequence[str]) -> Iterator[tuple[Brief, str]]:
    """What `summarise` takes, of records and texts in a folder; `filed` says for each when its file was changed."""
    with (folder / RESULTS).open("rb") as records, (folder / TEXTS).open("rb") as texts:
        for record, text, changed in zip(records, texts, filed, strict=True):
            yield brief_of(json.loads(record), json.loads(text)), changed


def summarise(folder: Path, reports: Iterable[tuple[Brief, str]], facts: Facts, roster: Sequence[Unit] | None, earlier: Earlier | None, lang: str) -> Summary:
    """What the results in `folder` came to; writes the copies that it finds beside them.

    `reports` are those of the results in their order, each in brief and with when its file was changed.
    """
    previous = earlier.summary if earlier else None
    gathered = gather(reports)
    with ExitStack() as files:

        def lines(path: Path) -> Lines:
            return files.enter_context(closing(Lines(path)))

        texts = _Texts(gathered.sketches, lines(folder / TEXTS), lines(earlier.folder / TEXTS) if earlier else None)

        def copies(rows: Sequence[Row]) -> tuple[tuple[Copy, ...], int]:
            return _copies(folder, rows, texts, previous.rows if previous else (), lang)

        return summed(gathered, _asked(folder), lines(folder / ERRORS), facts, alike=texts.alike, copies=copies, roster=roster, previous=previous)


def _asked(folder: Path) -> tuple[Asked, ...]:
    with (folder / RESULTS).open("rb") as records:
        first = records.readline()
    return asked_of(json.loads(first)) if first else ()


@dataclass(frozen=True, slots=True)
class _Texts:
    """The sketches of this season, and the texts of it and of the one before, all by line."""

    known: Sequence[Sketch]
    now: Lines
    before: Lines | None

    def alike(self, first: Row, second: Row) -> bool:
        """Whether two reports of this season are two drafts of one."""
        return resemble(self.known[first.line].tolist(), self.known[second.line].tolist())

    def sketches(self, rows: Sequence[Row], old: Sequence[Row]) -> list[Sketch]:
        """The sketches of reports of this season, then of the one before."""
        before = (self.before[row.line] for row in old) if self.before is not None else ()
        return [self.known[row.line] for row in rows] + [np.array(sketch(text["text"], text["unit"]), dtype=np.uint64) for text in before]


def _copies(folder: Path, rows: Sequence[Row], texts: _Texts, old: Sequence[Row], lang: str) -> tuple[tuple[Copy, ...], int]:
    """Writes `copies.jsonl`; returns the pairs that it has, and how many there are. `old` are the rows of the audit before."""
    season = len(rows)
    there = {row.line: place for place, row in enumerate(old)}
    known = [(place, season + there[row.line]) for place, row in matched(old, rows)]
    found = find_copies(texts.sketches(rows, old), earlier=len(old), known=known)
    common = frozenset(found.common.tolist())
    copies: list[Copy] = []

    def lines() -> Iterator[bytes]:
        for line, pair in enumerate(found.pairs[:MOST]):
            of_previous = pair.second >= season
            first, second = rows[pair.first], old[pair.second - season] if of_previous else rows[pair.second]
            lines_there = texts.before if of_previous and texts.before is not None else texts.now
            shared = shared_passages(texts.now[first.line], lines_there[second.line], common, lang=lang)
            copies.append(
                Copy(
                    line=line,
                    share=pair.share,
                    sentences=pair.sentences,
                    first=first.name,
                    first_source=first.source,
                    first_row=pair.first,
                    second=second.name,
                    second_source=second.source,
                    second_row=None if of_previous else pair.second,
                    second_year=second.year,
                    of_previous=of_previous,
                )
            )
            sides = {"first": _side(first, False), "second": _side(second, of_previous)}
            yield as_line({"share": pair.share, "sentences": pair.sentences, **sides, "passages": shared})

    write_lines(folder / COPIES, lines())
    return tuple(copies), len(found.pairs)


def _side(row: Row, of_previous: bool) -> dict[str, object]:
    return {"unit": row.unit, "source": row.source, "year": row.year, "line": row.line, "of_previous": of_previous}
