"""Two hundred broken and hostile files: each an error with its name and a reason, or read, within bounds; the good ones reported."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import offices
import pytest
from hostile.archives import REPORT
from hostile.corpus import corpus
from hostile.layouts import ofd, png
from hostile.making import READ, SECRET, Case, packed
from hostile.pages import page

from checker.ingest import Document, ReadError, ocr, read_all

ROOT = Path(__file__).parents[3]
GOOD = ROOT / "reports" / "qingyan.txt"
OFFICE_SUFFIXES = (".doc", ".wps", ".rtf", ".odt")
SECONDS = 10.0
MEMORY = 1_000_000  # kB: the largest process, of ours and of those that we started

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="measures with getrusage")]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    folder = tmp_path_factory.mktemp("sound")
    secret = folder / "secret.txt"
    secret.write_text(f"{SECRET}\n", "utf-8")
    mht = f'From: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n{page()}'
    sound = {
        "s.zip": packed({"a.txt": REPORT, "b.html": page()}),
        "s.html": page().encode(),
        "s.mht": mht.encode(),
        "s.ofd": ofd(),
        "s.png": png(80, 80, b"x" * 900),
    }
    if offices.SOFFICE is not None:
        for format in ("docx", "doc", "rtf", "odt", "pdf"):
            sound[f"s.{format}"] = offices.written({"s": GOOD.read_text("utf-8")}, format, folder)["s"]
    made = list(corpus(secret, sound))
    doubled = [name for name, times in Counter(case.name for case in made).items() if times > 1]
    assert not doubled
    return made


@pytest.fixture(scope="module")
def folder(cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for case in cases:
        (folder / case.name).write_bytes(case.data)
    return folder


def name_of(source: str, folder: Path) -> str:
    """The file's own name, also where `source` is a member of it."""
    return Path(source).relative_to(folder).parts[0]


def test_there_are_two_hundred(cases: list[Case]) -> None:
    assert len(cases) >= 200


def test_each_is_an_error_or_a_report_within_bounds(cases: list[Case], folder: Path) -> None:
    outcomes: dict[str, set[str]] = {}
    unread = set() if ocr.available() else {"needs_ocr"}  # images are not opened without it
    faults = []
    alone, together = [], []
    for case in cases:
        (together if case.name.endswith(OFFICE_SUFFIXES) else alone).append(folder / case.name)
    for paths in (alone, together):
        results = read_all(paths)
        while True:
            started = time.monotonic()
            result = next(results, None)
            if result is None:
                break
            name = name_of(result.source, folder)
            code = result.code if isinstance(result, ReadError) else READ
            outcomes.setdefault(name, set()).add(code)
            faults += list(faults_of(result, name))
            # What goes through the converter comes in batches: who made it stop is timed apart.
            if paths is alone and time.monotonic() - started > SECONDS:
                faults.append(f"{name}: {time.monotonic() - started:.0f} s")
            if paths is together and code in ("too_slow", "crashed"):
                started = time.monotonic()
                list(read_all([folder / name]))
                faults += [f"{name}: {time.monotonic() - started:.0f} s"] if time.monotonic() - started > SECONDS else []
    for case in cases:
        came = outcomes.get(case.name)
        if came is None:
            faults.append(f"{case.name}: neither read nor named")
        elif case.outcomes and not came <= case.outcomes | unread:
            faults.append(f"{case.name}: {' '.join(sorted(came))}, not {' '.join(sorted(case.outcomes))}")
    assert not faults, "\n".join(faults)


def faults_of(result: Document | ReadError, name: str) -> Iterator[str]:
    """What is wrong with a result whatever the file is."""
    if isinstance(result, ReadError):
        for lang in ("zh", "en"):
            if not result.message(lang).strip() or "{" in result.message(lang):
                yield f"{name}: {result.message(lang)!r}"
        return
    everything = result.text + "".join(aside.text for aside in result.asides) + "".join(result.metadata.values())
    yield from (f"{name}: took in {words!r}" for words in (SECRET, "root:x:0") if words in everything)
    if not result.blocks:
        yield f"{name}: nothing in it"


def test_the_largest_process_stays_small(cases: list[Case]) -> None:
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >= MEMORY:
        pytest.skip("other tests have made this process larger than that, and a child begins as large as its parent")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY


def test_a_whole_run_reports_the_good_ones(cases: list[Case], folder: Path) -> None:
    some = [folder / case.name for case in cases[::6]]
    half = len(some) // 2
    command = [sys.executable, "-m", "checker", "check", "--model", "none", "--format", "json", *map(str, [*some[:half], GOOD, *some[half:], GOOD])]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=600, env={**os.environ, "FAZHI_DEBUG": ""})
    assert done.returncode == 2
    assert b"Traceback" not in done.stdout + done.stderr
    answer = json.loads(done.stdout)
    assert [report["source"] for report in answer["reports"]].count(str(GOOD)) == 2
    named = {name_of(item["source"], folder) for item in (*answer["reports"], *answer["errors"]) if item["source"] != str(GOOD)}
    assert named == {path.name for path in some}
