"""What every `Document` must be, whatever file it came from."""

from __future__ import annotations

import re
import socket
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

import pytest

from checker.ingest import Block, Document
from checker.ingest.cleaning import clean
from checker.judging import judge
from checker.reading import Reader
from checker.rulebook import load_rulebook

_SIGNS = "-*_|:：#"  # Markdown, which is no text
_SLICES = 12


def spelled(text: str) -> str:
    """Clean text without what depends on what stands beside a slice: columns, thousands, Markdown signs."""
    return re.sub("[ #*_]", "", clean(text, 0, len(text)).text.replace("，", ","))


def hold_together(document: Document) -> None:
    """Blocks in order, each character led back to its own source, nothing visible lost between blocks."""
    text = document.text
    line_starts, position = [], 0
    for line in text.splitlines(keepends=True):
        line_starts.append(position)
        position += len(line)
    random = Random(len(text))
    reached = 0
    for number, block in enumerate(document.blocks):
        where = f"block {number} {block.text[:20]!r}"
        places = [block.map.to_source(offset) for offset in range(len(block.text))]
        assert places, f"{where} is empty"
        assert "\n" not in block.text, where
        assert places[0] >= reached and places[-1] < len(text), f"{where} at {places[0]}–{places[-1]}, after {reached}, of {len(text)}"
        assert all(a < b for a, b in pairwise(places)), f"{where}: places do not ascend"
        assert block.place.line == bisect_right(line_starts, places[0]), where
        for sign, place in zip(block.text, places, strict=True):
            assert spelled(sign) == spelled(text[place]), f"{where}: {sign!r} led back to {text[place]!r}"
        for start, end in (*block.quoted, *block.emphasised):
            assert 0 <= start < end <= len(block.text), where
        _slices(block, text, random, where)
        assert not spelled(text[reached : places[0]]).strip(_SIGNS), f"lost before {where}: {text[reached : places[0]]!r}"
        reached = places[-1] + 1
    assert not spelled(text[reached:]).strip(_SIGNS), f"lost at the end: {text[reached:]!r}"


def _slices(block: Block, text: str, random: Random, where: str) -> None:
    for _ in range(_SLICES):
        start = random.randrange(len(block.text))
        end = random.randint(start + 1, len(block.text))
        first, last = block.source_span(start, end)
        assert spelled(text[first:last]) == spelled(block.text[start:end]), where


@pytest.fixture(scope="session")
def invariants() -> Callable[[Document], None]:
    return hold_together


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever asks for a socket fails."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a reader asked for the network")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    yield


Answer = tuple[dict[str, tuple[str, str]], list[str]]


@pytest.fixture(scope="session")
def answer() -> Callable[[Document], Answer]:
    """Of a document, the status and reason of each requirement, and the codes of the findings."""
    reader = Reader(load_rulebook())

    def check(document: Document) -> Answer:
        result = judge(reader.understand(document), reader.book)
        verdicts = {v.requirement: (v.status.value, v.reason.value if v.reason else "") for v in result.verdicts}
        return verdicts, sorted(finding.code for finding in result.findings)

    return check
