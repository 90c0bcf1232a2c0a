"""Where the page and the notice of each unit are, below the folder of an audit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from checker.auditing.summary import Row
from checker.output.notice.filenames import safe_name
from checker.output.phrases import plain

_DIGITS = 3
_LINK_SIGNS = re.compile("[#%&]")  # what would mean something in a link


@dataclass(frozen=True, slots=True)
class Places:
    """The files of a row: its page, its notice (both empty where none is made), and the page's address as a link."""

    page: str
    notice: str

    @property
    def address(self) -> str:
        """The page's address relative to the folder, for a link."""
        return quote(self.page)


def places(rows: Sequence[Row], *, each_unit: bool = True) -> tuple[Places, ...]:
    """`units/007-石碾乡人民政府.html` and so on: the place in the ranking tells apart what has one name, on every system.

    Without `each_unit` nobody has a page.
    """
    if not each_unit:
        return (Places("", ""),) * len(rows)
    digits = max(_DIGITS, len(str(len(rows))))
    return tuple(_places(f"{number:0{digits}d}", row) for number, row in enumerate(rows, start=1))


def _places(number: str, row: Row) -> Places:
    name = safe_name(_LINK_SIGNS.sub("", plain(row.name).replace("\\", "/").rsplit("/", 1)[-1]))
    stem = f"{number}-{name}" if name else number
    return Places(f"units/{stem}.html", f"notices/{stem}整改反馈函.docx")
