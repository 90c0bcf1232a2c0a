"""The rectification list as the unit sees it: what is open, what is closed, and what the newest draft has mended already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.desk.review.keys import finding_keys, note_keys
from checker.desk.review.models import Item
from checker.judging.checklist import Checklist
from checker.output.html.view import TO_MEND


@dataclass(frozen=True, slots=True)
class Line:
    """An item; `mended` says whether a draft that was not handed in yet shows it mended, None where no check can tell."""

    item: Item
    mended: bool | None


@dataclass(frozen=True, slots=True)
class Rectification:
    """The list of a submission. Open are first what a reviewer added, which no other list has, and last what the draft has mended."""

    open: tuple[Line, ...]
    closed: tuple[Item, ...]

    @property
    def mended(self) -> int:
        """How many open items the draft has mended."""
        return sum(line.mended is True for line in self.open)

    def __len__(self) -> int:
        return len(self.open) + len(self.closed)


def rectification_of(items: Iterable[Item], draft: Checklist | None) -> Rectification:
    """The list of `items`, those open beside `draft`, the checklist of a version newer than what was handed in last."""
    every = tuple(items)
    lines = [Line(item, None if draft is None else _mended(item, draft)) for item in every if item.closed_at is None]
    return Rectification(
        tuple(sorted(lines, key=lambda line: (line.item.kind != Item.Kind.ADDED, line.mended is True))),
        tuple(item for item in every if item.closed_at is not None),
    )


def _mended(item: Item, draft: Checklist) -> bool | None:
    if item.kind == Item.Kind.ADDED:
        return None
    if item.kind == Item.Kind.FINDING:
        return item.key not in {*finding_keys(draft), *note_keys(draft)}
    status = next((v.status for v in draft.verdicts if v.requirement == item.key), None)
    return None if status is None else status not in TO_MEND
