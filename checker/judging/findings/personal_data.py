"""`personal_data`: an identity number, mobile number, bank account or home address of a natural person.

Annotation guide, section 3; with them what else tells a person apart in the sense of the Personal
Information Protection Law, art. 4 (home line, mail, plate, chat account), only where it is said of a
person. The finding's quote is verbatim; its message never repeats the number.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.places import make
from checker.privacy import find_personal
from checker.wording import Wording


def find(context: Context) -> Iterator[Finding]:
    """A finding on each, with the clause it stands in."""
    persons = [(start, end) for start, end, label in context.reading.entities if label == "PERSON"]
    for personal in find_personal(context.reading.text, persons=persons):
        yield _finding(context, personal.kind.wording, personal.label, personal.start, personal.end)


def _finding(context: Context, what: Wording, label: int, start: int, end: int) -> Finding:
    text = context.reading.text
    begin, finish = context.stretches.clause(start, end)
    # A number alone, masked, tells nobody where it is: what it is called goes with it (手机号码：138…).
    begin = min(max(begin, start - 40), label)
    finish = min(finish, end + 40)
    if text[finish - 1] == "）" and "（" not in text[begin:finish]:
        finish -= 1
    message = Wording(f"出现自然人的{what}，公开前应删去或作遮盖", f"{what.english} of a natural person: to be removed or masked before publication")
    return make(context, "personal_data", message, begin, finish)
