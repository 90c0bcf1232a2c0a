"""The rulebook that ships with the program, and documents as readers of formats make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from checker.ingest import Aside, Document, Place, SourceLine, document_from_lines
from checker.judging import Checklist, judge
from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook

LINES = (
    "岚川县青石镇人民政府2025年度法治政府建设工作报告",
    "一年来，全镇各项工作有序推进。现将有关情况报告如下。",
    "一、主要举措和成效",
    "镇党委会专题学习习近平法治思想4次，聘请律师事务所担任法律顾问。",
    "二、存在的不足和原因",
    "个别干部学法不深，主要原因是培训偏少。",
    "三、下一年度工作安排",
    "继续抓好普法，补齐短板。",
    "岚川县青石镇人民政府",
    "2026年1月20日",
)


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def reader(book: Rulebook) -> Reader:
    return Reader(book)


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """A report of 2025 by 青石镇, a paragraph a line, with asides and other lines where asked for."""

    def make(*asides: Aside, lines: Sequence[str] = LINES, source: str = "报告.docx") -> Document:
        paragraphs = [SourceLine(line, place=Place(paragraph=number)) for number, line in enumerate(lines, start=1)]
        return document_from_lines(paragraphs, source=source, sha256="0" * 64, format="docx", asides=asides)

    return make


@pytest.fixture(scope="session")
def judged(document: Callable[..., Document], reader: Reader, book: Rulebook) -> Callable[..., Checklist]:
    """The checklist of such a report."""

    def make(*asides: Aside, **more: object) -> Checklist:
        return judge(reader.understand(document(*asides, **more)), book)

    return make
