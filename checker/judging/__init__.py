"""Verdicts: a few kinds of requirement, findings, and scoring."""

from checker.judging.checklist import Checklist, Evidence, Finding, Grade, Passage, PublicationNote, Verdict
from checker.judging.judge import judge

__all__ = ["Checklist", "Evidence", "Finding", "Grade", "Passage", "PublicationNote", "Verdict", "judge"]
