from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.judging.checklist import Checklist, Evidence
from checker.output.masking import masked
from checker.privacy import mask_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话13812345678。", "电话1381234****。"),
        ("电话138 1234 5678", "电话138 1234 ****"),
        ("电话138-1234-5678", "电话138-1234-****"),
        ("+8613812345678", "+861381234****"),
        ("电话１３８１２３４５６７８", "电话１３８１２３４****"),
        ("身份证33010219900307123X", "身份证330102**********3X"),
        ("身份证330102 19900307 1234", "身份证330102 ******** **34"),
        ("旧证330102900307123", "旧证330102*******23"),
        ("卡号6222021234567890123", "卡号622202*********0123"),
        ("卡6222 0212 3456 7890", "卡6222 02** **** 7890"),
        ("账号：201000123456", "账号：2010******56"),
    ],
)
def test_personal_numbers_are_masked_in_place(text: str, expected: str) -> None:
    assert mask_numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "投入13812345678元",
        "投入13812345678.50元",
        "12345热线办件8216件",
        "座机0571-87654321",
        "2025年1月12日",
        "国办发〔2018〕118号",
        "A13812345678901",
        "全年办理1381234件",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_numbers(text) == text


@given(st.text(alphabet="0123456789１３ -年件手机账号：Xx"))
def test_masking_keeps_the_length_and_is_done_once(text: str) -> None:
    hidden = mask_numbers(text)
    assert len(hidden) == len(text)
    assert mask_numbers(hidden) == hidden
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?![\d.]|\s?[万亿元])", hidden)


def test_every_quote_is_masked_and_nothing_else_changes(checklist: Checklist) -> None:
    safe = masked(checklist)
    assert safe.verdicts[0].evidence[0].quote == "公开征求意见2次，联系人手机1381234****"
    assert safe.verdicts[1] == checklist.verdicts[1]
    assert safe.sha256 == checklist.sha256


def test_what_a_personal_data_finding_covers_is_masked_wherever_it_is_quoted(checklist: Checklist, text: str) -> None:
    quote = "没有聘请法律顾问，住溪口村3组7号"
    start = text.index(quote)
    verdict = replace(checklist.verdicts[2], near_misses=(Evidence(quote, "", start, start + len(quote), "shortcoming"),))
    safe = masked(replace(checklist, verdicts=(verdict,)))
    assert safe.verdicts[0].near_misses[0].quote == "没有聘请法律顾问，住溪口*****"
    assert safe.findings[0].quote == "溪口*****"
    assert safe.findings[0].message == "出现住址“溪口*****”"
