"""Who reports on which year: read from the title, the sign-off, the page's own table, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.reading.lexicon import Span
from checker.reading.model import Identity, Reading
from checker.rulebook.schema import Level

Understand = Callable[[str], Reading]
BODY = "全镇上下全面推进依法行政。现将有关情况报告如下：\n一、主要举措\n全年办结三百件，群众满意。\n二、2026年打算\n继续办好实事。\n"
SIGNED = "云岫镇人民政府\n2026年1月20日\n"


@pytest.fixture(scope="session")
def identify(understand: Understand) -> Callable[[str], tuple[Identity, Callable[[Span | None], str]]]:
    """The identity of a text, and the clean words of any of its spans."""

    def read(text: str) -> tuple[Identity, Callable[[Span | None], str]]:
        reading = understand(text)
        return reading.identity, lambda span: reading.text[span[0] : span[1]] if span else ""

    return read


Identify = Callable[[str], tuple[Identity, Callable[[Span | None], str]]]


# -- title ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "unit", "year", "subject", "kind"),
    [
        ("云岫镇2025年度法治政府建设年度报告", "云岫镇", 2025, "法治政府", "报告"),
        ("云岫镇人民政府2025年法治政府建设工作总结", "云岫镇人民政府", 2025, "法治政府", "总结"),
        ("云岫镇人民政府关于2025年度法治政府建设情况的报告", "云岫镇人民政府", 2025, "法治政府", "报告"),
        ("2025年度云岫镇法治政府建设工作报告", "云岫镇", 2025, "法治政府", "报告"),
        ("2025年法治政府建设情况", "", 2025, "法治政府", "情况"),
        ("关于云岫镇2025年法治建设工作情况的汇报", "云岫镇", 2025, "法治建设", "汇报"),
        ("云岫镇二〇二五年度法治政府建设工作总结", "云岫镇", 2025, "法治政府", "总结"),
        ("云岫镇二○二五年法治政府建设报告", "云岫镇", 2025, "法治政府", "报告"),
        ("云岫镇法治政府建设年度报告（2025年）", "云岫镇", 2025, "法治政府", "报告"),
        ("云岫镇法治政府建设年度报告(2025年度)", "云岫镇", 2025, "法治政府", "报告"),
        ("中共云岫镇委员会 云岫镇人民政府2025年法治政府建设报告", "中共云岫镇委员会云岫镇人民政府", 2025, "法治政府", "报告"),
        ("# **云岫镇 2025 年法治政府建设年度报告**", "云岫镇", 2025, "法治政府", "报告"),
        ("云岫镇法治政府建设工作总结", "云岫镇", 2026, "法治政府", "总结"),
        ("云岫镇2025年工作总结", "云岫镇", 2025, "", "总结"),
    ],
)
def test_a_title_on_one_line(identify: Identify, title: str, unit: str, year: int, subject: str, kind: str) -> None:
    identity, words = identify(f"{title}\n\n{BODY}")
    assert words(identity.title) == "".join(title.replace("(", "（").replace(")", "）").strip("# *").split())
    assert words(identity.unit_in_title) == unit
    assert (identity.year, words(identity.subject_in_title), words(identity.type_in_title)) == (year, subject, kind)


@pytest.mark.parametrize(
    "title",
    [
        "云岫镇人民政府\n2025年度法治政府建设工作报告",
        "云岫镇人民政府\n关于2025年度法治政府建设情况的报告",
        "云岫镇人民政府\n2025年度法治政府建设\n工作情况报告",
        "云岫镇人民政府\n\n\u3000\u3000\u3000关于2025年度法治政府建设\n\n\u3000\u3000\u3000情况的报告",
        "# 云岫镇人民政府\n# 2025年度法治政府建设工作报告",
    ],
)
def test_a_title_on_several_lines(identify: Identify, title: str) -> None:
    identity, words = identify(f"{title}\n\n{BODY}")
    assert words(identity.title).replace("\n", "") == "".join(title.replace("#", "").split())
    assert (words(identity.unit_in_title).strip(), identity.year, words(identity.year_in_title)) == ("云岫镇人民政府", 2025, "2025年度")


@pytest.mark.parametrize(
    "before",
    [
        "索引号：113/2026\u3000\u3000发布机构：云岫镇人民政府\n",
        "首页 > 政务公开 > 正文\n",
        "| 发布机构 | 云岫镇人民政府 |\n|---|---|\n\n",
        "发布机构\n云岫镇人民政府\n成文日期\n2026-01-20\n",
        "附件\n\n",
        "云政〔2026〕3号\n\n",
    ],
)
def test_what_stands_before_a_title_is_not_of_it(identify: Identify, before: str) -> None:
    identity, words = identify(f"{before}云岫镇2025年度法治政府建设年度报告\n{BODY}")
    assert words(identity.title).rsplit("\n", 1)[-1] == "云岫镇2025年度法治政府建设年度报告"
    assert words(identity.unit_in_title) == "云岫镇"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"云岫镇大力推进依法行政。\n{BODY}",
        f"一、法治政府建设情况\n{BODY}",
        "法治政府建设是一项长期任务，云岫镇2025年认真贯彻落实，取得了明显成效，现将有关工作情况作如下报告，请各位领导审阅并提出宝贵意见，我们将认真改进，不断提高依法行政水平\n",
    ],
    ids=["none", "a sentence", "a numbered heading", "a long line"],
)
def test_no_title(identify: Identify, text: str) -> None:
    identity, words = identify(text)
    assert (identity.title, words(identity.unit_in_title), words(identity.year_in_title)) == (None, "", "")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("云岫镇法治政府建设工作总结\n2025年，云岫镇依法行政。\n", 2025, id="the opening says"),
        pytest.param("云岫镇法治政府建设工作总结\n二〇二五年，云岫镇依法行政。\n", 2025, id="the opening says in characters"),
        pytest.param("云岫镇法治政府建设工作总结\n根据《纲要（2021年至2025年）》，2024年云岫镇依法行政。\n", 2024, id="a year in a title is none"),
        pytest.param("云岫镇法治政府建设工作总结\n云岫镇依法行政。\n云岫镇人民政府\n2026年1月20日\n", 2025, id="the year before the date"),
        pytest.param("发布日期：2026-01-22\n云岫镇法治政府建设工作总结\n云岫镇依法行政。\n", 2025, id="the year before publication"),
        pytest.param("云岫镇法治政府建设工作总结\n云岫镇依法行政。\n", None, id="nothing says"),
    ],
)
def test_the_year_where_the_title_has_none(identify: Identify, text: str, year: int | None) -> None:
    identity, _ = identify(text)
    assert (identity.year, identity.year_in_title) == (year, None)


# -- level ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "level"),
    [
        *(
            (unit, Level.TOWNSHIP)
            for unit in ("云岫镇", "云岫镇人民政府", "石碾乡", "雁湖街道办事处", "泾塬县云岫镇人民政府", "巴音苏木人民政府", "金山满族乡人民政府", "城区街道")
        ),
        *((unit, Level.COUNTY) for unit in ("泾塬县人民政府", "城南区人民政府", "泾塬县", "乌拉旗人民政府", "临江市人民政府")),
        *(
            (unit, Level.DEPARTMENT)
            for unit in (
                "泾塬县农业农村局",
                "城南区司法局",
                "泾塬县发展和改革委员会",
                "临江市卫健委",
                "泾塬县公安局交通警察大队",
                "城南区市场监督管理局",
                "泾塬县人民政府办公室",
            )
        ),
    ],
)
def test_the_level_is_in_the_units_name(identify: Identify, unit: str, level: Level) -> None:
    identity, _ = identify(f"{unit}2025年法治政府建设年度报告\n{BODY}")
    assert (identity.unit, identity.level) == (unit, level)


def test_the_signature_knows_the_unit_better_than_the_title(identify: Identify) -> None:
    identity, _ = identify(f"2025年法治政府建设工作总结\n{BODY}泾塬县农业农村局\n2026年1月20日\n")
    assert (identity.unit, identity.level) == ("泾塬县农业农村局", Level.DEPARTMENT)


# -- sign-off -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signoff", "signature", "date", "parts"),
    [
        ("云岫镇人民政府\n2026年1月20日\n", "云岫镇人民政府", "2026年1月20日", (2026, 1, 20)),
        ("\u3000\u3000\u3000\u3000云岫镇人民政府\n\u3000\u3000\u3000 2026 年 1 月 20 日\n", "云岫镇人民政府", "2026年1月20日", (2026, 1, 20)),
        ("云岫镇人民政府    2026年1月20日\n", "云岫镇人民政府", "2026年1月20日", (2026, 1, 20)),
        ("云岫镇人民政府\n二〇二六年一月二十日\n", "云岫镇人民政府", "二〇二六年一月二十日", (2026, 1, 20)),
        ("云岫镇人民政府\n2026年1月\n", "云岫镇人民政府", "2026年1月", (2026, 1, None)),
        ("云岫镇人民政府\n2026.1.20\n", "云岫镇人民政府", "2026.1.20", (2026, 1, 20)),
        ("2026年1月20日\n云岫镇人民政府\n", "云岫镇人民政府", "2026年1月20日", (2026, 1, 20)),
        ("云岫镇人民政府\n2026年1月20日\n（此件公开发布）\n", "云岫镇人民政府", "2026年1月20日", (2026, 1, 20)),
        ("云岫镇人民政府（盖章）\n2026年1月20日\n", "云岫镇人民政府", "2026年1月20日", (2026, 1, 20)),
        ("中共云岫镇委员会\n云岫镇人民政府\n2026年1月20日\n", "云岫镇人民政府", "2026年1月20日", (2026, 1, 20)),
        ("云岫镇人民政府\n2026年1月20日\n\n责任编辑：王某\n上一篇：无\n", "云岫镇人民政府", "2026年1月20日", (2026, 1, 20)),
        ("雁湖街道办事处\n2026年1月20日\n", "雁湖街道办事处", "2026年1月20日", (2026, 1, 20)),
        ("泾塬县农业农村局\n2026年1月20日\n", "泾塬县农业农村局", "2026年1月20日", (2026, 1, 20)),
        ("云岫镇人民政府\n", "云岫镇人民政府", "", None),
        ("2026年1月20日\n", "", "2026年1月20日", (2026, 1, 20)),
        ("", "", "", None),
        ("王某某\n", "", "", None),
        ("联系电话：12345678\n", "", "", None),
    ],
)
def test_signoffs(identify: Identify, signoff: str, signature: str, date: str, parts: tuple[int, int, int | None] | None) -> None:
    identity, words = identify(f"云岫镇2025年法治政府建设年度报告\n{BODY}{signoff}")
    assert (words(identity.signature), words(identity.date_span)) == (signature, date)
    assert (identity.date and (identity.date.year, identity.date.month, identity.date.day)) == parts


@pytest.mark.parametrize(
    "tail",
    ["于2026年1月20日召开云岫镇人民政府全体会议。\n", "成立云岫镇人民政府法治建设领导小组，由镇长任组长，2026年1月20日起运行。\n", "三、云岫镇\n"],
)
def test_the_last_sentence_is_no_signoff(identify: Identify, tail: str) -> None:
    identity, _ = identify(f"云岫镇2025年法治政府建设年度报告\n{BODY}{tail}")
    assert (identity.signature, identity.date) == (None, None)


# -- the page's own table -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "signature", "date", "published"),
    [
        ("| [ 发布机构 ] | 云岫镇人民政府 | [ 成文日期 ] | 2026-01-20 |\n", "云岫镇人民政府", "2026-01-20", False),
        ("发布机构：云岫镇人民政府    生成日期：2026年1月20日\n", "云岫镇人民政府", "2026年1月20日", False),
        ("发布机构：云岫镇 人民政府    成文日期：2026 年 1 月 20 日\n", "云岫镇人民政府", "2026年1月20日", False),
        ("来源：云岫镇人民政府 发布时间：2026-01-20 09:30\n", "云岫镇人民政府", "2026-01-20", True),
        ("信息来源：云岫镇\n发布日期：2026/1/20\n成文日期：2026/1/15\n", "云岫镇", "2026/1/15", False),
        ("发布机构：云岫镇人民政府(办公室)    成文日期：２０２６－０１－２０\n", "云岫镇人民政府（办公室）", "2026-01-20", False),
        ("发布机构：无    成文日期：2026-01-20\n", "", "2026-01-20", False),
    ],
)
def test_metadata_stand_in_for_a_signoff(identify: Identify, table: str, signature: str, date: str, published: bool) -> None:
    identity, words = identify(f"{table}\n2025年法治政府建设年度报告\n{BODY}")
    assert (words(identity.signature), words(identity.date_span), identity.date_is_publication) == (signature, date, published)


def test_the_signoff_goes_before_metadata(identify: Identify) -> None:
    identity, words = identify(f"发布机构：泾塬县人民政府    成文日期：2026-02-28\n\n云岫镇2025年法治政府建设年度报告\n{BODY}{SIGNED}")
    assert (words(identity.signature), words(identity.date_span), identity.unit) == ("云岫镇人民政府", "2026年1月20日", "云岫镇人民政府")
