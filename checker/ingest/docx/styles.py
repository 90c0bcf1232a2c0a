"""Styles: what a paragraph or a run inherits (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from checker.ingest.docx.ooxml import VAL, Element, W, is_on, number, switch, value

# Stored names of built-in styles are English in any language's Word; Chinese ones are of other programs or a unit's own.
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])\b|([一二三四五六])级标题", re.IGNORECASE)
_TITLE = re.compile(r"(?:sub)?title|(?:文档|公文|主|副|大)?标题", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|contents)\s*(?:\d|heading|标题)?", re.IGNORECASE)
_BODY_LEVEL = 9  # w:outlineLvl of text that is no heading
_DEEPEST = 20  # styles that one is based on


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their id. `root` is that of the styles part, or None."""

    root: Element | None
    _known: dict[tuple[tuple[str | None, ...], str, str], str | None] = field(default_factory=dict)

    @cached_property
    def _by_id(self) -> dict[str, Element]:
        return {style.get(f"{W}styleId", ""): style for style in self.root.iterchildren(f"{W}style")} if self.root is not None else {}

    @cached_property
    def _default(self) -> str:
        """The paragraph style of paragraphs that name none."""
        for id, style in self._by_id.items():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                return id
        return ""

    @cached_property
    def _document_run(self) -> Element | None:
        return self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if self.root is not None else None

    def of_paragraph(self, properties: Element | None) -> str:
        """The id of the style that the properties `w:pPr` name."""
        return value(properties, "pStyle") or self._default

    def chain(self, id: str | None) -> Iterator[Element]:
        """The style, then each that it is based on."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(id or "")
            if style is None:
                return
            yield style
            id = value(style, "basedOn")

    def name(self, id: str) -> str:
        """The stored name of a style; "" of one that is not there."""
        style = self._by_id.get(id)
        return (value(style, "name") or "").strip() if style is not None else ""

    def level(self, properties: Element | None) -> int | None:
        """The outline level of a paragraph from 1: its own, else its style's by level or name. None for body text."""
        own = number(value(properties, "outlineLvl"))
        if own is not None:
            return own + 1 if 0 <= own < _BODY_LEVEL else None
        for style in self.chain(self.of_paragraph(properties)):
            said = number(value(style.find(f"{W}pPr"), "outlineLvl"))
            if said is not None:
                return said + 1 if 0 <= said < _BODY_LEVEL else None
            named = _HEADING.search(value(style, "name") or "")
            if named:
                return int(named[1]) if named[1] else "一二三四五六".index(named[2]) + 1
        return None

    def is_title(self, properties: Element | None) -> bool:
        """Whether the paragraph's style is one of titles of the whole document."""
        return bool(_TITLE.fullmatch(self.name(self.of_paragraph(properties))))

    def is_contents(self, properties: Element | None) -> bool:
        """Whether the paragraph's style is one of entries of a table of contents."""
        return bool(_CONTENTS.fullmatch(self.name(self.of_paragraph(properties))))

    def numbering(self, properties: Element | None) -> tuple[Element | None, Element | None, str]:
        """The `w:numPr` of a paragraph's own, that of its style or of one it is based on, and the id of that style."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        for style in self.chain(self.of_paragraph(properties)):
            inherited = style.find(f"{W}pPr/{W}numPr")
            if inherited is not None:
                return own, inherited, style.get(f"{W}styleId", "")
        return own, None, ""

    def is_centred(self, properties: Element | None) -> bool:
        """Whether the paragraph is centred, by itself or its style."""
        own = value(properties, "jc")
        inherited = (value(style.find(f"{W}pPr"), "jc") for style in self.chain(self.of_paragraph(properties)))
        return (own if own is not None else next((said for said in inherited if said is not None), None)) == "center"

    def is_shaded(self, properties: Element | None) -> bool:
        """Whether the paragraph has a colour behind it, by itself or its style."""
        own = (properties,) if properties is not None else ()
        inherited = (found for style in self.chain(self.of_paragraph(properties)) if (found := style.find(f"{W}pPr")) is not None)
        return any(is_shaded(p.find(f"{W}shd")) for p in (*own, *inherited))

    def toggled(self, run: Element | None, style: str, name: str) -> bool:
        """A run's on or off (`b`, `vanish`): its own, else that of exactly one of its character and paragraph styles (17.7.3)."""
        own = switch(run, name)
        if own is not None:
            return own
        by_character = is_on(self._of_styles((value(run, "rStyle"),), name, VAL, ""))
        by_paragraph = is_on(self._of_styles((style,), name, VAL, ""))
        return by_character != by_paragraph or bool(switch(self._document_run, name))

    def run_attribute(self, run: Element | None, style: str, name: str, attribute: str) -> str | None:
        """An attribute of a run's property: its own, that of its character style, of its paragraph's style or of the document."""
        own = run.find(W + name) if run is not None else None
        if own is not None and (said := own.get(attribute)) is not None:
            return said
        inherited = self._of_styles((value(run, "rStyle"), style), name, attribute, None)
        if inherited is not None or self._document_run is None:
            return inherited
        last = self._document_run.find(W + name)
        return last.get(attribute) if last is not None else None

    def _of_styles(self, ids: tuple[str | None, ...], name: str, attribute: str, unsaid: str | None) -> str | None:
        """The attribute in the first style of the chains that has it; `unsaid` where the property is there without it."""
        key = (ids, name, attribute)
        if key not in self._known:
            self._known[key] = None
            for style in (style for id in ids for style in self.chain(id)):
                found = style.find(f"{W}rPr/{W}{name}")
                said = found.get(attribute, unsaid) if found is not None else None
                if said is not None:
                    self._known[key] = said
                    break
        return self._known[key]


def is_shaded(shading: Element | None) -> bool:
    """Whether a `w:shd` puts a colour behind the text."""
    if shading is None:
        return False
    fill = shading.get(f"{W}fill", "auto").lower()
    return fill not in ("auto", "ffffff", "") or shading.get(f"{W}themeFill") is not None or shading.get(VAL, "clear") not in ("clear", "nil")
