from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.document import Document as DocumentObject

from checker.judging.checklist import Checklist, PublicationNote
from checker.output import write
from checker.output.notice import Letter
from checker.rulebook import Rulebook


@pytest.fixture
def letter() -> Letter:
    return Letter(date(2026, 4, 5), "云上县委全面依法治县委员会办公室", date(2026, 4, 30))


@pytest.fixture
def with_note(checklist: Checklist) -> Checklist:
    return replace(checklist, publication=(PublicationNote("comments", 3, "第2段", "批注：数字待核", title="批注和修订", remedy="请删去全部批注后另存。"),))


def opened(data: bytes | str) -> DocumentObject:
    assert isinstance(data, bytes)
    return Document(io.BytesIO(data))


def notice(checklist: Checklist, book: Rulebook, letter: Letter) -> bytes:
    data = write([checklist], (), "docx", book=book, letter=letter)
    assert isinstance(data, bytes)
    return data


def lines(data: bytes) -> list[str]:
    return [p.text for p in opened(data).paragraphs if p.text]
