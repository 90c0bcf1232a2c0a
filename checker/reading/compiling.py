"""A rulebook's terms to a `Lexicon`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import ahocorasick

from checker.reading.chains import Chain, Piece
from checker.reading.lexicon import Lexicon, Use, Word
from checker.rulebook.patterns import CLASSES, parse
from checker.rulebook.schema import Rulebook
from checker.rulebook.terms import term_lists, vocabulary_term_lists

_OFTEN = 1_000_000  # how common figures and names are, beside any word


def compile_lexicon(book: Rulebook) -> Lexicon:
    """The lexicon of all requirements, the vocabulary and the instruments' misquotations."""
    uses_of: dict[str, list[Use]] = {}
    for use, term in terms_of(book):
        listed = uses_of.setdefault(term, [])
        if use not in listed:
            listed.append(use)
    uses = {use: number for number, use in enumerate(dict.fromkeys(use for listed in uses_of.values() for use in listed))}
    chains: list[Chain] = []
    words: dict[str, Word] = {}
    sets: dict[frozenset[str], frozenset[str]] = {}  # each set and each word of it once: what is looked at is less memory, and found at once
    for term, listed in uses_of.items():
        used = tuple(uses[use] for use in listed)
        pieces = []
        for step in parse(term, book.vocabulary.groups).steps:
            of_step = step.words | {f"<{name}>" for name in step.classes}
            if of_step not in sets:
                sets[of_step] = frozenset([(words.get(word) or words.setdefault(word, Word(word, [], []))).text for word in of_step])
            pieces.append(Piece(sets[of_step], step.gap, step.optional))
        if len(pieces) > 1:
            chains.append(Chain(term, used, tuple(reversed(pieces)), pieces[0].words == {"<量>"}))
            continue
        for word in pieces[0].words:
            words[word].alone.extend((use, term) for use in used)
    classes = {name: words.pop(name) for name in (f"<{name}>" for name in CLASSES) if name in words}
    signs = {sign: word for sign, word in words.items() if len(sign) == 1 and not word.alone}
    automaton = _automaton(words[word] for word in words.keys() - signs.keys())
    frequencies = _frequencies(automaton, uses_of)
    every = {**words, **classes}
    for number, chain in enumerate(chains):
        rarest, other = _rarest(chain, frequencies)
        for word in rarest:
            every[word].leads.append((number, other))
    return Lexicon(automaton, classes, {sign: word for sign, word in signs.items() if word.leads}, tuple(uses), tuple(chains))


def _automaton(words: Iterable[Word]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word.text, word)
    if len(automaton):
        automaton.make_automaton()
    return automaton


def _frequencies(automaton: ahocorasick.Automaton, terms: Iterable[str]) -> Counter[str]:
    """How often each word occurs in the terms themselves: near enough to how common it is in reports to tell rare from common."""
    text = "\n".join(terms)
    frequencies = Counter(text)
    if len(automaton):
        frequencies.update(word for _, (word, _, _) in automaton.iter(text) if len(word) > 1)
    frequencies.update({f"<{name}>": _OFTEN for name in CLASSES})
    return frequencies


def _rarest(chain: Chain, frequencies: Mapping[str, int]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the two rarest pieces that the chain needs; those of the only one, twice."""
    needed = [piece.words for piece in chain.pieces if not piece.optional]
    needed.sort(key=lambda words: sum(map(frequencies.__getitem__, words)))
    return needed[0], needed[min(1, len(needed) - 1)]


def terms_of(book: Rulebook) -> Iterator[tuple[Use, str]]:
    """Every term of a rulebook, with what it is used for; one that is used for several things comes several times."""
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
