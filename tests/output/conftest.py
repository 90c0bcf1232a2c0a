"""Checklists made by hand, so that the outputs are tested apart from any rulebook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.failure import Failure
from checker.ingest import Place
from checker.judging.checklist import Checklist, Evidence, Finding, Grade, Verdict
from checker.rulebook import Rulebook
from checker.rulebook.schema import ChapterOfRules, Level, Reason, Severity, Status

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
            "已写明公众参与，没有写合法性审查",
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
            "只作为不足或原因提到",
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
