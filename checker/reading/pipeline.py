"""The spaCy pipeline: a linear tokeniser of our own, and components that put spans on the `Doc`.

spaCy's blank Chinese tokeniser takes time quadratic in the text and cuts it into characters, which
helps nobody here. This one cuts exactly where the rulebook's words, figures and marks begin and
end, in one pass, so that every term is a `Span` and `Doc.char_span` never fails on one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from checker.reading.lexicon import Lexicon, Match, Use
from checker.reading.quantities import QuantityFinder, find_dates, find_titles

_MARK = re.compile(r"[，。；：、！？（）《》\n]")
_CLAUSE_END = re.compile(r"[，。；：！？\n]")
_SENTENCE_END = re.compile(r"[。；！？\n]")

Doc.set_extension("reading", default=None)


class LexiconTokenizer:
    """Cuts a clean text at the bounds of the lexicon's words, of figures, dates, titles and marks."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon, finder: QuantityFinder) -> None:
        self.vocab = vocab
        self._lexicon = lexicon
        self._finder = finder

    def __call__(self, text: str) -> Doc:
        hits = self._lexicon.scan(text)
        quantities = self._finder.find(text)
        dates = find_dates(text)
        titles = find_titles(text)
        cuts = {0, len(text)}
        cuts.update(hit[0] for hit in hits)
        cuts.update(hit[1] for hit in hits)
        for item in (*quantities, *dates):
            cuts.add(item.start)
            cuts.add(item.end)
        for start, end in titles:
            cuts.add(start)
            cuts.add(end)
        for mark in _MARK.finditer(text):
            cuts.add(mark.start())
            cuts.add(mark.end())
        bounds = sorted(cuts)
        words = [text[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words)) if text else Doc(self.vocab)
        doc.user_data["facts"] = {"text": text, "hits": hits, "quantities": quantities, "dates": dates, "titles": titles, "bounds": bounds}
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
    """Finds the rulebook's terms and puts them on the `Doc`: `doc.spans["terms"]`, and by use in `user_data`."""

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
        boundaries = [mark.start() for mark in _SENTENCE_END.finditer(text)]
        commas = [mark.start() for mark in _CLAUSE_END.finditer(text)]
        facts["matches"] = self._lexicon.find(facts["hits"], classes, boundaries, commas)
        return doc


@Language.factory("fazhi_terms", default_config={"lexicon": None}, assigns=["doc.spans"])
def _make_term_matcher(nlp: Language, name: str, lexicon: Any) -> TermMatcher:
    return TermMatcher(nlp.meta_lexicon if lexicon is None else lexicon)  # type: ignore[attr-defined]


def term_spans(doc: Doc, requirement_id: str) -> SpanGroup:
    """The terms of one requirement on `doc` as a spaCy `SpanGroup`, labelled with their field.

    For people who look at a report with spaCy's own tools (displaCy, `Span.sent`, …).
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
    return SpanGroup(doc, name=requirement_id, spans=spans)


def build_pipeline(lexicon: Lexicon, finder: QuantityFinder) -> Language:
    """The embedded pipeline: a blank `zh` Language with our tokeniser and components."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = LexiconTokenizer(nlp.vocab, lexicon, finder)
    nlp.meta_lexicon = lexicon  # type: ignore[attr-defined]
    nlp.add_pipe("fazhi_terms")
    return nlp
