"""By what a finding or a note before publication is known again in another version: its code and its words, not its place.

The key stands in `Override.requirement` and `Item.key`, where ids of requirements stand too; it holds a colon, which no id does.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from checker.judging.checklist import Checklist


def finding_keys(checklist: Checklist) -> tuple[str, ...]:
    """A key for each finding, in their order; the same words found several times are counted."""
    return tuple(_keys((f"finding:{f.code}", f.quote) for f in checklist.findings))


def note_keys(checklist: Checklist) -> tuple[str, ...]:
    """A key for each publication note, in their order."""
    return tuple(_keys((f"note:{n.code}", n.excerpt) for n in checklist.publication))


def is_requirement(key: str) -> bool:
    """Whether a key is a requirement's id."""
    return bool(key) and ":" not in key


def _keys(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for name, words in named:
        digest = hashlib.sha256("".join(words.split()).encode("utf-8", errors="surrogatepass")).hexdigest()[:12]
        key = f"{name}:{digest}"
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}:{seen[key]}"
