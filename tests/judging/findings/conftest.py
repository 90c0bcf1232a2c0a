"""Reports made of a passage and what surrounds it, and the findings of one code on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.ingest import document_from_text
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings import FINDERS
from checker.reading import Reader
from checker.rulebook.loading import load_rulebook
from checker.rulebook.schema import Rulebook

Found = Callable[..., list[Finding]]

REPORT = """{title}

{to}：

{preamble}

{achievements}

（一）依法履职，规范行政行为
{body}

二、存在的不足和原因

个别干部学法不深，主要原因是培训偏少。

{plan}

{plans}

{signature}
{date}
"""
DEFAULTS = {
    "title": "岚川县青石镇人民政府2025年度法治政府建设工作报告",
    "to": "县委、县人民政府",
    "preamble": "一年来，全镇各项工作有序推进。现将有关情况报告如下。",
    "achievements": "一、主要举措和成效",
    "body": "镇党委会专题学习4次。",
    "plan": "三、下一年度工作安排",
    "plans": "继续抓好普法，补齐短板。",
    "signature": "岚川县青石镇人民政府",
    "date": "2026年1月20日",
}


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The rulebook that ships with the program."""
    return load_rulebook()


@pytest.fixture(scope="session")
def reader(book: Rulebook) -> Reader:
    """A reader of it."""
    return Reader(book)


@pytest.fixture(scope="session")
def context(book: Rulebook, reader: Reader) -> Callable[..., Context]:
    """The context of a whole text."""

    def make(text: str, format: str = "txt") -> Context:
        return Context(reader.understand(document_from_text(text, source="t.txt", format=format)), book)

    return make


@pytest.fixture(scope="session")
def found_in(context: Callable[..., Context]) -> Found:
    """The findings of one code in a whole text; each quote is the source text at its offsets."""

    def find(code: str, text: str, format: str = "txt") -> list[Finding]:
        findings = list(FINDERS[code](context(text, format)))
        for finding in findings:
            assert text[finding.start : finding.end] == finding.quote
            assert finding.code == code
            assert finding.message
        return findings

    return find


@pytest.fixture(scope="session")
def found(found_in: Found) -> Found:
    """The findings of one code in a report of 2025 by 青石镇, parts of which can be replaced."""

    def find(code: str, **parts: str) -> list[Finding]:
        return found_in(code, REPORT.format(**{**DEFAULTS, **parts}))

    return find


def agree(findings: list[Finding], quotes: list[str]) -> None:
    """Whether there is one finding for each quote, which it holds or is part of."""
    said = [f.quote.replace("\n", "") for f in findings]
    assert len(said) == len(quotes), said
    for got, wanted in zip(said, quotes, strict=True):
        assert wanted in got or got in wanted, (got, wanted)
