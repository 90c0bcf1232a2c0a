"""A `Document` to a `Reading`: the one entry of this package."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from checker.ingest import Block, BlockKind, Document
from checker.reading.chapters import build_chapters, heading_kinds
from checker.reading.compiling import compile_lexicon
from checker.reading.headings import bare_headings, find_headings, is_bare_line
from checker.reading.identity import AFTER_SIGNOFF, find_title, identify
from checker.reading.lexicon import Lexicon, Match, Use
from checker.reading.model import Identity, Reading
from checker.reading.pipeline import build_pipeline
from checker.reading.quantities import QuantityFinder
from checker.reading.spans import Cover
from checker.reading.time import Cues, split
from checker.reading.trained import entities, pipeline_name
from checker.rulebook.schema import Rulebook

_MOST_OF_A_LINE = 0.3  # the share of a short line that the words of a chapter heading must be


def _names_a_chapter(block: Block, start: int, matches: dict[Use, list[Match]]) -> bool:
    if not is_bare_line(block):
        return False
    kinds = heading_kinds(start, start + len(block.text), matches)
    return bool(kinds) and max(kinds.values()) >= len(block.text) * _MOST_OF_A_LINE


def _tail(blocks: Sequence[Block], starts: Sequence[int], identity: Identity) -> int:
    """The first block of the sign-off, or the number of blocks: what follows is no text of the report."""
    first = len(blocks)
    while first and blocks[first - 1].kind is BlockKind.PARAGRAPH and AFTER_SIGNOFF.match(blocks[first - 1].text):
        first -= 1
    for span in (identity.signature, identity.date_span):
        if span is not None:
            block = bisect_right(starts, span[0]) - 1
            if block * 2 > len(blocks) and blocks[block].kind is not BlockKind.METADATA:
                first = min(first, block)
    return first


@dataclass(frozen=True)
class Reader:
    """A rulebook made ready to read with: its lexicon and pipeline, built once and used for many reports.

    `compiled` is the rulebook's lexicon, where it is at hand.
    """

    book: Rulebook
    trained: Any = None
    compiled: Lexicon | None = None

    @cached_property
    def lexicon(self) -> Lexicon:
        """The compiled terms."""
        return self.compiled or compile_lexicon(self.book)

    @cached_property
    def nlp(self) -> Any:
        """The spaCy pipeline."""
        q = self.book.vocabulary.quantities
        return build_pipeline(self.lexicon, QuantityFinder(q.units, q.chinese_units, q.not_figures))

    @contextmanager
    def passing(self) -> Iterator[None]:
        """What is read within takes no memory that stays: words new to spaCy are forgotten in the end.

        Readings (their `doc`) must not be used afterwards. Not for several threads at once, nor within itself.
        """
        with ExitStack() as zones:
            for nlp in filter(None, (self.nlp, self.trained)):
                zones.enter_context(nlp.memory_zone())
            yield

    def understand(self, document: Document) -> Reading:
        """The reading of a document."""
        blocks = document.blocks
        starts, position = [], 0
        for block in blocks:
            starts.append(position)
            position += len(block.text) + 1
        text = "\n".join(block.text for block in blocks)
        quoted = [(s + a, s + b) for s, block in zip(starts, blocks, strict=True) for a, b in block.quoted]
        doc = self.nlp.tokenizer(text)
        doc.user_data["facts"]["quoted"] = quoted
        for _, component in self.nlp.pipeline:
            doc = component(doc)
        facts = doc.user_data["facts"]
        matches = facts["matches"]
        bare = bare_headings(blocks, [_names_a_chapter(block, start, matches) for block, start in zip(blocks, starts, strict=True)])
        headings = find_headings(blocks, starts, bare)
        title = find_title(blocks, starts, text, headings)
        if title is not None:
            headings = [h for h in headings if h.start >= title.end]
        identity = identify(document, text, starts, title, headings, matches, self.book.vocabulary.units)
        cover = Cover(facts["titles"])
        cited = [d for d in facts["dates"] if not cover.holds(d.start, d.end)]
        next_year = [d.start for d in cited if identity.year is not None and d.year == identity.year + 1 and d.month is None]
        chapters = build_chapters(headings, len(text), matches, next_year)
        body_from = title.block + 1 if title is not None else next((i for i, b in enumerate(blocks) if b.kind is BlockKind.PARAGRAPH), 0)
        cues = Cues.of(matches, cited, identity.year)
        body = range(body_from, _tail(blocks, starts, identity))
        sentences, clauses = split(text, blocks, starts, headings, chapters, cues, body)
        return Reading(
            document=document,
            text=text,
            doc=doc,
            block_starts=tuple(starts),
            identity=identity,
            chapters=tuple(chapters),
            sentences=tuple(sentences),
            clauses=tuple(clauses),
            quantities=tuple(facts["quantities"]),
            dates=tuple(facts["dates"]),
            titles=tuple(facts["titles"]),
            quoted=tuple(quoted),
            entities=tuple(self._entities(blocks, starts)),
            pipeline=pipeline_name(self.trained),
            matches=matches,
            _clause_starts=tuple(c.start for c in clauses),
        )

    def _entities(self, blocks: Sequence[Block], starts: list[int]) -> list[tuple[int, int, str]]:
        if self.trained is None:
            return []
        return entities(self.trained, [block.text for block in blocks], starts)
