"""What is sought first, to rule a text out, is in everything that is sought after it."""

from __future__ import annotations

import random
import re

import pytest

from checker.judging.findings.artifact import _CROSS, _CROSSES, _LITERAL, _ONE_CROSS, _SIGNS, _TWO_CROSSES

# Pieces from which residue of every pattern is put together by chance.
RESIDUE = """
[bookmark: _Hlk1] _Toc12 {{名}} ${a} <%x%> «姓名» {MERGEFIELD a} {++加++} {--减--} {~~改~~} {>>注<<} <ins> </del > [删除:旧] [修订] [新增12] （批注：改）
【插入:字】 批注[王1] 批注 [1] 已删除：旧 带格式的： 设置了格式: Lorem DOLOR ipsum sit amet &nbsp; &#160; <br> </p> \ufffd 锟斤拷 烫烫烫 屯屯屯
【】 [ ] 【待填写】 [TODO] （） ( ) （待补充） （ 此处填写 ） （略） （示例） （空白） （数字待核） 〔〕 《》 ?? ？？ … 件， 场次。 人次、 此处填写
在此补充 __ ____ 年 月 件 镇 共 × ×× XX ＸＸ ○○ 〇〇 ✕✕ N 余 县 错误！未找到引用源。 错误! Error! 未定义书签
"""
PIECES = [*RESIDUE.split(), " ", "\u3000", "  ", "\n", "，"]


@pytest.mark.parametrize("seed", range(40))
def test_every_residue_has_its_sign(seed: int) -> None:
    rng = random.Random(seed)
    text = "".join(rng.choice(PIECES) for _ in range(150))
    for (pattern, _, _), sign in zip(_LITERAL, _SIGNS, strict=True):
        for found in re.finditer(pattern, text):
            around = text[found.start() : found.end() + 4]
            assert sign.search(around), (pattern, around)
    for pattern, sign in ((_CROSSES, _TWO_CROSSES), (_CROSS, _ONE_CROSS)):
        for found in pattern.finditer(text):
            assert sign.search(text[found.start() : found.end() + 4])


def test_the_pieces_hold_residue_of_every_pattern() -> None:
    text = "。".join(PIECES) + "错误!未定义书签Error! Bookmark not defined. Lorem ipsum dolor sit amet 共   件，在此补充。…件，共____年"
    assert [pattern for pattern, _, _ in _LITERAL if not re.search(pattern, text)] == []
