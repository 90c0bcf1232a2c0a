"""Which of a verdict's quotes are shown."""

from __future__ import annotations

from collections.abc import Sequence

from checker.judging.checklist import Evidence


def is_heading(evidence: Evidence) -> bool:
    """Whether the quote is the heading that it stands under."""
    return "".join(evidence.quote.split()) == "".join(evidence.chapter.split())


def best_quotes(quotes: Sequence[Evidence], most: int) -> tuple[Evidence, ...]:
    """At most so many quotes: headings only where there is no sentence, and none that lies inside another."""
    wholes = [q for q in quotes if not any(o is not q and o.start <= q.start and q.end <= o.end and o.quote != q.quote for o in quotes)]
    return tuple(([q for q in wholes if not is_heading(q)] or wholes)[:most])
