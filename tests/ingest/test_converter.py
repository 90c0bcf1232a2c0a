"""Files of word processors through LibreOffice: what comes out, and what a hostile one cannot bring it to."""

from __future__ import annotations

import io
import os
import re
import socket
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import offices
import pytest

from checker.ingest import ReadError, converter, soffice
from checker.ingest.converter import Unconverted, convert

TEXT = "云岫镇2025年法治政府建设年度报告\n一、主要举措\n全年审查合同42份。\n"
needs_office = pytest.mark.skipif(offices.SOFFICE is None, reason=offices.REASON)
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


def parts(word: bytes | ReadError) -> str:
    """All parts of a .docx in one string, without what only says how runs of text look."""
    assert isinstance(word, bytes), word
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        text = "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    return re.sub(r"</?w:(?!ins|del )[^>]*>", "", text)


# -- the real program -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("samples")
    made = {format: offices.written({"a": TEXT}, format, folder)["a"] for format in ("doc", "rtf", "odt")}
    return {**made, "wps": made["doc"]}  # WPS Writer writes Word's binary format under its own suffix


@needs_office
def test_each_format_comes_out_as_word_in_one_start(samples: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    starts = []
    real = soffice.start
    monkeypatch.setattr(soffice, "start", lambda *rest: starts.append(1) or real(*rest))
    words = convert([Unconverted(f"报告 ;$(x).{format}", format, data) for format, data in samples.items()])
    for word in words:
        assert all(line in parts(word) for line in ("云岫镇", "主要举措", "合同42份"))
    assert len(starts) == 1


@needs_office
def test_one_that_does_not_convert_is_named_and_the_others_come_out(samples: dict[str, bytes]) -> None:
    torn = samples["odt"][: len(samples["odt"]) // 2]
    files = [Unconverted("a.doc", "doc", samples["doc"]), Unconverted("坏.odt", "odt", torn), Unconverted("b.rtf", "rtf", samples["rtf"])]
    first, second, third = convert(files)
    assert "主要举措" in parts(first) and "主要举措" in parts(third)
    assert isinstance(second, ReadError) and (second.source, second.code) == ("坏.odt", "not_converted")


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    asked.append(caller.recv(200))

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1], asked


@needs_office
def test_nothing_is_fetched_and_no_other_file_is_taken_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不许外传\n")
    link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    frame = '<text:p><draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char">{}</draw:frame></text:p>'
    with listening() as (port, asked):
        address = f"http://127.0.0.1:{port}"
        body = "<text:p>看得见</text:p>"
        body += frame.format(f'<draw:image xlink:href="{address}/a.png" {link}/>')
        body += frame.format(f'<draw:object xlink:href="{address}/a.odt" {link}/>')
        body += f'<text:section text:name="S"><text:section-source xlink:href="{secret.as_uri()}"/><text:p>旧</text:p></text:section>'
        rich = rf'{{\rtf1\ansi seen {{\field{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt x}}}}'
        rich += rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/a.png"}}{{\fldrslt x}}}} {{\*\template {address}/t.dot}}}}'
        first, second = convert([Unconverted("a.odt", "odt", offices.opendocument(body)), Unconverted("a.rtf", "rtf", rich.encode())])
    assert "看得见" in parts(first) and "seen" in parts(second)
    assert "不许外传" not in parts(first) + parts(second)
    assert not asked


@needs_office
def test_the_program_takes_our_settings(tmp_path: Path) -> None:
    """At its end it writes its settings anew; what it does not know by name it leaves out."""
    (tmp_path / "a.txt").write_text("x")
    process = soffice.start(Path(str(offices.SOFFICE)), ["--convert-to", "docx", "--outdir", str(tmp_path), str(tmp_path / "a.txt")], tmp_path / "profile")
    assert process.wait(60) == 0
    kept = (tmp_path / "profile" / "user" / "registrymodifications.xcu").read_text("utf-8")
    assert "ooSetupInstCompleted" in kept or len(kept) > 5_000  # theirs, not what we wrote
    for name, value in {"MacroSecurityLevel": "3", "DisableMacrosExecution": "true", "BlockUntrustedRefererLinks": "true", "ooInetProxyType": "2"}.items():
        assert re.search(rf'oor:name="{name}"[^>]*><value>{value}</value>', kept), name


@needs_office
def test_tracked_changes_and_comments_survive(tmp_path: Path) -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>'
        '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">审稿人</dc:creator>'
        '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-01-02T03:04:05</dc:date></office:change-info>'
        "<text:p>删去的话</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>留下<text:change text:change-id="c1"/>的话<office:annotation><text:p>批一句</text:p></office:annotation></text:p>'
    )
    odt = offices.opendocument(body)
    doc = offices.written({"a": odt}, "doc", tmp_path, "odt")["a"]
    for word in convert([Unconverted("a.odt", "odt", odt), Unconverted("a.doc", "doc", doc)]):
        text = parts(word)
        assert "<w:del " in text and "删去的话" in text and "批一句" in text


