"""All hostile files, the same at each run: made by hand, and sound files of real writers damaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from hostile import archives, layouts, pages, words
from hostile.making import Case, damaged


def corpus(secret: Path, sound: Mapping[str, bytes]) -> Iterator[Case]:
    """`secret` is a file that none of them may bring into a report; `sound` are files by their names."""
    outside = secret.as_uri()
    for made in (archives.cases(), words.cases(secret), layouts.cases(outside), pages.cases(outside)):
        yield from made
    random = Random(20260120)
    for name, data in sound.items():
        yield from damaged(name, data, random)
