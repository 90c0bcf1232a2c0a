"""Templates of an office's own: what they may do, and how a broken one is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from checker.judging.checklist import Checklist
from checker.output.notice import Letter, NoticeTemplateError
from checker.rulebook import Rulebook

from .conftest import lines, notice


def template(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    path = folder / "本单位.docx"
    document.save(str(path))
    return path


def error(folder: Path, letter: Letter, checklist: Checklist, book: Rulebook, *paragraphs: str) -> NoticeTemplateError:
    with pytest.raises(NoticeTemplateError) as caught:
        notice(checklist, book, replace(letter, template=template(folder, *paragraphs)))
    return caught.value


def test_an_office_uses_its_own_template(tmp_path: Path, checklist: Checklist, book: Rulebook, letter: Letter) -> None:
    own = template(
        tmp_path,
        "{{ 单位 }}：",
        "{%p for 事项 in 必改事项 %}",
        "{{ 序号() }}，{{ 事项.标题 }}",
        "{%p endfor %}",
        "{% if 通过 %}好{% else %}{{ 得分 }}{% endif %}",
    )
    assert lines(notice(checklist, book, replace(letter, template=own))) == ["云上镇人民政府：", "一，法律顾问", "39.3"]


def test_a_placeholder_that_the_editor_cut_into_runs_is_one(tmp_path: Path, checklist: Checklist, book: Rulebook, letter: Letter) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ 单", "位 }", "}"):
        paragraph.add_run(piece).bold = piece == "{ 单"
    document.save(str(tmp_path / "a.docx"))
    assert lines(notice(checklist, book, replace(letter, template=tmp_path / "a.docx"))) == ["云上镇人民政府"]


@pytest.mark.parametrize(
    "words", ["{{ 单位名 }}", "{% if 单位名 %}好{% endif %}", "{{ 单位名|length }}", "{% for 事项 in 必改事项 %}{{ 事项.单位名 }}{% endfor %}"]
)
def test_an_unknown_placeholder_is_named_with_the_nearest(tmp_path: Path, checklist: Checklist, book: Rulebook, letter: Letter, words: str) -> None:
    found = error(tmp_path, letter, checklist, book, "正文", words)
    assert "“单位名”" in found.message()
    assert "是否应为“单位”" in found.message()
    assert "did you mean “单位”" in found.message("en")


@pytest.mark.parametrize("words", ["{{ 单位 ", "{% for 事项 in 必改事项 %}", "{{ 单位|没有 }}", "{% 单位 %}", "{{ 单位 }"])
def test_a_malformed_placeholder_is_told(tmp_path: Path, checklist: Checklist, book: Rulebook, letter: Letter, words: str) -> None:
    found = error(tmp_path, letter, checklist, book, "正文", words)
    assert "写法有误" in found.message()
    assert "malformed" in found.message("en")


@pytest.mark.parametrize(
    "words",
    [
        "{{ 单位.__class__.__mro__ }}",
        "{{ 序号.__globals__ }}",
        "{{ 必改事项.append(1) }}",
        "{{ ''.__class__ }}",
        "{{ 单位.format.__self__.__class__ }}",
        "{% include 'a' %}",
    ],
)
def test_a_template_reaches_nothing_but_its_facts(tmp_path: Path, checklist: Checklist, book: Rulebook, letter: Letter, words: str) -> None:
    error(tmp_path, letter, checklist, book, words)


@pytest.mark.parametrize("words", ["{{ 必改事项 + 1 }}", "{{ 得分 / 0 }}", "{{ 单位() }}"])
def test_a_template_that_fails_is_told(tmp_path: Path, checklist: Checklist, book: Rulebook, letter: Letter, words: str) -> None:
    assert "填不进内容" in error(tmp_path, letter, checklist, book, words).message()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200, b"{{ x }}"])
def test_a_template_that_is_no_word_document(tmp_path: Path, checklist: Checklist, book: Rulebook, letter: Letter, content: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(NoticeTemplateError, match="不是 Word 文档"):
        notice(checklist, book, replace(letter, template=path))
    with pytest.raises(NoticeTemplateError, match="打不开"):
        notice(checklist, book, replace(letter, template=tmp_path / "no.docx"))
