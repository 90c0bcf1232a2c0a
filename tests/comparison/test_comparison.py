from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from checker.comparison.comparison import Side, compare, paired
from checker.comparison.writing import write_json, write_markdown, write_table
from checker.output.layout import columns
from checker.output.tables import Words
from checker.reading import Reader

Make = Callable[..., Side]
OLD = "镇党委理论学习中心组全年专题学习法治思想四次，邀请县委党校教师到镇授课并组织全体干部讨论交流。组织法治培训3场次。"
NEW = OLD + "聘请法律顾问1名，审查合同31份，联系人手机13812345678。"


def renamed(side: Side, unit: str) -> Side:
    return replace(side, record=side.record.model_copy(update={"unit": unit}))


def test_last_year_only_where_the_years_differ_or_it_is_asked_for(side: Make) -> None:
    old, draft, new = side(OLD, 2024), side(OLD, 2025, "draft.txt"), side(NEW)
    assert compare(old, new).last_year is not None
    assert compare(draft, new).last_year is None
    assert compare(draft, new, last_year=True).last_year is not None
    assert compare(old, new, last_year=False).last_year is None


def test_without_texts_it_says_so(side: Make) -> None:
    old, new = side(OLD, 2024), side(NEW)
    bare = replace(old, reading=None, text="")
    found = compare(bare, new)
    assert (found.last_year, found.textless) == (None, True)
    assert not compare(bare, new, last_year=False).textless


def test_one_of_each_is_a_pair_and_several_go_by_unit(side: Make) -> None:
    a, b, c = (renamed(side(OLD), unit) for unit in ("甲镇", "乙镇", "丙镇"))
    assert paired([a], [b]) == ([(a, b)], [])
    assert paired([a, b], [b, c]) == ([(b, b)], [a, c])


@pytest.fixture
def told(side: Make, reader: Reader) -> dict[str, str]:
    comparison = compare(side(OLD, 2024), side(NEW))
    texts = {lang: write_table([comparison], Words(lang, reader.book), width=80) for lang in ("zh", "en")}
    return texts | {"markdown": write_markdown([comparison], Words("zh", reader.book)), "json": write_json([comparison], Words("zh", reader.book))}


def test_in_words(told: dict[str, str]) -> None:
    text = told["zh"]
    assert "青砚镇人民政府：2024.txt → 2025.txt" in text
    assert re.search(r"得分 [\d.]+ → [\d.]+（\+[\d.]+）", text)
    assert re.search(r"已整改（\d+ 项）", text) and "法律顾问  ✘ 缺失 → ✔ 具备 +6  adviser.coverage" in text
    assert "与上一年逐字相同：" in text and "镇党委理论学习中心组" in text
    assert "年度变了而数字没有变：2 个（可对应的数字 2 个）" in text and "法治培训3场次" in text
    assert max(map(columns, text.splitlines())) <= 80
    assert "Closed (" in told["en"] and "已整改" not in told["en"]


def test_as_json(told: dict[str, str]) -> None:
    [comparison] = json.loads(told["json"])["comparisons"]
    assert "adviser.coverage" in [r["id"] for r in comparison["requirements"]["closed"]]
    assert [f["value"] for f in comparison["last_year"]["figures_unchanged"]] == [4, 3]
    assert comparison["last_year"]["carried"] <= comparison["last_year"]["characters"]


@pytest.mark.parametrize("format", ["zh", "en", "markdown", "json"])
def test_personal_data_never_shows(told: dict[str, str], format: str, side: Make, reader: Reader) -> None:
    same = compare(side(NEW, 2024), side(NEW))
    words = Words("zh", reader.book)
    assert "13812345678" not in told[format] + write_table([same], words) + write_markdown([same], words) + write_json([same], words)


def test_hostile_words_stay_words(side: Make, reader: Reader) -> None:
    words = "<script>alert(1)</script>{{7*7}}\x1b[31m\u202e倒写，@octocat见#12号，=cmd|calc，" * 3
    comparison = compare(side(words + OLD, 2024), side(words + OLD))
    book = Words("zh", reader.book)
    markdown = write_markdown([comparison], book)
    assert not re.search(r"(?<!\\)<script|\{\{|[@#](?=\w)", re.sub(r"^#+ ", "", markdown, flags=re.MULTILINE))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", markdown + write_table([comparison], book))


def test_another_rulebook_or_unit_is_told(side: Make, reader: Reader) -> None:
    old, new = side(OLD), side(NEW, 2025, "b.txt")
    other = replace(old, rulebook=old.rulebook.model_copy(update={"version": "1999.1", "sha256": "0"}))
    text = write_table([compare(renamed(other, "别镇"), new)], Words("zh", reader.book))
    assert "1999.1" in text and "两份报告的单位不同（别镇；青砚镇人民政府）" in text
