"""medspaCy, which finds targets, sections and context in clinical notes, with this rulebook's terms, headings and cues.

Terms that are words are phrases, those with gaps expressions, as its rules have it. Its sentence splitter is English, so
spaCy's sentencizer stands in, with the marks that end sentences here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import medspacy  # type: ignore[import-not-found]  # noqa: F401  (registers its components)
import spacy
from medspacy.context import ConTextRule  # type: ignore[import-not-found]
from medspacy.section_detection import SectionRule  # type: ignore[import-not-found]
from medspacy.target_matcher import TargetRule  # type: ignore[import-not-found]


def prepare(terms: dict[str, Any]) -> tuple[Callable[[str], str], Callable[[str], int]]:
    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer", config={"punct_chars": ["。", "；", "！", "？", "\n"]})
    targets = nlp.add_pipe("medspacy_target_matcher")
    sections = nlp.add_pipe("medspacy_sectionizer", config={"rules": None, "span_attrs": None})
    context = nlp.add_pipe("medspacy_context", config={"rules": None, "span_attrs": None})
    targets.add([TargetRule(word, term["category"], pattern=pattern) for term in terms["terms"] for word, pattern in _forms(term)])
    sections.add([SectionRule(section["category"], section["category"], pattern=section["regex"]) for section in terms["sections"]])
    context.add(
        [ConTextRule(word, cue["category"].upper(), pattern=pattern, direction=cue["direction"]) for cue in terms["cues"] for word, pattern in _forms(cue)]
    )
    return str, lambda text: len(nlp(text).ents)


def _forms(term: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The literals of a rule, each with its expression (None: the literal itself)."""
    if term["words"]:
        yield from ((word, None) for word in term["words"])
    else:
        yield term["term"], term["regex"]
