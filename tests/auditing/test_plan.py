"""Which files are handed in, under which names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checker.auditing.plan import submissions

Make = Callable[..., Path]


def test_files_stand_under_the_folder_that_was_given(handed_in: Make) -> None:
    folder = handed_in("青岩/a.txt", "b.txt", "~$b.docx", "Thumbs.db")
    assert [file.name for file in submissions([folder])] == ["in/b.txt", "in/青岩/a.txt"]
    assert [file.name for file in submissions([folder / "b.txt", folder / "青岩"])] == ["b.txt", "青岩/a.txt"]


def test_a_file_counts_once_however_it_is_reached(handed_in: Make, tmp_path: Path) -> None:
    folder = handed_in("a.txt", "b.txt")
    (folder / "c.txt").symlink_to(folder / "a.txt")
    (tmp_path / "other").symlink_to(folder)
    found = submissions([folder, folder / "a.txt", tmp_path / "other"])
    assert len(found) == 2 and {file.sha256 for file in found} == {file.sha256 for file in submissions([folder / "a.txt", folder / "b.txt"])}


def test_the_results_are_not_handed_in(handed_in: Make) -> None:
    folder = handed_in("a.txt", "out/results.jsonl", "out/pages/a.html")
    assert [file.name for file in submissions([folder], leave_out=folder / "out")] == ["in/a.txt"]
