"""The forms for units and seasons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from checker.auditing.units import UnitName
from checker.desk.reports.models import Submission
from checker.desk.units.models import Season, Unit
from checker.rulebook import RulebookError, load_rulebook

_DAY = {"type": "date"}  # the browser's own calendar
_YEARS = range(2015, 2100)


class UnitForm(forms.ModelForm):
    """A unit. Two names of one unit (青岩镇, 青岩镇人民政府) are refused."""

    class Meta:
        model = Unit
        fields = ("name", "level", "contact", "active")

    def clean_name(self) -> str:
        """The name, without spaces; a unit that is there already, perhaps in longer words, is not made twice."""
        name = "".join(self.cleaned_data["name"].split())
        if not name:
            raise forms.ValidationError("请填写单位名称")
        wanted = UnitName.of(name)
        for other in Unit.objects.exclude(pk=self.instance.pk):
            if UnitName.of(other.name).may_be(wanted):
                raise forms.ValidationError(f"与已有的“{other.name}”是同一单位")
        return name


class SeasonForm(forms.ModelForm):
    """A year's reports: deadline and rulebook."""

    class Meta:
        model = Season
        fields = ("year", "deadline", "rulebook", "open")
        widgets = {"deadline": forms.DateInput(attrs=_DAY, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The year of a season that is there cannot be changed: its reports are of that year."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["year"].disabled = True
        else:
            self.fields["year"].initial = timezone.localdate().year - 1

    def clean_year(self) -> int:
        """A year that reports may be of."""
        year = int(self.cleaned_data["year"])
        if year not in _YEARS:
            raise forms.ValidationError(f"请填写 {_YEARS[0]} 至 {_YEARS[-1]} 之间的年份")
        return year

    def clean_rulebook(self) -> str:
        """A rulebook that can be loaded: the name of one that ships, or a folder on the server."""
        name = str(self.cleaned_data["rulebook"]).strip()
        if name:
            try:
                load_rulebook(name)
            except RulebookError as error:
                raise forms.ValidationError(f"规则库不可用：{str(error).splitlines()[0]}") from None
        return name


class RosterForm(forms.Form):
    """A list of units as a file."""

    file = forms.FileField(label="名单（.xlsx 或 .csv，须有“单位”一列，可有“层级”“联系人”）")


class AddForm(forms.Form):
    """A unit that has to hand in as well."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位")

    def __init__(self, season: Season, *args: Any, **kwargs: Any) -> None:
        """Offers the units in use that the season has not."""
        super().__init__(*args, **kwargs)
        there = Submission.objects.filter(season=season).values("unit")
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(active=True).exclude(pk__in=there)


class DeadlineForm(forms.ModelForm):
    """A deadline of a unit's own."""

    class Meta:
        model = Submission
        fields = ("deadline",)
        widgets = {"deadline": forms.DateInput(attrs=_DAY, format="%Y-%m-%d")}
