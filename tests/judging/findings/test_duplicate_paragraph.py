"""Paragraphs that stand twice."""

from .conftest import Found, agree

LONG = "入汛之前，镇里把防汛应急预案重新修了一遍，明确11处低洼点的转移路线和责任人；组建40人的镇级抢险队，5月、6月各搞一次夜间转移演练。"
SHORT = "镇党委会前学法12次，讲座2场。"
OTHER = "司法所全年审查采购、租赁、鱼塘发包等合同26份，村规民约3份，提出修改意见31条，采纳29条，其余两条另行答复。"


def test_same_paragraph(found: Found) -> None:
    (finding,) = found("duplicate_paragraph", body=f"{LONG}\n\n{OTHER}\n\n{LONG}")
    assert finding.quote.startswith("入汛之前")
    assert finding.place.line is not None and finding.place.line > 10
    assert "重复" in finding.message


def test_three_times_are_two_findings(found: Found) -> None:
    agree(found("duplicate_paragraph", body=f"{LONG}\n\n{LONG}\n\n{OTHER}\n\n{LONG}"), [LONG[:30], LONG[:30]])


def test_number_and_marks_make_no_difference(found: Found) -> None:
    agree(found("duplicate_paragraph", body=f"1.{LONG}\n2.{OTHER}\n3.{LONG.replace('；', '，')}"), [LONG[:20]])


def test_run_in_heading_makes_no_difference(found: Found) -> None:
    agree(found("duplicate_paragraph", body=f"（二）抓防汛。{LONG}\n（三）抓应急。{LONG}"), [LONG[:20]])


def test_inside_a_longer_paragraph(found: Found) -> None:
    agree(found("duplicate_paragraph", body=f"{LONG}\n\n{OTHER}{LONG}"), [OTHER[:20]])


def test_short_and_similar_ones_are_not(found: Found) -> None:
    assert found("duplicate_paragraph", body=f"{SHORT}\n{SHORT}") == []
    assert found("duplicate_paragraph", body=f"{LONG}\n{LONG.replace('防汛', '防火')}") == []


def test_rows_of_a_table_are_not(found: Found) -> None:
    row = "| 防汛应急预案修订情况和低洼点转移路线明确情况以及抢险队组建情况 | 已完成 | 已完成 | 已完成 |"
    assert found("duplicate_paragraph", body=f"| 事项 | 甲 | 乙 | 丙 |\n|---|---|---|---|\n{row}\n{row}\n") == []


def test_metadata_twice_is_the_page(found_in: Found) -> None:
    rows = "| [ 索引号 ] | 11500230008689551T/2026-00012 | [ 发文字号 ] | 无 |\n| [ 主题分类 ] | 公安、安全、司法、法制 | [ 体裁分类 ] | 工作报告 |\n"
    assert found_in("duplicate_paragraph", rows + rows + "青石镇2025年度法治政府建设报告\n\n一、成效\n学法4次。\n") == []


def test_hard_wrapped_lines(found: Found) -> None:
    lines = [LONG[i : i + 36] for i in range(0, len(LONG), 36)]
    wrapped = "    " + "\n".join(lines)
    filler = "    " + "\n".join(OTHER[i : i + 36] for i in range(0, len(OTHER), 36))
    other = filler.replace("合同", "协议")
    agree(found("duplicate_paragraph", body=f"{wrapped}\n{filler}\n{wrapped}\n{other}"), [LONG[:30]])
