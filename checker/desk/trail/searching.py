"""Which entries of the log a user may see, and which of them are asked for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from checker.desk.accounts.models import User
from checker.desk.trail.log import Action
from checker.desk.trail.models import Entry
from checker.desk.units.models import Season, Unit

_OF_ACCOUNTS = {  # the administrator's business, but for one's own
    Action.SIGNED_IN,
    Action.SIGN_IN_FAILED,
    Action.LOCKED_OUT,
    Action.SIGNED_OUT,
    Action.PASSWORD_CHANGED,
    Action.PASSWORD_RESET,
    Action.USER_CREATED,
    Action.USER_CHANGED,
}


def entries_for(user: User) -> QuerySet[Entry]:
    """The entries that a user may see: all for administrators, those of the work and one's own for reviewers, none for others."""
    entries = Entry.objects.select_related("submission__unit", "submission__season")
    if user.administers:
        return entries
    return entries.filter(~Q(action__in=_OF_ACCOUNTS) | Q(user=user)) if user.reviews else entries.none()


class Search(forms.Form):
    """What to look for in the log. Days are those of the office's clock, both included."""

    since = forms.DateField(label="起", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="止", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    who = forms.CharField(label="操作人", required=False, max_length=150)
    action = forms.ChoiceField(label="操作", required=False, choices=[("", "全部"), *Action.choices])
    unit = forms.ModelChoiceField(Unit.objects.all(), label="单位", required=False, empty_label="全部")
    season = forms.ModelChoiceField(Season.objects.all(), label="年度", required=False, empty_label="全部")

    def clean(self) -> dict[str, Any]:
        """Adds an error for days in the wrong order."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("since") and said.get("until") and said["since"] > said["until"]:
            self.add_error("until", "止日不能早于起日。")
        return said

    def of(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """Those of `entries` that are asked for; none, where what is asked makes no sense."""
        if not self.is_bound:
            return entries
        if not self.is_valid():
            return entries.none()
        said = self.cleaned_data
        conditions = {
            "at__gte": said["since"] and _midnight(said["since"]),
            "at__lt": said["until"] and _midnight(said["until"] + timedelta(days=1)),
            "name__icontains": said["who"],
            "action": said["action"],
            "submission__unit": said["unit"],
            "submission__season": said["season"],
        }
        return entries.filter(**{lookup: value for lookup, value in conditions.items() if value})


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
