"""All findings together: order, repetition, a finder that fails, odd documents, time."""

import logging
import time
from collections.abc import Callable, Iterator

import pytest

from checker.judging import findings
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings import FINDERS, find_all

from .conftest import DEFAULTS, REPORT

BAD = REPORT.format(
    **{
        **DEFAULTS,
        "achievements": "一、2024年工作成效",
        "body": "我乡落实《法治政府实施纲要》，发放资料××份。受理纠纷20件，其中邻里纠纷25件。联系李某手机13900001234。\n（三）规范执法\n检查6次。",
        "date": "2026年3月9日",
    }
)


def test_every_code_of_the_rulebook_has_a_finder(context: Callable[..., Context]) -> None:
    assert set(context("无").book.findings) == set(FINDERS)


def test_by_place_and_each_once(context: Callable[..., Context]) -> None:
    found = find_all(context(BAD), strict=True)
    assert {f.code for f in found} == set(FINDERS) - {"duplicate_paragraph"}
    assert [f.start for f in found] == sorted(f.start for f in found)
    assert len({(f.code, f.start, f.end) for f in found}) == len(found)
    assert all(f.title == context(BAD).book.findings[f.code] and f.place.line for f in found)


def test_a_good_report_has_none(context: Callable[..., Context]) -> None:
    assert find_all(context(REPORT.format(**DEFAULTS)), strict=True) == ()


def test_one_failure_leaves_the_others(context: Callable[..., Context], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(context: Context) -> Iterator[Finding]:
        raise ValueError("broken")
        yield

    monkeypatch.setitem(findings.FINDERS, "artifact", broken)
    with caplog.at_level(logging.ERROR):
        found = find_all(context(BAD))
    assert {f.code for f in found} == set(FINDERS) - {"duplicate_paragraph", "artifact"}
    assert "artifact" in caplog.text
    with pytest.raises(ValueError, match="broken"):
        find_all(context(BAD), strict=True)


def test_a_rulebook_can_switch_a_code_off(context: Callable[..., Context]) -> None:
    original = context(BAD)
    book = original.book.model_copy(update={"findings": {k: v for k, v in original.book.findings.items() if k != "late"}})
    assert "late" not in {f.code for f in find_all(Context(original.reading, book), strict=True)}


ODD = [
    "无",
    "……",
    "一、",
    "（一）（二）",
    "2025年",
    "《",
    "》《",
    "镇",
    "我乡",
    "XX",
    "****",
    "【】",
    "|||",
    "合计",
    "其中3件",
    "其中",
    "%",
    "5%",
    "率5%",
    "1、\n1、\n1、",
    "。\n。\n。",
    "\u200b\u3000",
    "身份证",
    "家住",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_documents(context: Callable[..., Context], text: str) -> None:
    source = context(text)
    for finding in find_all(source, strict=True):
        assert source.reading.document.text[finding.start : finding.end] == finding.quote


LONG_RUNS = [
    "其中1件、" * 2_500,
    "受理3件，化解5件，化解率97%，" * 2_500,
    "我乡" * 12_500,
    "，石板滩镇坚持" * 2_500,
    "".join(f"，{chr(0x5800 + i % 500)}{chr(0x6C00 + i // 500 % 500)}镇坚持" for i in range(2_500)),
    "XX" * 12_500,
    "X" * 25_000,
    "×份" * 12_500,
    "*" * 12_500,
    "**份" * 7_500,
    "（" * 12_500,
    "（" + " " * 12_500,
    "_" * 12_500,
    "[bookmark: " * 2_500,
    "1" * 3_000,
    "1 " * 3_000,
    "139" * 1_000,
    "家住" * 12_500,
    "2024年" * 7_500,
    "2024年，全镇3件。" * 2_500,
    "《法治政府实施纲要》" * 2_500,
    "法治政府建设实施纲要（" * 2_500,
    "一、\n" * 7_500,
    "（一）甲\n（三）乙\n" * 2_500,
    "1.甲\n3.乙\n" * 2_500,
    "\n\n".join("镇党委会前学法讲座培训宣传检查执法调解公开" * 2 + str(i) for i in range(1_250)),
    "\n\n".join(["镇党委会前学法讲座培训宣传检查执法调解公开" * 2] * 1_250),
    "| 1 | 2 |\n" * 2_500,
    "现将" * 12_500,
    "○○○" * 7_500,
    "〇" * 12_500,
    "乡党委" * 7_500,
    "全年受理的3件纠纷，" * 2_500,
    "全年共受理矛盾纠纷3件。全年共受理矛盾纠纷4件。" * 1_250,
    "全镇3个村全覆盖，辖4个村。" * 2_500,
]


@pytest.mark.parametrize("number", range(len(LONG_RUNS)))
def test_time_is_linear(context: Callable[..., Context], number: int) -> None:
    source = context(LONG_RUNS[number])
    started = time.process_time()
    find_all(source, strict=True)
    assert time.process_time() - started < 3
