"""Stand-ins for the work on a file that fail in every way there is. Imported by the processes of a pool."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checker.auditing.brief import brief_of, to_line
from checker.auditing.journal import Entry, as_line, key_of
from checker.auditing.plan import Submission
from checker.auditing.worker import Settings


def record(source: str, unit: str = "", text: str = "", **more: Any) -> dict[str, Any]:
    """A record with nothing in it but what is given."""
    facts = {"source": source, "sha256": "", "unit": unit, "level": "township", "reporting_year": 2025, "date": None, "title": "", "score": 50.0}
    lists = {"grade": "revise", "gate": [], "waived_on": None, "requirements": {}, "findings": [], "publication": []}
    return {**facts, **lists, "text": text, **more}


def entry(settings: Settings, file: Submission, text: str) -> Entry:
    """The entry of a file with a report of its name."""
    texts = {"source": file.name, "unit": file.path.stem, "format": "txt", "text": text, "passages": [], "finding_chapters": [], "note_basis": []}
    made = record(file.name, file.path.stem, text)
    return Entry(
        key_of(file.name, file.sha256, settings.fingerprint()),
        file.name,
        records=(as_line(made),),
        texts=(as_line(texts),),
        briefs=(to_line(brief_of(made, texts)),),
    )


def faulty(settings: Settings, files: Sequence[Submission]) -> list[Entry]:
    """Does what the name of a file says: dies, hangs, raises; anything else is done well, with the file's content in its record."""
    for file in files:
        if "dies" in file.path.name:
            os.kill(os.getpid(), signal.SIGKILL)
        if "hangs" in file.path.name:
            time.sleep(600)
        if "raises" in file.path.name:
            raise MemoryError
    return [entry(settings, file, file.path.read_text("utf-8")) for file in files]


def slow(settings: Settings, files: Sequence[Submission]) -> list[Entry]:
    """As `faulty`, taking its time."""
    time.sleep(0.03 * len(files))
    return faulty(settings, files)


def dies_once(settings: Settings, files: Sequence[Submission]) -> list[Entry]:
    """Ends its process the first time that it meets each file named so, and does it well the next time."""
    for file in files:
        mark = Path(f"{file.path}.met")
        if "dies" in file.path.name and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.1)
    return [entry(settings, file, file.path.read_text("utf-8")) for file in files]


def greedy(settings: Settings, files: Sequence[Submission]) -> list[Entry]:
    """Takes all the memory it can get for files named so."""
    for file in files:
        if "greedy" in file.path.name:
            taken = [bytearray(50_000_000) for _ in range(1000)]
            del taken
    return [entry(settings, file, file.path.read_text("utf-8")) for file in files]


def never(settings: Settings, files: Sequence[Submission]) -> list[Entry]:
    """Can do nothing at all."""
    os._exit(3)
