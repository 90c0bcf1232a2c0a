"""The submitted Word file with the review's remarks in its margin; its text stays as it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from checker.ingest import ReadError
from checker.ingest.docx.parts import Parts
from checker.ingest.package import open_package
from checker.judging.checklist import Checklist
from checker.output.annotate.comments import Comments, xml
from checker.output.annotate.marking import mark
from checker.output.annotate.placing import Anchors, safe_parser
from checker.output.annotate.remarks import remarks
from checker.output.masking import masked
from checker.output.phrases import plain
from checker.output.sealing import sealed
from checker.reading.model import Reading
from checker.rulebook.schema import Rulebook

__all__ = ["Reviewer", "annotated"]


@dataclass(frozen=True, slots=True)
class Reviewer:
    """In whose name the comments are made, and when."""

    when: datetime
    author: str = "依法治县办审核"
    initials: str = "审核"


def annotated(data: bytes, checklist: Checklist, reading: Reading, book: Rulebook, reviewer: Reviewer) -> bytes:
    """The .docx in `data`, which `reading` was read from, with a comment for each thing to mend.

    Personal data is masked in the comments. Only the main part, the comments and what leads to them
    are written anew; all other parts keep their bytes. Raises `ReadError` where the package is broken.
    """
    parts = Parts(open_package(data, checklist.source))
    main = parts.package.read(parts.main)
    try:
        root = etree.fromstring(main, safe_parser())
    except etree.XMLSyntaxError:
        raise ReadError(checklist.source, "broken", place=parts.main) from None
    comments = Comments(parts, root)
    anchors = Anchors(root, main, reading.document.text, checklist)
    (safe,) = sealed([masked(checklist)], book)
    for remark in remarks(safe, reading, book):
        anchor = anchors.find(*remark.span)
        if anchor is not None:
            mark(anchor, comments.add(remark.paragraphs, author=plain(reviewer.author), initials=plain(reviewer.initials), when=reviewer.when))
    return _with(data, {parts.main: xml(root), **comments.changed()})


def _with(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with some of its members replaced, and those it has not yet at its end."""
    waiting = {name.lower(): (name, member) for name, member in changed.items()}
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for info in {i.filename: i for i in old.infolist()}.values():
            _, member = waiting.pop(info.filename.replace("\\", "/").lower(), ("", None))
            new.writestr(info, old.read(info) if member is None else member, compress_type=info.compress_type)
        for name, member in waiting.values():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), member, compress_type=zipfile.ZIP_DEFLATED)
    return content.getvalue()
