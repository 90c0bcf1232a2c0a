"""The shipped rulebook's vocabulary, and a reading of any text with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.ingest import document_from_text
from checker.reading import Reader
from checker.reading.model import Reading
from checker.rulebook import Rulebook, load_rulebook


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def reader(book: Rulebook) -> Reader:
    return Reader(book)


@pytest.fixture(scope="session")
def understand(reader: Reader) -> Callable[[str], Reading]:
    return lambda text: reader.understand(document_from_text(text))
