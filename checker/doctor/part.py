"""The value that says how it is with one part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Text(NamedTuple):
    """A sentence in Chinese and in English."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """The wording in a language (`zh`, `en`)."""
        return self.en if lang == "en" else self.zh


NOTHING = Text("", "")


class State(StrEnum):
    """How it is with a part. Only a `broken` one keeps the program from working."""

    OK = "ok"
    WARNING = "warning"  # there, but not as it should be
    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program or something beside it that it can use.

    `purpose` is what it is for, `found` what is here, `remedy` how to get or mend it, `offline` how to
    do so without a network; the last two are empty where there is nothing to do.
    """

    id: str
    state: State
    title: Text
    purpose: Text
    found: Text
    remedy: Text = NOTHING
    offline: Text = NOTHING
