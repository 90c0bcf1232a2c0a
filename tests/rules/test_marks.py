"""The examples of a rulebook's marks are its tests: each goes through the whole scan, in a report of its own."""

from __future__ import annotations

import pytest

from checker.ingest import SourceLine, document_from_lines
from checker.judging import judge
from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook

BOOK = load_rulebook()
EXAMPLES = BOOK.vocabulary.marks.examples
TITLE = "青石镇2025年法治政府建设年度报告"
BODY = (
    "一、主要举措和成效",
    "镇党委会专题学习4次。",
    "二、存在的不足和原因",
    "培训偏少，主要原因是人手不足。",
    "三、下一年度安排",
    "继续抓好普法。",
    "青石镇人民政府",
    "2026年1月20日",
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(BOOK)


def marked(reader: Reader, book: Rulebook, *lines: str, source: str = "报告.docx") -> list[str]:
    document = document_from_lines([SourceLine(line) for line in lines], source=source, sha256="0" * 64, format="docx")
    return [note.place for note in judge(reader.understand(document), book).publication if note.code == "secrecy_mark"]


@pytest.mark.parametrize("line", EXAMPLES.lines)
def test_lines_are_marks(reader: Reader, line: str) -> None:
    table = "信息表“公开方式”"  # a row of a page's own table is told by its key
    assert marked(reader, BOOK, line, TITLE, *BODY) in (["第 1 行"], [table])
    assert marked(reader, BOOK, TITLE, *BODY, line) in (["第 10 行"], [table])


@pytest.mark.parametrize("title", EXAMPLES.titles)
def test_titles_have_marks(reader: Reader, title: str) -> None:
    assert marked(reader, BOOK, title, *BODY) == ["第 1 行"]


@pytest.mark.parametrize("name", EXAMPLES.files)
def test_names_have_marks(reader: Reader, name: str) -> None:
    assert marked(reader, BOOK, TITLE, *BODY, source=f"征求意见稿/{name}") == ["文件名"]


@pytest.mark.parametrize("prose", EXAMPLES.prose)
def test_prose_is_no_mark(reader: Reader, prose: str) -> None:
    assert marked(reader, BOOK, TITLE, prose, *BODY) == []


@pytest.mark.parametrize("name", EXAMPLES.plain_titles)
def test_titles_and_names_without_marks(reader: Reader, name: str) -> None:
    assert marked(reader, BOOK, name.removesuffix(".docx"), *BODY, source=name) == []


def test_there_are_examples_of_each() -> None:
    assert min(map(len, (EXAMPLES.lines, EXAMPLES.titles, EXAMPLES.files, EXAMPLES.prose, EXAMPLES.plain_titles))) >= 8
