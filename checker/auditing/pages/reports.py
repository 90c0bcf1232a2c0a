"""The reports of an audit's rows, read from the folder of results when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checker.auditing.passages import COPIES
from checker.auditing.stored import RESULTS, TEXTS, Lines, checklist_of
from checker.auditing.summary import Row, Summary
from checker.judging.checklist import Checklist
from checker.rulebook import Rulebook


class Reports:
    """The checklists (masked, sealed, with their text) of a summary's rows."""

    def __init__(self, folder: Path, summary: Summary, book: Rulebook) -> None:
        """Raises `OSError` where results are missing."""
        self._folder, self._summary, self._book = folder, summary, book
        self._records, self._texts = Lines(folder / RESULTS), Lines(folder / TEXTS)

    def __iter__(self) -> Iterator[Checklist]:
        """Those of all rows, in their order, one by one."""
        return map(self.of, self._summary.rows)

    def of(self, row: Row) -> Checklist:
        """That of one row."""
        return checklist_of(self._records[row.line], self._texts[row.line], self._book, pipeline=self._summary.facts.pipeline)

    def pairs(self) -> Iterator[Mapping[str, Any]]:
        """The lines of `copies.jsonl`, one by one; none where there is no such file."""
        path = self._folder / COPIES
        if path.exists():
            with path.open(encoding="utf-8", errors="surrogatepass") as lines:
                yield from map(json.loads, lines)

    def __enter__(self) -> Reports:
        return self

    def __exit__(self, *_: object) -> None:
        self._records.close()
        self._texts.close()
