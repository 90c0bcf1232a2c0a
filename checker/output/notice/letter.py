"""What an office adds to a notice, and what stands in its place until it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

BLANK = "_" * 8  # a visible blank to fill in
_SHORT_BLANK = "_" * 4
# How an office speaks of itself, by what its name ends in.
_SELF = (("办公室", "我办"), ("办", "我办"), ("局", "我局"), ("厅", "我厅"), ("委员会", "我委"), ("领导小组", "我组"))


@dataclass(frozen=True, slots=True)
class Letter:
    """The facts of a notice that no report tells.

    `issuer` is the office that signs; `issued` the date of the notice and `deadline` the last day to
    reply; what is not given stays a blank to fill in. `template` is the office's own Word template.
    """

    issued: date
    issuer: str = ""
    deadline: date | None = None
    template: Path | None = None

    @property
    def speaks_of_itself(self) -> str:
        """我办, 我局 …, as the signing office says of itself."""
        return next((word for ending, word in _SELF if self.issuer.endswith(ending)), "我单位")


def in_arabic(day: date | None) -> str:
    """A date as 7.3.5.4 of GB/T 9704—2012 writes it: Arabic numerals, no zero before; blanks where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else f"{_SHORT_BLANK}年{_SHORT_BLANK}月{_SHORT_BLANK}日"
