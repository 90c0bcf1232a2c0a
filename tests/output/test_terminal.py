from __future__ import annotations

import re
from dataclasses import replace

import pytest

from checker.failure import Failure
from checker.ingest import Place
from checker.judging.checklist import Checklist, Evidence, PublicationNote
from checker.output import write
from checker.output.labels import LABELS
from checker.output.layout import columns
from checker.rulebook import Rulebook

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def table(checklists: list[Checklist], book: Rulebook, failures: tuple[Failure, ...] = (), **options: object) -> str:
    return write(checklists, failures, "table", book=book, **options)  # type: ignore[arg-type]


HASH = re.compile(r"\b[0-9a-f]{64}\b")  # other for every version of the program; test_sealing.py has it


def test_a_report_in_full(checklist: Checklist, book: Rulebook) -> None:
    assert HASH.sub("…", table([checklist], book)) == (
        """\
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
云上镇2025年度报告
云上镇人民政府 · 乡镇、街道 · 2025 年度 · in/报告 1.txt

▲ 修改后报   得分 39.3（5.5 / 14 分）
✔ 具备 1  ▲ 模糊 1  ✘ 缺失 1  － 不适用 1
未过关口（缺失即不能通过）：法律顾问
注意：样例

状态       要求            得分  说明
---------  ------------  ------  ----------------------------------------
依法决策
▲ 模糊     决策程序       2.5/5  【复核】已写明公众参与，没有写合法性审查
✔ 具备     政务公开         3/3  第 3 行 「公开征求意见2次」
法律顾问组
✘ 缺失     法律顾问         0/6  只作为不足或原因提到
－ 不适用  不相干的要求          不适用于乡镇

【复核】处在判定边界的项目，请人工先看。

需要修改（2 项） ───────────────────────────────────────────────────────────────
▲ 模糊  决策程序  decision.steps
    原因  【复核】已写明公众参与，没有写合法性审查
    组成  ✔ 公众参与  ✘ 合法性审查
    原文  「公开征求意见2次，联系人手机1381234****」 — 一、工作情况，第 3 行
    依据  《决策条例》第5条
    补写  请补写合法性审查。

✘ 缺失  法律顾问  adviser.coverage
    原因  只作为不足或原因提到
    相近  「至今没有聘请法律顾问」 — 二、不足，第 5 行
    依据  《意见》
    补写  请补写。

一致性问题（1 处） ─────────────────────────────────────────────────────────────
▲ 个人信息  personal_data
    原因  出现住址“溪口*****”
    原文  「溪口*****」 — 二、不足，第 5 行

已具备（1 项） ─────────────────────────────────────────────────────────────────
✔ 政务公开
    「公开征求意见2次」 — 一、工作情况，第 3 行

规则库 sample（7） · 校验码
…
"""
    )


def test_several_reports_end_in_a_summary(checklist: Checklist, passing: Checklist, failure: Failure, book: Rulebook) -> None:
    output = table([checklist, passing], book, (failure,), brief=True)
    assert output.endswith(
        """\
文件        单位              年度    得分  结论          ✔/▲/✘    问题
----------  --------------  ------  ------  ----------  -------  ------
报告 1.txt  云上镇人民政府    2025    39.3  ▲ 修改后报    1/1/1       1
good.txt    云上镇人民政府    2025   100.0  ✔ 通过        1/0/0

共 2 份报告：通过 1、修改后报 1；1 个文件未能检查
"""
    )


def test_brief_leaves_the_details_out(checklist: Checklist, book: Rulebook) -> None:
    output = table([checklist], book, brief=True)
    assert "请补写" not in output
    assert "决策程序" in output
    assert "个人信息" in output


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(checklist: Checklist, passing: Checklist, book: Rulebook, width: int, lang: str) -> None:
    long = Evidence("很长的原文，" * 30, "（三）" + "很长的标题" * 10, 0, 180, "reporting_year", place=Place(line=1234))
    verdicts = [replace(v, evidence=(long,), near_misses=(long,), remedy="请补写，" * 40, basis=("《很长的文件名称》" * 4,) * 3) for v in checklist.verdicts]
    wordy = replace(checklist, verdicts=tuple(verdicts), title="标题" * 50, source="a" * 90 + ".txt", unit="某某县" * 20)
    output = table([wordy, passing], book, width=width, lang=lang)
    assert max(columns(line) for line in output.splitlines()) <= width


