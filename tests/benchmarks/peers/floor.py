"""The least that any engine must do: one pass for the words of all terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ahocorasick


def prepare(terms: dict[str, Any]) -> tuple[Callable[[str], str], Callable[[str], int]]:
    automaton = ahocorasick.Automaton()
    for number, word in enumerate(terms["words"]):
        automaton.add_word(word, number)
    automaton.make_automaton()
    return str, lambda text: sum(1 for _ in automaton.iter(text))
