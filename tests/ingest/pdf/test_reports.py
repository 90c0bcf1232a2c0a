"""The sample reports printed in two layouts, and scanned, give the checklist of their text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.ingest import Document, ReadError, ocr, read
from checker.judging import judge
from checker.judging.checklist import Checklist
from checker.reading import Reader
from checker.rulebook import load_rulebook

from .conftest import REPORTS, of_images, read_pages, scanned

Check = Callable[[Document], Checklist]


@pytest.fixture(scope="module")
def check() -> Check:
    reader = Reader(load_rulebook())
    return lambda document: judge(reader.understand(document), reader.book)


def answers(result: Checklist) -> dict[str, tuple[str, str]]:
    return {v.requirement: (v.status.value, v.reason.value if v.reason else "") for v in result.verdicts}


@pytest.mark.parametrize("layout", ["official", "web"])
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_printed_report_is_read_like_its_text(
    path: Path, layout: str, check: Check, invariants: Callable[[Document], None], request: pytest.FixtureRequest
) -> None:
    printed: dict[str, bytes] = request.getfixturevalue(layout)
    document, text = read_pages(printed[path.name]), read(path)
    invariants(document)
    assert [block.text for block in document.blocks] == [block.text for block in text.blocks]
    result, expected = check(document), check(text)
    assert answers(result) == answers(expected)
    assert [finding.code for finding in result.findings] == [finding.code for finding in expected.findings]
    assert (result.unit, result.reporting_year) == (expected.unit, expected.reporting_year)
    pages = [block.place.page for block in document.blocks]
    assert pages[0] == 1 and None not in pages and pages == sorted(pages, key=lambda page: page or 0) and (pages[-1] or 0) >= 2


@pytest.mark.slow
@pytest.mark.skipif(not ocr.available(), reason="rapidocr is not installed")
def test_scanned_reports_are_read_nearly_like_their_text(official: dict[str, bytes], check: Check, no_network: None) -> None:
    same = total = 0
    for number, path in enumerate(REPORTS):
        document = read_pages(of_images(scanned(official[path.name], askew=(-1) ** number * 0.8)))
        result, expected = answers(check(document)), answers(check(read(path)))
        total += len(expected)
        same += sum(1 for requirement, (status, _) in expected.items() if result[requirement][0] == status)
    assert same >= 0.95 * total, f"{same} of {total} statuses are the same"


def test_without_recognition_a_scan_says_what_it_takes(official: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(ReadError) as raised:
        read_pages(of_images(scanned(official["shinian.txt"], dpi=60)))
    assert raised.value.code == "needs_ocr"
    assert "第 1—3 页" in raised.value.message() and 'pip install "fazhi-checker[ocr]"' in raised.value.message("en")
