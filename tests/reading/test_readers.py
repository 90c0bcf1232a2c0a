"""A rulebook from the cache judges as one that was read, and is never one whose files are others now."""

from __future__ import annotations

import ast
import os
import shutil
from pathlib import Path

import pytest

from checker.checking import check_files
from checker.output import write
from checker.reading import Reader, cache, readers
from checker.rulebook import DEFAULT, Rulebook, RulebookError, load_rulebook, rules_folder
from checker.rulebook.loading import source_files

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "reports").glob("*.txt"))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rulebooks that were read from their files, as it happens."""
    names: list[str] = []

    def counting(name: str | Path) -> Rulebook:
        names.append(str(name))
        return load_rulebook(name)

    monkeypatch.setattr(readers, "load_rulebook", counting)
    return names


def county(folder: Path, base: str | Path = DEFAULT) -> Path:
    """A rulebook that says the title of one requirement anew."""
    folder.mkdir()
    (folder / "rulebook.yaml").write_text(
        f"extends: {base}\nid: county\ntitle: 某县规则库\nversion: '1'\nchapters:\n  - {{id: own, title: 本县, file: own.yaml}}\n", "utf-8"
    )
    say(folder, "甲种名称")
    return folder


def say(folder: Path, title: str) -> None:
    (folder / "own.yaml").write_text(f"- id: adviser.coverage\n  title: {title}\n", "utf-8")


def titles(reader: Reader) -> list[str]:
    return [requirement.title for requirement in reader.book.requirements]


def as_json(reader: Reader) -> str | bytes:
    return write(*check_files(REPORTS, reader), "json", book=reader.book)


def test_verdicts_are_the_same_to_the_byte(loaded: list[str]) -> None:
    first, second, plain = readers.reader_of(), readers.reader_of(), Reader(load_rulebook())
    assert loaded == [DEFAULT]
    assert second.book == plain.book and second.book.say("x") == "x"
    assert as_json(first) == as_json(second) == as_json(plain)
    english = [write(*check_files(REPORTS[:2], reader, lang="en"), "markdown", book=reader.book, lang="en") for reader in (second, plain)]
    assert english[0] == english[1]


def test_a_file_that_was_changed_counts_at_once(tmp_path: Path, loaded: list[str]) -> None:
    folder = county(tmp_path / "county")
    assert "甲种名称" in titles(readers.reader_of(folder)) and "甲种名称" in titles(readers.reader_of(folder))
    assert len(loaded) == 1
    own = folder / "own.yaml"
    state = own.stat()
    say(folder, "乙种名称")
    os.utime(own, ns=(state.st_atime_ns, state.st_mtime_ns))  # of the same time and length
    assert "乙种名称" in titles(readers.reader_of(folder))
    (folder / "vocabulary.yaml").write_text("not_in: [一句不算的话]\n", "utf-8")  # one that was not there
    assert "一句不算的话" in readers.reader_of(folder).book.vocabulary.not_in
    assert len(loaded) == 3


def test_a_file_of_the_rulebook_beneath_counts_too(tmp_path: Path, loaded: list[str]) -> None:
    base = tmp_path / "base"
    shutil.copytree(rules_folder() / DEFAULT, base)
    folder = county(tmp_path / "county", "../base")
    before = readers.reader_of(folder).book.vocabulary.not_in
    readers.reader_of(folder)
    file = base / "vocabulary.yaml"
    file.write_text(file.read_text("utf-8").replace("\nnot_in:\n", "\nnot_in:\n  - 一句不算的话\n", 1), "utf-8")
    assert readers.reader_of(folder).book.vocabulary.not_in == ("一句不算的话", *before)
    assert len(loaded) == 2


def test_another_program_library_or_machine_has_files_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readers._program() == readers._BY
    told = {readers._BY}
    for owner, name in ((readers, "program_version"), (readers, "_version"), (readers.platform, "machine")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, lambda *_: "another")
            told.add(readers._program())
    assert len(told) == 4
    keys = set()
    for by in told:
        monkeypatch.setattr(readers, "_BY", by)
        keys.add(readers._key(source_files()))
    assert len(keys) == 4


def test_a_program_that_cannot_be_told_keeps_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_BY", "")
    assert titles(readers.reader_of())
    assert not place.exists()


def test_a_rulebook_with_defects_is_told_each_time_and_never_kept(tmp_path: Path, place: Path) -> None:
    folder = county(tmp_path / "county")
    with (folder / "own.yaml").open("a", encoding="utf-8") as file:
        file.write("  severity: grave\n")
    told = []
    for load in (load_rulebook, readers.reader_of, readers.reader_of):
        with pytest.raises(RulebookError) as caught:
            load(folder)
        told.append([str(defect) for defect in caught.value.defects])
    assert told[0] == told[1] == told[2] and "severity" in told[0][0]
    assert not place.exists()


@pytest.mark.parametrize("head", ["extends: no-such-rulebook\n", "- a\n- b\n", "id: [\n"])
def test_a_head_that_cannot_be_read_is_told_as_ever(tmp_path: Path, head: str) -> None:
    (tmp_path / "rulebook.yaml").write_text(head, "utf-8")
    told = []
    for load in (load_rulebook, readers.reader_of):
        with pytest.raises(RulebookError) as caught:
            load(tmp_path)
        told.append(str(caught.value))
    assert told[0] == told[1]


def test_what_changes_while_it_is_read_is_not_kept(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = county(tmp_path / "county")

    def slowly(name: str | Path) -> Rulebook:
        book = load_rulebook(name)
        say(folder, "乙种名称")
        return book

    monkeypatch.setattr(readers, "load_rulebook", slowly)
    assert "甲种名称" in titles(readers.reader_of(folder))
    assert not place.exists()


def test_a_broken_cache_is_made_anew(place: Path, loaded: list[str]) -> None:
    readers.reader_of()
    [file] = place.iterdir()
    whole = file.read_bytes()
    for broken in (whole[: len(whole) // 2], os.urandom(1000)):
        file.write_bytes(broken)
        assert titles(readers.reader_of())
        assert file.stat().st_size == len(whole)
    assert len(loaded) == 3


def test_without_a_cache_all_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loaded: list[str]) -> None:
    (tmp_path / "file").touch()
    for value in (cache.OFF, str(tmp_path / "file" / "beneath")):
        monkeypatch.setenv(cache.VARIABLE, value)
        assert titles(readers.reader_of())
    assert len(loaded) == 2


def test_all_that_makes_a_compiled_rulebook_is_in_its_key() -> None:
    """Whatever the two functions that make one import, and what that imports, is among the files that are hashed."""
    package = ROOT / "checker"
    hashed = {path for pattern in readers.PROGRAM for path in package.glob(pattern)}
    assert all(list(package.glob(pattern)) for pattern in readers.PROGRAM)
    seen: set[Path] = set()
    waiting = [package / "rulebook" / "loading.py", package / "reading" / "compiling.py"]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += _imported(path)
    assert seen <= hashed, sorted(map(str, seen - hashed))


def _imported(path: Path) -> list[Path]:
    """The modules of the program that a module imports when it is loaded or run, but for what only a type checker sees."""
    found: list[Path] = []
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(n) for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" for b in node.body for n in ast.walk(b)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("checker") and id(node) not in typing_only:
            base = ROOT.joinpath(*node.module.split("."))
            files = [base.with_suffix(".py"), *(base / f"{alias.name}.py" for alias in node.names)]
            found += [file for file in files if file.is_file()]
    return found
