from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.checking import check_file
from checker.comparison import records
from checker.comparison.comparison import Side
from checker.comparison.records import ResultError, read_result
from checker.output import write
from checker.reading import Reader


@pytest.fixture
def stored(tmp_path: Path, reader: Reader, written: Callable[..., Path]) -> Path:
    path = tmp_path / "r.json"
    text = write([check_file(written("聘请法律顾问1名。"), reader)], [], "json", book=reader.book)
    assert isinstance(text, str)
    path.write_text(text, "utf-8")
    return path


def test_a_result_comes_back_as_it_was(stored: Path, side: Callable[..., Side]) -> None:
    result = read_result(stored)
    [record] = result.reports
    assert record == side("聘请法律顾问1名。").record
    assert result.raw[0] == json.loads(stored.read_text("utf-8"))["reports"][0]


def test_keys_of_a_later_version_are_let_be(stored: Path) -> None:
    data = json.loads(stored.read_text("utf-8"))
    data["reports"][0]["colour"] = data["hue"] = "red"
    stored.write_text(json.dumps(data), "utf-8")
    assert read_result(stored).reports


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda data: data["reports"][0].pop(key)


@pytest.mark.parametrize(
    "spoil", [lambda d: d.update(schema="2"), lambda d: d.pop("rulebook"), lambda d: d.update(reports={}), _without("requirements"), _without("score")]
)
def test_what_is_no_result(stored: Path, spoil: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(stored.read_text("utf-8"))
    spoil(data)
    stored.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ResultError, match="不是检查结果"):
        read_result(stored)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"1", b"\xff\xfe\x00", b"[" * 200_000], ids=["empty", "cut", "list", "number", "bytes", "deep"])
def test_what_is_no_json(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.json").write_bytes(content)
    with pytest.raises(ResultError, match="不是检查结果") as caught:
        read_result(tmp_path / "r.json")
    assert "fazhi check --format json" in caught.value.message("en")


def test_files_that_cannot_be_read(tmp_path: Path, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(ResultError, match="打不开文件"):
            read_result(path)
    monkeypatch.setattr(records, "MAX_BYTES", 10)
    with pytest.raises(ResultError, match="文件过大"):
        read_result(stored)
