"""A rulebook's terms to a `Lexicon`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ahocorasick

from checker.reading.chains import Chain, Piece
from checker.reading.commonness import Commonness
from checker.reading.lexicon import Lead, Lexicon, Use, Word
from checker.rulebook.patterns import CLASSES, parse
from checker.rulebook.schema import Rulebook
from checker.rulebook.terms import term_lists, vocabulary_term_lists

# A character that no text has (a noncharacter of Unicode), so that a word with it is never found.
_NEVER = "\uffff"


def compile_lexicon(book: Rulebook) -> Lexicon:
    """The lexicon of all requirements, the vocabulary and the instruments' misquotations."""
    uses_of: dict[str, list[Use]] = {}
    for use, term in terms_of(book):
        listed = uses_of.setdefault(term, [])
        if use not in listed:
            listed.append(use)
    uses = {use: number for number, use in enumerate(dict.fromkeys(use for listed in uses_of.values() for use in listed))}
    chains: list[Chain] = []
    alone: dict[str, list[tuple[int, str]]] = {}  # every word, with what it is all of
    sets: dict[frozenset[str], frozenset[str]] = {}  # each set and each word of it once: what is looked at is less memory, and found at once
    words: dict[str, str] = {}
    for term, listed in uses_of.items():
        used = tuple(uses[use] for use in listed)
        pieces = []
        for step in parse(term, book.vocabulary.groups).steps:
            of_step = step.words | {f"<{name}>" for name in step.classes}
            if of_step not in sets:
                sets[of_step] = frozenset([words.setdefault(word, word) for word in of_step])
            pieces.append(Piece(sets[of_step], step.gap, step.optional))
        if len(pieces) > 1:
            chains.append(Chain(term, used, tuple(reversed(pieces)), pieces[0].words == {"<量>"}))
            continue
        for word in pieces[0].words:
            alone.setdefault(word, []).extend((use, term) for use in used)
    commonness = Commonness(book, uses_of)
    leads: dict[str, list[Lead]] = {}
    for number, chain in enumerate(chains):
        rarest, other = _rarest(chain, commonness)
        lead = number, other  # one for all of them
        for word in rarest:
            leads.setdefault(word, []).append(lead)
    made = {word: Word(word, tuple(alone.get(word, ())), tuple(leads.get(word, ()))) for word in words}
    classes = {name: made.pop(name) for name in (f"<{name}>" for name in CLASSES) if name in made}
    signs = {sign: word for sign, word in made.items() if len(sign) == 1 and not word.alone}
    automaton = _automaton([word for sign, word in made.items() if sign not in signs], commonness)
    return Lexicon(automaton, classes, {sign: word for sign, word in signs.items() if word.leads}, tuple(uses), tuple(chains))


def _automaton(words: Sequence[Word], commonness: Commonness) -> ahocorasick.Automaton:
    """The automaton of the words, laid out for the texts that are to come.

    A node's followers are looked through one after the other, in the order in which they were added, and the first node has
    more than a thousand. So what is common comes first, and common characters that begin no word have a node as well.
    """
    automaton = ahocorasick.Automaton()
    beginning: dict[str, list[Word]] = {}
    for word in words:
        beginning.setdefault(word.text[0], []).append(word)
    for sign in dict.fromkeys([*commonness.signs(), *beginning]):
        for word in beginning.get(sign, [Word(sign + _NEVER, (), ())]):
            automaton.add_word(word.text, word)
    if len(automaton):
        automaton.make_automaton()
    return automaton


def _rarest(chain: Chain, commonness: Commonness) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the two rarest pieces that the chain needs; those of the only one, twice."""
    needed = [piece.words for piece in chain.pieces if not piece.optional]
    needed.sort(key=lambda words: sum(map(commonness.of, words)))
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
