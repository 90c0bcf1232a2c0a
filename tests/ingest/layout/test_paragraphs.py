"""Where a paragraph ends and where it goes on, by geometry."""

from __future__ import annotations

import pytest

from checker.ingest import document_from_lines
from checker.ingest.layout import Piece, lay_out

from .conftest import LEFT, STEP, at_the_right, centred, page, paragraph, piece, read, words

LONG = "全镇坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，持续推进依法行政，年内召开专题会议三次。"
OTHER = "便民服务中心进驻事项一百三十四项，设专窗两个，全年办件八千二百一十六件，群众满意，各项工作走在全县前列，得到肯定。"
EXACT = "落实会前学法制度，全年学法十二次，举办讲座两场。干部"[:25] + "。"  # fills its line: 26 letters after the indent


def body(*texts: str, base: float = 200, indent: int = 2, gap: float = 0) -> list[Piece]:
    pieces: list[Piece] = []
    for text in texts:
        pieces += paragraph(text, base, indent=indent)
        base = pieces[-1].y1 - 0.2 * 16 + STEP + gap
    return pieces


def test_lines_of_a_paragraph_are_joined() -> None:
    assert words(page(1, body(LONG, OTHER))) == [LONG, OTHER]


def test_a_last_line_that_happens_to_be_full_ends_its_paragraph_where_the_next_is_indented() -> None:
    assert words(page(1, body(LONG, EXACT, OTHER))) == [LONG, EXACT, OTHER]


def test_without_indents_the_gap_tells() -> None:
    full = (LONG + OTHER)[: 28 * 2 - 1] + "。"
    assert words(page(1, body(full, OTHER, LONG, indent=0, gap=14))) == [full, OTHER, LONG]


@pytest.mark.parametrize("heading", ["二、主要工作", "（一）组织领导", "1. 队伍建设", "第二部分"])
def test_headings_stand_alone(heading: str) -> None:
    assert words(page(1, body(LONG, heading, OTHER))) == [LONG, heading, OTHER]


def test_a_number_at_the_margin_in_mid_sentence_begins_nothing() -> None:
    text = "调解成功率达到百分之九十八点三，较上年提高百分之一，其中" + "三、四季度全部办结，群众满意率保持在较高水平，没有积案。"
    lines = paragraph(text, 300)
    assert lines[1].text.startswith("三、") or text[26] == "其"
    assert words(page(1, body(LONG, base=200), lines)) == [LONG, text]


def test_a_title_over_two_lines_is_one_and_two_titles_stay_two() -> None:
    first, second = "澄安县人民政府关于二〇二五年度法治政府建设情", "况的报告"
    wrapped = page(1, centred(first, 100, 20), centred(second, 136, 20), body(LONG))
    assert words(wrapped) == [first + second, LONG]
    apart = page(1, centred("澄安县市场监督管理局", 100, 22), centred("二〇二五年度法治报告", 136, 22), body(LONG))
    assert words(apart) == ["澄安县市场监督管理局", "二〇二五年度法治报告", LONG]


def test_signature_and_date_at_the_right() -> None:
    signed = page(1, body(LONG), at_the_right("青砚镇人民政府", 400), at_the_right("2026年1月20日", 428))
    assert words(signed) == [LONG, "青砚镇人民政府", "2026年1月20日"]


def test_a_paragraph_goes_on_over_the_page() -> None:
    lines = paragraph(LONG, 740)
    rest = [piece(line.text, line.x0, 100 + STEP * number) for number, line in enumerate(lines[1:])]
    after = paragraph(OTHER, rest[-1].y1 + 25)
    numbers = [piece("— 1 —", 280, 800, 12)], [piece("— 2 —", 280, 800, 12)]
    assert read(page(1, body(OTHER), lines[:1], *numbers[0]), page(2, rest, after, *numbers[1])) == [(1, OTHER), (1, LONG), (2, OTHER)]


def test_a_sentence_ending_with_the_page_ends_its_paragraph_where_the_next_is_indented() -> None:
    assert words(page(1, body(LONG, EXACT)), page(2, body(OTHER, base=100))) == [LONG, EXACT, OTHER]


def test_latin_words_keep_a_blank_over_the_end_of_a_line() -> None:
    lines = [piece("open data on the web of the rule of law is published", LEFT, 200), piece("every year", LEFT, 228)]
    assert words(page(1, lines))[0] == "open data on the web of the rule of law is published every year"


def test_hanging_numbers() -> None:
    lines = [piece("1. 加强队伍建设，充实一线执法力量，开展岗位练兵和案卷评", LEFT, 200), piece("查，全年不少于四次。", LEFT + 24, 228)]
    assert words(page(1, body(LONG, OTHER, base=300), lines))[0] == "1. 加强队伍建设，充实一线执法力量，开展岗位练兵和案卷评查，全年不少于四次。"


def test_what_the_layout_joined_is_not_joined_further() -> None:
    """A long paragraph without a stop, and the next: the words alone would make them one."""
    open_end = LONG[:-1] + "，具体情况见下"
    laid = lay_out([page(1, body(open_end, OTHER))])
    document = document_from_lines(laid.lines, source="", sha256="", format="pdf")
    assert [block.text for block in document.blocks] == [open_end, OTHER]


def test_metadata_and_navigation_are_still_told_by_their_words() -> None:
    pieces = [piece("索引号：CA0115/2026-00031", LEFT, 100, 12), piece("发布机构：澄安县市场监督管理局", 300, 100, 12)]
    document = document_from_lines(lay_out([page(1, pieces, body(LONG))]).lines, source="", sha256="", format="pdf")
    assert document.metadata == {"索引号": "CA0115/2026-00031", "发布机构": "澄安县市场监督管理局"}
