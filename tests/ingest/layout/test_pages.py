"""Rows, columns, tables and what stands around the text of every page."""

from __future__ import annotations

import pytest

from checker.ingest import AsideKind
from checker.ingest.layout import Stroke, lay_out

from .conftest import LEFT, RIGHT, page, paragraph, piece, words

LONG = "全镇坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，持续推进依法行政，年内召开专题会议三次。"
OTHER = "便民服务中心进驻事项一百三十四项，设专窗两个，全年办件八千二百一十六件，群众满意，各项工作走在全县前列，得到肯定。"


def test_pieces_of_a_line_in_any_order_and_a_little_off_the_base_line() -> None:
    pieces = [piece("62", LEFT + 96, 201), piece("件。", LEFT + 112, 199.5), piece("排查矛盾纠纷", LEFT, 200)]
    assert words(page(1, pieces)) == ["排查矛盾纠纷62件。"]


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    assert words(page(1, [piece("一、工作情况", LEFT, 200), piece("一、工作情况", LEFT + 0.4, 200)])) == ["一、工作情况"]


def test_words_of_latin_script_are_parted_and_years_are_not() -> None:
    pieces = [piece("关于", LEFT, 200), piece("2025", LEFT + 36, 200), piece("年度", LEFT + 72, 200), piece("rule", 300, 200), piece("of law", 336, 200)]
    assert words(page(1, pieces))[0].startswith("关于2025年度 ") and words(page(1, pieces))[0].endswith("rule of law")


# -- heads and footers ----------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["— {} —", "- {} -", "第{}页 共3页", "第 {} 页", "{}/3", "{}", "·{}·", "一{}一", "Page {} of 3"])
def test_page_numbers_are_dropped(number: str) -> None:
    pages = [page(n, paragraph(LONG, 200), piece(number.format(n), 280, 800, 12)) for n in (1, 2, 3)]
    laid = lay_out(pages)
    assert [line.text for line in laid.lines] == [LONG] * 3
    assert laid.asides == ()


def test_heads_are_dropped_where_they_repeat_and_told_once() -> None:
    pages = [page(n, piece(f"青砚镇年度报告 {n}", LEFT, 40, 9), paragraph(LONG, 200), piece("内部资料", 280, 810, 9)) for n in (1, 2, 3)]
    laid = lay_out(pages)
    assert [line.text for line in laid.lines] == [LONG] * 3
    assert [(aside.kind, aside.text) for aside in laid.asides] == [(AsideKind.HEADER, "青砚镇年度报告 1"), (AsideKind.FOOTER, "内部资料")]


def test_heads_that_differ_on_odd_and_even_pages() -> None:
    pages = [page(n, piece(("青砚镇人民政府", "法治政府建设年度报告")[n % 2], LEFT, 40, 9), paragraph(LONG, 200)) for n in range(1, 7)]
    assert words(*pages) == [LONG] * 6


def test_the_first_lines_of_pages_are_no_heads() -> None:
    pages = [page(1, paragraph(LONG, 100)), page(2, paragraph(OTHER, 100))]
    assert words(*pages) == [LONG, OTHER]
    assert words(page(1, paragraph(LONG, 100)), page(2, paragraph(LONG, 100))) == [LONG, LONG]  # the same page twice


def test_a_number_in_the_text_is_no_page_number() -> None:
    assert words(page(1, paragraph(LONG, 200), piece("12", LEFT, 400), paragraph(OTHER, 428))) == [LONG, "12", OTHER]


def test_footnotes_stand_aside_and_the_paragraph_goes_on() -> None:
    lines = paragraph(LONG, 640)
    note = [piece("① 数据截至2025年12月31日，来源于镇综合治理中心", LEFT, 700, 10), piece("的统计台账。", LEFT, 714, 10)]
    rest = [piece(line.text, line.x0, 100 + 28 * number) for number, line in enumerate(lines[1:])]
    laid = lay_out([page(1, paragraph(OTHER, 200), lines[:1], note, piece("- 1 -", 280, 800, 12)), page(2, rest, piece("- 2 -", 280, 800, 12))])
    assert [line.text for line in laid.lines] == [OTHER, LONG]
    assert [(aside.kind, aside.text) for aside in laid.asides] == [(AsideKind.FOOTNOTE, "① 数据截至2025年12月31日，来源于镇综合治理中心的统计台账。")]


def test_small_print_that_is_no_note_stays() -> None:
    assert words(page(1, paragraph(LONG, 200), piece("抄送：县司法局", LEFT, 700, 10))) == [LONG, "抄送：县司法局"]


# -- columns --------------------------------------------------------------------------------------


def test_two_columns_below_a_title_over_both() -> None:
    left, right = "左" * 100 + "。", "右" * 90 + "。"
    title = piece("云岫镇二〇二五年度法治政府建设年度报告", 140, 80)
    columns = page(1, title, paragraph(left, 140, letters=13, left=60), paragraph(right, 147, letters=13, left=310))
    assert words(columns) == [title.text, left, right]


def test_a_table_laid_out_with_blanks_is_rows() -> None:
    cells = (("领域", "检查", "罚款"), ("安全生产", "62", "1.5"), ("生态环境", "19", "0.8"))
    rows = [piece(cell, LEFT + 150 * column, 200 + 28 * row) for row, line in enumerate(cells) for column, cell in enumerate(line)]
    found = words(page(1, rows, paragraph(LONG, 320)))
    assert [row.split() for row in found[:3]] == [list(line) for line in cells]
    assert found[3] == LONG


# -- tables ---------------------------------------------------------------------------------------


def grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> list[Stroke]:
    return [Stroke(xs[0], y, xs[-1], y) for y in ys] + [Stroke(x, ys[0], x, ys[-1]) for x in xs]


def test_a_ruled_table_between_paragraphs() -> None:
    strokes = grid((80, 240, 400), (300, 330, 380))
    cells = [piece("领域", 84, 320), piece("检查次数", 244, 320), piece("安全", 84, 350), piece("生产", 84, 370), piece("62", 244, 360)]
    found = words(page(1, paragraph(LONG, 200), cells, paragraph(OTHER, 420), strokes=strokes))
    assert found == [LONG, "| 领域 | 检查次数 |", "| 安全生产 | 62 |", OTHER]


def test_cells_merged_downwards_and_sideways() -> None:
    xs, ys = (80, 200, 320, 440), (300, 330, 360)
    strokes = [Stroke(80, 300, 440, 300), Stroke(200, 330, 440, 330), Stroke(80, 360, 440, 360)]
    strokes += [Stroke(x, ys[0], x, ys[-1]) for x in (80, 200, 440)] + [Stroke(320, 330, 320, 360)]
    cells = [piece("领域", 84, 335), piece("全年情况", 260, 320), piece("检查", 204, 350), piece("罚款", 324, 350)]
    assert words(page(1, cells, strokes=strokes)) == ["| 领域 | 全年情况 |", "|  | 检查 | 罚款 |"]
    assert len(xs) == 4


def test_rules_without_columns_are_no_table() -> None:
    strokes = [Stroke(LEFT, y, RIGHT, y) for y in (150, 152, 500, 502)]
    assert words(page(1, paragraph(LONG, 200), strokes=strokes)) == [LONG]


def test_a_bar_in_a_cell_makes_no_cell() -> None:
    found = words(page(1, piece("甲|乙", 84, 320), piece("丙", 244, 320), strokes=grid((80, 240, 400), (300, 330))))
    assert found == ["| 甲｜乙 | 丙 |"]