def test_colour_adds_nothing_but_colour(checklist: Checklist, passing: Checklist, book: Rulebook) -> None:
    plain = table([checklist, passing], book)
    coloured = table([checklist, passing], book, colour=True)
    assert "\x1b[" not in plain
    assert "\x1b[31m✘ 缺失\x1b[0m" in coloured
    assert ANSI.sub("", coloured) == plain


def test_english_labels_leave_the_rulebooks_words(checklist: Checklist, book: Rulebook) -> None:
    output = table([checklist], book, lang="en")
    assert "▲ vague" in output
    assert "✘ missing  法律顾问  adviser.coverage" in output
    assert "only admitted as a shortcoming" in output
    assert "只作为不足或原因提到" not in output
    assert "gate closed" in output


NOTES = (
    PublicationNote("secrecy_mark", 1, "页眉", "内部资料 注意保管"),
    PublicationNote("residual_markup", 5, "修订痕迹（第 3 段、第 5 段）", "插入 3 处、删除 2 处"),
)


def test_what_the_scan_saw_stands_in_a_section_of_its_own(checklist: Checklist, book: Rulebook) -> None:
    output = table([replace(checklist, publication=NOTES)], book, brief=True)
    assert (
        """\
公开前检查（2 项） ─────────────────────────────────────────────────────────────
▲ 密级或稿次标志  secrecy_mark
    位置  页眉
    所见  内部资料 注意保管
▲ 修订痕迹  5 处  residual_markup
    位置  修订痕迹（第 3 段、第 5 段）
    所见  插入 3 处、删除 2 处
公开前检查只列出看到的，不表示其余没有问题。
"""
        in output
    )


def test_the_scan_in_english(checklist: Checklist, book: Rulebook) -> None:
    output = table([replace(checklist, publication=NOTES)], book, lang="en")
    assert "Before publication (2)" in output
    assert "▲ tracked changes  5 times  residual_markup" in output
    assert "it does not say that nothing else is there" in output


def test_where_nothing_was_seen_nothing_is_said_of_it(checklist: Checklist, book: Rulebook) -> None:
    assert "公开前" not in table([checklist], book)


def test_both_languages_have_every_label() -> None:
    reasons = {k for k in LABELS["en"] if k in ("full", "nil_return", "incomplete", "generic", "misplaced", "absent", "plan_only", "problem_only", "negated")}
    assert set(LABELS["en"]) - reasons == set(LABELS["zh"])


def test_escape_sequences_of_a_report_never_reach_the_terminal(checklist: Checklist, book: Rulebook) -> None:
    evil = replace(checklist, title="标题\x1b]0;x\x07", unit="镇\x1b[2J", source="a\x1b[2J.txt", notices=("\x1b[1m",))
    verdict = replace(evil.verdicts[0], evidence=(replace(evil.verdicts[0].evidence[0], quote="\x1b[31m红", chapter="\x9b1m"),))
    output = table([replace(evil, verdicts=(verdict,))], book)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", output)


def test_nothing_at_all_is_nothing(book: Rulebook) -> None:
    assert table([], book) == ""


def test_without_unit_year_title_or_line_it_still_reads(checklist: Checklist, book: Rulebook) -> None:
    bare = replace(checklist, title="", unit="", reporting_year=None)
    verdict = replace(bare.verdicts[1], evidence=(Evidence("公开", "", 0, 2, "reporting_year"),))
    output = table([replace(bare, verdicts=(verdict,))], book)
    assert "（没有读到标题）" in output
    assert "（没有读到单位） · 乡镇、街道 · 年度不明" in output
    assert "    「公开」\n" in output
