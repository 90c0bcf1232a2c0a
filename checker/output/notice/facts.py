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
from checker.output.layout import one_line
from checker.output.notice.letter import BLANK, Letter, in_arabic
from checker.output.notice.numerals import ChineseNumbers, chinese
from checker.output.todo import Spot, TodoItem, Urgency, todo_items, waived_items
from checker.rulebook.schema import Status

_TITLE_ROOM = 120  # characters
_QUOTE_ROOM = 80
_PART_OF = {Urgency.GATE: "必改事项", Urgency.POINTS: "完善事项", Urgency.FINDING: "更正事项", Urgency.PUBLICATION: "公开前事项"}
_CONCLUSION = {Grade.PASS: "通过", Grade.REVISE: "修改后重新报送", Grade.RETURN: "退回重写"}
_KIND = {Status.MISSING: "缺失", Status.VAGUE: "不完整、不具体", Status.NOT_JUDGED: "待核实"}
_KIND_OF = {Urgency.FINDING: "需更正", Urgency.PUBLICATION: "公开前处理"}
_INSTRUMENT = re.compile(r"《[^《》]+》")
_NOT_XML = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff\ufdd0-\ufdef]")


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
        "报告标题": cut(_nested(plain(checklist.title), "《》", "〈〉"), _TITLE_ROOM) or f"{unit}法治政府建设年度报告",
        "得分": f"{checklist.score:g}",
        "结论": _CONCLUSION[checklist.grade],
        "通过": checklist.grade is Grade.PASS,
        "主要依据": _main_instrument(checklist),
        "意见数": len(items),
        **{name: [_item(item, number) for number, item in enumerate(some, start=1)] for name, some in parts.items()},
        "豁免事项": [{"标题": plain(item.title), "理由": plain(item.waiver.reason if item.waiver else "")} for item in waived_items(checklist)],
        "反馈表": [{"序号": number, "事项": plain(item.title), "类别": _kind(item)} for number, item in enumerate(items, start=1)],
        "空白": BLANK,
        "序号": ChineseNumbers(),
    }


def plain(text: str) -> str:
    """`text` on one line, with no character that XML forbids, steers the direction of writing or cannot be seen."""
    return _NOT_XML.sub("", one_line(text))


def cut(text: str, room: int) -> str:
    """At most `room` characters of `text`, the end left out as official prose does."""
    return text if len(text) <= room else text[: room - 2] + "……"


def quoted(text: str) -> str:
    """Words of the report in quotation marks, those inside become single."""
    return f"“{cut(_nested(plain(text), '“”', '‘’'), _QUOTE_ROOM)}”"


def _item(item: TodoItem, number: int) -> Mapping[str, Any]:
    return {
        "序号": chinese(number),
        "标题": plain(item.title),
        "类别": _kind(item),
        "问题": _problem(item),
        "依据": "；".join(map(plain, item.basis)),
        "整改要求": plain(item.remedy),
    }


def _problem(item: TodoItem) -> str:
    """What is wrong and where it shows, in whole sentences."""
    if item.urgency is Urgency.PUBLICATION:
        times = f"（{item.count}处）" if item.count > 1 else ""
        return _sentence("，".join(filter(None, (f"{plain(item.problem)}{times}", *map(_seen, item.spots)))))
    if item.urgency is Urgency.FINDING:
        return _sentence("：".join(filter(None, (*map(_seen, item.spots), plain(item.problem)))))
    said = plain(item.problem)
    lacking = [plain(part) for part in item.lacking if part not in item.problem]
    spots = [_seen(spot) for spot in item.spots]
    return "".join(
        filter(
            None,
            (
                _sentence(said),
                _sentence(f"尚未写明：{'、'.join(lacking)}") if lacking else "",
                _sentence(f"见《报告》{'；'.join(spots)}") if spots else "",
            ),
        )
    )


def _seen(spot: Spot) -> str:
    """Where words stand and what they are: “二、不足”部分第5段“至今没有……”."""
    chapter = plain(spot.chapter)
    inside = f"{quoted(chapter)}部分" if chapter and plain(spot.quote) != chapter else ""
    where = plain(spot.place.describe() or spot.where).replace(" ", "")
    words = quoted(spot.quote) if plain(spot.quote) else ""
    return "：".join(filter(None, (f"{inside}{where}", words)))


def _kind(item: TodoItem) -> str:
    return _KIND_OF[item.urgency] if item.urgency in _KIND_OF else _KIND[item.status or Status.NOT_JUDGED]


def _main_instrument(checklist: Checklist) -> str:
    """The legal source that most of the requirements rest on; empty where none is named."""
    named = Counter(title for verdict in checklist.verdicts for title in {t for line in verdict.basis for t in _INSTRUMENT.findall(line)})
    return max(named, key=lambda title: (named[title], title)) if named else ""


def _sentence(text: str) -> str:
    return text if not text or text[-1] in "。！？" else f"{text}。"


def _nested(text: str, outer: str, inner: str) -> str:
    """`text` with marks of the outer kind turned into the inner, as marks inside marks are."""
    return text.translate(str.maketrans(outer, inner))
