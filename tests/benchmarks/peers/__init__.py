"""The peers: a module each with `prepare(terms) -> (read, run)`, as `benchmarks.worker` asks. `LINE_UP` says what they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """One row of the table: the module (or, of node, the script), the environment it runs in, and what is run there."""

    name: str
    module: str
    what: str
    environment: str = "here"  # here, medspacy, node


FLOOR = "floor"
LINE_UP = (
    Peer("floor", "floor", "one Aho–Corasick pass (pyahocorasick) for the words of all terms"),
    Peer("fazhi", "analysis", "Document to Checklist: reading, verdicts, findings, scan before publication"),
    Peer("fazhi, no findings", "no_findings", "the same without the consistency findings"),
    Peer("fazhi, text to JSON", "to_json", "text to Document to Checklist, masked, sealed and written as a line of JSON"),
    Peer("regular expressions", "expressions", "Python's re, one compiled expression for each term, finditer; no sections, cues or verdicts"),
    Peer("spaCy zh", "spacy_zh", "spacy.blank('zh') with its default tokeniser (characters) and nothing else"),
    Peer("medspaCy", "medspacy_rules", "blank zh, sentencizer, TargetMatcher with the same terms, Sectionizer, ConText with the same cues", "medspacy"),
    Peer("medspaCy, words only", "medspacy_words", "the same without the terms and cues that have gaps", "medspacy"),
    Peer(
        "textlint", "textlint/worker.mjs", "textlint's own linter with one rule that has the same terms as expressions; no sections, cues or verdicts", "node"
    ),
)
