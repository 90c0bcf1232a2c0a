"""A unit's report of a season, and its versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from checker.desk.fields import JSONText
from checker.desk.units.models import Season, Unit


class State(models.TextChoices):
    """Where a submission is; `lifecycle.py` says how it moves."""

    NOT_SUBMITTED = "not_submitted", "未报送"
    PENDING = "pending", "待审"
    RETURNED = "returned", "退回"
    MENDING = "mending", "整改中"
    PASSED = "passed", "通过"


class Submission(models.Model):
    """That a unit has to hand in for a season: one line of the year's roster, and all that becomes of it."""

    season = models.ForeignKey(Season, verbose_name="年度", on_delete=models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.NOT_SUBMITTED)
    deadline = models.DateField("单独的截止日期", null=True, blank=True, help_text="留空同年度截止日期")
    current = models.ForeignKey("Version", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # the one last handed in
    changed_at = models.DateTimeField("变动时间", auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("season", "unit"), name="one_submission_per_unit_and_season"),)
        ordering = ("unit__name",)
        verbose_name = verbose_name_plural = "报送"

    def __str__(self) -> str:
        return f"{self.unit} {self.season}"


class Checked(models.TextChoices):
    """Where the checking of a version is."""

    WAITING = "waiting", "等待检查"
    RUNNING = "running", "检查中"
    DONE = "done", "已检查"
    FAILED = "failed", "无法检查"


class Version(models.Model):
    """A file that a unit gave in, with what the checker made of it.

    Every upload is a self-check first; it is handed in when `handed_in_at` is set, and has a `number` (1, 2, …) from then on.
    `record` and `text` are what `checker.auditing.stored` keeps of a report, with personal data masked;
    `stored` is the file's place below the folder for files, and says nothing of `name`, the name it came with.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("稿次", null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    late = models.BooleanField("逾期", default=False)  # handed in after the deadline that held then
    hand_in_when_checked = models.BooleanField(default=False)  # until it is handed in, or cannot be

    name = models.CharField("文件名", max_length=255)
    stored = models.CharField(max_length=100, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    checked = models.CharField(max_length=10, choices=Checked.choices, default=Checked.WAITING)
    checked_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)
    record = JSONText(null=True, blank=True)
    text = JSONText(null=True, blank=True)
    # Copied from the record and, once something was decided, from what counts with the reviewers' verdicts; for lists:
    score = models.FloatField(null=True, blank=True)
    grade = models.CharField(max_length=10, blank=True)
    result_hash = models.CharField(max_length=64, blank=True)
    # What it was judged by:
    rulebook = models.CharField(max_length=300, blank=True)  # id
    rulebook_version = models.CharField(max_length=40, blank=True)
    rulebook_sha256 = models.CharField(max_length=64, blank=True)
    pipeline = models.CharField(max_length=100, blank=True)
    program_version = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("submission", "number"), name="one_version_per_number"),)
        ordering = ("-uploaded_at", "-id")
        verbose_name = verbose_name_plural = "文稿"

    def __str__(self) -> str:
        return f"{self.submission} {self.name}"
