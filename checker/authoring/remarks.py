"""Remarks on a rulebook that loads: terms that add nothing, and terms that never fire. Not defects; things to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.authoring.sources import Sources
from checker.evaluation.examples import examples_of, report_of
from checker.ingest import Document, document_from_text
from checker.reading import Reader
from checker.rulebook.layers import Location
from checker.rulebook.patterns import parse
from checker.rulebook.schema import Rulebook, Status
from checker.rulebook.terms import term_lists


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something to look at, at a place in a file."""

    file: str
    line: int
    code: str  # shadowed, silent, no_example
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.message}"


def remarks(book: Rulebook, sources: Sources, documents: Iterable[Document] = ()) -> list[Remark]:
    """All remarks, by place. Terms count as silent where they fire neither in the rulebook's own examples nor in `documents`."""
    found = [*_shadowed(book, sources), *_without_examples(book, sources), *_silent(book, sources, documents)]
    return sorted(found)


def _remark(sources: Sources, owner: str, location: Location, code: str, message: str) -> Remark:
    file, line = sources.place(owner, location)
    return Remark(str(file), line, code, message)


def _shadowed(book: Rulebook, sources: Sources) -> Iterator[Remark]:
    """Plain terms that hold another plain term of the same list: wherever they match, that one does."""
    for requirement in book.requirements:
        lists: dict[Location, list[tuple[Location, str]]] = {}
        for location, term in term_lists(requirement):
            lists.setdefault(location[:-1], []).append((location, term))
        for entries in lists.values():
            plain = {word: term for _, term in entries if (word := _word(term, book))}
            for location, term in entries:
                word = _word(term, book)
                inside = next((other for other in plain if word and other != word and other in word), "")
                if inside:
                    yield _remark(sources, requirement.id, location, "shadowed", f"“{term}”不起作用：凡有它的地方，同一组里的“{plain[inside]}”都已命中")


def _word(term: str, book: Rulebook) -> str:
    """The one word that a plain term is, "" for a term of another shape, or one that also counts in the title of a document."""
    if "《" in term:
        return ""
    steps = parse(term, book.vocabulary.groups).steps
    return next(iter(steps[0].words)) if len(steps) == 1 and len(steps[0].words) == 1 and not steps[0].classes else ""


def _without_examples(book: Rulebook, sources: Sources) -> Iterator[Remark]:
    for requirement in book.requirements:
        lacking = [s.value for s in (Status.PRESENT, Status.VAGUE, Status.MISSING) if s not in {status for status, _ in examples_of(requirement)}]
        if lacking:
            yield _remark(sources, requirement.id, ("examples",), "no_example", f"“{requirement.title}”没有这些状态的例句：{'、'.join(lacking)}")


def _silent(book: Rulebook, sources: Sources, documents: Iterable[Document]) -> Iterator[Remark]:
    fired: set[tuple[str, str]] = set()
    reader = Reader(book)
    own = (document_from_text(report_of(example)) for requirement in book.requirements for _, example in examples_of(requirement))
    for document in (*own, *documents):
        for use, matches in reader.understand(document).matches.items():
            fired.update((use.owner, match.term) for match in matches)
    for requirement in book.requirements:
        for location, term in term_lists(requirement):
            if (requirement.id, term) not in fired:
                yield _remark(sources, requirement.id, location, "silent", f"“{term}”在例句和所给的报告里都没有命中过")


def documents_in(folders: Iterable[Path]) -> Iterator[Document]:
    """The plain-text reports in folders, for looking at what fires."""
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md")):
            yield document_from_text(path.read_text("utf-8", errors="replace"), source=str(path))
