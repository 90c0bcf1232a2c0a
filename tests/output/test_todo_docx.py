from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output import TODO_FORMATS, write
from checker.rulebook import Rulebook


def todo(checklists: list[Checklist], book: Rulebook, failures: tuple[Failure, ...] = (), lang: str = "zh") -> bytes:
    data = write(checklists, failures, "docx", book=book, lang=lang, formats=TODO_FORMATS)
    assert isinstance(data, bytes)
    return data


def test_a_table_for_each_unit(checklist: Checklist, passing: Checklist, failure: Failure, book: Rulebook) -> None:
    other = replace(checklist, unit="甲镇人民政府", findings=())
    document = Document(io.BytesIO(todo([checklist, other, passing], book, (failure,))))
    said = [p.text for p in document.paragraphs]
    assert [line for line in said if line.endswith("人民政府")] == ["云上镇人民政府", "甲镇人民政府"]
    assert "不支持的文件类型" in said[-1]
    first, second = document.tables
    assert [row.cells[2].text.splitlines()[0] for row in first.rows][1:] == ["法律顾问", "决策程序", "个人信息"]
    assert "请补写合法性审查。" in first.rows[2].cells[5].text
    assert "1381234****" in first.rows[2].cells[3].text
    assert len(second.rows) == 3
    assert document.sections[0].page_width > document.sections[0].page_height


def test_english_headers(checklist: Checklist, book: Rulebook) -> None:
    (table,) = Document(io.BytesIO(todo([checklist], book, lang="en"))).tables
    assert all(cell.text.isascii() and cell.text for cell in table.rows[0].cells)


def test_the_same_input_gives_the_same_bytes(checklist: Checklist, book: Rulebook) -> None:
    assert todo([checklist], book) == todo([checklist], book)


@pytest.mark.parametrize("words", ["{{7*7}}<script>", "甲\x00\x07乙\u202e\uffff\ud800", "=cmd|' /C calc'!A0", "👍🏽" * 9])
def test_hostile_words_are_text(checklist: Checklist, book: Rulebook, words: str) -> None:
    verdict = replace(checklist.verdicts[0], title=words, remedy=words)
    document = Document(io.BytesIO(todo([replace(checklist, unit=words, source=words, verdicts=(verdict,))], book)))
    assert len(document.tables[0].rows) == 3
