"""What is wrong with a rulebook: file, line, key, what was found, what is allowed, the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Defect:
    """One defect at one place. `line` counts from 1; 0: the file as a whole."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class RulebookError(Exception):
    """A rulebook that cannot be used; `defects` are all that were found, in order of place."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.defects = tuple(sorted(set(defects)))
        super().__init__("\n".join(map(str, self.defects)))


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """A suggestion to append to a message: the nearest known name, or the whole short list."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"，是否想写“{near[0]}”？"
    return f"；可用：{'、'.join(known)}" if 0 < len(known) <= 12 else ""
