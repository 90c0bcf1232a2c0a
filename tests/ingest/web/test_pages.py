"""Pages of government sites: the report whole, what stands around it gone, the checklist that of its text.

The pages are ours, after what each make of content management system writes (`government_pages`);
`files/libreoffice-qingyan.html` was written by LibreOffice from a Word file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from government_pages import MAKES, Report, page, report_at

from checker.ingest import Aside, AsideKind, BlockKind, Document, document_from_text, read
from checker.ingest.web import read_html

ROOT = Path(__file__).parents[3]
FILES = Path(__file__).parent / "files"
REPORTS = sorted(path for path in (*ROOT.glob("reports/*.txt"), *ROOT.glob("reports/*.md")) if path.name != "README.md")
AROUND = ("走进澄安", "示ICP备", "一图读懂", "关闭窗口", "无障碍", "JavaScript", "烟花爆竹", "分享到：微信")
SENTENCE = "全年召开专题会议3次，研究法治政府建设工作。"

Answer = tuple[dict[str, tuple[str, str]], list[str]]


def from_html(data: str | bytes) -> Document:
    return read_html(data.encode() if isinstance(data, str) else data, source="页面.html", sha256="0")


def body(words: str, head: str = "") -> Document:
    return from_html(f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{words}</body></html>")


def texts(document: Document) -> list[tuple[str, str]]:
    lines = document.text.splitlines()
    return [(block.kind.value, lines[(block.place.line or 1) - 1]) for block in document.blocks]


# -- the same report ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("make", MAKES)
def test_a_page_of_each_make_gives_the_checklist_of_the_text(
    make: str, path: Path, answer: Callable[[Document], Answer], invariants: Callable[[Document], None]
) -> None:
    report = report_at(path)
    document = from_html(page(make, report))
    invariants(document)
    assert answer(document) == answer(read(path))
    words = "".join(document.text.split())
    assert [part.text for part in report.body if "".join(part.text.split()) not in words] == []
    assert [word for word in AROUND if word in document.text] == []
    assert sum(report.title == "".join(block.text.split()) for block in document.blocks) == 1
    assert {key: document.metadata.get(key) for key, _ in report.pairs} == dict(report.pairs)


TABLES = sorted(path for name in ("we4", "wb5", "wx5", "wy3") for path in ROOT.glob(f"tests/gold/*/{name}.txt"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("make", MAKES)
def test_reports_with_tables_give_the_checklist_of_the_text(make: str, path: Path, answer: Callable[[Document], Answer]) -> None:
    report = report_at(path)
    document = from_html(page(make, report))
    assert sum(block.kind is BlockKind.TABLE_ROW for block in document.blocks) == sum(len(part.rows) for part in report.body) > 0
    assert answer(document) == answer(read(path))


def test_what_libreoffice_writes_is_all_text(answer: Callable[[Document], Answer], invariants: Callable[[Document], None]) -> None:
    document = from_html((FILES / "libreoffice-qingyan.html").read_bytes())
    invariants(document)
    assert answer(document) == answer(read(ROOT / "reports/qingyan.txt"))
    assert Aside(AsideKind.PROPERTY, "示例", name="作者") in document.asides


# -- what is the article ------------------------------------------------------------------------------


LONG = "<p>群众少跑腿；新一批事项已经上线，全年办理业务三千件，群众满意度不断提升。大厅工作日上午九点至下午五点开放，请携带有效证件。</p>" * 8


@pytest.mark.parametrize("make", ["trs", "vue", "nested", "headed"])
def test_another_text_beside_the_article_is_left_out_and_told(make: str) -> None:
    report = report_at(ROOT / "reports/shinian.txt")
    marks = {"trs": '<div class="xl-cont">', "vue": '<div class="d4">', "nested": "<center>", "headed": "<aside>"}
    text = page(make, report).decode("gb18030" if make == "nested" else "utf-8")
    assert marks[make] in text
    document = from_html(text.replace(marks[make], f'<div class="box">{LONG}</div>{marks[make]}').replace('charset="gbk"', 'charset="utf-8"'))
    words = "".join(document.text.split())
    assert all("".join(part.text.split()) in words for part in report.body)
    assert "携带有效证件" not in words
    told = [aside.text for aside in document.asides if aside.kind is AsideKind.LIMIT]
    assert len(told) == 1 and "群众少跑腿" in told[0]


def test_a_page_without_anything_around_its_text_is_all_text() -> None:
    document = body(f"<h2>某镇2025年法治政府建设年度报告</h2><p>{SENTENCE}</p><p>某镇人民政府</p><p>2026年1月5日</p>")
    assert [text for _, text in texts(document)] == ["某镇2025年法治政府建设年度报告", SENTENCE, "某镇人民政府", "2026年1月5日"]


def test_an_article_in_two_parts_stays_whole() -> None:
    part = "".join(f"<p>（{n}）{SENTENCE}</p>" for n in "一二三四五六七八")
    document = body(f'<ul><li><a href="/">首页</a></li></ul><div class="art"><div class="p1">{part}</div><div class="p2">{part}</div></div>')
    assert document.text.count(SENTENCE) == 16


def test_a_title_of_two_lines_above_the_article() -> None:
    article = f'<div id="zoom">{f"<p>{SENTENCE}</p>" * 5}</div>'
    head = "<title>某县财政局关于2025年度法治政府建设情况的报告</title>"
    document = body(f"<ul><li><a href=/>首页</a></li></ul><div class=tit>某县财政局<br>关于2025年度法治政府建设情况的报告</div>{article}", head)
    assert [text for _, text in texts(document)][:3] == ["某县财政局", "关于2025年度法治政府建设情况的报告", SENTENCE]


def test_attachments_are_navigation_wherever_they_stand() -> None:
    files = '<p>附件：<a href="/files/1.docx">某镇2025年法治政府建设报告.docx</a></p>'
    document = body(f'<div class="a">{f"<p>{SENTENCE}</p>" * 4}{files}</div><div class="b">{files}</div>')
    kinds = [kind for kind, text in texts(document) if "docx" in text]
    assert kinds == ["navigation", "navigation"]


# -- what its own table says --------------------------------------------------------------------------


def test_tags_say_what_the_page_does_not_show() -> None:
    head = '<meta name="PubDate" content="2026-01-26 09:30"><meta name="ContentSource" content="某镇人民政府"><meta name="Author" content="办公室">'
    document = body(f"<p>{SENTENCE}</p>", head)
    assert document.metadata == {"发布日期": "2026-01-26 09:30", "来源": "某镇人民政府"}
    assert document.asides == (Aside(AsideKind.PROPERTY, "办公室", name="作者"),)


def test_what_the_page_shows_comes_before_its_tags() -> None:
    head = '<meta name="PubDate" content="2026-02-01"><meta name="ContentSource" content="本站">'
    document = body(f"<table><tr><td>发布机构</td><td>某镇人民政府</td><td>发布时间</td><td>2026-01-26</td></tr></table><p>{SENTENCE}</p>", head)
    assert document.metadata == {"发布机构": "某镇人民政府", "发布时间": "2026-01-26"}
    assert texts(document)[0] == ("metadata", "发布机构：某镇人民政府\t发布时间：2026-01-26")


def test_columns_named_like_keys_stay_a_table() -> None:
    rows = "<tr><th>名称</th><th>来源</th><th>数量</th></tr><tr><td>合同</td><td>镇属单位</td><td>12</td></tr>"
    document = body(f"<p>{SENTENCE}</p><table>{rows}</table>")
    assert texts(document)[1:] == [("table_row", "| 名称 | 来源 | 数量 |"), ("table_row", "| 合同 | 镇属单位 | 12 |")]
    assert [block.place.cell for block in document.blocks[1:]] == [(1, 1, 1), (1, 2, 1)]
    assert document.metadata == {}


def test_a_page_with_a_table_says_what_the_text_with_its_rows_says(answer: Callable[[Document], Answer]) -> None:
    plain = report_at(ROOT / "reports/liujin.md")
    pairs = (("索引号", "CA0301/2026-00007"), ("发布机构", "柳津街道办事处"), ("成文日期", "2026-01-15"), ("发布日期", "2026-01-20"))
    report = Report(plain.name, plain.title, plain.body, pairs)
    lines = [f"{key}：{value}" for key, value in pairs] + [plain.title] + [part.text for part in plain.body]
    expected = answer(document_from_text("\n\n".join(lines)))
    assert expected[0]["structure.signoff"] == ("present", "full")
    assert {make: answer(from_html(page(make, report))) for make in MAKES} == dict.fromkeys(MAKES, expected)
