"""The page as text: what it holds, and that nothing of a report is markup in it."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from checker.failure import Failure
from checker.judging.checklist import Checklist, Finding, PublicationNote
from checker.output import write
from checker.output.html.labels import PAGE_LABELS
from checker.output.labels import LABELS
from checker.rulebook import Rulebook
from checker.rulebook.waivers import Waiver

Having = Callable[[Checklist, str], Checklist]
HOSTILE = "\"'><script>x</script><img src=x onerror=x>{{7*7}}{% raw %}</style></script><!--&#106;avascript:x\u202e\x1b[31m"


class Page(HTMLParser):
    """The elements of a page, and the text in them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.elements if name in attributes]

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


def page(book: Rulebook, *checklists: Checklist, failures: tuple[Failure, ...] = (), lang: str = "zh") -> str:
    result = write(checklists, failures, "html", book=book, lang=lang)
    assert isinstance(result, str)
    return result


@pytest.fixture
def report(having: Having, checklist: Checklist, text: str) -> Checklist:
    return having(checklist, text)


def test_every_reference_inside_the_page_has_its_place(book: Rulebook, report: Checklist, passing: Checklist, failure: Failure) -> None:
    for source in (page(book, report), page(book, report, passing, failures=(failure,)), page(book, failures=(failure,))):
        parsed = Page(source)
        ids = parsed.values("id")
        assert len(ids) == len(set(ids))
        references = [h[1:] for h in parsed.values("href")] + parsed.values("aria-labelledby") + parsed.values("data-copy") + parsed.values("data-for")
        assert references
        assert set(references) <= set(ids)


def test_a_verdict_leads_to_its_words_and_the_words_back(book: Rulebook, report: Checklist) -> None:
    source = page(book, report)
    start = report.verdicts[0].evidence[0].start
    assert f'<a class="quote" href="#r1-t{start}">' in source
    assert re.search(rf'<mark class="[^"]*vague[^"]*" data-of="r1-v1 r1-v2" id="r1-t{start}">', source)
    assert '<a class="ref is-vague" href="#r1-v1"' in source
    assert '<a class="ref is-near" href="#r1-v3"' in source
    assert '<a class="ref is-finding" href="#r1-f1"' in source


def test_worst_first_and_open_within_a_chapter(book: Rulebook, report: Checklist) -> None:
    items = re.findall(r'<details class="item is-(\w+)" id="[^"]*" data-status="\w+"(?: data-review)?( open)?>', page(book, report))
    assert items == [("vague", " open"), ("present", ""), ("missing", " open"), ("not_applicable", "")]


def test_points_can_be_added_up(book: Rulebook, report: Checklist) -> None:
    source = page(book, report)
    assert "得分 = 100 × 所得分 ÷ 应得分（5.5 ÷ 14）" in source
    assert re.search(r"依法决策</th><td class=\"number\">5.5</td><td class=\"number\">8</td>", source)


def test_personal_data_is_masked_everywhere(book: Rulebook, report: Checklist) -> None:
    body = re.sub(r"<code>\w+</code>", "", page(book, report))
    assert "13812345678" not in body
    assert "溪口村3组7号" not in body
    assert "138" in body


def test_gate_notices_and_publication_are_there(book: Rulebook, report: Checklist) -> None:
    note = PublicationNote("comments", 3, "第 2 段", "请核", "批注和修订", ("《公开条例》",), "请删去批注。")
    text = "".join(Page(page(book, replace(report, publication=(note,)))).text.split())
    told = ("未过关口以下要素缺失，不论得分多少都不能通过：法律顾问", "注意样例", "批注和修订3处第2段", "「请核」依据《公开条例》补写请删去批注。", "▲修改后报")
    assert [words for words in told if words not in text] == []


def test_what_an_accepted_exception_lifts_is_marked_and_not_to_be_mended(book: Rulebook, report: Checklist) -> None:
    waiver = Waiver(item="adviser.coverage", unit="*", reason="撤并在即", author="司法局", expires=date(2026, 12, 31))
    verdicts = tuple(replace(v, waiver=waiver) if v.requirement == waiver.item else v for v in report.verdicts)
    findings = tuple(replace(f, waiver=waiver, remedy="请遮盖。") for f in report.findings)
    source = page(book, replace(report, verdicts=verdicts, findings=findings, gate=(), expired=(waiver,), waived_on="2027-01-01"))
    assert re.search(r'<details class="item is-missing" id="r1-v3" data-status="missing">', source)
    assert source.count("撤并在即（司法局同意，有效期至 2026-12-31）") == 2
    assert '<li><a class="is-missing" href="#r1-v3">' not in source
    assert "豁免已到期，重新计入：法律顾问" in source
    assert "豁免按 2027-01-01 核对" in source
    assert re.search(r"校验码 <code>[0-9a-f]{64}</code>", source)


