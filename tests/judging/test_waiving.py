"""Accepted exceptions: they open the gate, give no points, and come back when they have run out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.checking import check_file
from checker.judging import Checklist, Grade
from checker.judging.waiving import waive
from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook
from checker.rulebook.schema import Status
from checker.rulebook.waivers import Waiver

REPORTS = Path(__file__).parents[2] / "reports"
TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def county(book: Rulebook) -> Checklist:
    """A report that would pass by its score, but for one core requirement that is missing."""
    checklist = check_file(REPORTS / "chengan.txt", Reader(book))
    assert (checklist.grade, checklist.gate) == (Grade.REVISE, ("adviser.coverage",))
    return checklist


def waiver(item: str = "adviser.coverage", **changes: object) -> Waiver:
    usual = {"item": item, "unit": "澄安县", "reason": "由市里统一聘请", "author": "市司法局", "expires": "2026-12-31"}
    return Waiver.model_validate({**usual, **changes})


def test_the_gate_opens_and_no_point_is_given(county: Checklist, book: Rulebook) -> None:
    after = waive(county, [waiver()], book, TODAY)
    assert (after.grade, after.gate, after.score) == (Grade.PASS, (), county.score)
    before, now = county.verdict("adviser.coverage"), after.verdict("adviser.coverage")
    assert (now.status, now.score, now.weight) == (before.status, before.score, before.weight) == (Status.MISSING, 0.0, now.weight)
    assert now.waiver is not None and now.waiver.reason == "由市里统一聘请"
    assert after.waived_on == "2026-03-01"


@pytest.mark.parametrize("changes", [{"unit": "别县"}, {"unit": "澄安县司法局"}, {"item": "late"}], ids=str)
def test_one_that_is_not_meant_changes_nothing(county: Checklist, book: Rulebook, changes: dict[str, str]) -> None:
    assert waive(county, [waiver(**changes)], book, TODAY) == county


def test_what_is_in_place_is_not_waived(county: Checklist, book: Rulebook) -> None:
    present = next(v for v in county.verdicts if v.status is Status.PRESENT)
    assert waive(county, [waiver(present.requirement)], book, TODAY) == county


def test_an_expired_one_comes_back_and_is_named(county: Checklist, book: Rulebook) -> None:
    old = waiver(expires="2026-02-28")
    after = waive(county, [old], book, TODAY)
    assert (after.grade, after.gate) == (county.grade, county.gate)
    assert after.verdict("adviser.coverage").waiver is None
    assert (after.expired, after.waived_on) == ((old,), "2026-03-01")


def test_one_in_force_goes_before_one_that_has_run_out_and_the_units_own_before_everybodys(county: Checklist, book: Rulebook) -> None:
    old, every, own = waiver(expires="2025-12-31"), waiver(unit="*", reason="全县"), waiver(reason="本单位")
    after = waive(county, [old, every, own], book, TODAY)
    assert after.expired == ()
    applied = after.verdict("adviser.coverage").waiver
    assert applied is not None and applied.reason == "本单位"


def test_findings_can_be_waived(book: Rulebook) -> None:
    checklist = check_file(REPORTS / "shinian.txt", Reader(book))
    codes = {f.code for f in checklist.findings}
    assert "numbering" in codes
    after = waive(checklist, [waiver("numbering", unit="*")], book, TODAY)
    assert {f.code for f in after.findings if f.waiver} == {"numbering"}
    assert len(after.findings) == len(checklist.findings)


def test_a_low_score_stays_low(book: Rulebook) -> None:
    checklist = check_file(REPORTS / "shinian.txt", Reader(book))
    after = waive(checklist, [waiver(item, unit="*") for item in checklist.gate], book, TODAY)
    assert (after.gate, after.grade, after.score) == ((), Grade.RETURN, checklist.score)
