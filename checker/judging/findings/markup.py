"""`artifact`, of the file itself: tracked changes and comments left in it.

One finding for each kind, however many there are: a reviewer wants to know that the draft was never
settled and where to begin, not two hundred entries. It quotes the report where the first one stands,
not what was deleted, and names nobody: who wrote a change is for the office to see in its own file
(the scan before publication tells it, masked), not for those whom a checklist is sent to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.ingest import Aside, AsideKind
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.places import SourcePlaces, block_on

_LONGEST_QUOTE = 40
_MOST_PLACES = 3


def find(context: Context) -> Iterator[Finding]:
    """A finding on the tracked changes, and one on the comments."""
    asides = context.reading.document.asides
    inserted, deleted, comments = ([a for a in asides if a.kind is kind] for kind in (AsideKind.INSERTED, AsideKind.DELETED, AsideKind.COMMENT))
    changes = [*inserted, *deleted]
    if changes:
        said = "、".join(f"{word} {len(some)} 处" for word, some in (("插入", inserted), ("删除", deleted)) if some)
        yield _finding(context, changes, f"文件里留有修订痕迹（{said}），按全部接受修订后的文字检查；请逐处接受或拒绝修订后再报送")
    if comments:
        yield _finding(context, comments, f"文件里留有批注 {len(comments)} 条；请处理并删除批注后再报送")


def _finding(context: Context, asides: Sequence[Aside], message: str) -> Finding:
    """On the beginning of the first paragraph that one of `asides` belongs to; on that of the report where none does."""
    document = context.reading.document
    lines = sorted({a.line for a in asides if a.line is not None})
    touched = [block for line in lines if (block := block_on(document, line)) is not None]
    first = touched[0] if touched else document.blocks[0]
    places = list(dict.fromkeys(filter(None, (block.place.describe() for block in touched))))
    listed = "、".join(places[:_MOST_PLACES]) + (f"等 {len(places)} 处" if len(places) > _MOST_PLACES else "")
    span = first.source_span(0, min(len(first.text), _LONGEST_QUOTE))
    return SourcePlaces(context).make("artifact", f"{message}：{listed}" if listed else message, *span)
