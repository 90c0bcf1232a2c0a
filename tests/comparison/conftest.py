"""Reports written for the occasion, read and judged by the shipped rulebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.checking import read_and_check
from checker.comparison.comparison import Side
from checker.comparison.records import RulebookFacts, record_of
from checker.output.masking import masked
from checker.output.sealing import rulebook_facts, sealed
from checker.reading import Reader
from checker.reading.model import Reading
from checker.rulebook import load_rulebook

REPORT = """青砚镇{year}年法治政府建设年度报告

一、主要举措和成效
{body}

二、不足和原因
普法形式比较单一，主要原因是人手不足。

三、{next}年主要安排
加强普法宣传。

青砚镇人民政府
{next}年1月20日
"""
Write = Callable[..., Path]
Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_rulebook())


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(body: str, year: int = 2025, name: str = "") -> Path:
        path = tmp_path / (name or f"{year}.txt")
        path.write_text(REPORT.format(body=body, year=year, next=year + 1), "utf-8")
        return path

    return write


@pytest.fixture
def read(reader: Reader, written: Write) -> Read:
    def reading(body: str, year: int = 2025) -> Reading:
        return read_and_check(written(body, year), reader)[0]

    return reading


@pytest.fixture
def side(reader: Reader, written: Write) -> Callable[..., Side]:
    def make(body: str, year: int = 2025, name: str = "") -> Side:
        reading, checklist = read_and_check(written(body, year, name), reader)
        [safe] = sealed([masked(checklist)], reader.book)
        return Side(record_of(safe), RulebookFacts.model_validate(rulebook_facts(reader.book)), reading, safe.text)

    return make
