"""Files are put in place whole, and what a person has filled in is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.auditing.pages.shelf import Shelf

EDITED = "{stem}（手工改动{number}）{suffix}"


def run(folder: Path, **files: str) -> list[str]:
    with Shelf(folder, EDITED) as shelf:
        for name, words in files.items():
            shelf.put(f"notices/{name}.docx", words.encode())
    return shelf.kept


def there(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.docx"))}


def test_a_second_run_writes_over_its_own_and_takes_away_what_is_no_more(tmp_path: Path) -> None:
    assert run(tmp_path, a="1", b="1") == []
    assert run(tmp_path, a="2") == []
    assert there(tmp_path) == {"notices/a.docx": "2"}


def test_what_was_filled_in_is_put_aside(tmp_path: Path) -> None:
    run(tmp_path, a="1", b="1")
    (tmp_path / "notices/a.docx").write_text("填好了", "utf-8")
    assert run(tmp_path, a="2", b="1") == ["notices/a（手工改动1）.docx"]
    assert there(tmp_path) == {"notices/a.docx": "2", "notices/a（手工改动1）.docx": "填好了", "notices/b.docx": "1"}
    (tmp_path / "notices/a.docx").write_text("又填", "utf-8")
    assert run(tmp_path, a="3", b="1") == ["notices/a（手工改动2）.docx"]
    assert there(tmp_path)["notices/a（手工改动2）.docx"] == "又填"


def test_what_was_filled_in_stays_where_nothing_takes_its_place(tmp_path: Path) -> None:
    run(tmp_path, a="1", b="1")
    (tmp_path / "notices/b.docx").write_text("填好了", "utf-8")
    run(tmp_path, a="1")
    assert there(tmp_path) == {"notices/a.docx": "1", "notices/b.docx": "填好了"}


def test_what_is_the_same_is_left_alone(tmp_path: Path) -> None:
    run(tmp_path, a="1")
    (tmp_path / "notices/a.docx").write_text("2", "utf-8")
    assert run(tmp_path, a="2") == []
    assert there(tmp_path) == {"notices/a.docx": "2"}


def test_a_run_that_stops_leaves_no_half_file_and_knows_its_own(tmp_path: Path) -> None:
    run(tmp_path, a="1", b="1")

    def fails(path: Path) -> None:
        path.write_text("half", "utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"), Shelf(tmp_path, EDITED) as shelf:
        shelf.put("notices/a.docx", b"2")
        shelf.put_file("notices/b.docx", fails)
    assert there(tmp_path) == {"notices/a.docx": "2", "notices/b.docx": "1"}
    assert not list(tmp_path.rglob("*.part"))
    assert run(tmp_path, a="3", b="3") == []


@pytest.mark.parametrize("damaged", ["", "[]", "{", '{"../../x.docx": "1", "/etc/y": "2"}'])
def test_a_damaged_list_takes_nothing_away(tmp_path: Path, damaged: str) -> None:
    folder = tmp_path / "audit"
    (tmp_path / "x.docx").write_text("别人的", "utf-8")
    run(folder, a="1")
    (folder / "pages.json").write_text(damaged, "utf-8")
    assert run(folder, a="2") == ["notices/a（手工改动1）.docx"]
    assert (tmp_path / "x.docx").exists()