def test_several_reports_begin_with_an_overview(book: Rulebook, report: Checklist, passing: Checklist, failure: Failure) -> None:
    source = page(book, report, passing, failures=(failure,))
    text = " ".join(Page(source).text.split())
    assert source.index('id="overview"') < source.index('id="failures"') < source.index('id="r1"') < source.index('id="r2"')
    assert "in/b.doc 不支持的文件类型 .doc" in text
    assert 'id="overview"' not in page(book, report)


def headings(source: str) -> list[int]:
    return [int(tag[1]) for tag, _ in Page(source).elements if re.fullmatch(r"h[1-6]", tag)]


def test_headings_go_down_one_step_at_a_time(book: Rulebook, report: Checklist, passing: Checklist) -> None:
    for source in (page(book, report), page(book, report, passing)):
        levels = headings(source)
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(following <= level + 1 for level, following in pairwise(levels))


def test_the_policy_allows_its_own_style_and_script_alone(book: Rulebook, report: Checklist) -> None:
    source = page(book, report)
    [policy] = [a["content"] for tag, a in Page(source).elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    [style], [script] = re.findall(r"<style>(.*?)</style>", source, re.DOTALL), re.findall(r"<script>(.*?)</script>", source, re.DOTALL)
    digests = ["sha256-" + b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (style, script)]
    assert policy == (f"default-src 'none'; style-src '{digests[0]}'; script-src '{digests[1]}'; img-src data:; base-uri 'none'; form-action 'none'")


def hostile(checklist: Checklist, having: Having) -> Checklist:
    verdicts = tuple(
        replace(
            v,
            evidence=tuple(replace(e, quote=HOSTILE, chapter=HOSTILE, cue=HOSTILE) for e in v.evidence),
            remedy=HOSTILE,
            explanation=HOSTILE,
            parts=(HOSTILE,),
        )
        for v in checklist.verdicts
    )
    finding = Finding("artifact", "模板或转换残留", HOSTILE, HOSTILE, 3, 9, HOSTILE)
    note = PublicationNote("metadata", 1, HOSTILE, HOSTILE)
    changed = replace(
        checklist, source=HOSTILE, title=HOSTILE, unit=HOSTILE, verdicts=verdicts, findings=(finding,), publication=(note,), notices=(HOSTILE,), gate=()
    )
    return having(changed, f"云上镇报告\n{HOSTILE}\n| {HOSTILE} | 1 |\n")


def test_nothing_of_a_report_is_markup(book: Rulebook, report: Checklist, having: Having) -> None:
    bad = hostile(report, having)
    failure = Failure(HOSTILE, HOSTILE, HOSTILE)
    plain, attacked = (page(book, c, c, failures=(failure,)) for c in (report, bad))
    parsed = Page(attacked)
    assert parsed.count("script") == parsed.count("style") == 1
    assert not [tag for tag, _ in parsed.elements if tag in ("img", "iframe", "object", "base", "form", "link")]
    names = {name for _, attributes in parsed.elements for name in attributes}
    assert names <= {name for _, attributes in Page(plain).elements for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]
    assert all(href.startswith("#r") or href in ("#main", "#top") for href in parsed.values("href"))
    assert "{{7*7}}" in parsed.text
    assert "[U+202E]" in parsed.text
    assert not set("\u202e\x1b") & set(attacked)


def test_the_same_input_gives_the_same_page(book: Rulebook, report: Checklist) -> None:
    assert page(book, report) == page(book, report)


def test_no_word_hides_behind_a_method_of_mappings_or_another_word(book: Rulebook, report: Checklist) -> None:
    assert not [name for words in PAGE_LABELS.values() for name in words if hasattr(dict, name) or name in LABELS["zh"]]
    assert "built-in method" not in page(book, report)


def test_words_of_the_page_are_the_same_in_both_languages() -> None:
    assert set(PAGE_LABELS["zh"]) == set(PAGE_LABELS["en"])
    fields = {lang: {k: re.findall(r"{\w+}", v) for k, v in words.items()} for lang, words in PAGE_LABELS.items()}
    assert {k: sorted(v) for k, v in fields["zh"].items()} == {k: sorted(v) for k, v in fields["en"].items()}


def test_a_long_paragraph_and_pictures_are_shown_whole(book: Rulebook, checklist: Checklist, having: Having) -> None:
    long = "依法行政👩\u200d💻🇨🇳，" * 1000
    assert long in page(book, having(replace(checklist, verdicts=(), findings=(), gate=()), f"云上镇报告\n{long}\n"))
