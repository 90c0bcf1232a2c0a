"""Regular expressions for what few reports have.

Compiling one with many Chinese characters takes a millisecond, which is as long as judging a page. Those that look for what is
hardly ever there are compiled when they are first asked.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groups", "groupindex")


def rare(pattern: str) -> re.Pattern[str]:
    """`pattern` as `re.compile` gives it, but compiled when it is first used; `re.error` comes as late."""
    return cast("re.Pattern[str]", _Rare(pattern))


class _Rare:
    def __init__(self, pattern: str) -> None:
        self._source = pattern

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})  # found at once from now on
        return vars(self)[name]
