"""Verdicts on labelled reports: bounds that a change may not fall below.

The reports under tests/gold are of invented places. `official` ones are written as officials publish,
`indirect` ones avoid the stock terms on purpose.
"""

from pathlib import Path

import pytest

from checker.checking import check_file
from checker.evaluation.figures import Figures, compare
from checker.evaluation.gold import load_gold
from checker.reading import Reader
from checker.rulebook import load_rulebook

GOLD = Path(__file__).parents[1] / "gold"
SHARED = Path(__file__).parents[3] / "shared"

BOUNDS = {
    "official": {
        "status_accuracy": 0.96,
        "core_accuracy": 0.95,
        "defect_p": 0.97,
        "defect_r": 0.95,
        "parts_f1": 0.93,
        "evidence_hit": 0.95,
        "finding_p": 0.95,
        "finding_r": 0.9,
    },
    "indirect": {"status_accuracy": 0.85, "core_accuracy": 0.85, "defect_r": 0.9, "evidence_hit": 0.93, "finding_p": 0.95},
}


@pytest.fixture(scope="module")
def reader():
    return Reader(load_rulebook())


def measure(labels: Path, docs: Path, reader: Reader) -> Figures:
    gold = list(load_gold([labels], docs))
    return compare(gold, [check_file(report.path, reader) for report in gold])


@pytest.mark.parametrize("kind", BOUNDS)
def test_own_labelled_reports(kind, reader):
    figures = measure(GOLD / kind, GOLD / kind, reader)
    short = {name: round(figures.values[name], 3) for name, bound in BOUNDS[kind].items() if figures.values[name] < bound}
    assert not short, (short, figures.misses)


@pytest.mark.parametrize(("labels", "docs"), [("gold/seeds", "seeds"), ("gold/dev", "gold/dev")], ids=["seeds", "dev"])
def test_shared_labelled_reports(labels, docs, reader):
    if not (SHARED / labels).is_dir():
        pytest.skip("the shared labelled reports are not on this machine")
    figures = measure(SHARED / labels, SHARED / docs, reader)
    assert figures.values["status_accuracy"] >= 0.95, figures.misses
    assert figures.values["core_accuracy"] >= 0.95, figures.misses
    assert figures.values["finding_p"] >= 0.95


def test_identity_is_read_right(reader):
    wrong = []
    for report in load_gold([GOLD / "official", GOLD / "indirect"]):
        checklist = check_file(report.path, reader)
        unit = checklist.unit in report.unit or report.unit in checklist.unit
        if not (unit and checklist.unit and checklist.level == report.level and checklist.reporting_year == report.reporting_year):
            wrong.append((report.path.name, checklist.unit, checklist.level, checklist.reporting_year))
    assert not wrong
