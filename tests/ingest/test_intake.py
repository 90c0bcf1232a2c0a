"""Many files of many kinds: all answered, in the order given, a batch of conversions at a time."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hostile.layouts import png
from hostile.pages import page

from checker.ingest import Document, ReadError, intake, read, read_all, read_one
from checker.ingest.converter import Unconverted
from checker.ingest.errors import MESSAGES

ROOT = Path(__file__).parents[2]
TEXT = "云岫镇2025年法治政府建设年度报告\n一、主要举措\n全年审查合同42份。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files each start of the converter got. The stand-in gives back a web page with the text, which the sandbox reads."""
    sizes: list[int] = []

    def convert(files: Sequence[Unconverted]) -> list[bytes | ReadError]:
        sizes.append(len(files))
        return [ReadError(file.source, "not_converted", place=".rtf") if b"bad" in file.data else page().encode() for file in files]

    monkeypatch.setattr(intake, "convert", convert)
    return sizes


def archive(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in members.items():
            file.writestr(name.replace("_", "."), text)
    return made.getvalue()


def told(paths: Sequence[str]) -> list[tuple[str, str]]:
    """Names with the format that was read, or the code of the error."""
    return [(r.source, r.code if isinstance(r, ReadError) else r.format) for r in read_all(map(Path, paths))]


def test_all_are_answered_in_the_order_given(folder: Path, batches: list[int]) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.rtf").write_text(r"{\rtf1 a}")
    (folder / "c.zip").write_bytes(archive(一_txt=TEXT, 二_rtf=r"{\rtf1 bad}", 三_wps=r"{\rtf1 a}", 四_docx=TEXT))
    (folder / "d.html").write_text(page(), "utf-8")
    (folder / "e.docx").write_text(r"{\rtf1 a}")
    assert told(["a.txt", "b.rtf", "none.txt", "c.zip", "d.html", "e.docx", "a.txt"]) == [
        ("a.txt", "txt"),
        ("b.rtf", "rtf"),
        ("none.txt", "not_found"),
        ("c.zip/一.txt", "txt"),
        ("c.zip/二.rtf", "not_converted"),
        ("c.zip/三.wps", "rtf"),
        ("c.zip/四.docx", "txt"),
        ("d.html", "html"),
        ("e.docx", "rtf"),
        ("a.txt", "txt"),
    ]
    assert batches == [4]


def test_a_converted_document_is_the_file_that_it_was(folder: Path, batches: list[int]) -> None:
    data = rb"{\rtf1 a}"
    (folder / "a.wps").write_bytes(data)
    [document] = read_all([Path("a.wps")])
    assert isinstance(document, Document)
    assert (document.source, document.sha256) == ("a.wps", hashlib.sha256(data).hexdigest())


def test_conversions_wait_for_each_other_up_to_a_limit(folder: Path, batches: list[int]) -> None:
    (folder / "a.rtf").write_text(r"{\rtf1 a}")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert len(told(["a.rtf"] * (intake._BATCH + 3))) == intake._BATCH + 3
    assert batches == [intake._BATCH, 3]
    batches.clear()
    assert len(told(["a.rtf", *["a.txt"] * 200, "a.rtf"])) == 202
    assert batches == [1, 1]


def test_nothing_is_read_before_it_is_asked_for(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    asked = []

    def paths() -> Iterator[Path]:
        for number in range(5):
            asked.append(number)
            yield Path("a.txt")

    results = read_all(paths())
    assert asked == []
    next(results)
    next(results)
    assert asked == [0, 1]


def test_memory_is_flat_in_the_number_of_files(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT * 200, "utf-8")

    def peak(times: int) -> int:
        tracemalloc.start()
        for _ in read_all([Path("a.txt")] * times):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few = peak(3)
    assert peak(30) < 1.5 * few


def test_read_and_read_all_agree(folder: Path) -> None:
    for name, data in {
        "a.txt": TEXT.encode("gb18030"),
        "b.html": page().encode(),
        "c.png": png(0, 1, b""),
        "d.zip": b"PK\x03\x04",
        "e.docx": b"",
        "f.rar": b"Rar!\x1a\x07",
    }.items():
        (folder / name).write_bytes(data)
        [through] = read_all([Path(name)])
        if isinstance(through, ReadError):
            with pytest.raises(ReadError) as caught:
                read(Path(name))
            assert str(caught.value) == str(through) and caught.value.code in MESSAGES
        else:
            assert read(Path(name)) == through


def test_one_report_and_no_archive(folder: Path, batches: list[int]) -> None:
    (folder / "a.html").write_text(page(), "utf-8")
    (folder / "a.rtf").write_text(r"{\rtf1 a}")
    (folder / "b.zip").write_bytes(archive(一_txt=TEXT, 二_txt=TEXT))
    (folder / "c.zip").write_bytes(archive())
    assert [read_one(Path(name)).format for name in ("a.html", "a.rtf")] == ["html", "rtf"]
    for name, code in {"b.zip": "is_archive", "c.zip": "nothing_inside", "none.docx": "not_found"}.items():
        with pytest.raises(ReadError) as caught:
            read_one(Path(name))
        assert (caught.value.source, caught.value.code) == (name, code)


def test_a_run_over_an_archive_reports_each_member(folder: Path) -> None:
    good = (ROOT / "reports" / "qingyan.txt").read_text("utf-8")
    (folder / "某县.zip").write_bytes(archive(青砚镇_txt=good, 表_xlsx="\0" * 500, 坏_docx="PK\x03\x04"))
    command = [sys.executable, "-m", "checker", "check", "--format", "json", "--model", "none", str(folder / "某县.zip")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120)
    assert done.returncode == 2
    answer = json.loads(done.stdout)
    assert [(report["source"], report["unit"]) for report in answer["reports"]] == [(f"{folder / '某县.zip'}/青砚镇.txt", "青砚镇人民政府")]
    assert [(error["source"], error["code"]) for error in answer["errors"]] == [
        (f"{folder / '某县.zip'}/表.xlsx", "unknown_format"),
        (f"{folder / '某县.zip'}/坏.docx", "broken"),
    ]
