"""What must not leave with the file: seen in every place of it, masked, grouped, and apart from the verdicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from checker.ingest import Aside, AsideKind, document_from_text
from checker.judging import Checklist, judge
from checker.reading import Reader
from checker.rulebook import Rulebook

from .conftest import LINES

Judged = Callable[..., Checklist]
K = AsideKind


def prop(name: str, text: str) -> Aside:
    return Aside(K.PROPERTY, text, name)


def notes(checklist: Checklist, code: str) -> list[tuple[int, str, str]]:
    return [(n.count, n.place, n.excerpt) for n in checklist.publication if n.code == code]


def test_of_a_clean_file_there_is_nothing_to_say(judged: Judged) -> None:
    assert judged().publication == ()


def test_tracked_changes_are_one_note_and_their_authors_another(judged: Judged) -> None:
    changes = [Aside(K.INSERTED, "新增的话", author="张三丰", line=n) for n in (4, 6, 8, 8)] + [Aside(K.DELETED, "原来的话", author="李四", line=6)]
    checklist = judged(*changes)
    assert notes(checklist, "residual_markup") == [(5, "修订痕迹（第 4 段、第 6 段、第 8 段）", "插入 4 处、删除 1 处")]
    assert notes(checklist, "hidden_text") == [(1, "修订删除的文字（第 6 段）", "原来的话")]
    assert notes(checklist, "metadata") == [(2, "修订痕迹的作者", "张**、李*")]


def test_many_places_are_counted_and_the_first_named(judged: Judged) -> None:
    checklist = judged(*[Aside(K.COMMENT, "核实", author="张三丰", line=n) for n in range(1, 9)])
    assert notes(checklist, "comments") == [(8, "批注（第 1 段、第 2 段、第 3 段等 8 处）", "核实")]


def test_words_taken_out_or_remarked_are_quoted_only_at_their_beginning(judged: Judged) -> None:
    secret = "此处原写的是尚未公开的征地补偿安排方案，涉及三个村共四十七户，补偿标准未定。"
    checklist = judged(Aside(K.DELETED, secret, line=4), Aside(K.COMMENT, secret, line=4))
    for code in ("hidden_text", "comments"):
        [(_, _, excerpt)] = notes(checklist, code)
        assert excerpt == secret[:24] + "…"


def test_hidden_words_watermarks_and_files_inside(judged: Judged) -> None:
    checklist = judged(Aside(K.HIDDEN, "底数不清", line=6), Aside(K.HEADER, "青石镇", "水印"), Aside(K.EMBEDDED, "台账.xlsx"), Aside(K.EMBEDDED, "照片.zip"))
    assert notes(checklist, "hidden_text") == [(1, "隐藏文字（第 6 段）", "底数不清"), (2, "嵌入的文件", "台账.xlsx"), (1, "水印", "青石镇")]


def test_properties_tell_who_where_and_from_what(judged: Judged) -> None:
    checklist = judged(
        prop("作者", "张三丰"),
        prop("最后保存者", "青石镇司法所"),
        prop("修订者", "王五；赵六、王五"),
        prop("公司", "岚川县律师事务所"),
        prop("模板", r"C:\Users\zhangsanfeng\模板\年度报告.dotx"),
        prop("备注", "联系 13900001234"),
    )
    assert notes(checklist, "metadata") == [
        (1, "文件属性“作者”", "张**"),
        (1, "文件属性“最后保存者”", "青石镇司法所"),
        (2, "文件属性“修订者”", "王*、赵*"),
        (1, "文件属性“公司”", "岚川县律师事务所"),
        (1, "文件属性“模板”", "年度报告.dotx"),
        (1, "文件属性“备注”", "联系 1390000****"),
    ]
    assert notes(checklist, "personal_data") == [(1, "文件属性“备注”", "手机号码：联系 1390000****")]


def test_what_a_reader_calls_it_stands_for_the_place(judged: Judged) -> None:
    asides = [Aside(K.HIDDEN, "底数不清", "第3页白色文字"), Aside(K.COMMENT, "核实", "第2页批注"), Aside(K.EMBEDDED, "JavaScript", "脚本（不运行）")]
    assert [(n.code, n.place, n.excerpt) for n in judged(*asides).publication] == [
        ("hidden_text", "隐藏文字（第3页白色文字）", "底数不清"),
        ("hidden_text", "嵌入的文件（脚本（不运行））", "JavaScript"),
        ("comments", "批注（第2页）", "核实"),
    ]


def test_each_reviser_is_told_once(judged: Judged) -> None:
    revisers = [prop("修订人", name) for name in ("张三丰", "李四", "王五", "赵六六")]
    checklist = judged(*revisers, prop("修改时间", "2026-01-08"), prop("应用程序", "WPS 文字"), Aside(K.INSERTED, "新增", author="李四", line=4))
    assert notes(checklist, "metadata") == [(4, "文件属性“修订人”", "张**、李*、王*等 4 人")]


def test_properties_that_tell_of_nobody_are_left_out(judged: Judged) -> None:
    silent = [prop("作者", "微软用户"), prop("作者", "Administrator"), prop("模板", "Normal.dotm"), prop("公司", " "), prop("标题", "Word 文档")]
    assert judged(*silent).publication == ()


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (LINES[0], ""),
        ("青石镇2025年法治政府建设报告", "与报告标题不同"),
        ("2025年度法治政府建设工作报告", ""),
        ("岚川县青石镇人民政府 2025年度 法治政府建设工作报告", ""),
        ("青石镇2024年法治政府建设工作报告", "年度（2024）与报告不同，像是旧稿改写"),
        ("2023-2024年法治建设总结", "年度（2023）与报告不同，像是旧稿改写"),
        ("岚川县白马镇2025年度法治政府建设工作报告", "单位（白马镇）与报告不同，像是用别的单位的文件改写"),
        ("关于白马镇2022年法治政府建设情况的报告", "年度（2022）与报告不同，像是旧稿改写；单位（白马镇）与报告不同，像是用别的单位的文件改写"),
        ("岚川县农业农村局2025年法治政府建设报告", "单位（农业农村局）与报告不同，像是用别的单位的文件改写"),
        ("南江市岚川县青石镇2024年法治报告", "年度（2024）与报告不同，像是旧稿改写"),
        ("Microsoft Word - 党委会议纪要", "与报告标题不同"),
    ],
)
def test_an_earlier_title_is_told_by_what_does_not_fit(judged: Judged, title: str, words: str) -> None:
    found = notes(judged(prop("标题", title)), "metadata")
    assert [(place, excerpt.rpartition("”，")[2]) for _, place, excerpt in found] == ([("文件属性“标题”", words)] if words else [])


NUMBER, MASKED = "13900001234", "1390000****"


@pytest.mark.parametrize(
    ("aside", "place"),
    [
        (Aside(K.HEADER, f"联系{NUMBER}"), "页眉"),
        (Aside(K.FOOTER, f"联系{NUMBER}"), "页脚"),
        (Aside(K.FOOTNOTE, f"联系{NUMBER}", line=4), "脚注（第 4 段）"),
        (Aside(K.COMMENT, f"联系{NUMBER}", line=4), "批注（第 4 段）"),
        (Aside(K.DELETED, f"联系{NUMBER}", line=4), "修订删除的文字（第 4 段）"),
        (Aside(K.HIDDEN, f"联系{NUMBER}", line=4), "隐藏文字（第 4 段）"),
        (Aside(K.EMBEDDED, f"联系{NUMBER}"), "嵌入的文件"),
        (prop("关键词", f"联系{NUMBER}"), "文件属性“关键词”"),
    ],
)
def test_personal_data_beside_the_text(judged: Judged, aside: Aside, place: str) -> None:
    checklist = judged(aside)
    assert (1, place, f"手机号码：联系{MASKED}") in notes(checklist, "personal_data")
    assert NUMBER not in repr(checklist.publication)


def test_personal_data_in_the_text_is_that_of_the_findings(judged: Judged) -> None:
    lines = [*LINES[:3], f"网格员王建国手机{NUMBER}，调解员李秀英手机13700001234。", "李某家住青石镇柳河村5组12号。", *LINES[3:]]
    checklist = judged(lines=lines)
    assert [f.message for f in checklist.findings if f.code == "personal_data"].count("出现自然人的手机号码，公开前应删去或作遮盖") == 2
    assert notes(checklist, "personal_data") == [(2, "第 4 段", f"网格员王**手机{MASKED}"), (1, "第 5 段", "李某家住青石镇********")]


def test_personal_data_in_the_name_of_the_file(judged: Judged) -> None:
    checklist = judged(source="a.zip/上报/张伟身份证号11010519491231002X.docx")
    assert notes(checklist, "personal_data") == [(1, "文件名", "身份证号码：张*身份证号110105**********2X")]


def test_an_office_line_is_nobodys(judged: Judged) -> None:
    assert notes(judged(Aside(K.FOOTER, "举报电话：13900001234"), Aside(K.HEADER, "司法所（电话：0571-87654321）")), "personal_data") == []


@pytest.mark.parametrize(
    ("aside", "expected"),
    [
        (Aside(K.HEADER, "内部资料  注意保管"), [(2, "页眉", "内部资料")]),
        (Aside(K.HEADER, "青石镇2025年度法治政府建设报告（送审稿）"), [(1, "页眉", "青石镇2025年度法治政府建设报告（送审稿）")]),
        (Aside(K.HEADER, "内部资料 岚川县青石镇人民政府"), [(1, "页眉", "内部资料 岚川县青石镇人民政府")]),
        (Aside(K.FOOTER, "机密★1年"), [(1, "页脚", "机密★1年")]),
        (Aside(K.HEADER, "讨论稿", "水印"), [(1, "水印", "讨论稿")]),
        (Aside(K.HIDDEN, "秘密", line=1), [(1, "隐藏文字（第 1 段）", "秘密")]),
        (Aside(K.DELETED, "（征求意见稿）", line=1), [(1, "修订删除的文字（第 1 段）", "（征求意见稿）")]),
        (prop("标题", "青石镇2025年度报告（初稿）"), [(1, "文件属性“标题”", "青石镇2025年度报告（初稿）")]),
        (prop("类别", "草稿"), [(1, "文件属性“类别”", "草稿")]),
        (Aside(K.COMMENT, "送审稿", line=1), []),
        (Aside(K.FOOTNOTE, "公开征求意见稿见镇政府网站。", line=4), []),
        (Aside(K.HEADER, "青石镇保密工作简报"), []),
        (prop("作者", "秘密"), []),
    ],
)
def test_marks_beside_the_text(judged: Judged, aside: Aside, expected: list[tuple[int, str, str]]) -> None:
    assert notes(judged(aside), "secrecy_mark") == expected


@pytest.mark.parametrize("index", [0, 1, len(LINES)])
def test_a_mark_is_a_line_of_its_own_near_the_head_or_the_end(judged: Judged, index: int) -> None:
    [(count, place, excerpt)] = notes(judged(lines=[*LINES[:index], "内部资料 注意保管", *LINES[index:]]), "secrecy_mark")
    assert (count, place, excerpt) == (1, f"第 {index + 1} 段", "内部资料注意保管")


def test_deep_in_the_text_a_line_is_no_mark(judged: Judged) -> None:
    body = [f"（{n}）办理事项{n}件，群众满意。" for n in range(20)]
    assert notes(judged(lines=[*LINES[:3], *body, "不予公开", *body, *LINES[3:]]), "secrecy_mark") == []


def test_marks_in_the_table_of_a_page_and_its_other_rows(reader: Reader, book: Rulebook) -> None:
    text = "\n".join(("公开方式：依申请公开", "发布机构：青石镇人民政府", "", *LINES, "", "| 不予公开 | 3 |", "| 主动公开 | 12 |"))
    checklist = judge(reader.understand(document_from_text(text, source="报告.md", format="md")), book)
    assert notes(checklist, "secrecy_mark") == [(1, "信息表“公开方式”", "依申请公开")]


def test_a_title_is_quoted_with_its_mark(judged: Judged) -> None:
    title = LINES[0] + "（征求意见稿）"
    assert notes(judged(lines=[title, *LINES[1:]]), "secrecy_mark") == [(1, "第 1 段", title)]


def test_authors_are_masked_wherever_else_they_are_named(judged: Judged) -> None:
    checklist = judged(Aside(K.COMMENT, "请张三丰再核一遍", author="李四", line=4), prop("作者", "张三丰"), prop("标题", "李四 2023年稿"))
    assert "张三" not in repr(checklist.publication)
    assert "李四" not in repr(checklist.publication)
    assert notes(checklist, "comments") == [(1, "批注（第 4 段）", "请张**再核一遍")]


def test_order_is_fixed_and_score_knows_nothing_of_it(judged: Judged) -> None:
    asides = [prop("作者", "张三丰"), Aside(K.COMMENT, "核实", author="李四", line=4), Aside(K.HIDDEN, f"电话{NUMBER}", line=4), Aside(K.HEADER, "内部资料")]
    checklist, bare = judged(*asides), judged()
    assert [n.code for n in checklist.publication] == ["secrecy_mark", "personal_data", "hidden_text", "comments", "metadata", "metadata"]
    assert judged(*asides) == checklist
    assert replace(checklist, publication=(), findings=()) == replace(bare, findings=())
    assert (checklist.score, checklist.grade) == (bare.score, bare.grade)


def test_what_was_left_unread_is_a_notice(judged: Judged) -> None:
    limits = [Aside(K.LIMIT, "第 3 页是图片，没有读"), Aside(K.LIMIT, "第 3 页是图片，没有读"), Aside(K.LIMIT, "附件没有读")]
    checklist = judged(*limits)
    assert checklist.notices == ("第 3 页是图片，没有读", "附件没有读")
    assert checklist.publication == ()


def test_places_of_plain_text_are_lines(reader: Reader, book: Rulebook) -> None:
    document = replace(document_from_text("\n\n".join(LINES), source="a.txt"), asides=(Aside(K.COMMENT, "核实", line=7), Aside(K.COMMENT, "核实", line=99)))
    [note] = judge(reader.understand(document), book).publication
    assert (note.code, note.count, note.place, note.excerpt) == ("comments", 2, "批注（第 7 行、第 99 行）", "核实")
