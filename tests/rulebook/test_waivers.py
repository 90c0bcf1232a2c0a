"""The list of accepted exceptions: what it may say, and every way in which it can be wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.rulebook import Rulebook, RulebookError, load_rulebook
from checker.rulebook.waivers import Waiver, load_waivers

GOOD = """\
- item: adviser.coverage
  unit: 青砚镇
  reason: 由县里统一聘请
  author: 云上县司法局
  expires: 2026-12-31
- {item: late, unit: "*", reason: 系统故障, author: 云上县司法局, expires: "2026-06-30"}
"""


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


def defects(path: Path, text: str, book: Rulebook) -> list[tuple[int, str, str]]:
    path.write_text(text, "utf-8")
    with pytest.raises(RulebookError) as caught:
        load_waivers(path, book)
    assert all(d.file == str(path) for d in caught.value.defects)
    return [(d.line, d.key, d.message) for d in caught.value.defects]


def test_a_good_list(tmp_path: Path, book: Rulebook) -> None:
    (tmp_path / "w.yaml").write_text(GOOD, "utf-8-sig")
    first, second = load_waivers(tmp_path / "w.yaml", book)
    assert first == Waiver(item="adviser.coverage", unit="青砚镇", reason="由县里统一聘请", author="云上县司法局", expires=date(2026, 12, 31))
    assert second.expires == date(2026, 6, 30)


def test_an_empty_list_waives_nothing(tmp_path: Path, book: Rulebook) -> None:
    (tmp_path / "w.yaml").write_text("# 还没有\n", "utf-8")
    assert load_waivers(tmp_path / "w.yaml", book) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "message"),
    [
        ("  reason: 由县里统一聘请\n", "", 1, "reason", "缺少“reason”：写明同意豁免的理由"),
        ("由县里统一聘请", "'  '", 3, "reason", "“”不能用：写明同意豁免的理由"),
        ("由县里统一聘请", "", 3, "reason", "“”不能用：写明同意豁免的理由"),
        ("  author: 云上县司法局\n", "", 1, "author", "缺少“author”：写明由谁同意"),
        ("  expires: 2026-12-31\n", "", 1, "expires", "缺少“expires”：写到期日期，例如 2026-12-31"),
        ("2026-12-31", "2026-02-30", 5, "expires", "“2026-02-30”不能用：写到期日期，例如 2026-12-31"),
        ("2026-12-31", "年底", 5, "expires", "“年底”不能用：写到期日期，例如 2026-12-31"),
        ("2026-12-31", "2026-12-31 08:30:00", 5, "expires", "不能用：写到期日期，例如 2026-12-31"),
        ("adviser.coverage", "adviser.covrage", 1, "item", "规则库里没有“adviser.covrage”，是否想写“adviser.coverage”？"),
        ("item: late", "item: lat", 6, "item", "规则库里没有“lat”，是否想写“late”？"),
        ("unit: 青砚镇", "unit: [青砚镇]", 2, "unit", "不能用：写单位名称"),
        ("{item: late", "{item: adviser.coverage", 0, "", ""),
    ],
)
def test_each_defect_is_told_where_it_is(tmp_path: Path, book: Rulebook, old: str, new: str, line: int, key: str, message: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    if not line:  # the same item for another unit is no repetition
        (tmp_path / "w.yaml").write_text(text, "utf-8")
        assert len(load_waivers(tmp_path / "w.yaml", book)) == 2
        return
    [(found_line, found_key, found_message)] = defects(tmp_path / "w.yaml", text, book)
    assert (found_line, found_key) == (line, key)
    assert message in found_message


def test_an_unknown_key_is_lacking_under_its_own_name(tmp_path: Path, book: Rulebook) -> None:
    found = defects(tmp_path / "w.yaml", GOOD.replace("  author:", "  auther:"), book)
    assert [(line, key) for line, key, _ in found] == [(1, "author"), (4, "auther")]
    assert found[1][2] == "没有“auther”这个键，是否想写“author”？"


def test_the_same_exception_twice(tmp_path: Path, book: Rulebook) -> None:
    [(line, _, message)] = defects(tmp_path / "w.yaml", GOOD + GOOD.split("- {")[0], book)
    assert line == 7 and "已在上文豁免" in message


@pytest.mark.parametrize("text", ["a: b\n", "豁免\n", "1\n"])
def test_what_is_no_list(tmp_path: Path, book: Rulebook, text: str) -> None:
    [(line, _, message)] = defects(tmp_path / "w.yaml", text, book)
    assert line == 1 and "须为列表" in message


def test_an_entry_that_is_no_mapping(tmp_path: Path, book: Rulebook) -> None:
    [(line, _, message)] = defects(tmp_path / "w.yaml", GOOD + "- adviser.coverage\n", book)
    assert line == 7 and "可用的键：item、unit、reason、author、expires" in message


def test_all_defects_at_once(tmp_path: Path, book: Rulebook) -> None:
    assert len(defects(tmp_path / "w.yaml", "- {item: x, unit: y}\n- {}\n", book)) == 9


def test_no_file_and_no_yaml(tmp_path: Path, book: Rulebook) -> None:
    with pytest.raises(RulebookError, match="找不到文件"):
        load_waivers(tmp_path / "none.yaml", book)
    assert "YAML 写法有误" in defects(tmp_path / "w.yaml", "- item: [\n", book)[0][2]


@pytest.mark.parametrize(
    ("written", "unit", "covered"),
    [
        ("青砚镇", "青砚镇人民政府", True),
        ("青砚镇人民政府", "青砚镇人民政府", True),
        ("柳津街道", "柳津街道办事处", True),
        ("*", "", True),
        ("青砚县", "青砚县司法局", False),
        ("青砚", "青砚镇人民政府", False),
        ("青砚镇", "", False),
    ],
)
def test_whom_it_is_meant_for(written: str, unit: str, covered: bool) -> None:
    assert Waiver(item="late", unit=written, reason="a", author="b", expires=date(2026, 1, 1)).covers(unit) is covered


def test_the_last_day_is_in_force() -> None:
    waiver = Waiver(item="late", unit="*", reason="a", author="b", expires=date(2026, 1, 1))
    assert not waiver.expired(date(2026, 1, 1))
    assert waiver.expired(date(2026, 1, 2))
