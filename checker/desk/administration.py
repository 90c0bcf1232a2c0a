"""Django's admin: every table of the desk for the administrator to look into, and nothing to change behind the log's back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DataError, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from checker.desk.accounts.access import user_of

_LONG = (models.JSONField, models.TextField)
_SECRET = {"password", "is_staff", "is_superuser", "groups", "user_permissions", "last_name", "email"}  # or without use here
_LARGE = {"record", "text"}  # a report's whole text, and all that is said of it
_COLUMNS = 8


class Site(admin.AdminSite):
    """For administrators, who sign in where everybody does."""

    site_header = site_title = "数据查看"
    index_title = "数据表（只读）"

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the user is an administrator."""
        user = user_of(request)
        return user.is_authenticated and user.is_active and user.administers

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The desk's own sign-in; for who is in already and no administrator, 403."""
        if user_of(request).is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        """The desk's own page for it."""
        return redirect("accounts:password")


class ReadOnly(admin.ModelAdmin):
    """A table to look into: its rows, without what is long or secret."""

    list_select_related = True
    show_full_result_count = False

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """The first columns that are neither long nor secret."""
        return tuple(f.name for f in self.model._meta.concrete_fields if f.name not in _SECRET and not isinstance(f, _LONG))[:_COLUMNS]

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What is not shown of a row: secrets, and a report's whole text."""
        return [f.name for f in self.model._meta.get_fields() if f.name in _SECRET | _LARGE]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The rows, without their long columns."""
        return super().get_queryset(request).defer(*(f.name for f in self.model._meta.concrete_fields if f.name in _LARGE))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row of that id; none for a number larger than the database has, which Django does not catch for keys that are relations."""
        try:
            return super().get_object(request, object_id, from_field)
        except (OverflowError, DataError):
            return None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators may look."""
        return user_of(request).administers

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators may look."""
        return user_of(request).administers

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes here."""
        return False
