"""The draft circular: every figure counted, every name in its place, blanks for what only the office knows."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from checker.auditing.pages.briefing import circular, write_briefing
from checker.auditing.summary import Summary
from checker.output.notice import Letter

from .conftest import LETTER


def words(data: bytes) -> str:
    return "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)


def said(summary: Summary, letter: Letter = LETTER, basis: str = "《纲要》") -> str:
    return "\n".join(text for _, text in circular(summary, letter, basis=basis).body)


def test_the_figures_are_those_of_the_summary(finished: tuple[Path, Summary]) -> None:
    _, summary = finished
    text = said(summary)
    grades = summary.grades
    assert "应报送年度报告的单位14家，已报送12家，报送率85.7%；未报送2家。1家单位重复报送，按日期取最近的一份审核。另有2个文件无法读取" in text
    assert f"列入审核的年度报告12份，平均得分{summary.mean:.1f}分，中位数{summary.median:.1f}分，最高{summary.rows[0].score:.1f}分" in text
    assert f"通过的{grades['pass']}份、占{100 * grades['pass'] / 12:.1f}%，修改后重新报送的{grades['revise']}份" in text
    weakest = summary.requirement(summary.weakest[0]).counts
    lacking = weakest.vague + weakest.missing
    assert f"1.“{summary.requirement(summary.weakest[0]).title}”。应写的{weakest.judged}份中，未达到要求的{lacking}份" in text
    assert summary.previous and summary.previous.mean is not None
    assert f"平均得分由上次的{summary.previous.mean:.1f}分变为{summary.mean:.1f}分" in text


def test_units_are_named_by_grade_and_who_has_not_submitted(finished: tuple[Path, Summary]) -> None:
    _, summary = finished
    text = said(summary)
    by_grade = {grade: [row.unit for row in summary.rows if row.grade == grade] for grade in ("pass", "revise", "return")}
    praised = re.search(r"审核结论为通过的单位\d+家：(.*)。", text)
    assert praised and [name.split("（")[0] for name in praised[1].split("、")] == by_grade["pass"]
    assert f"审核结论为修改后重新报送的单位{len(by_grade['revise'])}家：{'、'.join(by_grade['revise'])}。" in text
    assert f"审核结论为退回重写的单位{len(by_grade['return'])}家：{'、'.join(by_grade['return'])}。" in text
    assert "未报送的单位2家：白鹭镇人民政府、澄安县统计局。" in text
    assert "于2026年4月30日前补报" in text
    for pair in summary.copies:  # nobody is named as a copyist before a person has looked
        assert "雷同" in text and pair.first not in re.findall(r"内容雷同\n(.*)", text)[0]


def test_what_the_office_alone_knows_is_left_blank(finished: tuple[Path, Summary]) -> None:
    text = words(write_briefing(finished[1], Letter(date(2026, 4, 5))))
    assert "于____年____月____日前" in text and "________〔2026〕____号" in text
    assert "我单位对各单位报送的2025年度法治政府建设年度报告" in text
    assert "根据" not in text.split("进行了审核")[0]


def test_parts_without_reason_are_left_out_and_the_count_closes_up(finished: tuple[Path, Summary]) -> None:
    _, summary = finished
    bare = replace(summary, expected=None, not_submitted=(), copies=(), previous=None, choices=(), errors=(), findings=())
    text = said(bare)
    for gone in ("报送率", "与上次审核", "雷同", "补报", "没有报送", "前后不一致"):
        assert gone not in text
    headings = re.findall("^([一二三四]、.*)$", text, re.MULTILINE)
    assert headings == ["一、总体情况", "二、做得较好的方面", "三、存在的主要问题", "四、有关要求"]
    perfect = replace(bare, rows=tuple(replace(r, grade="pass", gate=(), publication=0) for r in bare.rows), weakest=(), grades={"pass": 12})
    assert re.findall("^([一二三四]、.*)$", said(perfect), re.MULTILINE)[-1] == "三、有关要求"


def test_the_addressees_are_the_levels_that_were_to_hand_in(finished: tuple[Path, Summary]) -> None:
    _, summary = finished
    assert circular(summary, LETTER).addressee == "各乡镇人民政府、街道办事处，政府各部门："
    counties = replace(summary, rows=tuple(replace(r, level="county") for r in summary.rows), not_submitted=())
    assert circular(counties, LETTER).addressee == "各县（市、区）人民政府："


def test_the_annexes_hold_everybody_and_everything(finished: tuple[Path, Summary]) -> None:
    folder, summary = finished
    document = Document(str(folder / "briefing.docx"))
    results, requirements = document.tables
    assert [[cell.text for cell in row.cells][:2] for row in results.rows][1:] == [[str(r.rank), r.unit] for r in summary.rows]
    assert [row.cells[1].text for row in requirements.rows][1:] == [r.title for r in summary.requirements]
    assert [row.cells[2].text for row in requirements.rows][1:] == [str(r.counts.present) for r in summary.requirements]


def test_many_names_are_cut_and_all_are_in_the_annex(tmp_path: Path, season: Callable[..., Summary]) -> None:
    summary = season(tmp_path, 300)
    text = said(summary)
    assert "等，其余名单见附件或汇总表" in text
    assert max(line.count("、") for line in text.splitlines()) < 70
    assert len(circular(summary, LETTER).annexes[0][1]) == 301


def test_the_page_is_that_of_the_standard(finished: tuple[Path, Summary]) -> None:
    document = Document(str(finished[0] / "briefing.docx"))
    section = document.sections[0]
    assert [round(side.mm) for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)] == [37, 35, 28, 26]
    assert not section.different_first_page_header_footer
    title = next(p for p in document.paragraphs if p.style.name == "公文标题")
    assert title.text == "关于2025年度法治政府建设年度报告\n审核情况的通报"
    assert document.core_properties.author == ""


def test_an_empty_season_makes_a_letter_too(tmp_path: Path, season: Callable[..., Summary]) -> None:
    text = words(write_briefing(season(tmp_path, 0, previous=False), LETTER))
    assert "未报送的单位2家" in text and "平均得分" not in text


@pytest.mark.parametrize("number", range(2))
def test_the_same_bytes_each_time(finished: tuple[Path, Summary], number: int) -> None:
    assert write_briefing(finished[1], LETTER, basis="《法治政府建设实施纲要（2021—2025年）》") == (finished[0] / "briefing.docx").read_bytes()
