"""The forms of a review. Each that changes a submission carries the stamp of the page it stood on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from checker.desk.review.models import Ground, Item, Status
from checker.judging.checklist import Verdict
from checker.judging.outcome import STATUS_OF
from checker.rulebook.schema import Reason

_REASON = {"rows": 2, "maxlength": 500}
_SAME = "与现在的判定相同，不用改判。"
_DAYS_TO_MEND = 10
_LAST_STAMP = 2**63 - 1  # of a table


class Stamped(forms.Form):
    """A form that knows what its page was made of (see `turns`)."""

    stamp = forms.IntegerField(min_value=0, max_value=_LAST_STAMP, widget=forms.HiddenInput)


def _grounds(status: Status) -> list[tuple[str, str]]:
    """The grounds that a status may have."""
    return [(r.value, str(Ground(r.value).label)) for r in Reason if STATUS_OF[r].value == status.value]


class OverrideForm(Stamped):
    """A verdict in place of the one there is: `shown` is that one, `parts` are the names of its parts."""

    requirement = forms.CharField(max_length=100, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="改判为", choices=[s for s in Status.choices if s[0] != Status.NOT_JUDGED], widget=forms.RadioSelect(attrs={"class": "choices"})
    )
    ground = forms.ChoiceField(
        label="属于哪种情形",
        required=False,
        choices=[("", "按一般情形"), *((s.label, _grounds(s)) for s in (Status.PRESENT, Status.VAGUE, Status.MISSING))],
    )
    parts = forms.MultipleChoiceField(
        label="已写明的部分", required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}), help_text="改判为“模糊”时按勾选的部分计分。"
    )
    reason = forms.CharField(label="理由", max_length=500, min_length=2, widget=forms.Textarea(attrs=_REASON))
    quote = forms.CharField(
        label="所依据的原文",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="从报告原文中复制；先选中文字再打开本表，会自动填入。",
    )

    def __init__(self, *args: Any, shown: Verdict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shown = shown
        names = [str(name) for name in (*shown.parts, *shown.lacking)]
        if names:
            self.fields["parts"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
            self.fields["parts"].initial = [str(name) for name in shown.parts]
        else:
            del self.fields["parts"]

    def clean(self) -> dict[str, Any]:
        """Refuses a ground that does not go with the status, and a verdict that changes nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        status, ground = cleaned.get("status"), cleaned.get("ground", "")
        if status and ground and STATUS_OF[Reason(ground)].value != status:
            self.add_error("ground", f"“{Ground(ground).label}”不是“{Status(status).label}”的情形。")
        if status != Status.VAGUE or not cleaned.get("parts"):
            cleaned["parts"] = None
        same_parts = cleaned["parts"] is None or set(cleaned["parts"]) == {str(p) for p in self._shown.parts}
        if status == self._shown.status.value and same_parts and ground in ("", self._shown.reason):
            self.add_error("status", _SAME)
        return cleaned


class DismissForm(Stamped):
    """That a finding, or a note before publication, does not hold."""

    requirement = forms.CharField(max_length=100, widget=forms.HiddenInput)
    reason = forms.CharField(label="为什么不成立", max_length=500, min_length=2, widget=forms.Textarea(attrs=_REASON))


class StampForm(Stamped):
    """An action that needs no words."""


class ReasonForm(Stamped):
    """An action that needs a reason."""

    reason = forms.CharField(label="理由", max_length=500, min_length=2, widget=forms.Textarea(attrs=_REASON))


class DecisionForm(Stamped):
    """Pass, or return until a day. `wanted` says why passing needs words, where it does."""

    outcome = forms.ChoiceField(choices=[("passed", "通过"), ("returned", "退回整改")], widget=forms.HiddenInput)
    note = forms.CharField(label="审核意见", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    due = forms.DateField(label="整改期限", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), help_text="退回整改时填写。")

    def __init__(self, *args: Any, wanted: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wanted = wanted
        self.fields["due"].initial = timezone.localdate() + timedelta(days=_DAYS_TO_MEND)

    def clean(self) -> dict[str, Any]:
        """A return needs a day to come, a doubtful pass a reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        due = cleaned.get("due")
        if cleaned.get("outcome") == "returned" and "due" not in self.errors:
            if due is None:
                self.add_error("due", "请填写整改期限。")
            elif due < timezone.localdate():
                self.add_error("due", "整改期限不能早于今天。")
        if cleaned.get("outcome") == "passed" and self._wanted and not cleaned.get("note"):
            self.add_error("note", self._wanted)
        return cleaned


class ItemForm(forms.ModelForm):
    """An item that the program did not see."""

    stamp = forms.IntegerField(min_value=0, max_value=_LAST_STAMP, widget=forms.HiddenInput)

    class Meta:
        model = Item
        fields = ("title", "severity", "problem", "quote", "basis", "remedy")
        widgets = {name: forms.Textarea(attrs={"rows": 2, "maxlength": 1000}) for name in ("problem", "quote", "basis", "remedy")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("problem", "remedy"):
            self.fields[name].required = True


class NoticeForm(forms.Form):
    """What an office adds to a notice."""

    issuer = forms.CharField(label="发文机关", required=False, max_length=60, help_text="不填则留空待填。")
    issued = forms.DateField(label="成文日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    deadline = forms.DateField(label="整改期限", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
