"""This engine without its findings, to see what these cost."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks.peers import analysis
from checker.ingest import Document


def prepare(terms: dict[str, Any]) -> tuple[Callable[[str], Document], Callable[[Document], int]]:
    judging = import_module("checker.judging.judge")
    if not hasattr(judging, "find_all"):
        raise RuntimeError("checker.judging.judge has no find_all to leave out")
    judging.find_all = lambda context: ()  # type: ignore[attr-defined]
    return analysis.prepare(terms)
