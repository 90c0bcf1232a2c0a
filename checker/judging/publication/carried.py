"""What a file carries beside its text: tracked changes, comments, hidden or deleted words, embedded files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.ingest import Aside, AsideKind
from checker.judging.checklist import PublicationNote
from checker.judging.publication.sight import Sight, is_watermark, where
from checker.wording import Wording, joined


def carried(sight: Sight) -> Iterator[PublicationNote]:
    """A note on each kind. Deleted words are tracked changes and hidden text: they are read by whoever gets the file."""
    of = {kind: [a for a in sight.asides if a.kind is kind and not is_watermark(a)] for kind in AsideKind}
    inserted, deleted = of[AsideKind.INSERTED], of[AsideKind.DELETED]
    changes = sorted([*inserted, *deleted], key=lambda a: a.line or 0)
    if changes:
        kinds = ((inserted, "插入", "inserted"), (deleted, "删除", "deleted"))
        said = joined((Wording(f"{chinese} {len(some)} 处", f"{len(some)} {english}") for some, chinese, english in kinds if some), "、", ", ")
        words = Wording("修订痕迹", "tracked changes")
        yield PublicationNote("residual_markup", len(changes), where(words, map(sight.place, changes)), said)
    yield from _note(sight, "comments", of[AsideKind.COMMENT])
    yield from _note(sight, "hidden_text", of[AsideKind.HIDDEN])
    yield from _note(sight, "hidden_text", deleted)
    yield from _note(sight, "hidden_text", of[AsideKind.EMBEDDED])
    yield from _note(sight, "hidden_text", [a for a in sight.asides if is_watermark(a)])


def _note(sight: Sight, code: str, asides: Sequence[Aside]) -> Iterator[PublicationNote]:
    if asides:
        first = next((a.text for a in asides if a.text.strip()), "")
        yield PublicationNote(code, len(asides), where(sight.words(asides[0]), map(sight.place, asides)), sight.excerpt(first))
