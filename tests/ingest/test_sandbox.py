"""A reader that hangs, grows, dies or reaches out ends in an error of its file; the next file is read."""

from __future__ import annotations

import io
import pickle
import resource
import socket
import subprocess
import sys
import textwrap
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.ingest import Document, ReadError, read_all
from checker.ingest.frames import receive, send
from checker.ingest.sandbox import Limits, Result, Sandbox

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG\r\n\x1a\n"
QUICK = Limits(seconds=1.5, longest=4, memory=200_000_000)
WORKER = "misbehaving"


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    with Sandbox(QUICK, worker=WORKER) as made:
        yield made


Do = Callable[[str], Result]


@pytest.fixture
def do(sandbox: Sandbox) -> Do:
    def one(what: str) -> Result:
        [result] = sandbox.read(PNG + what.encode(), "坏图.png")
        return result

    return one


def error(result: Result) -> tuple[str, str]:
    assert isinstance(result, ReadError), result
    return result.source, result.code


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("sleep", "too_slow"),
        ("spin", "too_slow"),
        ("allocate", "too_much_memory"),
        ("die", "crashed"),
        ("segfault", "crashed"),
        ("raise", "crashed"),
        ("recurse", "crashed"),
    ],
)
def test_a_reader_gone_wrong_is_an_error_of_its_file(do: Do, what: str, code: str) -> None:
    assert error(do(what)) == ("坏图.png", code)
    after = do("nothing")
    assert isinstance(after, Document) and after.text == "nothing之后照常"


def test_the_error_quotes_nothing_of_the_file(do: Do) -> None:
    assert "1101" not in str(do("raise"))


@pytest.mark.parametrize("what", ["print", "read"])
def test_what_a_library_prints_or_asks_reaches_nobody(do: Do, what: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(do(what), Document)
    assert capfd.readouterr() == ("", "")


def test_no_reader_opens_a_socket(do: Do) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        assert error(do(f"connect 127.0.0.1:{server.getsockname()[1]}")) == ("坏图.png", "crashed")
        with pytest.raises(TimeoutError):
            server.accept()
    assert error(do("resolve example.org")) == ("坏图.png", "crashed")


def test_no_reader_starts_a_program(do: Do, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    for what in (f"run {sys.executable}", f"shell echo > {trace}"):
        assert error(do(what)) == ("坏图.png", "crashed")
    assert not trace.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_no_reader_writes_a_file(do: Do, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    assert error(do(f"write {trace}")) == ("坏图.png", "crashed")
    assert not trace.exists() or not trace.stat().st_size


def test_honest_slow_work_gets_the_time_that_it_asks_for(do: Do) -> None:
    assert isinstance(do("patiently 1.2"), Document)


def test_but_not_for_ever(do: Do) -> None:
    started = time.monotonic()
    assert error(do("patiently 6")) == ("坏图.png", "too_slow")
    assert time.monotonic() - started < QUICK.longest + 2


def test_one_process_reads_many_files(sandbox: Sandbox, do: Do) -> None:
    do("nothing")
    process = sandbox._process
    do("raise")
    do("nothing")
    assert process is not None and sandbox._process is process
    do("die")
    assert sandbox._process is not process


def archive(*acts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for number, act in enumerate(acts):
            file.writestr(f"{number}.png", PNG + act.encode())
    return packed.getvalue()


def test_in_an_archive_the_members_after_it_go_on(sandbox: Sandbox) -> None:
    results = list(sandbox.read(archive("nothing", "die", "raise", "nothing", "sleep", "nothing"), "a.zip"))
    assert [(r.source, getattr(r, "code", "")) for r in results] == [
        ("a.zip/0.png", ""),
        ("a.zip/1.png", "crashed"),
        ("a.zip/2.png", "crashed"),
        ("a.zip/3.png", ""),
        ("a.zip/4.png", "too_slow"),
        ("a.zip/5.png", ""),
    ]


def test_an_archive_full_of_them_is_given_up(sandbox: Sandbox) -> None:
    results = list(sandbox.read(archive(*["die"] * 20, "nothing"), "a.zip"))
    assert [error(r)[1] for r in results] == ["crashed"] * QUICK.kills + ["given_up"]
    assert error(results[-1])[0] == "a.zip"


def test_leaving_early_leaves_nothing_behind(sandbox: Sandbox) -> None:
    results = sandbox.read(archive("nothing", "nothing", "nothing"), "a.zip")
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert sandbox._process is None
    [again] = sandbox.read(PNG + b"nothing", "b.png")
    assert isinstance(again, Document) and again.source == "b.png"


def test_an_answer_that_is_no_value_of_a_reader_is_not_unpickled() -> None:
    stream = io.BytesIO()
    send(stream, subprocess.Popen)
    stream.seek(0)
    with pytest.raises(pickle.UnpicklingError, match=r"subprocess\.Popen"):
        receive(stream)


def test_a_script_without_a_guard_reads_files(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive())
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent("""
            from pathlib import Path
            from checker.ingest import read_all
            print("once", [str(r.code) for r in read_all([Path("a.zip")])])
        """)
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, timeout=60)
    assert (done.stdout, done.stderr) == ("once ['nothing_inside']\n", "")


def test_plain_text_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process for plain text")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    paths = sorted((ROOT / "reports").glob("*.txt"))
    assert [type(r) for r in read_all(paths)] == [Document] * len(paths)


def test_the_worker_imports_no_spacy() -> None:
    code = "import sys, checker.ingest.worker; sys.exit(bool({'spacy', 'pydantic', 'numpy', 'click', 'lxml'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0


def test_memory_is_held_where_the_system_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way of Windows and macOS, where the parent looks at what the process has."""
    pytest.importorskip("psutil")
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setattr("checker.ingest.sandbox.sys.platform", "darwin")
    limits = Limits(seconds=20, memory=300_000_000)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # kB, of the largest child so far, whosever it was
    with Sandbox(limits, worker="misbehaving_unlimited") as sandbox:
        assert error(next(iter(sandbox.read(PNG + b"allocate", "a.png")))) == ("a.png", "too_much_memory")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 1_000_000)
