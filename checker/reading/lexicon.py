"""All terms of a rulebook, compiled into one Aho–Corasick automaton.

Every literal piece of every term goes into one automaton, so that a text is scanned once however
many terms there are. (Aho & Corasick 1975, "Efficient string matching".)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from checker.rulebook.patterns import FAR_GAP, parse
from checker.rulebook.schema import Rulebook
from checker.rulebook.terms import term_lists, vocabulary_term_lists

Span = tuple[int, int]
Chain = tuple[tuple[int, int, bool], ...]  # (step, gap before it, whether it may be left out)
Hits = list[dict[int, list[int]]]  # by sentence: atom -> where it ends
StepKey = tuple[tuple[int, ...], tuple[str, ...]]
# The spans of a step in one sentence, its gap and whether it may be left out; least ends by where it is sought from with the gap that holds there.
_Rest = tuple[list[Span], int, bool, dict[int, int]]
_A_FIGURE: StepKey = ((), ("量",))
_END = 1 << 60
_GAP_BITS = FAR_GAP.bit_length()


class Use(NamedTuple):
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
    required: tuple[tuple[int, ...], ...]  # by term: the steps after the first that may not be left out, those of fewest words first

    def scan(self, text: str, boundaries: Sequence[int]) -> Hits:
        """Where each literal occurs in `text`: for each sentence, the offsets at which each atom ends, ascending.

        `boundaries` are the ascending offsets behind the marks that end sentences.
        """
        hits: Hits = [{} for _ in range(len(boundaries) + 1)]
        if not len(self.automaton):
            return hits
        sentence, here = 0, hits[0]
        stop = boundaries[0] if boundaries else _END
        for last, atom in self.automaton.iter(text):
            while last >= stop:
                sentence += 1
                here = hits[sentence]
                stop = boundaries[sentence] if sentence < len(boundaries) else _END
            known = here.get(atom)
            if known is None:
                here[atom] = [last + 1]
            else:
                known.append(last + 1)
        return hits

    def find(self, hits: Hits, classes: Mapping[str, list[Span]], boundaries: list[int], commas: list[int]) -> dict[Use, list[Match]]:
        """Matches by use, each list by start.

        `hits` is what `scan` gave with the same `boundaries`, which no gap crosses; `classes` has the
        spans of 量, 书, 名 and 日期 in order; `commas` are the offsets of the marks that end clauses,
        which the gap after a leading figure does not cross: a figure belongs to what stands beside it
        (12次，培训…… is not twelve trainings).
        """
        text = _TextIndex(self, hits, classes, boundaries)
        found = text.plain()
        in_sentences = text.in_sentences
        for step, sentences in in_sentences.items():
            for term in self.leads.get(step, ()):
                viable = sentences
                for needed in self.required[term]:
                    viable &= in_sentences.get(needed, 0)
                    if not viable:
                        break
                else:
                    spans = text.match(self.chains[term], viable, commas if self.steps[step] == _A_FIGURE else None)
                    if spans:
                        found[term] = spans
        by_use: dict[Use, list[Match]] = {}
        for term, spans in found.items():
            source = self.terms[term]
            matches = [Match(start, end, source) for start, end in spans]
            for use in self.uses[term]:
                known = by_use.get(use)
                if known is None:
                    by_use[use] = list(matches)
                else:
                    known.extend(matches)
        for matches in by_use.values():
            matches.sort()
        return by_use


class _TextIndex:
    """What of a lexicon occurs in one text, sentence by sentence: for each step the sentences that it occurs in, as bits."""

    def __init__(self, lexicon: Lexicon, hits: Hits, classes: Mapping[str, list[Span]], boundaries: list[int]) -> None:
        self._lexicon = lexicon
        self._hits = hits
        self._boundaries = boundaries
        self._classes: dict[str, dict[int, list[Span]]] = {}
        for name, spans in classes.items():
            of_sentence = self._classes[name] = {}
            for span in spans:
                of_sentence.setdefault(bisect_right(boundaries, span[0]), []).append(span)
        self._spans: dict[tuple[int, int], list[Span]] = {}
        self.in_sentences = self._occur()

    def _occur(self) -> dict[int, int]:
        atoms: dict[int, int] = {}
        for sentence, here in enumerate(self._hits):
            bit = 1 << sentence
            for atom in here:
                atoms[atom] = atoms.get(atom, 0) | bit
        found: dict[int, int] = {}
        steps_of = self._lexicon.steps_of
        for atom, bits in atoms.items():
            for step in steps_of[atom]:
                found[step] = found.get(step, 0) | bits
        for name, of_sentence in self._classes.items():
            for step in self._lexicon.steps_of_class.get(name, ()) if of_sentence else ():
                found[step] = found.get(step, 0) | sum(1 << sentence for sentence in of_sentence)
        return found

    def plain(self) -> dict[int, list[Span]]:
        """The matches of terms that are one literal, by term."""
        found: dict[int, list[Span]] = {}
        simple, lengths = self._lexicon.simple, self._lexicon.lengths
        for here in self._hits:
            for atom in here.keys() & simple.keys():
                length = lengths[atom]
                found.setdefault(simple[atom], []).extend([(end - length, end) for end in here[atom]])
        return found

    def _in(self, sentence: int, step: int) -> list[Span]:
        """The spans of a step in a sentence, ascending."""
        key = sentence, step
        spans = self._spans.get(key)
        if spans is None:
            here, lengths = self._hits[sentence], self._lexicon.lengths
            spans = []
            for atom in self._lexicon.atoms_of[step] & here.keys():
                length = lengths[atom]
                spans += [(end - length, end) for end in here[atom]]
            for name in self._lexicon.steps[step][1]:
                spans += self._classes[name].get(sentence, ()) if name in self._classes else ()
            if len(spans) > 1:
                spans.sort()
            self._spans[key] = spans
        return spans

    def match(self, chain: Chain, viable: int, commas: list[int] | None) -> list[Span]:
        """For each place where the first step begins in a viable sentence, the shortest chain within the gaps.

        How a chain best goes on from a place is worked out once, from the occurrences that begin
        inside the gap. So the work is bounded by the number of occurrences times the gaps, whatever
        the terms are.
        """
        found: list[Span] = []
        boundaries = self._boundaries
        while viable:
            sentence = (viable & -viable).bit_length() - 1
            viable &= viable - 1
            rest: list[_Rest] = [(self._in(sentence, step), gap, optional, {}) for step, gap, optional in chain[1:]]
            stop = boundaries[sentence] if sentence < len(boundaries) else _END
            for start, end in self._in(sentence, chain[0][0]):
                limit = stop
                if commas is not None:
                    at_comma = bisect_left(commas, end)
                    limit = commas[at_comma] if at_comma < len(commas) else _END
                least = _least_end(rest, 0, end, limit) if rest else end
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
    spans, gap, optional, known = rest[level]
    gap = max(gap, skipped)
    key = here << _GAP_BITS | gap
    least = known.get(key)
    if least is None:
        least = _least_end(rest, level + 1, here, limit, gap) if optional else _END
        last_start = min(here + gap, limit)
        for index in range(bisect_left(spans, (here, 0)), len(spans)):
            first, last = spans[index]
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
    keys = tuple(steps)
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
        steps=keys,
        chains=tuple(chains),
        lengths=tuple(len(word) for word in atoms),
        atoms_of=tuple(frozenset(words_of_step) for words_of_step, _ in steps),
        steps_of=tuple(tuple(s) for s in steps_of),
        steps_of_class={name: tuple(s) for name, s in steps_of_class.items()},
        leads={step: tuple(terms) for step, terms in leads.items()},
        required=tuple(_required(chain, keys) for chain in chains),
    )


def _required(chain: Chain, steps: Sequence[StepKey]) -> tuple[int, ...]:
    """The steps after the first that a chain cannot do without, those of fewest words first: they are the least likely to occur."""
    return tuple(sorted({step for step, _, optional in chain[1:] if not optional}, key=lambda step: len(steps[step][0])))


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
