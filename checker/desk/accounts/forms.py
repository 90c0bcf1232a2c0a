"""What people fill in to come in, and what an administrator fills in about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, BaseUserCreationForm, PasswordChangeForm, UsernameField
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from checker.desk.accounts.models import Role, User
from checker.desk.accounts.passwords import is_over
from checker.desk.units.models import Unit

USERNAME_RULES = "登录时使用；可用汉字、字母、数字和 @ . + - _。"
PASSWORD_RULES = "至少 10 个字符；不能全是数字，不能是常见密码，也不能与用户名、姓名相近。"


class SignIn(AuthenticationForm):
    """User name and password; what is wrong with them is never told."""

    username = UsernameField(max_length=150, widget=forms.TextInput(attrs={"autofocus": True}))  # Django tells the length to browsers alone

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "用户名或密码不正确，或者该用户已停用。",
        "over": "一次性密码已过期，请管理员重置密码。",
    }

    def confirm_login_allowed(self, user: Any) -> None:
        """Raises `ValidationError` where a right password is a one-time one that lay about too long."""
        super().confirm_login_allowed(user)
        if is_over(user):
            raise ValidationError(self.error_messages["over"], code="over")


class NewPassword(PasswordChangeForm):
    """A new password in place of the present one, which it must differ from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = PASSWORD_RULES
        if self.user.must_change_password:
            self.fields["old_password"].label = "一次性密码"

    def clean_new_password1(self) -> str:
        """The new password. Raises `ValidationError` where it is the old one."""
        new: str = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            raise ValidationError("新密码不能与当前密码相同。", code="same")
        return new


class FirstAdministrator(BaseUserCreationForm):
    """The administrator whom a desk without one begins with; chooses the password himself."""

    class Meta(BaseUserCreationForm.Meta):
        model = User
        fields = ("username", "first_name")
        field_classes = {"username": UsernameField}
        labels = {"first_name": "姓名"}
        help_texts = {"username": USERNAME_RULES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_RULES

    def save(self, commit: bool = True) -> User:
        """The new administrator, who has no password to change."""
        self.instance.role = Role.ADMINISTRATOR
        self.instance.must_change_password = False
        user: User = super().save(commit)
        return user


class UserForm(forms.ModelForm):
    """Who a user is and what they are there for. A drafter has a unit, others have none."""

    class Meta:
        model = User
        fields = ("username", "first_name", "role", "unit", "is_active")
        field_classes = {"username": UsernameField}
        labels = {"first_name": "姓名", "is_active": "可以登录"}
        help_texts = {
            "username": USERNAME_RULES,
            "unit": "起草人所属的单位；审核人和管理员不填。",
            "is_active": "停用后立即退出，不能再登录；其操作记录仍保留。",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(active=True) | Unit.objects.filter(pk=self.instance.unit_id)
        unit.empty_label = "（无）"
        if self.instance.pk is None:
            del self.fields["is_active"]  # a new user may come in

    def clean_username(self) -> str:
        """The name to sign in with. Raises `ValidationError` where another's differs by capitals alone."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError("已有同名用户（不区分大小写）。", code="taken")
        return name

    def clean(self) -> dict[str, Any]:
        """The facts together. Adds errors for a drafter without a unit, and for administrators who would shut themselves out."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("role") == Role.DRAFTER and not said.get("unit") and "unit" not in self.errors:
            self.add_error("unit", "起草人须有所属单位。")
        if said.get("role") in (Role.REVIEWER, Role.ADMINISTRATOR):
            said["unit"] = None
        if self.instance.pk == self._by.pk:  # so that there is always one who can mend things
            if "role" in said and said["role"] != Role.ADMINISTRATOR:
                self.add_error("role", "不能取消自己的管理员角色，请由其他管理员修改。")
            if not said.get("is_active", True):
                self.add_error("is_active", "不能停用自己，请由其他管理员操作。")
        return said


class UserFilter(forms.Form):
    """Which users to list."""

    q = forms.CharField(label="用户名、姓名或单位", required=False, max_length=100)
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部"), *Role.choices])

    def of(self, users: QuerySet[User]) -> QuerySet[User]:
        """Those of `users` that are asked for; all, where what is asked makes no sense."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if words := said.get("q"):
            users = users.filter(Q(username__icontains=words) | Q(first_name__icontains=words) | Q(unit__name__icontains=words))
        return users.filter(role=said["role"]) if said.get("role") else users
