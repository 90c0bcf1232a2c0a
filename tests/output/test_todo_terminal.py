from __future__ import annotations

import re
from dataclasses import replace

import pytest

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output import TODO_FORMATS, write
from checker.output.layout import columns
from checker.rulebook import Rulebook

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def table(*checklists: Checklist, book: Rulebook, failures: tuple[Failure, ...] = (), **options: object) -> str:
    text = write(checklists, failures, "table", book=book, formats=TODO_FORMATS, **options)  # type: ignore[arg-type]
    assert isinstance(text, str)
    return text


def test_most_serious_first(noted: Checklist, book: Rulebook) -> None:
    text = table(noted, book=book)
    assert re.sub(r"[0-9a-f]{64}", "…", text) == (
        """\
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
云上镇人民政府：4 项
in/报告 1.txt · ▲ 修改后报 · 得分 39.3
注意：样例

先改：缺失即不能通过（1 项） ───────────────────────────────────────────────────
1. 法律顾问  ✘ 缺失  失分 6  adviser.coverage
    原因  只作为不足或原因提到
    相近  「至今没有聘请法律顾问」 — 二、不足，第 5 行
    依据  《意见》
    补写  请补写。

补充完善：影响得分（1 项） ─────────────────────────────────────────────────────
2. 决策程序  ▲ 模糊  失分 2.5  decision.steps
    原因  【复核】已写明公众参与，没有写合法性审查
    原文  「公开征求意见2次，联系人手机1381234****」 — 一、工作情况，第 3 行
    依据  《决策条例》第5条
    补写  请补写合法性审查。

一致性问题（1 项） ─────────────────────────────────────────────────────────────
3. 个人信息  personal_data
    原因  出现住址“溪口*****”
    原文  「溪口*****」 — 二、不足，第 5 行
    依据  《公开条例》
    补写  请遮盖。

公开前检查（1 项） ─────────────────────────────────────────────────────────────
4. 批注（3 处）  comments
    原文  「王主任：此处再核」 — 第 2 段
    依据  《公开条例》
    补写  请删去全部批注。

校验码 …
"""
    )


def test_units_and_failures(checklist: Checklist, passing: Checklist, failure: Failure, book: Rulebook) -> None:
    text = table(checklist, replace(passing, unit="丙镇"), book=book, failures=(failure,))
    assert text.index("丙镇：0 项") < text.index("没有需要整改的项目。") < text.index("云上镇人民政府：3 项")
    assert text.endswith("1 个文件未能检查\n")


def test_waived_and_expired(waived: Checklist, book: Rulebook) -> None:
    text = table(waived, book=book)
    assert "已豁免（1 项）" in text
    assert "豁免  由县里统一聘请（云上县司法局同意，有效期至 2026-12-31）" in text
    assert "注意：豁免已到期，重新计入：决策程序" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_hostile_words_stay_words_and_lines_stay_short(hostile: Checklist, book: Rulebook, lang: str, width: int) -> None:
    text = table(hostile, book=book, lang=lang, width=width)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200f]", text)
    lines = [line for line in text.splitlines() if "adviser.coverage" not in line and "decision" not in line and "artifact" not in line]
    assert max(map(columns, lines)) <= width


def test_colour_adds_nothing_but_colour(noted: Checklist, book: Rulebook) -> None:
    assert ANSI.sub("", table(noted, book=book, colour=True)) == table(noted, book=book)
