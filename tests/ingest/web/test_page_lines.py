"""The lines of a page: paragraphs, headings, items, rows; what Word writes; what nobody sees; encodings."""

from __future__ import annotations

import pytest
from word_page import WORD

from checker.ingest import AsideKind, Document
from checker.ingest.web import read_html

SENTENCE = "全年召开专题会议3次，研究法治政府建设工作。"


def from_html(data: str | bytes) -> Document:
    return read_html(data.encode() if isinstance(data, str) else data, source="页面.html", sha256="0")


def body(words: str, head: str = "") -> Document:
    return from_html(f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{words}</body></html>")


def texts(document: Document) -> list[tuple[str, str]]:
    lines = document.text.splitlines()
    return [(block.kind.value, lines[(block.place.line or 1) - 1]) for block in document.blocks]


# -- paragraphs, headings, items ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("全年<b>召开</b>会<br>议\n  三次。", ["全年召开会", "议三次。"], id="br, inline tags and broken source"),
        pytest.param("<p>甲乙。<p>丙丁。<div>戊己。</div>庚辛。", ["甲乙。", "丙丁。", "戊己。", "庚辛。"], id="tags left open"),
        pytest.param("<ol start=3><li>甲乙。<li>丙丁。</ol>", ["3. 甲乙。", "4. 丙丁。"], id="numbered items"),
        pytest.param("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol><p>丙。", ["一、甲", "二、乙", "丙。"], id="numbered in hanzi"),
        pytest.param("<ol style='list-style:none'><li>甲乙。</ol><ul><li>丙丁。</ul>", ["甲乙。", "丙丁。"], id="items without numbers"),
        pytest.param("<p>&#8220;三项制度&#8221;&nbsp;&lt;试行&gt;。</p>", ["“三项制度”\xa0<试行>。"], id="character references"),
        pytest.param("<p>甲。</p><pre>乙。\n丙。</pre>", ["甲。", "乙。", "丙。"], id="pre"),
        pytest.param("<p>甲<!-- 合法性审查 -->乙<script>丙</script><style>丁{}</style>。</p>", ["甲乙。"], id="comments, scripts and styles"),
        pytest.param("<noscript>请启用脚本。</noscript><p>甲。</p><select><option>选项。</select>", ["甲。"], id="what browsers do not show"),
        pytest.param("<table><tr><td><p>甲甲。</p><p>乙乙。</p></td></tr></table>", ["甲甲。", "乙乙。"], id="a table of one cell"),
    ],
)
def test_lines(words: str, expected: list[str]) -> None:
    assert body(words).text.splitlines() == expected


def test_headings_keep_their_level_where_they_read_like_headings() -> None:
    words = f"<h1>某镇2025年法治政府建设年度报告</h1><h2>主要工作</h2><p>{SENTENCE}</p><h3>普法宣传</h3><p>{SENTENCE}</p><h3>{SENTENCE}</h3>"
    found = [(block.kind.value, block.level) for block in body(words).blocks]
    assert found == [("heading", 1), ("heading", 2), ("paragraph", None), ("heading", 3), ("paragraph", None), ("paragraph", None)]


def test_chapters_that_share_the_tag_of_the_title_go_below_it() -> None:
    words = f"<h1>某镇2025年法治政府建设年度报告</h1><h1>主要工作</h1><p>{SENTENCE}</p><h2>普法宣传</h2><p>{SENTENCE}</p>"
    found = [block.level for block in body(words, "<title>某镇2025年法治政府建设年度报告</title>").blocks]
    assert found == [2, 2, None, 3, None]


def test_places_count_what_a_reader_sees() -> None:
    words = f"<p>{SENTENCE}</p><p>&nbsp;</p><table><tr><td>甲</td><td>1</td></tr></table><p>{SENTENCE}</p>"
    assert [block.place.describe() for block in body(words).blocks] == ["第 1 段", "表 1 第 1 行", "第 2 段"]


# -- Word's own HTML ----------------------------------------------------------------------------------


