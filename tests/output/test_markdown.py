from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output import TODO_FORMATS, write
from checker.output.markdown import escaped
from checker.rulebook import Rulebook

FORGE = MarkdownIt("gfm-like", {"html": True, "linkify": False})  # raw HTML let through, tables and strike-through on


def markdown(*checklists: Checklist, book: Rulebook, **options: object) -> str:
    text = write(checklists, [], "markdown", book=book, **options)  # type: ignore[arg-type]
    assert isinstance(text, str)
    return text


def kinds(text: str) -> set[str]:
    """The kinds of everything in the text, as a forge reads it."""
    return {token.type for block in FORGE.parse(text) for token in (block, *(block.children or ()))}


def test_a_report(noted: Checklist, book: Rulebook) -> None:
    text = markdown(noted, book=book)
    assert text.startswith("# 云上镇2025年度报告\n\n**▲ 修改后报** · 得分 39.3 · 云上镇人民政府 · 乡镇、街道 · 2025 年度 · 报告 1.txt\n")
    assert "| ✘ 缺失 | 法律顾问 | 0/6 | 只作为不足或原因提到 |" in text
    assert "> 未过关口（缺失即不能通过）：法律顾问" in text
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == ["先改：缺失即不能通过", "补充完善：影响得分", "一致性问题", "公开前检查"]
    assert (
        "1. **法律顾问** ✘ 缺失 · 失分 6 · `adviser.coverage`\n   - 原因：只作为不足或原因提到\n   - 相近：「至今没有聘请法律顾问」 — 二、不足，第 5 行" in text
    )
    assert re.search(r"校验码 `[0-9a-f]{64}`", text)


def test_a_table_a_forge_can_read(checklist: Checklist, book: Rulebook) -> None:
    html = FORGE.render(markdown(checklist, book=book))
    assert html.count("<tr>") == 1 + len(checklist.verdicts)


def test_what_is_waived_is_shown_and_what_has_expired_is_named(waived: Checklist, book: Rulebook) -> None:
    text = markdown(waived, book=book)
    assert "## 已豁免（1 项）" in text
    assert "   - 豁免：由县里统一聘请（云上县司法局同意，有效期至 2026-12-31）" in text
    assert "豁免已到期，重新计入：决策程序（2025-12-31 到期；云上县司法局同意：由县里统一聘请）" in text
    assert "豁免按 2026-03-01 核对" in text


def test_brief_leaves_what_to_mend_out(checklist: Checklist, book: Rulebook) -> None:
    text = markdown(checklist, book=book, brief=True)
    assert "请补写" not in text
    assert "法律顾问" in text


def test_only_what_to_mend_by_unit(checklist: Checklist, passing: Checklist, failure: Failure, book: Rulebook) -> None:
    reports = [checklist, replace(passing, unit="丙镇")]
    text = write(reports, [failure], "markdown", book=book, formats=TODO_FORMATS)
    assert isinstance(text, str)
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["丙镇：0 项", "云上镇人民政府：3 项"]
    assert "没有需要整改的项目。" in text
    assert "- in/b.doc — 不支持的文件类型 .doc" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("formats", [None, TODO_FORMATS], ids=["check", "todo"])
def test_nothing_of_a_report_means_anything(hostile: Checklist, book: Rulebook, lang: str, formats: object) -> None:
    text = markdown(hostile, book=book, lang=lang, **({} if formats is None else {"formats": formats}))
    plain = markdown(replace(hostile, verdicts=(), findings=(), publication=()), book=book, lang=lang)
    assert "link_open" not in kinds(text) and "image" not in kinds(text)
    assert not kinds(text) & {"html_block", "html_inline", "s_open", "fence", "code_block", "em_open"}
    assert not re.search(r"[@#](?=[\w])|\{\{|\{%|\$\{", text.replace("#" * 3, "").replace("`", ""))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200f]", text + plain)


@pytest.mark.parametrize("link", ["http://a.example", "HTTPS://a.example", "www.a.example"])
def test_no_bare_link_is_made(link: str) -> None:
    linking = MarkdownIt("commonmark").enable("table")
    assert link not in escaped(link)
    assert "<a" not in linking.render(escaped(f"<{link}>"))
