"""A record turned back into a checklist tells the same again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from checker.checking import check_file
from checker.judging.checklist import Checklist
from checker.output.from_record import checklist_of
from checker.output.record import report_record
from checker.output.tables import Words, todo_table
from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook

REPORTS = Path(__file__).parents[2] / "reports"


def through_json(checklist: Checklist) -> dict[str, object]:
    record: dict[str, object] = json.loads(json.dumps(report_record(checklist)))
    return record


@pytest.fixture(scope="module")
def national() -> Rulebook:
    return load_rulebook()


@pytest.mark.parametrize("name", ["liujin.md", "chengan-sjj.txt", "shinian.txt"])
def test_the_record_of_a_real_report_is_given_again(name: str, national: Rulebook) -> None:
    checklist = check_file(REPORTS / name, Reader(national, None))
    record = through_json(checklist)
    back = checklist_of(record, national, pipeline=checklist.pipeline)
    assert through_json(back) == record
    assert [v.chapter for v in back.verdicts] == [v.chapter for v in checklist.verdicts]
    words = Words("zh", national)
    told = replace(
        checklist,
        findings=tuple(replace(f, chapter="") for f in checklist.findings),
        publication=tuple(replace(n, basis=()) for n in checklist.publication),
    )
    assert todo_table([back], words) == todo_table([told], words)


def test_waivers_cells_and_hostile_words_come_back(waived: Checklist, hostile: Checklist, national: Rulebook) -> None:
    for checklist in (waived, hostile):
        record = through_json(checklist)
        assert through_json(checklist_of(record, national)) == record
