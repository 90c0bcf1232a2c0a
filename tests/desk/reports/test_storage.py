"""Files on the disk: whole or not there."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from checker.desk.reports import storage
from checker.desk.reports.storage import UploadRefused, shown_as, store, store_chunks


def on_disk() -> list[str]:
    return [path.name for path in storage.path_of("").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("报告.DOCX", ".docx"), ("../../etc/passwd", ""), ("a.txt/../../b", ""), ("报告.d/x", ""), ("x.wps\x00.exe", ".exe"), ("x.verylongsuffix", ""), ("", "")],
)
def test_nothing_of_a_name_but_its_suffix_is_in_the_path(name: str, suffix: str) -> None:
    stored = store_chunks([b"text"], name)
    folder, file = stored.path.split("/")
    assert len(folder) == 2 and file.removesuffix(suffix).isalnum() and file.endswith(suffix)
    assert storage.path_of(stored.path).read_bytes() == b"text"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\报送\\青砚镇.docx", "青砚镇.docx"),
        ("../../青砚镇.docx", "青砚镇.docx"),
        ("青砚镇\u202excod.exe", "青砚镇xcod.exe"),
        ("", "_"),
        ("报" * 300 + ".docx", "报" * 250 + ".docx"),
    ],
)
def test_names_are_shown_without_tricks(name: str, shown: str) -> None:
    assert shown_as(name) == shown


def test_an_upload_that_breaks_off_leaves_nothing() -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store_chunks(chunks(), "a.docx")
    assert on_disk() == []


def test_sizes_that_were_declared_are_not_believed() -> None:
    with pytest.raises(UploadRefused, match="上限为 1 MB"):
        store_chunks((b"x" * 600_000 for _ in range(3)), "a.docx", limit=1_000_000)
    assert on_disk() == []


def test_no_room_before_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage("/")._replace(free=storage.RESERVE - 1)
    monkeypatch.setattr(storage.shutil, "disk_usage", lambda _: full)
    with pytest.raises(UploadRefused, match="磁盘空间不足"):
        store(SimpleUploadedFile("a.docx", b"text"))
    assert on_disk() == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_no_room_while_writing(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(storage.os, "fsync", fail)
    with pytest.raises(UploadRefused, match="磁盘空间不足"):
        store(SimpleUploadedFile("a.docx", b"text"))
    assert on_disk() == []


def test_what_a_cut_off_run_left_is_swept_and_the_rest_stays() -> None:
    stored = store_chunks([b"text"], "a.txt")
    left = storage.path_of(".incoming") / "0123"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half")
    storage.sweep()
    assert on_disk() == [stored.path.split("/")[1]]


def test_a_file_may_lie_on_a_full_disk(tmp_path: Any, settings: Any) -> None:
    """As on a real disk without room (where this runs with the right to mount one)."""
    from dataclasses import replace
    from subprocess import run

    small = tmp_path / "small"
    small.mkdir()
    if shutil.which("mount") is None or run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True).returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        settings.DESK = replace(settings.DESK, data=small)
        settings.DESK.make_ready()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(storage, "RESERVE", 0)
            with pytest.raises(UploadRefused, match="磁盘空间不足"):
                store(SimpleUploadedFile("a.docx", b"x" * 3_000_000))
        assert on_disk() == []
    finally:
        run(["umount", str(small)], check=True)
