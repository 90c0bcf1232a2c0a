"""The spaCy pipeline: a linear tokeniser of our own, and components that put spans on the `Doc`.

spaCy's blank Chinese tokeniser cuts into characters, in time quadratic in the text. This one does the
same in one pass. Nine of ten characters begin or end a word of the rulebook, a figure or a mark, so
longer tokens would hardly be fewer; with a token for each character an offset is the index of a token,
so that every term is a `Span` and `Doc.char_span` never fails on one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakValueDictionary

from spacy.attrs import LOWER, NORM  # type: ignore[import-not-found]
from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry
from spacy.vocab import Vocab

from checker.reading.compiling import compile_lexicon
from checker.reading.lexicon import Lexicon, Match, Use
from checker.reading.quantities import QuantityFinder, find_dates, find_titles
from checker.rulebook import DEFAULT, load_rulebook

_WORD_ATTRIBUTES = {LOWER, NORM}  # what matchers added to the pipeline go by

# Lexicons of rulebooks that are in memory only, by the key that stands for them in a pipeline's config.
_IN_MEMORY: WeakValueDictionary[str, Lexicon] = WeakValueDictionary()


@registry.misc("fazhi.lexicon.v1")  # type: ignore[untyped-decorator]
def lexicon_for(rulebook: str) -> Lexicon:
    """The compiled lexicon of a rulebook: one in memory by its key, or one by name or path."""
    return _IN_MEMORY.get(rulebook) or compile_lexicon(load_rulebook(rulebook))


class CharacterTokenizer:
    """Cuts a clean text into its characters; figures, dates and titles are found on the way and kept with the `Doc`."""

    def __init__(self, vocab: Vocab, finder: QuantityFinder, common: Iterable[str] = ()) -> None:
        """`common` are characters to be known in the vocabulary for good, and by their numbers: half the time of a `Doc`."""
        self.vocab = vocab
        self._finder = finder
        self._numbers: dict[str, Any] = {sign: vocab[sign].orth for sign in common}

    def __call__(self, text: str) -> Doc:
        known = self._numbers
        doc = Doc(self.vocab, words=[known.get(sign, sign) for sign in text], spaces=[False] * len(text))
        doc.user_data["facts"] = {"text": text, "quantities": self._finder.find(text), "dates": find_dates(text), "titles": find_titles(text)}
        return doc

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        """A `Doc` per text."""
        for text in texts:
            yield self(text)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the tokeniser is rebuilt from the rulebook."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> CharacterTokenizer:
        """The tokeniser itself."""
        return self


class TermMatcher:
    """Finds the rulebook's terms and keeps them with the `Doc`, by use; `term_spans` makes spans of them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        facts = doc.user_data["facts"]
        classes = {
            "<量>": [(q.start, q.end) for q in facts["quantities"]],
            "<书>": facts["titles"],
            "<名>": facts.get("quoted", []),
            "<日期>": [(d.start, d.end) for d in facts["dates"]],
        }
        facts["matches"] = self._lexicon.find(facts["text"], classes)
        return doc


@Language.factory("fazhi_terms", default_config={"lexicon": {"@misc": "fazhi.lexicon.v1", "rulebook": DEFAULT}}, assigns=["doc.user_data"])
def _make_term_matcher(nlp: Language, name: str, lexicon: Lexicon) -> TermMatcher:
    return TermMatcher(lexicon)


def term_spans(doc: Doc, requirement_id: str) -> SpanGroup:
    """The terms of one requirement, put on `doc.spans[requirement_id]` as spans labelled with their field.

    For people who look at a report with spaCy's own tools (displaCy). They are made when asked for,
    since making them for every term of every report would cost more than finding them.
    """
    found: dict[Use, list[Match]] = doc.user_data["facts"]["matches"]
    spans = [Span(doc, m.start, m.end, label=use.field) for use, matches in found.items() if use.owner == requirement_id for m in matches]
    group = SpanGroup(doc, name=requirement_id, spans=spans)
    doc.spans[requirement_id] = group
    return group


def build_pipeline(lexicon: Lexicon, finder: QuantityFinder) -> Language:
    """The embedded pipeline: a blank `zh` Language with our tokeniser and components."""
    nlp = Chinese()
    # Every word new to the vocabulary is asked for twenty attributes that nobody here looks at: a seventh of the time for a report.
    getters: dict[int, Any] = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
    for attribute in getters.keys() - _WORD_ATTRIBUTES:
        del getters[attribute]
    common = set("".join([*(chain.term for chain in lexicon.chains), *lexicon.automaton.keys()]))
    nlp.tokenizer = CharacterTokenizer(nlp.vocab, finder, common)
    key = f"memory:{id(lexicon):x}"
    _IN_MEMORY[key] = lexicon
    nlp.add_pipe("fazhi_terms", config={"lexicon": {"@misc": "fazhi.lexicon.v1", "rulebook": key}})
    return nlp
