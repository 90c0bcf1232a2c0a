"""The scan before publication: what must not leave with the file, apart from every verdict.

It looks at the whole file as its reader gives it: the text, what stands beside it (headers, comments,
changes, hidden text, properties, embedded files) and the file's own name. It says what it saw, and
never that a file is safe. Score and grade know nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.ingest import AsideKind
from checker.judging.checklist import Finding, PublicationNote
from checker.judging.publication.carried import carried
from checker.judging.publication.personal import personal
from checker.judging.publication.properties import properties
from checker.judging.publication.secrecy import secrecy
from checker.judging.publication.sight import Sight
from checker.reading.model import Reading
from checker.rulebook.schema import Rulebook

__all__ = ["limits", "publication_notes"]

# The order in which notes are listed: what endangers most comes first.
CODES = ("secrecy_mark", "personal_data", "hidden_text", "residual_markup", "comments", "metadata")


def publication_notes(reading: Reading, book: Rulebook, findings: Sequence[Finding]) -> tuple[PublicationNote, ...]:
    """One note for each kind of thing and place of its kind, masked, by code and then by place in the file.

    `findings` are those of the checklist; what they say of personal data in the text is not sought again.
    """
    sight = Sight(reading, book.vocabulary.marks)
    notes = [*secrecy(sight), *personal(sight, findings), *carried(sight), *properties(sight)]
    return tuple(sorted(notes, key=lambda note: CODES.index(note.code)))


def limits(reading: Reading) -> tuple[str, ...]:
    """What a reader left unread, in its words, each once."""
    return tuple(dict.fromkeys(aside.text for aside in reading.document.asides if aside.kind is AsideKind.LIMIT))
