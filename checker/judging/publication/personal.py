"""Personal data in every place of the file: the text, what stands beside it, the properties, the name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.ingest import AsideKind
from checker.judging.checklist import Finding, PublicationNote
from checker.judging.publication.sight import PERSON_PROPERTIES, Sight, listed, where
from checker.privacy import Kind, find_personal
from checker.wording import Wording

PERSONAL_DATA = "personal_data"
_FILE_NAME = Wording("文件名", "file name")
_LONGEST = 60  # a masked number with the words that name it


def personal(sight: Sight, findings: Sequence[Finding]) -> Iterator[PublicationNote]:
    """A note for each kind of personal data in each kind of place; that of the text is the findings' own."""
    yield from _of_text(sight, findings)
    # What kind of place and of data: the places it was seen in, and the first words.
    seen: dict[tuple[str, Kind], tuple[list[str], str]] = {}
    for words, text, place in _texts(sight):
        for one in find_personal(text):
            places, _ = seen.setdefault((words, one.kind), ([], text[one.label : one.end]))
            places.append(place)
    for (words, kind), (places, first) in seen.items():
        excerpt = sight.excerpt(first, _LONGEST)
        yield PublicationNote(PERSONAL_DATA, len(places), where(words, places), Wording(f"{kind.value}：{excerpt}", f"{kind.wording.english}: {excerpt}"))


def _of_text(sight: Sight, findings: Sequence[Finding]) -> Iterator[PublicationNote]:
    by_message: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code == PERSONAL_DATA:
            by_message.setdefault(finding.message, []).append(finding)
    for alike in by_message.values():
        yield PublicationNote(PERSONAL_DATA, len(alike), listed(sight.line(f.place.line) for f in alike), sight.excerpt(alike[0].quote, _LONGEST))


def _texts(sight: Sight) -> Iterator[tuple[str, str, str]]:
    """Every text of the file that is not the report's: the kind of place, what it says, the place."""
    name = sight.reading.document.source.replace("\\", "/").rsplit("/", 1)[-1]
    yield _FILE_NAME, name.rsplit(".", 1)[0], ""
    for aside in sight.asides:
        # Inserted words are in the text already; names of authors are metadata.
        if aside.kind not in (AsideKind.INSERTED, AsideKind.LIMIT) and not (aside.kind is AsideKind.PROPERTY and aside.name in PERSON_PROPERTIES):
            yield sight.words(aside), aside.text, sight.place(aside)
