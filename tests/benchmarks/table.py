"""What was measured, as data, and as tables for the terminal and for Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tabulate import tabulate


@dataclass(frozen=True)
class Table:
    """A table: title, how to read it, rows (by column), what was not run and why, and what the rows are."""

    title: str
    note: str
    rows: list[dict[str, Any]]
    not_run: dict[str, str] = field(default_factory=dict)
    legend: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """For a terminal."""
        return f"{self.title}\n\n{self._grid('simple')}\n{self._beside('  ')}"

    def markdown(self) -> str:
        """For a page."""
        return f"### {self.title}\n\n{self.note}\n\n{self._grid('pipe')}\n\n{self._beside('- ')}"

    def _grid(self, form: str) -> str:
        names = list(dict.fromkeys(name for row in self.rows for name in row))
        body = [[shown(row.get(name)) for name in names] for row in self.rows]
        numbers = [all(not isinstance(row.get(name), str) for row in self.rows) for name in names]
        return (
            tabulate(body, names, tablefmt=form, disable_numparse=True, colalign=["right" if number else "left" for number in numbers]) if body else "nothing"
        )

    def _beside(self, lead: str) -> str:
        lines = [f"{lead}{name}: {what}" for name, what in self.legend.items()] + [f"{lead}not run: {name}: {reason}" for name, reason in self.not_run.items()]
        return "".join(f"{line}\n" for line in lines)


def shown(value: Any) -> str:
    """A value as people read it: three digits, thousands apart."""
    if value is None or value != value:
        return "–"
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    if abs(value) >= 100:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.3g}"
