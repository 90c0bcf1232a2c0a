"""What a report took in memory is free when it is done: nothing of it waits for the garbage collector, which would take a fifth of the time."""

from __future__ import annotations

import gc

from benchmarks.corpus import reports

from checker.checking import check_document
from checker.ingest import document_from_text
from checker.output import safe
from checker.reading import Reader
from checker.rulebook import load_rulebook


def test_nothing_refers_back() -> None:
    reader = Reader(load_rulebook())
    texts = [report.text for report in reports(4)]

    def done(text: str) -> None:
        list(safe([check_document(document_from_text(text), reader)], reader.book))

    done(texts[0])  # what is built on first use
    gc.collect()
    gc.disable()
    try:
        for text in texts[1:]:
            done(text)
            assert gc.collect() == 0
    finally:
        gc.enable()
