"""Sentences about what is to be mended, as official letters and comments put them; always Chinese.

Every text that goes into an XML document passes `plain`.
"""

from __future__ import annotations

import re

from checker.output.layout import one_line
from checker.output.todo import Spot, TodoItem, Urgency
from checker.rulebook.schema import Status

_QUOTE_ROOM = 80  # characters
_KIND = {Status.MISSING: "缺失", Status.VAGUE: "不完整、不具体", Status.NOT_JUDGED: "待核实"}
_KIND_OF = {Urgency.FINDING: "需更正", Urgency.PUBLICATION: "公开前处理"}
_NOT_XML = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff\ufdd0-\ufdef]")


def plain(text: str) -> str:
    """`text` on one line, with no character that XML forbids, steers the direction of writing or cannot be seen."""
    return _NOT_XML.sub("", one_line(text))


def cut(text: str, room: int) -> str:
    """At most `room` characters of `text`, the end left out as official prose does."""
    return text if len(text) <= room else text[: room - 2] + "……"


def quoted(text: str) -> str:
    """Words of the report in quotation marks, those inside become single."""
    return f"“{cut(nested(plain(text), '“”', '‘’'), _QUOTE_ROOM)}”"


def problem(item: TodoItem) -> str:
    """What is wrong and where it shows, in whole sentences."""
    if item.urgency is Urgency.PUBLICATION:
        times = f"（{item.count}处）" if item.count > 1 else ""
        return sentence("，".join(filter(None, (f"{plain(item.problem)}{times}", *map(_seen, item.spots)))))
    if item.urgency is Urgency.FINDING:
        return sentence("：".join(filter(None, (*map(_seen, item.spots), plain(item.problem)))))
    said = plain(item.problem)
    lacking = [plain(part) for part in item.lacking if part not in item.problem]
    spots = [_seen(spot) for spot in item.spots]
    return "".join(
        filter(
            None,
            (
                sentence(said),
                sentence(f"尚未写明：{'、'.join(lacking)}") if lacking else "",
                sentence(f"见《报告》{'；'.join(spots)}") if spots else "",
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


def kind(item: TodoItem) -> str:
    """What is the matter with an item, in a word or two."""
    return _KIND_OF[item.urgency] if item.urgency in _KIND_OF else _KIND[item.status or Status.NOT_JUDGED]


def sentence(text: str) -> str:
    """`text` with a full stop at its end."""
    return text if not text or text[-1] in "。！？" else f"{text}。"


def nested(text: str, outer: str, inner: str) -> str:
    """`text` with marks of the outer kind turned into the inner, as marks inside marks are."""
    return text.translate(str.maketrans(outer, inner))
