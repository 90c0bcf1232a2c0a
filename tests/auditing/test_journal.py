"""The journal: what is half written or damaged is passed over, what is whole is never lost."""

from __future__ import annotations

import errno
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.auditing.journal import NAME, Entry, Journal, as_line, write_lines

ENTRIES = [Entry(f"k{n}", f"镇{n}.txt", (as_line({"text": f"第一行\n第二行\r{n}"}),), (), (as_line({"n": n}),)) for n in range(4)]


def filled(folder: Path) -> bytes:
    with Journal(folder) as journal:
        for entry in ENTRIES:
            journal.add(entry)
    return (folder / NAME).read_bytes()


def keys(folder: Path) -> list[str]:
    with Journal(folder) as journal:
        return list(journal._places)


def test_entries_come_back_in_the_order_asked_for(tmp_path: Path) -> None:
    filled(tmp_path)
    with Journal(tmp_path) as journal:
        assert "k2" in journal and "k9" not in journal
        assert list(journal.entries(["k3", "k0"])) == [ENTRIES[3], ENTRIES[0]]


def test_a_later_entry_of_a_key_stands_for_it(tmp_path: Path) -> None:
    filled(tmp_path)
    with Journal(tmp_path) as journal:
        journal.add(Entry("k1", "镇1.txt", (), (b"{}",)))
    with Journal(tmp_path) as journal:
        assert list(journal.entries(["k1"])) == [Entry("k1", "镇1.txt", (), (b"{}",))]


@given(cut=st.integers(1, 600))
def test_cut_anywhere_the_whole_entries_are_there(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("journal")
    data = filled(folder)
    ends = [len(b"".join(e.block() for e in ENTRIES[:n])) for n in range(5)]
    left = max(len(data) - cut, 0)
    (folder / NAME).write_bytes(data[:left])
    whole = sum(end <= left for end in ends) - 1
    assert keys(folder) == [e.key for e in ENTRIES[:whole]]
    assert (folder / NAME).read_bytes() == data[: ends[whole]], "the rest is gone, so that the next entry begins a line"


@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_damaged_byte_costs_one_entry_at_most(place: int, byte: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("journal")
    data = bytearray(filled(folder))
    data[place % len(data)] = byte
    (folder / NAME).write_bytes(data)
    with Journal(folder) as journal:
        there = [e for e in ENTRIES if e.key in journal]
        assert len(there) >= 3
        for entry in there:
            [found] = journal.entries([entry.key])
            assert (found.records, found.texts) == (entry.records, entry.texts)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    filled(tmp_path)
    journal = Journal(tmp_path)

    class Full:
        """A file on a disk with room for a few bytes more."""

        def __init__(self, file: Any) -> None:
            self._file = file

        def write(self, data: memoryview) -> int:
            if len(data) > 10:
                return int(self._file.write(data[:10]))
            raise OSError(errno.ENOSPC, "No space left on device")

        def __getattr__(self, name: str) -> Any:
            return getattr(self._file, name)

    journal._file = Full(journal._file)
    size = (tmp_path / NAME).stat().st_size
    with pytest.raises(OSError, match="No space"):
        journal.add(Entry("k9", "x" * 200))
    journal.close()
    assert (tmp_path / NAME).stat().st_size == size
    assert keys(tmp_path) == [e.key for e in ENTRIES]


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with Journal(tmp_path), pytest.raises(BlockingIOError):
        Journal(tmp_path)
    Journal(tmp_path).close()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    assert write_lines(path, [b"1", b"2"]) == 2

    def breaks() -> Any:
        yield b"3"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_lines(path, breaks())
    assert path.read_bytes() == b"1\n2\n" and list(tmp_path.iterdir()) == [path]


@given(value=st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)))
def test_a_line_is_what_json_makes_of_it(value: Any) -> None:
    assert as_line(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize("figure", [0.0, 71.5, 100.0, 0.0001, 33.33, -2.5])
def test_figures_are_written_as_json_does(figure: float) -> None:
    assert as_line([figure]) == json.dumps([figure]).encode()


def test_half_a_character_is_a_question_mark() -> None:
    assert as_line({"\ud800": "镇\udc00"}) == '{"?":"镇?"}'.encode()


def test_an_entry_with_other_parts_is_passed_over(tmp_path: Path) -> None:
    whole = filled(tmp_path)
    head = b'{"key":"old","name":"a.txt","records":0,"errors":0,"texts":0,"bytes":0'
    (tmp_path / NAME).write_bytes(head + b',"crc":%d}\n' % zlib.crc32(head) + whole)
    assert keys(tmp_path) == [entry.key for entry in ENTRIES]
