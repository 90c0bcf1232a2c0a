"""`duplicate_paragraph`: a paragraph of 40 characters or more stands in the report twice.

Annotation guide, section 3. Numbers before a paragraph and its punctuation do not make it another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from checker.ingest import BlockKind
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.places import body_blocks, make
from checker.judging.stretches import LONGEST_QUOTE, Span
from checker.wording import Wording

_SHORTEST = 40
_MOST = 600  # beyond that only equal paragraphs are looked for
_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.）](?!\d)|[①-⑳]|[-*·]\s?"
    r"|[一二三四五六七八九十]{1,2}是)+"
)
_SIGNS = re.compile(r"[^\w%]+")


def find(context: Context) -> Iterator[Finding]:
    """A finding on the later of two equal paragraphs, or of a paragraph and a longer one that holds it."""
    paragraphs = list(_paragraphs(context))
    first_with: dict[str, int] = {}
    text, starts = _joined(paragraphs) if len(paragraphs) <= _MOST else ("", [])
    reported: set[int] = set()
    for index, (_, words) in enumerate(paragraphs):
        twin = first_with.setdefault(words, index)
        if twin == index:
            twin = next((i for i in _holders(text, starts, words) if i != index and paragraphs[i][1] != words), index)
        earlier, later = min(twin, index), max(twin, index)
        if earlier != later and later not in reported:
            reported.add(later)
            yield _finding(context, paragraphs[later][0], paragraphs[earlier][0])


def _joined(paragraphs: Sequence[tuple[Span, str]]) -> tuple[str, list[int]]:
    starts, position = [], 0
    for _, words in paragraphs:
        starts.append(position)
        position += len(words) + 1
    return "\n".join(words for _, words in paragraphs), starts


def _holders(text: str, starts: Sequence[int], words: str) -> Iterator[int]:
    """The paragraphs of the joined `text` that have `words` in them."""
    at = text.find(words)
    while at >= 0:
        yield bisect_right(starts, at) - 1
        at = text.find(words, at + 1)


def _finding(context: Context, span: Span, before: Span) -> Finding:
    reading = context.reading
    block = reading.document.blocks[reading.block_at(before[0])]
    opening = reading.text[before[0] : before[0] + 12]
    chinese, english = block.place.describe().replace(" ", ""), block.place.describe("en")
    message = Wording(
        f"与前文“{opening}……”{f'（{chinese}）' if chinese else ''}一段重复",
        f"repeats the paragraph “{opening}…”{f' ({english})' if english else ''}",
    )
    return make(context, "duplicate_paragraph", message, span[0], min(span[1], span[0] + LONGEST_QUOTE))


def _paragraphs(context: Context) -> Iterator[tuple[Span, str]]:
    """Paragraphs by place, each with its words only; a heading that runs into its paragraph is left out."""
    reading = context.reading
    run_in = {c.heading.start: c.heading.end for c in reading.chapters if c.heading is not None and c.heading.run_in}
    for start, block in body_blocks(reading):
        if block.kind is BlockKind.TABLE_ROW:
            continue
        begin = run_in.get(start, start)
        number = _NUMBER.match(reading.text, begin, start + len(block.text))
        words = _SIGNS.sub("", reading.text[number.end() if number else begin : start + len(block.text)])
        if len(words) >= _SHORTEST * 0.9 and start + len(block.text) - begin >= _SHORTEST:
            yield (begin, start + len(block.text)), words
