"""Automatic numbering as the text that Word shows (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from checker.ingest.docx.numerals import numeral
from checker.ingest.docx.ooxml import MC, VAL, Element, W, chosen, number, switch, value
from checker.ingest.docx.styles import Styles

_LEVELS = 9
_MOST_LINKS = 10  # from a list to the style that defines it
_PLACE_OF_NUMBER = re.compile("%([1-9])")
_ENDS_ITSELF = "、，。．：；）】〕》.):]"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the number of the level that restarts it (0: none does; None: any above)."""

    start: int
    format: str
    custom: str
    text: str
    restart: int | None
    legal: bool  # the numbers of the levels above are shown in figures

    @classmethod
    def of(cls, element: Element) -> Level:
        """The level that a `w:lvl` defines."""
        format, custom = "decimal", ""
        candidates = [e for child in element for e in (chosen(child) if child.tag == f"{MC}AlternateContent" else (child,))]
        for child in candidates:
            if child.tag == f"{W}numFmt":
                format, custom = child.get(VAL, "decimal"), child.get(f"{W}format", "")
        if element.find(f"{W}lvlPicBulletId") is not None:
            format = "bullet"
        return cls(
            start=number(value(element, "start")) or 0,
            format=format,
            custom=custom,
            text=value(element, "lvlText") or "",
            restart=number(value(element, "lvlRestart")),
            legal=bool(switch(element, "isLgl")),
        )


@dataclass(frozen=True, slots=True)
class _List:
    """A `w:num`: the levels it shows, and the abstract list whose count it shares with others."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]  # by level, where the list does not go on with that count


def numbered(number: str, text: str) -> str:
    """A paragraph's text behind its number, the way it would be typed: 一、总则, 1.3 项 only with a gap."""
    if not number or not text:
        return number or text
    if number[-1] not in _ENDS_ITSELF:
        return f"{number} {text}"
    return f"{number}\t{text}" if number[-1].isascii() and text[0].isascii() and text[0].isalnum() else number + text


@dataclass
class Numbering:
    """The numbers of one text, counted up as its paragraphs are asked for in order. `root` is that of the numbering part, or None."""

    root: Element | None
    styles: Styles
    _counts: dict[str, list[int | None]] = field(default_factory=lambda: defaultdict(lambda: [None] * _LEVELS))
    _started: set[tuple[str, int]] = field(default_factory=set)
    _lists: dict[str, _List | None] = field(default_factory=dict)

    def next(self, properties: Element | None) -> str:
        """The number of the next paragraph; "" of one that has none or only a bullet."""
        if self.root is None:
            return ""
        id, depth = self._list_of(properties)
        listed = self._list(id)
        level = listed.levels.get(depth) if listed is not None else None
        if listed is None or level is None:
            return ""
        counts = self._counts[listed.abstract]
        begins = depth in listed.starts and (id, depth) not in self._started
        self._started.add((id, depth))
        before = counts[depth]
        counts[depth] = listed.starts[depth] if begins else level.start if before is None else before + 1
        for higher in range(depth):
            # A list that begins at a deeper level has its first item above all the same: the next one there is 2.
            of = listed.levels.get(higher)
            if counts[higher] is None and of is not None:
                counts[higher] = of.start
        for deeper in range(depth + 1, _LEVELS):
            below = listed.levels.get(deeper)
            if below is None or below.restart is None or depth < below.restart:
                counts[deeper] = None
        return self._shown(listed, level, counts)

    def _shown(self, listed: _List, level: Level, counts: list[int | None]) -> str:
        if level.format == "bullet":
            return ""

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = listed.levels.get(at)
            if of is None:
                return ""
            count = counts[at]
            return numeral(of.start if count is None else count, "decimal" if level.legal else of.format, of.custom)

        return _PLACE_OF_NUMBER.sub(shown, level.text).strip()

    def _list_of(self, properties: Element | None) -> tuple[str, int]:
        own, inherited, style = self.styles.numbering(properties)
        own_id = value(own, "numId")
        id = own_id if own_id is not None else value(inherited, "numId") or ""
        depth = number(value(own, "ilvl"))
        if depth is None and own_id is None and inherited is not None:
            linked = self._levels_by_style.get((id, style))
            depth = linked if linked is not None else number(value(inherited, "ilvl"))
        return id, min(max(depth or 0, 0), _LEVELS - 1)

    @cached_property
    def _levels_by_style(self) -> dict[tuple[str, str], int]:
        """The level that a style takes in a list: (list, style) to level."""
        found: dict[tuple[str, str], int] = {}
        for id in self._nums:
            abstract = self._abstract(id)
            for element in abstract.iterchildren(f"{W}lvl") if abstract is not None else ():
                style, depth = value(element, "pStyle"), number(element.get(f"{W}ilvl"))
                if style and depth is not None:
                    found.setdefault((id, style), depth)
        return found

    @cached_property
    def _nums(self) -> dict[str, Element]:
        return {num.get(f"{W}numId", ""): num for num in self.root.iterchildren(f"{W}num")} if self.root is not None else {}

    @cached_property
    def _abstracts(self) -> dict[str, Element]:
        return {a.get(f"{W}abstractNumId", ""): a for a in self.root.iterchildren(f"{W}abstractNum")} if self.root is not None else {}

    def _abstract(self, id: str) -> Element | None:
        """The `w:abstractNum` of a list, followed through list styles to the one that has levels."""
        for _ in range(_MOST_LINKS):
            abstract = self._abstracts.get(value(self._nums.get(id), "abstractNumId") or "")
            link = value(abstract, "numStyleLink")
            if not link:
                return abstract
            style = next(self.styles.chain(link), None)
            id = (value(style.find(f"{W}pPr/{W}numPr"), "numId") or "") if style is not None else ""
        return None

    def _list(self, id: str) -> _List | None:
        if id not in self._lists:
            self._lists[id] = self._read(id)
        return self._lists[id]

    def _read(self, id: str) -> _List | None:
        num, abstract = self._nums.get(id), self._abstract(id)
        if num is None or abstract is None:
            return None
        levels = {depth: Level.of(e) for e in abstract.iterchildren(f"{W}lvl") if (depth := number(e.get(f"{W}ilvl"))) is not None}
        starts: dict[int, int] = {}
        for override in num.iterchildren(f"{W}lvlOverride"):
            depth = number(override.get(f"{W}ilvl"))
            if depth is None:
                continue
            element = override.find(f"{W}lvl")
            if element is not None:
                levels[depth] = Level.of(element)
            start = number(value(override, "startOverride"))
            if start is not None:
                starts[depth] = start
        return _List(abstract.get(f"{W}abstractNumId", ""), levels, starts)
