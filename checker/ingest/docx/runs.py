"""How a run of text is set: its look, and whether anybody sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from checker.ingest.docx.ooxml import VAL, Element, W, half_points, value
from checker.ingest.docx.styles import Styles, is_shaded

_USUAL_SIZE = 21.0  # half points: 五号, the default of Chinese documents
_SMALLEST = 3.0  # half points; nobody reads what is smaller
_WHITE = re.compile("(?:F[A-F]){3}", re.IGNORECASE)  # or so near it that paper does not show it
_WHITE_THEMES = (None, "none", "background1", "light1")


@dataclass(frozen=True, slots=True)
class Look:
    """What tells a heading from the body beside it. `font` is that of East Asian characters, `size` in half points."""

    bold: bool
    font: str
    size: float


@dataclass(frozen=True, slots=True)
class RunFacts:
    """`hidden`: nobody sees it on any ground; `white`: nobody sees it on white."""

    look: Look
    hidden: bool
    white: bool


@dataclass(frozen=True, slots=True)
class Runs:
    """What runs inherit and say themselves. Runs set alike are looked up once."""

    styles: Styles
    _known: dict[tuple[str, bytes], RunFacts] = field(default_factory=dict)

    def facts(self, run: Element | None, style: str) -> RunFacts:
        """The facts of a run with the properties `run` (`w:rPr`) in a paragraph of the style `style`."""
        key = (style, b"" if run is None else etree.tostring(run))
        if key not in self._known:
            self._known[key] = self._facts(run, style)
        return self._known[key]

    def _facts(self, run: Element | None, style: str) -> RunFacts:
        styles = self.styles
        size = half_points(styles.run_attribute(run, style, "sz", VAL)) or _USUAL_SIZE
        font = styles.run_attribute(run, style, "rFonts", f"{W}eastAsia") or ""
        white = bool(_WHITE.fullmatch(styles.run_attribute(run, style, "color", VAL) or ""))
        white = white and styles.run_attribute(run, style, "color", f"{W}themeColor") in _WHITE_THEMES
        if white:
            highlight = styles.run_attribute(run, style, "highlight", VAL)
            marked = highlight not in (None, "none", "white") or (run is not None and is_shaded(run.find(f"{W}shd")))
            by_style = (found for s in styles.chain(value(run, "rStyle")) if (found := s.find(f"{W}rPr/{W}shd")) is not None)
            white = not marked and not any(is_shaded(found) for found in by_style)
        return RunFacts(Look(styles.toggled(run, style, "b"), font, size), styles.toggled(run, style, "vanish") or 0 < size <= _SMALLEST, white)
