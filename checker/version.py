"""The version of the program, as it was installed."""

from __future__ import annotations

UNKNOWN = "(not installed)"


def program_version() -> str:
    """The version of the installed package; `UNKNOWN` where it runs from a folder without being installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("fazhi-checker")
    except PackageNotFoundError:
        return UNKNOWN
