"""A rulebook's terms to a `Lexicon`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import ahocorasick

from checker.reading.chains import Chain, Piece
from checker.reading.lexicon import Lexicon, Use
from checker.rulebook.patterns import CLASSES, parse
from checker.rulebook.schema import Rulebook
from checker.rulebook.terms import term_lists, vocabulary_term_lists

_OFTEN = 1_000_000  # how common figures and names are, beside any word


def compile_lexicon(book: Rulebook) -> Lexicon:
    """The lexicon of all requirements, the vocabulary and the instruments' misquotations."""
    uses_of: dict[str, list[Use]] = {}
    for use, term in _terms(book):
        listed = uses_of.setdefault(term, [])
        if use not in listed:
            listed.append(use)
    uses = {use: number for number, use in enumerate(dict.fromkeys(use for listed in uses_of.values() for use in listed))}
    alone: dict[str, list[tuple[int, str]]] = {}
    chains: list[Chain] = []
    for term, listed in uses_of.items():
        steps = parse(term, book.vocabulary.groups).steps
        pieces = [Piece(step.words | {f"<{name}>" for name in step.classes}, step.gap, step.optional) for step in steps]
        used = tuple(uses[use] for use in listed)
        if len(pieces) > 1:
            chains.append(Chain(term, used, tuple(reversed(pieces)), pieces[0].words == {"<量>"}))
            continue
        for word in pieces[0].words:
            alone.setdefault(word, []).extend((use, term) for use in used)
    words = {word for chain in chains for piece in chain.pieces for word in piece.words}
    automaton = _automaton(alone.keys() | {word for word in words if len(word) > 1})
    return Lexicon(
        automaton=automaton,
        uses=tuple(uses),
        alone={word: tuple(terms) for word, terms in alone.items()},
        chains=tuple(chains),
        anchored=_anchored(chains, _frequencies(automaton, uses_of)),
    )


def _automaton(words: Iterable[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word in words:
        if not word.startswith("<"):
            automaton.add_word(word, word)
    if len(automaton):
        automaton.make_automaton()
    return automaton
def _frequencies(automaton: ahocorasick.Automaton, terms: Iterable[str]) -> Counter[str]:
    """How often each word occurs in the terms themselves: near enough to how common it is in reports to tell rare from common."""
    text = "\n".join(terms)
    counts = Counter(text)
    counts.update(word for _, word in automaton.iter(text) if len(word) > 1) if len(automaton) else None
    counts.update({f"<{name}>": _OFTEN for name in CLASSES})
    return counts


def _anchored(chains: Sequence[Chain], frequencies: Mapping[str, int]) -> dict[str, tuple[tuple[int, frozenset[str]], ...]]:
    anchored: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for number, chain in enumerate(chains):
        needed = [piece.words for piece in chain.pieces if not piece.optional]
        rarest, *others = sorted(needed, key=lambda words: sum(frequencies[word] for word in words))
        other = others[0] if others else rarest
        for word in rarest:
            anchored.setdefault(word, []).append((number, other))
    return {word: tuple(chains) for word, chains in anchored.items()}


def _terms(book: Rulebook) -> Iterator[tuple[Use, str]]:
    for location, term in vocabulary_term_lists(book.vocabulary):
        yield Use("", ".".join(str(step) for step in location[:-1])), term
    for requirement in book.requirements:
        for location, term in term_lists(requirement):
            if location[0] == "parts":
                part = requirement.parts[int(location[1])].id
                yield Use(requirement.id, f"parts.{location[2]}", part), term
            else:
                yield Use(requirement.id, str(location[0])), term
    for instrument in book.instruments:
        for wrong in instrument.misquotations:
            yield Use(f"instrument:{instrument.id}", "misquotations"), wrong.text
