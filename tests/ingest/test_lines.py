"""Lines to paragraphs: what belongs together is joined, what is the page's own is set apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.ingest import BlockKind, Document, document_from_text

PARAGRAPHS = (
    "2025年，云岫镇以习近平新时代中国特色社会主义思想为指导，牢固树立法治理念，把依法行政的要求落到城市更新、民生实事、平安建设各条战线。现将情况报告如下：",
    "一、主要举措和成效",
    "（一）加强组织领导，推动责任落实。镇里成立法治建设领导小组，由党委书记任组长，镇长任第一副组长，全年召开会议3次，专题研究法治建设重点任务并逐项分解到人。",
    "一是健全机制。建立重大行政决策公众参与、专家论证、风险评估、合法性审查和集体讨论决定的工作台账，全年审查合同42份。二是强化保障。落实经费十二万元，聘请法律顾问一名，参与纠纷调处九件。",
    "二、存在的问题",
    "基层执法力量薄弱，主要原因是编制少、任务重，专业人才难引进也难留住，培训针对性不强，部分人员对新法新规掌握不够。",
    "云岫镇人民政府",
    "2026年1月20日",
)


def wrapped(paragraphs: tuple[str, ...], width: int, indent: str, between: str = "\n") -> str:
    """The paragraphs as an editor with lines of `width` characters lays them out."""
    lines = []
    for paragraph in paragraphs:
        rest = indent + paragraph
        lines.append("\n".join(rest[at : at + width] for at in range(0, len(rest), width)))
    return between.join(lines) + "\n"


def texts(source: str) -> list[str]:
    return [block.text for block in document_from_text(source).blocks]


def kinds(source: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in document_from_text(source).blocks]


# -- hard wraps -----------------------------------------------------------------------------------


@pytest.mark.parametrize("indent", ["", "    ", "\u3000\u3000"], ids=["no indent", "four blanks", "two wide blanks"])
@pytest.mark.parametrize("width", [30, 36, 42])
def test_hard_wraps_are_joined(width: int, indent: str, invariants: Callable[[Document], None]) -> None:
    document = document_from_text(wrapped(PARAGRAPHS, width, indent))
    assert tuple(block.text for block in document.blocks) == PARAGRAPHS
    invariants(document)


def test_hard_wraps_with_blank_lines_between_paragraphs() -> None:
    assert tuple(texts(wrapped(PARAGRAPHS, 36, "", between="\n\n"))) == PARAGRAPHS


def test_one_paragraph_a_line_stays_as_it_is() -> None:
    assert tuple(texts("\n".join(PARAGRAPHS))) == PARAGRAPHS


def test_a_block_says_where_its_first_line_stands() -> None:
    blocks = document_from_text(wrapped(PARAGRAPHS, 36, "\u3000\u3000", between="\n\n")).blocks
    assert [block.place.line for block in blocks] == [1, 5, 7, 11, 15, 17, 20, 22]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全镇共受理群众来信来访和网上投诉三百二十件，均按时办结并逐件回访，群众满意率百分之九十八，同比上升了一点五个百分点，做到", "（二）规范执法"),
        ("全镇共受理群众来信来访和网上投诉三百二十件，均按时办结并逐件回访，群众满意率百分之九十八，同比上升了一点五个百分点，做到", "2．规范执法"),
        ("全镇共受理群众来信来访和网上投诉三百二十件，均按时办结并逐件回访，群众满意率百分之九十八，同比上升了一点五个百分点，做到", "第三部分  打算"),
        ("全镇共受理群众来信来访和网上投诉三百二十件，均按时办结并逐件回访，群众满意率百分之九十八，同比上升了一点五个百分点，做到", "2026年1月20日"),
        ("云岫镇人民政府", "2025年度法治政府建设年度报告"),
        ("全年办结三百件。", "依法行政水平提高。"),
    ],
)
def test_what_begins_anew_is_not_joined(first: str, second: str) -> None:
    assert [block.place.line for block in document_from_text(f"{first}\n{second}\n").blocks] == [1, 2]


# -- page breaks ----------------------------------------------------------------------------------

HALVES = (
    "全年开展执法检查三百余次，发现并督促整改各类安全隐患四百二十处，立案查处违法行为一十五起，依法",
    "作出行政处罚决定十二件，执法案卷全部归档。",
)


@pytest.mark.parametrize("between", ["\n\n", "\n\n\n\n", "\f", "\n\f\n", "\n\n- 3 -\n\n", "\n— 3 —\n", "\n\n－12－\n\n"])
def test_a_page_break_in_mid_sentence_is_mended(between: str) -> None:
    assert texts(f"{HALVES[0]}{between}{HALVES[1]}\n\n二、存在的问题\n") == ["".join(HALVES), "二、存在的问题"]


@pytest.mark.parametrize("number", ["- 3 -", "—12—", "第3页", "第 3 页 共 8 页"])
def test_a_page_number_between_paragraphs_is_the_pages_own(number: str, invariants: Callable[[Document], None]) -> None:
    document = document_from_text(f"全年检查三百余次。\n\n{number}\n\n二、存在的问题\n{number}")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.NAVIGATION, BlockKind.PARAGRAPH, BlockKind.NAVIGATION]
    invariants(document)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f"{HALVES[0]}。\n\n{HALVES[1]}\n", id="the sentence has ended"),
        pytest.param(f"{HALVES[0]}\n\n（二）{HALVES[1]}\n", id="the next one is numbered"),
        pytest.param(f"依法行政\n\n{HALVES[1]}\n", id="a heading over its text"),
        pytest.param(f"{HALVES[0]}\n\n\u3000\u3000{HALVES[1]}\n", id="the next one is indented"),
    ],
)
def test_a_blank_line_that_is_no_page_break_divides(source: str) -> None:
    assert [block.place.line for block in document_from_text(source).blocks] == [1, 3]


# -- Markdown -------------------------------------------------------------------------------------


def test_markdown() -> None:
    source = (
        "# 年度报告\n\n正文第一段。\n\n## 一、成效\n### （一）组织领导\n- 召开会议3次\n- 审查合同42份\n\n1. 第一项\n2. 第二项\n\n---\n\n"
        "| 项目 | 数量 |\n|:---|---:|\n| 调解 | 12 |\n\n###### 附\n#不是标题\n"
    )
    assert [(block.kind, block.level, block.text) for block in document_from_text(source, format="md").blocks] == [
        (BlockKind.HEADING, 1, "年度报告"),
        (BlockKind.PARAGRAPH, None, "正文第一段。"),
        (BlockKind.HEADING, 2, "一、成效"),
        (BlockKind.HEADING, 3, "（一）组织领导"),
        (BlockKind.PARAGRAPH, None, "-召开会议3次"),
        (BlockKind.PARAGRAPH, None, "-审查合同42份"),
        (BlockKind.PARAGRAPH, None, "1.第一项"),
        (BlockKind.PARAGRAPH, None, "2.第二项"),
        (BlockKind.TABLE_ROW, None, "|项目|数量|"),
        (BlockKind.TABLE_ROW, None, "|调解|12|"),
        (BlockKind.HEADING, 6, "附"),
        (BlockKind.PARAGRAPH, None, "#不是标题"),
    ]


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "___", "|---|---|", "| :-- | --: |"])
def test_a_rule_is_no_text_and_ends_a_paragraph(rule: str) -> None:
    assert texts(f"{HALVES[0]}\n{rule}\n{HALVES[1]}\n") == list(HALVES)


def test_columns_of_blanks_are_a_table() -> None:
    assert kinds("类别    件数    同比\n调解\t63\t19\n全年调解  63  件，同比上升。\n") == [
        (BlockKind.TABLE_ROW, "类别件数同比"),
        (BlockKind.TABLE_ROW, "调解63 19"),
        (BlockKind.PARAGRAPH, "全年调解63件，同比上升。"),
    ]


# -- the page around the text ---------------------------------------------------------------------

AGENCY = {"发布机构": "槐溪县青篾镇人民政府", "成文日期": "2026-01-15"}


@pytest.mark.parametrize(
    ("source", "metadata"),
    [
        pytest.param("| [ 发布机构 ] | 槐溪县青篾镇人民政府 | [ 成文日期 ] | 2026-01-15 |\n| [ 有效性 ] | |\n", AGENCY, id="Markdown table, keys in brackets"),
        pytest.param("| 发布机构 | 槐溪县青篾镇人民政府 | 成文日期 | 2026-01-15 |\n|---|---|---|---|\n", AGENCY, id="Markdown table"),
        pytest.param("| 发布机构： | 槐溪县青篾镇人民政府 | 成文日期： | 2026-01-15 |\n", AGENCY, id="Markdown table, colons too"),
        pytest.param("发布机构：槐溪县青篾镇人民政府    成文日期：2026-01-15\n", AGENCY, id="colons and blanks"),
        pytest.param("发布机构:槐溪县青篾镇人民政府\n成文日期:2026-01-15\n", AGENCY, id="a pair a line"),
        pytest.param("【发布机构】槐溪县青篾镇人民政府\n【成文日期】 2026-01-15\n", AGENCY, id="keys in brackets without colon"),
        pytest.param("[ 发布机构 ] 槐溪县青篾镇人民政府 [ 成文日期 ] 2026-01-15\n", AGENCY, id="keys in brackets on one line"),
        pytest.param("发布机构\t槐溪县青篾镇人民政府\t成文日期\t2026-01-15\n", AGENCY, id="cells with tabs"),
        pytest.param("发布机构\n槐溪县青篾镇人民政府\n成文日期\n2026-01-15\n", AGENCY, id="a cell a line"),
        pytest.param("【发布机构】\n\n槐溪县青篾镇人民政府\n\n成文日期：\n2026-01-15\n", AGENCY, id="a cell a line, keys with signs"),
        pytest.param("发文字号：青府[2026]3号\n", {"发文字号": "青府[2026]3号"}, id="a number in brackets"),
        pytest.param("索 引 号：113/2026-3\n文　　号：青府〔2026〕3号\n", {"索引号": "113/2026-3", "文号": "青府〔2026〕3号"}, id="keys spaced out"),
        pytest.param("来源：青篾镇 作者：王某 浏览次数：35\n", {"来源": "青篾镇"}, id="an unknown key ends a value"),
        pytest.param("发布时间：2026-01-16 来源：青篾镇 点击数：33\n", {"发布时间": "2026-01-16", "来源": "青篾镇"}, id="date and source, then a counter"),
        pytest.param("发布日期：2026-01-16 09:30  来源：青篾镇\n", {"发布日期": "2026-01-16 09:30", "来源": "青篾镇"}, id="a time of day is no key"),
        pytest.param("时间：2026-01-16 来源：青篾镇\n", {"来源": "青篾镇"}, id="an unknown key first"),
    ],
)
def test_metadata_of_content_management_systems(source: str, metadata: dict[str, str], invariants: Callable[[Document], None]) -> None:
    document = document_from_text(source + "\n青篾镇2025年度报告\n")
    assert document.metadata == metadata
    assert [block.text for block in document.blocks if block.kind is not BlockKind.METADATA] == ["青篾镇2025年度报告"]
    invariants(document)


def test_an_empty_value_does_not_replace_a_known_one() -> None:
    assert document_from_text("| 发布机构 | 青篾镇 |\n| 发布机构 | |\n").metadata == {"发布机构": "青篾镇"}


@pytest.mark.parametrize(
    "line",
    [
        "来源：群众来信来访和网上投诉共计三十件，均已办结。",
        "来源于群众的建议全部办理",
        "名称不统一",
        "标题鲜明、内容充实",
        "来源",
        "关键词检索功能上线",
    ],
)
def test_a_sentence_with_a_key_in_it_is_text(line: str) -> None:
    assert kinds(f"前一句。\n{line}\n") == [(BlockKind.PARAGRAPH, "前一句。"), (BlockKind.PARAGRAPH, line)]


@pytest.mark.parametrize(
    "line",
    [
        "首页",
        "[打印]",
        "首页 > 政务公开 > 法治政府建设年度报告",
        "当前位置：首页>政务公开>正文",
        "您的位置：首页 » 信息公开",
        "云岫镇 > 工作动态 > 正文",
        "【字体：大 中 小】　打印　关闭",
        "字体：大 中 小",
        "打印本页 关闭窗口",
        "【打印】【关闭】",
        "分享到：微信 微博",
        "扫一扫在手机打开当前页",
        "返回顶部",
        "上一篇：云岫镇多措并举，推进依法行政",
        "下一条：无",
        "责任编辑：王某",
        "浏览次数：120",
        "版权所有：云岫镇人民政府",
        "主办单位：云岫镇人民政府办公室",
        "网站标识码：1234567890",
        "附件下载：年度报告.docx",
    ],
)
def test_residue_of_the_page_is_navigation(line: str) -> None:
    assert [kind for kind, _ in kinds(f"{line}\n正文一句。\n")] == [BlockKind.NAVIGATION, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "line",
    [
        "推行亮证执法，群众扫一扫二维码即可查验执法人员身份，全年亮证300次。",
        "将典型案例分享到工作群，组织讨论12次",
        "主办单位：司法所；承办：中心校，共办普法活动12场。",
        "12345热线设在便民服务中心首页，返回顶部按钮改为大字版，方便老人。",
        "（三）推行“扫一扫”亮证执法",
        "责任编辑、审核、发布三级把关，全年未发生差错。",
    ],
)
def test_a_sentence_with_a_word_of_the_page_in_it_is_text(line: str) -> None:
    assert [kind for kind, _ in kinds(f"前一句。\n{line}\n")] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_what_is_taken_for_wide_unseen_is_wide() -> None:
    from unicodedata import east_asian_width

    from checker.ingest.lines import _ALL_WIDE

    seen = "".join(map(chr, range(0x2E80, 0xFFEF)))
    assert {east_asian_width(character) for run in _ALL_WIDE.findall(seen) for character in run} <= {"W", "F"}
