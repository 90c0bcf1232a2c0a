"""All terms of a rulebook, compiled into one Aho–Corasick automaton.

Every literal piece of every term goes into one automaton, so that a text is scanned once however
many terms there are. (Aho & Corasick 1975, "Efficient string matching".)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from checker.rulebook.patterns import FAR_GAP, parse
from checker.rulebook.schema import Rulebook
from checker.rulebook.terms import term_lists, vocabulary_term_lists

Span = tuple[int, int]
Place = tuple[int, int, int]  # start, end, the sentence's number
Chain = tuple[tuple[int, int, bool], ...]  # (step, gap before it, whether it may be left out)
Hits = dict[int, list[int]]  # atom -> where it ends
StepKey = tuple[tuple[int, ...], tuple[str, ...]]
# A step's places, gap and whether it may be left out; least ends by where it is sought from with the gap that holds there.
_Rest = tuple[list[Place], int, bool, dict[int, int]]
_A_FIGURE: StepKey = ((), ("量",))
_END = 1 << 60
_GAP_BITS = FAR_GAP.bit_length()


@dataclass(frozen=True, slots=True)
class Use:
    """What a term is used for: a requirement's field (and part), or a vocabulary list (owner empty)."""

    owner: str
    field: str
    part: str = ""


class Match(NamedTuple):
    """A term found: half-open offsets in the clean text, and the term as its author wrote it."""

    start: int
    end: int
    term: str


@dataclass(frozen=True)
class Lexicon:
    """Compiled terms. `find` gives every match, by use.

    A *step* is one piece of a term: any of several literals, or a class of spans. Steps that occur in
    several terms are kept once and looked up once for each text.
    """

    automaton: ahocorasick.Automaton
    terms: tuple[str, ...]
    uses: tuple[tuple[Use, ...], ...]  # by term
    simple: Mapping[int, int]  # atom -> the term that is just this literal
    steps: tuple[StepKey, ...]  # step -> its atoms and its classes
    chains: tuple[Chain, ...]  # by term; empty for simple ones
    lengths: tuple[int, ...]  # of the atoms, in characters
    atoms_of: tuple[frozenset[int], ...]  # step -> its atoms
    steps_of: tuple[tuple[int, ...], ...]  # atom -> the steps that it is a word of
    steps_of_class: Mapping[str, tuple[int, ...]]  # class -> the steps that it is
    leads: Mapping[int, tuple[int, ...]]  # step -> the terms that begin with it
    required: tuple[frozenset[int], ...]  # by term: the steps that may not be left out

    def scan(self, text: str) -> Hits:
        """Where each literal occurs in `text`: for each atom, the offsets at which it ends, ascending."""
        hits: Hits = defaultdict(list)
        if len(self.automaton):
            for last, atom in self.automaton.iter(text):
                hits[atom].append(last + 1)
        return hits

    def find(self, hits: Hits, classes: Mapping[str, list[Span]], boundaries: list[int], commas: list[int]) -> dict[Use, list[Match]]:
        """Matches by use, each list by start.

        `hits` is what `scan` gave; `classes` has the spans of 量, 书, 名 and 日期 in order;
        `boundaries` are the ascending offsets behind the marks that end sentences, which no gap
        crosses; `commas` those of the marks that end clauses, which the gap after a leading figure does not cross: a figure belongs to
        what stands beside it (12次，培训…… is not twelve trainings).
        """
        text = _TextIndex(self, hits, classes, boundaries)
        found: dict[int, list[Span]] = {}
        for atom, term in self.simple.items():
            if atom in hits:
                length = self.lengths[atom]
                found[term] = [(end - length, end) for end in hits[atom]]
        present = text.steps
        for step in present:
            for term in self.leads.get(step, ()):
                required = self.required[term]
                if not required <= present:
                    continue
                viable = text.sentences(step)
                for needed in required:
                    viable &= text.sentences(needed)
                    if not viable:
                        break
                else:
                    steps = self.chains[term]
                    spans = text.match(steps, viable, commas if self.steps[steps[0][0]] == _A_FIGURE else None)
                    if spans:
                        found[term] = spans
        by_use: dict[Use, list[Match]] = {}
        for term, spans in found.items():
            source = self.terms[term]
            matches = [Match(start, end, source) for start, end in spans]
            for use in self.uses[term]:
                by_use.setdefault(use, []).extend(matches)
        for matches in by_use.values():
            matches.sort()
        return by_use


