"""Checklists with a text, for the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from checker.ingest import document_from_text
from checker.judging.checklist import Checklist, Passage


@pytest.fixture
def having() -> Callable[[Checklist, str], Checklist]:
    """Gives a checklist as if its report had a text."""

    def give(checklist: Checklist, text: str) -> Checklist:
        blocks = document_from_text(text).blocks
        return replace(checklist, text=text, passages=tuple(Passage(*b.source_span(0, len(b.text)), b.kind, b.level, b.place) for b in blocks))

    return give
