"""A trace names every place where a term fired, its time, and what was made of it; and ends with the very verdict of the checklist."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.authoring.trace import tell, trace
from checker.ingest import document_from_text, read
from checker.judging import judge
from checker.reading import Reader
from checker.rulebook import load_rulebook

ROOT = Path(__file__).parents[2]
TEXT = """\
云岫镇2025年法治政府建设年度报告
一、主要举措和成效
（一）依法决策。聘请云岭律师事务所律师1名担任法律顾问，审查合同16份。县司法局法律顾问团队审查了县级合同。
二、存在的不足
尚未聘请公职律师担任法律顾问。
三、2026年安排
拟聘请律师参与重大决策。
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_rulebook())


def test_each_step_says_what_was_made_of_it(reader: Reader) -> None:
    steps = trace(reader.understand(document_from_text(TEXT)), reader.book, "adviser.coverage").steps
    counted = [s for s in steps if s.counts]
    assert any("云岭律师" in s.sentence and s.time == "报告年度" for s in counted)
    assert all("尚未" not in s.sentence and "拟聘请" not in s.sentence for s in counted)
    assert any(s.discount == "negated" and "尚未聘请" in s.sentence for s in steps)
    assert any(s.time == "下一年打算" and s.place.line == 7 for s in steps)
    assert all(s.words in s.sentence for s in steps)


@pytest.mark.parametrize("name", ["qingyan.txt", "shinian.txt", "liujin.md", "chengan.txt"])
def test_it_ends_with_the_verdict_of_the_checklist(name: str, reader: Reader) -> None:
    reading = reader.understand(read(ROOT / "reports" / name))
    for verdict in judge(reading, reader.book, level=reading.identity.level).verdicts:
        found = trace(reading, reader.book, verdict.requirement)
        assert found.verdict == verdict
        assert not verdict.evidence or found.steps or found.kind in ("chapter", "identification")


def test_it_reads_as_a_story(reader: Reader) -> None:
    told = tell(trace(reader.understand(document_from_text(TEXT)), reader.book, "adviser.coverage"))
    assert "✔ 算数" in told and "✘ 不算：被否定，不足" in told and "结论  具备" in told
    assert "第 3 行" in told and told.count("「尚未聘请公职律师担任法律顾问。」") == 1


def test_an_unknown_requirement(reader: Reader) -> None:
    with pytest.raises(KeyError):
        trace(reader.understand(document_from_text(TEXT)), reader.book, "adviser.coverag")
