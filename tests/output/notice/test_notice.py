"""What a notice says, and that nothing in a report can make it say or do anything else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from checker.judging.checklist import Checklist
from checker.output import write
from checker.output.notice import Letter, SeveralReportsError
from checker.output.notice.numerals import chinese
from checker.rulebook import Rulebook
from checker.rulebook.waivers import Waiver

from .conftest import lines, notice, opened


def test_a_notice_in_full(with_note: Checklist, book: Rulebook, letter: Letter) -> None:
    assert lines(notice(with_note, book, letter)) == [
        "________〔2026〕____号",
        "关于云上镇人民政府2025年度\n法治政府建设报告的整改反馈函",
        "云上镇人民政府：",
        "你单位报送的《云上镇2025年度报告》（以下简称《报告》）收悉。根据《意见》等有关规定，我办对《报告》进行了审核。"
        "经审核，《报告》综合得分39.3分（满分100分），审核结论为修改后重新报送。现将审核意见反馈如下，请认真整改。本次共提出意见4条，其中影响审核通过的1条。",
        "一、影响审核通过的问题",
        "下列内容是年度报告的必备内容，《报告》没有反映本年度的实际工作，不补写的不能通过审核。",
        "（一）法律顾问（缺失）",
        "1.存在问题。只作为不足或原因提到。见《报告》“二、不足”部分第5行：“至今没有聘请法律顾问”。",
        "2.主要依据。《意见》。",
        "3.整改要求。请补写。",
        "二、需补充完善的内容",
        "（一）决策程序（不完整、不具体）",
        "1.存在问题。已写明公众参与，没有写合法性审查。见《报告》“一、工作情况”部分第3行：“公开征求意见2次，联系人手机1381234****”。",
        "2.主要依据。《决策条例》第5条。",
        "3.整改要求。请补写合法性审查。",
        "三、需核对更正的问题",
        "（一）个人信息。“二、不足”部分第5行：“溪口*****”：出现住址“溪口*****”。",
        "四、公开前需处理的事项",
        "下列情况不影响审核结论，请在向社会公开前处理完毕。",
        "（一）批注和修订。批注和修订（3处），第2段：“批注：数字待核”。请删去全部批注后另存。",
        "五、整改和反馈要求",
        "请你单位对照上述意见逐项核实、修改《报告》，于2026年4月30日前将修改后的《报告》和《整改情况反馈表》（见附件）加盖公章报送我办，电子版一并报送。",
        "整改要求中留有空白（____）的地方，请按实际工作据实填写；本年度确未发生、未开展的，据实说明，不得虚构。对审核意见有不同看法的，请附书面说明。",
        "特此函告。",
        "附件：整改情况反馈表",
        "\t云上县委全面依法治县委员会办公室",
        "\t2026年4月5日",
        "（联系人：________，电话：________）",
        "附件",
        "整改情况反馈表",
        "填报单位（盖章）：　　　　　　　填报人：　　　　电话：　　　　　　日期：",
    ]


def test_the_form_that_comes_back_lists_every_item(with_note: Checklist, book: Rulebook, letter: Letter) -> None:
    (table,) = opened(notice(with_note, book, letter)).tables
    assert [[cell.text for cell in row.cells][:3] for row in table.rows] == [
        ["序号", "整改事项", "问题类别"],
        ["1", "法律顾问", "缺失"],
        ["2", "决策程序", "不完整、不具体"],
        ["3", "个人信息", "需更正"],
        ["4", "批注和修订", "公开前处理"],
    ]


def test_what_is_not_given_is_a_blank_to_fill_in(checklist: Checklist, book: Rulebook) -> None:
    said = lines(notice(replace(checklist, unit="", title=""), book, Letter(date(2026, 4, 5))))
    assert "关于________________2025年度\n法治政府建设报告的整改反馈函" in said
    assert "\t________________" in said
    assert any("于____年____月____日前" in line and "报送我单位" in line for line in said)


def test_nothing_to_mend_is_a_short_letter(passing: Checklist, book: Rulebook, letter: Letter) -> None:
    data = notice(passing, book, letter)
    said = lines(data)
    assert said[1] == "关于云上镇人民政府2025年度\n法治政府建设报告审核情况的反馈函"
    assert said[3].endswith("审核结论为通过。《报告》要素齐全、内容具体，未发现需要整改的问题。请按规定的时限和程序报送，并向社会公开。")
    assert said[4:] == ["特此函告。", "\t云上县委全面依法治县委员会办公室", "\t2026年4月5日", "（联系人：________，电话：________）"]
    assert not opened(data).tables


def test_a_pass_with_something_to_improve(passing: Checklist, checklist: Checklist, book: Rulebook, letter: Letter) -> None:
    said = "".join(lines(notice(replace(passing, verdicts=checklist.verdicts[:2]), book, letter)))
    assert "审核结论为通过。为进一步提高报告质量，现将需要完善的内容反馈如下。本次共提出意见1条。一、需补充完善的内容" in said


def test_accepted_exceptions_are_told_and_not_demanded(checklist: Checklist, book: Rulebook, letter: Letter) -> None:
    waiver = Waiver(item="decision.steps", unit="*", reason="本年无此类事项", author="县司法局", expires=date(2026, 12, 31))
    steps = replace(checklist.verdicts[0], waiver=waiver)
    said = lines(notice(replace(checklist, verdicts=(steps, *checklist.verdicts[1:])), book, letter))
    assert "决策程序（本年无此类事项）。" in said
    assert not any("请补写合法性审查" in line for line in said)


def test_one_notice_is_for_one_report(checklist: Checklist, book: Rulebook, letter: Letter) -> None:
    for several in ([], [checklist, checklist]):
        with pytest.raises(SeveralReportsError):
            write(several, (), "docx", book=book, letter=letter)


def test_the_same_input_gives_the_same_bytes(checklist: Checklist, book: Rulebook, letter: Letter) -> None:
    assert notice(checklist, book, letter) == notice(checklist, book, letter)


HOSTILE = {
    "template": ("{{7*7}}{% for x in range(9) %}{{ cycler.__init__.__globals__ }}", "{{7*7}}{% for x in range(9) %}{{ cycler.__init__.__globals__ }}"),
    "markup": ("<script>alert(1)</script>&amp;]]>", "<script>alert(1)</script>&amp;]]>"),
    "a run of its own": ("</w:t></w:r><w:r><w:t>", "</w:t></w:r><w:r><w:t>"),
    "control": ("甲\x00乙\x07丙\x0c丁\x1b[31m", "甲乙丙丁[31m"),
    "direction": ("甲\u202e乙\u2066丙\u200f", "甲乙丙"),
    "no characters": ("甲\ufffe乙\uffff丙\ud800丁", "甲乙丙丁"),
    "emoji": ("好👍🏽的", "好👍🏽的"),
    "docxtpl's own": ("{_{x}_}{_%y%_}", "{{x}}{%y%}"),
    "lines": ("甲\n乙\t丙\x0b丁", "甲乙丙丁"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_report_is_text(case: str, checklist: Checklist, book: Rulebook, letter: Letter) -> None:
    words, shown = HOSTILE[case]
    verdict = checklist.verdicts[2]
    evidence = replace(verdict.near_misses[0], quote=words, chapter=words + "章")
    hostile = replace(
        checklist,
        title=words,
        unit=words,
        verdicts=(replace(verdict, near_misses=(evidence,), remedy=words),),
        findings=(replace(checklist.findings[0], code="artifact", quote=words, message=words),),
    )
    data = notice(hostile, book, letter)
    said = lines(data)
    assert said.count(f"{shown}：") == 1  # the addressee
    assert said[1] == f"关于{shown}2025年度\n法治政府建设报告的整改反馈函"
    assert any(line == f"3.整改要求。{shown}" for line in said)
    assert len(said) == len(lines(notice(checklist, book, letter))) - 5  # the part with the other requirement
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name), etree.XMLParser(recover=False))


def test_long_quotes_are_cut(checklist: Checklist, book: Rulebook, letter: Letter) -> None:
    verdict = checklist.verdicts[2]
    long = replace(verdict, near_misses=(replace(verdict.near_misses[0], quote="长" * 10_000),))
    said = lines(notice(replace(checklist, verdicts=(long,), unit="长" * 5_000), book, letter))
    assert max(map(len, said)) < 600


def test_chinese_numerals() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 35, 99, 100)] == ["一", "十", "十一", "二十", "三十五", "九十九", "100"]


def test_the_result_can_be_verified_from_the_file(checklist: Checklist, book: Rulebook, letter: Letter) -> None:
    properties = opened(notice(checklist, book, letter)).core_properties
    assert len(properties.identifier) == 64
    assert (properties.title, properties.author) == ("关于云上镇人民政府2025年度法治政府建设报告审核情况的函", "")
