"""How common characters and words are in reports, told from the rulebook itself.

Its examples are passages of reports, few but of the right kind; its terms have the words that the examples have not.
What is told here decides how soon a term is found, never whether it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import add

from checker.rulebook.schema import Example, Rulebook

_WEIGHT = 20  # of an example beside a term: the terms have every way to say a thing once, however rare
_CLASS = 1_000_000  # figures and names are more common than any word


class Commonness:
    """Counts of characters and pairs of characters."""

    def __init__(self, book: Rulebook, terms: Iterable[str]) -> None:
        self._signs: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        for text, weight in (("\n".join(terms), 1), ("\n".join(_examples(book)), _WEIGHT)):
            for counts, found in ((self._signs, Counter(text)), (self._pairs, Counter(map(add, text, text[1:])))):
                counts.update({what: number * weight for what, number in found.items()})

    def of(self, word: str) -> int:
        """How common a word or class of spans (<量>) is, in no unit: for a word of several characters, as its rarest pair."""
        if len(word) == 1:
            return self._signs[word]
        if word[0] == "<":
            return _CLASS
        return min(map(self._pairs.__getitem__, map(add, word, word[1:])))

    def signs(self) -> list[str]:
        """The characters, the most common first."""
        return [sign for sign, _ in self._signs.most_common()]


def _examples(book: Rulebook) -> Iterator[str]:
    for requirement in book.requirements:
        given = requirement.examples
        for example in (*given.present, *given.vague, *given.missing):
            yield example.text if isinstance(example, Example) else example
