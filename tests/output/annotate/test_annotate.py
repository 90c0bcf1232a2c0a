"""Comments stand at the words they are about, and nothing else of the file changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from checker.ingest import ReadError
from checker.output.package import packed

from .conftest import REVIEWER, Annotated, W, formatted, members, paragraph_with, report, saved, within

Annotate = Callable[[bytes], Annotated]
DUTY = "认真落实第一责任人职责，进一步压实工作责任，形成一级抓一级、层层抓落实的工作格局"


def untouched(result: Annotated) -> None:
    """The text, its formatting and all other parts are what they were; comments are numbered and marked once each."""
    before, after = members(result.before), members(result.after)
    assert formatted(result.after) == formatted(result.before)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert set(after) - set(before) <= {"word/comments.xml", "word/_rels/document.xml.rels"}
    assert [n for n in after if n in before] == list(before)
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        numbers = [element.get(f"{W}id") for element in result.root.iter(f"{W}{mark}")]
        assert len(numbers) == len(set(numbers))
        assert set(numbers) >= set(result.comments)
    Document(io.BytesIO(result.after))


def test_a_report(annotate: Annotate) -> None:
    result = annotate(saved(report()))
    untouched(result)
    assert result.words("第一责任人履职内容") == DUTY
    assert result.words("数字前后矛盾") == "全年共排查调处矛盾纠纷 62 件，调解成功 65 件"
    assert result.words("模板或转换残留") == "组织执法人员参加资格考试【  】次"
    assert result.words("行政执法“三项制度”") == "一、2024年工作开展情况"
    assert result.words("【审核结论】") == "石碾乡2025年度法治建设工作总结"
    (duty,) = (text for text in result.comments.values() if text.startswith("【不完整、不具体】第一责任人履职内容"))
    problem, basis, remedy = duty.splitlines()[1:]
    assert problem.startswith("问题：只有提法，没有具体内容。尚未写明：亲自部署、")
    assert basis == "依据：《党政主要负责人履行推进法治建设第一责任人职责规定》（参照）。"
    assert remedy.startswith("修改建议：只写了落实第一责任人职责")
    assert "13800001357" not in "".join(result.comments.values())


def test_a_comment_says_who_and_when(annotate: Annotate) -> None:
    for comment in Document(io.BytesIO(annotate(saved(report())).after)).comments:
        assert (comment.author, comment.initials) == ("云上县司法局", "司法")
        assert comment.timestamp is not None
        assert comment.timestamp.replace(tzinfo=None) == REVIEWER.when


def test_the_same_input_gives_the_same_bytes(annotate: Annotate) -> None:
    data = saved(report())
    assert annotate(data).after == annotate(data).after


@pytest.mark.parametrize(
    ("missing", "heading"),
    [
        ("接受人大、政协和司法监督", "（四）强化权力监督"),
        ("行政执法“三项制度”", "（三）规范行政执法"),
        ("下一年度主要安排", "云上镇2025年度法治政府建设工作报告"),
        ("法律顾问", "一、主要举措和成效"),
    ],
)
def test_what_is_missing_is_remarked_on_where_it_belongs(annotate: Annotate, missing: str, heading: str) -> None:
    document = Document()
    for words in (
        "云上镇2025年度法治政府建设工作报告",
        "一、主要举措和成效",
        "（三）规范行政执法",
        "全年开展安全生产领域执法检查62次，发现问题隐患35处，全部整改到位。",
        "（四）强化权力监督",
        "全年主动公开政府信息312条，其中财政预决算信息4条。",
        "三、存在的不足及原因",
        "还存在一些不足。",
        "云上镇人民政府",
        "2026年1月15日",
    ):
        document.add_paragraph(words)
    result = annotate(saved(document))
    untouched(result)
    assert result.words(missing) == heading


def test_runs_cut_by_formatting_keep_it(annotate: Annotate) -> None:
    document = report()
    paragraph = paragraph_with(document, DUTY)
    (run,) = paragraph.iter(qn("w:r"))
    words = run.find(qn("w:t")).text
    paragraph.remove(run)
    for index in range(0, len(words), 5):  # as an editor cuts words that were typed and corrected
        piece = OxmlElement("w:r")
        properties = OxmlElement("w:rPr")
        if index % 2:
            properties.append(OxmlElement("w:i"))
        piece.append(properties)
        text = OxmlElement("w:t")
        text.text = words[index : index + 5]
        piece.append(text)
        paragraph.append(piece)
    result = annotate(saved(document))
    untouched(result)
    assert result.words("第一责任人履职内容") == DUTY


def test_breaks_and_tabs_in_a_run_stay(annotate: Annotate) -> None:
    document = report()
    run = next(iter(paragraph_with(document, DUTY).iter(qn("w:r"))))
    text = run.find(qn("w:t"))
    before, after = text.text.split("进一步")
    text.text = before
    for name in ("w:tab", "w:noBreakHyphen"):
        run.append(OxmlElement(name))
    rest = deepcopy(text)
    rest.text = "进一步" + after
    run.append(rest)
    result = annotate(saved(document))
    untouched(result)


def test_comments_that_are_there_are_kept(annotate: Annotate) -> None:
    document = report()
    run = document.paragraphs[2].runs[0]
    old = document.add_comment(run, "请核对", "某干部", "某")
    result = annotate(saved(document))
    untouched(result)
    comments = {c.comment_id: c for c in Document(io.BytesIO(result.after)).comments}
    assert comments[old.comment_id].text == "请核对"
    assert "".join(within(result.root, str(old.comment_id))) == run.text
    assert str(old.comment_id) not in result.comments
    assert len(comments) == len(result.comments) + 1


def test_marks_of_comments_that_are_gone_are_not_taken(annotate: Annotate) -> None:
    document = report()
    paragraph = document.paragraphs[3]._p
    for name in ("commentRangeStart", "commentRangeEnd"):
        paragraph.append(parse_xml(f'<w:{name} {nsdecls("w")} w:id="7"/>'))
    assert min(int(n) for n in annotate(saved(document)).comments) == 8


def test_numbers_stay_within_what_word_takes(annotate: Annotate) -> None:
    document = report()
    document.paragraphs[3]._p.append(parse_xml(f'<w:commentRangeStart {nsdecls("w")} w:id="2147483647"/>'))
    assert max(int(n) for n in annotate(saved(document)).comments) < 100


def test_a_damaged_part_of_comments_is_an_error_and_not_thrown_away(annotate: Annotate) -> None:
    document = report()
    document.add_comment(document.paragraphs[2].runs[0], "请核对")
    damaged = members(saved(document)) | {"word/comments.xml": b"<w:comments"}
    with pytest.raises(ReadError):
        annotate(packed(damaged))


def test_tracked_changes(annotate: Annotate) -> None:
    document = report()
    paragraph = paragraph_with(document, DUTY)
    (run,) = paragraph.iter(qn("w:r"))
    words = run.find(qn("w:t")).text
    start = words.index("认真落实")
    paragraph.remove(run)
    pieces = (
        f'<w:r><w:t>{words[:start]}</w:t></w:r><w:del w:id="90" w:author="甲"><w:r><w:delText>认真落实第一责任人职责</w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="91" w:author="甲"><w:r><w:t>认真落实第一责任人职责</w:t></w:r></w:moveFrom>'
        f'<w:ins w:id="92" w:author="甲"><w:r><w:t>{words[start:]}</w:t></w:r></w:ins>'
    )
    paragraph.extend(parse_xml(f"<w:p {nsdecls('w')}>{pieces}</w:p>"))
    result = annotate(saved(document))
    untouched(result)
    assert result.words("第一责任人履职内容") == DUTY


def test_a_sentence_over_two_paragraphs(annotate: Annotate) -> None:
    document = report()
    paragraph = paragraph_with(document, DUTY)
    (run,) = paragraph.iter(qn("w:r"))
    text = run.find(qn("w:t"))
    cut = text.text.index("压实")
    second = deepcopy(paragraph)
    text.text, second.find(f".//{qn('w:t')}").text = text.text[:cut], text.text[cut:]
    paragraph.addnext(second)
    result = annotate(saved(document))
    untouched(result)
    assert DUTY.endswith(result.words("第一责任人履职内容")[-10:])


def test_automatic_numbers_stand_in_no_run(annotate: Annotate) -> None:
    document = report()
    heading = paragraph_with(document, "一、2024年工作开展情况")
    next(heading.iter(qn("w:t"))).text = "2024年工作开展情况"
    numbering = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    properties = heading.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))
    result = annotate(saved(document))
    untouched(result)
    assert paragraph_of(result, "年份不一致") == "2024年工作开展情况"


def paragraph_of(result: Annotated, title: str) -> str:
    number = next(n for n, text in result.comments.items() if title in text.splitlines()[0])
    (start,) = (e for e in result.root.iter(f"{W}commentRangeStart") if e.get(f"{W}id") == number)
    paragraph = next(a for a in start.iterancestors() if a.tag == f"{W}p")
    return "".join(t.text or "" for t in paragraph.iter(f"{W}t"))


def test_words_in_a_table(annotate: Annotate) -> None:
    document = report()
    paragraph = paragraph_with(document, DUTY)
    table = document.add_table(rows=2, cols=2)
    for row, (left, right) in zip(table.rows, (("事项", "情况"), ("履职", f"{DUTY}。")), strict=True):
        row.cells[0].text, row.cells[1].text = left, right
    paragraph.addnext(table._tbl)
    paragraph.getparent().remove(paragraph)
    result = annotate(saved(document))
    untouched(result)
    assert result.words("第一责任人履职内容") == f"履职{DUTY}"


def test_words_in_a_text_box_are_remarked_on_at_its_paragraph(annotate: Annotate) -> None:
    document = report()
    paragraph = paragraph_with(document, DUTY)
    box = deepcopy(paragraph)
    for child in list(paragraph):
        paragraph.remove(child)
    shape = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:300pt;height:100pt"><v:textbox><w:txbxContent>'
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    paragraph.append(parse_xml(shape))
    paragraph.find(f".//{qn('w:txbxContent')}").append(box)
    result = annotate(saved(document))
    untouched(result)
    assert DUTY in result.words("第一责任人履职内容")
    assert not list(next(result.root.iter(f"{W}txbxContent")).iter(f"{W}commentRangeStart"))


def test_a_strict_document(annotate: Annotate) -> None:
    strict = {
        name: member.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, member in members(saved(report())).items()
    }
    after = members(annotate(packed(strict)).after)
    for name in ("word/document.xml", "word/comments.xml"):
        assert etree.QName(etree.fromstring(after[name])).namespace == "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]


def test_a_main_part_of_another_name(annotate: Annotate) -> None:
    moved = {
        ("doc/main.xml" if name == "word/document.xml" else "doc/_rels/main.xml.rels" if name == "word/_rels/document.xml.rels" else name): member
        for name, member in members(saved(report())).items()
    }
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"word/document.xml", b"doc/main.xml")
    moved["[Content_Types].xml"] = moved["[Content_Types].xml"].replace(b"/word/document.xml", b"/doc/main.xml")
    moved["doc/_rels/main.xml.rels"] = moved["doc/_rels/main.xml.rels"].replace(b'Target="', b'Target="/word/')
    after = annotate(packed(moved)).after
    assert "doc/comments.xml" in members(after)
    assert len(list(Document(io.BytesIO(after)).comments)) > 20


@pytest.mark.parametrize("words", ["{{7*7}}<script>alert(1)</script>]]>&lt;", "甲\u202e乙👍🏽", "长" * 10_000])
def test_hostile_words_are_text(annotate: Annotate, words: str) -> None:
    document = report()
    document.paragraphs[0].runs[0].text = f"石碾乡2025年度法治建设工作总结{words}"
    document.paragraphs[5].add_run(f"组织检查【{words}】次，还有【  】次。")
    untouched(annotate(saved(document)))


def test_nothing_to_mend_is_said_at_the_title(annotate: Annotate) -> None:
    result = annotate(saved(report("qingyan.txt")))
    untouched(result)
    assert next(iter(result.comments.values())).startswith("【审核结论】通过")


def test_order_and_times_of_members_are_kept(annotate: Annotate) -> None:
    data = saved(report())
    old, new = (zipfile.ZipFile(io.BytesIO(d)).infolist() for d in (data, annotate(data).after))
    assert [(i.filename, i.date_time, i.compress_type) for i in new[: len(old)]] == [(i.filename, i.date_time, i.compress_type) for i in old]
