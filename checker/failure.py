"""The value that stands for a file that could not be checked."""

from __future__ import annotations

from dataclasses import dataclass

INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file without a checklist, and why.

    `code` is one of `checker.ingest.errors.MESSAGES`, or `internal` where the program itself
    failed; `message` is one line in the language of the run, without the file's name.
    """

    source: str
    code: str
    message: str
