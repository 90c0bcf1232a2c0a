"""The rectification notice: a letter (.docx) from the county's office to a unit that reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.notice.facts import facts
from checker.output.notice.filenames import notice_names
from checker.output.notice.letter import Letter
from checker.output.notice.rendering import NoticeTemplateError, render
from checker.rulebook import Rulebook

__all__ = ["Letter", "NoticeTemplateError", "SeveralReportsError", "notice_names", "write_notice"]

_DEFAULT = Path(__file__).with_name("template.docx")


class SeveralReportsError(ValueError):
    """One letter was asked for, and there are several units to write to, or none."""


def write_notice(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, letter: Letter | None = None) -> bytes:
    """The notice on one report, as the bytes of a .docx. Personal data is taken to be masked.

    Raises `SeveralReportsError` unless there is one checklist, and `NoticeTemplateError`.
    """
    if len(checklists) != 1:
        raise SeveralReportsError(f"one notice, {len(checklists)} reports")
    return _notice(checklists[0], letter or Letter(date.today()))


def _notice(checklist: Checklist, letter: Letter) -> bytes:
    path = letter.template or _DEFAULT
    try:
        template = path.read_bytes()
    except OSError as error:
        raise NoticeTemplateError(str(path), f"打不开模板（{error.strerror}）", f"the template cannot be opened ({error.strerror})") from None
    return render(template, facts(checklist, letter), name=str(path))
