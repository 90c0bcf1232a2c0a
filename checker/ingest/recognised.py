"""What recognition usually gets wrong in Chinese text, set right."""

from __future__ import annotations

import re

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}”》）])[,;:?!()](?!\d)|[,;:?!()](?=[{_HAN}“《（])|(?<=[{_HAN}”》）])[,;:?!()]")
_STOP = re.compile(rf"(?<=[{_HAN}”》）%件次个人份])[.。．｡˳](?=[{_HAN}“《（]|$)")
_SPACE = re.compile(rf"(?<=[{_HAN}，。；：、！？（）《》“”])[ \u3000]+(?=[{_HAN}，。；：、！？（）《》“”])")
_DASH = re.compile(r"(?<=\d)[一－](?=\d{4})")


def tidy(text: str) -> str:
    """`text` with full-width marks beside Chinese characters, no blanks between them and a dash between years."""
    text = _SPACE.sub("", text.strip())
    text = _BESIDE_HAN.sub(lambda found: found.group().translate(_FULL), text)
    return _DASH.sub("—", _STOP.sub("。", text))
