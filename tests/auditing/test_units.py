from __future__ import annotations

import pytest

from checker.auditing.units import UnitName


@pytest.mark.parametrize(
    ("name", "unit", "above"),
    [
        ("青岩镇人民政府", "青岩镇", ""),
        ("云岫县青岩镇人民政府（盖章）", "青岩镇", "云岫县"),
        ("江南省和平市云岫县青岩镇", "青岩镇", "江南省和平市云岫县"),
        ("东市街道办事处", "东市街道", ""),
        ("和平区东街街道办事处", "东街街道", "和平区"),
        ("云岫县人民政府", "云岫县", ""),
        ("云岫县农业农村局", "农业农村局", "云岫县"),
        ("云岫县城市管理局", "城市管理局", "云岫县"),
        ("易县城关镇", "城关镇", "易县"),
        (" 青岩镇 人民政府 ", "青岩镇", ""),
    ],
)
def test_parts_of_a_name(name: str, unit: str, above: str) -> None:
    assert UnitName.of(name) == UnitName(unit, above)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("云岫县青岩镇人民政府", "青岩镇", True),
        ("和平市云岫县青岩镇", "云岫县青岩镇", True),
        ("云岫县城关镇", "松山县城关镇", False),
        ("青岩镇", "青砚镇", False),
        ("青岩镇", "青岩乡", False),
    ],
)
def test_which_names_may_be_of_one_unit(one: str, other: str, same: bool) -> None:
    assert UnitName.of(one).may_be(UnitName.of(other)) is same
    assert UnitName.of(other).may_be(UnitName.of(one)) is same
