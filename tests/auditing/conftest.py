"""Folders of submissions, and the settings of runs over them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.auditing.summary import Facts
from checker.auditing.worker import Settings

# The processes of a pool import what is pickled by name.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def settings() -> Settings:
    return Settings("outline-2021-2025", "0" * 64, "1.0")


@pytest.fixture
def facts() -> Facts:
    return Facts("1.0", "outline-2021-2025", "1", "0" * 64, "blank-zh")


@pytest.fixture
def handed_in(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of files with the names given, each holding its name."""

    def make(*names: str) -> Path:
        folder = tmp_path / "in"
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, "utf-8")
        return folder

    return make
