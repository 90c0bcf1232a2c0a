"""The work itself, in this process: every format, archives, masking, waivers, and checklists that come back whole."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from checker.auditing import worker
from checker.auditing.journal import Entry
from checker.auditing.plan import submissions
from checker.auditing.stored import checklist_of
from checker.auditing.worker import Settings, examine
from checker.checking import check_file, check_stream
from checker.failure import Failure
from checker.output import safe
from checker.output.record import report_record
from checker.output.sealing import rulebook_facts
from checker.reading import Reader
from checker.rulebook import load_rulebook

REPORTS = Path(__file__).parents[2] / "reports"
READER = Reader(load_rulebook(), None)
SETTINGS = Settings("outline-2021-2025", rulebook_facts(READER.book)["sha256"], "1.0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("qingyan.txt", "liujin.md"):
        (folder / name).write_bytes((REPORTS / name).read_bytes())
    with zipfile.ZipFile(folder / "打包.zip", "w") as archive:
        archive.write(REPORTS / "shinian.txt", "石碾乡.txt")
        archive.writestr("坏.docx", b"PK\x03\x04 broken")
        archive.write(REPORTS / "chengan.txt", "澄安县.txt")
    (folder / "空.txt").touch()
    return folder


def entries(folder: Path, settings: Settings = SETTINGS) -> dict[str, Entry]:
    return {Path(entry.name).name: entry for entry in examine(settings, submissions([folder]))}


def test_every_file_has_its_reports_and_errors(folder: Path) -> None:
    found = entries(folder)
    assert sorted(found) == sorted(["qingyan.txt", "liujin.md", "打包.zip", "空.txt"])
    assert {name: (len(e.records), len(e.errors), len(e.texts)) for name, e in found.items()} == {
        "qingyan.txt": (1, 0, 1),
        "liujin.md": (1, 0, 1),
        "打包.zip": (2, 1, 2),
        "空.txt": (0, 1, 0),
    }
    assert [json.loads(line)["source"] for line in found["打包.zip"].records] == ["in/打包.zip/石碾乡.txt", "in/打包.zip/澄安县.txt"]
    [error] = map(json.loads, found["打包.zip"].errors)
    assert error["source"] == "in/打包.zip/坏.docx" and error["code"] == "broken"
    assert json.loads(found["空.txt"].errors[0])["code"] == "empty"


def test_records_are_those_of_check(folder: Path) -> None:
    [line] = entries(folder)["qingyan.txt"].records
    [checklist] = safe([check_file(folder / "qingyan.txt", READER)], READER.book)
    assert json.loads(line) == {**report_record(checklist), "source": "in/qingyan.txt"}


@pytest.mark.parametrize("name", ["qingyan.txt", "liujin.md", "chengan-sjj.txt"])
def test_a_checklist_comes_back_whole(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes((REPORTS / name).read_bytes())
    [entry] = examine(SETTINGS, submissions([tmp_path / name]))
    [checklist] = safe([check_file(tmp_path / name, READER)], READER.book)
    back = checklist_of(json.loads(entry.records[0]), json.loads(entry.texts[0]), READER.book, pipeline="blank-zh")
    # A record says of counted evidence no discount; those of near misses are there.
    told = tuple(replace(v, evidence=tuple(replace(e, discount="") for e in v.evidence)) for v in checklist.verdicts)
    assert back == replace(checklist, source=name, verdicts=told)
    assert back.passages and back.text


def test_personal_data_is_masked_everywhere(tmp_path: Path) -> None:
    text = (REPORTS / "qingyan.txt").read_text("utf-8") + "\n联系人：赵某某，手机13912345678，身份证号110101199003074258。\n"
    (tmp_path / "13912345678.txt").write_text(text, "utf-8")
    [entry] = examine(SETTINGS, submissions([tmp_path]))
    written = entry.block().decode()
    assert "13912345678" not in written and "110101199003074258" not in written and "1391234****" in written


def test_waivers_are_applied_and_tell_results_apart(folder: Path) -> None:
    [open_item] = [
        id for id, facts in json.loads(entries(folder)["qingyan.txt"].records[0])["requirements"].items() if facts["status"] in ("vague", "missing")
    ][:1]
    waiver = {"item": open_item, "unit": "*", "reason": "试点", "author": "县司法局", "expires": "2026-12-31"}
    settings = replace(SETTINGS, waivers=json.dumps([waiver]), today="2026-03-01")
    record = json.loads(entries(folder, settings)["qingyan.txt"].records[0])
    assert record["requirements"][open_item]["waiver"]["reason"] == "试点" and record["waived_on"] == "2026-03-01"
    assert settings.fingerprint() != SETTINGS.fingerprint() != replace(settings, today="2026-03-02").fingerprint()


def test_a_program_error_costs_one_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Reader.understand

    def breaks(self: Reader, document: object) -> object:
        if "liujin" in document.source:  # type: ignore[attr-defined]
            raise RecursionError("青岩镇的一句话")
        return real(self, document)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "understand", breaks)
    found = entries(folder)
    [error] = map(json.loads, found["liujin.md"].errors)
    assert error["code"] == "internal" and "RecursionError" in error["message"] and "一句话" not in error["message"]
    assert found["qingyan.txt"].records


def test_judging_has_a_clock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    armed: list[float] = []
    monkeypatch.setattr(worker.clock, "end_after", armed.append)
    monkeypatch.setattr(worker.clock, "stop", lambda: armed.append(0))
    entries(folder)
    assert armed[0] == worker.PATIENCE and armed[-1] == 0


# -- the stream -----------------------------------------------------------------------------------


def test_each_result_says_which_file_it_came_from(folder: Path) -> None:
    paths = [folder / "打包.zip", folder / "空.txt", folder / "qingyan.txt", folder / "none.txt"]
    found = list(check_stream(paths, READER))
    assert [path.name for path, _ in found] == ["打包.zip"] * 3 + ["空.txt", "qingyan.txt", "none.txt"]
    assert [isinstance(result, Failure) for _, result in found] == [False, True, False, True, False, True]


def test_the_vocabulary_does_not_grow() -> None:
    from checker.checking import check_document
    from checker.ingest import document_from_text

    text = (REPORTS / "shinian.txt").read_text("utf-8")
    strings = READER.nlp.vocab.strings
    check_document(document_from_text(text, source="a.txt", format="txt"), READER)
    before = len(strings)
    for n in range(20):
        unheard = "".join(chr(0x4E00 + 97 * n + i) for i in range(40))
        check_document(document_from_text(f"{text}\n{unheard}。", source="a.txt", format="txt"), READER)
    assert len(strings) == before
