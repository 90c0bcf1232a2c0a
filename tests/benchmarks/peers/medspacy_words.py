"""medspaCy with the terms, headings and cues that are words; those with gaps are left out, since each expression costs it a copy of the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.peers import medspacy_rules


def prepare(terms: dict[str, Any]) -> tuple[Callable[[str], str], Callable[[str], int]]:
    return medspacy_rules.prepare({**terms, **{name: [form for form in terms[name] if form["words"]] for name in ("terms", "cues")}})
