"""A stored report understood again, where two years' texts are to be compared: the text is kept, not what was understood of it."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

from checker.ingest import Block, Document
from checker.ingest.cleaning import clean
from checker.judging.checklist import Checklist
from checker.reading import Reader
from checker.reading.model import Reading
from checker.rulebook import Rulebook

_ONE_AT_A_TIME = Lock()  # a pipeline is not shared between threads


def document_of(checklist: Checklist) -> Document:
    """The document that a stored checklist was made of, with personal data masked: the same blocks at the same offsets."""
    blocks = []
    for passage in checklist.passages:
        cleaned = clean(checklist.text, passage.start, passage.end)
        if cleaned.text:
            blocks.append(
                Block(passage.kind, cleaned.text, cleaned.map, place=passage.place, level=passage.level, quoted=cleaned.quoted, emphasised=cleaned.emphasised)
            )
    return Document(checklist.source, checklist.sha256, checklist.format, checklist.text, tuple(blocks), {})


def understood(checklist: Checklist, book: Rulebook) -> Reading:
    """The reading of a stored checklist's text."""
    with _ONE_AT_A_TIME:
        return _reader(_Known(book)).understand(document_of(checklist))


class _Known:
    """A rulebook by its identity: `Rulebook` compares and hashes by all that it says."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book

    def __hash__(self) -> int:
        return id(self.book)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.book is self.book


@lru_cache(maxsize=2)
def _reader(known: _Known) -> Reader:
    return Reader(known.book)