# -- a stand-in that does what a hostile file brings the real one to ------------------------------

STAND_IN = """#!{python}
import os, sys, time
arguments = sys.argv[1:]
out = arguments[arguments.index("--outdir") + 1]
for path in arguments[arguments.index("--outdir") + 2:]:
    data = open(path, "rb").read()
    if data == b"hang":
        if os.fork() == 0:  # as soffice, which is a launcher with the real one beneath it
            open({trace!r}, "w").write(str(os.getpid()))
        time.sleep(60)
    if data == b"crash":
        os.abort()
    if data != b"bad":
        made = os.path.join(out, os.path.splitext(os.path.basename(path))[0] + ".docx")
        open(made, "wb").write(data.upper())
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    script, trace = tmp_path / "soffice", tmp_path / "pid"
    script.write_text(STAND_IN.format(python=sys.executable, trace=str(trace)))
    script.chmod(0o755)
    monkeypatch.setenv(soffice.VARIABLE, str(script))
    monkeypatch.setattr(converter, "SECONDS", 0.6)
    return trace


def outcome(*contents: str) -> list[str]:
    results = convert([Unconverted(f"{n}.doc", "doc", content.encode()) for n, content in enumerate(contents)])
    for n, result in enumerate(results):
        assert isinstance(result, bytes) or result.source == f"{n}.doc"
    return [result.code if isinstance(result, ReadError) else result.decode() for result in results]


@posix_only
@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ("a b", "A B"),
        ("a bad b bad", "A not_converted B not_converted"),
        ("a hang b", "A too_slow B"),
        ("crash a hang hang b crash", "crashed A too_slow too_slow B crashed"),
        ("bad a crash b", "not_converted A crashed B"),
        ("hang", "too_slow"),
    ],
)
def test_the_one_that_stops_it_is_found_and_the_others_go_on(stand_in: Path, contents: str, expected: str) -> None:
    assert outcome(*contents.split()) == expected.split()


@posix_only
def test_what_it_started_goes_with_it(stand_in: Path) -> None:
    assert outcome("hang") == ["too_slow"]
    started = int(stand_in.read_text())
    for _ in range(50):
        try:
            os.kill(started, 0)
        except ProcessLookupError:
            return
        if "Z" in Path(f"/proc/{started}/stat").read_text().split()[2]:
            return  # killed, and not yet collected by whoever collects orphans here
        time.sleep(0.02)
    pytest.fail("the process beneath the launcher is still there")


@posix_only
def test_a_program_that_does_not_run_is_told_apart_from_bad_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\nexit 77\n")
    script.chmod(0o755)
    monkeypatch.setenv(soffice.VARIABLE, str(script))
    assert outcome("a", "b") == ["office_failed"] * 2


def test_where_it_is_not_installed_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(soffice.VARIABLE, str(tmp_path / "none"))
    [result] = convert([Unconverted("报告.wps", "wps", b"x")])
    assert isinstance(result, ReadError)
    assert (result.source, result.code) == ("报告.wps", "needs_office")
    assert "LibreOffice" in result.message() and ".wps" in result.message()


@pytest.mark.parametrize("place", ["opt/libreoffice7.6/program/soffice", "opt/apps/org.libreoffice.libreoffice/files/program/soffice"])
def test_it_is_found_where_packages_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    program = tmp_path / place
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.delenv(soffice.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice, "_PLACES", tuple(str(tmp_path) + p if p.startswith("/opt") else str(tmp_path / "no") for p in soffice._PLACES))
    assert soffice.find_soffice() == program


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if offices.SOFFICE is None:
        pytest.skip(offices.REASON)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    convert([Unconverted("a.rtf", "rtf", rb"{\rtf1 a}")])
    assert not list(tmp_path.iterdir())
