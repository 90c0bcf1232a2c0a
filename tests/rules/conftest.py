"""The shipped rulebook and its reader, once for all tests of rules."""

import pytest

from checker.reading import Reader
from checker.rulebook import Rulebook, load_rulebook


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def reader(book: Rulebook) -> Reader:
    return Reader(book)
