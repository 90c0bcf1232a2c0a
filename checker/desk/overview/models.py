"""What the overview keeps beside the other apps' tables: a small row of each version, so that no page reads whole records."""

from __future__ import annotations

from django.db import models

from checker.desk.reports.models import Version


class Line(models.Model):
    """A version in the county's matrix: `facts` as `lines.py` makes them, `stamp` what they were made from."""

    version = models.OneToOneField(Version, primary_key=True, on_delete=models.CASCADE, related_name="line")
    stamp = models.CharField(max_length=200)  # a hash, two numbers, the name of a unit
    facts = models.JSONField()
