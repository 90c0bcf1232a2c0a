"""The facts of a checklist under the names that a notice template uses.

Every text is made harmless here: one line, no control or direction marks, nothing XML forbids. The
names are documented for offices in docs/notice-template.md; a test holds that page to this module.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from checker.judging.checklist import Checklist, Grade
from checker.output.notice.letter import BLANK, Letter, in_arabic
from checker.output.notice.numerals import ChineseNumbers, chinese
from checker.output.phrases import cut, kind, nested, plain, problem
from checker.output.todo import TodoItem, Urgency, todo_items, waived_items

_TITLE_ROOM = 120  # characters
_PART_OF = {Urgency.GATE: "必改事项", Urgency.POINTS: "完善事项", Urgency.FINDING: "更正事项", Urgency.PUBLICATION: "公开前事项"}
_CONCLUSION = {Grade.PASS: "通过", Grade.REVISE: "修改后重新报送", Grade.RETURN: "退回重写"}
_INSTRUMENT = re.compile(r"《[^《》]+》")


def facts(checklist: Checklist, letter: Letter) -> Mapping[str, Any]:
    """What a template may ask for, by its Chinese names."""
    items = todo_items(checklist)
    parts: dict[str, list[TodoItem]] = {name: [] for name in _PART_OF.values()}
    for item in items:
        parts[_PART_OF[item.urgency]].append(item)
    unit = plain(checklist.unit)
    return {
        "发文机关": plain(letter.issuer) or BLANK * 2,
        "自称": letter.speaks_of_itself,
        "发文年份": letter.issued.year,
        "成文日期": in_arabic(letter.issued),
        "整改期限": in_arabic(letter.deadline),
        "单位": cut(unit, _TITLE_ROOM) or BLANK * 2,
        "年度": f"{checklist.reporting_year or '____'}年度",
        "报告标题": cut(nested(plain(checklist.title), "《》", "〈〉"), _TITLE_ROOM) or f"{unit}法治政府建设年度报告",
        "得分": f"{checklist.score:g}",
        "结论": _CONCLUSION[checklist.grade],
        "通过": checklist.grade is Grade.PASS,
        "主要依据": _main_instrument(checklist),
        "意见数": len(items),
        **{name: [_item(item, number) for number, item in enumerate(some, start=1)] for name, some in parts.items()},
        "豁免事项": [{"标题": plain(item.title), "理由": plain(item.waiver.reason if item.waiver else "")} for item in waived_items(checklist)],
        "反馈表": [{"序号": number, "事项": plain(item.title), "类别": kind(item)} for number, item in enumerate(items, start=1)],
        "校验码": checklist.result_hash,
        "空白": BLANK,
        "序号": ChineseNumbers(),
    }


def _item(item: TodoItem, number: int) -> Mapping[str, Any]:
    return {
        "序号": chinese(number),
        "标题": plain(item.title),
        "类别": kind(item),
        "问题": problem(item),
        "依据": "；".join(map(plain, item.basis)),
        "整改要求": plain(item.remedy),
    }


def _main_instrument(checklist: Checklist) -> str:
    """The legal source that most of the requirements rest on; empty where none is named."""
    named = Counter(title for verdict in checklist.verdicts for title in {t for line in verdict.basis for t in _INSTRUMENT.findall(line)})
    return max(named, key=lambda title: (named[title], title)) if named else ""
