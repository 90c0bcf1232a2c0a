"""Clean text: one spelling for what is written in many ways, and the way back from it."""

from __future__ import annotations

import pytest

from checker.ingest.cleaning import clean, normalise_term


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("２０２５年ＡＢｃ", "2025年ABc", id="full-width digits and letters"),
        pytest.param("九８．５％", "九8.5%", id="full-width point and per cent"),
        pytest.param("好,的;是:吗?对!", "好，的；是：吗？对！", id="half-width punctuation"),
        *(pytest.param(f"2021{dash}2025年", "2021-2025年", id=f"dash U+{ord(dash):04X}") for dash in "-–—―－−﹣─～~〜"),
        pytest.param("2021——2025", "2021--2025", id="a double dash stays double"),
        pytest.param("(一)甲（二）乙", "（一）甲（二）乙", id="round brackets"),
        pytest.param("云政〔2026〕3号、云政［2026］3号", "云政【2026】3号、云政【2026】3号", id="square brackets"),
        pytest.param("〈办法〉", "《办法》", id="inner title marks"),
        pytest.param("合法\u200b性\ufeff审\u2060查\u00ad员", "合法性审查员", id="zero-width characters"),
        pytest.param("合法 性\u3000审\t查\xa0机\u2003构", "合法性审查机构", id="blanks of every width"),
        pytest.param("合法性\r\n    审查", "合法性审查", id="a line break with indent"),
        pytest.param("2025 年 12 月", "2025年12月", id="blanks around figures"),
        pytest.param("“枫桥经验”和'一站式'、『甲』「乙」", "枫桥经验和'一站式'、甲乙", id="quotation marks"),
        pytest.param("**规范执法。**全年", "规范执法。全年", id="bold"),
        pytest.param("### 三、打算", "三、打算", id="Markdown heading"),
        pytest.param("C#语言", "C#语言", id="a sign inside a line is text"),
        pytest.param("[bookmark: _GoBack]报告[bookmark: OLE_LINK1]完", "报告完", id="bookmarks"),
        pytest.param("1,234件", "1,234件", id="thousands"),
        pytest.param("１，２３４，５６７元", "1,234,567元", id="full-width thousands"),
        pytest.param("3,12件", "3，12件", id="a comma between two figures is none"),
        pytest.param("检查1,2345", "检查1，2345", id="four digits are no thousands"),
    ],
)
def test_one_spelling(source: str, text: str) -> None:
    assert clean(source, 0, len(source)).text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("合计  63  19", "合计63 19"),
        ("98.5%\u3000\u3000120", "98.5% 120"),
        ("调解\t63\t19", "调解63 19"),
        ("63\n19", "6319"),  # a wrapped line may end inside a figure
        ("2025  年", "2025年"),
    ],
)
def test_columns_do_not_run_together(source: str, text: str) -> None:
    assert clean(source, 0, len(source)).text == text


@pytest.mark.parametrize(
    ("source", "quoted"),
    [
        ("推行“一枚印章管审批”改革", ["一枚印章管审批"]),
        ("甲“乙”丙“丁戊”", ["乙", "丁戊"]),
        ('甲"乙 丙"丁', ["乙丙"]),
        ("「甲」『乙』", ["甲", "乙"]),
        ("“”空的", []),
        ("“没有结束", []),
        ("没有开始”", []),
    ],
)
def test_quotation_marks_go_and_their_ranges_stay(source: str, quoted: list[str]) -> None:
    cleaned = clean(source, 0, len(source))
    assert [cleaned.text[a:b] for a, b in cleaned.quoted] == quoted
    assert not set(cleaned.text) & set('“”「」『』"')


@pytest.mark.parametrize(
    ("source", "emphasised"),
    [("**甲乙。**丙**丁**", ["甲乙。", "丁"]), ("**没有结束", []), ("甲**“乙”丙**", ["乙丙"]), ("*斜体*", [])],
)
def test_bold_ranges_stay(source: str, emphasised: list[str]) -> None:
    cleaned = clean(source, 0, len(source))
    assert [cleaned.text[a:b] for a, b in cleaned.emphasised] == emphasised


def test_map_leads_back_into_the_whole_source() -> None:
    source = "前言。\n  开展“合法\u200b性 审查”１2次。\n后记"
    start, end = source.index("  开展"), source.index("\n后记")
    cleaned = clean(source, start, end)
    assert cleaned.text == "开展合法性审查12次。"
    assert [source[cleaned.map.to_source(offset)] for offset in range(len(cleaned.text))] == list("开展合法性审查１2次。")


@pytest.mark.parametrize("term", ["合法性审查", "“双随机、一公开”", "《法治政府建设实施纲要(2021—2025年)》", "12,345热线", "互联网＋监管"])
def test_a_term_is_spelled_like_the_text_it_must_meet(term: str) -> None:
    assert normalise_term(term) == clean(term, 0, len(term)).text
