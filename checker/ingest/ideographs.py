"""Code points that fonts of fixed layouts give instead of ordinary characters.

A font that draws ⽅ (a radical) and 方 (a character) with one shape often says the former. Unicode
names the character for each radical of the Kangxi block and for the compatibility ideographs (NFKC);
for the CJK Radicals Supplement it does so for two only, so those in use as characters stand here.
"""

from __future__ import annotations

from unicodedata import normalize

_SUPPLEMENT = dict(
    zip(
        "⺁⺒⺓⺕⺝⺠⺩⺫⺮⺷⺼⺽⻁⻄⻅⻆⻉⻋⻌⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻯⻰⻱⻲",
        "厂巳幺彐月民王罒竹羊月臼虎西见角贝车辶長镸长门青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄齐齿竜龙龜亀",
        strict=True,
    )
)
_BLOCKS = (range(0x2E80, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
_TABLE: dict[int, str] = {code: _SUPPLEMENT.get(chr(code), normalize("NFKC", chr(code))) for block in _BLOCKS for code in block}


def ordinary(text: str) -> str:
    """`text` with radicals and compatibility ideographs as the characters that are meant. The length stays."""
    return text.translate(_TABLE)
