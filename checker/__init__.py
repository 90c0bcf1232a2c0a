"""Checks annual reports on rule-of-law government.

`checker.check(path)` is a checklist, `checker.load_rulebook(name)` a rulebook, `checker.audit(places, folder)` what a season
came to. The names in `__all__` are the public way in for Python. They are imported when they are first used, so that
importing the package, and `fazhi --help`, cost nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.api import Checklist, ReadError, Rulebook, RulebookError, Summary, audit, check, load_rulebook

__all__ = ["Checklist", "ReadError", "Rulebook", "RulebookError", "Summary", "audit", "check", "load_rulebook"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module("checker.api"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
