"""Tracked changes and comments left in a file: one finding for each kind, at the words of the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from checker.ingest import Aside, AsideKind, document_from_text
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings import find_all
from checker.reading import Reader
from checker.rulebook.schema import Rulebook

from .conftest import DEFAULTS, REPORT

K = AsideKind
TEXT = REPORT.format(**DEFAULTS)
LINES = TEXT.splitlines()
BODY = next(n for n, line in enumerate(LINES, start=1) if "专题学习" in line)


def found(reader: Reader, book: Rulebook, *asides: Aside, text: str = TEXT) -> list[Finding]:
    document = replace(document_from_text(text, source="a.docx", format="docx"), asides=asides)
    findings = [f for f in find_all(Context(reader.understand(document), book), strict=True) if f.code == "artifact"]
    for finding in findings:
        assert text[finding.start : finding.end] == finding.quote
    return findings


def test_a_settled_file_has_none(reader: Reader, book: Rulebook) -> None:
    assert found(reader, book, Aside(K.HEADER, "青石镇"), Aside(K.PROPERTY, "张三丰", "作者")) == []


def test_two_hundred_changes_are_one_finding(reader: Reader, book: Rulebook) -> None:
    text = TEXT.replace(DEFAULTS["body"], "\n\n".join(f"第{n}村排查纠纷{n}起。" for n in range(1, 101)))
    numbers = [n for n, line in enumerate(text.splitlines(), start=1) if "排查" in line]
    changes = [Aside(kind, "原文", author="张三丰", line=n) for n in numbers for kind in (K.INSERTED, K.DELETED)]
    (finding,) = found(reader, book, *changes, text=text)
    assert "插入 100 处、删除 100 处" in finding.message
    assert finding.message.endswith(f"第 {changes[0].line} 行、第 {changes[2].line} 行、第 {changes[4].line} 行等 100 处")
    assert finding.quote == "第1村排查纠纷1起。"
    assert finding.place.line == changes[0].line


def test_changes_and_comments_in_one_paragraph_are_two_findings_and_hide_no_other(reader: Reader, book: Rulebook) -> None:
    text = TEXT.replace("专题学习4次", "专题学习××次")
    findings = found(reader, book, Aside(K.COMMENT, "核实", author="李四", line=BODY), Aside(K.DELETED, "6次", author="张三丰", line=BODY), text=text)
    assert sorted(f.message.partition("（")[0].partition(" ")[0].partition("：")[0] for f in findings) == ["文件里留有修订痕迹", "文件里留有批注", "未填的“××”"]


def test_neither_what_was_deleted_nor_who_wrote_is_told(reader: Reader, book: Rulebook) -> None:
    findings = found(reader, book, Aside(K.DELETED, "未公开的方案", author="张三丰", line=BODY), Aside(K.COMMENT, "补偿未定", author="李四", line=BODY))
    for word in ("未公开", "补偿", "张三", "李四"):
        assert word not in repr(findings)


def test_the_quote_is_the_beginning_of_the_paragraph(reader: Reader, book: Rulebook) -> None:
    text = TEXT.replace(DEFAULTS["body"], "镇党委会专题学习4次，" * 20)
    (finding,) = found(reader, book, Aside(K.INSERTED, "4次", line=BODY), text=text)
    assert finding.quote == ("镇党委会专题学习4次，" * 20)[:40]


def test_without_a_line_it_stands_at_the_head(reader: Reader, book: Rulebook) -> None:
    (finding,) = found(reader, book, Aside(K.COMMENT, "核实"))
    assert finding.start == 0
    assert finding.message == "文件里留有批注 1 条；请处理并删除批注后再报送"


def test_a_rulebook_without_the_code_has_none(reader: Reader, book: Rulebook, context: Callable[..., Context]) -> None:
    silent = book.model_copy(update={"findings": {k: v for k, v in book.findings.items() if k != "artifact"}})
    document = replace(document_from_text(TEXT), asides=(Aside(K.COMMENT, "核实", line=BODY),))
    assert [f for f in find_all(Context(reader.understand(document), silent), strict=True) if f.code == "artifact"] == []
