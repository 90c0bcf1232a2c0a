"""Results as they lie in a folder of results, and back to the checklists they came from.

`results.jsonl` holds the records (the contract) and `texts.jsonl`, line for line beside it, what a record
leaves out: the (masked) text of the report and what it is made of. The texts are kept, rather than read
again, because a file may be gone or changed, may take minutes (scans), and since copies of last
year's reports are to be shown long after. Together they give back each `Checklist` whole, so that pages and notices
are drawn by the same code as for one report.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from checker.ingest import BlockKind, Place
from checker.judging.checklist import Checklist, Passage
from checker.output import from_record
from checker.rulebook import Rulebook

RESULTS, ERRORS, TEXTS = "results.jsonl", "errors.jsonl", "texts.jsonl"


def text_facts(checklist: Checklist) -> dict[str, Any]:
    """What `texts.jsonl` holds of a (masked) checklist: all that its record does not, but for what the rulebook says."""
    return {
        "source": checklist.source,
        "unit": checklist.unit,
        "format": checklist.format,
        "text": checklist.text,
        # start, end, kind, level, line, page, paragraph, cell
        "passages": [[p.start, p.end, p.kind.value, p.level, p.place.line, p.place.page, p.place.paragraph, p.place.cell] for p in checklist.passages],
        "finding_chapters": [f.chapter for f in checklist.findings],
        "note_basis": [n.basis for n in checklist.publication],
    }


def checklist_of(record: Mapping[str, Any], text: Mapping[str, Any], book: Rulebook, *, pipeline: str) -> Checklist:
    """The (masked and sealed) checklist of a record and its text, whole."""
    found = from_record.checklist_of(record, book, pipeline=pipeline)
    return replace(
        found,
        format=text["format"],
        text=text["text"],
        passages=tuple(passages(text)),
        findings=tuple(replace(f, chapter=chapter) for f, chapter in zip(found.findings, text["finding_chapters"], strict=True)),
        publication=tuple(replace(n, basis=tuple(basis)) for n, basis in zip(found.publication, text["note_basis"], strict=True)),
    )


def checklists(folder: Path, book: Rulebook, *, pipeline: str) -> Iterator[Checklist]:
    """All checklists of a finished audit, in the order of `results.jsonl` (`Row.line` counts them), one by one.

    `book` is the rulebook and `pipeline` the one of `Summary.facts`. Those that do not count are among them.
    """
    with (folder / RESULTS).open("rb") as records, (folder / TEXTS).open("rb") as texts:
        for record, text in zip(records, texts, strict=True):
            yield checklist_of(json.loads(record), json.loads(text), book, pipeline=pipeline)


def passages(text: Mapping[str, Any]) -> list[Passage]:
    """What a stored text is made of."""
    return [
        Passage(start, end, BlockKind(kind), level, Place(line, page, paragraph, tuple(cell) if cell else None))
        for start, end, kind, level, line, page, paragraph, cell in text["passages"]
    ]


class Lines:
    """The lines of a file of JSON lines, any of them at once, with eight bytes of memory for each."""

    def __init__(self, path: Path) -> None:
        """Raises `OSError` where the file cannot be read."""
        self._file: BinaryIO = path.open("rb")
        self._starts = array("Q")
        place = 0
        for line in self._file:
            self._starts.append(place)
            place += len(line)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Any:
        self._file.seek(self._starts[number])
        return json.loads(self._file.readline())

    def __iter__(self) -> Iterator[Any]:
        return (self[number] for number in range(len(self)))

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
