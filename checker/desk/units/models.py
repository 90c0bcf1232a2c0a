"""Units, and the seasons in which they hand in."""

from __future__ import annotations

from django.db import models

from checker.rulebook.schema import Level as ReportLevel


class Level(models.TextChoices):
    """The level of a unit, which says what its report must hold; the values are those of a rulebook's levels."""

    TOWNSHIP = ReportLevel.TOWNSHIP.value, "乡镇（街道）"
    COUNTY = ReportLevel.COUNTY.value, "县（市、区）"
    DEPARTMENT = ReportLevel.DEPARTMENT.value, "部门"


class Unit(models.Model):
    """A town, department or county that hands in a report."""

    name = models.CharField("单位", max_length=100, unique=True)
    level = models.CharField("层级", max_length=20, choices=Level.choices, blank=True, help_text="留空则从报告标题判断")
    contact = models.CharField("联系人", max_length=100, blank=True)
    active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ("name",)
        verbose_name = verbose_name_plural = "单位"

    def __str__(self) -> str:
        return self.name


class Season(models.Model):
    """The reports on one year: `year` is the reporting year, `deadline` the last day for handing in."""

    year = models.PositiveSmallIntegerField("报告年度", unique=True)
    deadline = models.DateField("报送截止日期")
    rulebook = models.CharField("规则库", max_length=300, blank=True, help_text="留空用服务启动时指定的规则库")
    open = models.BooleanField("接收报送", default=True)

    class Meta:
        ordering = ("-year",)
        verbose_name = verbose_name_plural = "年度"

    def __str__(self) -> str:
        return f"{self.year} 年度"
