"""`identification`: the elements by which a document identifies itself."""

from __future__ import annotations

from checker.judging.checklist import Evidence
from checker.judging.context import Context
from checker.judging.outcome import Outcome
from checker.reading.lexicon import Span
from checker.reading.model import Identity
from checker.rulebook.schema import Identification, Reason


def judge(requirement: Identification, context: Context) -> Outcome:
    """The outcome for one requirement."""
    identity = context.reading.identity
    spans = _elements(identity)
    found = tuple(p.id for p in requirement.parts if spans.get(p.id))
    lacking = tuple(p.id for p in requirement.parts if not spans.get(p.id))
    evidence: tuple[Evidence, ...]
    if requirement.where == "title":
        if identity.title is None:
            return Outcome(Reason.ABSENT, lacking=lacking)
        evidence = (context.exact(*identity.title),)
    else:
        evidence = tuple(context.exact(*span) for p in requirement.parts if (span := spans.get(p.id)))
    if not found:
        return Outcome(Reason.ABSENT, lacking=lacking)
    return Outcome(Reason.INCOMPLETE if lacking else Reason.FULL, evidence, parts=found, lacking=lacking)


def _elements(identity: Identity) -> dict[str, Span | None]:
    return {
        "单位": identity.unit_in_title,
        "年度": identity.year_in_title,
        "法治政府建设": identity.subject_in_title,
        "报告/总结/情况": identity.type_in_title,
        "署名": identity.signature,
        "成文日期": identity.date_span,
    }
