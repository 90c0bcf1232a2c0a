"""Tables: rows as the rest of the program knows them; layout tables as the text that they lay out."""

from __future__ import annotations

from collections.abc import Callable

from checker.ingest import BlockKind, Document

Read = Callable[..., Document]
LONG = "加强组织领导。全年召开党委会专题研究法治建设工作3次，印发年度工作要点，细化任务26项，逐项明确责任单位和完成时限。"


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{content if content.startswith('<') else p(content)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_rows_and_places(read: Read) -> None:
    document = read(p("前") + table(tc("项目") + tc("件数"), tc("合同|协议") + tc(p("42") + p("（份）"))) + p("中") + table(tc("甲") + tc("乙")))
    assert document.text.split("\n") == ["前", "| 项目 | 件数 |", "| 合同｜协议 | 42 （份） |", "中", "| 甲 | 乙 |"]
    rows = [(block.kind, block.place.cell, block.place.line) for block in document.blocks if block.place.cell]
    assert rows == [(BlockKind.TABLE_ROW, (1, 1, 1), 2), (BlockKind.TABLE_ROW, (1, 2, 1), 3), (BlockKind.TABLE_ROW, (2, 1, 1), 5)]


def test_merged_cells_are_said_once_and_columns_stay_in_line(read: Read) -> None:
    across, below, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (tc("类别") + tc("数量", across), tc("执法", below) + tc("处罚") + tc("3"), tc("不显示", on) + tc("检查") + tc("216"))
    assert read(table(*rows)).text.split("\n") == ["| 类别 | 数量 |  |", "| 执法 | 处罚 | 3 |", "|  | 检查 | 216 |"]
    late = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("甲")}{tc("乙")}'
    assert read(table(late)).text == "|  | 甲 | 乙 |"


def test_a_title_over_the_whole_width_is_a_paragraph(read: Read) -> None:
    document = read(table(tc("2025年执法情况表", '<w:gridSpan w:val="2"/>'), tc("项目") + tc("件数"), tc("检查") + tc("216"), tc("数据由司法所提供")))
    assert [block.kind.value for block in document.blocks] == ["paragraph", "table_row", "table_row", "table_row"]
    assert document.blocks[0].place.cell == (1, 1, 1)


def test_a_report_laid_out_in_a_table_is_text(read: Read) -> None:
    document = read(table(tc(p("云岫镇2025年法治政府建设年度报告") + p("一、主要举措") + p(LONG) + p("二、存在不足"))))
    assert [(block.kind.value, block.place.cell) for block in document.blocks] == [("paragraph", (1, 1, 1))] * 4


def test_prose_beside_a_label_is_text_with_the_place_of_its_cell(read: Read) -> None:
    document = read(table(tc("事项") + tc("内容"), tc("主要举措") + tc(p("（一）" + LONG) + p("（二）规范决策程序。"))))
    assert [(block.text[:6], block.kind.value, block.place.cell) for block in document.blocks] == [
        ("|事项|内容", "table_row", (1, 1, 1)),
        ("主要举措", "paragraph", (1, 2, 1)),
        ("（一）加强组", "paragraph", (1, 2, 2)),
        ("（二）规范决", "paragraph", (1, 2, 2)),
    ]


def test_a_table_in_a_cell(read: Read) -> None:
    document = read(table(tc("说明") + tc(p("见下") + table(tc("甲") + tc("1"), tc("乙") + tc("2")) + p("止"))))
    assert document.text.split("\n") == ["说明", "见下", "| 甲 | 1 |", "| 乙 | 2 |", "止"]
    assert [block.place.cell for block in document.blocks] == [(1, 1, 1), *[(1, 1, 2)] * 4]


def test_metadata_at_the_head_of_a_page_saved_as_word(read: Read) -> None:
    document = read(table(tc("索引号") + tc("11330000/2026-00012"), tc("发布机构") + tc("云岫镇人民政府")) + p("云岫镇2025年法治政府建设年度报告"))
    assert document.metadata == {"索引号": "11330000/2026-00012", "发布机构": "云岫镇人民政府"}


def test_rows_in_content_controls_and_empty_rows(read: Read) -> None:
    cells = f"{tc('甲')}<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>"
    rows = f"<w:sdt><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt><w:tr>{tc('')}{tc('')}</w:tr>"
    assert read(p("前") + f"<w:tbl>{rows}</w:tbl>" + p("后")).text == "前\n| 甲 | 乙 |\n后"
