"""A rulebook's terms to a `Lexicon`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import ahocorasick

from checker.reading.chains import Chain, Piece
from checker.reading.lexicon import Lexicon, Use
from checker.rulebook.patterns import CLASSES, Step, parse
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
    patterns = [(term, parse(term, book.vocabulary.groups).steps) for term in uses_of]
    words: dict[str, int] = {}
    for _, steps in patterns:
        for step in steps:
            for word in step.words:
                words.setdefault(word, len(words))
    automaton = ahocorasick.Automaton()
    for word, number in words.items():
        automaton.add_word(word, number)
    if words:
        automaton.make_automaton()
    classes = {name: len(words) + number for number, name in enumerate(CLASSES)}
    uses = {use: number for number, use in enumerate(dict.fromkeys(use for listed in uses_of.values() for use in listed))}
    alone: list[list[tuple[int, str]]] = [[] for _ in range(len(words) + len(classes))]
    chains: list[Chain] = []
    for term, steps in patterns:
        numbers = [frozenset([*(words[word] for word in step.words), *(classes[name] for name in step.classes)]) for step in steps]
        used = tuple(uses[use] for use in uses_of[term])
        if len(steps) == 1:
            for number in numbers[0]:
                alone[number] += [(use, term) for use in used]
            continue
        pieces = [Piece(number, step.gap, step.optional) for number, step in zip(numbers, steps, strict=True)]
        chains.append(Chain(term, used, tuple(reversed(pieces)), _is_figure(steps[0])))
    return Lexicon(
        automaton=automaton,
        lengths=tuple(map(len, words)),
        classes=classes,
        uses=tuple(uses),
        alone=tuple(map(tuple, alone)),
        chains=tuple(chains),
        anchored=_anchored(chains, _frequencies(automaton, uses_of, classes)),
    )


def _is_figure(step: Step) -> bool:
    return step.classes == {"量"} and not step.words


def _frequencies(automaton: ahocorasick.Automaton, terms: Mapping[str, object], classes: Mapping[str, int]) -> Sequence[int]:
    """By word: how often it occurs in the terms themselves, which is how common it is in reports, near enough to tell rare from common."""
    counts = Counter(word for _, word in automaton.iter("\n".join(terms))) if len(automaton) else Counter[int]()
    return [counts[word] for word in range(len(automaton))] + [_OFTEN] * len(classes)


def _anchored(chains: Sequence[Chain], frequencies: Sequence[int]) -> tuple[tuple[tuple[int, frozenset[int]], ...], ...]:
    anchored: list[list[tuple[int, frozenset[int]]]] = [[] for _ in frequencies]
    for number, chain in enumerate(chains):
        needed = [piece.words for piece in chain.pieces if not piece.optional]
        rarest, *others = sorted(needed, key=lambda words: sum(map(frequencies.__getitem__, words)))
        other = others[0] if others else rarest
        for word in rarest:
            anchored[word].append((number, other))
    return tuple(map(tuple, anchored))


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
