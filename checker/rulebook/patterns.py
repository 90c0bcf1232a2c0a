"""The small language of a rulebook's terms, and its compiled form.

    合法性审查          the words themselves
    征求…意见           one after the other, at most `GAP` characters between, inside one sentence
    召开……通过          the same with at most `FAR_GAP` characters between
    {提交|报请}…审议     any one of the words in braces; {专项|}清理: or none
    <会议>…研究         any word of the vocabulary's word group 会议
    培训<量>            a quantity (6场次, 20余人); <书> a title in 《》; <名> a name in quotation marks; <日期> a date
    反馈{<量>|整改}     groups and classes may stand among the words in braces

There is no repetition, no nesting and no backtracking, so matching is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.ingest.cleaning import normalise_term

GAP = 14
FAR_GAP = 40
_MOST_WORDS = 120  # that touching pieces are written out into
CLASSES = ("量", "书", "名", "日期")

_GROUP = re.compile(rf"<(?!(?:{'|'.join(CLASSES)})>)")
_TOKEN = re.compile(r"……|…|\{[^{}]*\}|<[^<>]*>|[^…{}<>]+")


class PatternError(ValueError):
    """A term that cannot be read. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of a pattern: any of `words` or a span of one of `classes`, at most `gap` after the last."""

    words: frozenset[str]
    classes: frozenset[str]
    gap: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled term: its steps in order, and the text the author wrote."""

    source: str
    steps: tuple[Step, ...]


def parse(term: str, groups: Mapping[str, Sequence[str]]) -> Pattern:
    """The compiled form of `term`; `groups` are the vocabulary's word groups.

    Raises `PatternError` for an unknown group, an empty piece or a gap at an end.
    """
    return _parse(term, groups) if _GROUP.search(term) else _parse_alone(term)


@lru_cache(maxsize=20_000)
def _parse_alone(term: str) -> Pattern:
    """A term without word groups means the same in all rulebooks; it is asked for when a rulebook is checked, and when it is compiled."""
    return _parse(term, {})


def _parse(term: str, groups: Mapping[str, Sequence[str]]) -> Pattern:
    steps: list[Step] = []
    gap = 0
    pieces = _TOKEN.findall(term.strip())
    if "".join(pieces) != term.strip() or not pieces:
        raise PatternError("括号不成对，或为空" if pieces else "为空")
    for piece in pieces:
        if piece in ("…", "……"):
            if not steps or gap:
                raise PatternError("“…”须夹在两段文字之间")
            gap = FAR_GAP if piece == "……" else GAP
            continue
        words, classes = _alternatives(piece, groups)
        optional = "" in words
        if optional and not steps:
            raise PatternError("开头的一段不能省略")
        steps.append(Step(words - {""}, classes, gap, optional))
        gap = 0
    if gap:
        raise PatternError("“…”须夹在两段文字之间")
    return Pattern(term, tuple(_merged(steps)))


def _merged(steps: Sequence[Step]) -> list[Step]:
    """The steps with neighbours that touch written out as whole words (建{成|立} is 建成 or 建立).

    Whole words are rarer in a text than their characters, so there is less to look at.
    """
    merged: list[Step] = []
    for step in steps:
        last = merged[-1] if merged else None
        if last is None or step.gap or step.classes or last.classes or len(last.words) * (len(step.words) + 1) > _MOST_WORDS:
            merged.append(step)
            continue
        ends = step.words | ({""} if step.optional else set())
        starts = last.words | ({""} if last.optional else set())
        words = {start + end for start in starts for end in ends}
        merged[-1] = Step(frozenset(words - {""}), frozenset(), last.gap, "" in words)
    return merged


def _alternatives(piece: str, groups: Mapping[str, Sequence[str]]) -> tuple[frozenset[str], frozenset[str]]:
    """The words and the classes of spans that a piece stands for."""
    words: set[str] = set()
    classes: set[str] = set()
    for alternative in piece[1:-1].split("|") if piece.startswith("{") else [piece]:
        if not alternative.startswith("<"):
            words.add(normalise_term(alternative))
            continue
        name = alternative.strip("<>")
        if name in CLASSES:
            classes.add(name)
        elif name in groups and not groups[name]:
            raise PatternError(f"词组“{name}”没有词")
        elif name in groups:
            words.update(normalise_term(word) for word in groups[name])
        else:
            raise PatternError(f"没有名为“{name}”的词组")
    if words == {""} and not classes:
        raise PatternError("有空的备选词")
    return frozenset(words), frozenset(classes)
