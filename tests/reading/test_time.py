"""What time a clause speaks of: its chapter says, unless a cue in the sentence does; and which cue decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.reading.model import Clause, Reading, Time

Understand = Callable[[str], Reading]
YEAR, PLAN, SHORTCOMING, NONE = Time.REPORTING_YEAR, Time.PLAN, Time.SHORTCOMING, Time.NONE

TITLE = "云岫镇2025年法治政府建设年度报告"
OTHER = "普法宣传办得热闹。"
REPORT = """\
{title}

2025年，云岫镇全面推进依法行政。现将情况报告如下：
一、主要举措和成效
{achievements}
二、党政主要负责人履行推进法治建设第一责任人职责情况
{duty}
三、存在的不足
{problems}
四、2026年主要安排
{plan}
云岫镇人民政府
2026年1月20日
"""


def report(**chapters: str) -> str:
    return REPORT.format(**{"title": TITLE, "achievements": OTHER, "duty": OTHER, "problems": OTHER, "plan": OTHER, **chapters})


def clause_of(reading: Reading, words: str) -> Clause:
    assert reading.text.count(words) == 1, words
    return reading.clauses[reading.clause_at(reading.text.index(words))]


def told(reading: Reading, words: str) -> tuple[Time, str]:
    clause = clause_of(reading, words)
    return clause.time, clause.cue.term if clause.cue else ""


# -- the chapter ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("chapter", "time"), [("achievements", YEAR), ("duty", YEAR), ("problems", SHORTCOMING), ("plan", PLAN)])
def test_the_chapter_says(understand: Understand, chapter: str, time: Time) -> None:
    assert told(understand(report(**{chapter: "法律顾问参与合同审查，严格落实执法公示。"})), "执法公示") == (time, "")


@pytest.mark.parametrize(("words", "time"), [("云岫镇2025年", NONE), ("全面推进依法行政", YEAR), ("主要举措", YEAR), ("存在的不足", SHORTCOMING)])
def test_title_preamble_and_headings(understand: Understand, words: str, time: Time) -> None:
    assert told(understand(report()), words)[0] is time


def test_page_residue_speaks_of_no_time(understand: Understand) -> None:
    reading = understand("发布机构：云岫镇人民政府\n" + report() + "责任编辑：王某\n")
    assert [told(reading, words)[0] for words in ("发布机构", "责任编辑")] == [NONE, NONE]


# -- cues in achievements -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("下一步，聘请法律顾问。", "下一步"),
        ("拟聘请法律顾问1名。", "拟"),
        ("镇里将聘请法律顾问。", "将聘请"),
        ("将进一步落实法律顾问制度。", "将进一步"),
        ("计划于明年聘请法律顾问。", "明年"),
        ("明年聘请法律顾问。", "明年"),
        ("2026年将聘请法律顾问。", "将聘请"),
        ("2026年，聘请法律顾问。", "2026"),
        ("今后，法律顾问制度要坚持下去。", "今后"),
        ("打算请一名法律顾问。", "打算"),
        ("力争年底前配齐法律顾问。", "力争"),
        ("法律顾问有望明年到位。", "明年"),
        ("正在酝酿聘请法律顾问。", "{正在|正|尚在|还在}{酝酿|考虑|谋划|筹划|筹备|申请|申报|争取|商议|洽谈|物色}"),
    ],
)
def test_a_plan_in_the_achievements(understand: Understand, sentence: str, cue: str) -> None:
    assert told(understand(report(achievements=f"全年办结三百件。{sentence}{OTHER}")), "法律顾问") == (PLAN, cue)


@pytest.mark.parametrize(
    "sentence",
    [
        "将法律顾问意见纳入决策程序。",
        "将法律顾问制度贯穿决策全过程。",
        "组织模拟法庭，法律顾问到场点评。",
        "拟定法律顾问管理办法。",
        "草拟的合同由法律顾问审查。",
        "对拟签订的合同由法律顾问审查。",
        "做好准备工作，法律顾问按期到岗。",
        "为今后聘用法律顾问提供了依据。",
        "研究部署下一步法律顾问工作。",
        "把法律顾问力争做到的事项列成清单。",
    ],
)
def test_what_only_looks_like_a_plan(understand: Understand, sentence: str) -> None:
    assert told(understand(report(achievements=f"全年办结三百件。{sentence}")), "法律顾问") == (YEAR, "")


def test_a_plan_ends_with_its_sentence(understand: Understand) -> None:
    reading = understand(report(achievements="下一步，聘请法律顾问。全年开展执法检查12次。"))
    assert [told(reading, words)[0] for words in ("法律顾问", "执法检查")] == [PLAN, YEAR]


def test_what_stands_before_the_cue_was_done(understand: Understand) -> None:
    reading = understand(report(achievements="全年开展执法检查12次，下一步将推行柔性执法，建立免罚清单。"))
    assert [told(reading, words)[0] for words in ("执法检查", "柔性执法", "免罚清单")] == [YEAR, PLAN, PLAN]


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("拟承接赋权事项100余项，目前正组织执法人员培训。", "正组织"),
        ("拟承接赋权事项100余项。目前正组织执法人员培训。", ""),
        ("将于明年承接赋权事项，现已对执法人员进行培训。", "现已"),
        ("计划于明年承接赋权事项，年内共组织执法人员培训。", "年内共"),
    ],
)
def test_under_way_after_a_plan_is_the_years(understand: Understand, sentence: str, cue: str) -> None:
    reading = understand(report(achievements=sentence))
    assert told(reading, "赋权事项")[0] is PLAN
    assert told(reading, "执法人员") == (YEAR, cue)


def test_a_plan_again_after_what_is_under_way(understand: Understand) -> None:
    assert told(understand(report(achievements="目前拟聘请法律顾问。")), "法律顾问")[0] is PLAN


@pytest.mark.parametrize("sentence", ["赋权事项19项，拟于明年承接。", "赋权事项19项，计划于明年启动实施。"])
def test_the_object_before_its_plan(understand: Understand, sentence: str) -> None:
    assert told(understand(report(achievements=sentence)), "赋权事项")[0] is PLAN


@pytest.mark.parametrize("sentence", ["公布赋权事项19项，拟于明年再聘请法律顾问1名。", "公布赋权事项19项。拟于明年承接。"])
def test_the_clause_before_a_plan_of_something_else(understand: Understand, sentence: str) -> None:
    assert told(understand(report(achievements=sentence)), "赋权事项")[0] is YEAR


# -- problems -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "time", "cue"),
    [
        ("针对上年度指出的顾问缺位问题，今年已聘请法律顾问1名。", YEAR, "今年已"),
        ("上年没有顾问，今年重新聘请法律顾问1名。", YEAR, "今年{重新|补|专门|及时|又|就|新|全面|组织|先|都|均|连续|出台|修订|完成|共}"),
        ("法律顾问作用发挥不够。", SHORTCOMING, ""),
        ("今年没有聘请法律顾问。", SHORTCOMING, ""),
        ("虽然今年已组织培训，但法律顾问一直没有到位。", SHORTCOMING, "但"),
        ("今年已组织培训，仍有村没有法律顾问。", SHORTCOMING, "仍"),
        ("今年已组织培训。法律顾问没有到位。", SHORTCOMING, ""),
    ],
)
def test_done_among_the_problems_and_back(understand: Understand, sentence: str, time: Time, cue: str) -> None:
    assert told(understand(report(problems=f"执法力量薄弱。{sentence}")), "法律顾问") == (time, cue)


def test_problems_that_turn_into_plans(understand: Understand) -> None:
    text = "一是执法力量薄弱，案卷不规范。下一步，将组织执法培训。建立免罚清单。"
    reading = understand(report(problems=text))
    assert [told(reading, words)[0] for words in ("案卷", "执法培训", "免罚清单")] == [SHORTCOMING, PLAN, PLAN]


COMBINED = f"""\
{TITLE}
一、主要举措
{OTHER}
二、存在问题及下一步打算
（一）存在问题
执法力量薄弱。案卷不规范。
（二）下一步打算
组织执法培训。建立免罚清单。
"""


@pytest.mark.parametrize(
    "text",
    [
        COMBINED,
        COMBINED.replace("（一）存在问题\n", "").replace("（二）下一步打算\n", "下一步，"),
        COMBINED.replace("（一）存在问题\n", "").replace("\n（二）下一步打算\n", "下一步打算："),
        COMBINED.replace("（一）存在问题\n", "").replace("（二）下一步打算\n", "针对以上问题，将做好以下工作：\n"),
        COMBINED.replace("（一）存在问题\n", "").replace("（二）下一步打算\n", "2026年，"),
    ],
    ids=["sub-headings", "next step", "in one paragraph", "against these problems", "next year"],
)
def test_problems_and_plans_under_one_heading(understand: Understand, text: str) -> None:
    reading = understand(text)
    times = [told(reading, words)[0] for words in ("力量薄弱", "案卷", "执法培训", "免罚清单")]
    assert times == [SHORTCOMING, SHORTCOMING, PLAN, PLAN]


# -- plans ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("聘请法律顾问1名。", PLAN),
        ("目前法律顾问人选正在物色。", PLAN),
        ("今年已聘请法律顾问1名。", YEAR),
        ("做到问题已全部整改，法律顾问全程参与。", PLAN),
        ("法律顾问将于明年到岗。", PLAN),
    ],
)
def test_done_among_the_plans(understand: Understand, sentence: str, time: Time) -> None:
    assert told(understand(report(plan=f"规范执法。{sentence}")), "法律顾问")[0] is time


# -- no headings ----------------------------------------------------------------------------------


def bare(*paragraphs: str) -> str:
    return "\n".join((TITLE, "2025年，云岫镇全面推进依法行政。", *paragraphs, "云岫镇人民政府", "2026年1月20日"))


def test_without_headings_all_is_the_years_until_the_text_turns(understand: Understand) -> None:
    text = bare(
        "全年开展执法检查12次，审查合同42份。",
        "同时也要清醒地看到，工作中还存在执法力量不足等问题。案卷不够规范。",
        "下一步，将组织执法培训。建立免罚清单。",
    )
    reading = understand(text)
    words = ("执法检查", "合同", "力量不足", "案卷", "执法培训", "免罚清单")
    assert [told(reading, w)[0] for w in words] == [YEAR, YEAR, SHORTCOMING, SHORTCOMING, PLAN, PLAN]


@pytest.mark.parametrize(
    "opening",
    [
        "但仍存在一些问题：",
        "虽然取得了一定成绩，但还存在一些不足，",
        "回头看，不足之处也不少，",
        "在看到成绩的同时，我们也清醒认识到，",
        "与上级要求相比，还有差距，",
    ],
)
def test_openings_of_problems(understand: Understand, opening: str) -> None:
    assert told(understand(bare("全年开展执法检查12次。", f"{opening}法律顾问作用发挥不够。")), "法律顾问")[0] is SHORTCOMING


@pytest.mark.parametrize("opening", ["下一步，", "新的一年，", "2026年，云岫镇将", "今后，", "明年，", "针对上述问题，我们将"])
def test_openings_of_plans(understand: Understand, opening: str) -> None:
    text = bare("全年开展执法检查12次。", "但还存在案卷不规范等问题。", f"{opening}配齐人员。法律顾问坐班服务。")
    assert told(understand(text), "法律顾问")[0] is PLAN


@pytest.mark.parametrize(
    "sentence", ["今年以来没有发现问题，法律顾问运转良好。", "深入查找问题，法律顾问提出建议9条。", "解决群众反映的问题31个，法律顾问参与12次。"]
)
def test_the_word_problem_alone_turns_nothing(understand: Understand, sentence: str) -> None:
    assert told(understand(bare("全年开展执法检查12次。", sentence)), "法律顾问")[0] is YEAR


def test_an_empty_text_has_no_sentences(understand: Understand) -> None:
    reading = understand("")
    assert (reading.sentences, reading.clauses, reading.chapters, reading.text) == ((), (), (), "")


def test_clauses_cover_the_text_in_order(understand: Understand) -> None:
    reading = understand(report(achievements="全年办结三百件，下一步，聘请法律顾问；公开征求意见！"))
    joined = "".join(reading.text[c.start : c.end] for c in reading.clauses)
    assert joined == reading.text.replace("\n", "")
    for sentence in reading.sentences:
        assert reading.clauses[sentence.clauses.start].start == sentence.start
        assert reading.clauses[sentence.clauses.stop - 1].end == sentence.end
