"""Checklists made by hand, so that the outputs are tested apart from any rulebook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checker.failure import Failure
from checker.ingest import Place
from checker.judging.checklist import Checklist, Evidence, Finding, Grade, PublicationNote, Verdict
from checker.rulebook import Rulebook
from checker.rulebook.schema import ChapterOfRules, Level, Reason, Severity, Status
from checker.rulebook.waivers import Waiver
from checker.wording import Wording

TEXT = "云上镇2025年度报告\n一、工作情况\n公开征求意见2次，联系人手机13812345678。\n二、不足\n至今没有聘请法律顾问，住溪口村3组7号。\n"


def span(words: str, **more: object) -> Evidence:
    start = TEXT.index(words)
    usual = {"quote": words, "chapter": "一、工作情况", "start": start, "end": start + len(words), "time": "reporting_year", "place": Place(line=3)}
    return Evidence(**{**usual, **more})


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def book() -> Rulebook:
    chapters = (ChapterOfRules(id="decision", title="依法决策", file=""), ChapterOfRules(id="adviser", title="法律顾问组", file=""))
    return Rulebook.model_construct(id="sample", version="7", chapters=chapters)


@pytest.fixture
def checklist() -> Checklist:
    verdicts = (
        Verdict(
            "decision.steps",
            "决策程序",
            "decision",
            Severity.CORE,
            Status.VAGUE,
            Reason.INCOMPLETE,
            Wording("已写明公众参与，没有写合法性审查", "some of it is there, some is not"),
            parts=("公众参与",),
            lacking=("合法性审查",),
            evidence=(span("公开征求意见2次，联系人手机13812345678", cue="", term="公开征求意见"),),
            basis=("《决策条例》第5条",),
            remedy="请补写合法性审查。",
            score=2.5,
            weight=5.0,
            review=True,
        ),
        Verdict(
            "decision.open",
            "政务公开",
            "decision",
            Severity.GENERAL,
            Status.PRESENT,
            Reason.FULL,
            "已写明",
            evidence=(span("公开征求意见2次"),),
            score=3.0,
            weight=3.0,
        ),
        Verdict(
            "adviser.coverage",
            "法律顾问",
            "adviser",
            Severity.CORE,
            Status.MISSING,
            Reason.PROBLEM_ONLY,
            Wording("只作为不足或原因提到", "only admitted as a shortcoming"),
            near_misses=(span("至今没有聘请法律顾问", chapter="二、不足", time="shortcoming", cue="没有", discount="negated", place=Place(line=5)),),
            basis=("《意见》",),
            remedy="请补写。",
            weight=6.0,
        ),
        Verdict("adviser.other", "不相干的要求", "adviser", Severity.GENERAL, Status.NOT_APPLICABLE, None, "不适用于乡镇"),
    )
    address = TEXT.index("溪口村3组7号")
    findings = (Finding("personal_data", "个人信息", "出现住址“溪口村3组7号”", "溪口村3组7号", address, address + 7, "二、不足", Place(line=5)),)
    return Checklist(
        source="in/报告 1.txt",
        sha256="13812345678" + "a" * 53,
        title="云上镇2025年度报告",
        unit="云上镇人民政府",
        level=Level.TOWNSHIP,
        reporting_year=2025,
        rulebook="sample",
        rulebook_version="7",
        pipeline="blank-zh",
        verdicts=verdicts,
        findings=findings,
        score=39.3,
        grade=Grade.REVISE,
        gate=("adviser.coverage",),
        notices=("样例",),
    )


@pytest.fixture
def passing(checklist: Checklist) -> Checklist:
    return replace(checklist, source="in/good.txt", verdicts=checklist.verdicts[1:2], findings=(), score=100.0, grade=Grade.PASS, gate=(), notices=())


@pytest.fixture
def failure() -> Failure:
    return Failure("in/b.doc", "unknown_format", "不支持的文件类型 .doc")


@pytest.fixture
def waiver() -> Waiver:
    return Waiver(item="adviser.coverage", unit="云上镇", reason="由县里统一聘请", author="云上县司法局", expires=date(2026, 12, 31))


@pytest.fixture
def waived(checklist: Checklist, waiver: Waiver) -> Checklist:
    """The checklist with its missing requirement waived, and another waiver that has run out."""
    verdicts = tuple(replace(v, waiver=waiver) if v.requirement == waiver.item else v for v in checklist.verdicts)
    expired = waiver.model_copy(update={"item": "decision.steps", "expires": date(2025, 12, 31)})
    return replace(checklist, verdicts=verdicts, gate=(), expired=(expired,), waived_on="2026-03-01")


@pytest.fixture
def noted(checklist: Checklist) -> Checklist:
    note = PublicationNote("comments", 3, "第 2 段", "王主任：此处再核", "批注", ("《公开条例》",), "请删去全部批注。")
    finding = replace(checklist.findings[0], basis=("《公开条例》",), remedy="请遮盖。")
    return replace(checklist, findings=(finding,), publication=(note,))


# Words that a spreadsheet, a page, a template engine, a terminal, a forge or an eye could be tricked by.
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "＝1+1",
    "\t=1+1",
    "\r=1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "${7*7}",
    "{% raw %}",
    "\u202e倒写\u202c\u2066隔\u2069\u200f",
    "\x00\x07\x1b[31m红\x9b2J\ufffe\uffff",
    "_x000D_",
    "**粗** `码` [链](http://evil.example) ![图](http://evil.example/x.png) ~~删~~ | 列 |",
    "@octocat #12 http://evil.example www.evil.example",
    "# 标题\n- 项\n\n> 引",
    "😀👨\u200d👩\u200d👧🇨🇳",
    "长" * 10_000,
    "😀" * 20_000,
)


@pytest.fixture(params=HOSTILE, ids=lambda words: ascii(words[:24]))
def words(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hostile(checklist: Checklist, words: str) -> Checklist:
    """The checklist with `words` wherever words of a report, of its file or of an office can stand."""
    evidence = Evidence(words, words, 0, len(words), "reporting_year", words, words, place=Place(line=1))
    waiver = Waiver(item="adviser.coverage", unit="*", reason=words, author=words, expires=date(2026, 12, 31))
    verdicts = tuple(
        replace(v, explanation=words, remedy=words, evidence=(evidence,), near_misses=(evidence,), lacking=(words,), parts=(words,)) for v in checklist.verdicts
    )
    verdicts = (*verdicts[:2], replace(verdicts[2], waiver=waiver), *verdicts[3:])
    finding = Finding("artifact", "残留", words, words, 0, len(words), words, Place(line=1), (), words)
    note = PublicationNote("comments", 1, words, words, "批注", (), words)
    return replace(
        checklist, source=words, title=words, unit=words, notices=(words,), verdicts=verdicts, findings=(finding,), publication=(note,), expired=(waiver,)
    )
