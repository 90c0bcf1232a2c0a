"""What was measured: seconds by kind of page, and what went wrong."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SELF_CHECK = "self-check"  # from sending the file until the checklist is there
_SLOWEST = 10
NOT_PAGES = (SELF_CHECK, "static")


@dataclass
class Figures:
    """Seconds that each answer took, by the kind of what was asked for; and what was not as it should be."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str, float]] = field(default_factory=list)  # seconds, kind, seconds after the beginning
    _began: float = field(default_factory=time.perf_counter)

    def took(self, kind: str, began: float) -> None:
        """Notes that something that began then (`time.perf_counter`) is over."""
        now = time.perf_counter()
        self.seconds[kind].append(now - began)
        self.slowest = sorted([*self.slowest, (now - began, kind, began - self._began)], reverse=True)[:_SLOWEST]

    def table(self) -> str:
        """Each kind in a line, all pages together, and the self-checks."""
        lines = [f"{'':26}{'count':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}  ms"]
        lines += [_line(kind, taken) for kind, taken in sorted(self.seconds.items()) if kind not in NOT_PAGES]
        lines += [_line("all pages", self.of_pages()), *(_line(kind, self.seconds[kind]) for kind in NOT_PAGES)]
        lines += [f"slow: {kind} {1000 * seconds:.0f} ms, {when:.0f} s after the beginning" for seconds, kind, when in self.slowest]
        return "\n".join([*lines, f"errors: {len(self.errors)}", *self.errors[:20]])

    def of_pages(self) -> list[float]:
        """The seconds of all pages and actions."""
        return [second for kind, taken in self.seconds.items() if kind not in NOT_PAGES for second in taken]

    def facts(self) -> dict[str, Any]:
        """For programs: the quantiles in seconds."""
        kinds = {**self.seconds, "pages": self.of_pages()}
        return {"errors": self.errors, **{kind: {"count": len(taken), **_quantiles(taken)} for kind, taken in kinds.items()}}


def quantile(values: Iterable[float], share: float) -> float:
    """The least value that `share` of them do not exceed; NaN where there is none."""
    ordered = sorted(values)
    return ordered[math.ceil(share * len(ordered)) - 1] if ordered else math.nan


def _quantiles(taken: list[float]) -> dict[str, float]:
    return {"p50": quantile(taken, 0.5), "p95": quantile(taken, 0.95), "p99": quantile(taken, 0.99), "max": quantile(taken, 1)}


def _line(kind: str, taken: list[float]) -> str:
    return f"{kind:26}{len(taken):7}" + "".join(f"{1000 * value:8.0f}" for value in _quantiles(taken).values())
