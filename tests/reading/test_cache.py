"""What is kept is found again as it was, and nothing else is believed, whatever lies in the folder."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from checker.doctor import State
from checker.doctor import examination as examination_module
from checker.doctor.kept import cache as part_of_doctor
from checker.reading import cache

KEY, OTHER = "a" * 64, "b" * 64
VALUE = {"词条": ("合法性审查", 3)}
POSIX = pytest.mark.skipif(os.name == "nt", reason="owners and modes as POSIX has them")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, not yet made."""
    folder = tmp_path / "of" / "the user" / "缓存"
    monkeypatch.setenv(cache.VARIABLE, str(folder))
    return folder


@pytest.fixture
def kept(place: Path) -> Path:
    """The file in which `VALUE` is kept under `KEY`."""
    cache.keep(KEY, VALUE)
    [file] = place.iterdir()
    return file


def test_what_is_kept_is_found(kept: Path) -> None:
    assert cache.find(KEY) == VALUE
    assert cache.find(OTHER) is None
    assert KEY in kept.name


@POSIX
def test_only_the_user_may_read_or_write_it(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_not_whole_is_not_believed(kept: Path) -> None:
    whole = kept.read_bytes()
    for broken in (b"", whole[:10], whole[:-1], whole + b".", whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:], b"\x80\x05." * 50):
        kept.write_bytes(broken)
        assert cache.find(KEY) is None
    kept.write_bytes(whole)
    assert cache.find(KEY) == VALUE


def test_a_file_under_another_name_is_not_believed(kept: Path) -> None:
    kept.rename(kept.with_name(kept.name.replace(KEY, OTHER)))
    assert cache.find(OTHER) is None


class _Runs:
    """What runs when it is unpickled: it makes a file."""

    def __init__(self, sign: Path) -> None:
        self.sign = sign

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.sign,)


@POSIX
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_run(place: Path, tmp_path: Path, mode: int) -> None:
    sign = tmp_path / "ran"
    cache.keep(KEY, _Runs(sign))
    [file] = place.iterdir()
    file.chmod(mode)
    assert cache.find(KEY) is None and not sign.exists()
    file.chmod(0o600)
    cache.find(KEY)
    assert sign.exists()  # so it would have run


@POSIX
def test_a_file_of_another_owner_is_not_believed(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = kept.stat().st_uid + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    assert cache.find(KEY) is None


@POSIX
def test_what_is_no_file_is_not_read(kept: Path) -> None:
    for make in (Path.mkdir, os.mkfifo):
        kept.unlink() if kept.is_file() else kept.rmdir()
        make(kept)
        assert cache.find(KEY) is None  # at once: nobody writes into the pipe


def test_of_what_is_kept_the_newest_stays_and_nothing_of_others_is_touched(place: Path) -> None:
    place.mkdir(parents=True)
    others = place / "mine.pickle"
    others.write_bytes(b"somebody's")
    keys = [f"{number:064}" for number in range(12)]
    for number, key in enumerate(keys):
        cache.keep(key, number)
        os.utime(next(path for path in place.iterdir() if key in path.name), (number, number))
    assert [cache.find(key) for key in keys] == [None] * 4 + list(range(4, 12))
    assert others.exists() and len(list(place.iterdir())) == 9


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "beneath"))
    cache.keep(KEY, VALUE)
    assert cache.find(KEY) is None


def test_a_value_that_cannot_be_pickled_leaves_nothing(place: Path) -> None:
    cache.keep(KEY, lambda: None)
    assert list(place.glob("*")) == []


def test_a_move_that_fails_leaves_nothing_half_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", fails)  # as Windows does where another process reads the file
    cache.keep(KEY, VALUE)
    assert list(place.iterdir()) == []


def test_a_pickle_of_something_that_is_gone_is_not_found(kept: Path) -> None:
    content = pickle.dumps(VALUE).replace(pickle.dumps(VALUE), b"cchecker.reading.no_such_module\nGone\n.")
    kept.write_bytes(cache._seal(KEY, content) + content)
    assert cache.find(KEY) is None


def test_it_can_be_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(cache.VARIABLE, cache.OFF)
    cache.keep(KEY, VALUE)
    assert cache.find(KEY) is None and list(tmp_path.iterdir()) == []
    assert part_of_doctor().state is State.MISSING


def test_it_is_in_the_users_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.delenv(cache.VARIABLE)
    assert cache.folder() == platformdirs.user_cache_path("fazhi", appauthor=False)

    def homeless(*_: object, **__: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(platformdirs, "user_cache_path", homeless)
    assert cache.folder() is None


def test_doctor_tells_where_it_is_and_whether_it_can_be_written(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert part_of_doctor in examination_module.PARTS
    part = part_of_doctor()
    assert part.state is State.OK and str(place) in part.found.zh and str(place) in part.found.en
    assert not place.exists()  # it only looks
    (tmp_path / "file").touch()
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "beneath"))
    part = part_of_doctor()
    assert part.state is State.WARNING and cache.VARIABLE in part.remedy.zh and cache.VARIABLE in part.remedy.en
