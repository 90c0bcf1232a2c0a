"""A report understood in time that grows with its length."""

from __future__ import annotations

from time import process_time

import pytest

from checker.ingest import document_from_text
from checker.reading import Reader

PARAGRAPH = "全年组织执法人员培训12次，征求群众意见30余条。下一步，我镇将继续加强行政执法监督，依据《镇规范性文件管理办法》开展清理。\n"
HEADING = "（一）推进依法行政\n"


@pytest.mark.parametrize("unit", [pytest.param(PARAGRAPH, id="paragraphs"), pytest.param(HEADING, id="headings"), pytest.param(HEADING + PARAGRAPH, id="both")])
def test_time_grows_with_the_text(reader: Reader, unit: str) -> None:
    once, four_times = (seconds(reader, unit * (length // len(unit))) for length in (10_000, 40_000))
    assert four_times < 4 * once * 2.5 + 0.02


def seconds(reader: Reader, text: str) -> float:
    """The processor's time for ingest and reading: the least of several."""
    best = float("inf")
    for _ in range(3):
        start = process_time()
        assert reader.understand(document_from_text(text)).sentences
        best = min(best, process_time() - start)
    return best
