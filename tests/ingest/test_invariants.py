"""Every text at hand as a `Document` that holds together; and reports whose layout may change without their verdicts changing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.ingest import Document, document_from_text, read
from checker.judging import judge
from checker.judging.checklist import Checklist
from checker.reading import Reader
from checker.rulebook import load_rulebook

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = sorted(
    path
    for pattern in ("reports/*.txt", "reports/*.md", "tests/gold/**/*.txt", "tests/gold/**/*.md")
    for path in ROOT.glob(pattern)
    if path.name != "README.md"
)
OUTSIDE = sorted(path for pattern in ("seeds/*.txt", "gold/dev/d0[1-6].txt") for path in SHARED.glob(pattern))

REPORT = """\
云岫镇2025年度法治政府建设年度报告

2025年，云岫镇坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，全面推进依法行政。现将有关情况报告如下：
一、2025年法治政府建设主要举措和成效
（一）加强组织领导。成立法治建设领导小组，镇党委书记任组长，全年召开专题会议3次，党委理论学习中心组开展习近平法治思想专题学习5次，举办领导干部法治讲座2场。
（二）规范决策程序。严格执行《重大行政决策程序暂行条例》，重大行政决策均经公众参与、专家论证、风险评估、合法性审查和集体讨论决定，全年审查合同42份、规范性文件2件。
（三）严格规范执法。全面落实行政执法公示、执法全过程记录、重大执法决定法制审核“三项制度”，公示执法信息130条，配备执法记录仪12台，法制审核18件。
（四）化解矛盾纠纷。坚持和发展新时代“枫桥经验”，排查矛盾纠纷316起，调解成功309起，全年未发生行政复议、行政诉讼案件。
（五）落实法律顾问制度。镇政府聘请云岭律师事务所律师1名担任法律顾问，参与合同审查16份，出具法律意见书9份。
二、党政主要负责人履行推进法治建设第一责任人职责情况
镇党委书记主持召开党委会研究法治建设4次，亲自督办信访积案3件，在年终述职中一并述法。
三、存在的不足和原因
基层执法力量薄弱，主要原因是编制少、任务重。普法形式单一，主要原因是经费不足。
四、2026年主要安排
一是补充执法人员，年内组织业务培训4期。二是建设村级普法阵地6处。
云岫镇人民政府
2026年1月20日
"""
SENTENCES = tuple(line for line in REPORT.splitlines() if line)
BLANKS = (" ", "\u3000", "\u200b", "\ufeff", "\xa0", "\u2009", "\u2060", "\u00ad")
quick = settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])


Answer = list[tuple[str, str, str, tuple[str, ...]]]
Check = Callable[[str], tuple[Document, Checklist]]


@pytest.fixture(scope="module")
def check() -> Check:
    reader = Reader(load_rulebook())

    def checklist(text: str) -> tuple[Document, Checklist]:
        document = document_from_text(text)
        return document, judge(reader.understand(document), reader.book)

    return checklist


@pytest.fixture(scope="module")
def plain(check: Check) -> Answer:
    return verdicts(check(REPORT)[1])


def verdicts(result: Checklist) -> Answer:
    return [(v.requirement, v.status.value, v.reason.value if v.reason else "", v.parts) for v in result.verdicts]


# -- texts at hand --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_our_own_texts(path: Path, invariants: Callable[[Document], None]) -> None:
    invariants(read(path))


@pytest.mark.skipif(not OUTSIDE, reason="the shared reports are not on this machine")
@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.name)
def test_the_shared_texts(path: Path, invariants: Callable[[Document], None]) -> None:
    invariants(read(path))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\u200b\n\ufeff", id="blanks only"),
        pytest.param("\r\n甲\r乙\u2028丙\x85丁\x0b戊\x1c己\n", id="every line end"),
        pytest.param("“\n”\n**\n##\n|\n", id="signs only"),
        pytest.param("[bookmark: _GoBack]\n|[bookmark: a]|\n", id="bookmarks only"),
        pytest.param("**“甲**”乙，1,234，567件    12  13\n", id="crossing signs"),
        pytest.param("甲\n\n- 3 -\n\n- 4 -\n\n乙\n", id="page numbers"),
    ],
)
def test_odd_texts(text: str, invariants: Callable[[Document], None]) -> None:
    invariants(document_from_text(text))


# -- whatever the layout --------------------------------------------------------------------------

texts = st.lists(
    st.one_of(
        st.sampled_from(SENTENCES),
        st.sampled_from(
            [
                "\n",
                "\n\n",
                "\f",
                "\r\n",
                " ",
                "\u3000\u3000",
                "\u200b",
                "\t",
                "- 3 -\n",
                "**",
                "“",
                "”",
                "## ",
                "１２，３４５件",
                "| 名称 | 数 |\n",
                "2021～2025",
            ]
        ),
        st.text("法治政府决策合同审查件次、，。；（）()《》“” \u3000\u200b\n\t1２%一", max_size=12),
    ),
    max_size=14,
).map("".join)


@given(text=texts)
@quick
def test_any_text_holds_together(text: str, invariants: Callable[[Document], None]) -> None:
    invariants(document_from_text(text))


@given(text=texts)
@quick
def test_every_quote_is_the_source_at_its_offsets(text: str, check: Check) -> None:
    document, result = check(text)
    for verdict in result.verdicts:
        for evidence in (*verdict.evidence, *verdict.near_misses):
            assert 0 <= evidence.start < evidence.end <= len(document.text), verdict.requirement
            assert evidence.quote == document.text[evidence.start : evidence.end], verdict.requirement
    for finding in result.findings:
        assert 0 <= finding.start < finding.end <= len(document.text), finding.code
        assert finding.quote == document.text[finding.start : finding.end], finding.code


def test_the_plain_report_is_worth_varying(plain: Answer) -> None:
    known = {name: status for name, status, _, _ in plain}
    assert [known[name] for name in ("decision.five_steps", "enforcement.three_systems", "adviser.coverage", "structure.signoff")] == ["present"] * 4


@given(data=st.data())
@quick
def test_blanks_inside_words_change_no_verdict(data: st.DataObject, check: Check, plain: Answer) -> None:
    places = [i for i in range(1, len(REPORT)) if "\u4e00" <= REPORT[i - 1] <= "\u9fff" and "\u4e00" <= REPORT[i] <= "\u9fff"]
    chosen = data.draw(st.dictionaries(st.sampled_from(places), st.sampled_from(BLANKS), min_size=20, max_size=120))
    text = "".join(chosen.get(i, "") + sign for i, sign in enumerate(REPORT))
    assert verdicts(check(text)[1]) == plain


# Without indent or blank line, a paragraph that fills its last line cannot be told from one that goes on.
@given(width=st.integers(34, 46), layout=st.sampled_from([("    ", "\n"), ("\u3000\u3000", "\r\n"), ("\u3000\u3000", "\n\n"), ("", "\n\n")]))
@quick
def test_hard_wraps_change_no_verdict(width: int, layout: tuple[str, str], check: Check, plain: Answer) -> None:
    indent, between = layout
    lines = []
    for sentence in SENTENCES:
        rest = indent + sentence
        lines.append("\n".join(rest[at : at + width] for at in range(0, len(rest), width)))
    assert verdicts(check(between.join(lines))[1]) == plain


@given(wide=st.lists(st.booleans(), min_size=len(REPORT), max_size=len(REPORT)))
@quick
def test_widths_change_no_verdict(wide: list[bool], check: Check, plain: Answer) -> None:
    narrow = str.maketrans("，：；（）", ",:;()")
    text = "".join((chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c.translate(narrow)) if flip else c for c, flip in zip(REPORT, wide, strict=True))
    assert verdicts(check(text)[1]) == plain
