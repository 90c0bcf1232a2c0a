"""Desks that run, each on both databases."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from postgresql_cluster import NoPostgreSQL, cluster, database  # noqa: E402
from running_desk import ROOT, Desk  # noqa: E402

collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []  # they end processes as POSIX does


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    try:
        with cluster() as server:
            yield server
    except NoPostgreSQL as missing:
        pytest.skip(str(missing))


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "sqlite":
        made = Desk(tmp_path / "running")
        yield made
    else:
        with database(request.getfixturevalue("postgresql")) as url:
            made = Desk(tmp_path / "running", url)
            yield made
    if made.process is not None:
        made.kill()


@pytest.fixture(scope="session")
def report() -> bytes:
    """A sample report as a Word file."""
    from docx import Document

    document, made = Document(), io.BytesIO()
    for line in (ROOT / "reports" / "qingyan.txt").read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()
