"""What is worked out once for a rulebook, however many reports it judges."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")
Answer = TypeVar("Answer")

_MOST = 8  # rulebooks in use at once


def once(work: Callable[[Given], Answer]) -> Callable[[Given], Answer]:
    """`work`, with its answers for the last few things given kept.

    They are told apart by identity: a rulebook never changes, and to hash or compare one costs more than most answers.
    """
    kept: list[tuple[Given, Answer]] = []

    def answer(given: Given) -> Answer:
        for known, found in kept:
            if known is given:
                return found
        found = work(given)
        kept.insert(0, (given, found))
        del kept[_MOST:]
        return found

    return answer