class _TextIndex:
    """What of a lexicon occurs in one text, looked up only for the steps of terms that may match."""

    def __init__(self, lexicon: Lexicon, hits: Hits, classes: Mapping[str, list[Span]], boundaries: list[int]) -> None:
        self.boundaries = boundaries
        self._lexicon = lexicon
        self._hits = hits
        self._atoms = set(hits)
        self._classes = {name: spans for name, spans in classes.items() if spans}
        self.steps: set[int] = set()
        self.steps.update(*(lexicon.steps_of[atom] for atom in hits))
        for name in self._classes:
            self.steps.update(lexicon.steps_of_class.get(name, ()))
        self._sentences: dict[int, int] = {}
        self._places: dict[int, list[Place]] = {}
        self._bits: dict[int, int] = {}

    def sentences(self, step: int) -> int:
        """The sentences that a step occurs in, as bits."""
        known = self._sentences.get(step)
        if known is None:
            known = 0
            for atom in self._lexicon.atoms_of[step] & self._atoms:
                known |= self._sentences_of_atom(atom)
            for name in self._lexicon.steps[step][1]:
                for start, _ in self._classes.get(name, ()):
                    known |= 1 << bisect_right(self.boundaries, start)
            self._sentences[step] = known
        return known

    def _sentences_of_atom(self, atom: int) -> int:
        known = self._bits.get(atom)
        if known is None:
            known, boundaries = 0, self.boundaries
            for end in self._hits[atom]:
                known |= 1 << bisect_left(boundaries, end)
            self._bits[atom] = known
        return known

    def places(self, step: int) -> list[Place]:
        """Where a step occurs, by start."""
        known = self._places.get(step)
        if known is None:
            boundaries, lengths = self.boundaries, self._lexicon.lengths
            known = []
            for atom in self._lexicon.atoms_of[step] & self._atoms:
                length = lengths[atom]
                known.extend([(end - length, end, bisect_left(boundaries, end)) for end in self._hits[atom]])
            for name in self._lexicon.steps[step][1]:
                known.extend([(start, end, bisect_right(boundaries, start)) for start, end in self._classes.get(name, ())])
            known.sort()
            self._places[step] = known
        return known

    def match(self, steps: Chain, viable: int, commas: list[int] | None) -> list[Span]:
        """For each place where the first step begins in a viable sentence, the shortest chain within the gaps.

        How a chain best goes on from a place is worked out once, from the occurrences that begin
        inside the gap. So the work is bounded by the number of occurrences times the gaps, whatever
        the terms are.
        """
        found: list[Span] = []
        rest: list[_Rest] = [(self.places(step), gap, optional, {}) for step, gap, optional in steps[1:]]
        boundaries = self.boundaries
        for start, end, segment in self.places(steps[0][0]):
            if not viable >> segment & 1:
                continue
            limit = boundaries[segment] if segment < len(boundaries) else _END
            if commas is not None:
                at_comma = bisect_left(commas, end)
                limit = commas[at_comma] if at_comma < len(commas) else _END
            least = _least_end(rest, 0, end, limit)
            if least < _END:
                found.append((start, least))
        return found


def _least_end(rest: list[_Rest], level: int, here: int, limit: int, skipped: int = 0) -> int:
    """The least end of a chain that goes on from `here` with the steps from `level` on; `_END` where there is none.

    `skipped` is the gap before a step that was left out: the next one may use it. The limit is the
    same for all chains that come to `here`, so what is known of a place holds for all.
    """
    if level == len(rest):
        return here
    places, gap, optional, known = rest[level]
    gap = max(gap, skipped)
    key = here << _GAP_BITS | gap
    least = known.get(key)
    if least is None:
        least = _least_end(rest, level + 1, here, limit, gap) if optional else _END
        last_start = min(here + gap, limit)
        for index in range(bisect_left(places, (here, 0, 0)), len(places)):
            first, last, _ = places[index]
            if first > last_start or first >= least:
                break
            if last <= limit:
                least = min(least, _least_end(rest, level + 1, last, limit))
        known[key] = least
    return least


def compile_lexicon(book: Rulebook) -> Lexicon:
    """The lexicon of all requirements, the vocabulary and the instruments' misquotations."""
    uses: dict[str, list[Use]] = {}
    for use, term in _terms(book):
        listed = uses.setdefault(term, [])
        if use not in listed:
            listed.append(use)
    atoms: dict[str, int] = {}
    steps: dict[StepKey, int] = {}
    chains: list[Chain] = []
    simple: dict[int, int] = {}
    leads: dict[int, list[int]] = {}
    for number, term in enumerate(uses):
        pieces = parse(term, book.vocabulary.groups).steps
        words = [(tuple(atoms.setdefault(word, len(atoms)) for word in sorted(piece.words)), tuple(sorted(piece.classes))) for piece in pieces]
        first = words[0][0]
        if len(pieces) == 1 and len(first) == 1 and not words[0][1] and first[0] not in simple:
            simple[first[0]] = number
            chains.append(())
            continue
        chains.append(tuple((steps.setdefault(key, len(steps)), piece.gap, piece.optional) for key, piece in zip(words, pieces, strict=True)))
        leads.setdefault(steps[words[0]], []).append(number)
    steps_of: list[list[int]] = [[] for _ in atoms]
    steps_of_class: dict[str, list[int]] = {}
    for (words_of_step, classes), step in steps.items():
        for name in classes:
            steps_of_class.setdefault(name, []).append(step)
        for atom in words_of_step:
            steps_of[atom].append(step)
    automaton = ahocorasick.Automaton()
    for word, atom in atoms.items():
        automaton.add_word(word, atom)
    if atoms:
        automaton.make_automaton()
    return Lexicon(
        automaton=automaton,
        terms=tuple(uses),
        uses=tuple(tuple(u) for u in uses.values()),
        simple=simple,
        steps=tuple(steps),
        chains=tuple(chains),
        lengths=tuple(len(word) for word in atoms),
        atoms_of=tuple(frozenset(words_of_step) for words_of_step, _ in steps),
        steps_of=tuple(tuple(s) for s in steps_of),
        steps_of_class={name: tuple(s) for name, s in steps_of_class.items()},
        leads={step: tuple(terms) for step, terms in leads.items()},
        required=tuple(frozenset(step for step, _, optional in found if not optional) for found in chains),
    )


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
