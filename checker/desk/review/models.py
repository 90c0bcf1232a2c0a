"""What reviewers say of a version, beside what the program says."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from checker.desk.reports.models import Submission, Version
from checker.output.labels import LABELS
from checker.rulebook.schema import Reason as RuleReason
from checker.rulebook.schema import Severity as RuleSeverity
from checker.rulebook.schema import Status as VerdictStatus

_WORDS = LABELS["zh"]


class Status(models.TextChoices):
    """What a verdict may be; the values are those of a checklist."""

    PRESENT = VerdictStatus.PRESENT.value, _WORDS[VerdictStatus.PRESENT]
    VAGUE = VerdictStatus.VAGUE.value, _WORDS[VerdictStatus.VAGUE]
    MISSING = VerdictStatus.MISSING.value, _WORDS[VerdictStatus.MISSING]
    NOT_APPLICABLE = VerdictStatus.NOT_APPLICABLE.value, _WORDS[VerdictStatus.NOT_APPLICABLE]
    NOT_JUDGED = VerdictStatus.NOT_JUDGED.value, _WORDS[VerdictStatus.NOT_JUDGED]


class Ground(models.TextChoices):
    """Why a verdict has its status; the values are the reasons of a rulebook."""

    FULL = RuleReason.FULL.value, "写明了当年做法和具体内容"
    NIL_RETURN = RuleReason.NIL_RETURN.value, "说明了当年没有此类事项"
    INCOMPLETE = RuleReason.INCOMPLETE.value, "内容不完整"
    GENERIC = RuleReason.GENERIC.value, "只有提法，没有具体内容"
    MISPLACED = RuleReason.MISPLACED.value, "写到了，但没有单独标题"
    ABSENT = RuleReason.ABSENT.value, "全文没有写到"
    PLAN_ONLY = RuleReason.PLAN_ONLY.value, "只在下一年打算中提到"
    PROBLEM_ONLY = RuleReason.PROBLEM_ONLY.value, "只作为不足或原因提到"
    NEGATED = RuleReason.NEGATED.value, "文中说当年没有做"


class Severity(models.TextChoices):
    """How grave an item is; the values are those of a rulebook."""

    CORE = RuleSeverity.CORE.value, _WORDS[RuleSeverity.CORE]
    STRUCTURE = RuleSeverity.STRUCTURE.value, _WORDS[RuleSeverity.STRUCTURE]
    GENERAL = RuleSeverity.GENERAL.value, _WORDS[RuleSeverity.GENERAL]


class Override(models.Model):
    """A reviewer's verdict in place of the program's, which is kept in the version's record.

    The last one of a requirement that is not withdrawn counts. `quote` and its offsets in the version's text are the
    words the reviewer rests on, where there are any; `parts` are those found, where the reviewer said which (None: not said).
    For a finding or a note before publication `requirement` is its key (`keys`), `machine_status` is empty and the status
    `not_applicable`: it does not hold.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="overrides")
    requirement = models.CharField(max_length=100)
    status = models.CharField(max_length=20, choices=Status.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices, blank=True)
    parts = models.JSONField(null=True, blank=True)
    machine_status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    reason = models.TextField("理由")
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)


class Outcome(models.TextChoices):
    """What was decided on a version."""

    PASSED = "passed", "通过"
    RETURNED = "returned", "退回整改"


class Decision(models.Model):
    """A decision on a version. `due` is the day by which to mend, where it was returned."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    note = models.TextField("审核意见", blank=True)
    due = models.DateField("整改期限", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)


class Items(models.QuerySet["Item"]):
    """Items as pages list them."""

    def told(self) -> Items:
        """With the versions in which they were opened and closed, without those versions' results, and who closed them."""
        found = self.select_related("opened_in", "closed_in", "closed_by")
        return found.defer(*(f"{side}__{heavy}" for side in ("opened_in", "closed_in") for heavy in ("record", "text")))


class Item(models.Model):
    """One line of the rectification list: opened when a version is sent back (or by hand), open until it is closed.

    `key` is a requirement's id (`requirement`), the key of a finding or of a note before publication (`finding`), or empty for
    what a reviewer added. What the check closed it may reopen; what a person closed stays closed.
    """

    class Kind(models.TextChoices):
        """Where an item comes from."""

        REQUIREMENT = "requirement", "要素"
        FINDING = "finding", "问题"
        ADDED = "added", "人工"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    key = models.CharField(max_length=120, blank=True)
    title = models.CharField("事项", max_length=200)
    severity = models.CharField("程度", max_length=12, choices=Severity.choices, default=Severity.GENERAL)
    problem = models.TextField("存在问题", blank=True)
    basis = models.TextField("依据", blank=True)
    remedy = models.TextField("整改要求", blank=True)
    quote = models.TextField("原文", blank=True)
    opened_in = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="items_opened")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_in = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="items_closed")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # None: by the check
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.TextField("销号说明", blank=True)

    objects = Items.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = verbose_name_plural = "整改事项"
