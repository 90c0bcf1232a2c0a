"""The log's one table; rows are written once and never changed (triggers of the database hold that too)."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class Entries(models.QuerySet["Entry"]):
    """Entries to be read. What would change or delete them raises `TypeError`."""

    def update(self, **_: Any) -> NoReturn:
        """Raises `TypeError`."""
        raise TypeError("entries of the log are never changed")

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        """Raises `TypeError`."""
        raise TypeError("entries of the log are never changed")

    def delete(self) -> NoReturn:
        """Raises `TypeError`."""
        raise TypeError("entries of the log are never deleted")


class Entry(models.Model):
    """Something that was done: when, by whom (`name` as it was then), from which address, to what."""

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("操作人", max_length=150)
    address = models.GenericIPAddressField("地址", null=True)
    action = models.CharField("操作", max_length=40, db_index=True)
    submission = models.ForeignKey("reports.Submission", null=True, on_delete=models.PROTECT, related_name="log")
    version = models.ForeignKey("reports.Version", null=True, on_delete=models.PROTECT, related_name="+")
    detail = models.JSONField("内容", default=dict)

    objects = Entries.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = verbose_name_plural = "操作记录"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new entry. Raises `TypeError` for one that is there already."""
        if self.pk is not None:
            raise TypeError("an entry of the log is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises `TypeError`."""
        raise TypeError("an entry of the log is never deleted")
