"""What somebody writes first: a regular expression for each term."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any


def prepare(terms: dict[str, Any]) -> tuple[Callable[[str], str], Callable[[str], int]]:
    finders = [re.compile(term["regex"]).finditer for term in terms["terms"]]
    return str, lambda text: sum(1 for find in finders for _ in find(text))
