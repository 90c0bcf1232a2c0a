"""What of a page nobody sees: by attributes, by styles of its own, by rules of its style sheets.

Only rules for one class, id or tag are understood, outside of `@media` and the like: the ones that
hide words. What a script would hide or show is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{4,}|(?:left|top)\s*:\s*-\d{4,}"
    r"|(?<![\w-])color\s*:\s*transparent",
    re.I,
)
_WHITE = r"(?:#fff(?:fff)?(?![0-9a-f])|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
_WHITE_WORDS = re.compile(rf"(?<![\w-])color\s*:\s*{_WHITE}", re.I)
_BACKGROUND = re.compile(rf"background(?:-color|-image)?\s*:(?!\s*(?:{_WHITE}|none|transparent|initial))", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?[.#]-?[_a-z][\w-]*", re.I)
_MOST_STYLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Hiding:
    """The classes, ids and pairs of tag and either (`p.gone`) that style sheets hide."""

    selectors: frozenset[str] = frozenset()
    _coloured: dict[HtmlElement, bool] = field(default_factory=dict, repr=False, compare=False)  # what was looked at already

    def hides(self, element: HtmlElement) -> bool:
        """Whether the element itself is hidden, whatever it stands in."""
        attributes = element.attrib
        if "hidden" in attributes:
            return True
        style = attributes.get("style", "")
        if style and (_HIDING.search(style) or (_WHITE_WORDS.search(style) and not self._on_colour(element))):
            return True
        if not self.selectors:
            return False
        names = [f".{name}" for name in attributes.get("class", "").split()] + ([f"#{attributes['id']}"] if "id" in attributes else [])
        return any(name in self.selectors or f"{element.tag}{name}" in self.selectors for name in names)

    def _on_colour(self, element: HtmlElement) -> bool:
        """Whether something that the element stands in has a colour or picture behind it, so that white words are seen."""
        passed: list[HtmlElement] = []
        node: HtmlElement | None = element
        while node is not None and node not in self._coloured:
            passed.append(node)
            if _has_background(node):
                break
            node = node.getparent()
        seen = node is not None and self._coloured.get(node, True)
        self._coloured.update(dict.fromkeys(passed, seen))
        return seen


def hiding_of(sheets: Iterable[str]) -> Hiding:
    """What the style sheets hide; the text of at most a million characters of them is looked at."""
    selectors: set[str] = set()
    for sheet in sheets:
        for rule in _RULE.finditer(_without_blocks(_COMMENT.sub("", sheet[:_MOST_STYLE]))):
            if _HIDING.search(rule[2]):
                selectors.update(name for part in rule[1].split(",") if _SIMPLE.fullmatch(name := part.strip()))
    return Hiding(frozenset(selectors))


def _without_blocks(sheet: str) -> str:
    """The sheet without what holds for some media only: `@media print {…}`."""
    kept, position = [], 0
    for at in re.finditer(r"@(?:media|supports|keyframes|-webkit-keyframes)\b[^{;]{0,500}\{", sheet):
        if at.start() < position:
            continue
        kept.append(sheet[position : at.start()])
        depth, position = 1, at.end()
        while depth and (brace := re.compile(r"[{}]").search(sheet, position)) is not None:
            depth += 1 if brace.group() == "{" else -1
            position = brace.end()
        if depth:
            position = len(sheet)
    return "".join((*kept, sheet[position:]))


def _has_background(element: HtmlElement) -> bool:
    colour = element.get("bgcolor", "").lower()
    return bool(_BACKGROUND.search(element.get("style", ""))) or colour not in ("", "#ffffff", "white") or bool(element.get("background"))
