"""The spaCy pipeline: a linear tokeniser of our own, and components that put spans on the `Doc`.

spaCy's blank Chinese tokeniser takes time quadratic in the text and cuts it into characters, which
helps nobody here. This one cuts exactly where the rulebook's words, figures and marks begin and
end, in one pass, so that every term is a `Span` and `Doc.char_span` never fails on one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from weakref import WeakValueDictionary

import spacy
from spacy.attrs import LOWER, NORM  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry
from spacy.vocab import Vocab

from checker.reading.lexicon import Lexicon, Match, Use, compile_lexicon
from checker.reading.quantities import QuantityFinder, find_dates, find_titles
from checker.rulebook import DEFAULT, load_rulebook

_MARK = re.compile(r"[，。；：、！？（）《》\n]")
_CLAUSE_END = re.compile(r"[，。；：！？\n]")
_SENTENCE_END = re.compile(r"[。；！？\n]")

_WORD_ATTRIBUTES = {LOWER, NORM}  # what matchers added to the pipeline go by

# Lexicons of rulebooks that are in memory only, by the key that stands for them in a pipeline's config.
_IN_MEMORY: WeakValueDictionary[str, Lexicon] = WeakValueDictionary()


@registry.misc("fazhi.lexicon.v1")  # type: ignore[untyped-decorator]
def lexicon_for(rulebook: str) -> Lexicon:
    """The compiled lexicon of a rulebook: one in memory by its key, or one by name or path."""
    return _IN_MEMORY.get(rulebook) or compile_lexicon(load_rulebook(rulebook))


class LexiconTokenizer:
    """Cuts a clean text at the bounds of the lexicon's words, of figures, dates, titles and marks."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon, finder: QuantityFinder) -> None:
        self.vocab = vocab
        self._lexicon = lexicon
        self._finder = finder

    def __call__(self, text: str) -> Doc:
        boundaries = [mark.end() for mark in _SENTENCE_END.finditer(text)]
        hits = self._lexicon.scan(text, boundaries)
        quantities = self._finder.find(text)
        dates = find_dates(text)
        titles = find_titles(text)
        cuts = {0, len(text)}
        lengths = self._lexicon.lengths
        for sentence in hits:
            for atom, ends in sentence.items():
                cuts.update(ends)
                length = lengths[atom]
                cuts.update([end - length for end in ends])
        cuts.update(offset for q in quantities for offset in (q.start, q.end))
        cuts.update(offset for d in dates for offset in (d.start, d.end))
        for start, end in titles:
            cuts.add(start)
            cuts.add(end)
        for mark in _MARK.finditer(text):
            cuts.add(mark.start())
            cuts.add(mark.end())
        bounds = sorted(cuts)
        words = [text[a:b] for a, b in pairwise(bounds)]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words)) if text else Doc(self.vocab)
        facts = {"text": text, "hits": hits, "boundaries": boundaries, "quantities": quantities, "dates": dates, "titles": titles, "bounds": bounds}
        doc.user_data["facts"] = facts
        return doc

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        """A `Doc` per text."""
        for text in texts:
            yield self(text)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the tokeniser is rebuilt from the rulebook."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> LexiconTokenizer:
        """The tokeniser itself."""
        return self


class TermMatcher:
    """Finds the rulebook's terms and keeps them with the `Doc`, by use; `term_spans` makes spans of them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        facts = doc.user_data["facts"]
        text: str = facts["text"]
        classes = {
            "量": [(q.start, q.end) for q in facts["quantities"]],
            "书": facts["titles"],
            "名": facts.get("quoted", []),
            "日期": [(d.start, d.end) for d in facts["dates"]],
        }
        commas = [mark.start() for mark in _CLAUSE_END.finditer(text)]
        facts["matches"] = self._lexicon.find(facts["hits"], classes, facts["boundaries"], commas)
        return doc


@Language.factory("fazhi_terms", default_config={"lexicon": {"@misc": "fazhi.lexicon.v1", "rulebook": DEFAULT}}, assigns=["doc.user_data"])
def _make_term_matcher(nlp: Language, name: str, lexicon: Lexicon) -> TermMatcher:
    return TermMatcher(lexicon)


def term_spans(doc: Doc, requirement_id: str) -> SpanGroup:
    """The terms of one requirement, put on `doc.spans[requirement_id]` as spans labelled with their field.

    For people who look at a report with spaCy's own tools (displaCy). They are made when asked for,
    since making them for every term of every report would cost more than finding them.
    """
    facts = doc.user_data["facts"]
    token_at = {bound: index for index, bound in enumerate(facts["bounds"])}
    found: dict[Use, list[Match]] = facts["matches"]
    spans = [
        Span(doc, token_at[m.start], token_at[m.end], label=use.field)
        for use, matches in found.items()
        if use.owner == requirement_id
        for m in matches
        if m.start in token_at and m.end in token_at
    ]
    group = SpanGroup(doc, name=requirement_id, spans=spans)
    doc.spans[requirement_id] = group
    return group


def build_pipeline(lexicon: Lexicon, finder: QuantityFinder) -> Language:
    """The embedded pipeline: a blank `zh` Language with our tokeniser and components."""
    nlp = spacy.blank("zh")
    # Every word new to the vocabulary is asked for twenty attributes that nobody here looks at: a seventh of the time for a report.
    getters: dict[int, Any] = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
    for attribute in getters.keys() - _WORD_ATTRIBUTES:
        del getters[attribute]
    nlp.tokenizer = LexiconTokenizer(nlp.vocab, lexicon, finder)
    key = f"memory:{id(lexicon):x}"
    _IN_MEMORY[key] = lexicon
    nlp.add_pipe("fazhi_terms", config={"lexicon": {"@misc": "fazhi.lexicon.v1", "rulebook": key}})
    return nlp
