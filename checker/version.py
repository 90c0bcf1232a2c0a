"""The version of the program, as it was installed."""

from __future__ import annotations

from functools import cache

UNKNOWN = "(not installed)"


@cache  # every result has it
def program_version() -> str:
    """The version of the installed package; `UNKNOWN` where it runs from a folder without being installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("fazhi-checker")
    except PackageNotFoundError:
        return UNKNOWN
