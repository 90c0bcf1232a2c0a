"""All terms of a rulebook, compiled into one Aho–Corasick automaton.

Every literal piece of every term goes into one automaton, so that a text is scanned once however
many terms there are. (Aho & Corasick 1975, "Efficient string matching".) A term of several pieces is
looked at only in a sentence that has its rarest piece and the next rarest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import ahocorasick

from checker.reading.chains import Chain, Sentence, shortest
from checker.reading.spans import Span

__all__ = ["Lexicon", "Match", "Span", "Use"]

_SENTENCE_END = re.compile(r"[。；！？\n]")
_CLAUSE_END = re.compile(r"[，。；：！？\n]")


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

    A class of spans (<量>, <书>, <名>, <日期>) is a word that somebody else finds.
    """

    automaton: ahocorasick.Automaton  # of all words but the single characters in chains, which are looked up where they are asked for
    uses: tuple[Use, ...]
    alone: Mapping[str, tuple[tuple[int, str], ...]]  # word -> the uses and the terms that it is all of
    chains: tuple[Chain, ...]
    anchored: Mapping[str, tuple[tuple[int, frozenset[str]], ...]]  # word -> the chains whose rarest piece it is, and the words of their next rarest

    def find(self, text: str, classes: Mapping[str, Sequence[Span]]) -> dict[Use, list[Match]]:
        """Matches by use, each list by start.

        `classes` has the spans of <量>, <书>, <名> and <日期> in order. No gap crosses the end of a sentence.
        """
        found: list[list[Match]] = [[] for _ in self.uses]
        new = tuple.__new__  # a third of the time of Match(…)
        alone, anchored, chains, nothing = self.alone, self.anchored, self.chains, ()
        for here in self._sentences(text, classes, found):
            for word, spans in here.items():
                for use, term in alone.get(word, nothing):
                    found[use] += [new(Match, (start, end, term)) for start, end in spans]
            present = set(text[here.start : here.stop])
            present.update(here)
            for number in {number for word in present for number, other in anchored.get(word, nothing) if not other.isdisjoint(present)}:
                term, uses, pieces, in_clause = chains[number]
                reached = shortest(pieces, here, present)
                if reached and in_clause:
                    ends = dict(here["<量>"])
                    reached = [chain for chain in reached if not _CLAUSE_END.search(text, ends[chain[0]], chain[1])]
                if reached:
                    matches = [new(Match, (start, end, term)) for start, end, _ in reached]
                    for use in uses:
                        found[use] += matches
        for matches in found:
            matches.sort()
        return {use: matches for use, matches in zip(self.uses, found, strict=True) if matches}

    def _sentences(self, text: str, classes: Mapping[str, Sequence[Span]], found: list[list[Match]]) -> list[Sentence]:
        """Where the words stand, sentence by sentence."""
        stops = [mark.end() for mark in _SENTENCE_END.finditer(text)]
        stops.append(len(text) + 1)
        sentences = [Sentence(text, start, stop) for start, stop in pairwise([0, *stops])]
        here = sentences[0]
        stop = stops[0]
        for last, word in self.automaton.iter(text) if len(self.automaton) else ():
            if last >= stop:
                here = sentences[bisect_right(stops, last)]
                stop = here.stop
            last += 1
            if word in here:
                here[word].append((last - len(word), last))
            else:
                here[word] = [(last - len(word), last)]
        for name, spans in classes.items():
            for start, end in spans:
                here = sentences[bisect_right(stops, start)]
                if end <= here.stop:
                    here.setdefault(name, []).append((start, end))
                else:  # 《……。》 is a term by itself, but no piece of a longer one
                    for use, term in self.alone.get(name, ()):
                        found[use].append(Match(start, end, term))
        return sentences
