"""Years that are claimed and years that are only named; the reports are for 2025."""

import pytest

from .conftest import Found, agree

HEADINGS = [
    ("一、2024年法治政府建设主要举措和成效", True),
    ("一、2024年度工作开展情况", True),
    ("一、二〇二四年主要工作成效", True),
    ("一、2026年法治政府建设成效", True),
    ("一、2023年工作回顾", True),
    ("一、2025年法治政府建设主要举措和成效", False),
    ("一、二〇二五年主要工作成效", False),
    ("一、主要举措和成效", False),
    ("一、2021年以来法治政府建设成效", False),
    ("一、2021—2025年法治政府建设成效", False),
    ("一、贯彻《法治政府建设实施纲要（2021—2025年）》的成效", False),
    ("一、落实《2024年法治督察反馈意见》的举措和成效", False),
    ("一、2024年度督察反馈问题整改成效", False),
    ("一、对照2024年督察指出问题的整改成效", False),
]


@pytest.mark.parametrize(("heading", "wrong"), HEADINGS)
def test_heading_of_the_year(found: Found, heading: str, wrong: bool) -> None:
    agree(found("year_mismatch", achievements=heading), [heading] if wrong else [])


PLAN_HEADINGS = [
    ("三、2026年工作安排", False),
    ("三、2026年度法治政府建设主要安排", False),
    ("三、二〇二六年工作打算", False),
    ("三、下一年度工作安排", False),
    ("三、2026—2030年工作思路", False),
    ("三、2025年工作打算", True),
    ("三、2025年度工作计划", True),
    ("三、2024年工作安排", True),
    ("三、2027年工作打算", True),
    ("三、2025年存在的问题和2026年打算", False),
    ("三、2025年度存在的不足及2026年工作安排", False),
]


@pytest.mark.parametrize(("heading", "wrong"), PLAN_HEADINGS)
def test_heading_of_the_plan(found: Found, heading: str, wrong: bool) -> None:
    agree(found("year_mismatch", plan=heading), [heading] if wrong else [])


PREAMBLES = [
    ("现将2024年度法治政府建设情况报告如下。", ["现将2024年度法治政府建设情况报告如下"]),
    ("现将我镇2024年法治政府建设工作情况汇报如下：", ["2024年法治政府建设工作情况"]),
    ("根据工作安排，现就2023年度工作总结如下。", ["现就2023年度工作总结如下"]),
    ("2024年，青石镇以习近平新时代中国特色社会主义思想为指导，扎实推进依法行政。", ["2024年，青石镇以习近平"]),
    ("2024年，在县委、县政府的坚强领导下，我镇法治建设取得实效。现将有关情况报告如下。", ["2024年，在县委"]),
    ("2024年是“八五”普法的攻坚之年。一年来，青石镇坚持依法行政。", ["2024年是"]),
    ("2025年，青石镇以习近平新时代中国特色社会主义思想为指导。现将2025年度情况报告如下。", []),
    ("2025年是《法治政府建设实施纲要（2021—2025年）》收官之年。", []),
    ("现将2025年度工作总结及2026年工作计划报告如下。", []),
    ("现将2025年工作总结和2025年工作计划报告如下。", ["现将2025年工作总结和2025年工作计划报告如下"]),
    ("现将我镇2021年以来法治政府建设情况报告如下。", []),
    ("对照2024年度法治督察反馈意见，现将有关情况报告如下。", []),
    ("按照《关于报送2024年度法治政府建设报告的通知》要求，现将情况报告如下。", []),
    ("自2021年起，青石镇连续五年获评平安乡镇。现将有关情况报告如下。", []),
    ("青石镇2023年撤乡设镇，辖12个村。现将有关情况报告如下。", []),
]


@pytest.mark.parametrize(("preamble", "quotes"), PREAMBLES)
def test_preamble(found: Found, preamble: str, quotes: list[str]) -> None:
    agree(found("year_mismatch", preamble=preamble), quotes)


BODIES = [
    ("2024年，全镇共受理矛盾纠纷120件，化解118件。", ["2024年，全镇共受理矛盾纠纷120件"]),
    ("2024年全年开展执法检查36次。", ["2024年全年开展执法检查36次"]),
    ("2024年度，我镇组织普法宣传12场次，发放资料3000份。", ["2024年度，我镇组织普法宣传12场次"]),
    ("2024年以来，累计排查隐患120处。", []),
    ("2025年以来，累计排查隐患120处。", []),
    ("2025年，全镇共受理矛盾纠纷120件。", []),
    ("矛盾纠纷较2024年下降12%。", []),
    ("与2024年相比，信访总量减少14件。", []),
    ("2024年，全镇受理矛盾纠纷120件，2025年降至98件。", []),
    ("2024年，我镇受理信访件52件，今年下降到41件。", []),
    ("2024年遗留的3件积案全部化解。", []),
    ("2024年度述法点评指出的4个问题已全部整改。", []),
    ("审议通过《青石镇2024年法治政府建设年度报告》，部署年度任务。", []),
    ("对2018年以来的规范性文件进行清理，保留7件。", []),
    ("镇里把1998年的承包底册翻出来比对，纠纷当场化解。", []),
    ("2024年12月承接县级赋权事项36项，2025年1月起施行。", []),
    ("2023年，镇里建成综治中心，3年来接待群众2000人次。", []),
    ("2016年的发包图重新打桩，4户握手言和。", []),
    ("自2024年起，镇里实行每月一学。", []),
    ("截至2024年底，全镇累计培育法律明白人52名。", []),
    ("拟于2026年启用移动办案终端4台。", []),
    ("2026年，我镇将启用移动办案终端4台。", []),
    ("2024年4月8日，镇党委召开会议3次。", []),
    ("2024年考核排名第三，今年升到第一。", []),
]


@pytest.mark.parametrize(("body", "quotes"), BODIES)
def test_body(found: Found, body: str, quotes: list[str]) -> None:
    agree(found("year_mismatch", body=body), quotes)


PLANS = [
    ("2026年，我镇将继续抓好普法。", []),
    ("2025年，我镇将继续抓好普法，补齐短板。", ["2025年，我镇将继续抓好普法"]),
    ("2025年，我镇法治建设虽取得一定成绩，2026年将再接再厉。", []),
    ("力争2027年底前持证人数达到9人。", []),
    ("到2027年，全镇将实现法律顾问全覆盖。", []),
]


@pytest.mark.parametrize(("plans", "quotes"), PLANS)
def test_plans(found: Found, plans: str, quotes: list[str]) -> None:
    agree(found("year_mismatch", plan="三、2026年工作安排", plans=plans), quotes)


def test_no_year_anywhere(found_in: Found) -> None:
    assert found_in("year_mismatch", "青石镇法治政府建设工作总结\n\n一、工作成效\n全年学法4次。\n") == []


def test_year_of_opening_without_year_in_title(found: Found) -> None:
    parts = {"title": "青石镇法治政府建设工作总结", "preamble": "2025年，青石镇坚持依法行政。现将情况报告如下。"}
    assert found("year_mismatch", **parts) == []
    agree(found("year_mismatch", achievements="一、2024年工作开展情况", **parts), ["一、2024年工作开展情况"])
    # Opening and date disagree: there is no year to hold claims against.
    assert found("year_mismatch", achievements="一、2024年工作开展情况", date="2028年1月5日", **parts) == []


def test_message_says_both_years(found: Found) -> None:
    (finding,) = found("year_mismatch", achievements="一、2024年工作成效")
    assert "2025" in finding.message and "2024" in finding.message