def test_what_word_saves_as_a_page() -> None:
    document = from_html(WORD.encode("gb18030"))
    assert texts(document) == [
        ("paragraph", "某镇2025年法治政府建设年度报告"),
        ("navigation", "一、主要工作. 1"),
        ("paragraph", "一、\xa0\xa0 主要工作"),
        ("paragraph", "全年审查合同42份，出具法律意见书9份。"),
    ]
    assert [(aside.kind.value, aside.name, aside.text, aside.line) for aside in document.asides] == [
        ("property", "生成程序", "Microsoft Word 15", None),
        ("property", "作者", "起草人", None),
        ("property", "最后保存者", "审核人", None),
        ("property", "公司", "某镇人民政府", None),
        ("inserted", "", "42", 4),
        ("deleted", "", "24", 4),
        ("hidden", "", "（待核实）", 4),
        ("footnote", "", "含两份补充意见。", 4),
        ("comment", "", "数字请再核对。", 4),
    ]


# -- what nobody sees ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hiding",
    [
        "style='display: none'",
        "style='DISPLAY:none!important'",
        "style='visibility:hidden'",
        "style='font-size:0'",
        "style='font-size:0px;color:red'",
        "style='opacity:0'",
        "style='position:absolute;left:-9999px'",
        "style='text-indent:-9999px'",
        "style='color:#fff'",
        "style='color: rgb(255, 255, 255)'",
        "style='color:transparent'",
        "hidden",
        "class='a gone'",
        "id=gone",
    ],
)
@pytest.mark.parametrize("tag", ["p", "span", "div"])
def test_hidden_words_are_no_text_and_told(tag: str, hiding: str) -> None:
    head = "<style>@media print{.kept{display:none}} /* .kept{display:none} */ p.gone, span.gone,div.gone{display:none} #gone{visibility:hidden}</style>"
    document = body(f"<p class=kept>{SENTENCE}</p><p class=kept>组织培训<{tag} {hiding}>聘请法律顾问</{tag}>4期。</p>", head)
    assert "法律顾问" not in document.text and SENTENCE in document.text and "4期。" in document.text
    assert [(aside.kind, aside.text) for aside in document.asides] == [(AsideKind.HIDDEN, "聘请法律顾问")]


def test_white_words_on_a_coloured_ground_are_seen() -> None:
    document = body(f"<div style='background-color:#c00'><p style='color:#fff'>某镇2025年法治政府建设年度报告</p></div><p>{SENTENCE}</p>")
    assert document.text.splitlines() == ["某镇2025年法治政府建设年度报告", SENTENCE] and document.asides == ()


# -- encodings ----------------------------------------------------------------------------------------


RARE = "某镇司法所负责人䶮某主持，镕、㙍两村参加。"  # 䶮 and 㙍 are in GB 18030 alone


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        pytest.param("", "utf-8-sig", id="signature"),
        pytest.param("<meta charset=gb2312>", "utf-8-sig", id="the signature comes before what is declared"),
        pytest.param("", "utf-16", id="UTF-16 with a signature"),
        pytest.param("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=gb2312'>", "gb18030", id="gb2312 means GB 18030"),
        pytest.param('<meta charset="GBK">', "gb18030", id="gbk"),
        pytest.param("", "gb18030", id="nothing declared"),
        pytest.param("<meta charset=utf-8>", "gb18030", id="declared wrongly"),
        pytest.param("<meta charset=gb2312>", "utf-8", id="declared wrongly the other way"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    text = f"<html><head>{head}<title>公开</title></head><body><p>{RARE}</p><p>{SENTENCE}</p></body></html>"
    assert from_html(text.encode(encoding)).text.splitlines() == [RARE, SENTENCE]


def test_a_broken_byte_costs_no_page() -> None:
    data = f"<meta charset=gb2312><p>{SENTENCE * 200}</p><p>末".encode("gb18030")[:-1] + b"</p>"
    assert from_html(data).text.startswith(SENTENCE)


def test_a_declaration_of_xml_before_the_page() -> None:
    data = f'<?xml version="1.0" encoding="gb2312"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{SENTENCE}</p></body></html>'
    assert from_html(data.encode("gb18030")).text == SENTENCE
