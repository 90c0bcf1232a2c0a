"""This engine, from a document to its checklist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.checking import check_document
from checker.ingest import Document, document_from_text
from checker.reading import Reader
from checker.rulebook import load_rulebook


def prepare(_: dict[str, Any]) -> tuple[Callable[[str], Document], Callable[[Document], int]]:
    reader = Reader(load_rulebook())
    check_document(document_from_text("一、成效\n"), reader)  # what is built on first use
    return document_from_text, lambda document: sum(len(verdict.evidence) for verdict in check_document(document, reader).verdicts)
